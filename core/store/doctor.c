#include "core/store/doctor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/backup.h"
#include "core/store/internal.h"
#include "core/store/rebuild.h"

/* An examination under way. */
struct examination {
    const char *path;
    doctor_find_fn *find;
    void *context;
    struct doctor_report *report;
};

/* One thing the journal must not hold: how many there are, and the sentence about that number.
 */
struct journal_rule {
    const char *sql;
    const char *sentence;
};

static const struct journal_rule rules[] = {
    {"SELECT count(*) FROM (SELECT 1 FROM edit GROUP BY session"
     " HAVING min(seq) <> 1 OR max(seq) <> count(*))",
        N_("Sessions of which changes are missing in the middle: %lld.")},
    {"SELECT count(*) FROM (SELECT 1 FROM action GROUP BY session"
     " HAVING min(seq) <> 1 OR max(seq) <> count(*))",
        N_("Sessions of which steps are missing in the middle: %lld.")},
    {"SELECT count(*) FROM action WHERE session NOT IN (SELECT id FROM session)",
        N_("Steps that belong to no session: %lld.")},
    {"SELECT count(*) FROM edit e WHERE NOT EXISTS(SELECT 1 FROM action a"
     " WHERE a.session = e.session AND a.seq = e.action)",
        N_("Changes that belong to no step: %lld.")},
    {"SELECT count(*) FROM edit WHERE record NOT IN (SELECT id FROM record)",
        N_("Changes of a row nobody knows: %lld.")},
    {"SELECT count(*) FROM replaces r WHERE NOT EXISTS(SELECT 1 FROM edit e"
     " WHERE e.session = r.session AND e.seq = r.seq) OR NOT EXISTS(SELECT 1 FROM edit e"
     " WHERE e.session = r.old_session AND e.seq = r.old_seq)",
        N_("Replacements that name a change that is not there: %lld.")},
    {"SELECT count(*) FROM saw r WHERE NOT EXISTS(SELECT 1 FROM edit e"
     " WHERE e.session = r.session AND e.seq = r.seq) OR NOT EXISTS(SELECT 1 FROM edit e"
     " WHERE e.session = r.old_session AND e.seq = r.old_seq)",
        N_("Deletions that name a change that is not there: %lld.")},
    {"SELECT count(*) FROM replaces r JOIN edit n ON n.session = r.session AND n.seq = r.seq"
     " JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
     " WHERE n.record <> o.record OR n.field <> o.field",
        N_("Changes that replace those of another cell: %lld.")},
    {"SELECT count(*) FROM replaces r JOIN edit n ON n.session = r.session AND n.seq = r.seq"
     " JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
     " JOIN action na ON na.session = n.session AND na.seq = n.action"
     " JOIN action oa ON oa.session = o.session AND oa.seq = o.action"
     " WHERE na.clock < oa.clock"
     " OR (na.clock = oa.clock AND (n.session <> o.session OR n.seq <= o.seq))",
        N_("Changes that replace later ones: %lld.")},
    {"SELECT count(*) FROM action a JOIN action b ON b.session = a.session AND b.seq = a.seq + "
     "1"
     " WHERE b.clock <= a.clock",
        N_("Steps whose clock runs backwards: %lld.")},
    {"SELECT count(*) FROM action a WHERE of_session IS NOT NULL AND NOT EXISTS(SELECT 1"
     " FROM action b WHERE b.session = a.of_session AND b.seq = a.of_seq)",
        N_("Undone steps that are not there: %lld.")},
};

/* Tells a finding: the sentence, then what to do. Takes the text over. */
static enum status tell(struct examination *x, char *text, const char *remedy, struct error *e)
{
    char *whole = text ? text_format("%s %s", text, remedy) : NULL;
    enum status s = whole ? STATUS_OK : error_memory(e);

    if (whole) {
        x->report->findings++;
        x->find(x->context, whole);
    }
    free(whole);
    free(text);
    return s;
}

/* Where the whole of a damaged file can still come from. */
static const char *use_salvage(void)
{
    return _("Take a whole copy of the workbook if there is one (folder cadangan, another "
             "laptop); otherwise: susun doctor FILE --salvage NEW");
}

/* What SQLite finds when it reads every page and every index. */
static enum status check_pages(struct examination *x, struct workbook *wb, struct error *e)
{
    char *answer = NULL;
    enum status s = db_text(wb->db, &answer, e, "PRAGMA integrity_check(1)", "");

    if (s == STATUS_OK && (!answer || strcmp(answer, "ok") != 0)) {
        /* An index that differs from its table is made anew from it. */
        bool index = answer && strstr(answer, " index ");
        char *shown = text_printable(answer ? answer : "");
        s = tell(x, text_format(_("%s is damaged inside (%s)."), x->path, shown ? shown : "?"),
            index ? _("Put it right: susun doctor FILE --rebuild") : use_salvage(), e);
        free(shown);
    }
    free(answer);
    return s;
}

