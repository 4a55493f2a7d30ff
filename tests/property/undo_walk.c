#include "tests/property/undo_walk.h"

#include "core/store/trash.h"
#include "tests/core/store_fixture.h"
#include "tests/property/journal_state.h"
#include "tests/property/typed_text.h"

/* One row a text, or more; the caller's. */
static char *unread_texts(struct workbook *wb)
{
    return fixture_sql(wb, "SELECT group_concat(form || uid || field || text, char(10)) FROM"
                           " (SELECT r.form, r.uid, u.field, u.text FROM unread u"
                           " JOIN record r ON r.id = u.record ORDER BY 1, 2, 3)");
}

char *walk_shown(struct workbook *wb)
{
    char *forms = state_text(db_handle(workbook_db(wb)), STATE_FORMS);
    char *unread = unread_texts(wb);

    assert_non_null(forms);
    char *all = text_format("%sunread:\n%s", forms, unread ? unread : "");
    free(forms);
    free(unread);
    assert_non_null(all);
    return all;
}

/* The journal has every row it had, as it was. Answers whether it has more. */
static bool journal_grew(struct walk *w)
{
    char *now = state_text(db_handle(workbook_db(w->wb)), STATE_JOURNAL);
    const char *missing = NULL;

    assert_non_null(now);
    if (w->journal && !state_contains(now, w->journal, &missing))
        fail_msg("a row of the journal changed: %.200s", missing);
    bool grew = w->journal && strlen(now) > strlen(w->journal);
    free(w->journal);
    w->journal = now;
    return grew;
}

/* The workbook shows what it showed with so many actions done. */
static void shows(struct walk *w, const char *what)
{
    char *now = walk_shown(w->wb);
    const char *then = w->shown[w->at];

    if (strcmp(now, then) != 0) {
        size_t same = 0;
        while (now[same] == then[same])
            same++;
        while (same > 0 && now[same - 1] != '\n')
            same--;
        fail_msg("%s to %zu of %zu shows\n%.300s\nnot\n%.300s", what, w->at, w->top, now + same,
            then + same);
    }
    free(now);
}

/* Between two steps people go home now and then. */
static void go_home(struct walk *w)
{
    if (chance_below(&w->chance, w->rest) != 0)
        return;
    workbook_close(w->wb);
    w->wb = fixture_open(w->path);
    w->reopened++;
}

void walk_begin(struct walk *w, const char *path, uint64_t seed, size_t rest)
{
    *w = (struct walk){.chance = chance_from(seed), .path = path, .rest = rest};
    w->wb = fixture_open(path);
    w->shown = calloc(1, sizeof *w->shown);
    assert_non_null(w->shown);
    w->shown[0] = walk_shown(w->wb);
    journal_grew(w);
}

void walk_end(struct walk *w)
{
    workbook_close(w->wb);
    for (size_t i = 0; i <= w->top; i++)
        free(w->shown[i]);
    free(w->shown);
    free(w->journal);
    *w = (struct walk){0};
}

/* Changes ---------------------------------------------------------------------------------- */

/* A living row of a form; "" when it has none. */
static void some_row(struct walk *w, const struct form *f, char uid[64])
{
    struct rows *rows;

    must(rows_open(w->wb, f, &rows, e));
    const char *found = rows_uid(rows, chance_below(&w->chance, rows_count(rows)));
    snprintf(uid, 64, "%s", found ? found : "");
    rows_close(rows);
}

/* What somebody types into a field: mostly something its type understands. */
static void some_text(struct walk *w, const struct field *f, char *out, size_t size)
{
    char uid[64];

    snprintf(out, size, "%s", typed_texts[f->type->id][chance_below(&w->chance, 6)]);
    if (chance_below(&w->chance, 6) == 0)
        return;
    if (f->list && f->list->count > 0)
        snprintf(
            out, size, "%s", f->list->choices[chance_below(&w->chance, f->list->count)].name);
    if (f->targets && f->targets[0]) {
        some_row(w, f->targets[0], uid);
        snprintf(out, size, "%s", uid);
    }
}

/* The row of some keys; "" when a key cannot be had. */
static void some_keys(struct walk *w, const struct form *f, char uid[64])
{
    struct value keys[LIMIT_KEYS] = {{0}}, other = {0};
    char text[200];
    bool whole = true;
    size_t k = 0;

    for (size_t i = 0; i < f->count; i++) {
        if (f->fields[i].level != LEVEL_KEY)
            continue;
        some_text(w, &f->fields[i], text, sizeof text);
        whole &= cell_read(w->wb, &f->fields[i], NULL, text, &keys[k++], &other, NULL) ==
                 OUTCOME_VALUE;
        value_clear(&other);
    }
    char *made = whole ? keyed_uid(f, keys) : NULL;
    snprintf(uid, 64, "%s", made && strlen(made) < 64 ? made : "");
    free(made);
    for (size_t i = 0; i < k; i++)
        value_clear(&keys[i]);
}

