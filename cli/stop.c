#include "cli/stop.h"

#include <signal.h>
#include <stddef.h>

/* The only thing a handler may touch. */
static volatile sig_atomic_t caught;

static void catch_signal(int number)
{
    caught = number;
}

void stop_listen(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = catch_signal, .sa_flags = SA_RESTART};

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

bool stop_asked(void *context)
{
    (void)context;
    return caught != 0;
}

int stop_signal(void)
{
    return caught;
}
