#include "tui/action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"

/* In the order of the bar. Keys and their reasons: UX.md rule 2. */
static const struct action table[] = {
    {ACT_HELP, "help", ACTION_ANYWHERE, N_("Help on this field or screen; twice: all keys"),
        N_("Help"), 1, 'G', PRESS_NONE, NULL},
    {ACT_EDIT, "edit", ACTION_HERE, N_("Edit the field, open the choices"), N_("Edit"), 2, 'E',
        PRESS_NONE, N_("Stand on a field of a form or a cell of a table first.")},
    {ACT_FIND, "find", ACTION_ANYWHERE, N_("Search the whole workbook"), N_("Find"), 3, 'F',
        PRESS_NONE, N_("Open a workbook first.")},
    {ACT_NEW, "new-row", ACTION_HERE, N_("Add a row"), N_("New"), 4, 'N', PRESS_INSERT,
        N_("Open a list that takes new rows first.")},
    {ACT_COPY, "copy-above", ACTION_HERE, N_("Copy from above"), N_("Copy"), 5, 'D', PRESS_NONE,
        N_("Stand on a field of a row that is filled in by hand first.")},
    {ACT_MOVE, "move-row", ACTION_HERE, N_("Move the row"), N_("Move"), 6, 'T', PRESS_NONE,
        N_("Stand on a row of a table with several rows first.")},
    {ACT_NOTE, "note", ACTION_ANYWHERE,
        N_("Note a decision, something put off, homework, a comment"), N_("Note"), 7, 'K',
        PRESS_NONE, N_("Open a workbook first.")},
    {ACT_DELETE, "delete-row", ACTION_HERE, N_("Delete the row"), N_("Delete"), 8, 'X',
        PRESS_NONE, N_("Stand on a row that was added to a list first.")},
    {ACT_PROMOTE, "promote-row", ACTION_HERE, N_("Make the row a row of another list"), NULL, 0,
        0, PRESS_NONE, N_("Stand on a row that can become one of another list first.")},
    {ACT_UNITE, "unite-row", ACTION_HERE, N_("Unite the row with another that means the same"),
        NULL, 0, 0, PRESS_NONE, N_("Stand on a row of a list with several rows first.")},
    {ACT_MARK, "mark-step", ACTION_HERE, N_("Say how far the step is (Space)"), NULL, 0, 0,
        PRESS_NONE, N_("Stand on a step of the bimtek first.")},
    {ACT_ASIDE, "put-aside", ACTION_HERE,
        N_("Put the finding aside with a reason, or take that back (Space)"), NULL, 0, 0,
        PRESS_NONE, N_("Stand on a finding in Check first.")},
    {ACT_TAKE, "take-proposal", ACTION_HERE, N_("Take over what the comment proposes (U)"),
        NULL, 0, 0, PRESS_NONE, N_("Stand on a comment with a proposal first.")},
    {ACT_CHECK, "check", ACTION_ANYWHERE,
        N_("Check: what is to be mended here; twice: in the whole plan"), N_("Check"), 9, 'R',
        PRESS_NONE, N_("Open a workbook first.")},
    {ACT_MENU, "menu", ACTION_ANYWHERE, N_("Menu: every screen and action"), N_("Menu"), 10,
        'O', PRESS_NONE, NULL},
    {ACT_UNDO, "undo", ACTION_ANYWHERE, N_("Undo the last change"), N_("Undo"), 0, 'Z',
        PRESS_NONE, N_("Open a workbook first.")},
    {ACT_REDO, "redo", ACTION_ANYWHERE, N_("Redo what was undone"), N_("Redo"), 0, 'Y',
        PRESS_NONE, N_("Open a workbook first.")},
    {ACT_SORT, "sort", ACTION_HERE, N_("Sort by this column"), NULL, 0, 'U', PRESS_NONE,
        N_("Stand on a column of a table with several rows first.")},
    {ACT_FILTER, "filter", ACTION_HERE, N_("Show only some rows, as unfinished ones"), NULL, 0,
        'W', PRESS_NONE, N_("Open a table with rows first.")},
    {ACT_CLIP, "copy", ACTION_HERE, N_("Copy the field"), NULL, 0, 'C', PRESS_NONE,
        N_("Stand on a field of a form or a cell of a table first.")},
    {ACT_PUT, "paste", ACTION_HERE, N_("Put in what was copied"), NULL, 0, 'V', PRESS_NONE,
        N_("Nothing has been copied in Susun yet. To paste from Excel: Ctrl-Shift-V.")},
    {ACT_SHEET, "paste-file", ACTION_HERE, N_("Paste from a file"), NULL, 0, 0, PRESS_NONE,
        N_("Open a table first.")},
    {ACT_COMMON, "common-rows", ACTION_HERE, N_("Take in the common rows, to be pruned"), NULL,
        0, 0, PRESS_NONE,
        N_("Only a list that has hardly begun is offered common rows, if there are any for "
           "it.")},
    {ACT_HISTORY, "history", ACTION_HERE, N_("History of this field or row"), NULL, 0, 0,
        PRESS_NONE, N_("Stand on a field of a row first.")},
    {ACT_GROUP, "group", ACTION_ANYWHERE, N_("Change the group of this copy"), NULL, 0, 0,
        PRESS_NONE, N_("Open a workbook first.")},
    {ACT_OURS, "show-all", ACTION_ANYWHERE, N_("Show all parts, or only ours"), NULL, 0, 0,
        PRESS_NONE, N_("Only a group's copy hides anything.")},
    {ACT_TASKS, "practice", ACTION_ANYWHERE, N_("Practice: the tasks and how they are done"),
        NULL, 0, 'P', PRESS_NONE,
        N_("Only a practice file has tasks. Choice 3 of the first screen opens one.")},
    {ACT_SAVED, "ask-stored", ACTION_ANYWHERE, N_("Ask whether everything is stored"), NULL, 0,
        'S', PRESS_NONE, NULL},
    {ACT_REPAINT, "repaint", ACTION_ANYWHERE, N_("Draw the screen again"), NULL, 0, 'L',
        PRESS_NONE, NULL},
    {ACT_THEME, "theme", ACTION_ANYWHERE,
        N_("Colour theme, as for a projector: dark, light, contrast"), NULL, 0, 0, PRESS_NONE,
        NULL},
    {ACT_MOUSE, "mouse", ACTION_ANYWHERE, N_("Mouse: in Susun, or for copying in the terminal"),
        NULL, 0, 0, PRESS_NONE, NULL},
    {ACT_QUIT, "quit", ACTION_ANYWHERE, N_("Leave Susun"), N_("Quit"), 0, 'Q', PRESS_NONE,
        NULL},
    {ACT_BACK, "back", ACTION_ANYWHERE, N_("Go back"), N_("Back"), 0, 0, PRESS_ESC,
        N_("This is the first screen. Ctrl-Q leaves Susun.")},
};
#define COUNT (sizeof table / sizeof table[0])

