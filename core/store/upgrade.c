#include "core/store/upgrade.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/method/load.h"
#include "core/method/retire.h"
#include "core/store/backup.h"
#include "core/store/upgrade_part.h"

/* A workbook on its way. */
struct upgrade {
    struct workbook *wb;
    const struct source *files;    /* of the new method, as they are */
    struct source joined;          /* with what older versions had */
    struct method *plain, *method; /* of `files`, of `joined` */
    struct upgrade_report *report;
};

void upgrade_report_clear(struct upgrade_report *report)
{
    free(report->kept);
    *report = (struct upgrade_report){0};
}

/* Whether the new method may take the place of the workbook's. */
static enum status judge(const struct upgrade *u, struct error *e)
{
    const struct method *old = u->wb->method, *now = u->plain;

    if (strcmp(old->name, now->name) != 0)
        return error_set(e, STATUS_DATA,
            _("%s was made with the method %s; %s cannot take its place."), u->wb->path,
            old->name, now->name);
    if (now->version < old->version)
        return error_set(e, STATUS_DATA,
            _("%s has version %d of the method, newer than version %d here. Nothing is to be "
              "done."),
            u->wb->path, old->version, now->version);
    if (now->version == old->version && strcmp(now->hash, old->hash) != 0)
        return error_set(e, STATUS_DATA,
            _("Both methods call themselves version %d but are not the same. Raise the number "
              "in "
              "method.csv of the newer one."),
            now->version);
    return STATUS_OK;
}

/* Joins one more older version. */
static enum status join_version(struct upgrade *u, const char *hash, struct error *e)
{
    struct source old, more = {0};
    enum status s = schema_method_source(u->wb->db, hash, u->plain->name, true, &old, e);

    if (s == STATUS_OK)
        s = method_retire(&more, u->joined.count ? &u->joined : u->files, &old, e);
    source_free(&old);
    if (s != STATUS_OK) {
        source_free(&more);
        return s;
    }
    source_free(&u->joined);
    u->joined = more;
    return STATUS_OK;
}

/* The new method with what every version this workbook has known had beside it, the newest
 * first. */
static enum status join(struct upgrade *u, struct error *e)
{
    char **hashes = NULL;
    size_t count = 0;
    enum status s = db_texts(u->wb->db, &hashes, &count, e,
        "SELECT hash FROM method_version WHERE name = ? AND hash <> ?"
        " ORDER BY version DESC, hash",
        "tt", u->plain->name, u->plain->hash);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = join_version(u, hashes[i], e);
    db_texts_free(hashes, count);
    if (s == STATUS_OK)
        s = method_load(&u->method, u->joined.count ? &u->joined : u->files, NULL, NULL, e);
    if (s == STATUS_OK)
        memcpy(u->method->hash, u->plain->hash, sizeof u->method->hash);
    return s == STATUS_DATA ? error_where(e, _("the new version of the method")) : s;
}

/* Whether the workbook has all of this already. */
static enum status is_current(struct upgrade *u, bool *current, struct error *e)
{
    struct source have = {0};
    char a[65] = "", b[65] = "";
    enum status s = STATUS_OK;

    *current = strcmp(u->wb->method->hash, u->plain->hash) == 0;
    if (!*current || !u->joined.count)
        return STATUS_OK;
    s = schema_method_source(u->wb->db, u->plain->hash, u->plain->name, true, &have, e);
    if (s == STATUS_OK) {
        source_hash(&have, a);
        source_hash(&u->joined, b);
        *current = a[0] && strcmp(a, b) == 0;
    }
    source_free(&have);
    return s;
}

/* The new method's files, and those of them in which something retired stands. */
static enum status keep_method(struct upgrade *u, struct error *e)
{
    struct source joined;
    enum status s = source_begin(&joined, u->plain->name, e);

    for (size_t i = 0; s == STATUS_OK && i < u->joined.count; i++) {
        const struct source_file *f = &u->joined.files[i];
        if (method_retire_joins(f->path))
            s = source_add(&joined, f->path, f->bytes, f->size, e);
    }
    if (s == STATUS_OK && strcmp(u->wb->method->hash, u->plain->hash) != 0)
        s = schema_keep_files(u->wb->db, u->plain, u->files, "", e);
    if (s == STATUS_OK)
        s = db_run(u->wb->db, e,
            "DELETE FROM method_file WHERE hash = ? AND substr(path, 1, length('" JOINED_FOLDER
            "')) = '" JOINED_FOLDER "'",
            "t", u->plain->hash);
    if (s == STATUS_OK && joined.count)
        s = schema_keep_files(u->wb->db, u->plain, &joined, JOINED_FOLDER, e);
    source_free(&joined);
    return s;
}

/* The old form tables go, the new ones come, empty. */
static enum status swap_tables(struct upgrade *u, struct error *e)
{
    const struct method *old = u->wb->method;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < old->form_count; i++) {
        char *sql = sqlite3_mprintf("DROP TABLE main.\"%w\"", old->forms[i].name);
        s = sql ? db_exec(u->wb->db, sql, e) : error_memory(e);
        sqlite3_free(sql);
    }
    return s == STATUS_OK ? schema_forms(u->wb->db, u->method, e) : s;
}

/* Everything that is derived, anew, under the new method; the handle keeps its own afterwards.
 */
static enum status derive(struct upgrade *u, struct error *e)
{
    struct method *old = u->wb->method;