/* Types into one field of a form; with `row`, of that row. */
static void type_somewhere(struct walk *w, const struct form *f, const char *row)
{
    const struct field *field = &f->fields[chance_below(&w->chance, f->count)];
    char uid[64], text[200];

    if (row)
        snprintf(uid, sizeof uid, "%s", row);
    else if (f->kind == FORM_KEYED)
        some_keys(w, f, uid);
    else
        some_row(w, f, uid);
    if (!uid[0] || field->level == LEVEL_KEY || field->level == LEVEL_COMPUTED)
        return;
    some_text(w, field, text, sizeof text);
    fixture_type(w->wb, f->name, uid, field->name, text);
}

static const struct form *some_form(struct walk *w)
{
    const struct method *m = workbook_method(w->wb);

    return &m->forms[chance_below(&w->chance, m->form_count)];
}

static void type(struct walk *w)
{
    type_somewhere(w, some_form(w), NULL);
}

static void paste(struct walk *w)
{
    for (size_t i = 2 + chance_below(&w->chance, 12); i > 0; i--)
        type(w);
}

/* A new row, somewhere among the others, with a few of its cells. */
static void create(struct walk *w)
{
    const struct form *f = some_form(w);
    char after[64], uid[64];

    if (f->kind != FORM_LIST)
        return;
    some_row(w, f, after);
    bool behind = after[0] && chance_below(&w->chance, 2);
    must(action_create(w->wb, f, NULL, behind ? after : NULL, uid, e));
    for (size_t i = chance_below(&w->chance, 8); i > 0; i--)
        type_somewhere(w, f, uid);
}

static void delete (struct walk *w)
{
    const struct form *f = some_form(w);
    char uid[64] = "";

    if (f->kind == FORM_LIST)
        some_row(w, f, uid);
    if (uid[0])
        must(action_delete(w->wb, f, uid, e));
}

static void restore(struct walk *w)
{
    struct trashed *list;
    size_t count;

    must(trash_list(w->wb, &list, &count, e));
    const struct trashed *t = count ? &list[chance_below(&w->chance, count)] : NULL;
    if (t)
        must(action_restore(w->wb, t->form, t->uid, e));
    trash_free(list, count);
}

static void move(struct walk *w)
{
    const struct form *f = some_form(w);
    char uid[64] = "", before[64];

    if (f->kind != FORM_LIST)
        return;
    some_row(w, f, uid);
    some_row(w, f, before);
    if (uid[0])
        must(action_move(w->wb, f, uid, chance_below(&w->chance, 3) ? before : NULL, e));
}

void walk_change(struct walk *w)
{
    static const struct {
        enum action_kind kind;
        void (*fill)(struct walk *);
    } kinds[] = {{ACTION_EDIT, type}, {ACTION_EDIT, type}, {ACTION_EDIT, create},
        {ACTION_EDIT, create}, {ACTION_EDIT, create}, {ACTION_PASTE, paste},
        {ACTION_DELETE, delete}, {ACTION_RESTORE, restore}, {ACTION_MOVE, move}};
    size_t which = chance_below(&w->chance, sizeof kinds / sizeof *kinds);

    go_home(w);
    must(action_begin(w->wb, kinds[which].kind, e));
    kinds[which].fill(w);
    must(action_commit(w->wb, e));
    if (!journal_grew(w)) { /* nothing was changed, so nothing is there to take back */
        shows(w, "a change without effect");
        return;
    }
    for (size_t i = w->at + 1; i <= w->top; i++)
        free(w->shown[i]);
    w->top = ++w->at;
    w->shown = realloc(w->shown, (w->top + 1) * sizeof *w->shown);
    assert_non_null(w->shown);
    w->shown[w->at] = walk_shown(w->wb);
    w->changed++;
}

/* One step back or forth. */
static bool step(struct walk *w, bool again)
{
    struct undo_result r;
    bool due = again ? w->at < w->top : w->at > 0;

    go_home(w);
    must(again ? redo_last(w->wb, &r, e) : undo_last(w->wb, &r, e));
    bool done = r.done, grew = journal_grew(w);
    if (r.kept > 0)
        fail_msg(
            "%s at %zu of %zu kept %s", again ? "redo" : "undo", w->at, w->top, r.kept_cell);
    undo_result_clear(&r);
    if (done != due || grew != due)
        fail_msg("%s at %zu of %zu: %s", again ? "redo" : "undo", w->at, w->top,
            done ? "done, though there is nothing" : "not done");
    if (due)
        w->at = again ? w->at + 1 : w->at - 1;
    shows(w, again ? "redo" : "undo");
    return due;
}

bool walk_undo(struct walk *w)
{
    bool done = step(w, false);

    w->undone += done;
    return done;
}

bool walk_redo(struct walk *w)
{
    bool done = step(w, true);

    w->redone += done;
    return done;
}