/* Keys no key file can take away, and what they mean. */
static const struct {
    enum press_code code;
    enum act act;
} fixed[] = {
    {PRESS_ESC, ACT_BACK},
    {PRESS_CTRL_BRACKET, ACT_BACK},
    {PRESS_CTRL_A + ('Q' - 'A'), ACT_QUIT},
};
#define FIXED (sizeof fixed / sizeof fixed[0])

/* What the key file gave, by act; count 0 = as in the table. */
static struct {
    size_t count;
    enum press_code keys[ACTION_KEYS];
} given[ACT_COUNT];

const struct action *action_of(enum act act)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (table[i].act == act)
            return &table[i];
    }
    return NULL;
}

const struct action *action_at(size_t i)
{
    return i < COUNT ? &table[i] : NULL;
}

const struct action *action_named(const char *word, size_t bytes)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (strlen(table[i].word) == bytes && strncmp(table[i].word, word, bytes) == 0)
            return &table[i];
    }
    return NULL;
}

const char *action_group_name(enum action_group group)
{
    static const char *const names[ACTION_GROUPS] = {
        [ACTION_HERE] = N_("On this screen"), [ACTION_ANYWHERE] = N_("Everywhere")};

    return _(names[group]);
}

bool action_had(const struct action *action, enum press_code code)
{
    if (action->fkey != 0 && code == (enum press_code)(PRESS_F1 + action->fkey - 1))
        return true;
    if (action->ctrl != 0 && code == press_ctrl(action->ctrl))
        return true;
    return action->other != PRESS_NONE && code == action->other;
}

