/* A disk that takes its time: loaded before the program (LD_PRELOAD), every sync takes 40 ms
 * longer while the file SLOW_DISK is there, so that a kill can meet the midst of a COMMIT. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Waits, then lets the system's own function do it. */
static int slowly(const char *name, int fd)
{
    static const struct timespec wait = {0, 40 * 1000 * 1000};
    const char *told = getenv("SLOW_DISK");
    int (*real)(int);

    if (told && access(told, F_OK) == 0)
        nanosleep(&wait, NULL);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    return real(fd);
}

int fsync(int fd)
{
    return slowly("fsync", fd);
}

int fdatasync(int fd)
{
    return slowly("fdatasync", fd);
}
