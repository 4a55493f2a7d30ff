#include "core/store/merge.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/store/backup.h"
#include "core/store/merge_parts.h"
#include "core/store/unite_part.h"

/* Takes in what is new; the copy of the other in memory goes as soon as all of it is here. */
static enum status take(struct merge *m, struct error *e)
{
    enum status s = merge_unite(m, e);

    workbook_close(m->other);
    m->other = NULL;
    m->united = m->united || m->came.united;
    if (s == STATUS_OK)
        s = merge_count_before(m, e);
    if (s == STATUS_OK)
        s = merge_derive(m, e);
    if (s == STATUS_OK && m->united)
        s = unite_late(m->wb, &m->report->followed, e);
    if (s == STATUS_OK)
        s = merge_verify_file(m, e);
    return s == STATUS_OK ? merge_count_after(m, e) : s;
}

/* One file. *changed: something new was taken in. */
static enum status merge_one(struct merge *m, bool *changed, struct error *e)
{
    struct file_mark there;
    bool news = false;
    enum status s = merge_stopped(m, e);

    m->report->path = strdup(m->path);
    if (s == STATUS_OK && !m->report->path)
        s = error_memory(e);
    if (s == STATUS_OK)
        s = file_mark(m->path, &there, e);
    if (s != STATUS_OK)
        return s;
    m->report->outcome = MERGE_KNOWN;
    if (there.device == m->wb->mark.device && there.inode == m->wb->mark.inode) {
        m->report->outcome = MERGE_SELF;
        return STATUS_OK;
    }
    s = workbook_open_other(&m->other, m->path, m->wb, e);
    if (s == STATUS_OK)
        s = merge_judge(m, e);
    if (s == STATUS_OK)
        s = merge_sessions(m, &news, e);
    if (s == STATUS_OK && news)
        s = merge_check(m, e);
    if (s == STATUS_OK && news) {
        *changed = true;
        m->report->outcome = MERGE_TAKEN;
        s = take(m, e);
    }
    workbook_close(m->other);
    m->other = NULL;
    merge_came_clear(&m->came);
    return s;
}

/* Verifies all and makes it durable. On the disk is still the file as it was, which is kept
 * before: so a merge that fails makes no backup. */
static enum status finish(
    struct workbook *wb, const struct merge_options *options, char **backup, struct error *e)
{
    enum status s = merge_verify_all(wb, e);

    if (s == STATUS_OK)
        s = merge_end(wb, e);
    if (s == STATUS_OK && !options->dry_run)
        s = backup_make(wb, BACKUP_MERGE, backup, e);
    if (s == STATUS_OK && !options->dry_run)
        s = session_position(wb, e); /* the highest clock; the next edit begins a session */
    if (s != STATUS_OK || options->dry_run) {
        workbook_give_up(wb);
        return s;
    }
    s = workbook_flush(wb, e);
    workbook_forget(wb);
    if (s == STATUS_OK)
        wb->saved_at = clock_now();
    return s;
}

enum status merge_files(struct workbook *wb, const char *const *others, size_t count,
    const struct merge_options *options, struct merge_report *reports, char **backup,
    struct error *e)
{
    char *kept = NULL;
    bool changed = false, united = false;
    enum status s = workbook_ready(wb, e);

    if (s == STATUS_OK)
        s = unite_is_known(wb, &united, e);
    for (size_t i = 0; i < count; i++)
        reports[i] = (struct merge_report){0};
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        struct merge m = {.wb = wb,
            .options = options,
            .path = others[i],
            .report = &reports[i],
            .united = united};
        s = merge_one(&m, &changed, e);
        united = m.united;
    }
    if (s == STATUS_OK && changed)
        s = finish(wb, options, &kept, e);
    else if (s != STATUS_OK)
        workbook_give_up(wb);
    if (backup) {
        *backup = kept;
        kept = NULL;
    }
    free(kept);
    return s;
}

void merge_reports_clear(struct merge_report *reports, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < reports[i].people_count; k++)
            free(reports[i].people[k].author);
        free(reports[i].people);
        free(reports[i].path);
        reports[i] = (struct merge_report){0};
    }
}
