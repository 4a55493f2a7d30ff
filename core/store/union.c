/* Cells of several values settle themselves: a three-way merge of sets over all versions. */
#include <stdlib.h>
#include <string.h>

#include "core/store/versions.h"

/* The items of one version. */
struct items {
    char **list;
    size_t count;
};

static bool holds(const struct items *set, const char *item)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->list[i], item) == 0)
            return true;
    return false;
}

/* Reads the items of a version; *read false when it holds none that can be read. */
static enum status read_items(
    const struct version *v, struct items *set, bool *read, struct error *e)
{
    enum status s = STATUS_DATA;

    *set = (struct items){0};
    if (!v->typed && v->value.kind == VALUE_TEXT)
        s = json_to_list(v->value.text, &set->list, &set->count, NULL);
    *read = s == STATUS_OK || (!v->typed && v->value.kind == VALUE_NULL);
    return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
}

/* What stood where all come from has to stand in every version; anything else in one. */
static bool stays(
    const char *item, const struct items *sets, size_t count, const struct items *base)
{
    bool all = holds(base, item);

    for (size_t i = 0; i < count; i++)
        if (holds(&sets[i], item) != all)
            return !all;
    return all;
}

/* Where a choice stands in its list; behind the last when it is of none. */
static size_t rank(const struct field *field, const char *item)
{
    size_t at = 0;

    while (field->list && at < field->list->count &&
           strcmp(field->list->choices[at].name, item) != 0)
        at++;
    return at;
}

/* Puts an item behind those of its rank. */
static void put(const struct field *field, const char **kept, size_t count, const char *item)
{
    size_t at = count, r = rank(field, item);

    for (; at > 0 && rank(field, kept[at - 1]) > r; at--)
        kept[at] = kept[at - 1];
    kept[at] = item;
}

/* The items that stay, in order, as a stored value. */
static enum status unite(const struct field *field, const struct items *sets, size_t count,
    const struct items *base, struct value *value, struct error *e)
{
    size_t most = 1, n = 0;
    char *json = NULL;

    for (size_t i = 0; i < count; i++)
        most += sets[i].count;
    const char **kept = calloc(most, sizeof *kept);
    if (!kept)
        return error_memory(e);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sets[i].count; k++) {
            struct items before = {(char **)kept, n};
            if (!holds(&before, sets[i].list[k]) && stays(sets[i].list[k], sets, count, base))
                put(field, kept, n++, sets[i].list[k]);
        }
    enum status s = n ? json_from_list(kept, n, &json, e) : STATUS_OK;
    free(kept);
    if (s == STATUS_OK && json)
        *value = value_text_own(json);
    return s;
}

enum status versions_union(const struct field *field, const struct versions *v,
    struct value *value, bool *whole, struct error *e)
{
    struct items base = {0}, *sets = calloc(v->count + 1, sizeof *sets);
    enum status s = sets ? STATUS_OK : error_memory(e);

    *value = (struct value){0};
    *whole = s == STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && *whole && i < v->count; i++)
        s = read_items(&v->list[i], &sets[i], whole, e);
    bool read; /* what cannot be read is where nothing stood */
    if (s == STATUS_OK && *whole && v->has_base)
        s = read_items(&v->base, &base, &read, e);
    if (s == STATUS_OK && *whole)
        s = unite(field, sets, v->count, &base, value, e);
    for (size_t i = 0; sets && i < v->count; i++)
        json_list_free(sets[i].list, sets[i].count);
    json_list_free(base.list, base.count);
    free(sets);
    return s;
}