/* The action a key file gave a key to. */
static enum act given_to(enum press_code code)
{
    for (size_t i = 0; i < COUNT; i++) {
        enum act act = table[i].act;
        for (size_t k = 0; k < given[act].count; k++) {
            if (given[act].keys[k] == code)
                return act;
        }
    }
    return ACT_NONE;
}

enum act action_pressed(const struct press *press)
{
    for (size_t i = 0; i < FIXED; i++) {
        if (fixed[i].code == press->code)
            return fixed[i].act;
    }
    enum act act = given_to(press->code);
    for (size_t i = 0; act == ACT_NONE && i < COUNT; i++) {
        if (given[table[i].act].count == 0 && action_had(&table[i], press->code))
            act = table[i].act;
    }
    return act;
}

/* Adds a key, once, if it really means this action. */
static void add(enum act act, enum press_code code, enum press_code keys[], size_t *count)
{
    for (size_t i = 0; i < *count; i++) {
        if (keys[i] == code)
            return;
    }
    if (*count < ACTION_KEYS && action_pressed(&(struct press){.code = code}) == act)
        keys[(*count)++] = code;
}

size_t action_keys(enum act act, enum press_code keys[ACTION_KEYS])
{
    const struct action *action = action_of(act);
    size_t count = 0;

    if (action == NULL)
        return 0;
    for (size_t i = 0; i < given[act].count; i++)
        add(act, given[act].keys[i], keys, &count);
    if (action->fkey != 0)
        add(act, (enum press_code)(PRESS_F1 + action->fkey - 1), keys, &count);
    if (action->ctrl != 0)
        add(act, press_ctrl(action->ctrl), keys, &count);
    if (action->other != PRESS_NONE)
        add(act, action->other, keys, &count);
    for (size_t i = 0; i < FIXED; i++) {
        if (fixed[i].act == act)
            add(act, fixed[i].code, keys, &count);
    }
    return count;
}

char *action_keys_text(enum act act)
{
    enum press_code keys[ACTION_KEYS];
    size_t count = action_keys(act, keys);
    char *text = strdup(""), name[PRESS_NAME_SIZE];

    for (size_t i = 0; text != NULL && i < count; i++) {
        char *longer =
            text_format("%s%s%s", text, i > 0 ? ", " : "", press_name(keys[i], name));
        free(text);
        text = longer;
    }
    return text;
}

/* Whether a key is an F-key. */
static bool is_fkey(enum press_code code)
{
    return code >= PRESS_F1 && code <= PRESS_F12;
}

/* The key to name first; PRESS_NONE when there is none. */
static enum press_code best_key(enum act act, bool fkeys)
{
    enum press_code keys[ACTION_KEYS];
    size_t count = action_keys(act, keys);

    for (size_t i = 0; i < count; i++) {
        if (is_fkey(keys[i]) == fkeys)
            return keys[i];
    }
    return count > 0 ? keys[0] : PRESS_NONE;
}

char *action_key_text(enum act act, bool fkeys, char out[PRESS_NAME_SIZE])
{
    return press_name(best_key(act, fkeys), out);
}

bool action_may_have(enum act act, enum press_code code)
{
    for (size_t i = 0; i < FIXED; i++) {
        if (fixed[i].code == code)
            return fixed[i].act == act;
    }
    if (code >= PRESS_CTRL_A && code <= PRESS_CTRL_Z) /* four are other keys of a terminal */
        return strchr("HIJM", 'A' + (int)(code - PRESS_CTRL_A)) == NULL;
    return is_fkey(code) || code == PRESS_INSERT;
}

void action_give_keys(enum act act, const enum press_code *keys, size_t count)
{
    given[act].count = count < ACTION_KEYS ? count : ACTION_KEYS;
    for (size_t i = 0; i < given[act].count; i++)
        given[act].keys[i] = keys[i];
}

void action_reset_keys(void)
{
    memset(given, 0, sizeof given);
}

void action_label(const struct action *action, bool fkeys, char key[8], const char **word)
{
    enum press_code code = best_key(action->act, fkeys);
    char name[PRESS_NAME_SIZE];

    press_name(code, name);
    if (is_fkey(code))
        snprintf(key, 8, "%d", (int)(code - PRESS_F1) + 1);
    else if (code >= PRESS_CTRL_A && code <= PRESS_CTRL_Z)
        snprintf(key, 8, "^%c", 'A' + (int)(code - PRESS_CTRL_A));
    else
        snprintf(key, 8, "%.7s", name);
    *word = _(action->shortly);
}
