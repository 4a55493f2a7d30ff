/* The folder a package stands in: what may be in it, its checksums, and putting a new one in
 * its place whole or not at all. Knows nothing of workbooks. */
#ifndef SUSUN_EXCHANGE_PACKAGE_H
#define SUSUN_EXCHANGE_PACKAGE_H

#include <stddef.h>

#include "core/base/error.h"

#define PACKAGE_DATA "data"
#define PACKAGE_SHEETS "lembar/"
#define PACKAGE_UNREAD "temuan.csv"
#define PACKAGE_COMMENTS "catatan.csv"
#define PACKAGE_HISTORY "riwayat.csv"
#define PACKAGE_SUMS "SHA256SUMS"

struct package;
/* Begins a package for `folder`, which must be absent, empty, or hold exactly what its
 * SHA256SUMS lists, unchanged (STATUS_DATA otherwise). *p is the caller's: package_end or
 * package_drop. */
enum status package_begin(struct package **p, const char *folder, struct error *e);
/* The same for a zip at `path`, where nothing or an unchanged package as a zip may be. */
enum status package_begin_zip(struct package **p, const char *path, struct error *e);
/* Adds a file whole, "data/x.csv"; prepared beside the folder's present content. */
enum status package_add(
    struct package *p, const char *path, const void *bytes, size_t size, struct error *e);

/* The same bit by bit, so that a file need not fit into memory. Several may be open at a time.
 * *f is the caller's: package_close or package_discard, before the package ends. */
struct package_file;
enum status package_open(
    struct package *p, const char *path, struct package_file **f, struct error *e);
enum status package_write(
    struct package_file *f, const void *bytes, size_t size, struct error *e);
/* The file is whole. Frees it in either case. */
enum status package_close(struct package_file *f, struct error *e);
/* Forgets it. NULL is fine. */
void package_discard(struct package_file *f);

/* SHA-256 over the lines that SHA256SUMS would have for what is in the package by now. */
enum status package_fingerprint(struct package *p, char hash[65], struct error *e);
/* Writes the checksums, and the zip if it is to be one: what can fail for want of room fails
 * here, and package_end only moves. May be left out; the package is not added to afterwards. */
enum status package_prepare(struct package *p, struct error *e);
/* Writes the checksums and lets the new content take the place of the old. On failure the old
 * is back, or, where the disk does not let it go back whole, kept in the folder that the
 * sentence names. Frees the package in either case. */
enum status package_end(struct package *p, struct error *e);
/* Removes a package, a folder or a zip, in which nothing was changed or added since it was
 * written. STATUS_DATA otherwise, and it stays; OK also when nothing is there. */
enum status package_remove(const char *path, struct error *e);
/* Forgets the package; the folder stays as it was. NULL is fine. */
void package_drop(struct package *p);

#endif
