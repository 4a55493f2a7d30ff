/* steps.csv with facts.csv, and the list "@steps" that is made of the steps. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/load_part.h"

enum {
    STEP_STAGE,
    STEP_NAME,
    STEP_TITLE,
    STEP_TITLE_EN,
    STEP_MINUTES,
    STEP_PURPOSE,
    STEP_PURPOSE_EN,
    STEP_FORMS,
    STEP_SCREEN
};
static const struct column step_columns[] = {
    {"stage", CELL_NAME, true},
    {"step", CELL_STEP, true},
    {"title::id", CELL_LINE, true},
    {"title::en", CELL_LINE, false},
    {"minutes", CELL_LINE, false},
    {"purpose::id", CELL_LINE, false},
    {"purpose::en", CELL_LINE, false},
    {"forms", CELL_LINE, false},
    {"screen", CELL_NAME, false},
};

enum { FACT_STEP, FACT_TEXT, FACT_TEXT_EN, FACT_SQL };
static const struct column fact_columns[] = {
    {"step", CELL_STEP, true},
    {"text::id", CELL_LINE, true},
    {"text::en", CELL_LINE, false},
    {"sql", CELL_SQL, false},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define MINUTES_MOST 10000

/* The steps in file order before they are sorted into their stages. */
struct steps {
    struct step *all;
    size_t count;
};

/* By name among the first `count` of them. */
static struct step *find(const struct steps *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->all[i].name, name) == 0)
            return &s->all[i];
    return NULL;
}

/* The forms a step works on; an unknown one is a mistake. */
static const struct form **step_forms(struct loader *l, const struct table *t, size_t row)
{
    size_t count = 0;
    size_t known = 0;
    const char **names = cell_parts(t, row, STEP_FORMS, " |", &count);
    const struct form **forms = arena_take(l->arena, count + 1, sizeof *forms);

    for (size_t i = 0; forms != NULL && i < count; i++) {
        const struct form *f = load_find_form(l, names[i]);
        if (f == NULL)
            cell_mistake(t, row, STEP_FORMS,
                _("The step works on a form %s, which is not there."), names[i]);
        else
            forms[known++] = f;
    }
    return forms;
}

/* Reads steps.csv in file order. */
static enum status read_steps(struct loader *l, struct steps *s)
{
    struct table t;
    enum status status =
        table_read(&t, l, "steps.csv", step_columns, COUNT(step_columns), false);

    s->count = 0;
    s->all = arena_take(l->scratch, t.count + 1, sizeof *s->all);
    if (status != STATUS_OK || s->all == NULL)
        return status != STATUS_OK ? status : error_memory(l->e);
    for (size_t i = 0; i < t.count; i++) {
        const char *name = cell(&t, i, STEP_NAME);
        const char *stage = cell(&t, i, STEP_STAGE);
        if (name[0] != '\0' && find(s, name) != NULL) {
            cell_mistake(&t, i, STEP_NAME, _("There is already a step %s."), name);
            continue;
        }
        s->all[s->count] = (struct step){
            .name = name,
            .stage = load_find_stage(l, stage),
            .title = cell_words(&t, i, STEP_TITLE, STEP_TITLE_EN),
            .purpose = cell_words(&t, i, STEP_PURPOSE, STEP_PURPOSE_EN),
            .minutes = cell_whole(&t, i, STEP_MINUTES, 0, MINUTES_MOST, 0),
            .forms = step_forms(l, &t, i),
            .screen = cell(&t, i, STEP_SCREEN),
        };
        if (stage[0] != '\0' && s->all[s->count].stage == NULL)
            cell_mistake(&t, i, STEP_STAGE,
                _("The step belongs to a stage %s, which is not there."), stage);
        s->count++;
    }
    return STATUS_OK;
}

void load_check_placeholders(const struct table *t, size_t row, int column)
{
    const char *text = cell(t, row, column);

    for (const char *p = strpbrk(text, "{}"); p != NULL; p = strpbrk(p, "{}")) {
        size_t size = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz_");
        if (*p != '{' || size == 0 || p[1 + size] != '}') {
            cell_mistake(t, row, column,
                _("A placeholder is written {a}: small letters between braces."));
            return;
        }
        p += size + 2;
    }
}

