#include "core/exchange/refer.h"

#include <stdlib.h>

#include "core/exchange/lookup.h"
#include "core/store/record.h"

#define MOST 4096 /* records that are known at a time */

struct refer {
    struct workbook *wb;
    struct lookup *codes, *titles; /* by form and uid */
    size_t count;
};

/* Forgets what is known. */
static bool forget(struct refer *r)
{
    lookup_free(r->codes);
    lookup_free(r->titles);
    r->codes = lookup_new();
    r->titles = lookup_new();
    r->count = 0;
    return r->codes && r->titles;
}

struct refer *refer_new(struct workbook *wb)
{
    struct refer *r = calloc(1, sizeof *r);

    if (!r)
        return NULL;
    r->wb = wb;
    if (!forget(r)) {
        refer_free(r);
        return NULL;
    }
    return r;
}

void refer_free(struct refer *r)
{
    if (!r)
        return;
    lookup_free(r->codes);
    lookup_free(r->titles);
    free(r);
}

/* Reads a record's code and title and keeps them. */
static enum status learn(
    struct refer *r, const struct form *form, const char *uid, struct error *e)
{
    char *code = NULL, *title = NULL;
    bool there = false;

    if (r->count == MOST && !forget(r))
        return error_memory(e);
    r->count++;
    enum status s = record_there(r->wb, form, uid, &there, e);
    if (s == STATUS_OK && there) {
        s = record_code(r->wb, form, uid, &code, e);
        if (s == STATUS_OK)
            s = record_title(r->wb, form, uid, &title, e);
    }
    if (s == STATUS_OK && (!lookup_add(r->codes, form->name, uid, code ? code : "") ||
                              !lookup_add(r->titles, form->name, uid, title ? title : "")))
        s = error_memory(e);
    free(code);
    free(title);
    return s;
}

enum status refer_record(struct refer *r, const struct form *form, const char *uid,
    const char **code, const char **title, struct error *e)
{
    enum status s = STATUS_OK;

    *code = *title = "";
    if (!lookup_find(r->codes, form->name, uid))
        s = learn(r, form, uid, e);
    if (s == STATUS_OK) {
        *code = lookup_find(r->codes, form->name, uid);
        *title = lookup_find(r->titles, form->name, uid);
    }
    return s;
}

enum status refer_field(struct refer *r, const struct field *field, const char *uid,
    const char **code, const char **title, struct error *e)
{
    enum status s = STATUS_OK;

    *code = *title = "";
    for (const struct form **t = field->targets; s == STATUS_OK && t && *t; t++) {
        s = refer_record(r, *t, uid, code, title, e);
        if ((*code)[0] || (*title)[0])
            break;
    }
    return s;
}
