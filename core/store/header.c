/* What the first bytes of a file say, before SQLite reads any of it:
 * sqlite.org/fileformat2.html 1.3 (the database header) and 3 (the rollback journal). */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/internal.h"

#define HEADER 100

/* A big-endian number of 4 bytes. */
static uint32_t number(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Whether the bytes could be a person's text. */
static bool is_text(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] < ' ' && !strchr("\t\r\n\f", bytes[i]))
            return false;
    return size > 0 && bytes[0] != 0;
}

/* The journal beside the real file of a path. Caller frees; NULL when there is none. *odd: what
 * stands in its place is no file, and SQLite would wait for it. */
static enum status journal_of(const char *path, char **journal, bool *odd, struct error *e)
{
    struct stat st;
    char *real = realpath(path, NULL), *name = real ? text_format("%s-journal", real) : NULL;
    bool starved = real ? !name : errno == ENOMEM;

    free(real);
    bool there = name && stat(name, &st) == 0;
    *odd = there ? !S_ISREG(st.st_mode) : name && lstat(name, &st) == 0 && S_ISLNK(st.st_mode);
    *journal = there && !*odd ? name : NULL;
    if (!*journal)
        free(name);
    return starved ? error_memory(e) : STATUS_OK;
}

/* Says why a file cannot be read. */
static enum status unreadable(const char *path, int number, struct error *e)
{
    return number == ENOMEM ? error_memory(e)
                            : error_set(e, STATUS_FILE, _("%s cannot be read: %s."), path,
                                  file_reason(number));
}

/* A journal may name a second file, which rolling back would delete. Ours never does. */
static enum status names_another(const char *journal, bool *names, struct error *e)
{
    static const unsigned char magic[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    unsigned char end[sizeof magic];
    FILE *f = fopen(journal, "re");
    int number = f ? 0 : errno;
    *names = f && fseek(f, -(long)sizeof end, SEEK_END) == 0 &&
             fread(end, 1, sizeof end, f) == sizeof end &&
             memcmp(end, magic, sizeof magic) == 0;

    if (f)
        fclose(f);
    return number && number != ENOENT ? unreadable(journal, number, e) : STATUS_OK;
}

/* The file is as long as its header says; one with a journal may be shorter for now. */
static enum status check_length(
    const char *path, const unsigned char *header, long long size, struct error *e)
{
    uint32_t page = (uint32_t)header[16] << 8 | header[17];
    bool said = number(header + 24) == number(header + 92);
    long long whole = (long long)number(header + 28) * (page == 1 ? 65536 : page);

    if (size >= HEADER && (!said || size >= whole))
        return STATUS_OK;
    return error_set(e, STATUS_DATA,
        _("%s is cut off: only %lld bytes of it are there. Copy it again from where it came."),
        path, size);
}

/* What the bytes at the beginning tell of a file of `size` bytes. */
static enum status judge(const char *path, const unsigned char *header, size_t got,
    long long size, bool journal, struct error *e)
{
    static const char magic[16] = "SQLite format 3";

    if (got == 0)
        return error_set(e, STATUS_DATA,
            _("%s is empty (0 bytes). Take the newest copy of the workbook."), path);
    if (got < sizeof magic || memcmp(header, magic, sizeof magic) != 0)
        return is_text(header, got)
                   ? error_set(e, STATUS_DATA,
                         _("%s is a text, not a Susun workbook. A table comes into a workbook "
                           "with \"susun import\"."),
                         path)
                   : error_set(e, STATUS_DATA, _("%s is not a Susun workbook."), path);
    enum status s = journal ? STATUS_OK : check_length(path, header, size, e);
    if (s == STATUS_OK)
        s = header_judge(path, number(header + 68), number(header + 60), e);
    if (s == STATUS_OK && number(header + 56) != 1) /* what SQLite calls UTF-8 */
        s = error_set(e, STATUS_DATA,
            _("%s was written by another program: its texts are kept in another way than Susun "
              "keeps them. It is not opened."),
            path);
    if (s == STATUS_OK && (header[18] != 1 || header[19] != 1))
        s = error_set(e, STATUS_DATA,
            _("%s was switched to another way of storing by another program. Switch it back "
              "there with: PRAGMA journal_mode=DELETE"),
            path);
    return s;
}

enum status header_judge(const char *path, int64_t application, int64_t format, struct error *e)
{
    if (application != WORKBOOK_APPLICATION_ID)
        return error_set(
            e, STATUS_DATA, _("%s is a database of another program, not a workbook."), path);
    if (format > WORKBOOK_FORMAT)
        return error_set(e, STATUS_DATA,
            _("%s was made by a newer Susun (file format %lld). Install the newer program to "
              "open it."),
            path, (long long)format);
    if (format < 1)
        return error_set(e, STATUS_DATA, _("%s says no file format."), path);
    return STATUS_OK;
}

enum status header_check(const char *path, struct error *e)
{
    unsigned char header[HEADER] = {0};
    struct stat st;

    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return error_set(e, STATUS_FILE, _("%s is a folder, not a workbook."), path);
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return error_set(e, STATUS_FILE, _("%s is a device or a pipe, not a file."), path);
    FILE *f = fopen(path, "re");
    if (!f)
        return unreadable(path, errno, e);
    size_t got = fread(header, 1, sizeof header, f);
    int failed = ferror(f) ? errno : 0;
    fclose(f);
    if (failed)
        return unreadable(path, failed, e);
    bool odd, another = false;
    char *journal;
    enum status s = journal_of(path, &journal, &odd, e);
    if (odd)
        return error_set(e, STATUS_FILE,
            _("What lies at %s-journal is no file. Move it away; the workbook is opened then."),
            path);
    if (s == STATUS_OK)
        s = judge(path, header, got, st.st_size, journal != NULL, e);
    if (s == STATUS_OK && journal)
        s = names_another(journal, &another, e);
    if (another)
        s = error_set(e, STATUS_DATA,
            _("%s-journal names yet another file. Susun never writes such a journal; nothing "
              "is opened, for safety."),
            path);
    free(journal);
    return s;
}
