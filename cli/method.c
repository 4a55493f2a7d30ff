/* susun method: check a method's files, or list its forms. */
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/say.h"
#include "core/base/message.h"
#include "core/method/load.h"
#include "core/plan/check.h"

#define DEFAULT_METHOD "smart-city"

/* mistake_fn: FILE:LINE:COLUMN: sentence. */
static void tell_mistake(
    void *context, const char *file, size_t line, size_t column, const char *text)
{
    ++*(size_t *)context;
    tell("%s:%zu:%zu: %s", file, line, column, text);
}

/* The shape first; SQL only makes sense in a method that loads. */
static enum status check(const struct source *source, struct error *e)
{
    struct method *m = NULL;
    size_t mistakes = 0;
    enum status s = method_load(&m, source, tell_mistake, &mistakes, e);

    if (s == STATUS_OK)
        s = check_method_sql(m, source, tell_mistake, &mistakes, e);
    method_free(m);
    if (mistakes == 0)
        return s;
    error_clear(e);
    return STATUS_FINDINGS;
}

/* One line for each form: name, kind, number of fields, title. */
static enum status list(const struct source *source, struct error *e)
{
    static const char *const kinds[] = {[FORM_SINGLE] = "single",
        [FORM_LIST] = "list",
        [FORM_FIXED] = "fixed",
        [FORM_KEYED] = "keyed"};
    struct method *m = NULL;
    enum status s = method_load(&m, source, NULL, NULL, e);

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++)
        tell("%-16s %-6s %3zu  %s", m->forms[i].name, kinds[m->forms[i].kind],
            m->forms[i].count, words_get(&m->forms[i].title));
    method_free(m);
    return s;
}

static enum status run(struct call *call, struct error *e)
{
    const char *what = call->operands[0];
    bool checks = strcmp(what, "check") == 0;
    struct source source = {0};

    if (!checks && strcmp(what, "list") != 0)
        return error_set(
            e, STATUS_USAGE, _("`susun method` knows check and list, not “%s”."), what);
    enum status s = call->operand_count > 1 ? source_folder(&source, call->operands[1], e)
                                            : source_builtin(&source, DEFAULT_METHOD, e);
    if (s == STATUS_OK)
        s = checks ? check(&source, e) : list(&source, e);
    source_free(&source);
    return s;
}

const struct command command_method = {
    .name = "method",
    .arguments = N_("check|list [FOLDER]"),
    .about = N_("Checks the files of a method, or lists its forms. Without a folder: the "
                "built-in one."),
    .least = 1,
    .most = 2,
    .run = run,
};
