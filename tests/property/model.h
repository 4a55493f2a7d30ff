/* The rules of the journal (DESIGN.md 3) once more, in the plainest C: no SQL, nothing of core.
 * What core/store derives is compared with this.
 *
 * Edits and actions are made once, never changed, shared by every copy that holds them; a
 * copy's model is a set of pointers to them. Contents of cells are texts that differ when
 * values differ. */
#ifndef TESTS_PROPERTY_MODEL_H
#define TESTS_PROPERTY_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MODEL_EMPTY "n" /* content of a cell that was emptied */

/* Names an edit or an action in every copy. */
struct m_key {
    const char *session; /* uid */
    int64_t seq;
};
struct m_cell {
    const char *form, *uid, *field; /* field "" = existence: content "i1" lives, else deleted */
};
struct m_action {
    struct m_key key, of; /* of: what an undo or redo answers; session NULL otherwise */
    int64_t clock;
    const char *kind, *laptop;
};
struct m_edit {
    struct m_key key;
    const struct m_action *action;
    struct m_cell cell;
    const char *content;
    size_t replaced_count, saw_count;
    struct m_key *replaced, *saw;
};
struct model {
    size_t edit_count, action_count;
    const struct m_edit **edits;
    const struct m_action **actions;
    size_t merged_count;
    const char **merged; /* sessions that came by a merge: not to be undone in this copy */
};
enum m_kind { M_STANDING /* single, fixed */, M_LIST, M_KEYED };

/* How a cell settles when its heads differ: a person is asked, the later counts, or the lists
 * of all are put together. */
enum m_merge { M_ASK, M_LATER, M_UNION };
/* Says how the cells of a field settle; `order` (NULL terminated names, borrowed, or NULL): how
 * the items of its lists stand. Forgotten by m_forget. What has no rule is asked about, but the
 * engine's own cells. */
void m_rule(const char *form, const char *field, enum m_merge merge, const char **order);

/* A text kept for the whole run: equal texts are one pointer. All are freed by m_forget. */
const char *m_name(const char *text);
void m_forget(void);

void model_add_edit(struct model *m, const struct m_edit *e);
void model_add_action(struct model *m, const struct m_action *a);
/* A union: `into` holds everything of both afterwards. */
void model_unite(struct model *into, const struct model *from);
/* The same by a merge: what comes of sessions unknown here is not this copy's to undo. */
void model_merge(struct model *into, const struct model *from);
/* `to` becomes a copy of `from`. */
void model_copy(struct model *to, const struct model *from);
void model_clear(struct model *m);

const struct m_edit *model_edit(const struct model *m, struct m_key key);
const struct m_action *model_action(const struct model *m, struct m_key key);
/* Whether a comes after b in the order everybody agrees on: clock, session, number. */
bool m_after(const struct m_edit *a, const struct m_edit *b);

/* The edits of a cell nobody replaced; at most `room` are given, all are counted. */
size_t model_heads(
    const struct model *m, struct m_cell cell, const struct m_edit **heads, size_t room);
/* The head that the table shows, or NULL. */
const struct m_edit *model_winner(const struct model *m, struct m_cell cell);
/* Its content; MODEL_EMPTY without one. */
const char *model_content(const struct model *m, struct m_cell cell);
/* More than one head, and they do not say the same nor settle themselves as lists do. */
bool model_differs(const struct model *m, struct m_cell cell);
/* A deleted row has a head that no deletion knew. */
bool model_unseen(const struct model *m, const char *form, const char *uid);
/* Whether a person is asked about the cell (field "": about the row). */
bool model_asked(const struct model *m, enum m_kind kind, struct m_cell cell);
/* Whether the heads of the cell are lists that were put together. */
bool model_together(const struct model *m, struct m_cell cell);
/* The newest edit that all heads of a cell come from, or NULL. */
const struct m_edit *model_base(const struct model *m, struct m_cell cell);
/* Whether the record has a row in its form's table. */
bool model_lives(const struct model *m, enum m_kind kind, const char *form, const char *uid);

/* The newest action of a laptop that undo takes back, or the newest undo that redo takes back,
 * if nothing else was done on that laptop since; NULL when there is none. What came by a merge
 * is none of its actions. */
const struct m_action *model_answerable(const struct model *m, const char *laptop, bool again);

/* What an action should write into a cell, what of the cell it may replace (none: every head
 * there is), and the edit it puts back (or NULL). */
struct m_change {
    struct m_cell cell;
    const char *content;
    size_t only_count;
    struct m_key only[8];
    const struct m_edit *again;
};
/* The edit somebody made, of which undo and redo put back what it said. */
const struct m_edit *model_origin(const struct model *m, const struct m_edit *e);
/* Whether a deletion knew an edit, or one that it puts back, be it nothing. */
bool model_knew(const struct model *m, const struct m_edit *deletion, const struct m_edit *e);
/* What taking an action back should write: each edit that stood before it in each of its cells,
 * the oldest first, where what it left still stands. At most `room` changes; returns how many;
 * *kept counts the other cells. */
size_t model_take_back(const struct model *m, const struct m_action *a,
    struct m_change *changes, size_t room, size_t *kept);

#endif
