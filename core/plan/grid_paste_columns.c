/* What each column of a pasted block is: by its heading, by what its texts name, and only then
 * by its place. */
#include <stdlib.h>
#include <string.h>

#include "core/base/spelling.h"
#include "core/base/text.h"
#include "core/plan/grid_paste_part.h"

#define HEAD_LINES 12   /* headings stand among the first lines */
#define SAMPLE_LINES 60 /* enough to see what a column names */
#define SAMPLE_BYTES 3  /* a shorter text names nothing by itself */
#define YEAR_BYTES 6    /* a year and what may stand around it without a word */

/* What one line would be as a line of headings. */
struct heading {
    size_t filled, known; /* texts; those understood */
    size_t words;         /* those with letters */
    bool content;         /* a text names a row or page: it is a line like the others */
};

/* Whether an understood heading could as well be something to store. */
static bool is_content(const struct block *b, const char *text)
{
    struct value value = {0}, other = {0};
    struct error why = {0};
    bool letters = key_has_letter(text);
    bool content = !letters && cell_read(b->g->wb, b->g->fields[0], NULL, text, &value, &other,
                                   &why) == OUTCOME_VALUE;

    *b->starved = *b->starved || why.status == STATUS_MEMORY;
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
    return content;
}

/* Whether a year is one of the plan or of this page. */
static bool is_year_here(const struct block *b, const struct value *key)
{
    return (key->integer >= b->plan.from && key->integer <= b->plan.to) ||
           axis_find(&b->g->across, key) != GRID_NONE;
}

/* A heading that is a key across. */
static bool take_key(const struct block *b, const char *text, struct grid_paste_column *c)
{
    const struct field *across = b->g->across.field;
    struct value key = {0};

    if (!across || !b->g->field_count || !key_read(b, across, text, &key))
        return false;
    bool year = across->type->id == TYPE_YEAR;
    bool bare = !key_has_letter(text) && strlen(text) > YEAR_BYTES;
    if (year ? bare || !is_year_here(b, &key) : is_content(b, text)) {
        value_clear(&key);
        return false;
    }
    *c = (struct grid_paste_column){
        .kind = GRID_PASTE_VALUE, .key = key, .field = b->g->fields[0]};
    for (size_t i = 1; i < b->g->field_count; i++)
        if (strstr(text, words_get(&b->g->fields[i]->label)))
            c->field = b->g->fields[i];
    return true;
}

/* A heading that names a key's field or the records it refers to. */
static bool take_name(const struct block *b, const char *text, struct grid_paste_column *c)
{
    const struct {
        const struct field *field;
        enum grid_paste_kind kind;
    } axes[] = {
        {b->g->pages.field, GRID_PASTE_PAGE},
        {b->g->rows.field, GRID_PASTE_ROW},
        {b->g->across.field, GRID_PASTE_ACROSS},
    };

    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
        if (axes[i].field && (key_names_field(b, axes[i].field, text) ||
                                 key_names_records(b, axes[i].field, text))) {
            c->kind = axes[i].kind;
            return true;
        }
    return false;
}

/* A heading that names what cells hold. */
static bool take_field(const struct block *b, const char *text, struct grid_paste_column *c)
{
    for (size_t i = 0; i < b->g->field_count; i++)
        if (key_names_field(b, b->g->fields[i], text)) {
            *c = (struct grid_paste_column){.kind = GRID_PASTE_VALUE, .field = b->g->fields[i]};
            return true;
        }
    return false;
}

/* Whether a text by itself names a key of the axis (NULL: there is none). */
static bool names_key(const struct block *b, const struct field *axis, const char *text)
{
    struct value key = {0};
    bool named = axis && strlen(text) >= SAMPLE_BYTES && key_has_letter(text) &&
                 key_read(b, axis, text, &key);

    value_clear(&key);
    return named;
}

/* Reads a line as headings into `columns` ([b->columns], empty before). */
static struct heading read_head(
    const struct block *b, size_t line, struct grid_paste_column *columns)
{
    bool years = b->g->across.field && b->g->across.field->type->id == TYPE_YEAR;
    struct heading h = {0};

    for (size_t i = 0; i < b->columns; i++) {
        const char *text = block_text(b, line, i);
        struct grid_paste_column *c = &columns[i];
        h.filled += text[0] != '\0';
        h.words += key_has_letter(text);
        bool year = years && key_year(text) && take_key(b, text, c);
        bool name = !year && text[0] && (take_name(b, text, c) || take_field(b, text, c));
        bool known = year || name || (text[0] && !years && take_key(b, text, c));
        h.known += known;
        h.content = h.content || (!known && (names_key(b, b->g->rows.field, text) ||
                                                names_key(b, b->g->pages.field, text)));
    }
    return h;
}

static void columns_clear(struct grid_paste_column *columns, size_t count)
{
    for (size_t i = 0; columns && i < count; i++) {
        value_clear(&columns[i].key);
        columns[i] = (struct grid_paste_column){0};
    }
}

