/* Runs a full-screen program in a terminal of its own (80x24) and measures from outside: first
 * stable screen, answer time and bytes of keys that move, private memory. One CSV line per
 * measure. usage: bench_screen NAME KEY-COUNT WARM-UP-KEYS KEY -- COMMAND [ARG ...] */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define QUIET_MS 60
#define MOST_KEYS 1000

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
        out[n++] = *text == 'e' ? '\033' : *text == 'r' ? '\r' : *text == 'n' ? '\n' : *text;
    }
    return n;
}

static void measure_keys(const char *name, int fd, const char *key, size_t size, int count)
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
    printf("%s_key_p50,%.2f,ms,,\n%s_key_p95,%.2f,ms,,\n", name, times[count / 2], name,
        times[count * 95 / 100]);
    printf("%s_key_bytes,%ld,bytes,,\n", name, bytes / count);
}

int main(int argc, char **argv)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int fd;
    char keys[256];
    double start = now_ms(), last = start;

    if (argc < 7 || strcmp(argv[5], "--") != 0 || atoi(argv[2]) < 1 ||
        atoi(argv[2]) > MOST_KEYS) {
        fprintf(stderr, "usage: bench_screen NAME COUNT WARM-UP KEY -- COMMAND...\n");
        return 2;
    }
    pid_t pid = forkpty(&fd, NULL, NULL, &size);
    if (pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        execvp(argv[6], argv + 6);
        _exit(127);
    }
    if (pid < 0)
        return 3;
    drain(fd, 5000, &last);
    printf("%s_first_screen,%.1f,ms,,\n", argv[1], last - start);
    size_t n = unescape(argv[3], keys);
    for (size_t i = 0; i < n; i++) { /* key by key, as a person */
        if (keys[i] == '\033') {
            size_t end = i + 1;
            while (end < n && keys[end] != '\033' && keys[end] != '\r')
                end++;
            if (write(fd, keys + i, end - i) < 0)
                return 3;
            i = end - 1;
        } else if (write(fd, keys + i, 1) < 0) {
            return 3;
        }
        drain(fd, 500, &last);
    }
    n = unescape(argv[4], keys);
    measure_keys(argv[1], fd, keys, n, atoi(argv[2]));
    printf("%s_private_memory,%ld,KiB,,\n", argv[1], private_kib(pid));
    kill(pid, SIGTERM);
    drain(fd, 500, &last);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return 0;
}
