/* The CSV of a form that an expert wrote in: comments in columns beside the rows, or cells that
 * say something else now. A cell that says what it said here at any time is no proposal: the
 * file is older than the workbook. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/comments_part.h"
#include "core/exchange/personal.h"
#include "core/exchange/present.h"
#include "core/exchange/read.h"
#include "core/exchange/reject.h"
#include "core/store/action.h"
#include "core/store/history.h"

struct sheet {
    struct comments *c;
    const struct form *form;
    const struct slots *slots;
    bool *beside; /* [slots->count]: a column of comments */
    size_t own;   /* columns of the form */
    struct layout layout;
    struct reader *reader;
    struct present *present;
    struct difference difference;
};

void sheet_free(struct sheet *s)
{
    if (!s)
        return;
    reader_free(s->reader);
    present_free(s->present);
    layout_free(&s->layout);
    free(s->difference.cells);
    free(s->beside);
    free(s);
}

/* The cells of a row that are the form's. Caller frees; NULL without memory. */
static struct csv_cell *own_cells(const struct sheet *s, const struct csv_row *row)
{
    struct csv_cell *cells = calloc(s->own + 1, sizeof *cells);
    size_t at = 0;

    for (size_t i = 0; cells && i < s->slots->count; i++)
        if (!s->beside[i])
            cells[at++] = i < row->count ? row->cells[i] : (struct csv_cell){.bytes = ""};
    return cells;
}

enum status sheet_open(struct sheet **out, struct comments *c, const struct form *form,
    const struct csv_row *header, const struct slots *slots, const struct file_kind *kind,
    struct error *e)
{
    struct sheet *s = calloc(1, sizeof *s);

    *out = s;
    if (!s)
        return error_memory(e);
    s->c = c;
    s->form = form;
    s->slots = slots;
    s->beside = calloc(slots->count + 1, sizeof *s->beside);
    s->difference.cells = calloc(form->count + 1, sizeof *s->difference.cells);
    if (!s->beside || !s->difference.cells)
        return error_memory(e);
    enum status status = sheet_beside(form, slots, s->beside, e);
    for (size_t i = 0; i < slots->count; i++)
        s->own += !s->beside[i];
    struct csv_row own = {.line = header->line, .count = s->own};
    struct csv_cell *cells = status == STATUS_OK ? own_cells(s, header) : NULL;
    if (status == STATUS_OK && !cells)
        status = error_memory(e);
    own.cells = cells;
    if (status == STATUS_OK)
        status = layout_make(&s->layout, form, &own, kind, NULL, e);
    if (status == STATUS_OK)
        status = reader_open(&s->reader, c->wb, &s->layout, REACH_LIVING, e);
    if (status == STATUS_OK)
        status = present_open(&s->present, c->wb, &s->layout, e);
    c->machine = s->layout.notation == NOTATION_MACHINE;
    free(cells);
    return status;
}

/* What a row's cell says, for people. Caller frees; "" for a column the file does not have. */
static enum status say_cell(struct sheet *s, const struct intake_row *row,
    const struct field *field, char **text, struct error *e)
{
    if (field && row->cells && s->layout.given[field->number])
        return cell_show(s->c->wb, field, &row->cells[field->number], text, e);
    *text = strdup("");
    return *text ? STATUS_OK : error_memory(e);
}

/* For history_each: whether a cell ever held a value. */
struct held {
    const struct cell *cell;
    bool found;
};

static enum status compare_held(void *context, const struct change *change, struct error *e)
{
    struct held *h = context;
    const struct cell *sides[] = {&change->before, &change->after};

    (void)e;
    for (size_t i = 0; i < 2; i++) {
        const struct cell *was = sides[i];
        bool typed = was->typed && h->cell->typed && strcmp(was->typed, h->cell->typed) == 0;
        bool value = !was->typed && !h->cell->typed && was->value.kind != VALUE_NULL &&
                     value_equal(&was->value, &h->cell->value);
        h->found = h->found || typed || value;
    }
    return h->found ? STATUS_MISSING : STATUS_OK;
}

/* Whether a cell ever said this, in the row found or in the one the file means, which may have
 * been united with it. An empty cell says nothing. */
