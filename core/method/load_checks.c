/* checks.csv: what is wrong with a workbook, asked by the method; behind these the checks that
 * are true of any method. Whether the queries work is plan/check's part. */
#include <string.h>

#include "core/method/engine.h"
#include "core/method/load_part.h"

enum {
    CHECK_NAME,
    CHECK_STEP,
    CHECK_LEVEL,
    CHECK_FORM,
    CHECK_FIELD,
    CHECK_MESSAGE,
    CHECK_MESSAGE_EN,
    CHECK_SQL
};
static const struct column check_columns[] = {
    {"check", CELL_CODE, true},
    {"step", CELL_LINE, true},
    {"level", CELL_NAME, true},
    {"form", CELL_NAME, false},
    {"field", CELL_NAME, false},
    {"message::id", CELL_LINE, true},
    {"message::en", CELL_LINE, true},
    {"sql", CELL_SQL, true},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define EVERY_STEP "*"

/* The engine's: code, level, sentence (a msgid). */
static const struct {
    const char *name;
    enum check_level level;
    const char *message;
} engine_checks[ENGINE_CHECKS] = {
    [ENGINE_CHECK_FILTER] = {"R10", CHECK_MEND,
        N_("{kode}: {c} \"{a}\" is not a part of {b}. Choose another one, or change what "
           "it stands under.")},
    [ENGINE_CHECK_DEAD] = {"R11", CHECK_MEND,
        N_("{kode} refers to a row that is in the trash ({a}). Restore that row, or choose "
           "another.")},
    [ENGINE_CHECK_CODES] = {"R12", CHECK_MEND,
        N_("Code {a} is used by {b} rows. Give one of them a new code.")},
    [ENGINE_CHECK_REVERSED] = {"W01", CHECK_MEND,
        N_("The last year of {kode} ({b}) has to be the first year ({a}) or later.")},
    [ENGINE_CHECK_OUTSIDE] = {"W02", CHECK_MEND,
        N_("{kode} runs {a}, outside the plan's years {b}.")},
    [ENGINE_CHECK_UNREAD] = {"T11", CHECK_MEND,
        N_("\"{a}\" of {kode} could not be read as {b}: \"{c}\".")},
    [ENGINE_CHECK_VANISHED] = {"T12", CHECK_MEND,
        N_("The choice \"{a}\" of {kode} is not in the list any more. Choose a new one.")},
    [ENGINE_CHECK_DIFFERENT] = {"T13", CHECK_MEND,
        N_("{a} cells that came together differ and wait for a decision.")},
    [ENGINE_CHECK_NAMES] = {"D01", CHECK_LOOK,
        N_("{a} and {b} are nearly the same: \"{c}\". Unite them, or tell them apart.")},
    [ENGINE_CHECK_TEXTS] = {"D02", CHECK_LOOK,
        N_("\"{c}\" of {a} is nearly the same as that of {b}. Copied and pasted?")},
};

/* Whether a code belongs to one of the engine's. */
static bool is_engine_name(const char *name)
{
    for (size_t i = 0; i < ENGINE_CHECKS; i++)
        if (strcmp(engine_checks[i].name, name) == 0)
            return true;
    return false;
}

/* The sentence may hold {kode}, {a}, {b} and {c}; anything else in braces is a slip. */
static void check_placeholders(const struct table *t, size_t row, int column)
{
    static const char *const known[] = {"{kode}", "{a}", "{b}", "{c}"};
    const char *text = cell(t, row, column);

    for (const char *p = strpbrk(text, "{}"); p != NULL; p = strpbrk(p, "{}")) {
        size_t i = 0;
        while (i < COUNT(known) && strncmp(p, known[i], strlen(known[i])) != 0)
            i++;
        if (i == COUNT(known)) {
            cell_mistake(t, row, column,
                _("A check fills in {kode}, {a}, {b} and {c}, and nothing else in braces."));
            return;
        }
        p += strlen(known[i]);
    }
}

/* The step it counts from; NULL for every step, and (a mistake) for one that is not there. */
static const struct step *take_step(struct loader *l, const struct table *t, size_t row)
{
    const char *name = cell(t, row, CHECK_STEP);
    const struct step *step = method_step(l->m, name);

    if (step == NULL && name[0] != '\0' && strcmp(name, EVERY_STEP) != 0)
        cell_mistake(t, row, CHECK_STEP,
            _("The check belongs to a step %s, which is not there; write * for every step."),
            name);
    return step;
}

/* One row. */
static void take_check(
    struct loader *l, const struct table *t, size_t row, struct check *c, size_t before)
{
    static const char *const levels[] = {"perbaiki", "cek", "saran"};
    const char *name = cell(t, row, CHECK_NAME);
    const char *form = cell(t, row, CHECK_FORM);
    const char *field = cell(t, row, CHECK_FIELD);

    *c = (struct check){
        .name = name,
        .step = take_step(l, t, row),
        .level =
            (enum check_level)cell_word(t, row, CHECK_LEVEL, levels, COUNT(levels), CHECK_MEND),
        .form = form[0] == '\0' ? NULL : load_find_form(l, form),
        .message = cell_words(t, row, CHECK_MESSAGE, CHECK_MESSAGE_EN),
        .sql = cell(t, row, CHECK_SQL),
    };
    for (size_t i = 0; i < before; i++)
        if (name[0] != '\0' && strcmp(l->m->checks[i].name, name) == 0)
            cell_mistake(t, row, CHECK_NAME, _("There is already a check %s."), name);
    if (is_engine_name(name))
        cell_mistake(t, row, CHECK_NAME, _("The program has a check %s of its own."), name);
    if (form[0] != '\0' && c->form == NULL)
        cell_mistake(t, row, CHECK_FORM, _("There is no form %s."), form);
    if (field[0] != '\0' && c->form != NULL && (c->field = form_field(c->form, field)) == NULL)
        cell_mistake(
            t, row, CHECK_FIELD, _("There is no field %s in the form %s."), field, form);
    if (field[0] != '\0' && form[0] == '\0')
        cell_mistake(t, row, CHECK_FORM, _("The field %s needs its form."), field);
    check_placeholders(t, row, CHECK_MESSAGE);
    check_placeholders(t, row, CHECK_MESSAGE_EN);
}

/* One of the engine's. */
static struct check of_engine(size_t i)
{
    const char *message = engine_checks[i].message;

    return (struct check){
        .name = engine_checks[i].name,
        .level = engine_checks[i].level,
        .message = {{[LANG_ID] = message_in(LANG_ID, message), [LANG_EN] = message}},
        .sql = "",
        .engine = (int)i + 1,
    };
}

enum status load_checks(struct loader *l)
{
    struct table t;
    enum status status =
        table_read(&t, l, "checks.csv", check_columns, COUNT(check_columns), false);
    struct check *all = arena_take(l->arena, t.count + ENGINE_CHECKS, sizeof *all);

    if (status != STATUS_OK || all == NULL)
        return status != STATUS_OK ? status : error_memory(l->e);
    l->m->checks = all;
    for (size_t i = 0; i < t.count; i++)
        take_check(l, &t, i, &all[i], i);
    for (size_t i = 0; i < ENGINE_CHECKS; i++)
        all[t.count + i] = of_engine(i);
    l->m->check_count = t.count + ENGINE_CHECKS;
    return STATUS_OK;
}

const struct check *engine_check(const struct method *m, enum engine_check which)
{
    return &m->checks[m->check_count - ENGINE_CHECKS + (size_t)which];
}
