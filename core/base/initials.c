#include "core/base/initials.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

#define WORDS_LEAST 3
#define LETTERS_MOST 12

/* Whether a word, folded, only joins others. */
static bool joins(const char *word, size_t bytes)
{
    static const char words[] = "dan atau serta untuk di ke dari dengan yang and of the for ";

    for (const char *at = words; *at; at += strcspn(at, " ") + 1)
        if (strcspn(at, " ") == bytes && strncmp(at, word, bytes) == 0)
            return true;
    return false;
}

char *initials(const char *name)
{
    char *folded = text_fold(name);
    char *letters = calloc(1, LETTERS_MOST + 1);
    size_t count = 0;

    for (char *word = folded; word && letters && *word;) {
        size_t bytes = strcspn(word, " ");
        if (!joins(word, bytes) && *word >= 'a' && *word <= 'z' && count < LETTERS_MOST)
            letters[count++] = (char)(*word - 'a' + 'A');
        word += bytes + (word[bytes] == ' ');
    }
    if (letters && count < WORDS_LEAST)
        letters[0] = '\0';
    if (!folded) {
        free(letters);
        letters = NULL;
    }
    free(folded);
    return letters;
}
