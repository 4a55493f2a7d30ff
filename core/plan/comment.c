#include "core/plan/comment.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/plan/comment_part.h"
#include "core/store/history.h"
#include "core/store/record.h"
#include "core/store/rows.h"

/* Gives a field its place if that is still free. */
static void take(const struct field **place, const struct field *f)
{
    if (!*place)
        *place = f;
}

/* Where one field belongs. */
static void settle(struct comment_fields *c, const struct field *f)
{
    bool by_hand = !f->readonly && f->level != LEVEL_COMPUTED;

    if (f == c->text || f->retired)
        return;
    switch (f->type->id) {
    case TYPE_ANY_REF: take(&c->about, f); break;
    case TYPE_SELECT_ONE: take(f->role == ROLE_STATE ? &c->state : &c->kind, f); break;
    case TYPE_DATE: take(&c->date, f); break;
    case TYPE_MULTILINE:
        take(!by_hand ? &c->seen : c->proposal ? &c->answer : &c->proposal, f);
        break;
    case TYPE_TEXT:
        take(!by_hand ? &c->package : c->assessor ? &c->answerer : &c->assessor, f);
        break;
    default: break;
    }
}

bool comment_fields_find(const struct method *m, struct comment_fields *f)
{
    *f = (struct comment_fields){.form = method_form_of_role(m, FORM_ROLE_COMMENT)};
    if (!f->form || f->form->kind != FORM_LIST)
        return false;
    f->text = form_title_field(f->form);
    for (size_t i = 0; i < f->form->count; i++)
        settle(f, &f->form->fields[i]);
    return f->about && f->text;
}

const struct choice *comment_state(const struct comment_fields *f, size_t at)
{
    const struct choice_list *list = f->state ? f->state->list : NULL;

    for (size_t i = 0; list && i < list->count; i++)
        if (!list->choices[i].retired && at-- == 0)
            return &list->choices[i];
    return NULL;
}

void comment_clear(struct comment *c)
{
    char *const texts[] = {c->uid, c->code, c->row, c->about, c->brief, c->kind, c->text,
        c->proposal, c->assessor, c->answer, c->package, c->seen, c->now};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
    *c = (struct comment){0};
}

void comments_free(struct comment *list, size_t count)
{
    for (size_t i = 0; list && i < count; i++)
        comment_clear(&list[i]);
    free(list);
}

/* What a field of the comment itself shows; "" without such a field. */
static enum status show(struct workbook *wb, const struct record *r, const struct field *field,
    char **text, struct error *e)
{
    if (field)
        return cell_show(wb, field, &r->cells[field->number], text, e);
    *text = strdup("");
    return *text ? STATUS_OK : error_memory(e);
}

/* The place of the state it has. */
static size_t state_of(const struct comment_fields *f, const struct record *r)
{
    const struct value *v = f->state ? &r->cells[f->state->number].value : NULL;
    const struct choice *choice;

    for (size_t i = 0; v && v->kind == VALUE_TEXT && (choice = comment_state(f, i)); i++)
        if (strcmp(choice->name, v->text) == 0)
            return i;
    return 0;
}

enum status comment_present(struct workbook *wb, const struct form *form, const char *row,
    const struct field *field, char **text, struct error *e)
{
    struct cell cell = {0};

    if (!field)
        return record_title(wb, form, row, text, e);
    enum status s = record_cell(wb, form, row, field, &cell, e);
    if (s == STATUS_OK)
        s = cell_show(wb, field, &cell, text, e);
    cell_clear(&cell);
    return s;
}

/* What the row it is about is called, with the field. */
static enum status name_about(struct workbook *wb, struct comment *c, struct error *e)
{
    char *code = NULL, *title = NULL;
    enum status s = record_code(wb, c->form, c->row, &code, e);

