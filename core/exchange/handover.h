/* Serah terima: what a plan still lacks, where its package goes, and the package noted in the
 * register, marked in time (register.h), written there and read back. One place, one package: a
 * later one takes the place of the earlier (export.h), also when that is a zip and this a
 * folder. */
#ifndef SUSUN_EXCHANGE_HANDOVER_H
#define SUSUN_EXCHANGE_HANDOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/exchange/export.h"
#include "core/method/method.h"
#include "core/store/workbook.h"

/* What is not finished; nothing of it keeps a package from being written. And how much changed
 * since the package before. */
struct handover_lack {
    size_t findings[CHECK_LEVELS]; /* not put aside, of every step */
    size_t comments;               /* nobody has answered yet */
    int64_t unread, differences;
    char since[64];    /* the package before; "" = none is known */
    size_t changed[2]; /* lines of perubahan.csv since then, without and with personal data */
};
enum status handover_lacks(struct workbook *wb, struct handover_lack *lack, struct error *e);
/* The form of comments and its field that says where one stands; NULL: the method has none. */
const struct form *handover_comments(const struct method *m);

/* Where the package goes: "STICK/Susun-73.22/73.22-luwu-utara-paket" on a stick, beside the
 * workbook with NULL; with `zip` a file of that name and ".zip". Caller frees. */
enum status handover_folder(
    struct workbook *wb, const char *stick, bool zip, char **folder, struct error *e);

struct handover_result {
    struct export_result package;
    char *folder;   /* where it lies */
    char sums[65];  /* SHA-256 of its SHA256SUMS */
    bool marked;    /* a mark in time was set now; false: it stood already, or see `unmarked` */
    char *other;    /* the package as a folder beside the zip, or the other way round, that was
                       changed by hand and stays; NULL: none is there any more */
    char *unmarked; /* why none could be set, a sentence; NULL: it is there */
};
/* Writes, reads back and compares. The package gets a number and its mark where the method has
 * a register; without one the mark is set behind it. STATUS_FILE when the stick is gone or the
 * disk gives back other bytes. *result: handover_clear, also after a failure. */
enum status handover_give(struct workbook *wb, const char *stick,
    const struct export_options *options, struct handover_result *result, struct error *e);
void handover_clear(struct handover_result *result);

/* A checksum as one reads it out: its first 16 digits in fours, "3f2a 90bc 11d0 7e45". */
void handover_spoken(const char sums[65], char out[20]);

/* Reads every file that the SHA256SUMS of a package (a folder or a zip) lists from the disk and
 * compares; STATUS_FILE with a sentence that names the first that is not as it was written.
 * `sums` gets the checksum of the list. */
enum status handover_read_back(const char *folder, char sums[65], struct error *e);

#endif