/* Reads facts.csv and gives each step its facts, in file order. */
static enum status read_facts(struct loader *l, struct steps *s)
{
    struct table t;
    enum status status =
        table_read(&t, l, "facts.csv", fact_columns, COUNT(fact_columns), false);
    struct fact *facts = arena_take(l->arena, t.count + 1, sizeof *facts);
    size_t used = 0;

    if (status != STATUS_OK || facts == NULL)
        return status != STATUS_OK ? status : error_memory(l->e);
    for (size_t i = 0; i < t.count; i++) {
        const char *name = cell(&t, i, FACT_STEP);
        load_check_placeholders(&t, i, FACT_TEXT);
        load_check_placeholders(&t, i, FACT_TEXT_EN);
        if (name[0] != '\0' && find(s, name) == NULL)
            cell_mistake(&t, i, FACT_STEP,
                _("The fact belongs to a step %s, which is not there."), name);
    }
    for (size_t n = 0; n < s->count; n++) {
        s->all[n].facts = &facts[used];
        for (size_t i = 0; i < t.count; i++) {
            if (strcmp(cell(&t, i, FACT_STEP), s->all[n].name) != 0 || used == t.count)
                continue;
            facts[used++] = (struct fact){
                .text = cell_words(&t, i, FACT_TEXT, FACT_TEXT_EN),
                .sql = cell(&t, i, FACT_SQL),
            };
            s->all[n].fact_count++;
        }
    }
    return STATUS_OK;
}

/* Puts the steps into their stages, and lets facts know their step. */
static enum status place_steps(struct loader *l, const struct steps *s)
{
    struct step *placed = arena_take(l->arena, s->count + 1, sizeof *placed);
    struct stage *stages = (struct stage *)l->m->stages;
    size_t used = 0;

    if (placed == NULL)
        return error_memory(l->e);
    for (size_t k = 0; k < l->m->stage_count; k++) {
        stages[k].steps = &placed[used];
        for (size_t n = 0; n < s->count; n++) {
            if (s->all[n].stage != &stages[k])
                continue;
            struct step *step = &placed[used++];
            *step = s->all[n];
            struct fact *facts = (struct fact *)step->facts;
            for (size_t i = 0; i < step->fact_count; i++)
                facts[i].step = step;
            stages[k].count++;
        }
    }
    return STATUS_OK;
}

/* A step as people speak of it: "2.5 Program". */
static struct words numbered(struct loader *l, const struct step *step)
{
    struct words w = step->title;

    for (int lang = 0; lang < LANG_COUNT; lang++) {
        char *text =
            w.in[lang][0] != '\0' ? text_format("%s %s", step->name, w.in[lang]) : strdup("");
        l->no_memory = l->no_memory || text == NULL;
        w.in[lang] = text == NULL ? "" : arena_text(l->arena, text);
        free(text);
    }
    return w;
}

/* What a step is called as well: its title alone, in every language. */
static const char **titles(struct loader *l, const struct step *step)
{
    const char **names = arena_take(l->arena, LANG_COUNT + 1, sizeof *names);
    size_t count = 0;

    for (int lang = 0; names != NULL && lang < LANG_COUNT; lang++) {
        if (step->title.in[lang][0] != '\0')
            names[count++] = step->title.in[lang];
    }
    l->no_memory = l->no_memory || names == NULL;
    return names;
}

/* The list "@steps": a choice for each step, below its stage. */
static enum status add_steps_list(struct loader *l, const struct steps *s)
{
    static const char *none[] = {NULL};
    struct choice *choices = arena_take(l->arena, s->count + 1, sizeof *choices);
    struct choice_list *list = (struct choice_list *)&l->m->lists[l->m->list_count];

    if (choices == NULL)
        return error_memory(l->e);
    for (size_t n = 0; n < s->count; n++)
        choices[n] = (struct choice){
            .name = s->all[n].name,
            .label = numbered(l, &s->all[n]),
            .parent = s->all[n].stage == NULL ? "" : s->all[n].stage->name,
            .aliases = titles(l, &s->all[n]),
        };
    *list = (struct choice_list){
        .name = "@steps", .count = s->count, .choices = choices, .refused = none};
    l->m->list_count++;
    return load_spellings(l, list);
}

enum status load_steps(struct loader *l)
{
    struct steps s = {0};
    enum status status = read_steps(l, &s);

    if (status == STATUS_OK)
        status = read_facts(l, &s);
    if (status == STATUS_OK)
        status = place_steps(l, &s);
    if (status == STATUS_OK)
        status = add_steps_list(l, &s);
    return status;
}
