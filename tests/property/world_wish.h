/* What an action on a copy should write into the journal, and the judgement of what it wrote.
 */
#ifndef TESTS_PROPERTY_WORLD_WISH_H
#define TESTS_PROPERTY_WORLD_WISH_H

#include "core/method/type.h"
#include "tests/property/world.h"

#define MOST_WISHES 64

/* What an action should write: the cell and its content. */
struct wishes {
    const struct m_action *answers; /* the action an undo or redo takes back */
    size_t count;
    struct m_change list[MOST_WISHES];
};

/* The action has to write this content into the cell; the last wish for a cell counts. */
void wish_always(struct wishes *wishes, struct m_cell cell, const char *content);
/* The action should leave this content in the cell. A cell whose heads agree on it already
 * needs no edit. */
void wish(struct copy *c, struct wishes *wishes, struct m_cell cell, const char *content);
/* A value or the text nobody understood, as the model writes it. */
const char *content_of(const struct value *v, const char *typed);

/* What a cell holds now, if it led to a row that became another: else `content`. */
const char *followed(struct world *w, struct copy *c, const struct field *f, const char *uid,
    const char *content);

/* The same of every cell of a row that came back. */
void wish_followed(struct world *w, struct copy *c, const struct form *f, const char *uid,
    struct wishes *wishes);

/* world_decide.c: decides one of the open differences, in the open action. */
enum status decide_difference(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e);

/* Compares what the model learned since `before` with the wishes: each is fulfilled, nothing
 * more is written, every edit names what it has to. `kind` as in the journal. */
bool copy_judge(struct world *w, struct copy *c, const struct model *before,
    const struct wishes *wishes, const char *kind);

#endif
