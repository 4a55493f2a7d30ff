/* choices.csv: the lists of choices and how they are spelled. */
#include <stdlib.h>
#include <string.h>

#include "core/method/load_part.h"
#include "core/method/match.h"

enum {
    CHOICE_LIST,
    CHOICE_NAME,
    CHOICE_LABEL,
    CHOICE_LABEL_EN,
    CHOICE_PARENT,
    CHOICE_ALIASES,
    CHOICE_REFUSED,
    CHOICE_RETIRED
};
static const struct column choice_columns[] = {
    {"list_name", CELL_NAME, true},
    {"name", CELL_CODE, true},
    {"label::id", CELL_LINE, true},
    {"label::en", CELL_LINE, false},
    {"parent", CELL_CODE, false},
    {"aliases", CELL_LINE, false},
    {"refused", CELL_LINE, false},
    {"retired", CELL_LINE, false},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Makes the lists, in order of their first row, with room for those of the engine. */
static enum status name_lists(struct loader *l, const struct table *t)
{
    struct choice_list *lists =
        arena_take(l->arena, t->count + ENGINE_LIST_ROOM, sizeof *lists);

    if (lists == NULL)
        return error_memory(l->e);
    l->m->lists = lists;
    for (size_t i = 0; i < t->count; i++) {
        const char *name = cell(t, i, CHOICE_LIST);
        if (name[0] != '\0' && method_list(l->m, name) == NULL)
            lists[l->m->list_count++] = (struct choice_list){.name = name};
    }
    return STATUS_OK;
}

/* The refused spellings of all rows of a list together. */
static const char **refused_of(
    struct loader *l, const struct table *t, const size_t *rows, size_t count)
{
    static const char *none[] = {NULL};
    size_t total = 0;

    for (size_t i = 0; i < count; i++) {
        size_t n = 0;
        cell_parts(t, rows[i], CHOICE_REFUSED, "|", &n);
        total += n;
    }
    const char **all = total == 0 ? none : arena_take(l->arena, total + 1, sizeof *all);
    size_t used = 0;
    for (size_t i = 0; all != NULL && i < count && total > 0; i++) {
        size_t n = 0;
        const char **parts = cell_parts(t, rows[i], CHOICE_REFUSED, "|", &n);
        for (size_t k = 0; k < n && used < total; k++)
            all[used++] = parts[k];
    }
    return all == NULL ? none : all;
}

/* A spelling and where it stands, while collisions are looked for. */
struct placed {
    struct spelling spelling;
    size_t row;
    int column;
    const char *text;
};

/* Two spellings that cannot stand beside each other: the later one is told. */
static void tell_twins(const struct table *t, const struct choice_list *list,
    const struct placed *a, const struct placed *b)
{
    bool earlier = a->row < b->row || (a->row == b->row && a->column <= b->column);
    const struct placed *late = earlier ? b : a;
    const struct placed *first = earlier ? a : b;
    const char *owner = list->choices[first->spelling.choice].name;

    if (late->spelling.kind == SPELLING_REFUSED || first->spelling.kind == SPELLING_REFUSED) {
        const struct placed *refused = late->spelling.kind == SPELLING_REFUSED ? late : first;
        const struct placed *other = refused == late ? first : late;
        cell_mistake(t, refused->row, CHOICE_REFUSED,
            _("\"%s\" is refused, but the choice %s is spelled so."), refused->text,
            list->choices[other->spelling.choice].name);
    } else if (late->spelling.kind == SPELLING_NAME && first->spelling.kind == SPELLING_NAME) {
        cell_mistake(t, late->row, CHOICE_NAME,
            _("The list %s already has a choice %s, or one that reads the same."), list->name,
            owner);
    } else if (late->spelling.kind == SPELLING_ALIAS) {
        cell_mistake(t, late->row, late->column,
            _("The alias \"%s\" also means the choice %s."), late->text, owner);
    } else {
        cell_mistake(t, late->row, late->column,
            _("\"%s\" also means the choice %s of this list."), late->text, owner);
    }
}

/* True when a person who types this text could mean either. */
static bool are_twins(
    const struct choice_list *list, const struct placed *a, const struct placed *b)
{
    if (strcmp(a->spelling.folded, b->spelling.folded) != 0)
        return false;
    bool refused_a = a->spelling.kind == SPELLING_REFUSED;
    bool refused_b = b->spelling.kind == SPELLING_REFUSED;
    if (refused_a || refused_b)
        return refused_a != refused_b;
    if (a->spelling.choice == b->spelling.choice)
        return false;
    /* Below different parents the same words are told apart by the parent's value. */
    return a->spelling.kind == SPELLING_NAME || b->spelling.kind == SPELLING_NAME ||
           strcmp(list->choices[a->spelling.choice].parent,
               list->choices[b->spelling.choice].parent) == 0;
}

static int placed_order(const void *a, const void *b)
{
    return spelling_order(
        &((const struct placed *)a)->spelling, &((const struct placed *)b)->spelling);
}

/* Spellings being gathered; `t` and `rows` are NULL for a list that no file holds. */
struct gathering {
    struct loader *l;
    const struct table *t;
    const size_t *rows;
    struct placed *all;
    size_t count;
};

/* Notes one spelling. */
static void place(
    struct gathering *g, enum spelling_kind kind, size_t choice, int column, const char *text)
{
    const char *folded = load_fold(g->l, text);

    if (folded[0] != '\0')
        g->all[g->count++] = (struct placed){
            {.folded = arena_text(g->l->arena, folded), .kind = kind, .choice = choice},
            g->rows == NULL ? 0 : g->rows[choice], column, text};
}

/* Notes every spelling of a list. */
static void place_all(struct gathering *g, const struct choice_list *list)
{
    const char **refused = list->refused;

    for (size_t i = 0; i < list->count; i++) {
        const struct choice *c = &list->choices[i];
        size_t in_row = 0;
        place(g, SPELLING_NAME, i, CHOICE_NAME, c->name);
        if (c->retired) /* its label may be another's by now */
            continue;
        place(g, SPELLING_LABEL, i, CHOICE_LABEL, c->label.in[LANG_ID]);
        place(g, SPELLING_LABEL, i, CHOICE_LABEL_EN, c->label.in[LANG_EN]);
        for (const char **a = c->aliases; *a != NULL; a++)
            place(g, SPELLING_ALIAS, i, CHOICE_ALIASES, *a);
        if (g->t != NULL)
            cell_parts(g->t, g->rows[i], CHOICE_REFUSED, "|", &in_row);
        for (; in_row > 0 && *refused != NULL; in_row--)
            place(g, SPELLING_REFUSED, i, CHOICE_REFUSED, *refused++);
    }
}

/* Makes the spellings of a list for list_match, and tells those that two choices share. */
static enum status make_spellings(
    struct loader *l, struct choice_list *list, const struct table *t, const size_t *rows)
{
    struct gathering g = {.l = l, .t = t, .rows = rows};
    size_t room = list->count * 3 + 1;

    for (size_t i = 0; i < list->count; i++)
        for (const char **a = list->choices[i].aliases; *a != NULL; a++)
            room++;
    for (const char **r = list->refused; *r != NULL; r++)
        room++;
    g.all = arena_take(l->scratch, room, sizeof *g.all);
    struct spelling *spellings = arena_take(l->arena, room, sizeof *spellings);
    if (g.all == NULL || spellings == NULL)
        return error_memory(l->e);
    place_all(&g, list);
    qsort(g.all, g.count, sizeof *g.all, placed_order);
    for (size_t i = 0; i < g.count; i++) {
        spellings[i] = g.all[i].spelling;
        if (t != NULL && i > 0 && are_twins(list, &g.all[i - 1], &g.all[i]))
            tell_twins(t, list, &g.all[i - 1], &g.all[i]);
    }
    list->spellings = spellings;
    list->spelling_count = g.count;
    return STATUS_OK;
}

enum status load_spellings(struct loader *l, struct choice_list *list)
{
    return make_spellings(l, list, NULL, NULL);
}

/* Fills one list from its rows; `rows` is room for all of them. */
static enum status fill_list(
    struct loader *l, const struct table *t, struct choice_list *list, size_t *rows)
{
    size_t count = 0;

    for (size_t i = 0; i < t->count; i++)
        if (strcmp(cell(t, i, CHOICE_LIST), list->name) == 0)
            rows[count++] = i;
    struct choice *choices = arena_take(l->arena, count + 1, sizeof *choices);
    if (choices == NULL)
        return error_memory(l->e);
    for (size_t i = 0; i < count; i++) {
        size_t n = 0;
        choices[i] = (struct choice){
            .name = cell(t, rows[i], CHOICE_NAME),
            .label = cell_words(t, rows[i], CHOICE_LABEL, CHOICE_LABEL_EN),
            .parent = cell(t, rows[i], CHOICE_PARENT),
            .aliases = cell_parts(t, rows[i], CHOICE_ALIASES, "|", &n),
            .retired = cell_flag(t, rows[i], CHOICE_RETIRED),
        };
    }
    list->choices = choices;
    list->count = count;
    list->refused = refused_of(l, t, rows, count);
    return make_spellings(l, list, t, rows);
}

/* A parent is a choice of some other list. */
static void check_parents(struct loader *l, const struct table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        const char *parent = cell(t, i, CHOICE_PARENT);
        bool known = parent[0] == '\0';
        for (size_t k = 0; !known && k < l->m->list_count; k++)
            known = strcmp(l->m->lists[k].name, cell(t, i, CHOICE_LIST)) != 0 &&
                    list_choice(&l->m->lists[k], parent) != NULL;
        if (!known)
            cell_mistake(t, i, CHOICE_PARENT,
                _("No other list has a choice %s that could be the parent."), parent);
    }
}

enum status load_choices(struct loader *l)
{
    struct table t;
    enum status status =
        table_read(&t, l, "choices.csv", choice_columns, COUNT(choice_columns), false);

    size_t *rows = arena_take(l->scratch, t.count + 1, sizeof *rows);
    if (status == STATUS_OK)
        status = rows == NULL ? error_memory(l->e) : name_lists(l, &t);
    for (size_t i = 0; status == STATUS_OK && i < l->m->list_count; i++)
        status = fill_list(l, &t, (struct choice_list *)&l->m->lists[i], rows);
    if (status == STATUS_OK)
        check_parents(l, &t);
    return status;
}
