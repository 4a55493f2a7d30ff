/* Words the program knows by lists (assets/words): by what a name begins, what says nothing,
 * and how Indonesian words are built. A list has a word or phrase a line; in prefix.txt a
 * second word is what stands in the prefix' place. */
#ifndef SUSUN_BASE_WORD_LIST_H
#define SUSUN_BASE_WORD_LIST_H

#include <stdbool.h>
#include <stddef.h>

enum word_list {
    WORDS_PROCESS, /* work, not its result: "terlaksananya" */
    WORDS_VAGUE,   /* nobody can measure it: "optimal" */
    WORDS_APP,     /* a piece of software: "aplikasi" */
    WORDS_PREFIX,
    WORDS_SUFFIX,
    WORD_LISTS
};

/* The longest phrase of a list by which a text begins, or the first that stands anywhere in it;
 * whole words, folded (text_fold). A copy of its line, the caller's; NULL: none, or *no_memory.
 */
char *words_begin(enum word_list list, const char *text, bool *no_memory);
char *words_within(enum word_list list, const char *text, bool *no_memory);

/* Whether every word stands in the text, whatever is put before or behind it: "daya saing" does
 * in "berdaya saing". Words are compared by the first letters of what is left without prefix
 * and suffix. Words of fewer than three letters do not count; of more than WORDS_MOST words
 * only the first do. */
#define WORDS_MOST 12
bool words_occur(const char *words, const char *text, bool *no_memory);

#endif