    if (s == STATUS_OK)
        s = c->form->kind == FORM_KEYED ? history_name(wb, c->form, c->row, &title, e)
                                        : record_title(wb, c->form, c->row, &title, e);
    if (s == STATUS_OK) {
        bool coded = code[0] && c->form->kind == FORM_LIST && strcmp(code, title) != 0;
        const char *name = title[0] ? title : coded ? "" : words_get(&c->form->title);
        const char *field = c->field ? words_get(&c->field->label) : "";
        c->about = text_format("%s%s%s%s%s", coded ? code : "", coded && name[0] ? " " : "",
            name, field[0] ? ": " : "", field);
        c->brief = coded && c->field ? text_format("%s %s", code, words_get(&c->field->shorter))
                   : c->about        ? strdup(c->about)
                                     : NULL;
        s = c->about && c->brief ? STATUS_OK : error_memory(e);
    }
    free(code);
    free(title);
    return s;
}

/* What it is about, from the value of its reference. */
static enum status read_about(struct workbook *wb, const struct comment_fields *f,
    const struct record *r, struct comment *c, struct error *e)
{
    const struct cell *cell = &r->cells[f->about->number];
    struct value parts[LIMIT_COLUMNS] = {{0}};
    bool there = false;
    enum status s = STATUS_OK;

    if (cell->value.kind == VALUE_TEXT)
        s = f->about->type->split(&cell->value, parts, e);
    if (s == STATUS_OK && parts[0].kind == VALUE_TEXT && parts[1].kind == VALUE_TEXT)
        c->form = method_form(workbook_method(wb), parts[0].text);
    if (c->form && parts[2].kind == VALUE_TEXT)
        c->field = form_field(c->form, parts[2].text);
    if (c->form) {
        c->row = parts[1].text;
        parts[1] = (struct value){0};
        s = record_there(wb, c->form, c->row, &there, e);
        c->gone = !there;
        if (s == STATUS_OK)
            s = name_about(wb, c, e);
    } else if (s == STATUS_OK) {
        c->unmatched = cell->typed || cell->value.kind != VALUE_NULL;
        s = show(wb, r, f->about, &c->about, e);
        if (s == STATUS_OK && !(c->brief = strdup(c->about)))
            s = error_memory(e);
    }
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&parts[i]);
    return s;
}

/* A text without blanks: "60%" is "60 %". Caller frees; NULL without memory. */
static char *bare(const char *text)
{
    char *copy = strdup(text), *to = copy;

    for (const char *from = copy; from && *from; from++)
        if (*from != ' ' && *from != '\n' && *from != '\t')
            *to++ = *from;
    if (copy)
        *to = '\0';
    return copy;
}

/* Whether two texts of a field say the same, be it in other notations: "2 M" and
 * "Rp2.000.000.000". */
static enum status says_same(
    struct workbook *wb, const struct comment *c, const char *now, bool *same, struct error *e)
{
    struct value a = {0}, b = {0}, other = {0};
    struct error why = {0};
    char *seen = bare(c->seen), *present = bare(now);
    bool whole = seen && present;

    *same = whole && (strcmp(seen, present) == 0 || strcmp(c->seen, now) == 0);
    free(seen);
    free(present);
    if (!whole || *same || !c->field)
        return whole ? STATUS_OK : error_memory(e);
    if (cell_read(wb, c->field, c->row, c->seen, &a, &other, &why) == OUTCOME_VALUE) {
        value_clear(&other);
        *same = cell_read(wb, c->field, c->row, now, &b, &other, &why) == OUTCOME_VALUE &&
                value_equal(&a, &b);
    }
    enum status s =
        cell_read_failed(&why) ? error_set(e, why.status, "%s", error_text(&why)) : STATUS_OK;
    value_clear(&a);
    value_clear(&b);
    value_clear(&other);
    error_clear(&why);
    return s;
}

/* The text it spoke of beside the present one. */
static enum status compare(struct workbook *wb, struct comment *c, struct error *e)
{
    enum status s = STATUS_OK;

