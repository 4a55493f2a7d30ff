/* Journals of a world's copies: read into models, put together by plain SQL. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/merge.h"
#include "core/store/rebuild.h"
#include "core/store/unite_part.h"
#include "tests/property/world.h"

static const char *name_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? m_name(text) : NULL;
}

/* Value and typed text of an edit as one text: n, i12, r0.5, ttext or uunread. */
static const char *content_of(sqlite3_stmt *row, int value, int typed)
{
    const char *text = (const char *)sqlite3_column_text(row, value);
    const char *unread = (const char *)sqlite3_column_text(row, typed);
    char number[40];
    char *made = NULL;
    const char *content;

    if (unread)
        made = sqlite3_mprintf("u%s", unread);
    else if (sqlite3_column_type(row, value) == SQLITE_TEXT)
        made = sqlite3_mprintf("t%s", text);
    else if (sqlite3_column_type(row, value) == SQLITE_INTEGER)
        made = sqlite3_mprintf("i%lld", sqlite3_column_int64(row, value));
    else if (sqlite3_column_type(row, value) == SQLITE_FLOAT)
        snprintf(number, sizeof number, "r%.17g", sqlite3_column_double(row, value));
    else
        snprintf(number, sizeof number, "%s", MODEL_EMPTY);
    content = m_name(made ? made : number);
    sqlite3_free(made);
    return content;
}

/* Keys named by the rows of replaces or saw of one edit. */
static size_t read_keys(
    sqlite3 *db, const char *table, int64_t session, int64_t seq, struct m_key **keys)
{
    sqlite3_stmt *row;
    size_t count = 0;
    char *sql = sqlite3_mprintf("SELECT s.uid, t.old_seq FROM \"%w\" t JOIN session s ON s.id ="
                                " t.old_session WHERE t.session = %lld AND t.seq = %lld",
        table, session, seq);

    *keys = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        abort();
    sqlite3_free(sql);
    while (sqlite3_step(row) == SQLITE_ROW) {
        *keys = realloc(*keys, (count + 1) * sizeof **keys);
        if (!*keys)
            abort();
        (*keys)[count++] = (struct m_key){name_of(row, 0), sqlite3_column_int64(row, 1)};
    }
    sqlite3_finalize(row);
    return count;
}

/* Everything made in this world, to be freed at its end. */
static struct made {
    struct made *next;
    struct m_edit edit;
    struct m_action action;
} * all_made;

static struct made *make(void)
{
    struct made *m = calloc(1, sizeof *m);

    if (!m)
        abort();
    m->next = all_made;
    return all_made = m;
}

void world_forget(void)
{
    while (all_made) {
        struct made *m = all_made;
        all_made = m->next;
        free(m->edit.replaced);
        free(m->edit.saw);
        free(m);
    }
}

/* A statement over the rows of the newest session behind what is known. */
static sqlite3_stmt *newer(sqlite3 *db, const char *sql, int64_t session, int64_t known)
{
    sqlite3_stmt *row;

    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        abort();
    sqlite3_bind_int64(row, 1, session);
    sqlite3_bind_int64(row, 2, known);
    return row;
}

/* What was made of the edit or action of a key before, in another copy. */
static struct made *made_before(struct m_key key, bool action)
{
    for (struct made *m = all_made; m; m = m->next) {
        struct m_key k = action ? m->action.key : m->edit.key;
        if (k.session == key.session && k.seq == key.seq)
            return m;
    }
    return NULL;
}

static void learn_actions(struct copy *c, sqlite3 *db, int64_t session)
{
    sqlite3_stmt *row = newer(db,
        "SELECT a.seq, a.clock, a.kind, s.laptop, o.uid, a.of_seq FROM action a"
        " JOIN session s ON s.id = a.session LEFT JOIN session o ON o.id = a.of_session"
        " WHERE a.session = ? AND a.seq > ? ORDER BY a.seq",
        session, c->actions);

    while (sqlite3_step(row) == SQLITE_ROW) {
        c->actions = sqlite3_column_int64(row, 0);
        struct made *before = made_before((struct m_key){c->session, c->actions}, true);
        struct m_action *a = before ? &before->action : &make()->action;
        a->key = (struct m_key){c->session, c->actions};
        a->clock = sqlite3_column_int64(row, 1);
        a->kind = name_of(row, 2);
        a->laptop = name_of(row, 3);
        a->of = (struct m_key){name_of(row, 4), sqlite3_column_int64(row, 5)};
        model_add_action(&c->model, a);
    }
    sqlite3_finalize(row);
}

