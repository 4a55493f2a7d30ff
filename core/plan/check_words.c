#include "core/plan/check_words.h"

#include "core/plan/sentence.h"

struct gaps {
    const char *row, *gap;
};

/* sentence_word_fn: a, b and c are answers of the query, anything else is the row. */
static const char *gap_word(const void *context, const char *name, size_t size)
{
    const struct gaps *g = context;

    (void)name;
    return size == 1 ? g->gap : g->row;
}

char *check_words(const struct check *check, const char *row, const char *gap)
{
    const struct gaps gaps = {row, gap};

    return sentence_fill(words_get(&check->message), gap_word, &gaps);
}
