#include "core/exchange/intake.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/columns.h"
#include "core/exchange/difference.h"
#include "core/exchange/present.h"
#include "core/exchange/read.h"
#include "core/exchange/reject.h"
#include "core/store/action.h"
#include "core/store/conflict.h"
#include "core/store/db.h"
#include "core/store/unite.h"

#define UUID_CELLS 36

struct intake {
    const struct intake_task *task;
    const char *name;
    struct file_kind kind;
    struct layout layout;
    struct reader *reader;
    struct present *present;
    struct difference difference;
    bool begun; /* the heading row has been read */
};

/* The heading row decides everything about the others. */
static enum status begin(struct intake *in, const struct csv_row *header, struct error *e)
{
    const struct intake_task *t = in->task;
    enum reach reach = t->pass == PASS_MAKE   ? REACH_NONE
                       : t->pass == PASS_FILL ? REACH_LATER
                                              : REACH_LIVING;
    enum status s = STATUS_OK;

    in->begun = true;
    if (header->flaw != CSV_FINE) {
        char *sentence = reject_flaw(header);
        s = sentence
                ? error_set(e, STATUS_DATA, _("The heading row cannot be read: %s"), sentence)
                : error_memory(e);
        free(sentence);
    }
    if (s == STATUS_OK)
        s = layout_make(&in->layout, t->form, header, &in->kind, t->options->maps, e);
    if (s == STATUS_OK)
        s = reader_open(&in->reader, t->wb, &in->layout, reach, e);
    if (s == STATUS_OK)
        s = present_open(&in->present, t->wb, &in->layout, e);
    if (s == STATUS_OK && !(in->difference.cells = calloc(t->form->count + 1, sizeof(bool))))
        s = error_memory(e);
    return s == STATUS_OK || s == STATUS_MEMORY ? s : error_where(e, "%s", in->name);
}

/* Ids as Susun gives them; anything else in a column "id" is somebody's own numbering. */
static bool is_uuid(const char *id)
{
    for (size_t i = 0; i < UUID_CELLS; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? id[i] != '-' : !id[i] || !strchr("0123456789abcdef", id[i]))
            return false;
    }
    return id[UUID_CELLS] == '\0';
}

/* Whether a record of this id was ever there: then it lies in the trash. */
static enum status was_known(
    struct workbook *wb, const struct form *form, const char *id, bool *known, struct error *e)
{
    int64_t count = 0;
    enum status s = db_integer(workbook_db(wb), &count, e,
        "SELECT count(*) FROM record WHERE form = ? AND uid = ?", "tt", form->name, id);

    *known = count > 0;
    return s;
}

/* How a row found its record. */
struct target {
    char *uid; /* NULL: a new one */
    bool trashed;
    bool fresh; /* PASS_MAKE made it */
};

/* A row of a fixed form, by name or label. */
static enum status find_fixed(
    struct intake *in, struct intake_row *row, struct target *t, struct error *e)
{
    const struct form *form = in->task->form;
    const char *text = row->id[0] ? row->id : row->code;
    const struct choice *choice = NULL;

    if (list_match(form->rows, text, &choice) == MATCH_ONE) {
        t->uid = strdup(choice->name);
        return t->uid ? STATUS_OK : error_memory(e);
    }
    row->rejected = reject_fixed_row(form, text);
    return row->rejected ? STATUS_OK : error_memory(e);
}

/* A row that was united with another since: what the file says of it must not cover what the
 * survivor has. */
static enum status refuse_united(
    struct intake *in, struct intake_row *row, const char *survivor, struct error *e)
{
    char *name = NULL;
    enum status s = conflict_row(in->task->wb, in->task->form, survivor, &name, e);

    if (s == STATUS_OK)
        row->rejected =
            text_format(_("This row was united with %s. Write into that row instead."), name);
    free(name);
    return s == STATUS_OK && !row->rejected ? error_memory(e) : s;
}

