#include "core/store/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/merge_parts.h"
#include "core/store/versions.h"

/* A cell that may differ, by the journal alone. */
struct suspect {
    int64_t record;
    struct conflict_place place;
};

void conflict_places_free(struct conflict_place *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(list[i].uid);
    free(list);
}

static void suspects_free(struct suspect *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(list[i].place.uid);
    free(list);
}

/* Cells with several heads, then rows that a deletion stands against. */
static const char suspects_sql[] =
    "SELECT h.record, r.form, r.uid, h.field FROM (SELECT record, field FROM head"
    " WHERE field NOT IN ('', 'urutan', 'kode', 'kode_lama')"
    " GROUP BY record, field HAVING count(*) > 1) h JOIN record r ON r.id = h.record"
    " UNION ALL SELECT r.id, r.form, r.uid, '' FROM record r WHERE EXISTS(SELECT 1 FROM head h"
    " JOIN edit e ON e.session = h.session AND e.seq = h.seq"
    " WHERE h.record = r.id AND h.field = '' AND e.value IS NOT 1)";

/* The same of the records a merge touches. */
static const char touched_sql[] =
    "SELECT c.record, r.form, r.uid, c.field FROM temp.merge_several c"
    " CROSS JOIN record r ON r.id = c.record WHERE c.field NOT IN ('', 'urutan', 'kode',"
    " 'kode_lama')"
    " UNION ALL SELECT c.record, r.form, r.uid, '' FROM temp.merge_several c"
    " CROSS JOIN temp.merge_row t ON t.record = c.record AND t.fresh"
    " CROSS JOIN record r ON r.id = c.record WHERE c.field = ''"
    " UNION ALL SELECT r.id, r.form, r.uid, '' FROM temp.merge_row t"
    " CROSS JOIN record r ON r.id = t.record WHERE NOT t.fresh AND EXISTS(SELECT 1 FROM head h"
    " JOIN edit e ON e.session = h.session AND e.seq = h.seq"
    " WHERE h.record = t.record AND h.field = '' AND e.value IS NOT 1)";

/* The cell the statement stands on; *fit false for one that never is a question. */
static enum status take(
    struct workbook *wb, sqlite3_stmt *row, struct suspect *s, bool *fit, struct error *e)
{
    const struct form *form =
        method_form(wb->method, (const char *)sqlite3_column_text(row, 1));
    const char *name = (const char *)sqlite3_column_text(row, 3);
    const struct field *f = form && name[0] ? form_field(form, name) : NULL;

    *fit = form && (name[0] ? f && f->merge != MERGE_LATER && f->level != LEVEL_COMPUTED &&
                                  f->level != LEVEL_KEY
                            : form->kind == FORM_LIST);
    if (!*fit)
        return STATUS_OK;
    *s = (struct suspect){.record = sqlite3_column_int64(row, 0),
        .place = {form, strdup((const char *)sqlite3_column_text(row, 2)), f}};
    return s->place.uid ? STATUS_OK : error_memory(e);
}

static int number_of(const struct conflict_place *p)
{
    return p->field ? (int)p->field->number : -1;
}

/* By form, row and field. */
static int compare(const void *a, const void *b)
{
    const struct conflict_place *p = &((const struct suspect *)a)->place;
    const struct conflict_place *q = &((const struct suspect *)b)->place;

    if (p->form != q->form)
        return p->form->number < q->form->number ? -1 : 1;
    int order = strcmp(p->uid, q->uid);
    return order ? order : number_of(p) - number_of(q);
}

/* Everything that may differ, in order. */
static enum status read_suspects(
    struct workbook *wb, const char *sql, struct suspect **list, size_t *count, struct error *e)
{
    size_t room = 0;
    bool row = true, fit;
    sqlite3_stmt *stmt = db_prepare(wb->db, sql, e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    *list = NULL;
    *count = 0;
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (*count == room) {
            struct suspect *more = realloc(*list, (room = room * 2 + 16) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            *list = more;
        }
        s = take(wb, stmt, &(*list)[*count], &fit, e);
        *count += s == STATUS_OK && fit;
    }
    if (stmt)
        sqlite3_reset(stmt);
    if (*list)
        qsort(*list, *count, sizeof **list, compare);
    return s;
}

/* Whether a version of a row's existence says that it stays. */
static bool says_alive(const struct version *v)
{
    return v->value.kind == VALUE_INTEGER && v->value.integer == 1;
}

/* Deleted by one, wanted by another: a head says that it lives, or one stands that no deletion
 * knew. */
static enum status row_differs(
    struct workbook *wb, int64_t record, bool *differs, struct error *e)
{
    struct versions life, unseen = {0};
    bool wanted = false, unwanted = false;
    enum status s = versions_heads(wb, record, "", false, &life, e);

