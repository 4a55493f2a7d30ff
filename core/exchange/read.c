#include "core/exchange/read.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/excel.h"
#include "core/exchange/lookup.h"
#include "core/exchange/reject.h"

struct reader {
    struct workbook *wb;
    const struct layout *layout;
    enum reach reach;
    struct plan_years plan;
    struct read_context context;
    struct lookup *found; /* by field and text: "FORM id" of references already resolved */
    char **texts;         /* [layout->count]: the present row, clean */
};

/* read_context.resolve with a memory: the same office stands in every second row. */
static enum match resolve(
    void *context, const struct field *field, const char *text, char **uid, const char **form)
{
    struct reader *r = context;
    const char *known = lookup_find(r->found, field->name, text);

    if (known) {
        const char *blank = strchr(known, ' ');
        char *name = strndup(known, (size_t)(blank - known));
        const struct form *f = name ? method_form(workbook_method(r->wb), name) : NULL;
        free(name);
        *uid = f ? strdup(blank + 1) : NULL;
        *form = f ? f->name : NULL;
        return *uid ? MATCH_ONE : MATCH_FAILED;
    }
    enum match m = record_resolve(r->wb, field, text, uid, form);
    if (m == MATCH_ONE) {
        char *value = text_format("%s %s", *form, *uid);
        if (value)
            lookup_add(r->found, field->name, text, value);
        free(value);
    }
    return m;
}

enum status reader_open(struct reader **out, struct workbook *wb, const struct layout *layout,
    enum reach reach, struct error *e)
{
    struct reader *r = calloc(1, sizeof *r);
    const char *zone;

    *out = r;
    if (!r || !(r->found = lookup_new()) ||
        !(r->texts = calloc(layout->count ? layout->count : 1, sizeof *r->texts)))
        return error_memory(e);
    r->wb = wb;
    r->layout = layout;
    r->reach = reach;
    enum status s = workbook_plan(wb, &r->plan, e);
    r->context = (struct read_context){
        .today = clock_date(clock_now(), clock_zone(r->plan.region, &zone), NULL),
        .plan_start = r->plan.from,
        .resolve = reach == REACH_NONE ? NULL : resolve,
        .context = r,
    };
    return s;
}

static void forget_texts(struct reader *r)
{
    for (size_t i = 0; r->texts && i < r->layout->count; i++) {
        free(r->texts[i]);
        r->texts[i] = NULL;
    }
}

void reader_free(struct reader *r)
{
    if (!r)
        return;
    forget_texts(r);
    free(r->texts);
    lookup_free(r->found);
    free(r);
}

void row_clear(const struct form *form, struct intake_row *row)
{
    for (size_t i = 0; row->cells && i < form->count; i++)
        cell_clear(&row->cells[i]);
    for (size_t i = 0; row->why && i < form->count; i++)
        free(row->why[i]);
    free(row->cells);
    free(row->why);
    free(row->id);
    free(row->code);
    free(row->old_code);
    free(row->rejected);
    *row = (struct intake_row){0};
}

/* Takes over a sentence as the reason to leave the row out. */
static enum status reject(struct intake_row *row, char *sentence, struct error *e)
{
    if (!sentence)
        return error_memory(e);
    free(row->rejected);
    row->rejected = sentence;
    return STATUS_OK;
}

/* Every cell as clean text in r->texts; or the row is rejected. */
static enum status clean_cells(
    struct reader *r, const struct csv_row *raw, struct intake_row *row, struct error *e)
{
    row->blank = true;
    for (size_t i = 0; i < raw->count; i++) {
        enum text_flaw flaw = TEXT_FINE;
        r->texts[i] = text_clean(raw->cells[i].bytes, raw->cells[i].size, &flaw, NULL);
        if (!r->texts[i] && flaw == TEXT_NO_MEMORY)
            return error_memory(e);
        if (!r->texts[i])
            return reject(row, reject_bytes(flaw, r->layout->places[i].heading), e);
        row->blank = row->blank && r->texts[i][0] == '\0';
    }
    return STATUS_OK;
}

/* The text of the engine's column of a kind, blanks at the ends gone; "" without one. */
static char *engine_text(const struct reader *r, enum place_kind kind)
{
    for (size_t i = 0; i < r->layout->count; i++)
        if (r->layout->places[i].kind == kind)
            return text_trim(r->texts[i]);
    return strdup("");
}

