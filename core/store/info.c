/* What a workbook says about itself: plan, counts, who wrote last, the group of this copy. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/method/region.h"
#include "core/store/conflict.h"
#include "core/store/internal.h"

int workbook_group(const struct workbook *wb)
{
    return wb->group;
}

struct date workbook_today(struct workbook *wb)
{
    int minute;
    const char *zone;

    return clock_date(clock_now(), clock_zone(wb->province, &zone), &minute);
}

enum status workbook_plan(struct workbook *wb, struct plan_years *plan, struct error *e)
{
    const struct form *f = method_plan_form(wb->method);
    const struct field *region = f ? form_role_field(f, ROLE_REGION) : NULL;
    bool row;

    *plan = (struct plan_years){0};
    sqlite3_stmt *stmt = db_prepare(wb->db, "SELECT year_from, year_to FROM temp.plan", e);
    enum status s = stmt ? db_step(wb->db, stmt, &row, e) : db_status(e);
    if (s == STATUS_OK && row) {
        plan->from = sqlite3_column_int(stmt, 0);
        plan->to = sqlite3_column_int(stmt, 1);
        sqlite3_reset(stmt);
    }
    if (s == STATUS_OK && region) {
        char *code = NULL;
        char *sql = sqlite3_mprintf("SELECT \"%w\" FROM main.\"%w\"", region->name, f->name);
        s = sql ? db_text(wb->db, &code, e, sql, "") : error_memory(e);
        if (code)
            snprintf(plan->region, sizeof plan->region, "%.15s", code);
        sqlite3_free(sql);
        free(code);
    }
    return s;
}

enum status workbook_changed(struct workbook *wb, bool *changed, struct error *e)
{
    struct file_mark there;
    int64_t seen = wb->data_version;
    enum status s = STATUS_OK;

    *changed = false;
    if (!wb->writable)
        return STATUS_OK;
    if (file_mark(wb->path, &there, NULL) != STATUS_OK || there.device != wb->mark.device ||
        there.inode != wb->mark.inode) {
        *changed = true;
        return STATUS_OK;
    }
    s = db_integer(wb->db, &seen, e, "PRAGMA data_version", "");
    *changed = s == STATUS_OK && seen != wb->data_version;
    return s;
}

enum status workbook_counts(struct workbook *wb, struct workbook_counts *c, struct error *e)
{
    enum status s = db_integer(wb->db, &c->sessions, e, "SELECT count(*) FROM session", "");

    if (s == STATUS_OK)
        s = db_integer(wb->db, &c->actions, e, "SELECT count(*) FROM action", "");
    if (s == STATUS_OK)
        s = db_integer(wb->db, &c->edits, e, "SELECT count(*) FROM edit", "");
    if (s == STATUS_OK)
        s = db_integer(wb->db, &c->unread, e, "SELECT count(*) FROM unread", "");
    return s == STATUS_OK ? conflict_count(wb, &c->differences, e) : s;
}

enum status workbook_last(struct workbook *wb, char **author, int64_t *at, struct error *e)
{
    bool row = false;
    const char *text = NULL;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT s.author, a.at FROM action a JOIN session s ON s.id = a.session"
        " ORDER BY a.clock DESC, s.uid DESC LIMIT 1",
        e);
    enum status s = stmt ? db_step(wb->db, stmt, &row, e) : db_status(e);

    if (s == STATUS_OK && row)
        text = (const char *)sqlite3_column_text(stmt, 0);
    *at = s == STATUS_OK && row ? sqlite3_column_int64(stmt, 1) : 0;
    *author = strdup(text ? text : "");
    if (stmt)
        sqlite3_reset(stmt);
    return s == STATUS_OK && !*author ? error_memory(e) : s;
}

enum status workbook_set_group(struct workbook *wb, int group, struct error *e)
{
    char text[12];

    if (group < 0 || group > 9)
        return error_set(e, STATUS_USAGE, _("A group has a number from 0 to 9."));
    snprintf(text, sizeof text, "%d", group);
    enum status s = workbook_ready(wb, e);
    if (s != STATUS_OK)
        return s;
    s = db_run(wb->db, e, "INSERT OR REPLACE INTO meta(key, value) VALUES('group_number', ?)",
        "t", text);
    if (s == STATUS_OK)
        s = workbook_flush(wb, e);
    else
        workbook_give_up(wb);
    if (s == STATUS_OK) {
        wb->group = group;
        wb->everything = false;
        wb->now.session = wb->committed.session = 0; /* no session has two groups */
        shape_changed(wb, NULL, NULL);               /* other rows are ours now */
        code_forget(wb);
    }
    return s;
}

bool workbook_practice(const struct workbook *wb)
{
    return wb->practice;
}

enum status workbook_set_practice(struct workbook *wb, struct error *e)
{
    enum status s = workbook_ready(wb, e);

    if (s != STATUS_OK)
        return s;
    s = db_run(wb->db, e,
        "INSERT OR REPLACE INTO meta(key, value) VALUES('" PRACTICE_KEY "', '1')", "");
    if (s == STATUS_OK)
        s = workbook_flush(wb, e);
    else
        workbook_give_up(wb);
    wb->practice = wb->practice || s == STATUS_OK;
    return s;
}