static enum status was_said(struct sheet *s, const char *uid, const struct intake_row *row,
    const struct field *field, bool *said, struct error *e)
{
    const struct cell *cell = &row->cells[field->number];
    const char *rows[] = {uid, row->id};
    struct held held = {.cell = cell, .found = !cell->typed && cell->value.kind == VALUE_NULL};
    enum status status = STATUS_OK;

    for (size_t i = 0; status == STATUS_OK && !held.found && i < 2; i++) {
        const struct history_query query = {
            .form = s->form, .uid = rows[i], .field = field->name};
        if (rows[i][0] && (i == 0 || strcmp(rows[1], rows[0]) != 0))
            status = history_each(s->c->wb, &query, compare_held, &held, e);
    }
    *said = held.found;
    return status;
}

/* A changed cell becomes a proposal, unless the workbook has gone on from there. */
static enum status propose(struct sheet *s, const char *uid, const struct intake_row *row,
    const struct field *field, const struct remark *beside, size_t line, struct error *e)
{
    struct comments *c = s->c;
    struct remark r = {.form = s->form,
        .field = field,
        .row = strdup(uid),
        .named = strdup(""),
        .texts = calloc(c->f.form->count, sizeof *r.texts)};
    char *now = NULL, *text = NULL, *told = NULL;
    size_t added = c->result->added;
    bool said = false;
    enum status status = r.row && r.named && r.texts ? STATUS_OK : error_memory(e);

    if (status == STATUS_OK)
        status = was_said(s, uid, row, field, &said, e);
    if (status != STATUS_OK || said) {
        remark_clear(&c->f, &r);
        return status;
    }
    status = say_cell(s, row, field, &text, e);
    if (status == STATUS_OK)
        status = comment_present(c->wb, s->form, uid, field, &now, e);
    if (status == STATUS_OK)
        status = remark_add(&r, c->f.proposal ? c->f.proposal : c->f.text, text, e);
    for (size_t i = 0; status == STATUS_OK && i < c->f.form->count; i++) {
        const struct field *f = &c->f.form->fields[i];
        if (f == c->f.assessor || f == c->f.date || f == c->f.package)
            status = remark_add(&r, f, remark_text(beside, f), e);
    }
    if (status == STATUS_OK)
        status = comments_store(c, &r, line, e);
    if (status == STATUS_OK && c->result->added > added) {
        told = text_format(_("%s: proposes %s -> %s"), words_get(&field->label),
            now[0] ? now : _("(empty)"), text);
        c->result->proposals++;
        comments_note(c, COMMENT_PROPOSAL, line, told ? told : "");
    }
    free(now);
    free(text);
    free(told);
    remark_clear(&c->f, &r);
    return status;
}

/* The texts of the columns beside the row. */
static enum status take_beside(
    struct sheet *s, const struct csv_row *raw, struct remark *r, char **why, struct error *e)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; status == STATUS_OK && !*why && i < s->slots->count && i < raw->count;
         i++) {
        enum text_flaw flaw = TEXT_FINE;
        if (!s->beside[i])
            continue;
        char *text = comments_cell(&raw->cells[i], s->c->machine, &flaw);
        if (text)
            status = remark_add(r, s->slots->items[i].field, text, e);
        else if (flaw == TEXT_FINE || flaw == TEXT_NO_MEMORY)
            status = error_memory(e);
        else if (!(*why = reject_bytes(flaw, s->slots->items[i].heading)))
            status = error_memory(e);
        free(text);
    }
    return status;
}

/* A keyed row is the one of its keys. */
static enum status find_keyed(
    struct sheet *s, const struct intake_row *row, struct remark *r, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;

    for (size_t i = 0; i < s->form->count && at < LIMIT_KEYS; i++)
        if (s->form->fields[i].level == LEVEL_KEY)
            keys[at++] = row->cells[i].value; /* borrowed */
    r->form = s->form;
    r->row = keyed_uid(s->form, keys);
    r->named = strdup("");
    return r->row && r->named ? STATUS_OK : error_memory(e);
}

