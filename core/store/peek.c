/* What lists of workbooks may know of a file, and taking one along to another folder: both
 * without opening it. */
#include <stdlib.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/store/internal.h"

enum status workbook_peek(const char *path, bool *own, struct error *e)
{
    struct file_mark there;
    enum status s = file_mark(path, &there, e);

    *own = s == STATUS_OK && lock_is_ours(&there);
    if (s != STATUS_OK || *own)
        return s;
    s = header_check(path, e);
    *own = s == STATUS_OK && opening_is_known(path);
    return s;
}

/* Copies the journal of a file, if there is one, to where the copy's will be looked for. It
 * comes first: the copy never lies there without it. *journal is its path then; caller frees.
 */
static enum status copy_journal(
    const char *from, const char *to, char **journal, struct error *e)
{
    char *beside = text_format("%s-journal", from), *copy = text_format("%s-journal", to);
    enum status s = beside && copy ? STATUS_OK : error_memory(e);

    *journal = NULL;
    if (s == STATUS_OK && file_exists(beside)) {
        s = file_copy(beside, copy, e);
        if (s == STATUS_OK) {
            *journal = copy;
            copy = NULL;
        }
    }
    free(beside);
    free(copy);
    return s;
}

enum status workbook_copy(const char *from, const char *to, struct error *e)
{
    char *journal = NULL;
    bool own;
    enum status s = workbook_peek(from, &own, e);

    if (s == STATUS_OK)
        s = copy_journal(from, to, &journal, e);
    if (s == STATUS_OK)
        s = file_copy(from, to, e);
    if (s != STATUS_OK && journal)
        file_remove(journal);
    free(journal);
    return s;
}
