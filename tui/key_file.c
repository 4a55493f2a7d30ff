#include "tui/key_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "tui/action.h"

#define BLANKS " \t\r"
#define FILE_MOST 65536 /* bytes; a key file has a few lines */

/* What is known while a file is being taken. */
struct taking {
    struct key_file *f;
    size_t line;               /* the present one, from 1 */
    size_t lines[ACT_COUNT];   /* where an action got its keys; 0 = not yet */
    size_t owner[PRESS_COUNT]; /* act + 1 that got a key from the file */
};

/* Keeps a sentence (printf style, translated). */
static void tell(struct key_file *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void tell(struct key_file *f, const char *format, ...)
{
    va_list arguments;
    char *text = NULL;

    if (f->count == KEY_FILE_TOLD)
        return;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    if (text != NULL)
        f->told[f->count++] = text;
}

/* One key of a line; told when it cannot be given. */
static bool take_key(struct taking *t, const struct action *action, const char *word,
    size_t bytes, enum press_code *code)
{
    struct press press;
    char name[PRESS_NAME_SIZE];

    if (!press_named(word, bytes, &press) || press.code == PRESS_TEXT ||
        !action_may_have(action->act, press.code)) {
        tell(t->f,
            _("Key file, line %zu: “%.*s” cannot be given; write F1 to F12, Ctrl-D or Insert."),
            t->line, (int)(bytes < 20 ? bytes : 20), word);
        return false;
    }
    if (t->owner[press.code] != 0) {
        enum act act = (enum act)(t->owner[press.code] - 1);
        tell(t->f, _("Key file, line %zu: %s already means “%s” by line %zu; it stays so."),
            t->line, press_name(press.code, name), _(action_of(act)->name), t->lines[act]);
        return false;
    }
    *code = press.code;
    return true;
}

/* The keys behind the = of a line. */
static void take_keys(struct taking *t, const struct action *action, const char *rest)
{
    enum press_code keys[ACTION_KEYS];
    size_t count = 0;
    bool any = false;

    for (rest += strspn(rest, BLANKS ","); *rest != '\0'; rest += strspn(rest, BLANKS ",")) {
        size_t bytes = strcspn(rest, BLANKS ",");
        any = true;
        if (count < ACTION_KEYS && take_key(t, action, rest, bytes, &keys[count]))
            count++;
        rest += bytes;
    }
    if (!any)
        tell(
            t->f, _("Key file, line %zu: no key stands behind “%s =”."), t->line, action->word);
    if (count == 0)
        return;
    t->f->lines++;
    t->lines[action->act] = t->line;
    for (size_t i = 0; i < count; i++)
        t->owner[keys[i]] = (size_t)action->act + 1;
    action_give_keys(action->act, keys, count);
}

/* One line without its end. */
static void take_line(struct taking *t, char *line)
{
    line[strcspn(line, "#")] = '\0';
    line += strspn(line, BLANKS);
    if (line[0] == '\0')
        return;
    size_t bytes = strcspn(line, BLANKS "=");
    const char *rest = line + bytes + strspn(line + bytes, BLANKS);
    const struct action *action = action_named(line, bytes);

    if (*rest != '=')
        tell(t->f, _("Key file, line %zu: write it as new-row = F5 Ctrl-D."), t->line);
    else if (action == NULL)
        tell(t->f, _("Key file, line %zu: there is no action named “%.*s”."), t->line,
            (int)(bytes < 40 ? bytes : 40), line);
    else if (t->lines[action->act] != 0)
        tell(t->f, _("Key file, line %zu: “%s” has its keys by line %zu already."), t->line,
            action->word, t->lines[action->act]);
    else
        take_keys(t, action, rest + 1);
}

/* Tells which actions have lost their last key to a line of the file. */
static void tell_losses(struct taking *t)
{
    for (size_t code = 0; code < PRESS_COUNT; code++) {
        if (t->owner[code] == 0)
            continue;
        enum act act = (enum act)(t->owner[code] - 1);
        for (size_t i = 0; action_at(i) != NULL; i++) {
            const struct action *other = action_at(i);
            enum press_code keys[ACTION_KEYS];
            char name[PRESS_NAME_SIZE];
            if (t->lines[other->act] != 0 || !action_had(other, (enum press_code)code))
                continue;
            press_name((enum press_code)code, name);
            if (action_keys(other->act, keys) > 0)
                tell(t->f, _("Key file, line %zu: %s no longer means “%s”."), t->lines[act],
                    name, _(other->name));
            else
                tell(t->f,
                    _("Key file, line %zu: %s no longer means “%s”, which is in the Menu "
                      "without a key now."),
                    t->lines[act], name, _(other->name));
        }
    }
}

void key_file_take(struct key_file *f, const char *text)
{
    struct taking t = {.f = f};

    while (*text != '\0') {
        size_t bytes = strcspn(text, "\n");
        char *line = strndup(text, bytes);
        t.line++;
        if (line != NULL)
            take_line(&t, line);
        free(line);
        text += bytes + (text[bytes] == '\n');
    }
    tell_losses(&t);
}

void key_file_load(struct key_file *f)
{
    char *bytes = NULL;
    size_t size = 0;
    struct error e = {0};

    action_reset_keys();
    f->path = settings_config_path("keys");
    if (f->path == NULL || !file_exists(f->path))
        return;
    if (file_read(f->path, FILE_MOST, &bytes, &size, &e) != STATUS_OK) {
        tell(f, "%s", error_text(&e));
        error_clear(&e);
        return;
    }
    enum text_flaw flaw = TEXT_FINE;
    char *text = text_clean(bytes, size, &flaw, NULL);
    if (text != NULL)
        key_file_take(f, text);
    else
        tell(f, _("The key file cannot be read: %s."), text_flaw_name(flaw));
    free(text);
    free(bytes);
}

void key_file_free(struct key_file *f)
{
    free(f->path);
    for (size_t i = 0; i < f->count; i++)
        free(f->told[i]);
    *f = (struct key_file){0};
}
