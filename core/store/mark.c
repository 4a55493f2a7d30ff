#include "core/store/mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/engine.h"
#include "core/store/internal.h"
#include "core/store/record.h"

/* The first line of what a mark holds, by kind. */
static const char *const signs[] = {[MARK_PLAIN] = "",
    [MARK_STAGE] = "# stage ",
    [MARK_SIGNED] = "# signed ",
    [MARK_PACKAGE] = "# package ",
    [MARK_REASON] = "# reason "};

void mark_clear(struct mark *m)
{
    free(m->uid);
    free(m->title);
    free(m->reason);
    free(m->about);
    free(m->author);
    free(m->held);
    *m = (struct mark){0};
}

void marks_free(struct mark *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mark_clear(&list[i]);
    free(list);
}

/* A text column that is never NULL. */
static char *column_text(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return strdup(text ? text : "");
}

/* Reads the kind off the first line; *held is behind it then. */
static enum mark_kind read_sign(const char **held, const char **about, size_t *size)
{
    *about = "";
    *size = 0;
    for (enum mark_kind k = MARK_STAGE; k <= MARK_REASON; k++) {
        size_t n = strlen(signs[k]);
        if (strncmp(*held, signs[k], n) != 0)
            continue;
        *about = *held + n;
        *size = strcspn(*about, "\n");
        *held = *about + *size + ((*about)[*size] != '\0');
        return k;
    }
    return MARK_PLAIN;
}

/* The row the statement stands on. */
static enum status take_mark(sqlite3_stmt *row, struct mark *m, struct error *e)
{
    const char *about, *day = (const char *)sqlite3_column_text(row, 2);
    const char *text = (const char *)sqlite3_column_text(row, 4), *held = text ? text : "";
    size_t size;

    *m = (struct mark){.uid = column_text(row, 0),
        .title = column_text(row, 1),
        .dated = day && strlen(day) == 10,
        .reason = column_text(row, 3),
        .at = sqlite3_column_int64(row, 5),
        .author = column_text(row, 6)};
    m->dated = m->dated && date_from_iso(day, &m->day);
    m->kind = read_sign(&held, &about, &size);
    m->about = strndup(about, size);
    m->held = strdup(held);
    return m->uid && m->title && m->reason && m->author && m->about && m->held
               ? STATUS_OK
               : error_memory(e);
}

/* SELECT of the living rows with who wrote what they hold, newest first; sqlite3_free. */
static char *list_sql(const struct method *m)
{
    const struct field *held = engine_field(m, ENGINE_MARK, MARK_HELD);

    return sqlite3_mprintf(
        "SELECT t.id, t.\"%w\", t.\"%w\", t.\"%w\", t.\"%w\", a.at, s.author, max(a.clock)"
        " FROM main.\"%w\" t JOIN record r ON r.form = '%q' AND r.uid = t.id"
        " JOIN head h ON h.record = r.id AND h.field = '%q'"
        " JOIN edit e ON e.session = h.session AND e.seq = h.seq"
        " JOIN action a ON a.session = e.session AND a.seq = e.action"
        " JOIN session s ON s.id = e.session"
        " WHERE t.\"%w\" IS NOT NULL GROUP BY t.id ORDER BY 8 DESC, t.id",
        engine_field(m, ENGINE_MARK, MARK_NAME)->name,
        engine_field(m, ENGINE_MARK, MARK_DAY)->name,
        engine_field(m, ENGINE_MARK, MARK_NOTE)->name, held->name, held->form->name,
        held->form->name, held->name, held->name);
}

enum status marks_list(
    struct workbook *wb, bool answers, struct mark **list, size_t *count, struct error *e)
{
    size_t n = 0, room = 0;
    struct mark *all = NULL;
    bool row = true;
    char *sql = list_sql(wb->method);
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        struct mark m;
        s = take_mark(stmt, &m, e);
        if (s == STATUS_OK && n == room) {
            struct mark *more = realloc(all, (room = room * 2 + 8) * sizeof *more);
            s = more ? STATUS_OK : error_memory(e);
            all = more ? more : all;
        }
        if (s == STATUS_OK && (m.kind == MARK_REASON) == answers)
            all[n++] = m;
        else
            mark_clear(&m);
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    if (s != STATUS_OK) {
        marks_free(all, n);
        all = NULL;
        n = 0;
    }
    *list = all;
    *count = n;
    return s;
}

/* How well a folded name means a folded title: 3 the same, 2 its end, 1 a part, 0 not. */
static int fit(const char *title, const char *name)
{
    size_t n = strlen(title), m = strlen(name);

    if (m == 0 || m > n)
        return 0;
    if (strcmp(title + n - m, name) == 0)
        return m == n ? 3 : title[n - m - 1] == ' ' ? 2 : 1;
    return strstr(title, name) != NULL;
}

