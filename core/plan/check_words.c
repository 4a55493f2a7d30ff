#include "core/plan/check_words.h"

#include "core/plan/sentence.h"

/* sentence_word_fn: the same for every gap. */
static const char *gap_word(const void *context, const char *name, size_t size)
{
    (void)name;
    (void)size;
    return context;
}

char *check_words(const struct check *check, const char *gap)
{
    return sentence_fill(words_get(&check->message), gap_word, gap);
}
