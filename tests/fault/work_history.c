/* History and marks; the whole file looked over, made anew, salvaged, brought to a newer
 * method.
 */
#include <stdlib.h>
#include <string.h>

#include "core/plan/glance.h"
#include "core/store/backup.h"
#include "core/store/doctor.h"
#include "core/store/history.h"
#include "core/store/mark.h"
#include "core/store/salvage.h"
#include "core/store/upgrade.h"
#include "tests/fault/city.h"
#include "tests/fault/workload.h"

/* Changes as they are shown. */
static enum status show_changes(
    struct workbook *wb, const struct history_query *query, size_t limit, struct error *e)
{
    struct change *list = NULL;
    size_t count = 0;
    enum status s = history_read(wb, query, limit, &list, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char *text = NULL;
        s = change_show(wb, &list[i], i % 2, &text, e);
        tell(s == STATUS_OK ? text : "");
        free(text);
        text = NULL;
        if (s == STATUS_OK && list[i].form)
            s = history_name(wb, list[i].form, list[i].uid, &text, e);
        tell(s == STATUS_OK && text ? text : "");
        tell(change_label(&list[i]));
        tell(change_kind(&list[i]));
        tell(list[i].author);
        free(text);
    }
    history_free(list, count);
    return s;
}

static enum status history_of_row(struct workbook *wb, bool lasting, struct error *e)
{
    struct history_query query = {
        .form = city_form(wb, "program"), .uid = city_row(wb, "program", 0)};
    enum status s = show_changes(wb, &query, 100, e);

    (void)lasting;
    query.field = "nama";
    return s == STATUS_OK ? show_changes(wb, &query, 3, e) : s;
}

static enum status history_of_all(struct workbook *wb, bool lasting, struct error *e)
{
    struct history_query query = {.author = "Bappeda"};
    struct mark mark = {0};
    const struct form *form = NULL;
    char *uid = NULL;

    (void)lasting;
    history_day(wb, (struct date){.year = 2026, .month = 6, .day = 13}, &query);
    enum status s = show_changes(wb, &query, 20, e);
    query = (struct history_query){.oldest_first = true};
    if (s == STATUS_OK)
        s = show_changes(wb, &query, 20, e);
    if (s == STATUS_OK)
        s = mark_named(wb, "sesudah bimtek i", &mark, e);
    query = (struct history_query){.since = &mark};
    if (s == STATUS_OK)
        s = show_changes(wb, &query, 40, e);
    mark_clear(&mark);
    if (s == STATUS_OK)
        s = history_find(wb, "LIV-P01", &form, &uid, e);
    tell(s == STATUS_OK ? uid : "");
    free(uid);
    return s;
}

/* The last name of a programme is put back to the one before. */
static enum status restore(struct workbook *wb, bool lasting, struct error *e)
{
    struct history_query query = {.form = city_form(wb, "program"),
        .uid = city_row(wb, "program", 1),
        .field = "perkiraan_biaya"};
    struct change *list = NULL;
    size_t count = 0;
    bool done = false;
    enum status s = history_read(wb, &query, 5, &list, &count, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < count && !done; i++)
        s = history_restore(wb, &list[i], false, &done, e);
    tell_number(done);
    history_free(list, count);
    return s;
}

static enum status marks(struct workbook *wb, bool lasting, struct error *e)
{
    struct mark *list = NULL;
    struct mark_meeting *due = NULL;
    size_t count = 0, due_count = 0;
    bool told = false, wants = false;
    char *title = NULL;
    enum status s = marks_list(wb, false, &list, &count, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        tell(list[i].title);
        tell(list[i].held);
    }
    marks_free(list, count);
    if (s == STATUS_OK)
        s = marks_due(wb, &due, &due_count, e);
    for (size_t i = 0; s == STATUS_OK && i < due_count; i++)
        tell(due[i].title);
    marks_due_free(due, due_count);
    if (s == STATUS_OK)
        s = mark_tells(wb, MARK_STAGE, "b1", &told, e);
    if (s == STATUS_OK)
        s = mark_wants_reason(wb, &wants, &title, e);
    tell_number(told * 2 + wants);
    free(title);
    return s;
}