/* A file our machine dialect wrote says which district it belongs to. */
static enum status check_region(const struct reader *r, struct error *e)
{
    enum status s = STATUS_OK;
    char *region = engine_text(r, PLACE_REGION);

    if (!region)
        return error_memory(e);
    if (r->layout->notation == NOTATION_MACHINE && region[0] && r->plan.region[0] &&
        strcmp(region, r->plan.region) != 0)
        s = error_set(e, STATUS_DATA,
            _("The file belongs to region %s, this workbook to %s. Open the workbook of that "
              "region."),
            region, r->plan.region);
    free(region);
    return s;
}

enum status reader_engine_cells(
    struct reader *r, const struct csv_row *raw, struct intake_row *row, struct error *e)
{
    enum status s = STATUS_OK;

    *row = (struct intake_row){0};
    forget_texts(r);
    if (raw->flaw != CSV_FINE)
        s = reject(row, reject_flaw(raw), e);
    else if (raw->count != r->layout->count)
        s = reject(row, reject_count(raw->count, r->layout->count), e);
    else
        s = clean_cells(r, raw, row, e);
    if (s != STATUS_OK || row->rejected)
        return s;
    row->id = engine_text(r, PLACE_ID);
    row->code = engine_text(r, PLACE_CODE);
    row->old_code = engine_text(r, PLACE_OLD_CODE);
    size_t count = r->layout->form->count ? r->layout->form->count : 1;
    row->cells = calloc(count, sizeof *row->cells);
    row->why = calloc(count, sizeof *row->why);
    if (!row->id || !row->code || !row->old_code || !row->cells || !row->why)
        return error_memory(e);
    return check_region(r, e);
}

/* The cells of a field: as one text, or as its machine columns. */
struct field_text {
    const char *whole; /* NULL = in parts */
    const char *parts[LIMIT_COLUMNS];
};

static struct field_text field_text(const struct reader *r, const struct field *field)
{
    struct field_text t = {.parts = {"", "", ""}};

    for (size_t i = 0; i < r->layout->count; i++) {
        const struct place *p = &r->layout->places[i];
        if (p->field != field)
            continue;
        if (p->kind == PLACE_WHOLE)
            t.whole = r->layout->notation == NOTATION_EXCEL ? excel_unguard(r->texts[i])
                                                            : r->texts[i];
        else if (p->kind == PLACE_PART)
            t.parts[p->part] = r->texts[i];
    }
    if (t.whole && r->layout->notation == NOTATION_MACHINE)
        t.parts[0] = t.whole;
    return t;
}

/* The columns of a field as one text, as a person would have typed it. Caller frees. */
static char *joined(const struct field_text *t)
{
    char *text = strdup(t->whole ? t->whole : t->parts[0]);

    for (size_t i = 1; text && !t->whole && i < LIMIT_COLUMNS; i++) {
        if (!t->parts[i][0])
            continue;
        char *longer = text_format("%s%s%s", text, text[0] ? "-" : "", t->parts[i]);
        free(text);
        text = longer;
    }
    return text;
}

/* A cell of the machine dialect that is not in its notation: kept, with the reason. */
static enum outcome machine_outcome(const struct field *field, const struct field_text *t,
    const char *text, struct value *value, struct error *why)
{
    enum outcome o = type_read_machine(field, t->parts, value, why);

    if (o == OUTCOME_UNREAD && why->status != STATUS_MEMORY) {
        char *cut = text_cut(text, 40, false);
        error_set(why, STATUS_DATA, _("%s: “%s” is not written as in a machine file."),
            words_get(&field->label), cut ? cut : "");
        free(cut);
    }
    return o;
}

/* Reads one field. `text` is the whole of it; `parent` the value of the field that filters it.
 */
static enum outcome read_text(struct reader *r, const struct field *field,
    const struct field_text *t, const char *text, const char *parent, struct value *value,
    struct error *why)
{
    struct value other = {0};

    if (r->layout->notation == NOTATION_MACHINE)
        return machine_outcome(field, t, text, value, why);
    if (!t->whole && type_read_machine(field, t->parts, value, why) == OUTCOME_VALUE)
        return OUTCOME_VALUE;
    if (r->layout->notation == NOTATION_EXCEL && excel_read_number(field, text, value, why))
        return OUTCOME_VALUE;
    if (why->status == STATUS_MEMORY)
        return OUTCOME_UNREAD;
    r->context.parent = parent;
    enum outcome o = field->type->read(field, text, &r->context, value, &other, why);
    value_clear(&other);
    if (o != OUTCOME_VALUE)
        value_clear(value);
    return o;
}

