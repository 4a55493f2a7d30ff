#include "core/base/word_list.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/builtin.h"
#include "core/base/text.h"

#define STEM_LEAST 4 /* letters a prefix or suffix leaves of a word */
#define STEM_SAME 5  /* letters by which stems are compared */
#define WORD_LEAST 3
#define WORD_MOST 60 /* bytes of a word that are looked at */
#define PREFIXES 3   /* before one word: ke-se-jahtera-an */

/* The lines of a list; the last one ends with a line break as well. */
static const char *lines_of(enum word_list list)
{
    static const char *const paths[WORD_LISTS] = {[WORDS_PROCESS] = "words/process.txt",
        [WORDS_VAGUE] = "words/vague.txt",
        [WORDS_APP] = "words/app.txt",
        [WORDS_PREFIX] = "words/prefix.txt",
        [WORDS_SUFFIX] = "words/suffix.txt"};
    const struct builtin *file = builtin_find(paths[list]);

    return file ? (const char *)file->bytes : "";
}

/* The next line: its length, and *text moves behind its line break. */
static size_t next_line(const char **text, const char **line)
{
    size_t size = strcspn(*text, "\n");

    *line = *text;
    *text += size + ((*text)[size] == '\n');
    return size;
}

/* A line folded as the texts are; the caller's. */
static char *folded_line(const char *line, size_t size)
{
    char *copy = strndup(line, size);
    char *folded = copy ? text_fold(copy) : NULL;

    free(copy);
    return folded;
}

/* Whether whole words stand at the beginning of a folded text. */
static bool begins(const char *text, const char *phrase)
{
    size_t size = strlen(phrase);

    return size > 0 && strncmp(text, phrase, size) == 0 &&
           (text[size] == '\0' || text[size] == ' ');
}

/* Whether whole words stand anywhere in it. */
static bool within(const char *text, const char *phrase)
{
    while (text && *text) {
        if (begins(text, phrase))
            return true;
        text = strchr(text, ' ');
        text = text ? text + 1 : NULL;
    }
    return false;
}

/* The line that fits best. */
static char *search(enum word_list list, const char *text,
    bool (*fits)(const char *, const char *), bool *no_memory)
{
    char *folded = text_fold(text), *best = NULL;
    const char *lines = lines_of(list), *line;

    *no_memory = !folded;
    while (folded && *lines) {
        size_t size = next_line(&lines, &line);
        char *phrase = folded_line(line, size);
        *no_memory = *no_memory || !phrase;
        if (phrase && fits(folded, phrase) && (!best || size > strlen(best))) {
            free(best);
            best = strndup(line, size);
            *no_memory = *no_memory || !best;
        }
        free(phrase);
    }
    free(folded);
    if (*no_memory) { /* a better one may have gone by */
        free(best);
        return NULL;
    }
    return best;
}

char *words_begin(enum word_list list, const char *text, bool *no_memory)
{
    return search(list, text, begins, no_memory);
}

char *words_within(enum word_list list, const char *text, bool *no_memory)
{
    return search(list, text, within, no_memory);
}

/* The first letters of what is left of a word without prefixes and suffix. */
struct stem {
    char text[STEM_SAME + 1];
};

/* Takes a suffix of the list away. */
static void strip_suffix(char *word)
{
    const char *lines = lines_of(WORDS_SUFFIX), *line;
    size_t size = strlen(word);

    while (*lines) {
        size_t n = next_line(&lines, &line);
        if (n && size >= n + STEM_LEAST && memcmp(word + size - n, line, n) == 0) {
            word[size - n] = '\0';
            return;
        }
    }
}

/* Takes a prefix away, and puts in its place what the list says; whether there was one. */
static bool strip_prefix(char *word)
{
    const char *lines = lines_of(WORDS_PREFIX), *line;
    size_t size = strlen(word);

    while (*lines) {
        size_t n = next_line(&lines, &line);
        const char *blank = memchr(line, ' ', n);
        size_t prefix = blank ? (size_t)(blank - line) : n;
        size_t put = n - prefix - (blank != NULL);
        if (!prefix || size < prefix + STEM_LEAST || memcmp(word, line, prefix) != 0)
            continue;
        memmove(word + put, word + prefix, size - prefix + 1);
        if (blank)
            memcpy(word, blank + 1, put);
        return true;
    }
    return false;
}

static struct stem stem_of(const char *word, size_t size)
{
    char whole[WORD_MOST + 1];
    struct stem s = {{0}};

    size = size > WORD_MOST ? WORD_MOST : size;
    memcpy(whole, word, size);
    whole[size] = '\0';
    strip_suffix(whole);
    for (int i = 0; i < PREFIXES && strip_prefix(whole); i++)
        ;
    memcpy(s.text, whole, strnlen(whole, STEM_SAME)); /* the rest is zero */
    return s;
}

static bool same_stem(const struct stem *a, const struct stem *b)
{
    return strcmp(a->text, b->text) == 0;
}

/* The stems of a folded text's first words of some length; how many. */
static size_t take_stems(const char *folded, struct stem stems[WORDS_MOST])
{
    size_t count = 0;

    while (*folded && count < WORDS_MOST) {
        size_t size = strcspn(folded, " ");
        if (size >= WORD_LEAST)
            stems[count++] = stem_of(folded, size);
        folded += size + (folded[size] == ' ');
    }
    return count;
}

bool words_occur(const char *words, const char *text, bool *no_memory)
{
    char *wanted = text_fold(words), *folded = text_fold(text);
    struct stem stems[WORDS_MOST];
    bool found[WORDS_MOST] = {false}, all = true;

    *no_memory = !wanted || !folded;
    size_t count = *no_memory ? 0 : take_stems(wanted, stems);
    for (const char *at = folded; !*no_memory && *at;) {
        size_t size = strcspn(at, " ");
        struct stem s = stem_of(at, size);
        for (size_t i = 0; i < count; i++)
            found[i] = found[i] || same_stem(&stems[i], &s);
        at += size + (at[size] == ' ');
    }
    for (size_t i = 0; i < count; i++)
        all = all && found[i];
    free(wanted);
    free(folded);
    return all && count > 0;
}
