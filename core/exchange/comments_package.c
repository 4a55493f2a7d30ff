/* Which package a comment speaks of, and what stood in the field when that was handed over: an
 * expert reads the package, not the workbook. */
#include <stdlib.h>
#include <string.h>

#include "core/exchange/comments_part.h"
#include "core/store/history.h"
#include "core/store/record.h"
#include "core/store/rows.h"

/* The register of packages; its title field holds their numbers. NULL: there is none. */
static const struct form *register_of(const struct comments *c)
{
    const struct form *form = method_form_of_role(workbook_method(c->wb), FORM_ROLE_PACKAGE);

    return form && form->kind == FORM_LIST && form_title_field(form) ? form : NULL;
}

/* The number of a row of the register. Caller frees. */
static enum status number_of(struct comments *c, const struct form *form, const char *uid,
    char **number, struct error *e)
{
    return comment_present(c->wb, form, uid, form_title_field(form), number, e);
}

enum status comments_newest_package(struct comments *c, struct error *e)
{
    const struct form *form = register_of(c);
    struct rows *rows = NULL;
    enum status s = STATUS_OK;

    c->package = NULL;
    if (c->options->package) {
        c->package = strdup(c->options->package);
        return c->package ? STATUS_OK : error_memory(e);
    }
    if (form)
        s = rows_open(c->wb, form, &rows, e);
    size_t count = form && s == STATUS_OK ? rows_count(rows) : 0;
    if (count)
        s = number_of(c, form, rows_uid(rows, count - 1), &c->package, e);
    if (form)
        rows_close(rows);
    return s;
}

/* When a package was entered in the register (ms UTC); 0: it is not there. */
static enum status handed_over(
    struct comments *c, const char *number, int64_t *at, struct error *e)
{
    const struct form *form = register_of(c);
    struct rows *rows = NULL;

    *at = 0;
    if (!form || !number[0])
        return STATUS_OK;
    enum status s = rows_open(c->wb, form, &rows, e);
    for (size_t i = 0; s == STATUS_OK && !*at && i < rows_count(rows); i++) {
        char *one = NULL;
        s = number_of(c, form, rows_uid(rows, i), &one, e);
        if (s == STATUS_OK && strcmp(one, number) == 0)
            s = record_written(c->wb, form, rows_uid(rows, i), form_title_field(form), at, e);
        free(one);
    }
    rows_close(rows);
    return s;
}

/* For history_each: what a cell said at a moment. */
struct then {
    struct workbook *wb;
    int64_t at;
    char *text; /* NULL: it was never written */
};

static enum status look_back(void *context, const struct change *change, struct error *e)
{
    struct then *t = context;
    bool before = change->at > t->at;

    free(t->text);
    t->text = NULL;
    enum status s = change_show(t->wb, change, !before, &t->text, e);
    return s == STATUS_OK && !before ? STATUS_MISSING : s;
}

enum status comments_seen(
    struct comments *c, const struct remark *r, char **text, struct error *e)
{
    const struct field *field = r->field ? r->field : form_title_field(r->form);
    struct then then = {.wb = c->wb};
    enum status s = handed_over(c, remark_text(r, c->f.package), &then.at, e);

    *text = NULL;
    if (s == STATUS_OK && then.at && field) {
        const struct history_query query = {
            .form = r->form, .uid = r->row, .field = field->name};
        s = history_each(c->wb, &query, look_back, &then, e);
    }
    *text = then.text;
    if (s == STATUS_OK && !*text)
        s = comment_present(c->wb, r->form, r->row, r->field, text, e);
    return s;
}
