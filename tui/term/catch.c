#include "tui/term/catch.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* The one standard error: its own place and the pipe's end, -1 while nothing is caught. */
static int own = -1, caught = -1;

void catch_stderr(void)
{
    int ends[2];

    if (own >= 0 || !isatty(STDERR_FILENO) || pipe(ends) != 0)
        return;
    own = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    /* A full pipe must not hold the program up. */
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    if (own >= 0 && dup2(ends[1], STDERR_FILENO) >= 0) {
        caught = ends[0];
    } else {
        close(ends[0]);
        if (own >= 0)
            close(own);
        own = -1;
    }
    close(ends[1]);
}

void catch_end(void)
{
    char bytes[512];
    ssize_t count;
    int saved = errno;

    if (own < 0)
        return;
    dup2(own, STDERR_FILENO);
    while ((count = read(caught, bytes, sizeof bytes)) > 0) {
        ssize_t written = write(STDERR_FILENO, bytes, (size_t)count);
        (void)written;
    }
    close(caught);
    close(own);
    own = caught = -1;
    errno = saved;
}