/* Whether a line may be headings: half of it is understood, and years without any word rise. */
static bool may_be_head(
    const struct block *b, const struct heading *h, const struct grid_paste_column *columns)
{
    int64_t before = INT64_MIN;
    bool years = b->g->across.field && b->g->across.field->type->id == TYPE_YEAR;

    for (size_t i = 0; years && !h->words && i < b->columns; i++) {
        if (columns[i].kind != GRID_PASTE_VALUE)
            continue;
        if (columns[i].key.integer <= before)
            return false;
        before = columns[i].key.integer;
    }
    return !h->content && h->known && h->known * 2 >= h->filled;
}

/* The line of headings: the one that is understood best among the first. */
static enum status find_head(const struct block *b, struct grid_paste *p, struct error *e)
{
    struct grid_paste_column *trial = calloc(b->columns + 1, sizeof *trial);
    size_t best = 0;

    if (!trial)
        return error_memory(e);
    for (size_t i = 0; !b->start->plain && i < HEAD_LINES && i + 1 < b->rows; i++) {
        struct heading h = read_head(b, i, trial);
        if (h.known > best && may_be_head(b, &h, trial)) {
            best = h.known;
            p->head = i;
        }
        columns_clear(trial, b->columns);
    }
    free(trial);
    if (p->head != GRID_NONE)
        read_head(b, p->head, p->columns);
    return STATUS_OK;
}

/* How many texts of a column name a key of the axis, of how many. */
static size_t count_keys(const struct block *b, const struct grid_paste *p, size_t column,
    const struct field *axis, size_t *filled)
{
    size_t found = 0, line = p->head == GRID_NONE ? 0 : p->head + 1;

    *filled = 0;
    for (; line < b->rows && *filled < SAMPLE_LINES; line++) {
        const char *text = block_text(b, line, column);
        *filled += text[0] != '\0';
        found += names_key(b, axis, text);
    }
    return found;
}

bool columns_have(const struct grid_paste *p, enum grid_paste_kind kind)
{
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].kind == kind)
            return true;
    return false;
}

/* Lets the column whose texts name most keys of an axis be that, if no heading says it. */
static void find_keys(const struct block *b, struct grid_paste *p, const struct field *axis,
    enum grid_paste_kind kind)
{
    size_t best = 0, at = GRID_NONE;

    if (!axis || columns_have(p, kind))
        return;
    for (size_t i = 0; i < p->column_count; i++) {
        size_t filled = 0;
        size_t found =
            p->columns[i].kind == GRID_PASTE_NOTHING ? count_keys(b, p, i, axis, &filled) : 0;
        if (found > best && found * 2 >= filled) {
            best = found;
            at = i;
        }
    }
    if (at != GRID_NONE)
        p->columns[at].kind = kind;
}

/* Whether most texts of a column are words that no cell understands. */
static bool are_labels(const struct block *b, const struct grid_paste *p, size_t column)
{
    size_t at = b->start->column < b->g->column_count ? b->start->column : 0;
    const struct field *f = b->g->column_count ? b->g->columns[at].field : b->g->fields[0];
    size_t words = 0, filled = 0, line = p->head == GRID_NONE ? 0 : p->head + 1;

    for (; line < b->rows && filled < SAMPLE_LINES; line++) {
        const char *text = block_text(b, line, column);
        struct value value = {0}, other = {0};
        struct error why = {0};
        filled += text[0] != '\0';
        words += key_has_letter(text) && !key_is_dash(text) &&
                 cell_read(b->g->wb, f, NULL, text, &value, &other, &why) == OUTCOME_UNREAD;
        *b->starved = *b->starved || why.status == STATUS_MEMORY;
        value_clear(&value);
        value_clear(&other);
        error_clear(&why);
    }
    return words && words * 2 >= filled;
}

/* Words before the values are names of rows, also when nobody knows them: then their lines are
 * left out rather than put by their place into the wrong ones. */
static void find_labels(const struct block *b, struct grid_paste *p)
{
    if (!b->g->field_count || columns_have(p, GRID_PASTE_PAGE) ||
        columns_have(p, GRID_PASTE_ROW))
        return;
    for (size_t i = 0; i < p->column_count && p->columns[i].kind != GRID_PASTE_VALUE; i++)
        if (are_labels(b, p, i)) {
            p->columns[i].kind = GRID_PASTE_ROW;
            return;
        }
}

/* Whether anything stands in a column, below its heading (GRID_NONE: there is none). */
static bool is_filled(const struct block *b, size_t head, size_t column)
{
    for (size_t line = head == GRID_NONE ? 0 : head + 1; line < b->rows; line++)
        if (block_text(b, line, column)[0])
            return true;
    return false;
}

/* Without headings the rest goes from the focused column on. */
static enum status by_place(const struct block *b, struct grid_paste *p, struct error *e)
{
    size_t at = b->start->column;

