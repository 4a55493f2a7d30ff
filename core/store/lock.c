/* The writer's lock is SQLite's own RESERVED lock, held from opening to closing; nothing lies
 * beside the file. POSIX drops a process's locks when it closes any descriptor of the file, so
 * nothing here opens the file while this process has it open. */
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/internal.h"

/* sqlite.org/lockingv3.html: PENDING_BYTE is at 1 GiB, RESERVED_BYTE follows. */
#define RESERVED_BYTE 0x40000001L

enum status lock_take(struct workbook *wb, struct error *e)
{
    return db_exec(wb->db, "BEGIN IMMEDIATE", e);
}

/* The workbooks this process has open for writing, a list through the handles. What POSIX makes
 * a process know about itself: opening and closing one of these files would drop its lock. */
static struct workbook *writers;

void lock_register(struct workbook *wb)
{
    wb->next_writer = writers;
    writers = wb;
}

void lock_forget(struct workbook *wb)
{
    for (struct workbook **at = &writers; *at; at = &(*at)->next_writer)
        if (*at == wb) {
            *at = wb->next_writer;
            return;
        }
}

bool lock_is_ours(const struct file_mark *m)
{
    for (const struct workbook *wb = writers; wb; wb = wb->next_writer)
        if (wb->mark.device == m->device && wb->mark.inode == m->inode)
            return true;
    return false;
}

/* Which process holds the RESERVED byte; 0 = nobody or unknown. */
static pid_t holder(const char *path)
{
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = RESERVED_BYTE, .l_len = 1};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    pid_t pid = 0;

    if (fd < 0)
        return 0;
    if (fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
        pid = lock.l_pid;
    close(fd);
    return pid > 0 ? pid : 0;
}

/* First line of a file in /proc, or "". */
static void proc_line(pid_t pid, const char *name, char *out, size_t size)
{
    char path[64];

    out[0] = '\0';
    snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
    FILE *f = fopen(path, "re");
    if (!f)
        return;
    if (!fgets(out, (int)size, f))
        out[0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    fclose(f);
}

/* When a process started (proc(5): field 22 of stat, in ticks since boot), as seconds; 0
 * unknown. */
static time_t started(pid_t pid)
{
    char line[1024], boot[64];
    long long ticks = 0, btime = 0;

    proc_line(pid, "stat", line, sizeof line);
    const char *rest = strrchr(line, ')');
    if (!rest || sscanf(rest,
                     ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d "
                     "%*d %*d %lld",
                     &ticks) != 1)
        return 0;
    FILE *f = fopen("/proc/stat", "re");
    while (f && fgets(boot, sizeof boot, f))
        if (sscanf(boot, "btime %lld", &btime) == 1)
            break;
    if (f)
        fclose(f);
    long hz = sysconf(_SC_CLK_TCK);
    return btime && hz > 0 ? (time_t)(btime + ticks / hz) : 0;
}

enum status lock_refused(const char *path, struct error *e)
{
    pid_t pid = holder(path);
    char program[64], folder[64], since[16] = "";
    struct stat st;

    if (!pid)
        return error_set(e, STATUS_BUSY,
            _("%s is open in another program, perhaps on another computer. Close it there "
              "first."),
            path);
    proc_line(pid, "comm", program, sizeof program);
    snprintf(folder, sizeof folder, "/proc/%ld", (long)pid);
    struct passwd *user = stat(folder, &st) == 0 ? getpwuid(st.st_uid) : NULL;
    time_t at = started(pid);
    struct tm tm;
    if (at && localtime_r(&at, &tm))
        strftime(since, sizeof since, "%H.%M", &tm);
    char *shown = text_printable(program);
    error_set(e, STATUS_BUSY,
        _("%s is already open in %s (process %ld, user %s, since %s). Close it there, or look "
          "on "
          "without writing."),
        path, shown ? shown : "?", (long)pid, user ? user->pw_name : "?",
        since[0] ? since : "?");
    free(shown);
    return STATUS_BUSY;
}