/* Whether a key leads to a record, as far as that is asked. */
static enum status key_lives(const struct reader *r, const struct field *field,
    const struct value *v, bool *lives, struct error *e)
{
    enum status s = STATUS_OK;

    *lives = !field->targets || r->reach != REACH_LIVING;
    for (const struct form **f = field->targets;
         s == STATUS_OK && !*lives && *f && v->kind == VALUE_TEXT; f++)
        s = record_there(r->wb, *f, v->text, lives, e);
    return s;
}

/* A key, or the field that says where the record stands: not understood means no record. */
static enum status judge_field(const struct reader *r, const struct field *field,
    enum outcome o, const char *text, const char *why, struct intake_row *row, struct error *e)
{
    bool key = field->level == LEVEL_KEY, lives = true;
    enum status s = STATUS_OK;

    if (!key && field->role != ROLE_DIMENSION)
        return s;
    if (o == OUTCOME_VALUE && key)
        s = key_lives(r, field, &row->cells[field->number].value, &lives, e);
    if (s != STATUS_OK || !lives)
        return s == STATUS_OK ? reject(row, reject_dead_key(field, text), e) : s;
    if (o == OUTCOME_VALUE)
        return s;
    if (o == OUTCOME_EMPTY)
        return key ? reject(row, reject_empty_key(field), e) : s;
    if (r->reach == REACH_NONE && field->type->has_target)
        return s;
    return reject(row, field->list ? reject_choice(field, text) : strdup(why), e);
}

/* The value the filter of a field has: in this row, else in the record as it stands. Caller
 * frees. */
static enum status parent_of(const struct reader *r, const char *uid, const struct field *field,
    const struct intake_row *row, char **parent, struct error *e)
{
    const struct field *filter = field->filter;
    struct cell cell = {0};
    const struct value *v = NULL;
    enum status s = STATUS_OK;

    *parent = NULL;
    if (filter && r->layout->given[filter->number]) {
        v = &row->cells[filter->number].value;
    } else if (filter && uid) {
        s = record_cell(r->wb, field->form, uid, filter, &cell, e);
        v = &cell.value;
    }
    if (s == STATUS_OK && v && v->kind == VALUE_TEXT && !(*parent = strdup(v->text)))
        s = error_memory(e);
    cell_clear(&cell);
    return s;
}

/* One field of the row. */
static enum status take_field(struct reader *r, const char *uid, const struct field *field,
    struct intake_row *row, struct error *e)
{
    struct field_text t = field_text(r, field);
    struct cell *cell = &row->cells[field->number];
    struct error why = {0};
    char *parent = NULL, *text = joined(&t);
    enum status s = text ? parent_of(r, uid, field, row, &parent, e) : error_memory(e);

    if (s != STATUS_OK) {
        free(text);
        return s;
    }
    enum outcome o = read_text(r, field, &t, text, parent, &cell->value, &why);
    if ((o == OUTCOME_UNREAD || o == OUTCOME_ASK) && why.status == STATUS_MEMORY) {
        s = error_memory(e);
    } else {
        s = judge_field(r, field, o, text, error_text(&why), row, e);
    }
    if (s == STATUS_OK && !row->rejected && (o == OUTCOME_ASK || o == OUTCOME_UNREAD)) {
        cell->typed = text;
        text = NULL;
        row->why[field->number] = strdup(error_text(&why));
        if (!row->why[field->number])
            s = error_memory(e);
    }
    error_clear(&why);
    free(parent);
    free(text);
    return s;
}

enum status reader_fields(
    struct reader *r, const char *uid, struct intake_row *row, struct error *e)
{
    const struct form *form = r->layout->form;
    enum status s = STATUS_OK;

    /* Filters before what they filter. */
    for (int filtered = 0; filtered < 2; filtered++)
        for (size_t i = 0; s == STATUS_OK && !row->rejected && i < form->count; i++)
            if (r->layout->given[i] && (form->fields[i].filter != NULL) == filtered)
                s = take_field(r, uid, &form->fields[i], row, e);
    return s;
}