/* The journal in itself. */
static enum status check_journal(struct examination *x, struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof rules / sizeof *rules; i++) {
        int64_t count;
        s = db_integer(wb->db, &count, e, rules[i].sql, "");
        if (s == STATUS_OK && count > 0)
            s = tell(x, text_format(_(rules[i].sentence), (long long)count), use_salvage(), e);
    }
    return s;
}

/* Tables, heads and unread texts against the journal. */
static enum status check_derived(struct examination *x, struct workbook *wb, struct error *e)
{
    struct error why = {0};
    bool equal;
    bool whole = x->report->findings == 0; /* else the tables may know more than the journal */
    enum status s = rebuild_verify(wb, &equal, &why);

    if (!equal && (s == STATUS_OK || s == STATUS_DATA))
        s = tell(x, strdup(error_text(&why)),
            whole ? _("Nothing is lost; put it right: susun doctor FILE --rebuild")
                  : use_salvage(),
            e);
    else if (s != STATUS_OK)
        error_set(e, s, "%s", error_text(&why));
    error_clear(&why);
    return s;
}

/* Whether nothing at all is in the file: nothing can be carried out of it. */
static bool is_empty(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && st.st_size == 0;
}

/* The hurdle on which opening fell, with what to do. */
static enum status refused(const char *path, enum status s, struct error *e)
{
    struct error why = {0};

    if (s != STATUS_DATA || is_empty(path))
        return s;
    error_set(&why, s, "%s", error_text(e));
    error_set(e, s,
        _("%s If it was a workbook, what can still be read of it comes into a new "
          "one: susun doctor %s --salvage NEW"),
        error_text(&why), path);
    error_clear(&why);
    return s;
}

/* Whether a journal with something in it lies beside the file. */
static bool has_journal(const char *path)
{
    struct stat st;
    char *journal = text_format("%s-journal", path);
    bool there = journal && stat(journal, &st) == 0 && st.st_size > 0;

    free(journal);
    return there;
}

enum status doctor_examine(const char *path, doctor_find_fn *find, void *context,
    struct doctor_report *report, struct error *e)
{
    struct examination x = {path, find, context, report};
    struct workbook *wb;
    struct workbook_counts counts;

    *report = (struct doctor_report){0};
    bool hot = has_journal(path);
    enum status s = workbook_open(&wb, path, WORKBOOK_READ, NULL, e);
    if (s != STATUS_OK)
        return refused(path, s, e);
    if (hot && !has_journal(path)) /* still there: somebody is writing right now */
        s = tell(&x, text_format(_("%s was not closed in peace."), path),
            _("What was half stored has been taken back; there is nothing to do."), e);
    if (s == STATUS_OK)
        s = check_pages(&x, wb, e);
    if (s == STATUS_OK)
        s = check_journal(&x, wb, e);
    if (s == STATUS_OK)
        s = check_derived(&x, wb, e);
    if (s == STATUS_OK)
        s = workbook_counts(wb, &counts, e);
    workbook_close(wb);
    if (s != STATUS_OK)
        return s;
    report->sessions = counts.sessions;
    report->edits = counts.edits;
    return report->findings ? STATUS_FINDINGS : STATUS_OK;
}

/* doctor_find_fn: whoever counts does not need the sentence. */
static void no_word(void *context, const char *sentence)
{
    (void)context;
    (void)sentence;
}

/* STATUS_DATA when something is wrong with the journal itself. */
static enum status whole_journal(struct workbook *wb, struct error *e)
{
    struct doctor_report report = {0};
    struct examination x = {wb->path, no_word, NULL, &report};
    enum status s = check_journal(&x, wb, e);

    if (s == STATUS_OK && report.findings)
        s = error_set(e, STATUS_DATA, "%s %s",
            _("The journal itself is damaged, so nothing can be made anew from it."),
            use_salvage());
    return s;
}

enum status doctor_rebuild(
    const char *path, const struct person *person, char **kept, struct error *e)
{
    struct workbook *wb;
    bool equal = false;

    *kept = NULL;
    enum status s = workbook_open(&wb, path, WORKBOOK_WRITE, person, e);
    if (s != STATUS_OK)
        return refused(path, s, e);
    s = whole_journal(wb, e);
    if (s == STATUS_OK)
        s = backup_make(wb, BACKUP_REBUILD, kept, e);
    if (s == STATUS_OK)
        s = workbook_ready(wb, e);
    if (s == STATUS_OK)
        s = db_exec(wb->db, "REINDEX", e);
    if (s == STATUS_OK)
        s = rebuild_all(wb, e);
    if (s == STATUS_OK)
        s = rebuild_verify(wb, &equal, e);
    workbook_close(wb);
    return s == STATUS_OK && !equal ? STATUS_DATA : s;
}