    names_forget(u->wb); /* they lie by form number */
    u->wb->method = u->method;
    enum status s = rebuild_derived(u->wb, e);
    names_forget(u->wb);
    u->wb->method = old;
    return s;
}

/* The change itself, in the transaction that is open. */
static enum status change(struct upgrade *u, struct error *e)
{
    enum status s = upgrade_remember(u->wb, u->wb->method, e);

    if (s == STATUS_OK)
        s = keep_method(u, e);
    if (s == STATUS_OK)
        s = swap_tables(u, e);
    if (s == STATUS_OK)
        s = derive(u, e);
    if (s == STATUS_OK)
        s = upgrade_verify(u->wb, u->wb->method, e);
    if (s == STATUS_OK)
        s = schema_verify(u->wb->db, u->method, WORKBOOK_FORMAT, u->wb->path, e);
    if (s == STATUS_OK)
        s = opening_check_pages(u->wb, e);
    if (s != STATUS_OK) {
        workbook_give_up(u->wb);
        return s;
    }
    return workbook_flush(u->wb, e);
}

/* From an open workbook to the change, or to knowing that none is needed. */
static enum status upgrade(struct upgrade *u, struct error *e)
{
    bool current = false;
    enum status s = judge(u, e);

    if (s == STATUS_OK)
        s = join(u, e);
    if (s == STATUS_OK)
        s = is_current(u, &current, e);
    if (s != STATUS_OK || current)
        return s;
    u->report->changed = true;
    s = upgrade_same_meaning(u->wb->method, u->method, e);
    if (s == STATUS_OK)
        s = backup_make(u->wb, BACKUP_UPGRADE, &u->report->kept, e);
    if (s == STATUS_OK)
        s = workbook_ready(u->wb, e);
    if (s == STATUS_OK)
        s = change(u, e);
    if (s == STATUS_OK)
        upgrade_count(u->wb->method, u->method, u->report);
    return s;
}

enum status upgrade_offered(const struct workbook *wb, int *version, struct error *e)
{
    struct source builtin = {0};
    struct method *method = NULL;
    bool known = false;
    enum status s = STATUS_OK;

    *version = 0;
    for (size_t i = 0; source_builtin_name(i); i++)
        known = known || strcmp(source_builtin_name(i), wb->method->name) == 0;
    if (!known)
        return STATUS_OK;
    s = source_builtin(&builtin, wb->method->name, e);
    if (s == STATUS_OK)
        s = method_load(&method, &builtin, NULL, NULL, e);
    if (s == STATUS_OK && method->version > wb->method->version)
        *version = method->version;
    method_free(method);
    source_free(&builtin);
    return s;
}

/* With the workbook open: the new method is read first. */
static enum status upgrade_open(struct upgrade *u, struct error *e)
{
    struct source builtin = {0};
    enum status s = STATUS_OK;

    if (!u->files) {
        s = source_builtin(&builtin, u->wb->method->name, e);
        u->files = &builtin;
    }
    if (s == STATUS_OK)
        s = method_load(&u->plain, u->files, NULL, NULL, e);
    if (s == STATUS_OK) {
        u->report->from = u->wb->method->version;
        u->report->to = u->plain->version;
        s = upgrade(u, e);
    }
    source_free(&builtin);
    return s;
}

enum status upgrade_workbook(const char *path, const struct source *now,
    const struct person *person, struct upgrade_report *report, struct error *e)
{
    struct upgrade u = {.files = now, .report = report};

    *report = (struct upgrade_report){0};
    enum status s = workbook_open_as_is(&u.wb, path, person, e);
    if (s == STATUS_OK)
        s = upgrade_open(&u, e);
    workbook_close(u.wb);
    method_free(u.plain);
    method_free(u.method);
    source_free(&u.joined);
    return s;
}

/* More older versions than any workbook has are not joined: somebody made them up. */
#define OLDER_MOST 32

/* The same for what merged copies brought, under the method the workbook has. */
static enum status join_own(struct upgrade *u, struct error *e)
{
    const struct method *m = u->wb->method;
    struct source own = {0};
    enum status s = schema_method_source(u->wb->db, m->hash, m->name, false, &own, e);

    u->files = &own;
    if (s == STATUS_OK)
        s = method_load(&u->plain, u->files, NULL, NULL, e);
    if (s == STATUS_OK)
        s = upgrade(u, e);
    source_free(&own);
    method_free(u->plain);
    method_free(u->method);
    source_free(&u->joined);
    return s;
}

enum status upgrade_join_merged(struct workbook *wb, bool *joined, struct error *e)
{
    struct upgrade_report report = {0};
    struct upgrade u = {.wb = wb, .report = &report};
    int64_t older = 0;
    enum status s = db_integer(wb->db, &older, e,
        "SELECT count(*) FROM method_version WHERE name = ? AND hash <> ?", "tt",
        wb->method->name, wb->method->hash);

    *joined = false;
    if (s != STATUS_OK || older == 0 || older > OLDER_MOST)
        return s;
    s = join_own(&u, e);
    *joined = s == STATUS_OK && report.changed;
    upgrade_report_clear(&report);
    if (s == STATUS_DATA || s == STATUS_FILE) { /* as a full disk: it hinders nobody's work */
        error_clear(e);
        s = STATUS_OK;
    }
    return s;
}
