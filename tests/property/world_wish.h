/* What an action on a copy should write into the journal, and the judgement of what it wrote.
 */
#ifndef TESTS_PROPERTY_WORLD_WISH_H
#define TESTS_PROPERTY_WORLD_WISH_H

#include "tests/property/world.h"

#define MOST_WISHES 64

/* What an action should write: the cell and its content. */
struct wishes {
    const struct m_action *answers; /* the action an undo or redo takes back */
    size_t count;
    struct m_change list[MOST_WISHES];
};

/* Compares what the model learned since `before` with the wishes: each is fulfilled, nothing
 * more is written, every edit names what it has to. `kind` as in the journal. */
bool copy_judge(struct world *w, struct copy *c, const struct model *before,
    const struct wishes *wishes, const char *kind);

#endif
