/* catatan.csv of a package: the form in which an expert writes comments below those there are,
 * as a spreadsheet opens it, whatever the dialect of the package. */
#include <string.h>

#include "core/exchange/comments.h"
#include "core/exchange/part.h"

#define BOM "\xEF\xBB\xBF"

/* The form's bytes into the open file. */
static enum status write_form(struct making *m, struct package_file *f, struct csv_writer *out,
    const struct dialect *dialect, struct error *e)
{
    size_t rows, size;
    enum status s = comments_write(m->wb, dialect, m->options->personal, out, &rows, e);
    const char *bytes = s == STATUS_OK ? csv_writer_bytes(out, &size) : NULL;

    if (s == STATUS_OK && !bytes)
        s = error_memory(e);
    if (s == STATUS_OK && dialect->bom)
        s = package_write(f, BOM, strlen(BOM), e);
    return s == STATUS_OK ? package_write(f, bytes, size, e) : s;
}

enum status part_comments(struct making *m, struct package_file *f, struct error *e)
{
    const struct dialect *dialect = dialect_named("excel");
    struct csv_writer *out;

    if (!method_form_of_role(workbook_method(m->wb), FORM_ROLE_COMMENT))
        return STATUS_OK;
    if (!(out = csv_writer_new(dialect->delimiter)))
        return error_memory(e);
    enum status s = package_open(m->package, PACKAGE_COMMENTS, &f, e);
    if (s == STATUS_OK) {
        s = write_form(m, f, out, dialect, e);
        if (s == STATUS_OK) {
            m->result->files++;
            s = package_close(f, e);
        } else {
            package_discard(f);
        }
    }
    csv_writer_free(out);
    return s;
}