static void learn_edits(struct world *w, struct copy *c, sqlite3 *db, int64_t session)
{
    sqlite3_stmt *row = newer(db,
        "SELECT e.seq, e.action, r.form, r.uid, e.field, e.value, e.typed FROM edit e"
        " JOIN record r ON r.id = e.record WHERE e.session = ? AND e.seq > ? ORDER BY e.seq",
        session, c->edits);

    while (sqlite3_step(row) == SQLITE_ROW) {
        c->edits = sqlite3_column_int64(row, 0);
        struct made *before = made_before((struct m_key){c->session, c->edits}, false);
        struct m_edit *e = before ? &before->edit : &make()->edit;
        e->key = (struct m_key){c->session, c->edits};
        e->action =
            model_action(&c->model, (struct m_key){c->session, sqlite3_column_int64(row, 1)});
        e->cell = (struct m_cell){name_of(row, 2), name_of(row, 3), name_of(row, 4)};
        const char *content = content_of(row, 5, 6);
        struct m_key *replaced;
        size_t count = read_keys(db, "replaces", session, c->edits, &replaced);
        if (before) { /* nobody typed it: every copy writes the same */
            world_check(w, content == e->content && count == e->replaced_count,
                "%s: %s.%s follows otherwise here", c->path, e->cell.uid, e->cell.field);
            free(replaced);
        } else {
            e->content = content;
            e->replaced_count = count;
            e->replaced = replaced;
            e->saw_count = read_keys(db, "saw", session, c->edits, &e->saw);
        }
        model_add_edit(&c->model, e);
    }
    sqlite3_finalize(row);
}

static int64_t one_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row;
    int64_t n = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        n = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return n;
}

/* What nobody typed but follows from what people did (unite_late.c): each is a session. */
static void learn_answers(struct world *w, struct copy *c, sqlite3 *db)
{
    sqlite3_stmt *row;
    struct copy was = *c;

    if (sqlite3_prepare_v2(db,
            "SELECT s.id, s.uid FROM action a JOIN session s ON s.id = a.session"
            " WHERE a.kind IN ('follow', 'return') ORDER BY a.clock, s.uid",
            -1, &row, NULL) != SQLITE_OK)
        abort();
    while (sqlite3_step(row) == SQLITE_ROW) {
        struct m_key key = {name_of(row, 1), 1};
        if (model_action(&c->model, key))
            continue;
        c->session = key.session;
        c->edits = c->actions = 0;
        learn_actions(c, db, sqlite3_column_int64(row, 0));
        learn_edits(w, c, db, sqlite3_column_int64(row, 0));
        w->tally.answers++;
    }
    sqlite3_finalize(row);
    c->session = was.session;
    c->edits = was.edits;
    c->actions = was.actions;
}

bool copy_learn(struct world *w, struct copy *c)
{
    sqlite3 *db = db_handle(workbook_db(c->wb));
    sqlite3_stmt *row;
    size_t before = c->model.edit_count;

    if (sqlite3_prepare_v2(db,
            "SELECT id, uid FROM session WHERE laptop IS NOT NULL"
            " ORDER BY id DESC LIMIT 1",
            -1, &row, NULL) != SQLITE_OK)
        return world_check(w, false, "reading sessions: %s", sqlite3_errmsg(db));
    if (sqlite3_step(row) == SQLITE_ROW) {
        const char *uid = name_of(row, 1);
        if (uid != c->session) {
            bool known = false;
            for (size_t i = 0; i < c->model.action_count; i++)
                known |= c->model.actions[i]->key.session == uid;
            c->session = uid;
            c->edits = known ? INT64_MAX : 0;
            c->actions = known ? INT64_MAX : 0;
        }
        learn_actions(c, db, sqlite3_column_int64(row, 0));
        learn_edits(w, c, db, sqlite3_column_int64(row, 0));
    }
    sqlite3_finalize(row);
    learn_answers(w, c, db);
    w->tally.edits += c->model.edit_count - before;
    int64_t edits = one_number(db, "SELECT count(*) FROM edit");
    int64_t actions = one_number(db, "SELECT count(*) FROM action");
    return world_check(w, edits == (int64_t)c->model.edit_count,
               "%s holds %lld edits, its model %zu", c->path, (long long)edits,
               c->model.edit_count) &&
           world_check(w, actions == (int64_t)c->model.action_count,
               "%s holds %lld actions, its model %zu", c->path, (long long)actions,
               c->model.action_count);
}

