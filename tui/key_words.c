#include "tui/key_words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "tui/action.h"

/* Whether a character goes on with the name of a key, or with a word before it. */
static bool is_part(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '^';
}

/* The key whose name begins at `at`, and its bytes; PRESS_NONE when none does. */
static enum press_code key_at(const char *text, const char *at, size_t *bytes)
{
    struct press press = {0};

    *bytes = 0;
    if ((at[0] != 'F' && at[0] != 'C' && at[0] != '^') || (at > text && is_part(at[-1])))
        return PRESS_NONE;
    while (is_part(at[*bytes]))
        ++*bytes;
    if (at[*bytes - 1] == '^' || !press_named(at, *bytes, &press))
        return PRESS_NONE;
    return press.code;
}

/* The action that a key was of in the table and is not of now; ACT_NONE when it stands. */
static enum act lost(enum press_code code)
{
    for (size_t i = 0; code != PRESS_NONE && action_at(i) != NULL; i++) {
        const struct action *action = action_at(i);
        if (action_had(action, code))
            return action_pressed(&(struct press){.code = code}) == action->act ? ACT_NONE
                                                                                : action->act;
    }
    return ACT_NONE;
}

/* Writes the key an action has now, as short as the one it stands for. */
static void write_key(FILE *out, enum act act, bool shortly)
{
    char name[PRESS_NAME_SIZE];
    const char *key = action_key_text(act, !shortly, name);

    if (key[0] == '\0')
        fputs(_("(by the Menu)"), out);
    else if (shortly && strncmp(key, "Ctrl-", 5) == 0)
        fprintf(out, "^%s", key + 5);
    else
        fputs(key, out);
}

/* Whether any key that is named is not what it was. */
static bool any_lost(const char *text)
{
    size_t bytes;

    for (const char *at = text; *at != '\0'; at++) {
        if (lost(key_at(text, at, &bytes)) != ACT_NONE)
            return true;
    }
    return false;
}

char *key_words(char *text)
{
    char *changed = NULL;
    size_t size = 0, bytes;

    if (text == NULL || !any_lost(text))
        return text;
    FILE *out = open_memstream(&changed, &size);
    if (out == NULL)
        return text;
    for (const char *at = text; *at != '\0';) {
        enum act act = lost(key_at(text, at, &bytes));
        if (act != ACT_NONE) {
            write_key(out, act, at[0] == '^');
            at += bytes;
        } else {
            fputc(*at++, out);
        }
    }
    if (fclose(out) != 0) {
        free(changed);
        return text;
    }
    free(text);
    return changed;
}

char *key_words_of(const char *text)
{
    return text != NULL ? key_words(strdup(text)) : NULL;
}