    for (size_t i = 0; i < life.count; i++) {
        wanted = wanted || says_alive(&life.list[i]);
        unwanted = unwanted || !says_alive(&life.list[i]);
    }
    if (s == STATUS_OK && unwanted && !wanted)
        s = versions_unseen(wb, record, &unseen, e);
    *differs = unwanted && (wanted || unseen.count > 0);
    versions_clear(&life);
    versions_clear(&unseen);
    return s;
}

/* Several heads that are not the same, in a row that is there. The row of a keyed form may be
 * gone because the latest emptied it. */
static enum status cell_differs(
    struct workbook *wb, const struct suspect *c, bool *differs, struct error *e)
{
    struct winner w;
    bool there = true;
    enum status s = journal_winner(wb, c->record, c->place.field->name, &w, e);

    if (s == STATUS_OK && w.different && c->place.form->kind == FORM_LIST)
        s = table_has_row(wb, c->place.form, c->place.uid, &there, e);
    *differs = w.different && there;
    winner_clear(&w);
    return s;
}

static enum status differs(
    struct workbook *wb, const struct suspect *c, bool *yes, struct error *e)
{
    *yes = false;
    return c->place.field ? cell_differs(wb, c, yes, e) : row_differs(wb, c->record, yes, e);
}

enum status conflict_list(
    struct workbook *wb, struct conflict_place **list, size_t *count, struct error *e)
{
    struct suspect *all;
    size_t n, kept = 0;
    bool yes;
    enum status s = read_suspects(wb, suspects_sql, &all, &n, e);
    struct conflict_place *places = calloc(n + 1, sizeof *places);

    if (s == STATUS_OK && !places)
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < n; i++) {
        s = differs(wb, &all[i], &yes, e);
        if (s == STATUS_OK && yes) {
            places[kept++] = all[i].place;
            all[i].place.uid = NULL;
        }
    }
    suspects_free(all, n);
    if (s != STATUS_OK) {
        conflict_places_free(places, kept);
        places = NULL;
        kept = 0;
    }
    *list = places;
    *count = kept;
    return s;
}

enum status conflict_count(struct workbook *wb, int64_t *count, struct error *e)
{
    struct suspect *all;
    size_t n;
    bool yes;
    enum status s = read_suspects(wb, suspects_sql, &all, &n, e);

    *count = 0;
    for (size_t i = 0; s == STATUS_OK && i < n; i++) {
        s = differs(wb, &all[i], &yes, e);
        *count += s == STATUS_OK && yes;
    }
    suspects_free(all, n);
    return s;
}

enum status conflict_several(
    struct workbook *wb, struct conflict_place **list, size_t *count, struct error *e)
{
    struct suspect *all;
    size_t n, kept = 0;
    enum status s = read_suspects(wb, suspects_sql, &all, &n, e);
    struct conflict_place *places = calloc(n + 1, sizeof *places);

    if (s == STATUS_OK && !places)
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < n; i++)
        if (all[i].place.field) {
            places[kept++] = all[i].place;
            all[i].place.uid = NULL;
        }
    suspects_free(all, n);
    *list = places;
    *count = kept;
    return s;
}

enum status conflict_touched(
    struct workbook *wb, bool all_rows, conflict_open_fn *open, void *context, struct error *e)
{
    struct suspect *all;
    size_t n;
    bool yes;
    enum status s = read_suspects(wb, all_rows ? suspects_sql : touched_sql, &all, &n, e);

    for (size_t i = 0; s == STATUS_OK && i < n; i++) {
        s = differs(wb, &all[i], &yes, e);
        if (s == STATUS_OK && yes)
            s = open(
                context, all[i].record, all[i].place.field ? all[i].place.field->name : "", e);
    }
    suspects_free(all, n);
    return s;
}

