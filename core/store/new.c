/* A new workbook appears whole or not at all: made beside, then renamed into place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/message.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/method/load.h"
#include "core/method/region.h"
#include "core/store/internal.h"

/* What the plan's first action writes. */
struct plan_cells {
    const struct form *form;
    const struct field *region, *start, *years;
};

/* The fields of the plan, by role, and whether the length fits their bounds. */
static enum status find_plan(
    const struct method *m, int start, int years, struct plan_cells *p, struct error *e)
{
    p->form = method_plan_form(m);
    p->region = p->form ? form_role_field(p->form, ROLE_REGION) : NULL;
    p->start = p->form ? form_role_field(p->form, ROLE_PLAN_START) : NULL;
    p->years = p->form ? form_role_field(p->form, ROLE_PLAN_YEARS) : NULL;
    if (!p->start || !p->years)
        return error_set(
            e, STATUS_DATA, _("This method has no form for region and plan years."));
    if (start < 1900 || start > 2200)
        return error_set(e, STATUS_USAGE, _("%d cannot be the first year of a plan."), start);
    if (years < 1 || (p->years->has_min && years < p->years->min) ||
        (p->years->has_max && years > p->years->max))
        return error_set(e, STATUS_USAGE, _("A plan runs for %g to %g years, not %d."),
            p->years->has_min ? p->years->min : 1, p->years->has_max ? p->years->max : 99,
            years);
    return STATUS_OK;
}

enum status workbook_lay(const char *path, const struct method *m, const struct source *files,
    const char *uid, struct error *e)
{
    struct db *db;
    enum status s =
        db_open(&db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, workbook_vfs(), e);

    if (s != STATUS_OK)
        return s;
    s = db_exec(db, "PRAGMA page_size=4096; PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE", e);
    if (s == STATUS_OK)
        s = schema_create(db, m, files, e);
    if (s == STATUS_OK)
        s = db_run(db, e, "INSERT INTO meta(key, value) VALUES('workbook_uid', ?)", "t", uid);
    if (s == STATUS_OK)
        s = db_exec(db, "COMMIT", e);
    db_close(db);
    return s;
}

/* The first action: where and when the plan is. */
static enum status fill(const char *path, const char *region, int start, int years,
    const struct person *person, struct error *e)
{
    struct workbook *wb;
    struct plan_cells p;
    struct value from = value_integer(start), length = value_integer(years);
    struct value code = {.kind = VALUE_TEXT, .text = (char *)region};
    enum status s = workbook_open(&wb, path, WORKBOOK_WRITE, person, e);

    if (s != STATUS_OK)
        return s;
    s = find_plan(wb->method, start, years, &p, e);
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_NEW, e);
    if (s == STATUS_OK)
        s = action_set(wb, p.form, p.form->name, p.region->name, &code, NULL, e);
    if (s == STATUS_OK)
        s = action_set(wb, p.form, p.form->name, p.start->name, &from, NULL, e);
    if (s == STATUS_OK)
        s = action_set(wb, p.form, p.form->name, p.years->name, &length, NULL, e);
    if (s == STATUS_OK)
        s = action_fill(wb, p.form, p.form->name, NULL, e);
    if (s == STATUS_OK)
        s = action_commit(wb, e);
    else
        action_rollback(wb);
    wb->writable = false; /* nothing to remember about a file that moves right away */
    workbook_close(wb);
    return s;
}

enum status workbook_appear(const char *beside, const char *path, struct error *e)
{
    char *folder = file_folder(path);
    enum status s = folder ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && file_exists(path))
        s = error_set(e, STATUS_FILE, _("%s is there already; it stays as it is."), path);
    if (s == STATUS_OK)
        s = file_rename(beside, path, e);
    if (s == STATUS_OK)
        s = file_sync_folder(folder, e);
    free(folder);
    return s;
}

void workbook_take_away(const char *beside)
{
    char *journal = text_format("%s-journal", beside);

    file_remove(beside);
    if (journal)
        file_remove(journal);
    free(journal);
}

enum status workbook_new(const char *path, const struct source *files, const char *region,
    int start, int years, const struct person *person, struct error *e)
{
    struct method *m = NULL;
    struct plan_cells p;
    const struct region *all;
    size_t count;
    char tag[UUID_SIZE], uid[UUID_SIZE], *beside = NULL;

    if (file_exists(path))
        return error_set(
            e, STATUS_FILE, _("There is already a file %s; choose another name."), path);
    enum status s = regions_load(&all, &count, e);
    if (s == STATUS_OK && !region_find(region))
        return error_set(e, STATUS_USAGE,
            _("There is no kabupaten or kota with the code \"%s\". Codes look like 73.22."),
            region);
    if (s == STATUS_OK)
        s = method_load(&m, files, NULL, NULL, e);
    if (s == STATUS_OK)
        s = find_plan(m, start, years, &p, e);
    random_uuid4(tag);
    random_uuid4(uid);
    if (s == STATUS_OK && !(beside = text_format("%s.%.8s", path, tag)))
        s = error_memory(e);
    if (s == STATUS_OK)
        s = workbook_lay(beside, m, files, uid, e);
    if (s == STATUS_OK)
        s = fill(beside, region, start, years, person, e);
    if (s == STATUS_OK)
        s = workbook_appear(beside, path, e);
    if (s != STATUS_OK && beside)
        workbook_take_away(beside);
    method_free(m);
    free(beside);
    return s;
}
