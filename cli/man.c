#include "cli/man.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/say.h"
#include "core/base/message.h"
#include "core/base/text.h"

/* A text as roff wants it: backslashes and hyphens escaped, no control character at the
 * beginning. Caller frees. */
static char *roff(const char *text)
{
    char *out = malloc(strlen(text) * 2 + 3), *to = out;

    if (out == NULL)
        return NULL;
    if (text[0] == '.' || text[0] == '\'') {
        *to++ = '\\';
        *to++ = '&';
    }
    for (; *text != '\0'; text++) {
        if (*text == '\\' || *text == '-')
            *to++ = '\\';
        *to++ = *text;
    }
    *to = '\0';
    return out;
}

/* One line: `before`, the escaped text, `behind`. */
static void line(const char *before, const char *text, const char *behind)
{
    char *escaped = roff(text);

    tell("%s%s%s", before, escaped != NULL ? escaped : "", behind);
    free(escaped);
}

/* A heading, in capitals as manual pages have them in its msgid. */
static void section(const char *title)
{
    tell(".SH \"%s\"", title);
}

/* "susun info FILE" in bold. */
static void synopsis(const struct command *command)
{
    char *call = text_format(
        "susun %s%s%s", command->name, command->name[0] ? " " : "", _(command->arguments));

    if (call != NULL)
        line(".B ", call, "");
    free(call);
}

/* The options of a table. */
static void options(const struct option_spec *specs)
{
    for (; specs != NULL && specs->name != NULL; specs++) {
        char *option = specs->value != NULL
                           ? text_format("--%s %s", specs->name, _(specs->value))
                           : text_format("--%s", specs->name);
        tell(".TP");
        line(".B ", option != NULL ? option : "", "");
        line("", _(specs->about), "");
        free(option);
    }
}

/* Every command with its options. */
static void commands(void)
{
    section(_("COMMANDS"));
    for (size_t i = 0; command_at(i) != NULL; i++) {
        const struct command *command = command_at(i);
        tell(".TP");
        synopsis(command);
        line("", _(command->about), "");
        if (command->options == NULL)
            continue;
        tell(".RS");
        options(command->options);
        tell(".RE");
    }
}

/* The group under which the last key stood. */
struct keys_page {
    char *group;
};

/* For each_key. */
static void key(void *context, const struct man_key *k)
{
    struct keys_page *page = context;

    if (page->group == NULL || strcmp(page->group, k->group) != 0) {
        free(page->group);
        page->group = strdup(k->group);
        line(".SS \"", k->group, "\"");
    }
    char *does =
        k->word[0] != '\0' ? text_format("%s (%s)", k->does, k->word) : strdup(k->does);
    tell(".TP");
    line(".B ", k->keys[0] != '\0' ? k->keys : _("(by the Menu)"), "");
    line("", does != NULL ? does : "", "");
    free(does);
}

/* Files, surroundings, ends. */
static void rest(void)
{
    section(_("KEY FILE"));
    line("",
        _("A line such as new-row = F5 Ctrl-D gives an action these keys in place of its "
          "own, by its word in brackets above; a # begins a remark. F1 to F12, Ctrl "
          "letters and Insert can be given. Esc always goes back and Ctrl-Q always leaves. "
          "What cannot be followed is told when Susun starts, and the rest works."),
        "");
    section(_("FILES"));
    tell(".TP");
    line(".I ", "$XDG_CONFIG_HOME/susun/keys", "");
    line("", _("the key file (~/.config/susun/keys)"), "");
    tell(".TP");
    line(".I ", "$XDG_STATE_HOME/susun", "");
    line("", _("what this laptop remembers: who types, where one stood (~/.local/state/susun)"),
        "");
    tell(".TP");
    line(".I ", "~/Dokumen/Susun", "");
    line("", _("where workbooks are kept"), "");
    section(_("ENVIRONMENT"));
    tell(".TP");
    line(".B ", "NO_COLOR", "");
    line("", _("no colours when it is set to anything"), "");
    section(_("EXIT STATUS"));
    line("",
        _("0 done, 1 findings or rejected or marked cells, 2 wrongly called, 3 data or file, "
          "130/143 interrupted."),
        "");
}

void man_show(const struct command *face, void (*each_key)(man_key_fn *fn, void *context))
{
    struct keys_page page = {0};

    tell(".\\\" %s", "susun --man");
    tell(".TH SUSUN 1 \"\" \"Susun\" \"Susun\"");
    section(_("NAME"));
    tell("susun \\- %s", _("the workbook of a master-plan workshop, in the terminal"));
    section(_("SYNOPSIS"));
    synopsis(face);
    for (size_t i = 0; command_at(i) != NULL; i++) {
        tell(".br");
        synopsis(command_at(i));
    }
    section(_("DESCRIPTION"));
    line("", _(face->about), "");
    line("",
        _("What is typed is stored at once; Ctrl-Z takes it back. F1 (or Ctrl-G) helps on "
          "every field, F10 (or Ctrl-O) shows every screen and action."),
        "");
    section(_("OPTIONS"));
    options(face->options);
    options(common_options);
    commands();
    section(_("KEYS"));
    each_key(key, &page);
    free(page.group);
    rest();
}
