/* Which form's CSV a file is, and which of its columns are comments beside the rows. */
#include <stdlib.h>
#include <string.h>

#include "core/exchange/columns.h"
#include "core/exchange/comments_part.h"

#define NAMED 100000 /* counts more than any number of headings: the file is called so */

/* Which place a heading has in the form; not an earlier one's. */
static enum status place_in(const struct form *form, const struct slots *slots, size_t at,
    struct place *place, struct error *e)
{
    enum status s = heading_place(form, slots->items[at].heading, place, e);

    for (size_t i = 0; s == STATUS_OK && place->kind != PLACE_IGNORED && i < at; i++) {
        struct place before;
        s = heading_place(form, slots->items[i].heading, &before, e);
        if (before.kind != PLACE_IGNORED && before.field == place->field &&
            before.kind == place->kind && before.part == place->part)
            place->kind = PLACE_IGNORED;
    }
    return s;
}

/* Whether a heading is a field's label in a language, with its unit. */
static bool is_label(const struct field *f, const char *heading)
{
    bool same = false;

    for (int lang = 0; lang < LANG_COUNT; lang++) {
        char *label = f->label.in[lang] ? columns_label(f, f->label.in[lang]) : NULL;
        same = same || (label && strcmp(label, heading) == 0);
        free(label);
    }
    return same;
}

/* Whether a heading is one of the form's in an export, though it is never read from there. */
static enum status is_exported(
    const struct form *form, const char *heading, bool *exported, struct error *e)
{
    struct columns columns = {0};
    enum status s = columns_make(&columns, form, dialect_named("machine"), true, e);

    *exported = false;
    for (size_t i = 0; s == STATUS_OK && i < columns.count; i++)
        *exported = *exported || strcmp(columns.items[i].heading, heading) == 0;
    for (size_t i = 0; s == STATUS_OK && i < form->count; i++)
        *exported = *exported || (form->fields[i].level == LEVEL_COMPUTED &&
                                     is_label(&form->fields[i], heading));
    columns_free(&columns);
    return s;
}

/* What a heading is to the form. */
enum heading { HEADING_OTHER, HEADING_EXPORTED, HEADING_FIELD };

/* Tells of one heading whether it is a field's, one that only goes out, or none of these. */
static enum status judge(const struct form *form, const struct slots *slots, size_t at,
    enum heading *is, struct error *e)
{
    struct place place = {0};
    bool exported = false;
    enum status s = place_in(form, slots, at, &place, e);

    if (s == STATUS_OK && place.kind == PLACE_IGNORED)
        s = is_exported(form, slots->items[at].heading, &exported, e);
    *is = exported || (place.kind != PLACE_IGNORED && !place.field) ? HEADING_EXPORTED
          : place.kind != PLACE_IGNORED                             ? HEADING_FIELD
                                                                    : HEADING_OTHER;
    return s;
}

/* How many headings are the form's, when all the others are those of comments; else 0. */
static enum status fits(
    const struct form *form, const struct slots *slots, size_t *known, struct error *e)
{
    enum status s = STATUS_OK;

    *known = 0;
    for (size_t i = 0; s == STATUS_OK && i < slots->count; i++) {
        const struct slot *slot = &slots->items[i];
        enum heading is;
        s = judge(form, slots, i, &is, e);
        *known += is == HEADING_FIELD;
        if (is == HEADING_OTHER && slot->kind != SLOT_TEXT && slot->heading[0]) {
            *known = 0;
            return s;
        }
    }
    return s;
}

enum status sheet_form(
    struct comments *c, const struct slots *slots, const struct form **form, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    size_t best = 0;
    enum status s = STATUS_OK;

    *form = NULL;
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        const struct form *one = &m->forms[i];
        size_t known = 0;
        size_t name = strlen(one->name);
        bool named = strncmp(c->name, one->name, name) == 0;
        if (one == c->f.form)
            continue;
        s = fits(one, slots, &known, e);
        known += known > 0 && named ? NAMED + name : 0; /* the longest name of several */
        if (known > best) {
            best = known;
            *form = one;
        }
    }
    return s;
}

enum status sheet_beside(
    const struct form *form, const struct slots *slots, bool *beside, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < slots->count; i++) {
        enum heading is;
        s = judge(form, slots, i, &is, e);
        beside[i] = is == HEADING_OTHER && slots->items[i].kind == SLOT_TEXT;
    }
    return s;
}