/* The union, table by table. Rows come in the order of a number that %d shuffles. */
static const char *const union_sql[] = {
    "INSERT OR IGNORE INTO main.session(uid, author, host, laptop, program, started)"
    " SELECT uid, author, host, laptop, program, started FROM other.session"
    " ORDER BY (id * 7919 + %d) %% 101",
    "INSERT OR IGNORE INTO main.record(form, uid) SELECT form, uid FROM other.record"
    " ORDER BY (id * 7919 + %d) %% 101",
    "INSERT OR IGNORE INTO main.action(session, seq, clock, at, kind, of_session, of_seq)"
    " SELECT m.id, a.seq, a.clock, a.at, a.kind, mo.id, a.of_seq FROM other.action a"
    " JOIN other.session o ON o.id = a.session JOIN main.session m ON m.uid = o.uid"
    " LEFT JOIN other.session oo ON oo.id = a.of_session LEFT JOIN main.session mo ON mo.uid = "
    "oo.uid"
    " ORDER BY (a.seq * 7919 + a.session * 31 + %d) %% 101",
    "INSERT OR IGNORE INTO main.edit(session, seq, action, record, field, value, typed)"
    " SELECT m.id, e.seq, e.action, mr.id, e.field, e.value, e.typed FROM other.edit e"
    " JOIN other.session o ON o.id = e.session JOIN main.session m ON m.uid = o.uid"
    " JOIN other.record r ON r.id = e.record"
    " JOIN main.record mr ON mr.form = r.form AND mr.uid = r.uid"
    " ORDER BY (e.seq * 7919 + e.session * 31 + %d) %% 101",
    "INSERT OR IGNORE INTO main.replaces SELECT m.id, t.seq, mo.id, t.old_seq FROM "
    "other.replaces t"
    " JOIN other.session o ON o.id = t.session JOIN main.session m ON m.uid = o.uid"
    " JOIN other.session oo ON oo.id = t.old_session JOIN main.session mo ON mo.uid = oo.uid"
    " ORDER BY (t.seq * 7919 + t.old_seq * 31 + %d) %% 101",
    "INSERT OR IGNORE INTO main.saw SELECT m.id, t.seq, mo.id, t.old_seq FROM other.saw t"
    " JOIN other.session o ON o.id = t.session JOIN main.session m ON m.uid = o.uid"
    " JOIN other.session oo ON oo.id = t.old_session JOIN main.session mo ON mo.uid = oo.uid"
    " ORDER BY (t.seq * 7919 + t.old_seq * 31 + %d) %% 101",
};
#define UNION_TABLES (sizeof union_sql / sizeof *union_sql)

/* Sessions and records first, because the others need their local numbers; the others in any
 * order. */