/* The sentence when a name means no mark or several: the titles there are. */
static enum status tell_marks(
    const struct mark *list, size_t count, const char *name, bool several, struct error *e)
{
    char *titles = strdup("");

    for (size_t i = 0; titles && i < count; i++) {
        char *more = text_format("%s%s“%s”", titles, i ? ", " : "", list[i].title);
        free(titles);
        titles = more;
    }
    if (!titles)
        return error_memory(e);
    if (count == 0)
        error_set(e, STATUS_USAGE,
            _("There is no mark “%s”: no mark has been set in this workbook yet."), name);
    else
        error_set(e, STATUS_USAGE,
            several ? _("“%s” could be several marks. There are: %s.")
                    : _("There is no mark “%s”. There are: %s."),
            name, titles);
    free(titles);
    return STATUS_USAGE;
}

/* The number of the mark that is meant best; *at SIZE_MAX when none or several are. */
static enum status best_of(const struct mark *list, size_t count, const char *name, size_t *at,
    bool *several, struct error *e)
{
    char *folded = text_fold(name);
    bool starved = !folded;
    int best = 0;

    *at = SIZE_MAX;
    *several = false;
    for (size_t i = 0; folded && i < count; i++) {
        char *title = text_fold(list[i].title);
        int here = strcmp(list[i].uid, name) == 0 ? 4 : title ? fit(title, folded) : 0;
        starved = starved || !title;
        free(title);
        if (here > 0 && here == best)
            *several = true;
        if (here > best) {
            best = here;
            *at = i;
            *several = false;
        }
    }
    free(folded);
    if (*several)
        *at = SIZE_MAX;
    return starved ? error_memory(e) : STATUS_OK;
}

enum status mark_named(
    struct workbook *wb, const char *name, struct mark *mark, struct error *e)
{
    struct mark *list;
    size_t count;
    bool several;
    enum status s = marks_list(wb, false, &list, &count, e);

    *mark = (struct mark){0};
    if (s != STATUS_OK)
        return s;
    size_t at;
    s = best_of(list, count, name, &at, &several, e);
    if (s != STATUS_OK) {
        ; /* nobody knows */
    } else if (at == SIZE_MAX) {
        s = tell_marks(list, count, name, several, e);
    } else {
        *mark = list[at];
        list[at] = (struct mark){0};
    }
    marks_free(list, count);
    return s;
}

/* The seq behind "uid " in a line; 0 when it is none. */
static int64_t seq_of(const char *line, const char *session, size_t size)
{
    if (strncmp(line, session, size) != 0 || line[size] != ' ')
        return 0;
    return strtoll(line + size + 1, NULL, 10);
}

bool mark_holds(const struct mark *mark, const char *session, int64_t seq)
{
    size_t size = strlen(session);

    for (const char *line = mark->held; *line; line += strcspn(line, "\n")) {
        line += strspn(line, "\n");
        int64_t last = seq_of(line, session, size);
        if (last > 0)
            return seq <= last;
    }
    return false;
}

/* One line into the table of what is held; what cannot be read holds nothing. */
static enum status hold_line(
    struct workbook *wb, const char *line, size_t size, struct error *e)
{
    const char *blank = memchr(line, ' ', size);
    char *uid = blank ? strndup(line, (size_t)(blank - line)) : NULL;
    enum status s = STATUS_OK;

    if (blank && !uid)
        return error_memory(e);
    if (blank)
        s = db_run(wb->db, e,
            "INSERT OR REPLACE INTO temp.held SELECT id, ? FROM session WHERE uid = ?", "it",
            strtoll(blank + 1, NULL, 10), uid);
    free(uid);
    return s;
}

enum status mark_hold(struct workbook *wb, const struct mark *mark, struct error *e)
{
    enum status s = db_exec(wb->db,
        "CREATE TEMP TABLE IF NOT EXISTS held(session INTEGER PRIMARY KEY, seq INTEGER);"
        "DELETE FROM temp.held",
        e);
    const char *line = mark ? mark->held : "";

    while (s == STATUS_OK && *line) {
        size_t size = strcspn(line, "\n");
        s = hold_line(wb, line, size, e);
        line += size + (line[size] != '\0');
    }
    return s;
}

enum status mark_is_known(
    struct workbook *wb, const struct mark *mark, bool *known, struct error *e)
{
    int64_t found = 0;
    enum status s = mark_hold(wb, mark, e);

    if (s == STATUS_OK)
        s = db_integer(wb->db, &found, e, "SELECT EXISTS(SELECT 1 FROM temp.held)", "");
    *known = found || !mark->held[0];
    return s;
}