static enum status set_mark(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return mark_set(wb, "Berita acara", MARK_SIGNED, city_row(wb, "pertemuan", 0), "", e);
}

static enum status take_mark_back(struct workbook *wb, bool lasting, struct error *e)
{
    struct mark mark = {0};
    enum status s = mark_named(wb, "Sesudah Bimtek I", &mark, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = mark_take_back(wb, &mark, e);
    mark_clear(&mark);
    return s;
}

/* Signed, changed, and the reason given. */
static enum status reason(struct workbook *wb, bool lasting, struct error *e)
{
    bool wants = false;
    char *title = NULL;
    enum status s = set_mark(wb, lasting, e);

    if (s == STATUS_OK)
        s = mark_wants_reason(wb, &wants, &title, e);
    free(title);
    return s == STATUS_OK ? mark_give_reason(wb, "Disepakati lagi", e) : s;
}

static void hear(void *context, const char *sentence)
{
    (void)context;
    tell(sentence);
}

static enum status examine(struct workbook *none, bool lasting, struct error *e)
{
    struct doctor_report report = {0};
    enum status s = doctor_examine(PATH, hear, NULL, &report, e);

    (void)none, (void)lasting;
    tell_number(report.edits);
    return s;
}

static enum status rebuild(struct workbook *none, bool lasting, struct error *e)
{
    char *kept = NULL;
    enum status s = doctor_rebuild(PATH, &workload_person, &kept, e);

    (void)none, (void)lasting;
    free(kept);
    return s;
}

static enum status salvage(struct workbook *none, bool lasting, struct error *e)
{
    struct salvage_report report = {0};
    enum status s = salvage_make(PATH, NEW, NULL, hear, NULL, &report, e);

    (void)none, (void)lasting;
    tell_number(report.edits * 1000 + report.cells_missing);
    return s;
}

/* To the version that city_begin wrote. */
static enum status upgrade(struct workbook *none, bool lasting, struct error *e)
{
    struct upgrade_report report = {0};
    struct source now = {0};
    enum status s = source_folder(&now, NEWER, e);

    (void)none, (void)lasting;
    if (s == STATUS_OK)
        s = upgrade_workbook(PATH, &now, &workload_person, &report, e);
    tell_number((int64_t)(report.fields_retired * 100 + report.choices_retired));
    upgrade_report_clear(&report);
    source_free(&now);
    return s;
}

static enum status glance(struct workbook *none, bool lasting, struct error *e)
{
    static const char *const paths[] = {PATH, STICK "/rusak.susun", "memory/tidak-ada.susun"};
    enum status s = STATUS_OK;

    (void)none, (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof paths / sizeof *paths; i++) {
        struct glance g = {0};
        s = glance_take(paths[i], &g, e);
        glance_clear(&g);
    }
    return s;
}

static enum status keep(struct workbook *wb, bool lasting, struct error *e)
{
    bool made = false;

    (void)lasting;
    return backup_daily(wb, &made, e);
}

struct work history_works[] = {
    {"the history of a row", WORK_READS, history_of_row, NULL},
    {"the history of all", WORK_READS, history_of_all, NULL},
    {"a cell is put back", WORK_WRITES, restore, NULL},
    {"marks are read", WORK_WRITES, marks, NULL},
    {"a mark is set", WORK_WRITES, set_mark, NULL},
    {"a mark is taken back", WORK_WRITES, take_mark_back, NULL},
    {"a reason is given", WORK_PARTS, reason, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};

struct work whole_works[] = {
    {"the file is looked over", WORK_ALONE, examine, NULL},
    {"the tables are made anew", WORK_ALONE, rebuild, NULL},
    {"the file is salvaged", WORK_ALONE, salvage, NULL},
    {"a newer method", WORK_ALONE, upgrade, NULL},
    {"files are glanced at", WORK_ALONE, glance, NULL},
    {"the day's backup", WORK_WRITES, keep, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
