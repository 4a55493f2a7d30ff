/* What several heads of one cell come to, and what a person is asked about. */
#include "tests/property/model_merge.h"

#include <stdlib.h>
#include <string.h>

#include "tests/property/model.h"

#define MOST 32 /* heads, items */
#define MOST_RULES 64

static struct rule {
    const char *form, *field;
    enum m_merge merge;
    const char **order;
} rules[MOST_RULES];
static size_t rule_count;

void m_rule(const char *form, const char *field, enum m_merge merge, const char **order)
{
    if (rule_count == MOST_RULES)
        abort();
    rules[rule_count++] = (struct rule){m_name(form), m_name(field), merge, order};
}

void m_rules_forget(void)
{
    rule_count = 0;
}

static const struct rule *rule_of(struct m_cell cell)
{
    for (size_t i = 0; i < rule_count; i++)
        if (rules[i].form == cell.form && rules[i].field == cell.field)
            return &rules[i];
    return NULL;
}

static enum m_merge merge_of(struct m_cell cell)
{
    return rule_of(cell) ? rule_of(cell)->merge : M_ASK;
}

/* Lists --------------------------------------------------------------------------------------
 */

struct list {
    size_t count;
    const char *items[MOST];
};

static bool in(const struct list *l, const char *item)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->items[i] == item)
            return true;
    return false;
}

/* The items between the quotes of t["a","b"]; false when the content is no list. */
static bool read_list(const char *content, struct list *l)
{
    l->count = 0;
    if (strcmp(content, MODEL_EMPTY) == 0)
        return true;
    if (strncmp(content, "t[", 2) != 0)
        return false;
    for (const char *p = strchr(content, '"'); p; p = strchr(p + 1, '"')) {
        char item[200];
        size_t n = strcspn(p + 1, "\"");
        if (n >= sizeof item || l->count == MOST)
            abort();
        memcpy(item, p + 1, n);
        item[n] = '\0';
        l->items[l->count++] = m_name(item);
        p += n + 1;
    }
    return true;
}

static const char *write_list(const struct list *l)
{
    char text[8000] = "t[";

    if (!l->count)
        return m_name(MODEL_EMPTY);
    for (size_t i = 0; i < l->count; i++) {
        strcat(text, i ? ",\"" : "\"");
        strcat(text, l->items[i]);
        strcat(text, "\"");
    }
    strcat(text, "]");
    return m_name(text);
}

/* Brings the items of a list into an order of names; what is not in it stands behind. */
static void arrange(struct list *l, const char **order)
{
    struct list sorted = {0};

    for (size_t i = 0; order && order[i]; i++)
        if (in(l, m_name(order[i])))
            sorted.items[sorted.count++] = m_name(order[i]);
    for (size_t i = 0; i < l->count; i++)
        if (!in(&sorted, l->items[i]))
            sorted.items[sorted.count++] = l->items[i];
    *l = sorted;
}

/* Ancestors ----------------------------------------------------------------------------------
 */

/* Whether `old` is `e` or was replaced on the way to it. */
static bool comes_from(const struct model *m, const struct m_edit *e, const struct m_edit *old)
{
    if (e == old)
        return true;
    for (size_t i = 0; e && i < e->replaced_count; i++)
        if (comes_from(m, model_edit(m, e->replaced[i]), old))
            return true;
    return false;
}

/* The newest edit that all of several come from; what was put back comes from where that did.
 */
static const struct m_edit *base_of(
    const struct model *m, const struct m_edit **edits, size_t count)
{
    const struct m_edit *best = NULL;

    for (size_t i = 0; i < m->edit_count && count; i++) {
        const struct m_edit *old = m->edits[i];
        bool all = old->cell.form == edits[0]->cell.form &&
                   old->cell.uid == edits[0]->cell.uid &&
                   old->cell.field == edits[0]->cell.field && (!best || m_after(old, best));
        for (size_t k = 0; k < count && all; k++)
            all = comes_from(m, model_origin(m, edits[k]), old);
        if (all)
            best = old;
    }
    return best;
}

