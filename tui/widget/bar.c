#include "tui/widget/bar.h"

#include <string.h>

#include "core/base/text.h"

/* Cells of one entry: "2Ubah" or "^E Ubah". */
static int entry_width(const char *key, const char *word)
{
    return (int)(text_width(key) + text_width(word)) + (key[0] == '^' || key[0] == 'E');
}

/* Draws one entry. A Ctrl letter needs a blank before its word, a number does not. */
static void entry(const struct area *area, int x, const char *key, const char *word)
{
    int at = x + draw_text(area, 0, x, STYLE_BAR_KEY, key);

    if (key[0] == '^' || key[0] == 'E')
        at++;
    draw_text(area, 0, at, STYLE_BAR_TEXT, word);
}

/* Whether an action has a place among the others; the way back has its own. */
static bool in_row(const struct action *action)
{
    return action->act != ACT_BACK && action->shortly != NULL;
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

/* The way back at the right end; returns the column it begins at. */
static int draw_back(const struct area *area, bool fkeys)
{
    char key[8];
    const char *word;

    action_label(action_of(ACT_BACK), fkeys, key, &word);
    int x = area->width - 1 - entry_width(key, word);
    x = x > 0 ? x : 0;
    entry(area, x, key, word);
    return x;
}

void bar_draw(const struct area *area, bool fkeys, bool (*can)(void *context, enum act act),
    void *context)
{
    int right = can(context, ACT_BACK) ? draw_back(area, fkeys) : area->width - 1;
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
            entry(area, x, key, word);
        x += width + gap;
    }
}
