/* A world: several copies of one workbook on several laptops with wrong clocks, each with a
 * model of what it has to hold. Copies are files; they are opened, changed through core/store's
 * public functions, copied, and united by plain SQL or by merge_files. */
#ifndef TESTS_PROPERTY_WORLD_H
#define TESTS_PROPERTY_WORLD_H

#include "core/store/workbook.h"
#include "tests/property/chance.h"
#include "tests/property/model.h"

#define WORLD_COPIES 6

struct copy {
    char path[64], home[192]; /* the file; the laptop's state folder */
    const char *laptop;       /* its id, a name of the model */
    int64_t skew;             /* how wrong its clock is, ms */
    struct workbook *wb;      /* NULL while closed */
    struct model model;
    const char *session;    /* uid of the newest session learned from */
    int64_t edits, actions; /* how far that session was learned */
};

/* What was done in all, to be told. */
struct tally {
    size_t worlds, actions, empty, exchanges, merges, copied, edits, undone, redone, kept,
        differing, revived, unread, decided, together, united, reopened, followed, answers;
};

struct world {
    uint64_t seed;
    struct chance chance;
    size_t step, count;
    int64_t now; /* the true time, ms */
    struct copy copies[WORLD_COPIES];
    struct tally tally;
    struct {
        const char *form, *uid; /* the row that was let go last, names of the model; or NULL */
    } gone;
    bool failed;
    char why[2000]; /* the first thing that was wrong */
};

/* Remembers the first thing that is not as it must be; answers `fine`. */
bool world_check(struct world *w, bool fine, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Makes `count` copies of a new workbook in the folder `folder`. */
void world_begin(struct world *w, uint64_t seed, size_t count, const char *folder);
void world_end(struct world *w);
/* Frees every edit and action any model was told of. */
void world_forget(void);

/* Opens a copy on its laptop (if it is not), sets that laptop's clock; closes it. */
bool copy_open(struct world *w, struct copy *c);
void copy_close(struct copy *c);

/* Reads what the last actions wrote into the journal of a copy into its model. */
bool copy_learn(struct world *w, struct copy *c);
/* Everything `from` knows is put into `to` by SQL, in an order of chance and twice; then
 * rebuilt. */
bool copy_take(struct world *w, struct copy *to, struct copy *from);
/* The same by merge_files, while either may be open. */
bool copy_merge(struct world *w, struct copy *to, struct copy *from);
/* `to` becomes a copy of the file of `from`, as a file manager makes one, on its own laptop. */
bool copy_replace(struct world *w, struct copy *to, struct copy *from);

/* Whether everything derived in the copy is what its model says. */
bool copy_compare(struct world *w, struct copy *c);

/* Whether the history of the copy, replayed, is what stands in it, and restores what it says.
 * Leaves restores and their undoing in the journal. */
bool copy_history(struct world *w, struct copy *c);

/* One random action on a copy; what it wrote is compared with what it should write. */
bool copy_act(struct world *w, struct copy *c);
/* Some undos and redos in a row. */
bool copy_waver(struct world *w, struct copy *c);

/* Some decisions in a row, with new differences among them. */
bool copy_settle(struct world *w, struct copy *c);

/* Unites two rows, takes it back and does it again. */
bool copy_unite(struct world *w, struct copy *c);

/* Types a reference to the row that was let go last, or a cell under it, where that is not
 * known. */
bool copy_refer(struct world *w, struct copy *c);
/* Whether nothing in the copy leads to a row that became another. */
bool copy_led(struct world *w, struct copy *c);

/* The kind of a form as the model knows it. */
enum m_kind world_kind(const struct form *f);

#endif