const struct m_edit *model_base(const struct model *m, struct m_cell cell)
{
    const struct m_edit *heads[MOST];
    size_t count = model_heads(m, cell, heads, MOST);

    return base_of(m, heads, count);
}

/* Whether several edits do not all say the same. */
static bool unequal(const struct m_edit **edits, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (edits[i]->content != edits[0]->content)
            return true;
    return false;
}

static void sort_latest_first(const struct m_edit **edits, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && m_after(edits[k], edits[k - 1]); k--) {
            const struct m_edit *later = edits[k];
            edits[k] = edits[k - 1];
            edits[k - 1] = later;
        }
}

/* What lists come to together; NULL when one is no list. */
static const char *together(const struct model *m, const struct m_edit **edits, size_t count)
{
    struct list lists[MOST], base = {0}, sum = {0};
    const struct m_edit *old = base_of(m, edits, count);

    for (size_t i = 0; i < count; i++)
        if (!read_list(edits[i]->content, &lists[i]))
            return NULL;
    if (old && !read_list(old->content, &base))
        base.count = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < lists[i].count; k++) {
            const char *item = lists[i].items[k];
            size_t holders = 0;
            for (size_t n = 0; n < count; n++)
                holders += in(&lists[n], item);
            if (!in(&sum, item) && (holders == count || !in(&base, item)))
                sum.items[sum.count++] = item;
        }
    const struct rule *r = rule_of(edits[0]->cell);
    arrange(&sum, r ? r->order : NULL);
    return write_list(&sum);
}

/* The content several edits of one cell come to. */
static const char *settled(const struct model *m, const struct m_edit **edits, size_t count)
{
    const char *sum = NULL;

    if (!count)
        return m_name(MODEL_EMPTY);
    sort_latest_first(edits, count);
    if (merge_of(edits[0]->cell) == M_UNION && unequal(edits, count))
        sum = together(m, edits, count);
    return sum ? sum : edits[0]->content;
}

const char *model_content(const struct model *m, struct m_cell cell)
{
    const struct m_edit *heads[MOST];
    size_t count = model_heads(m, cell, heads, MOST);

    return settled(m, heads, count);
}

bool model_differs(const struct model *m, struct m_cell cell)
{
    const struct m_edit *heads[MOST];
    size_t count = model_heads(m, cell, heads, MOST);

    return count && unequal(heads, count) &&
           (merge_of(cell) != M_UNION || !together(m, heads, count));
}

bool model_together(const struct model *m, struct m_cell cell)
{
    const struct m_edit *heads[MOST];
    size_t count = model_heads(m, cell, heads, MOST);

    return merge_of(cell) == M_UNION && unequal(heads, count) && together(m, heads, count);
}

/* Asked about
 * ---------------------------------------------------------------------------------- */

/* A deletion stands, and somebody wants the row. */
static bool row_asked(const struct model *m, struct m_cell cell)
{
    const struct m_edit *heads[MOST];
    size_t count = model_heads(m, cell, heads, MOST), alive = 0;

    for (size_t i = 0; i < count; i++)
        alive += strcmp(heads[i]->content, "i1") == 0;
    return count > alive && (alive > 0 || model_unseen(m, cell.form, cell.uid));
}

bool model_asked(const struct model *m, enum m_kind kind, struct m_cell cell)
{
    static const char *const never[] = {"urutan", "kode", "kode_lama"};

    if (cell.field[0] == '\0')
        return kind == M_LIST && row_asked(m, cell);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strcmp(cell.field, never[i]) == 0)
            return false;
    return merge_of(cell) != M_LATER && model_differs(m, cell) &&
           (kind != M_LIST || model_lives(m, kind, cell.form, cell.uid));
}
