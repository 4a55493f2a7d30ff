/* Tukar lewat USB: all copies of this workbook on the sticks come into it, then it is written
 * back to them (FIELD.md 13). In three parts: swap_find looks and changes nothing, swap_take
 * merges, swap_give writes. What lies on a stick and has not been taken in is never covered. */
#ifndef SUSUN_EXCHANGE_SWAP_H
#define SUSUN_EXCHANGE_SWAP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/store/merge.h"
#include "core/store/workbook.h"

#define SWAP_MOST 200 /* files looked at */

/* What a file on a stick is to us. */
enum swap_state {
    SWAP_NEWS,    /* it holds something that is not here */
    SWAP_KNOWN,   /* all of it is here */
    SWAP_SELF,    /* it is the open workbook itself */
    SWAP_REFUSED, /* it cannot be taken in: `why` */
};
struct swap_file {
    char *path;
    size_t stick; /* the number of the stick it lies on */
    enum swap_state state;
    struct merge_report report; /* what it would bring; SWAP_REFUSED: empty */
    char *why;                  /* SWAP_REFUSED: a sentence; else NULL */
    struct file_mark mark;      /* as it was when it was looked at */
};
struct swap_stick {
    char *folder;
    char *name;  /* "KINGSTON" */
    bool ours;   /* copies of this workbook lie on it */
    char *given; /* where ours was written by swap_give; NULL: not */
    char *why;   /* why not, a sentence; NULL: it was not tried */
};
/* Start with {0}; swap_clear. */
struct swap {
    struct swap_file *files; /* [count], those with news first, then by path */
    size_t count;
    size_t others; /* workbooks of other districts, which are left alone */
    struct swap_stick *sticks;
    size_t stick_count;
    struct merge_report *reports; /* after swap_take: what came, in the order it was taken */
    size_t taken;                 /* [taken] */
    char *backup;                 /* the workbook as it was, or NULL */
};

/* Looks at every workbook on the sticks: at the top, in folders that begin with Susun and what
 * is in these (not in cadangan). Only memory and a workbook that cannot work any more fail. */
enum status swap_find(struct workbook *wb, struct swap *swap, struct error *e);
/* Takes in all that have news, in one merge. One that cannot be taken in after all becomes
 * SWAP_REFUSED, and the others are. */
enum status swap_take(struct workbook *wb, struct swap *swap, struct error *e);
/* Writes ours to every stick that holds copies of it, else to the first one: the main copy into
 * induk, a group's into kelompok; read back. What went wrong on a stick is told there. */
enum status swap_give(struct workbook *wb, struct swap *swap, struct error *e);
void swap_clear(struct swap *swap);

#endif