    if (c->form && !c->gone && c->seen[0]) {
        bool same = true;
        s = comment_present(wb, c->form, c->row, c->field, &c->now, e);
        if (s == STATUS_OK)
            s = says_same(wb, c, c->now, &same, e);
        c->changed = !same;
    } else {
        c->now = strdup("");
    }
    return s == STATUS_OK && !c->now ? error_memory(e) : s;
}

enum status comment_read(struct workbook *wb, const struct comment_fields *f, const char *uid,
    struct comment *c, struct error *e)
{
    struct record r = {0};
    enum status s = record_read(wb, f->form, uid, &r, e);
    const struct {
        const struct field *field;
        char **text;
    } shown[] = {{f->kind, &c->kind}, {f->text, &c->text}, {f->proposal, &c->proposal},
        {f->assessor, &c->assessor}, {f->answer, &c->answer}, {f->package, &c->package},
        {f->seen, &c->seen}};

    *c = (struct comment){0};
    for (size_t i = 0; s == STATUS_OK && i < sizeof shown / sizeof *shown; i++)
        s = show(wb, &r, shown[i].field, shown[i].text, e);
    if (s == STATUS_OK)
        s = read_about(wb, f, &r, c, e);
    if (s == STATUS_OK)
        s = compare(wb, c, e);
    if (s == STATUS_OK) {
        c->state = state_of(f, &r);
        c->uid = strdup(uid);
        c->code = strdup(r.code);
        s = c->uid && c->code ? STATUS_OK : error_memory(e);
    }
    record_clear(&r);
    if (s != STATUS_OK)
        comment_clear(c);
    return s;
}

/* A comment by what it says of what, to bring likes together. */
struct said {
    char *key; /* owned */
    size_t at;
};

/* For qsort: likes beside each other, the first one first. */
static int compare_said(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    int keys = strcmp(x->key, y->key);

    return keys ? keys : (x->at > y->at) - (x->at < y->at);
}

/* What a comment says of what, in one text. Caller frees. */
static char *said_key(const struct comment *c)
{
    char *folded = text_fold(c->text);
    char *key = folded ? text_format("%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s",
                             c->form ? c->form->name : "", c->form ? c->row : c->about,
                             c->field ? c->field->name : "", folded, c->proposal, c->kind)
                       : NULL;

    free(folded);
    return key;
}

/* Tells each comment which is the first that says the same. */
static enum status find_same(struct comment *list, size_t count, struct error *e)
{
    struct said *said = calloc(count + 1, sizeof *said);
    enum status s = said ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        said[i] = (struct said){said_key(&list[i]), i};
        if (!said[i].key)
            s = error_memory(e);
    }
    if (s == STATUS_OK && count)
        qsort(said, count, sizeof *said, compare_said);
    for (size_t i = 0, first = 0; s == STATUS_OK && i < count; i++) {
        if (strcmp(said[i].key, said[first].key) != 0)
            first = i;
        list[said[i].at].same = said[first].at;
    }
    for (size_t i = 0; said && i < count; i++)
        free(said[i].key);
    free(said);
    return s;
}

enum status comments_read(struct workbook *wb, const struct comment_fields *f,
    struct comment **list, size_t *count, struct error *e)
{
    struct rows *rows = NULL;
    enum status s = rows_open(wb, f->form, &rows, e);
    size_t total = s == STATUS_OK ? rows_count(rows) : 0;

    *count = 0;
    *list = calloc(total + 1, sizeof **list);
    if (s == STATUS_OK && !*list)
        s = error_memory(e);
    while (s == STATUS_OK && *count < total) {
        s = comment_read(wb, f, rows_uid(rows, *count), &(*list)[*count], e);
        *count += s == STATUS_OK;
    }
    rows_close(rows);
    if (s == STATUS_OK)
        s = find_same(*list, *count, e);
    if (s != STATUS_OK) {
        comments_free(*list, *count);
        *list = NULL;
        *count = 0;
    }
    return s;
}
