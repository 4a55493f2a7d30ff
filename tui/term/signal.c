#include "tui/term/signal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "tui/term/catch.h"

/* The one terminal's signals: a handler is given nothing but the number. */
static int pipe_in = -1, pipe_out = -1;
static int restore_fd = -1;
static bool restore_known;
static struct termios restore_settings;
static char restore_bytes[500];
static size_t restore_count;

static const int told[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
static const int fatal[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
#define TOLD (sizeof told / sizeof told[0])
#define FATAL (sizeof fatal / sizeof fatal[0])
static struct sigaction told_before[TOLD], fatal_before[FATAL];

/* Tells the loop. A full pipe means that it has plenty to read already. */
static void tell(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(pipe_out, &byte, 1);
    (void)written;
    errno = saved;
}

/* Leaves the terminal usable, then dies of the same signal (SA_RESETHAND gave the old way
 * back). */
static void crash(int number)
{
    if (restore_fd >= 0) {
        ssize_t written = write(restore_fd, restore_bytes, restore_count);
        (void)written;
        if (restore_known)
            tcsetattr(restore_fd, TCSANOW, &restore_settings);
    }
    catch_end();
    raise(number);
}

enum status signals_open(int *fd, struct error *e)
{
    int ends[2];

    if (pipe(ends) != 0)
        return error_set(
            e, STATUS_FILE, _("The terminal cannot be used: %s."), file_reason(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    pipe_in = ends[0];
    pipe_out = ends[1];

    struct sigaction action = {.sa_handler = tell};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < TOLD; i++)
        sigaction(told[i], &action, &told_before[i]);
    action.sa_handler = crash;
    action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
    for (size_t i = 0; i < FATAL; i++)
        sigaction(fatal[i], &action, &fatal_before[i]);
    *fd = pipe_in;
    return STATUS_OK;
}

void signals_close(void)
{
    if (pipe_in < 0)
        return;
    for (size_t i = 0; i < TOLD; i++)
        sigaction(told[i], &told_before[i], NULL);
    for (size_t i = 0; i < FATAL; i++)
        sigaction(fatal[i], &fatal_before[i], NULL);
    close(pipe_in);
    close(pipe_out);
    pipe_in = pipe_out = restore_fd = -1;
    restore_known = false;
    restore_count = 0;
}

int signals_next(void)
{
    unsigned char byte = 0;

    return read(pipe_in, &byte, 1) == 1 ? byte : 0;
}

void signals_restore_terminal(int fd)
{
    restore_known = tcgetattr(fd, &restore_settings) == 0;
    restore_fd = fd;
}

void signals_restore_bytes(const char *bytes, size_t count)
{
    restore_count = count < sizeof restore_bytes ? count : sizeof restore_bytes;
    memcpy(restore_bytes, bytes, restore_count);
}

void signals_stop_here(void)
{
    struct sigaction ours, plain = {.sa_handler = SIG_DFL};
    sigset_t only, before;

    sigemptyset(&plain.sa_mask);
    sigaction(SIGTSTP, &plain, &ours);
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &only, &before);
    raise(SIGTSTP);
    sigprocmask(SIG_SETMASK, &before, NULL);
    sigaction(SIGTSTP, &ours, NULL);
}
