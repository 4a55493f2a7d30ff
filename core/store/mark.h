/* Marks in time (tonggak): a moment of the plan with a name, such as the end of a bimtek or
 * signed minutes. A mark is a row of the engine's own form, so it merges, is exported and comes
 * back from the trash like the rest. It holds, for each session, the last edit known then, one
 * "session-uid seq" a line, so that what is merged later counts as later also when it was typed
 * before. Its first line may be "# signed ROW" (minutes signed: the row of the meeting), or
 * "# stage NAME" (a stage of the workshop is over),
 * or "# package ROW" (handed over: the row of the register of packages).
 *
 * After signed minutes a session is asked once why it changes the plan. The answer is a row of
 * the same form, "# reason MARK", holding the one session: no mark, never listed as one, and
 * two laptops' answers do not meet in one cell. */
#ifndef SUSUN_STORE_MARK_H
#define SUSUN_STORE_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/date.h"
#include "core/base/error.h"
#include "core/store/workbook.h"

enum mark_kind {
    MARK_PLAIN,   /* set by hand */
    MARK_STAGE,   /* a stage is over; about = its name */
    MARK_SIGNED,  /* minutes are signed; about = the meeting's uid */
    MARK_PACKAGE, /* a package was handed over; about = its row of the register */
    MARK_REASON,  /* an answer; about = the mark's uid */
};
/* Texts are its own; "" where nothing stands. */
struct mark {
    char *uid, *title, *reason;
    enum mark_kind kind;
    char *about;
    bool dated;
    struct date day;
    int64_t at;   /* when it was set, ms UTC; 0 = not known */
    char *author; /* who set it */
    char *held;   /* lines, as stored */
};
/* Living marks (or, with MARK_REASON, the answers), newest first; the caller's (marks_free). */
enum status marks_list(
    struct workbook *wb, bool answers, struct mark **list, size_t *count, struct error *e);
void marks_free(struct mark *list, size_t count);
/* The one a person names: its id, title, or the end of a title that only one has (letters
 * folded). STATUS_USAGE with the titles there are otherwise. The caller's: mark_clear. */
enum status mark_named(
    struct workbook *wb, const char *name, struct mark *mark, struct error *e);
void mark_clear(struct mark *mark);

/* Sets a mark over everything known now, as one action that undo does not take back: it stops
 * there. `title` and `reason` as typed (reason may be ""); `about` may be NULL. STATUS_USAGE
 * without a title. */
enum status mark_set(struct workbook *wb, const char *title, enum mark_kind kind,
    const char *about, const char *reason, struct error *e);
/* The same within the open action, over what it wrote so far too: a mark and what it tells of
 * come together or not at all. `title` is not empty. */
enum status mark_add(struct workbook *wb, const char *title, enum mark_kind kind,
    const char *about, const char *reason, struct error *e);
/* Takes a mark back: its row goes to the trash. Undo does not bring it back; it goes on past
 * where the mark stood. */
enum status mark_take_back(struct workbook *wb, const struct mark *mark, struct error *e);

/* Whether the mark tells of this journal at all: it holds a session that is known here, or
 * nothing. A mark that came in as a table, with a package of another workbook, does not. */
enum status mark_is_known(
    struct workbook *wb, const struct mark *mark, bool *known, struct error *e);
/* Whether the mark holds an edit of a session. */
bool mark_holds(const struct mark *mark, const char *session, int64_t seq);

/* Meetings whose minutes are signed (the last choice of the state of the form of role meeting,
 * doc/roles) and that no mark tells of; the caller's (marks_due_free). */
struct mark_meeting {
    char *uid, *title;
};
enum status marks_due(
    struct workbook *wb, struct mark_meeting **due, size_t *count, struct error *e);
void marks_due_free(struct mark_meeting *due, size_t count);
/* Whether a mark tells already of a stage or a meeting. */
enum status mark_tells(
    struct workbook *wb, enum mark_kind kind, const char *about, bool *told, struct error *e);
/* Whether the present session changed something after signed minutes and gave no reason yet;
 * *title of the newest such mark is the caller's. */
enum status mark_wants_reason(struct workbook *wb, bool *wants, char **title, struct error *e);
/* The answer, kept with the mark and the session. Undo leaves it alone. */
enum status mark_give_reason(struct workbook *wb, const char *reason, struct error *e);

#endif