/* What a row is that is not there: one of the trash, or one that became another. */
static enum status find_gone(struct intake *in, struct intake_row *row, struct target *t,
    char **survivor, struct error *e)
{
    const struct intake_task *task = in->task;
    enum status s = STATUS_OK;

    if (row->id[0] && is_uuid(row->id)) {
        s = unite_survivor(task->wb, task->form, row->id, survivor, e);
        if (s == STATUS_OK && !*survivor)
            s = was_known(task->wb, task->form, row->id, &t->trashed, e);
        if (s == STATUS_OK && t->trashed && !(t->uid = strdup(row->id)))
            s = error_memory(e);
    }
    return s;
}

/* A row of a list: by id, else by code. */
static enum status find_listed(
    struct intake *in, struct intake_row *row, struct target *t, struct error *e)
{
    const struct intake_task *task = in->task;
    const char *uid = NULL;
    char *survivor = NULL;
    bool there = false;
    enum status s =
        row->id[0] ? record_there(task->wb, task->form, row->id, &there, e) : STATUS_OK;

    if (s == STATUS_OK && there) {
        uid = row->id;
        t->fresh = task->made && lookup_find(task->made, task->form->name, row->id);
    } else if (s == STATUS_OK) {
        s = find_gone(in, row, t, &survivor, e);
    }
    if (s == STATUS_OK && !uid && !t->uid && !survivor && row->code[0]) {
        uid = present_by_code(in->present, row->code);
        if (!uid)
            s = unite_survivor_of_code(task->wb, task->form, row->code, &survivor, e);
    }
    if (s == STATUS_OK && survivor)
        s = refuse_united(in, row, survivor, e);
    else if (s == STATUS_OK && uid && !(t->uid = strdup(uid)))
        s = error_memory(e);
    free(survivor);
    return s;
}

/* Which record a row is about, as far as that is known before its fields are read. */
static enum status find_target(
    struct intake *in, struct intake_row *row, struct target *t, struct error *e)
{
    const struct form *form = in->task->form;

    switch (form->kind) {
    case FORM_SINGLE: t->uid = strdup(form->name); return t->uid ? STATUS_OK : error_memory(e);
    case FORM_FIXED: return find_fixed(in, row, t, e);
    case FORM_LIST: return find_listed(in, row, t, e);
    case FORM_KEYED: break; /* its fields say it */
    }
    return STATUS_OK;
}

/* The id of a keyed row from its key cells. */
static enum status find_keyed(
    struct intake *in, const struct intake_row *row, struct target *t, struct error *e)
{
    const struct form *form = in->task->form;
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;

    for (size_t i = 0; i < form->count && at < LIMIT_KEYS; i++)
        if (form->fields[i].level == LEVEL_KEY)
            keys[at++] = row->cells[i].value; /* borrowed */
    t->uid = keyed_uid(form, keys);
    return t->uid ? STATUS_OK : error_memory(e);
}

/* Tells about every cell that comes in as typed. */
static void note_cells(struct intake *in, const struct intake_row *row, size_t line)
{
    const struct intake_task *t = in->task;

    for (size_t i = 0; i < t->form->count; i++)
        if (row->cells[i].typed && in->difference.cells[i])
            note_marked(t->options, t->result, in->name, line, row->why[i]);
}

/* A field that follows others unless somebody says otherwise: a machine file says it for every
 * row. */
static bool stands_as_given(
    const struct intake *in, const struct field *f, const struct cell *cell, bool made)
{
    return in->layout.notation == NOTATION_MACHINE && f->computed[0] &&
           (made || cell->value.kind != VALUE_NULL);
}

/* Writes the cells that differ; `made` says that the record is new. */
static enum status set_cells(struct intake *in, const char *uid, const struct intake_row *row,
    bool made, struct error *e)
{
    const struct intake_task *t = in->task;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < t->form->count; i++) {
        const struct field *f = &t->form->fields[i];
        const struct cell *cell = &row->cells[i];
        bool open = in->layout.given[i] && f->level != LEVEL_KEY && f->level != LEVEL_COMPUTED;
        if (open && (in->difference.cells[i] || stands_as_given(in, f, cell, made)))
            s = action_set(t->wb, t->form, uid, f->name, &cell->value, cell->typed, e);
    }
    return s;
}