static bool unite(struct world *w, sqlite3 *db)
{
    size_t order[UNION_TABLES] = {0, 1, 2, 3, 4, 5};
    bool fine = true;

    for (size_t i = UNION_TABLES - 1; i > 2; i--) {
        size_t j = 2 + chance_below(&w->chance, i - 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    for (size_t i = 0; fine && i < UNION_TABLES; i++) {
        char sql[1000];
        snprintf(sql, sizeof sql, union_sql[order[i]], (int)chance_below(&w->chance, 101));
        fine = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    }
    return world_check(w, fine, "uniting: %s", sqlite3_errmsg(db));
}

/* What a merge does besides the union. */
static enum status follow_late(struct workbook *wb, struct error *e)
{
    size_t cells = 0;
    enum status s = workbook_ready(wb, e);

    if (s == STATUS_OK)
        s = unite_late(wb, &cells, e);
    return s == STATUS_OK ? workbook_flush(wb, e) : s;
}

bool copy_take(struct world *w, struct copy *to, struct copy *from)
{
    sqlite3 *db = NULL;
    struct error e = {0};

    copy_close(from);
    copy_close(to);
    char *attach =
        sqlite3_mprintf("PRAGMA synchronous=OFF; ATTACH %Q AS other; BEGIN", from->path);
    bool fine = sqlite3_open_v2(to->path, &db, SQLITE_OPEN_READWRITE, "cut") == SQLITE_OK &&
                sqlite3_exec(db, attach, NULL, NULL, NULL) == SQLITE_OK;
    world_check(w, fine, "attaching: %s", sqlite3_errmsg(db));
    for (int times = 0; fine && times < 2; times++)
        fine = unite(w, db);
    fine = fine && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    world_check(w, fine, "committing a union: %s", sqlite3_errmsg(db));
    sqlite3_free(attach);
    sqlite3_close(db);
    if (!fine || !copy_open(w, to))
        return false;
    fine =
        world_check(
            w, rebuild_all(to->wb, &e) == STATUS_OK, "rebuilding: %s", error_text(&e)) &&
        world_check(w, follow_late(to->wb, &e) == STATUS_OK, "following: %s", error_text(&e));
    error_clear(&e);
    model_unite(&to->model, &from->model);
    w->tally.exchanges++;
    return fine && copy_learn(w, to) && copy_compare(w, to);
}

/* Whether the report says no more and no less than what the copy did not hold before. */
static bool judge_report(struct world *w, const struct copy *to, const struct copy *from,
    const struct merge_report *r)
{
    size_t actions = 0;

    for (size_t i = 0; i < from->model.action_count; i++)
        actions += !model_action(&to->model, from->model.actions[i]->key);
    return world_check(w,
        r->changes == actions && r->outcome == (actions ? MERGE_TAKEN : MERGE_KNOWN),
        "a merge of %s tells of %zu actions, not %zu", from->path, r->changes, actions);
}

/* Differences that are open in a copy, as its workbook counts them. */
static int64_t open_in(struct copy *c)
{
    struct workbook_counts counts = {0};

    workbook_counts(c->wb, &counts, NULL);
    return counts.differences;
}

bool copy_merge(struct world *w, struct copy *to, struct copy *from)
{
    static const struct merge_options dry = {.dry_run = true}, real = {0};
    struct merge_report reports[2];
    struct error e = {0};
    const char *others[2] = {from->path, chance_below(&w->chance, 2) ? from->path : to->path};
    bool fine = copy_open(w, to); /* the other may be open beside */
    int64_t open = fine ? open_in(to) : 0;

    if (fine && chance_below(&w->chance, 4) == 0) { /* trying it out changes nothing */
        fine =
            world_check(w, merge_files(to->wb, others, 2, &dry, reports, NULL, &e) == STATUS_OK,
                "trying to merge: %s", error_text(&e));
        merge_reports_clear(reports, 2);
        fine = fine && copy_learn(w, to) && copy_compare(w, to);
    }
    if (fine) {
        fine = world_check(w,
                   merge_files(to->wb, others, 2, &real, reports, NULL, &e) == STATUS_OK,
                   "merging: %s", error_text(&e)) &&
               judge_report(w, to, from, &reports[0]) &&
               world_check(w,
                   open_in(to) ==
                       open + (int64_t)reports[0].different - (int64_t)reports[0].decided,
                   "a merge of %s tells of %zu differences and %zu decided, not from %lld to "
                   "%lld",
                   from->path, reports[0].different, reports[0].decided, (long long)open,
                   (long long)open_in(to));
        merge_reports_clear(reports, 2);
    }
    error_clear(&e);
    model_merge(&to->model, &from->model);
    w->tally.merges++;
    return fine && copy_learn(w, to) && copy_compare(w, to);
}