/* "session-uid seq" of every session that wrote anything, by uid, behind the sign. Caller
 * frees. */
static enum status write_held(struct workbook *wb, enum mark_kind kind, const char *about,
    int64_t only, char **held, struct error *e)
{
    char **lines;
    size_t count;
    enum status s = db_texts(wb->db, &lines, &count, e,
        "SELECT s.uid || ' ' || (SELECT max(e.seq) FROM edit e WHERE e.session = s.id)"
        " FROM session s WHERE (?1 = 0 OR s.id = ?1)"
        " AND EXISTS(SELECT 1 FROM edit e WHERE e.session = s.id) ORDER BY s.uid",
        "i", only);
    sqlite3_str *all = sqlite3_str_new(NULL);

    if (kind != MARK_PLAIN)
        sqlite3_str_appendf(all, "%s%s\n", signs[kind], about);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        sqlite3_str_appendf(all, "%s%s", i ? "\n" : "", lines[i]);
    db_texts_free(lines, count);
    bool whole = sqlite3_str_errcode(all) == SQLITE_OK;
    char *text = sqlite3_str_finish(all);
    *held = s == STATUS_OK && whole ? strdup(text ? text : "") : NULL;
    sqlite3_free(text);
    return s == STATUS_OK && !*held ? error_memory(e) : s;
}

/* A cell of the row being made. */
static enum status set_text(
    struct workbook *wb, const char *uid, int field, const char *text, struct error *e)
{
    const struct field *f = engine_field(wb->method, ENGINE_MARK, field);
    const struct value v = {.kind = VALUE_TEXT, .text = (char *)text};

    return action_set(wb, f->form, uid, f->name, &v, NULL, e);
}

/* A row of the form, in the open action; with its code, which would come with the commit. */
static enum status add_row(struct workbook *wb, const char *title, const char *reason,
    const char *held, struct error *e)
{
    const struct form *form = engine_form(wb->method, ENGINE_MARK);
    char uid[64], day[11];

    date_iso(workbook_today(wb), day);
    enum status s = action_create(wb, form, NULL, NULL, uid, e);
    if (s == STATUS_OK)
        s = set_text(wb, uid, MARK_NAME, title, e);
    if (s == STATUS_OK)
        s = set_text(wb, uid, MARK_DAY, day, e);
    if (s == STATUS_OK)
        s = set_text(wb, uid, MARK_NOTE, reason, e);
    if (s == STATUS_OK)
        s = set_text(wb, uid, MARK_HELD, held, e);
    return s == STATUS_OK ? action_code(wb, form, uid, "", e) : s;
}

/* The same as one action. */
static enum status write_row(struct workbook *wb, enum action_kind kind, const char *title,
    const char *reason, const char *held, struct error *e)
{
    enum status s = action_begin(wb, kind, e);

    if (s != STATUS_OK)
        return s;
    s = add_row(wb, title, reason, held, e);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

enum status mark_add(struct workbook *wb, const char *title, enum mark_kind kind,
    const char *about, const char *reason, struct error *e)
{
    char *held = NULL;
    enum status s = write_held(wb, kind, about, 0, &held, e);

    if (s == STATUS_OK)
        s = add_row(wb, title, reason, held, e);
    free(held);
    return s;
}

enum status mark_set(struct workbook *wb, const char *title, enum mark_kind kind,
    const char *about, const char *reason, struct error *e)
{
    char *name = text_trim(title), *why = text_trim(reason), *held = NULL;
    enum status s = name && why ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && !name[0])
        s = error_set(e, STATUS_USAGE, _("A mark needs a name, such as: after Bimtek II."));
    if (s == STATUS_OK)
        s = workbook_ready(wb, e); /* what somebody else wrote meanwhile is held too */
    if (s == STATUS_OK)
        s = write_held(wb, kind, about ? about : "", 0, &held, e);
    if (s == STATUS_OK)
        s = write_row(wb, ACTION_MARK, name, why, held, e);
    free(name);
    free(why);
    free(held);
    return s;
}

enum status mark_take_back(struct workbook *wb, const struct mark *mark, struct error *e)
{
    enum status s = action_begin(wb, ACTION_MARK, e);

    if (s != STATUS_OK)
        return s;
    s = action_delete(wb, engine_form(wb->method, ENGINE_MARK), mark->uid, e);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

enum status mark_answer(struct workbook *wb, const char *title, const char *mark,
    const char *reason, struct error *e)
{
    char *held;
    enum status s = write_held(wb, MARK_REASON, mark, wb->committed.session, &held, e);

    if (s == STATUS_OK)
        s = write_row(wb, ACTION_REASON, title, reason, held, e);
    free(held);
    return s;
}