/* Code and former code as the file has them. */
static enum status set_codes(
    struct intake *in, const char *uid, const struct intake_row *row, struct error *e)
{
    const struct intake_task *t = in->task;
    struct value old = {
        .kind = row->old_code[0] ? VALUE_TEXT : VALUE_NULL, .text = row->old_code};
    enum status s = STATUS_OK;

    if (in->difference.code)
        s = action_code(t->wb, t->form, uid, row->code, e);
    if (s == STATUS_OK && in->difference.old_code)
        s = action_set(t->wb, t->form, uid, HEADING_OLD_CODE, &old, NULL, e);
    return s;
}

/* What a person's new row would begin with, for the columns the file does not have. */
static enum status set_defaults(struct intake *in, const char *uid, struct error *e)
{
    const struct intake_task *t = in->task;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < t->form->count; i++) {
        const struct field *f = &t->form->fields[i];
        struct value v = {0};
        if (in->layout.given[i] || !f->fallback[0] || f->level == LEVEL_COMPUTED)
            continue;
        s = field_default(t->wb, f, uid, &v, e);
        if (s == STATUS_OK && v.kind != VALUE_NULL)
            s = action_set(t->wb, t->form, uid, f->name, &v, NULL, e);
        value_clear(&v);
    }
    return s;
}

/* A new record with the row's id and code. A row that brings an id comes from a workbook: its
 * code is settled before any cell could give one, also an empty one. */
static enum status make_record(
    struct intake *in, const struct intake_row *row, char uid[64], struct error *e)
{
    const struct intake_task *t = in->task;
    bool known = is_uuid(row->id);
    enum status s = action_create(t->wb, t->form, known ? row->id : NULL, NULL, uid, e);

    if (s == STATUS_OK && (row->code[0] || (known && layout_has(&in->layout, PLACE_CODE))))
        s = action_code(t->wb, t->form, uid, row->code, e);
    return s;
}

/* A row that is there already, cell by cell, and brings no id or code of its own. */
static enum status is_repeated(struct intake *in, const struct intake_row *row,
    const struct target *t, bool *repeated, struct error *e)
{
    const char *uid = NULL;
    bool asks = !in->task->repeats && in->task->form->kind == FORM_LIST && !t->uid &&
                !row->code[0] && !is_uuid(row->id);
    enum status s = asks ? present_by_content(in->present, row, &uid, e) : STATUS_OK;

    *repeated = uid != NULL;
    return s;
}

/* Tells whoever asked what the row will change, and counts ids from elsewhere. */
static enum status announce(struct intake *in, const struct intake_row *row, const char *uid,
    bool made, size_t line, struct error *e)
{
    const struct intake_task *t = in->task;
    bool unknown = made && is_uuid(row->id);
    const struct row_coming coming = {.wb = t->wb,
        .form = t->form,
        .file = in->name,
        .line = line,
        .news = unknown ? ROW_UNKNOWN
                : made  ? ROW_NEW
                        : ROW_CHANGED,
        .uid = uid,
        .row = row,
        .difference = &in->difference};

    t->result->unknown += unknown;
    return t->options->change ? difference_tell(t->options, &coming, e) : STATUS_OK;
}

