#include "cli/call.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/nearest.h"
#include "core/base/message.h"

#define FIRST_LONG 256 /* getopt's answers for long options, above every letter */

const struct option_spec common_options[] = {
    {"lang", "id|en", N_("language of the words (Indonesian unless asked otherwise)")},
    {"author", N_("NAME"), N_("who is typing, for the history")},
    {"ascii", NULL, N_("draw with ASCII characters only")},
    {"help", NULL, N_("show this help")},
    {"version", NULL, N_("show the version")},
    {0},
};

/* i-th option of a command: its own, then the common ones; NULL past the end. */
static const struct option_spec *spec_at(const struct command *command, size_t i)
{
    size_t own = 0;

    while (command->options && command->options[own].name)
        own++;
    if (i < own)
        return &command->options[i];
    for (size_t c = 0; common_options[c].name; c++)
        if (own + c == i)
            return &common_options[c];
    return NULL;
}

static size_t spec_count(const struct command *command)
{
    size_t n = 0;

    while (spec_at(command, n))
        n++;
    return n;
}

/* "there is no option ...", with the nearest one. */
static enum status unknown_option(
    const struct command *command, const char *typed, struct error *e)
{
    size_t size = strcspn(typed, "=");
    char *name = strndup(typed, size);
    struct nearest near;

    if (!name)
        return error_memory(e);
    nearest_begin(&near, name + strspn(name, "-"));
    for (size_t i = 0; spec_at(command, i); i++)
        nearest_offer(&near, spec_at(command, i)->name);
    if (near.best)
        error_set(
            e, STATUS_USAGE, _("There is no option %s. Did you mean --%s?"), name, near.best);
    else
        error_set(e, STATUS_USAGE,
            _("There is no option %s. `susun %s%s--help` shows the options."), name,
            command->name, command->name[0] ? " " : "");
    free(name);
    return STATUS_USAGE;
}

/* Why getopt stopped. */
static enum status complain(
    const struct command *command, int answer, char **argv, struct error *e)
{
    if (optopt >= FIRST_LONG) {
        const char *name = spec_at(command, (size_t)(optopt - FIRST_LONG))->name;
        return answer == ':'
                   ? error_set(
                         e, STATUS_USAGE, _("The option --%s needs a value behind it."), name)
                   : error_set(e, STATUS_USAGE, _("The option --%s takes no value."), name);
    }
    return unknown_option(command, argv[optind - 1], e);
}

/* Keeps one option of the call. */
static enum status keep(
    struct call *call, const struct option_spec *spec, const char *value, struct error *e)
{
    struct given_option *more =
        realloc(call->given, (call->given_count + 1) * sizeof *call->given);

    if (!more)
        return error_memory(e);
    call->given = more;
    call->given[call->given_count++] = (struct given_option){spec, value};
    return STATUS_OK;
}

enum status call_parse(
    struct call *call, int argc, char **argv, bool stop_early, struct error *e)
{
    size_t count = spec_count(call->command);
    struct option *table = calloc(count + 1, sizeof *table);
    enum status s = table ? STATUS_OK : error_memory(e);
    int answer;

    for (size_t i = 0; table && i < count; i++) {
        const struct option_spec *spec = spec_at(call->command, i);
        table[i] = (struct option){.name = spec->name,
            .has_arg = spec->value ? required_argument : no_argument,
            .val = FIRST_LONG + (int)i};
    }
    optind = 0; /* a new argv: GNU getopt starts over */
    opterr = 0;
    while (s == STATUS_OK &&
           (answer = getopt_long(argc, argv, stop_early ? "+:" : ":", table, NULL)) != -1)
        s = answer >= FIRST_LONG
                ? keep(call, spec_at(call->command, (size_t)(answer - FIRST_LONG)), optarg, e)
                : complain(call->command, answer, argv, e);
    free(table);
    call->operands = argv + optind;
    call->operand_count = (size_t)(argc - optind);
    return s;
}

void call_clear(struct call *call)
{
    free(call->given);
    *call = (struct call){0};
}

/* The last time an option was given, or NULL. */
static const struct given_option *find(const struct call *call, const char *option)
{
    for (size_t i = call->given_count; i > 0; i--)
        if (strcmp(call->given[i - 1].spec->name, option) == 0)
            return &call->given[i - 1];
    return NULL;
}

const char *call_value(const struct call *call, const char *option)
{
    const struct given_option *g = find(call, option);

    return g ? g->value : NULL;
}

bool call_has(const struct call *call, const char *option)
{
    return find(call, option) != NULL;
}

enum status call_needs(const struct call *call, const char *option, struct error *e)
{
    return error_set(e, STATUS_USAGE,
        _("`susun %s` needs the option --%s. Its help: susun %s --help"), call->command->name,
        option, call->command->name);
}

enum status call_number(
    const struct call *call, const char *option, int *number, struct error *e)
{
    const char *text = call_value(call, option);
    char *end = NULL;

    if (!text)
        return call_needs(call, option, e);
    errno = 0;
    long n = strtol(text, &end, 10);
    if (end == text || *end || errno || n < INT_MIN || n > INT_MAX)
        return error_set(
            e, STATUS_USAGE, _("--%s wants a whole number, not “%s”."), option, text);
    *number = (int)n;
    return STATUS_OK;
}

enum status call_values(
    const struct call *call, const char *option, const char ***values, struct error *e)
{
    size_t n = 0;

    *values = calloc(call->given_count + 1, sizeof **values);
    if (!*values)
        return error_memory(e);
    for (size_t i = 0; i < call->given_count; i++)
        if (strcmp(call->given[i].spec->name, option) == 0)
            (*values)[n++] = call->given[i].value;
    return STATUS_OK;
}

struct person call_person(const struct call *call)
{
    return (struct person){.author = call_value(call, "author"), .program = PACKAGE_STRING};
}
