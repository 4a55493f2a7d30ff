/* The checks before anything of a file is trusted (DESIGN.md 3 "Opening a stranger's file"),
 * and what this installation remembers of files it closed itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "core/store/internal.h"

/* The file change counter (sqlite.org/fileformat2.html 1.3.7): four bytes at offset 24. */
static unsigned long change_counter(const char *path)
{
    unsigned char header[28] = {0};
    FILE *f = fopen(path, "re");

    if (!f)
        return 0;
    size_t n = fread(header, 1, sizeof header, f);
    fclose(f);
    return n < sizeof header
               ? 0
               : (unsigned long)header[24] << 24 | (unsigned long)header[25] << 16 |
                     (unsigned long)header[26] << 8 | header[27];
}

/* Key and value of the note about a file: where it lies, and what it looked like. Only while
 * the file is not open in this process (lock.c says why). */
static bool note(const char *path, char key[65], char **value)
{
    struct file_mark m;
    char *real = realpath(path, NULL);

    if (!real || file_mark(path, &m, NULL) != STATUS_OK) {
        free(real);
        return false;
    }
    hash_hex(real, strlen(real), key);
    free(real);
    *value = text_format("%lld %lld %lld %lld.%09lld %lu", m.device, m.inode, m.size, m.mtime_s,
        m.mtime_ns, change_counter(path));
    return *value != NULL;
}

bool opening_is_known(const char *path)
{
    char key[65], *now, *then;
    bool known = false;

    if (!note(path, key, &now))
        return false;
    then = settings_get("closed", key);
    known = then && strcmp(then, now) == 0;
    free(then);
    free(now);
    return known;
}

void opening_remember(const char *path)
{
    char key[65], *now;

    if (!note(path, key, &now))
        return;
    settings_set("closed", key, now, NULL);
    free(now);
}

/* PRAGMA quick_check names damage without reading indexes against tables. It also calls a page
 * damaged that could not be got for want of memory or by the disk, so it is asked twice. */
enum status opening_check_pages(struct workbook *wb, struct error *e)
{
    char *answer = NULL;
    bool fine = false;
    enum status s = STATUS_OK;

    for (int i = 0; s == STATUS_OK && !fine && i < 2; i++) {
        free(answer);
        s = db_text(wb->db, &answer, e, "PRAGMA main.quick_check(1)", "");
        fine = s == STATUS_OK && answer && strcmp(answer, "ok") == 0;
    }
    const char *code = s == STATUS_OK && answer ? strstr(answer, "error code=") : NULL;
    if (code || (s == STATUS_OK && answer && strstr(answer, "failed to get page")))
        s = db_error_code(
            code ? (int)strtol(strchr(code, '=') + 1, NULL, 10) : SQLITE_IOERR, wb->path, e);
    else if (s == STATUS_OK && !fine)
        s = error_set(e, STATUS_DATA,
            _("%s is damaged inside. Work on with the newest copy of it."), wb->path);
    free(answer);
    return s;
}

enum status opening_check_stamp(struct workbook *wb, struct error *e)
{
    int64_t id, format = 0;
    enum status s = db_integer(wb->db, &id, e, "PRAGMA application_id", "");

    if (s == STATUS_OK)
        s = db_integer(wb->db, &format, e, "PRAGMA user_version", "");
    if (s == STATUS_OK)
        s = header_judge(wb->path, id, format, e);
    if (s == STATUS_OK)
        wb->format = (int)format;
    return s;
}

enum status opening_check_content(struct workbook *wb, bool known, struct error *e)
{
    enum status s = schema_verify(wb->db, wb->method, wb->format, wb->path, e);

    if (s == STATUS_OK && !known)
        s = opening_check_pages(wb, e);
    return s;
}
