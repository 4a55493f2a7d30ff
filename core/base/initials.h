/* A short name proposed for a long one. */
#ifndef SUSUN_BASE_INITIALS_H
#define SUSUN_BASE_INITIALS_H

/* The first letters of the words of a name, as capitals, without words that only join ("dan"):
 * "Dinas Lingkungan Hidup" gives "DLH". "" for fewer than three such words, because two letters
 * tell nothing ("Dinas Kesehatan"). Caller frees; NULL without memory. */
char *initials(const char *name);

#endif
