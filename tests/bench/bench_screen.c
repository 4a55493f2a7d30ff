/* Runs a full-screen program in a terminal of its own (80x24) and measures from outside: first
 * stable screen, answer time and bytes of keys that move and that type, another size, a paste
 * of 20 KB, what it writes while nobody does anything, private memory. One line per measure:
 * NAME MEASURE VALUE UNIT. usage: bench_screen NAME COUNT WARM-UP MOVE TYPED -- COMMAND [ARG
 * ...]; TYPED "" = it has nothing to type in. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define QUIET_MS 60
#define MOST_KEYS 1000
#define PASTE_BYTES 20480
#define IDLE_MS 3000

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Reads until the terminal is quiet; returns the bytes, *last = when the last byte came. */
static long drain(int fd, int first_wait_ms, double *last)
{
    char buffer[65536];
    long total = 0;
    int wait = first_wait_ms;
    struct pollfd p = {.fd = fd, .events = POLLIN};

    while (poll(&p, 1, wait) > 0) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n <= 0)
            break;
        total += n;
        *last = now_ms();
        wait = QUIET_MS;
    }
    return total;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Private memory in KiB (proc(5), smaps_rollup). */
static long private_kib(pid_t pid)
{
    char path[64], line[256];
    long sum = 0, n;

    snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "Private_Clean: %ld", &n) == 1 ||
            sscanf(line, "Private_Dirty: %ld", &n) == 1)
            sum += n;
    if (f)
        fclose(f);
    return sum;
}

/* Key names of the command line: \n, \e… as printf(1) %b would write them. */
static size_t unescape(const char *text, char *out)
{
    size_t n = 0;

    for (; *text; text++) {
        if (*text != '\\') {
            out[n++] = *text;
            continue;
        }
        text++;
        out[n++] = *text == 'e'   ? '\033'
                   : *text == 'r' ? '\r'
                   : *text == 'n' ? '\n'
                   : *text == 't' ? '\t'
                                  : *text;
    }
    return n;
}

/* The same key so often; `what` it does. */
static void measure_keys(
    const char *name, const char *what, int fd, const char *key, size_t size, int count)
{
    static double times[MOST_KEYS];
    double last = 0;
    long bytes = 0;

    for (int i = 0; i < count; i++) {
        double start = now_ms();
        if (write(fd, key, size) != (ssize_t)size)
            return;
        last = start;
        bytes += drain(fd, 500, &last);
        times[i] = last - start;
    }
    qsort(times, (size_t)count, sizeof times[0], ascending);
    printf("%s %s_p50 %.2f ms\n%s %s_p95 %.2f ms\n", name, what, times[count / 2], name, what,
        times[count * 95 / 100]);
    printf("%s %s_bytes %ld bytes\n", name, what, bytes / count);
}

/* A bracketed paste, until the screen is quiet. */
static void measure_paste(const char *name, int fd)
{
    static char paste[PASTE_BYTES + 12] = "\033[200~";
    double start = now_ms(), last = start;
    size_t sent = 0;

    memset(paste + 6, 'p', PASTE_BYTES);
    memcpy(paste + 6 + PASTE_BYTES, "\033[201~", 6);
    while (sent < sizeof paste) { /* both sides go on */
        struct pollfd p = {.fd = fd, .events = POLLIN | POLLOUT};
        char buffer[65536];
        if (poll(&p, 1, 1000) <= 0)
            return;
        if ((p.revents & POLLIN) != 0 && read(fd, buffer, sizeof buffer) <= 0)
            return;
        size_t piece = sizeof paste - sent < 1024 ? sizeof paste - sent : 1024;
        ssize_t written = (p.revents & POLLOUT) != 0 ? write(fd, paste + sent, piece) : 0;
        sent += written > 0 ? (size_t)written : 0;
    }
    last = now_ms();
    drain(fd, 500, &last);
    printf("%s paste_20k %.1f ms\n", name, last - start);
}

/* Another size and back. */
static void measure_size(const char *name, int fd)
{
    struct winsize large = {.ws_row = 40, .ws_col = 120}, usual = {.ws_row = 24, .ws_col = 80};
    double start = now_ms(), last = start;

    ioctl(fd, TIOCSWINSZ, &large);
    drain(fd, 500, &last);
    printf("%s resize %.1f ms\n", name, last - start);
    ioctl(fd, TIOCSWINSZ, &usual);
    drain(fd, 500, &last);
}

/* What is written while nothing is done. */
static void measure_idle(const char *name, int fd)
{
    char buffer[4096];
    struct pollfd p = {.fd = fd, .events = POLLIN};
    long bytes = 0;
    ssize_t n = 0;

    for (double end = now_ms() + IDLE_MS, left = IDLE_MS; left > 0; left = end - now_ms()) {
        if (poll(&p, 1, (int)left + 1) > 0 && (n = read(fd, buffer, sizeof buffer)) > 0)
            bytes += n;
        else if (n < 0)
            break;
    }
    printf("%s idle_3s %ld bytes\n", name, bytes);
}

/* Keys one by one, as a person. */
static void warm_up(int fd, const char *keys, size_t n)
{
    double last = 0;

    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (keys[i] == '\033' && end < n && keys[end] != '\033' && keys[end] != '\r')
            end++;
        if (write(fd, keys + i, end - i) < 0)
            return;
        drain(fd, 500, &last);
        i = end;
    }
}

int main(int argc, char **argv)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int fd;
    char keys[256];
    double start = now_ms(), last = start;

    if (argc < 8 || strcmp(argv[6], "--") != 0 || atoi(argv[2]) < 1 ||
        atoi(argv[2]) > MOST_KEYS) {
        fprintf(stderr, "usage: bench_screen NAME COUNT WARM-UP MOVE TYPED -- COMMAND...\n");
        return 2;
    }
    const char *name = argv[1];
    int count = atoi(argv[2]);
    pid_t pid = forkpty(&fd, NULL, NULL, &size);
    if (pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        execvp(argv[7], argv + 7);
        _exit(127);
    }
    if (pid < 0)
        return 3;
    drain(fd, 5000, &last);
    printf("%s stable_screen %.1f ms\n", name, last - start);
    warm_up(fd, keys, unescape(argv[3], keys));
    measure_keys(name, "move", fd, keys, unescape(argv[4], keys), count);
    measure_size(name, fd);
    measure_idle(name, fd);
    printf("%s private_memory %ld KiB\n", name, private_kib(pid));
    if (argv[5][0] != '\0') {
        measure_keys(name, "typed", fd, keys, unescape(argv[5], keys), count);
        measure_paste(name, fd);
    }
    kill(pid, SIGTERM);
    drain(fd, 500, &last);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return 0;
}
