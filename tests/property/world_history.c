/* The history of a copy: replayed it gives the heads, read in pages or from the other end it is
 * the same, and a cell put back to any version says what it said then. */
#include <stdlib.h>
#include <string.h>

#include "core/store/history.h"
#include "core/store/internal.h"
#include "core/store/undo.h"
#include "tests/property/world.h"

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return value_equal(&a->value, &b->value) && !a->typed == !b->typed &&
           (!a->typed || strcmp(a->typed, b->typed) == 0);
}

static bool same_edit(const struct change *a, const struct change *b)
{
    return a->seq == b->seq && strcmp(a->session, b->session) == 0;
}

/* Whether `a` is newer than `b`. */
static bool newer(const struct change *a, const struct change *b)
{
    int uid = strcmp(a->session, b->session);

    return a->clock != b->clock ? a->clock > b->clock : uid ? uid > 0 : a->seq > b->seq;
}

/* The newest change of each cell of a record says what the table does, and what it replaced is
 * further down. */
static void replay(
    struct world *w, struct copy *c, int64_t record, const struct change *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct winner winner = {0};
        bool several = list[i].field && list[i].field->merge == MERGE_UNION;
        bool first = true, found = list[i].first || several;
        for (size_t k = 0; first && k < i; k++)
            first = strcmp(list[k].field_name, list[i].field_name) != 0;
        for (size_t k = i + 1; !found && k < count; k++)
            found = strcmp(list[k].field_name, list[i].field_name) == 0 &&
                    same_cell(&list[k].after, &list[i].before);
        world_check(w, found, "%s: what %s.%s was before is nowhere", c->path, list[i].uid,
            list[i].field_name);
        if (!first)
            continue;
        enum status s = journal_winner(c->wb, record, list[i].field_name, &winner, NULL);
        struct cell now = {.value = winner.value, .typed = winner.typed};
        /* Several heads of a cell of several values are all of them together. */
        bool joined = several && winner.heads > 1;
        world_check(w, s == STATUS_OK && (joined || same_cell(&now, &list[i].after)),
            "%s: the newest change of %s.%s is not its head", c->path, list[i].uid,
            list[i].field_name);
        winner_clear(&winner);
    }
}

/* Reads a query in pages of three and compares. */
static void pages(struct world *w, struct copy *c, struct history_query q,
    const struct change *list, size_t count)
{
    size_t at = 0, n = 1;

    while (n > 0 && !w->failed) {
        struct change *page = NULL;
        enum status s = history_read(c->wb, &q, 3, &page, &n, NULL);
        world_check(w, s == STATUS_OK && at + n <= count, "%s: pages", c->path);
        for (size_t i = 0; !w->failed && i < n; i++)
            world_check(w, same_edit(&page[i], &list[at + i]), "%s: change %zu of a page",
                c->path, at + i);
        if (n > 0)
            q.after = history_place_of(&page[n - 1]);
        at += n;
        history_free(page, n);
    }
    world_check(w, at == count, "%s: pages hold %zu of %zu changes", c->path, at, count);
}

/* Puts a cell back to a version, looks, and undoes it. */
static void restore(struct world *w, struct copy *c, const struct change *change)
{
    struct cell now = {0};
    struct undo_result r = {0};
    bool done = false;

    if (!change->field || change->field->level == LEVEL_COMPUTED ||
        change->field->level == LEVEL_KEY || change->form->kind == FORM_KEYED ||
        !record_exists(c->wb, change->form, change->uid))
        return;
    enum status s = history_restore(c->wb, change, true, &done, NULL);
    if (s == STATUS_OK)
        s = record_cell(c->wb, change->form, change->uid, change->field, &now, NULL);
    world_check(w, s == STATUS_OK && (now.typed || same_cell(&now, &change->after)),
        "%s: %s.%s is not what was brought back", c->path, change->uid, change->field_name);
    cell_clear(&now);
    if (s == STATUS_OK && done) {
        s = undo_last(c->wb, &r, NULL);
        world_check(
            w, s == STATUS_OK && r.done && r.cells > 0, "%s: undo of a restore", c->path);
        undo_result_clear(&r);
    }
}

/* One record; *edits counts its changes. */
static bool check_record(struct world *w, struct copy *c, int64_t record,
    const struct form *form, const char *uid, size_t *edits)
{
    struct history_query q = {.form = form, .uid = uid};
    struct change *list = NULL;
    size_t count = 0;
    enum status s = history_read(c->wb, &q, SIZE_MAX, &list, &count, NULL);

    world_check(w, s == STATUS_OK, "%s: history of %s", c->path, uid);
    for (size_t i = 1; i < count; i++)
        world_check(w, newer(&list[i - 1], &list[i]), "%s: order of %s", c->path, uid);
    replay(w, c, record, list, count);
    pages(w, c, q, list, count);
    *edits += count;
    if (count > 0 && !w->failed)
        restore(w, c, &list[chance_below(&w->chance, count)]);
    history_free(list, count);
    return !w->failed;
}

/* Everything, newest first and oldest first, is the same. */
static bool check_whole(struct world *w, struct copy *c, size_t edits)
{
    const struct history_query down = {0}, up = {.oldest_first = true};
    struct change *a = NULL, *b = NULL;
    size_t n = 0, m = 0;
    bool read = history_read(c->wb, &down, SIZE_MAX, &a, &n, NULL) == STATUS_OK &&
                history_read(c->wb, &up, SIZE_MAX, &b, &m, NULL) == STATUS_OK;

    world_check(w, read && n == edits && m == edits, "%s: %zu and %zu of %zu changes", c->path,
        n, m, edits);
    for (size_t i = 0; !w->failed && i < n; i++)
        world_check(w, same_edit(&a[i], &b[n - 1 - i]), "%s: change %zu", c->path, i);
    for (size_t i = 1; !w->failed && i < n; i++)
        world_check(w, newer(&a[i - 1], &a[i]), "%s: order of change %zu", c->path, i);
    history_free(a, n);
    history_free(b, m);
    return !w->failed;
}

bool copy_history(struct world *w, struct copy *c)
{
    char **ids = NULL;
    size_t count = 0, edits = 0;
    int64_t before = 0;

    if (!copy_open(w, c))
        return false;
    enum status s = db_texts(workbook_db(c->wb), &ids, &count, NULL,
        "SELECT id || ' ' || form || ' ' || uid FROM record", "");

    if (s == STATUS_OK)
        s = db_integer(workbook_db(c->wb), &before, NULL, "SELECT count(*) FROM edit", "");
    world_check(w, s == STATUS_OK, "%s: records", c->path);
    world_check(w, check_whole(w, c, (size_t)before), "%s: the whole", c->path);
    for (size_t i = 0; !w->failed && i < count; i++) {
        char *rest, *name;
        int64_t record = strtoll(ids[i], &rest, 10);
        name = strdup(rest + 1);
        char *uid = strchr(name, ' ');
        *uid++ = '\0';
        check_record(w, c, record, method_form(workbook_method(c->wb), name), uid, &edits);
        free(name);
    }
    world_check(w, edits == (size_t)before, "%s: %zu changes of records, %lld edits", c->path,
        edits, (long long)before);
    db_texts_free(ids, count);
    return !w->failed;
}
