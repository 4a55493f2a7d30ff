/* History: who changed what, when, from what to what (UX.md "Riwayat"), read from the journal.
 *
 * No journal is read whole for it, and no index is there for it alone. Of a cell or a record
 * the heads lead, through what each edit replaced (primary keys of head and replaces), to every
 * edit there ever was: an edit is a head or was replaced. Of a person, of a day or of all, each
 * session is gone through backwards by the primary key of edit, all of them side by side, the
 * newest first. Sessions that ended before a day or began after it are left out by their first
 * and last moment, so that of a laptop whose clock was put right twice while somebody typed, a
 * change may be missing from its day; it stands in every other history. */
#ifndef SUSUN_STORE_HISTORY_H
#define SUSUN_STORE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/date.h"
#include "core/base/error.h"
#include "core/store/action.h"
#include "core/store/record.h"

/* One edit. Texts are its own. */
struct change {
    const struct form *form;   /* NULL: this method has no such form any more */
    const struct field *field; /* NULL: one of the engine's cells, or a field that is gone */
    char *form_name, *uid;
    char *field_name; /* "" = whether the row is there (1 or 0) */
    struct cell before, after;
    bool first; /* nothing was before: the cell had never been written */
    enum action_kind kind;
    int64_t at; /* the laptop's own time, ms UTC */
    char *author, *session;
    int group; /* of the copy it was typed in, 0 = the main one */
    int64_t clock, seq;
};
void change_clear(struct change *c);

/* Where reading goes on: behind this change. */
struct history_place {
    int64_t clock; /* 0 = from the newest */
    char session[37];
    int64_t seq;
};
struct mark;
/* What is wanted; zeroes want everything. Borrowed during the call. */
struct history_query {
    const struct form *form; /* a record, with uid; */
    const char *uid;
    const char *field;          /* only this cell of it; NULL = all of them */
    const char *author;         /* only of this person */
    int64_t from, to;           /* only of this span, ms UTC (to = 0: no bound), history_day */
    const struct mark *since;   /* only what this mark does not hold */
    struct history_place after; /* only what is older */
    bool oldest_first;          /* the other way round; not of a record, not with `after` */
};
/* The span of a day on the district's clock. */
void history_day(struct workbook *wb, struct date day, struct history_query *query);

/* Gives each change, newest first by (clock, session, seq); a status other than OK stops, and
 * is returned. STATUS_MISSING, given by `take`, stops and is no failure. While it runs nothing
 * may be written, and no other history be read. */
typedef enum status history_fn(void *context, const struct change *change, struct error *e);
enum status history_each(struct workbook *wb, const struct history_query *query,
    history_fn *take, void *context, struct error *e);
/* The newest `limit` changes that are wanted; *list is the caller's (history_free). The place
 * of the last one is where the next page goes on (history_place_of). */
enum status history_read(struct workbook *wb, const struct history_query *query, size_t limit,
    struct change **list, size_t *count, struct error *e);
void history_free(struct change *list, size_t count);
struct history_place history_place_of(const struct change *change);

/* What stood there before or after, as people read it; "" = empty. Caller frees. */
enum status change_show(
    struct workbook *wb, const struct change *change, bool after, char **text, struct error *e);
/* What was changed: the field's label, "Code", "Order", "Row"; borrowed. */
const char *change_label(const struct change *change);
/* What kind of action it was, one or two words, translated; and as the journal calls it. */
const char *change_kind(const struct change *change);
const char *change_word(const struct change *change);

/* Code and title of a row apart: as history_name, the title of a keyed row being its keys.
 * Caller frees both. */
enum status history_names(struct workbook *wb, const struct form *form, const char *uid,
    char **code, char **title, struct error *e);
/* "P03 Open market" of a row, also of one in the trash; the keys of a keyed row, "" of a single
 * form. Caller frees. */
enum status history_name(struct workbook *wb, const struct form *form, const char *uid,
    char **name, struct error *e);
/* The record a person names by id or code, living or not. STATUS_USAGE when there is none; *uid
 * is the caller's. */
enum status history_find(struct workbook *wb, const char *name, const struct form **form,
    char **uid, struct error *e);

/* Puts a cell back to what it was after (or before) the change, as one action that undo takes
 * back; of a row itself (field "") brings it back or deletes it. *done false when it says that
 * already. STATUS_USAGE when the cell cannot be set by hand, STATUS_MISSING when its row is not
 * there. */
enum status history_restore(
    struct workbook *wb, const struct change *change, bool after, bool *done, struct error *e);

/* The one living row of a list form that ever had this title, to the letter; *uid stays NULL
 * when none or several had. Walks the whole journal. The caller frees *uid. */
enum status history_titled(struct workbook *wb, const struct form *form, const char *title,
    char **uid, struct error *e);

#endif