static void side_clear(struct conflict_side *side)
{
    value_clear(&side->value);
    free(side->typed);
    free(side->author);
    free(side->host);
    *side = (struct conflict_side){0};
}

void conflict_clear(struct conflict *c)
{
    for (size_t i = 0; i < c->count; i++)
        side_clear(&c->sides[i]);
    free(c->sides);
    side_clear(&c->base);
    free(c->uid);
    *c = (struct conflict){0};
}

/* One version as people see it; what it held is taken over. */
static void become_side(
    const struct workbook *wb, struct version *v, struct conflict_side *side)
{
    *side = (struct conflict_side){
        .value = v->value,
        .typed = v->typed,
        .author = v->author,
        .host = v->host,
        .ours = v->laptop[0] && strcmp(v->laptop, wb->laptop) == 0,
        .at = v->at,
    };
    v->value = (struct value){0};
    v->typed = v->author = v->host = NULL;
}

/* Whether a version says what a side says already. */
static bool is_said(const struct conflict *c, const struct version *v)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct conflict_side *side = &c->sides[i];
        if (value_equal(&side->value, &v->value) && !side->typed == !v->typed &&
            (!v->typed || strcmp(side->typed, v->typed) == 0))
            return true;
    }
    return false;
}

/* The versions of a cell, each content once. */
static enum status read_cell(
    struct workbook *wb, int64_t record, struct conflict *c, struct error *e)
{
    struct versions v;
    enum status s = versions_heads(wb, record, c->field->name, true, &v, e);

    c->sides = calloc(v.count + 1, sizeof *c->sides);
    if (s == STATUS_OK && !c->sides)
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < v.count; i++)
        if (!is_said(c, &v.list[i]))
            become_side(wb, &v.list[i], &c->sides[c->count++]);
    c->has_base = s == STATUS_OK && v.has_base;
    if (c->has_base)
        become_side(wb, &v.base, &c->base);
    versions_clear(&v);
    return s;
}

/* The latest who says that the row goes, and the latest who wants it: by saying so, or by
 * writing into it. */
static enum status read_row(
    struct workbook *wb, int64_t record, struct conflict *c, struct error *e)
{
    struct versions life, unseen = {0};
    struct version *stays = NULL, *goes = NULL;
    enum status s = versions_heads(wb, record, "", false, &life, e);

    if (s == STATUS_OK)
        s = versions_unseen(wb, record, &unseen, e);
    c->sides = calloc(2, sizeof *c->sides);
    if (s == STATUS_OK && !c->sides)
        s = error_memory(e);
    for (size_t i = life.count; i-- > 0;)
        *(says_alive(&life.list[i]) ? &stays : &goes) = &life.list[i];
    if (s == STATUS_OK && goes && (stays || unseen.count)) {
        become_side(wb, goes, &c->sides[0]);
        const struct field *f = unseen.count ? form_field(c->form, unseen.list[0].field) : NULL;
        become_side(wb, unseen.count ? &unseen.list[0] : stays, &c->sides[1]);
        value_clear(&c->sides[1].value);
        free(c->sides[1].typed);
        c->sides[1].typed = NULL;
        c->sides[1].value = value_integer(1);
        c->sides[1].field = f;
        c->count = 2;
    }
    versions_clear(&life);
    versions_clear(&unseen);
    return s;
}

enum status conflict_read(struct workbook *wb, const struct conflict_place *place,
    struct conflict *c, struct error *e)
{
    struct suspect one = {.place = *place};
    bool yes = false;

    *c = (struct conflict){
        .form = place->form, .uid = strdup(place->uid), .field = place->field};
    enum status s = c->uid ? STATUS_OK : error_memory(e);
    if (s == STATUS_OK)
        s = journal_record(wb, place->form, place->uid, false, &one.record, e);
    if (s == STATUS_OK && one.record)
        s = differs(wb, &one, &yes, e);
    if (s == STATUS_OK && yes)
        s = place->field ? read_cell(wb, one.record, c, e) : read_row(wb, one.record, c, e);
    if (s != STATUS_OK)
        conflict_clear(c);
    return s;
}