/* The row itself: which one it is, with its title as it stood in the file. */
static enum status find_row(struct sheet *s, const struct intake_row *row, const char *title,
    struct remark *r, struct error *e)
{
    const struct about about = {.form = s->form->name,
        .row = row->id ? row->id : "",
        .code = row->code ? row->code : "",
        .title = title,
        .field = ""};

    if (s->form->kind == FORM_KEYED && !row->rejected)
        return find_keyed(s, row, r, e);
    return comments_find(s->c, &about, r, e);
}

/* Proposals of a row that is there: cell by cell. */
static enum status propose_cells(struct sheet *s, const char *uid, const struct intake_row *row,
    const struct remark *beside, size_t line, struct error *e)
{
    enum status status = present_compare(s->present, uid, row, &s->difference, e);

    for (size_t i = 0; status == STATUS_OK && i < s->form->count; i++) {
        const struct field *f = &s->form->fields[i];
        if (s->difference.there && s->difference.cells[i] && !f->readonly && !personal_field(f))
            status = propose(s, uid, row, f, beside, line, e);
    }
    return status;
}

/* A row that an expert added is kept as a proposal too. */
static enum status propose_row(struct sheet *s, const struct intake_row *row, const char *name,
    struct remark *r, struct error *e)
{
    const struct comment_fields *f = &s->c->f;
    bool added = !personal_form(s->form) && !row->id[0] && !row->code[0] && name[0] &&
                 !remark_text(r, f->text)[0] && !remark_text(r, f->proposal)[0];
    char *words = added ? text_format(_("Proposes a new row: %s"), name) : NULL;
    enum status status = added && !words ? error_memory(e) : STATUS_OK;

    if (words)
        status = remark_add(r, f->text, words, e);
    free(words);
    return status;
}

/* A row that was taken apart: its comment, then its changed cells. */
static enum status store_row(struct sheet *s, const struct csv_row *raw, struct intake_row *row,
    struct remark *r, struct error *e)
{
    struct comments *c = s->c;
    const struct field *title = form_title_field(s->form);
    char *name = NULL;
    struct remark beside = {0};
    enum status status = reader_fields(s->reader, NULL, row, e);

    if (status == STATUS_OK)
        status = say_cell(s, row, title, &name, e);
    if (status == STATUS_OK)
        status = find_row(s, row, name, r, e);
    if (status == STATUS_OK && r->row)
        status = remark_add(r, c->f.seen, name, e);
    if (status == STATUS_OK && row->rejected) {
        c->result->marked++;
        comments_note(c, COMMENT_MARKED, raw->line, row->rejected);
    }
    if (status == STATUS_OK && !r->row)
        status = propose_row(s, row, name, r, e);
    if (status == STATUS_OK && r->row && !row->rejected) {
        beside = *r;
        status = propose_cells(s, r->row, row, &beside, raw->line, e);
    }
    if (status == STATUS_OK)
        status = comments_store(c, r, raw->line, e);
    free(name);
    return status;
}

enum status sheet_row(struct sheet *s, const struct csv_row *raw, struct error *e)
{
    struct comments *c = s->c;
    struct csv_cell *cells = own_cells(s, raw);
    const struct csv_row own = {.line = raw->line, .count = s->own, .cells = cells};
    struct intake_row row = {0};
    struct remark r = {.texts = calloc(c->f.form->count, sizeof *r.texts)};
    char *why = raw->flaw ? reject_flaw(raw) : NULL;
    enum status status = cells && r.texts && !raw->flaw == !why ? STATUS_OK : error_memory(e);

    if (status == STATUS_OK && !why)
        status = take_beside(s, raw, &r, &why, e);
    if (status == STATUS_OK && !why) {
        status = reader_engine_cells(s->reader, &own, &row, e);
        if (status == STATUS_DATA)
            error_where(e, "%s:%zu", c->name, raw->line);
    }
    if (status == STATUS_OK && (why || row.rejected)) {
        c->result->left_out++;
        comments_note(c, COMMENT_LEFT_OUT, raw->line, why ? why : row.rejected);
    } else if (status == STATUS_OK && !row.blank) {
        status = store_row(s, raw, &row, &r, e);
    }
    row_clear(s->form, &row);
    remark_clear(&c->f, &r);
    free(cells);
    free(why);
    return status;
}