    for (size_t i = 0; i < p->column_count; i++) {
        struct grid_paste_column *c = &p->columns[i];
        if (c->kind != GRID_PASTE_NOTHING)
            continue;
        if (at >= b->g->column_count) {
            if (!is_filled(b, GRID_NONE, i))
                continue;
            enum status s = left_add(p, GRID_LEFT_MORE_COLUMNS, "", "", 1, e);
            if (s != STATUS_OK)
                return s;
            continue;
        }
        const struct grid_column *to = &b->g->columns[at++];
        c->kind = GRID_PASTE_VALUE;
        c->field = to->field;
        enum status s = to->key == GRID_NONE
                            ? STATUS_OK
                            : value_copy(&c->key, &b->g->across.keys[to->key].value, e);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

/* Whether a column of values has no column to go to, or an earlier one goes there too. */
static bool leads_nowhere(const struct block *b, const struct grid_paste *p, size_t at)
{
    const struct grid_paste_column *c = &p->columns[at];

    if (c->key.kind == VALUE_NULL && b->g->across.field && !columns_have(p, GRID_PASTE_ACROSS))
        return true;
    for (size_t i = 0; i < at; i++)
        if (p->columns[i].kind == GRID_PASTE_VALUE && p->columns[i].field == c->field &&
            value_equal(&p->columns[i].key, &c->key))
            return true;
    return false;
}

/* With headings what they do not name is left out, and said if there is something in it. */
static enum status by_name(const struct block *b, struct grid_paste *p, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < p->column_count; i++) {
        struct grid_paste_column *c = &p->columns[i];
        if (c->kind == GRID_PASTE_VALUE && leads_nowhere(b, p, i)) {
            value_clear(&c->key);
            *c = (struct grid_paste_column){0};
        }
        const char *heading = block_text(b, p->head, i);
        if (c->kind == GRID_PASTE_NOTHING && heading[0] && is_filled(b, p->head, i))
            s = left_add(p, GRID_LEFT_COLUMN, heading, "", i + 1, e);
    }
    return s;
}

/* Columns of fields that Susun fills in by itself are left out. */
static enum status leave_given(struct grid_paste *p, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < p->column_count; i++) {
        struct grid_paste_column *c = &p->columns[i];
        if (c->kind != GRID_PASTE_VALUE || !c->field->readonly)
            continue;
        s = left_add(p, GRID_LEFT_COLUMN, words_get(&c->field->label), "", i + 1, e);
        value_clear(&c->key);
        *c = (struct grid_paste_column){0};
    }
    return s;
}

/* What a bare number counts in the columns of money: under its heading, or by a line above all
 * ("dalam juta rupiah"). */
static void find_units(const struct block *b, struct grid_paste *p)
{
    int64_t all = 0;

    for (size_t i = 0; p->head != GRID_NONE && !all && i < p->head * b->columns; i++) {
        char room[SPELLING_ROOM], *plain = spelling_of(b->cells[i], room);
        if (plain && (strstr(plain, "rp") || strstr(plain, "rupiah") || strstr(plain, "dalam")))
            all = key_unit(plain);
    }
    for (size_t i = 0; i < p->column_count; i++) {
        struct grid_paste_column *c = &p->columns[i];
        int64_t own = p->head == GRID_NONE ? 0 : key_unit(block_text(b, p->head, i));
        bool money = c->kind == GRID_PASTE_VALUE && c->field->type->id == TYPE_MONEY;
        c->unit = money && own ? own : money && all ? all : 1;
    }
}

/* How the numbers are written: as those say that leave no doubt, if they agree. */
static bool has_commas(const struct block *b, const struct grid_paste *p)
{
    bool commas = false;

    for (size_t line = p->head == GRID_NONE ? 0 : p->head + 1; line < b->rows; line++)
        for (size_t i = 0; i < p->column_count; i++) {
            const struct grid_paste_column *c = &p->columns[i];
            int said = c->kind == GRID_PASTE_VALUE && c->field->type->numeric
                           ? key_commas(block_text(b, line, i))
                           : 0;
            if (said < 0)
                return false;
            commas = commas || said > 0;
        }
    return commas;
}

enum status columns_read(const struct block *b, struct grid_paste *p, struct error *e)
{
    p->columns = calloc(b->columns + 1, sizeof *p->columns);
    if (!p->columns)
        return error_memory(e);
    p->column_count = b->columns;
    enum status s = find_head(b, p, e);
    if (s != STATUS_OK)
        return s;
    find_keys(b, p, b->g->pages.field, GRID_PASTE_PAGE);
    find_keys(b, p, b->g->rows.field, GRID_PASTE_ROW);
    find_labels(b, p);
    s = p->head == GRID_NONE ? by_place(b, p, e) : by_name(b, p, e);
    if (s == STATUS_OK)
        s = leave_given(p, e);
    if (s == STATUS_OK) {
        find_units(b, p);
        p->commas = has_commas(b, p);
    }
    return s;
}
