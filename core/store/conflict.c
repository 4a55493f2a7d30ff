#include "core/store/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/conflict_part.h"
#include "core/store/merge_parts.h"
#include "core/store/versions.h"

void conflict_places_free(struct conflict_place *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(list[i].uid);
    free(list);
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
    struct workbook *wb, const struct conflict_suspect *c, bool *differs, struct error *e)
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
    struct workbook *wb, const struct conflict_suspect *c, bool *yes, struct error *e)
{
    *yes = false;
    return c->place.field ? cell_differs(wb, c, yes, e) : row_differs(wb, c->record, yes, e);
}

enum status conflict_list(
    struct workbook *wb, struct conflict_place **list, size_t *count, struct error *e)
{
    struct conflict_suspect *all;
    size_t n, kept = 0;
    bool yes;
    enum status s = conflict_suspects(wb, true, &all, &n, e);
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
    conflict_suspects_free(all, n);
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
    struct conflict_suspect *all;
    size_t n;
    bool yes;
    enum status s = conflict_suspects(wb, true, &all, &n, e);

    *count = 0;
    for (size_t i = 0; s == STATUS_OK && i < n; i++) {
        s = differs(wb, &all[i], &yes, e);
        *count += s == STATUS_OK && yes;
    }
    conflict_suspects_free(all, n);
    return s;
}

enum status conflict_several(
    struct workbook *wb, struct conflict_place **list, size_t *count, struct error *e)
{
    struct conflict_suspect *all;
    size_t n, kept = 0;
    enum status s = conflict_suspects(wb, true, &all, &n, e);
    struct conflict_place *places = calloc(n + 1, sizeof *places);

    if (s == STATUS_OK && !places)
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < n; i++)
        if (all[i].place.field) {
            places[kept++] = all[i].place;
            all[i].place.uid = NULL;
        }
    conflict_suspects_free(all, n);
    *list = places;
    *count = kept;
    return s;
}

enum status conflict_touched(
    struct workbook *wb, bool all_rows, conflict_open_fn *open, void *context, struct error *e)
{
    struct conflict_suspect *all;
    size_t n;
    bool yes;
    enum status s = conflict_suspects(wb, all_rows, &all, &n, e);

    for (size_t i = 0; s == STATUS_OK && i < n; i++) {
        s = differs(wb, &all[i], &yes, e);
        if (s == STATUS_OK && yes)
            s = open(
                context, all[i].record, all[i].place.field ? all[i].place.field->name : "", e);
    }
    conflict_suspects_free(all, n);
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
    struct conflict_suspect one = {.place = *place};
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
