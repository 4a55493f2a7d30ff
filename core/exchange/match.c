#include "core/exchange/match.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/columns.h"
#include "core/method/type.h"

static const char *const machine_start[] = {
    HEADING_REGION, HEADING_ID, HEADING_CODE, HEADING_OLD_CODE};
#define MACHINE_START (sizeof machine_start / sizeof *machine_start)
/* The first columns for Excel; the id stands behind. */
static const char *const excel_start[] = {HEADING_CODE, HEADING_OLD_CODE};
#define EXCEL_START (sizeof excel_start / sizeof *excel_start)

void layout_free(struct layout *l)
{
    for (size_t i = 0; l->places && i < l->count; i++)
        free(l->places[i].heading);
    free(l->places);
    free(l->given);
    *l = (struct layout){0};
}

bool layout_has(const struct layout *l, enum place_kind kind)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->places[i].kind == kind)
            return true;
    return false;
}

/* The headings as clean texts in l->places. */
static enum status take_headings(
    struct layout *l, const struct csv_row *header, struct error *e)
{
    l->places = calloc(header->count ? header->count : 1, sizeof *l->places);
    l->given = calloc(l->form->count ? l->form->count : 1, sizeof *l->given);
    if (!l->places || !l->given)
        return error_memory(e);
    for (; l->count < header->count; l->count++) {
        const struct csv_cell *cell = &header->cells[l->count];
        enum text_flaw flaw;
        char *clean = text_clean(cell->bytes, cell->size, &flaw, NULL);
        if (!clean)
            return flaw == TEXT_NO_MEMORY ? error_memory(e)
                                          : error_set(e, STATUS_DATA,
                                                _("The heading of column %zu is no readable "
                                                  "text. Save the file as “CSV "
                                                  "UTF-8”."),
                                                l->count + 1);
        l->places[l->count].heading = text_trim(clean);
        free(clean);
        if (!l->places[l->count].heading)
            return error_memory(e);
    }
    return STATUS_OK;
}

/* Whether the headings begin with these. */
static bool begins_with(const struct layout *l, const char *const *headings, size_t count)
{
    size_t same = 0;

    while (
        same < count && same < l->count && strcmp(l->places[same].heading, headings[same]) == 0)
        same++;
    return same == count;
}

/* Whether some heading is this one. */
static bool has_heading(const struct layout *l, const char *heading)
{
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->places[i].heading, heading) == 0)
            return true;
    return false;
}

/* Recognises our own dialects by how the file begins; a spreadsheet that saved what was written
 * for it may have left the byte order mark out. */
static enum notation recognise(const struct layout *l, const struct file_kind *kind)
{
    if (kind->dialect)
        return kind->dialect->labels ? NOTATION_EXCEL : NOTATION_MACHINE;
    if (begins_with(l, machine_start, MACHINE_START))
        return NOTATION_MACHINE;
    if (kind->bom && kind->delimiter == ';')
        return NOTATION_EXCEL;
    return begins_with(l, excel_start, EXCEL_START) && has_heading(l, HEADING_ID)
               ? NOTATION_EXCEL
               : NOTATION_TYPED;
}

/* A heading that is exactly a machine name. False when it is none. */
static bool match_exact(const struct columns *machine, enum notation notation, const char *name,
    struct place *place)
{
    for (size_t i = 0; i < machine->count; i++) {
        const struct column *c = &machine->items[i];
        if (strcmp(c->heading, name) != 0)
            continue;
        place->field = c->field;
        place->part = c->part;
        switch (c->kind) {
        case COLUMN_REGION: place->kind = PLACE_REGION; break;
        case COLUMN_ID: place->kind = PLACE_ID; break;
        case COLUMN_CODE: place->kind = PLACE_CODE; break;
        case COLUMN_OLD_CODE: place->kind = PLACE_OLD_CODE; break;
        case COLUMN_PART:
            place->kind = notation != NOTATION_MACHINE && strcmp(c->field->name, name) == 0
                              ? PLACE_WHOLE
                              : PLACE_PART;
            if (c->field->type->id == TYPE_MEASURE && c->part > 0)
                place->kind = PLACE_IGNORED; /* follows from the text */
            break;
        default: place->kind = PLACE_IGNORED; break;
        }
        return true;
    }
    return false;
}

/* Whether a label of a field, with or without its unit, says the folded heading. */
static bool label_says(
    const struct field *f, const char *label, const char *folded, bool *starved)
{
    char *with_unit = columns_label(f, label);
    bool same = label[0] && (text_folds_to(label, folded, starved) ||
                                (with_unit && text_folds_to(with_unit, folded, starved)));

    *starved = *starved || !with_unit;
    free(with_unit);
    return same;
}

/* The ways a heading may name a field, strongest first. */
enum naming { BY_LABEL, BY_ALIAS, BY_NAME, BY_SHORT, NAMINGS };

