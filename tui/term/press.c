#include "tui/term/press.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The words of scripts, without F-keys and Ctrl letters, which are counted. */
static const struct {
    const char *name;
    enum press_code code;
} names[] = {
    {"Enter", PRESS_ENTER},
    {"Tab", PRESS_TAB},
    {"BackTab", PRESS_BACKTAB},
    {"Esc", PRESS_ESC},
    {"Up", PRESS_UP},
    {"Down", PRESS_DOWN},
    {"Left", PRESS_LEFT},
    {"Right", PRESS_RIGHT},
    {"Home", PRESS_HOME},
    {"End", PRESS_END},
    {"PgUp", PRESS_PAGE_UP},
    {"PgDn", PRESS_PAGE_DOWN},
    {"Ctrl-Home", PRESS_CTRL_HOME},
    {"Ctrl-End", PRESS_CTRL_END},
    {"Ctrl-Left", PRESS_CTRL_LEFT},
    {"Ctrl-Right", PRESS_CTRL_RIGHT},
    {"Delete", PRESS_DELETE},
    {"Backspace", PRESS_BACKSPACE},
    {"Insert", PRESS_INSERT},
};

void press_clear(struct press *press)
{
    free(press->paste);
    *press = (struct press){0};
}

enum press_code press_ctrl(char letter)
{
    return (enum press_code)(PRESS_CTRL_A + (letter - 'A'));
}

bool press_is_mouse(const struct press *press)
{
    return press->code >= PRESS_CLICK && press->code <= PRESS_OTHER_BUTTON;
}

bool press_is_text(const struct press *press, const char *text)
{
    return press->code == PRESS_TEXT && strcmp(press->text, text) == 0;
}

/* "F1" to "F12". */
static bool named_fkey(const char *word, size_t bytes, struct press *press)
{
    if (bytes < 2 || bytes > 3 || toupper((unsigned char)word[0]) != 'F')
        return false;
    int number = 0;
    for (size_t i = 1; i < bytes; i++) {
        if (!isdigit((unsigned char)word[i]))
            return false;
        number = number * 10 + (word[i] - '0');
    }
    if (number < 1 || number > 12)
        return false;
    press->code = (enum press_code)(PRESS_F1 + number - 1);
    return true;
}

/* "^N", "Ctrl-N", "^]"; the letters that are other keys are not Ctrl letters. */
static bool named_ctrl(const char *word, size_t bytes, struct press *press)
{
    bool spelled = bytes == 6 && strncasecmp(word, "Ctrl-", 5) == 0;

    if (!spelled && (bytes != 2 || word[0] != '^'))
        return false;
    char letter = (char)toupper((unsigned char)word[bytes - 1]);
    if (letter == ']') {
        press->code = PRESS_CTRL_BRACKET;
        return true;
    }
    if (letter < 'A' || letter > 'Z' || strchr("HIM", letter) != NULL)
        return false;
    press->code = press_ctrl(letter);
    return true;
}

bool press_named(const char *word, size_t bytes, struct press *press)
{
    *press = (struct press){0};
    if (named_fkey(word, bytes, press) || named_ctrl(word, bytes, press))
        return true;
    if (bytes == 5 && strncasecmp(word, "Space", bytes) == 0) {
        press->code = PRESS_TEXT;
        press->text[0] = ' ';
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i].name) == bytes && strncasecmp(names[i].name, word, bytes) == 0) {
            press->code = names[i].code;
            return true;
        }
    }
    return false;
}

char *press_name(enum press_code code, char out[PRESS_NAME_SIZE])
{
    out[0] = '\0';
    if (code >= PRESS_F1 && code <= PRESS_F12)
        snprintf(out, PRESS_NAME_SIZE, "F%d", (int)(code - PRESS_F1) + 1);
    else if (code >= PRESS_CTRL_A && code <= PRESS_CTRL_Z)
        snprintf(out, PRESS_NAME_SIZE, "Ctrl-%c", 'A' + (int)(code - PRESS_CTRL_A));
    else if (code == PRESS_CTRL_BRACKET)
        snprintf(out, PRESS_NAME_SIZE, "Ctrl-]");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].code == code)
            snprintf(out, PRESS_NAME_SIZE, "%s", names[i].name);
    }
    return out;
}
