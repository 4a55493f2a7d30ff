/* What a check says, for a line that stands for all its findings. */
#ifndef SUSUN_PLAN_CHECK_WORDS_H
#define SUSUN_PLAN_CHECK_WORDS_H

#include "core/method/method.h"

/* The sentence of a check in the language of message_lang(), with `row` in the place of what a
 * row is called and `gap` in that of what the query says of it: "Masalah … belum dijawab
 * strategi." Caller frees; NULL without memory. */
char *check_words(const struct check *check, const char *row, const char *gap);

#endif
