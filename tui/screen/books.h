/* The workbooks a person may mean: those opened here before, those of the folder for workbooks,
 * those on sticks. Searching and looking at them is done in pieces, so that the first drawing
 * never waits. */
#ifndef SUSUN_TUI_SCREEN_BOOKS_H
#define SUSUN_TUI_SCREEN_BOOKS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/file.h"
#include "core/plan/glance.h"
#include "tui/app.h"
#include "tui/term/draw.h"

#define BOOK_ENDING ".susun"

/* Where to look, in bits. */
enum books_where {
    BOOKS_RECENT = 1, /* opened here before, newest first; always the first rows */
    BOOKS_FOLDER = 2, /* settings_workbook_folder */
    BOOKS_STICKS = 4, /* at the top of each, and in its folders Susun... */
};

struct book {
    char *path;
    char *stick; /* the name of the stick it lies on, or NULL */
    struct file_mark mark;
    struct glance glance;
};

/* Start with {0}; books_clear. */
struct books {
    struct book *rows; /* [count]; the first `found` may be shown */
    size_t count, found;
    size_t glanced; /* rows looked at so far */
    bool wants_sticks;
    struct search {
        char *folder;
        int depth; /* how many levels of folders below it are looked into */
    } * searches;  /* [search_count], those from search_at on are still to do */
    size_t search_count, search_at;
};

/* Forgets what was found and begins anew: recent ones are there at once, the rest comes by
 * books_idle. */
enum status books_begin(struct books *b, unsigned where, struct error *e);
/* The same with all workbooks of one folder. */
enum status books_begin_folder(struct books *b, const char *folder, struct error *e);
/* Searches one folder, or looks at one workbook among the first `most`; false when all is done.
 */
bool books_idle(struct books *b, size_t most);
/* Ends the search now: keys that were typed ahead must mean the same whenever they come. */
void books_settle(struct books *b);
/* Whether the search is over. */
bool books_searched(const struct books *b);
void books_clear(struct books *b);

/* books_draw.c: the headings of the columns, and one row: pointer and cursor at `x` when
 * `here`. */
void books_draw_heading(const struct area *area, int y, int x);
void books_draw(
    const struct books *b, const struct area *area, int y, int x, size_t at, bool here);
/* What the hint lines say of a row: where it lies, or what is wrong with it. Caller frees. */
char *books_hint(const struct books *b, size_t at);

#endif