static bool says(const struct field *f, enum naming naming, const char *folded, bool *starved)
{
    const struct words *words = naming == BY_SHORT ? &f->shorter : &f->label;

    if (naming == BY_NAME)
        return label_says(f, f->name, folded, starved);
    if (naming == BY_ALIAS) {
        for (const char **a = f->aliases; a && *a; a++)
            if (label_says(f, *a, folded, starved))
                return true;
        return false;
    }
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (words->in[lang] && label_says(f, words->in[lang], folded, starved))
            return true;
    return false;
}

/* The one field a heading names in words; NULL when none or several. */
static const struct field *match_words(
    const struct form *form, const char *folded, bool *starved)
{
    for (enum naming n = BY_LABEL; n < NAMINGS; n++) {
        const struct field *found = NULL;
        size_t count = 0;
        for (size_t i = 0; i < form->count; i++)
            if (says(&form->fields[i], n, folded, starved)) {
                found = &form->fields[i];
                count++;
            }
        if (count > 0)
            return count == 1 ? found : NULL;
    }
    return NULL;
}

/* Engine columns as people write them ("Kode lama", "ID"). */
static bool match_engine(const char *folded, struct place *place, bool *starved)
{
    static const enum place_kind kinds[] = {PLACE_REGION, PLACE_ID, PLACE_CODE, PLACE_OLD_CODE};

    for (size_t i = 0; i < MACHINE_START; i++)
        if (text_folds_to(machine_start[i], folded, starved)) {
            place->kind = kinds[i];
            return true;
        }
    return false;
}

/* Finds what a name stands for; *known false when nobody knows it. */
static enum status match_name(const struct layout *l, const struct columns *machine,
    const char *name, struct place *place, bool *known, struct error *e)
{
    *known = match_exact(machine, l->notation, name, place);
    if (*known)
        return STATUS_OK;
    char *folded = text_fold(name);
    bool starved = !folded;
    if (folded && folded[0]) {
        const struct field *f = form_field(l->form, name);
        if (!f)
            f = match_words(l->form, folded, &starved);
        if (f) {
            place->field = f;
            place->kind = f->level == LEVEL_COMPUTED ? PLACE_IGNORED : PLACE_WHOLE;
        }
        *known = f || match_engine(folded, place, &starved);
    }
    free(folded);
    return starved ? error_memory(e) : STATUS_OK;
}

enum status heading_place(
    const struct form *form, const char *heading, struct place *place, struct error *e)
{
    struct layout l = {.form = form, .notation = NOTATION_TYPED};
    struct columns machine = {0};
    enum status s = columns_make(&machine, form, dialect_named("machine"), true, e);

    bool known = true;

    *place = (struct place){0};
    if (s == STATUS_OK)
        s = match_name(&l, &machine, heading, place, &known, e);
    if (s == STATUS_OK && !known)
        place->kind = PLACE_IGNORED;
    columns_free(&machine);
    return s;
}

/* The field name a --map gives for a heading: text behind its last '=', NULL for none. */
static enum status mapped(const char *const *maps, const char *heading, bool *used,
    const char **target, struct error *e)
{
    char *folded = text_fold(heading);
    bool starved = !folded;

    *target = NULL;
    for (size_t i = 0; folded && maps && maps[i]; i++) {
        const char *equals = strrchr(maps[i], '=');
        char *left = equals ? strndup(maps[i], (size_t)(equals - maps[i])) : NULL;
        starved = starved || (equals && !left);
        if (left && text_folds_to(left, folded, &starved)) {
            *target = equals + 1;
            used[i] = true;
        }
        free(left);
    }
    free(folded);
    return starved ? error_memory(e) : STATUS_OK;
}

/* "the column ... is not known", with every name that is. */
static enum status unknown_heading(const struct layout *l, const char *heading, struct error *e)
{
    char *known = strdup("");

    for (size_t i = 0; known && i < l->form->count; i++) {
        const struct field *f = &l->form->fields[i];
        if (f->level == LEVEL_COMPUTED)
            continue;
        char *longer = text_format("%s%s%s", known, known[0] ? ", " : "", f->name);
        free(known);
        known = longer;
    }
    if (!known)
        return error_memory(e);
    error_set(e, STATUS_DATA,
        _("The column “%s” is not known in “%s”. Known are: %s. Say which one is meant with "
          "--map \"%s=NAME\", or leave the column out with --map \"%s=\"."),
        heading, words_get(&l->form->title), known, heading, heading);
    free(known);
    return STATUS_DATA;
}