/* Brings the row into the workbook. */
static enum status store_row(struct intake *in, const struct intake_row *row, struct target *t,
    size_t line, struct error *e)
{
    const struct intake_task *task = in->task;
    struct difference *d = &in->difference;
    bool repeated, fresh = t->fresh, is_new = task->form->kind == FORM_LIST && !t->uid;
    char uid[64];
    enum status s = is_repeated(in, row, t, &repeated, e);

    if (s == STATUS_OK && repeated) {
        task->result->same++;
        return STATUS_OK;
    }
    if (s == STATUS_OK && is_new)
        s = make_record(in, row, uid, e);
    else if (s == STATUS_OK && t->trashed)
        s = action_restore(task->wb, task->form, t->uid, e);
    const char *id = is_new ? uid : t->uid;
    if (s == STATUS_OK)
        s = present_compare(in->present, id, row, d, e);
    bool changed = is_new || fresh || t->trashed || d->any || d->code || d->old_code;
    if (s != STATUS_OK || !changed) {
        task->result->same += s == STATUS_OK;
        return s;
    }
    s = announce(in, row, id, is_new || fresh, line, e);
    if (s == STATUS_OK)
        s = set_codes(in, id, row, e);
    if (s == STATUS_OK)
        s = set_cells(in, id, row, is_new || fresh, e);
    if (s == STATUS_OK && is_new && in->layout.notation != NOTATION_MACHINE)
        s = set_defaults(in, id, e);
    if (s == STATUS_OK)
        s = present_learn(in->present, id, row, e);
    if (is_new || fresh || !d->there)
        task->result->added++;
    else
        task->result->changed++;
    note_cells(in, row, line);
    return s;
}

/* PASS_MAKE: the record with its id and code, so that others can refer to it. */
static enum status make_only(
    struct intake *in, const struct intake_row *row, const struct target *t, struct error *e)
{
    const struct intake_task *task = in->task;
    char uid[64];

    if (task->form->kind != FORM_LIST || t->uid || !is_uuid(row->id))
        return STATUS_OK;
    enum status s = make_record(in, row, uid, e);
    if (s == STATUS_OK && !lookup_add(task->made, task->form->name, uid, ""))
        s = error_memory(e);
    return s;
}

/* Reads a row as far as it says which record it is and what goes there; or it is rejected. */
static enum status read_row(struct intake *in, const struct csv_row *raw,
    struct intake_row *row, struct target *t, struct error *e)
{
    enum status s = reader_engine_cells(in->reader, raw, row, e);

    if (s == STATUS_OK && !row->rejected && !row->blank)
        s = find_target(in, row, t, e);
    if (s == STATUS_OK && !row->rejected && !row->blank)
        s = reader_fields(in->reader, t->uid, row, e);
    if (s == STATUS_OK && !row->rejected && !row->blank && in->task->form->kind == FORM_KEYED)
        s = find_keyed(in, row, t, e);
    return s;
}

/* csv_row_fn: the heading row, then every other. */
static enum status take_row(void *context, const struct csv_row *raw, struct error *e)
{
    struct intake *in = context;
    const struct intake_task *task = in->task;
    struct intake_row row = {0};
    struct target t = {0};

    if (!in->begun)
        return begin(in, raw, e);
    if (task->options->stop && task->options->stop(task->options->context))
        return error_set(
            e, STATUS_INTERRUPTED, _("The import was stopped. Nothing was brought in."));
    enum status s = read_row(in, raw, &row, &t, e);
    if (s == STATUS_DATA)
        error_where(e, "%s:%zu", in->name, raw->line);
    if (s == STATUS_OK && row.rejected && task->pass != PASS_MAKE)
        note_rejected(task->options, task->result, in->name, raw->line, row.rejected);
    else if (s == STATUS_OK && !row.rejected && !row.blank)
        s = task->pass == PASS_MAKE ? make_only(in, &row, &t, e)
                                    : store_row(in, &row, &t, raw->line, e);
    row_clear(task->form, &row);
    free(t.uid);
    return s;
}

enum status intake_run(const struct intake_task *task, const struct feed *feed, struct error *e)
{
    struct intake in = {.task = task, .name = feed->name};

    in.kind.dialect = task->options->dialect;
    enum status s = feed_look(feed, &in.kind.bom, &in.kind.delimiter, e);
    if (s == STATUS_OK)
        s = feed_rows(feed, in.kind.delimiter, take_row, &in, e);
    if (s == STATUS_OK && !in.begun)
        s = error_set(e, STATUS_DATA, _("%s is empty: a heading row is missing."), feed->name);
    reader_free(in.reader);
    present_free(in.present);
    layout_free(&in.layout);
    free(in.difference.cells);
    return s;
}
