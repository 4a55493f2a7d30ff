#include "tests/fault/cut_files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file_operations.h"

#define FILES 256
#define SYSTEM (&file_operations_system)

static bool forgetful;

/* What an open file is to the log. */
static struct {
    enum { NOT_LOGGED, A_FILE, A_FOLDER } what;
    size_t node;
    int64_t at;
} opened[FILES];
static struct {
    long at, seen;
    int number;
    bool lasting, kill;
} fault;

void files_fail(long at, int number, bool lasting)
{
    fault.at = at;
    fault.seen = 0;
    fault.number = number;
    fault.lasting = lasting;
    fault.kill = false;
}

void files_kill(long at)
{
    files_fail(at, 0, false);
    fault.kill = true;
}

void files_forget_syncs(bool forget)
{
    forgetful = forget;
}

long files_calls(void)
{
    return fault.seen;
}

/* Counts an operation and tells whether it goes wrong. */
static bool goes_wrong(void)
{
    fault.seen++;
    return fault.at > 0 && (fault.seen == fault.at || (fault.lasting && fault.seen > fault.at));
}

static int wrong(void)
{
    if (fault.kill)
        kill(getpid(), SIGKILL);
    errno = fault.number;
    return -1;
}

static bool logged(int fd, int what)
{
    return cut_log_now() && fd >= 0 && fd < FILES && (int)opened[fd].what == what;
}

static int open_file(const char *path, int flags, mode_t mode)
{
    struct stat st;

    if (goes_wrong())
        return wrong();
    int fd = SYSTEM->open(path, flags, mode);
    if (fd < 0 || fd >= FILES || !cut_log_now())
        return fd;
    opened[fd].what = NOT_LOGGED;
    opened[fd].at = 0;
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        char inside[4096];
        snprintf(inside, sizeof inside, "%s/.", path);
        opened[fd].what = A_FOLDER;
        opened[fd].node = cut_add_node(inside);
    } else if (flags & O_CREAT) {
        opened[fd].what = A_FILE;
        opened[fd].node = cut_add_node(path);
        cut_note(CUT_CREATE, opened[fd].node, 0, NULL, 0);
    }
    return fd;
}

static ssize_t read_file(int fd, void *bytes, size_t size)
{
    return goes_wrong() ? wrong() : SYSTEM->read(fd, bytes, size);
}

static ssize_t write_file(int fd, const void *bytes, size_t size)
{
    bool fails = goes_wrong();
    ssize_t n = SYSTEM->write(fd, bytes, fails ? size / 2 : size);

    if (n > 0 && logged(fd, A_FILE)) {
        cut_note(CUT_WRITE, opened[fd].node, opened[fd].at, bytes, (size_t)n);
        opened[fd].at += n;
    }
    return fails ? wrong() : n;
}

static int chmod_file(int fd, mode_t mode)
{
    return goes_wrong() ? wrong() : SYSTEM->fchmod(fd, mode);
}

static int sync_file(int fd)
{
    if (goes_wrong())
        return wrong();
    if (logged(fd, A_FILE) && !forgetful)
        cut_note(CUT_SYNC, opened[fd].node, 0, NULL, 0);
    else if (logged(fd, A_FOLDER))
        cut_note(CUT_FOLDER_SYNC, opened[fd].node, 0, NULL, 0);
    return 0;
}

/* Closed it is anyway. */
static int close_file(int fd)
{
    int answer = SYSTEM->close(fd);

    if (fd >= 0 && fd < FILES)
        opened[fd].what = NOT_LOGGED;
    return goes_wrong() ? wrong() : answer;
}

static int link_file(const char *from, const char *to)
{
    size_t node;

    if (goes_wrong())
        return wrong();
    int answer = SYSTEM->link(from, to);
    if (answer == 0 && cut_log_now() && cut_find(from, &node))
        cut_note_link(to, node);
    return answer;
}

static int rename_file(const char *from, const char *to)
{
    size_t node;

    if (goes_wrong())
        return wrong();
    int answer = SYSTEM->rename(from, to);
    if (answer == 0 && cut_log_now() && cut_find(from, &node)) {
        cut_note_link(to, node);
        cut_note_delete(from);
    }
    return answer;
}

static int unlink_file(const char *path)
{
    if (goes_wrong())
        return wrong();
    int answer = SYSTEM->unlink(path);
    if (answer == 0 && cut_log_now())
        cut_note_delete(path);
    return answer;
}

static int make_folder(const char *path, mode_t mode)
{
    return goes_wrong() ? wrong() : SYSTEM->mkdir(path, mode);
}

static int remove_folder(const char *path)
{
    return goes_wrong() ? wrong() : SYSTEM->rmdir(path);
}

void files_register(void)
{
    static const struct file_operations operations = {.open = open_file,
        .read = read_file,
        .write = write_file,
        .fchmod = chmod_file,
        .fsync = sync_file,
        .close = close_file,
        .link = link_file,
        .rename = rename_file,
        .unlink = unlink_file,
        .mkdir = make_folder,
        .rmdir = remove_folder};

    file_use_operations(&operations);
}
