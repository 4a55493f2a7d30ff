/* When a mark is to be set, when a reason is to be asked, and where undo stops. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/mark.h"
#include "core/store/record.h"

/* Whether one of the marks tells of it. */
static bool tells(const struct mark *list, size_t count, enum mark_kind kind, const char *about)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].kind == kind && strcmp(list[i].about, about) == 0)
            return true;
    return false;
}

enum status mark_tells(
    struct workbook *wb, enum mark_kind kind, const char *about, bool *told, struct error *e)
{
    struct mark *list;
    size_t count;
    enum status s = marks_list(wb, false, &list, &count, e);

    *told = s == STATUS_OK && tells(list, count, kind, about);
    marks_free(list, count);
    return s;
}

/* The meetings whose minutes are signed, in their order; db_texts_free. */
static enum status signed_meetings(
    struct workbook *wb, const struct form **form, char ***uids, size_t *count, struct error *e)
{
    const struct method *m = wb->method;
    const struct field *state = NULL;

    *uids = NULL;
    *count = 0;
    for (size_t i = 0; i < m->form_count && !state; i++)
        if (m->forms[i].role == FORM_ROLE_MEETING) {
            *form = &m->forms[i];
            state = form_role_field(*form, ROLE_STATE);
        }
    if (!state || state->type->id != TYPE_SELECT_ONE || state->list->count == 0)
        return STATUS_OK;
    char *sql = sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE \"%w\" = ?"
                                " ORDER BY urutan, id",
        (*form)->name, state->name);
    enum status s = sql ? db_texts(wb->db, uids, count, e, sql, "t",
                              state->list->choices[state->list->count - 1].name)
                        : error_memory(e);
    sqlite3_free(sql);
    return s;
}

enum status marks_due(
    struct workbook *wb, struct mark_meeting **due, size_t *count, struct error *e)
{
    const struct form *form = NULL;
    struct mark *list = NULL;
    char **uids;
    size_t meetings, marks = 0;
    enum status s = signed_meetings(wb, &form, &uids, &meetings, e);

    *count = 0;
    *due = s == STATUS_OK ? calloc(meetings + 1, sizeof **due) : NULL;
    if (s == STATUS_OK && !*due)
        s = error_memory(e);
    if (s == STATUS_OK && meetings > 0)
        s = marks_list(wb, false, &list, &marks, e);
    for (size_t i = 0; s == STATUS_OK && i < meetings; i++) {
        if (tells(list, marks, MARK_SIGNED, uids[i]))
            continue;
        struct mark_meeting *one = &(*due)[(*count)++];
        one->uid = strdup(uids[i]);
        s = one->uid ? record_title(wb, form, uids[i], &one->title, e) : error_memory(e);
    }
    marks_free(list, marks);
    db_texts_free(uids, meetings);
    if (s != STATUS_OK) {
        marks_due_free(*due, *count);
        *due = NULL;
        *count = 0;
    }
    return s;
}

void marks_due_free(struct mark_meeting *due, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(due[i].uid);
        free(due[i].title);
    }
    free(due);
}

/* The present session's uid and its last edit that is neither of a mark nor of a reason; *uid
 * NULL when there is none. Caller frees. */
static enum status last_edit(struct workbook *wb, char **uid, int64_t *seq, struct error *e)
{
    *uid = NULL;
    *seq = 0;
    if (!wb->committed.session)
        return STATUS_OK;
    enum status s = db_integer(wb->db, seq, e,
        "SELECT coalesce((SELECT e.seq FROM edit e JOIN action a ON a.session = e.session"
        " AND a.seq = e.action WHERE e.session = ? AND a.kind NOT IN ('mark', 'reason')"
        " ORDER BY e.seq DESC LIMIT 1), 0)",
        "i", wb->committed.session);
    return s == STATUS_OK && *seq
               ? db_text(wb->db, uid, e, "SELECT uid FROM session WHERE id = ?", "i",
                     wb->committed.session)
               : s;
}

/* The newest mark of signed minutes that does not hold an edit; NULL when there is none. */
static const struct mark *signed_before(
    const struct mark *list, size_t count, const char *session, int64_t seq)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].kind == MARK_SIGNED)
            return mark_holds(&list[i], session, seq) ? NULL : &list[i];
    return NULL;
}

/* The mark that is to be told why; *mark is its copy of the list's, all the caller's. */
static enum status unanswered(struct workbook *wb, struct mark **marks, size_t *count,
    const struct mark **mark, struct error *e)
{
    struct mark *answers = NULL;
    size_t given = 0;
    char *session;
    int64_t seq;
    enum status s = last_edit(wb, &session, &seq, e);

    *mark = NULL;
    *marks = NULL;
    *count = 0;
    if (s == STATUS_OK && session)
        s = marks_list(wb, false, marks, count, e);
    if (s == STATUS_OK && session)
        *mark = signed_before(*marks, *count, session, seq);
    if (*mark)
        s = marks_list(wb, true, &answers, &given, e);
    for (size_t i = 0; i < given; i++)
        if (mark_holds(&answers[i], session, 1))
            *mark = NULL;
    marks_free(answers, given);
    free(session);
    return s;
}

enum status mark_wants_reason(struct workbook *wb, bool *wants, char **title, struct error *e)
{
    struct mark *marks;
    const struct mark *mark;
    size_t count;
    enum status s = unanswered(wb, &marks, &count, &mark, e);

    *wants = s == STATUS_OK && mark;
    *title = NULL;
    if (*wants && !(*title = strdup(mark->title)))
        s = error_memory(e);
    marks_free(marks, count);
    return s;
}

enum status mark_give_reason(struct workbook *wb, const char *reason, struct error *e)
{
    struct mark *marks;
    const struct mark *mark;
    size_t count;
    char *why = text_trim(reason), *title = NULL;
    enum status s = unanswered(wb, &marks, &count, &mark, e);

    if (s == STATUS_OK && mark && why && why[0]) {
        title = text_format(_("Reason for changes after: %s"), mark->title);
        s = title ? mark_answer(wb, title, mark->uid, why, e) : error_memory(e);
    }
    free(title);
    free(why);
    marks_free(marks, count);
    return s;
}

enum status mark_stops(
    struct workbook *wb, int64_t session, int64_t seq, char **title, struct error *e)
{
    struct mark *list = NULL;
    size_t count = 0;
    char *uid;
    enum status s =
        db_text(wb->db, &uid, e, "SELECT uid FROM session WHERE id = ?", "i", session);

    *title = NULL;
    if (s == STATUS_OK)
        s = marks_list(wb, false, &list, &count, e);
    for (size_t i = 0; s == STATUS_OK && uid && !*title && i < count; i++)
        if (mark_holds(&list[i], uid, seq) && !(*title = strdup(list[i].title)))
            s = error_memory(e);
    marks_free(list, count);
    free(uid);
    return s;
}