/* A column of the same place earlier in the file, or NULL. */
static const struct place *earlier(const struct layout *l, size_t at)
{
    const struct place *p = &l->places[at];

    for (size_t i = 0; i < at; i++) {
        const struct place *q = &l->places[i];
        bool same_field = q->field == p->field &&
                          (q->kind != p->kind || q->kind != PLACE_PART || q->part == p->part);
        if (q->kind != PLACE_IGNORED &&
            (p->field ? q->field && same_field : !q->field && q->kind == p->kind))
            return q;
    }
    return NULL;
}

/* One heading finds its place. */
static enum status settle(struct layout *l, size_t at, const struct columns *machine,
    const char *const *maps, bool *used, struct error *e)
{
    struct place *p = &l->places[at];
    const char *target;
    bool known = false;
    enum status s = mapped(maps, p->heading, used, &target, e);
    const char *name = target ? target : p->heading;

    if (s != STATUS_OK || !name[0])
        return s; /* no heading, or mapped to nothing: left out */
    s = match_name(l, machine, name, p, &known, e);
    if (s != STATUS_OK)
        return s;
    if (!known) {
        bool first_names_row = at == 0 && l->form->kind == FORM_FIXED && !target;
        if (!first_names_row)
            return unknown_heading(l, name, e);
        p->kind = PLACE_ID;
    }
    const struct place *twice = p->kind == PLACE_IGNORED ? NULL : earlier(l, at);
    if (twice)
        return error_set(e, STATUS_DATA,
            _("The columns “%s” and “%s” are both meant for the same field. Leave one out with "
              "--map \"%s=\"."),
            twice->heading, p->heading, p->heading);
    if (p->field && p->kind != PLACE_IGNORED)
        l->given[p->field->number] = true;
    return STATUS_OK;
}

/* Where a person keeps only the code beside a reference, the code says which record is meant.
 */
static void take_lone_codes(struct layout *l, const struct columns *machine)
{
    for (size_t i = 0; i < l->count && l->notation != NOTATION_MACHINE; i++) {
        struct place *p = &l->places[i];
        for (size_t c = 0; c < machine->count; c++) {
            const struct column *column = &machine->items[c];
            if (column->kind != COLUMN_REF_CODE || strcmp(column->heading, p->heading) != 0 ||
                p->kind != PLACE_IGNORED || l->given[column->field->number])
                continue;
            p->kind = PLACE_WHOLE;
            p->field = column->field;
            l->given[column->field->number] = true;
        }
    }
}

/* Rows of keyed and fixed forms are found by columns that must be there. */
static enum status need_identity(const struct layout *l, struct error *e)
{
    bool named = layout_has(l, PLACE_ID) || layout_has(l, PLACE_CODE);

    if (l->form->kind == FORM_FIXED && !named)
        return error_set(e, STATUS_DATA,
            _("Nothing in the file says which row of “%s” is meant. Put a column “%s” in "
              "front."),
            words_get(&l->form->title), HEADING_ID);
    for (size_t i = 0; l->form->kind == FORM_KEYED && i < l->form->count; i++) {
        const struct field *f = &l->form->fields[i];
        if (f->level == LEVEL_KEY && !l->given[i])
            return error_set(e, STATUS_DATA,
                _("The column “%s” is missing; without it nobody knows which cell of “%s” is "
                  "meant."),
                words_get(&f->label), words_get(&l->form->title));
    }
    for (size_t i = 0; i < l->count; i++)
        if (l->places[i].kind >= PLACE_ID)
            return STATUS_OK;
    return error_set(e, STATUS_DATA, _("No column of the file belongs to “%s”."),
        words_get(&l->form->title));
}

/* A --map for a heading that is not there is a slip of the pen. */
static enum status need_maps_used(const char *const *maps, const bool *used, struct error *e)
{
    for (size_t i = 0; maps && maps[i]; i++)
        if (!used[i])
            return error_set(e, STATUS_DATA,
                _("--map \"%s\" names a heading that the file does not have."), maps[i]);
    return STATUS_OK;
}

enum status layout_make(struct layout *l, const struct form *form, const struct csv_row *header,
    const struct file_kind *kind, const char *const *maps, struct error *e)
{
    struct columns machine = {0};
    size_t map_count = 0;

    while (maps && maps[map_count])
        map_count++;
    *l = (struct layout){.form = form};
    bool *used = calloc(map_count + 1, sizeof *used);
    enum status s = used ? take_headings(l, header, e) : error_memory(e);
    if (s == STATUS_OK)
        s = columns_make(&machine, form, dialect_named("machine"), true, e);
    if (s == STATUS_OK)
        l->notation = recognise(l, kind);
    for (size_t i = 0; s == STATUS_OK && i < l->count; i++)
        s = settle(l, i, &machine, maps, used, e);
    if (s == STATUS_OK)
        take_lone_codes(l, &machine);
    if (s == STATUS_OK)
        s = need_identity(l, e);
    if (s == STATUS_OK)
        s = need_maps_used(maps, used, e);
    columns_free(&machine);
    free(used);
    return s;
}
