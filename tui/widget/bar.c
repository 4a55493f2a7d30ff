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

void bar_draw(const struct area *area, bool fkeys, bool (*can)(void *context, enum act act),
    void *context)
{
    const struct action *back = action_of(ACT_BACK);
    char key[8];
    const char *word;
    int right = area->width - 1;

    if (can(context, ACT_BACK)) {
        action_label(back, fkeys, key, &word);
        right -= entry_width(key, word);
        if (right < 0)
            right = 0;
        entry(area, right, key, word);
    }
    int x = 1;
    for (size_t i = 0; action_at(i) != NULL; i++) {
        const struct action *action = action_at(i);
        if (action == back || action->shortly == NULL || !can(context, action->act))
            continue;
        action_label(action, fkeys, key, &word);
        int width = entry_width(key, word);
        if (x + width >= right)
            break;
        entry(area, x, key, word);
        x += width + 2;
    }
}
