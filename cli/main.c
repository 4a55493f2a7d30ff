/* The only way in and out of the program: chooses the command or the terminal face, says what
 * went wrong, and turns it into an exit status. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/call.h"
#include "cli/help.h"
#include "cli/man.h"
#include "cli/nearest.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/message.h"
#include "tui/key_help.h"
#include "tui/tui.h"

#define SIGNAL_EXIT 128 /* plus the number of the signal, as shells do */

static const struct command *const commands[] = {&command_sample, &command_new, &command_info,
    &command_import, &command_export, &command_merge, &command_check, &command_conflicts,
    &command_unite, &command_history, &command_comments, &command_gather, &command_doctor,
    &command_upgrade, &command_method};

const struct command *command_at(size_t i)
{
    return i < sizeof commands / sizeof *commands ? commands[i] : NULL;
}

const struct command *command_named(const char *name)
{
    for (size_t i = 0; command_at(i); i++)
        if (strcmp(command_at(i)->name, name) == 0)
            return command_at(i);
    return NULL;
}

/* A word that is no file and looks like a command is a slip of the pen, not a workbook. */
static enum status check_word(const char *word, struct error *e)
{
    struct nearest near;

    if (strchr(word, '/') || strchr(word, '.') || access(word, F_OK) == 0)
        return STATUS_OK;
    nearest_begin(&near, word);
    for (size_t i = 0; command_at(i); i++)
        nearest_offer(&near, command_at(i)->name);
    if (near.best)
        return error_set(e, STATUS_USAGE, _("There is no command “%s”. Did you mean “%s”?"),
            word, near.best);
    return error_set(e, STATUS_USAGE,
        _("There is neither a command nor a workbook “%s”. `susun --help` shows the commands."),
        word);
}

/* Whom each_key tells. */
struct key_listener {
    man_key_fn *fn;
    void *context;
};

/* For key_help_each. */
static void pass_key(void *context, const struct key_help *row)
{
    const struct key_listener *listener = context;

    listener->fn(
        listener->context, &(struct man_key){row->group, row->keys, row->does, row->word});
}

/* For man_show: every key of the face. */
static void each_key(man_key_fn *fn, void *context)
{
    key_help_each(pass_key, &(struct key_listener){fn, context});
}

/* The terminal face. */
static enum status run_face(struct call *call, struct error *e)
{
    struct tui_options options = {.path = call->operand_count ? call->operands[0] : NULL,
        .author = call_value(call, "author"),
        .script = call_value(call, "script"),
        .size = call_value(call, "size"),
        .theme = call_value(call, "theme"),
        .ascii = call_has(call, "ascii")};
    int number = 0;
    enum status s = options.path ? check_word(options.path, e) : STATUS_OK;

    if (s != STATUS_OK)
        return s;
    if (options.size && !options.script)
        return error_set(
            e, STATUS_USAGE, _("--size belongs to --script; a terminal has its own size."));
    s = tui_run(&options, &number, e);
    if (s == STATUS_INTERRUPTED && number)
        exit(SIGNAL_EXIT + number);
    return s;
}

static const struct option_spec face_options[] = {
    {"script", N_("FILE"), N_("keys and :commands instead of a terminal, for tests")},
    {"size", N_("WxH"), N_("size of the screen of a script, such as 80x24")},
    {"man", NULL, N_("print the manual page, for man")},
    {"theme", N_("NAME"), N_("colours: gelap (dark), terang (light), kontras, mono; kept")},
    {0},
};
static const struct command face = {
    .name = "",
    .arguments = N_("[FILE]"),
    .about = N_(
        "The workbook of a master-plan workshop. Without a command the terminal face opens."),
    .most = 1,
    .options = face_options,
    .run = run_face,
};

/* The language comes first: even a complaint about options speaks it. */
static enum status choose_language(int argc, char **argv, struct error *e)
{
    const char *name = NULL;
    enum lang lang;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            name = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            name = argv[++i];
    }
    if (!name)
        return STATUS_OK;
    if (message_lang_named(name, &lang) != 0)
        return error_set(e, STATUS_USAGE,
            _("--lang knows id (Indonesian) and en (English), not “%s”."), name);
    message_set_lang(lang);
    return STATUS_OK;
}

/* Finds out what is asked. The call's command stands afterwards, also after a failure. */
static enum status read_call(struct call *call, int argc, char **argv, struct error *e)
{
    call->command = &face;
    enum status s = call_parse(call, argc, argv, true, e);
    if (s != STATUS_OK)
        return s;
    const struct command *command =
        call->operand_count ? command_named(call->operands[0]) : NULL;
    if (!command) { /* options may stand behind FILE too */
        call_clear(call);
        call->command = &face;
        return call_parse(call, argc, argv, false, e);
    }
    call->command = command;
    int rest = (int)call->operand_count;
    return call_parse(call, rest, argv + (argc - rest), false, e);
}

static enum status check_operands(const struct call *call, struct error *e)
{
    const struct command *c = call->command;

    if (call->operand_count >= c->least && call->operand_count <= c->most)
        return STATUS_OK;
    return error_set(e, STATUS_USAGE,
        call->operand_count < c->least ? _("Something is missing: susun %s%s%s")
                                       : _("That is more than fits: susun %s%s%s"),
        c->name, c->name[0] ? " " : "", _(c->arguments));
}

/* Help, version, or the command itself. */
static enum status run(struct call *call, int argc, char **argv, struct error *e)
{
    enum status s = choose_language(argc, argv, e);

    if (s == STATUS_OK)
        s = read_call(call, argc, argv, e);
    if (s != STATUS_OK)
        return s;
    if (call_has(call, "help")) {
        help_show(call->command);
        return STATUS_OK;
    }
    if (call_has(call, "man")) {
        man_show(&face, each_key);
        return STATUS_OK;
    }
    if (call_has(call, "version")) {
        tell("%s", PACKAGE_STRING);
        return STATUS_OK;
    }
    s = check_operands(call, e);
    if (s != STATUS_OK)
        return s;
    if (call->command != &face)
        stop_listen();
    return call->command->run(call, e);
}

static int exit_status(enum status s)
{
    switch (s) {
    case STATUS_OK: return 0;
    case STATUS_FINDINGS: return 1;
    case STATUS_USAGE: return 2;
    case STATUS_INTERRUPTED: return SIGNAL_EXIT + (stop_signal() ? stop_signal() : 2);
    default: return 3;
    }
}

int main(int argc, char **argv)
{
    struct call call = {.command = &face};
    struct error e = {0}, late = {0};

    setlocale(LC_CTYPE, "");
    enum status s = run(&call, argc, argv, &e);
    enum status written = say_end(&late);
    if (s != STATUS_OK && e.text)
        say("susun: %s", error_text(&e));
    if (written != STATUS_OK) {
        say("susun: %s", error_text(&late));
        s = s == STATUS_OK || s == STATUS_FINDINGS ? written : s;
    }
    error_clear(&e);
    error_clear(&late);
    call_clear(&call);
    return exit_status(s);
}
