#include "tui/widget/bar.h"

#include <ctype.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/term/hit.h"

/* A number stands right before its word, other keys need a blank. */
static int blank(const char *key)
{
    return !isdigit((unsigned char)key[0]);
}

/* Cells of one entry: "2Ubah" or "^E Ubah". */
static int entry_width(const char *key, const char *word)
{
    return (int)(text_width(key) + text_width(word)) + blank(key);
}

/* Draws one entry; a click on it does it. */
static void entry(const struct area *area, int x, const struct action *action, const char *key,
    const char *word)
{
    int at = x + draw_text(area, 0, x, STYLE_BAR_KEY, key) + blank(key);

    draw_text(area, 0, at, STYLE_BAR_TEXT, word);
    draw_hit(area, 0, x, 1, entry_width(key, word), action, 0);
}

/* Whether an action has its place at the right end. */
static bool at_end(enum act act)
{
    return act == ACT_BACK || act == ACT_MENU;
}

/* Whether an action has a place among the others. An action that has lost its keys has none. */
static bool in_row(const struct action *action)
{
    enum press_code keys[ACTION_KEYS];

    return !at_end(action->act) && action->shortly != NULL &&
           action_keys(action->act, keys) > 0;
}

/* Cells of the whole row with so many blanks between. */
static int row_width(bool fkeys, int gap)
{
    int width = 0;

    for (size_t i = 0; action_at(i) != NULL; i++) {
        char key[8];
        const char *word;
        if (!in_row(action_at(i)))
            continue;
        action_label(action_at(i), fkeys, key, &word);
        width += entry_width(key, word) + gap;
    }
    return width;
}

/* An action at the right end, if it can be done; returns the column it begins at, `right`
 * without it. */
static int draw_end(const struct area *area, int right, bool fkeys, enum act act, bool can)
{
    char key[8];
    const char *word;

    if (!can)
        return right;
    action_label(action_of(act), fkeys, key, &word);
    int x = right - 1 - entry_width(key, word);
    x = x > 0 ? x : 0;
    entry(area, x, action_of(act), key, word);
    return x;
}

void bar_draw(const struct area *area, bool fkeys, bool (*can)(void *context, enum act act),
    void *context)
{
    int right = draw_end(area, area->width, fkeys, ACT_BACK, can(context, ACT_BACK));
    right = draw_end(area, right, fkeys, ACT_MENU, can(context, ACT_MENU));
    int gap = 1 + row_width(fkeys, 2) <= right ? 2 : 1;
    bool places = 1 + row_width(fkeys, gap) <= right; /* every action has one of its own */
    int x = 1;

    for (size_t i = 0; action_at(i) != NULL; i++) {
        const struct action *action = action_at(i);
        char key[8];
        const char *word;
        bool there = in_row(action) && can(context, action->act);
        if (!in_row(action) || (!there && !places))
            continue;
        action_label(action, fkeys, key, &word);
        int width = entry_width(key, word);
        if (x + width >= right)
            break;
        if (there)
            entry(area, x, action, key, word);
        x += width + gap;
    }
}
