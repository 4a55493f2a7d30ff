#include "core/method/method.h"

#include <string.h>

#include "core/method/arena.h"
#include "core/method/type.h"

const char *words_get(const struct words *w)
{
    const char *text = w->in[message_lang()];

    return text != NULL && text[0] != '\0' ? text : w->in[LANG_ID];
}

void method_free(struct method *m)
{
    if (m != NULL)
        arena_end(m->memory);
}

const struct form *method_form(const struct method *m, const char *name)
{
    for (size_t i = 0; i < m->form_count; i++)
        if (strcmp(m->forms[i].name, name) == 0)
            return &m->forms[i];
    return NULL;
}

const struct choice_list *method_list(const struct method *m, const char *name)
{
    for (size_t i = 0; i < m->list_count; i++)
        if (strcmp(m->lists[i].name, name) == 0)
            return &m->lists[i];
    return NULL;
}

const struct field *form_field(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->fields[i].name, name) == 0)
            return &f->fields[i];
    return NULL;
}

const struct field *form_role_field(const struct form *f, enum field_role role)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->fields[i].role == role)
            return &f->fields[i];
    return NULL;
}

const struct field *form_title_field(const struct form *f)
{
    const struct field *best = form_role_field(f, ROLE_TITLE);

    if (best == NULL)
        best = form_role_field(f, ROLE_NAME);
    for (size_t i = 0; best == NULL && i < f->count; i++)
        if (f->fields[i].type->id == TYPE_TEXT || f->fields[i].type->id == TYPE_MULTILINE)
            best = &f->fields[i];
    return best;
}

const struct check *method_check(const struct method *m, const char *name)
{
    for (size_t i = 0; i < m->check_count; i++)
        if (strcmp(m->checks[i].name, name) == 0)
            return &m->checks[i];
    return NULL;
}

const struct step *method_step(const struct method *m, const char *name)
{
    for (size_t i = 0; i < m->stage_count; i++)
        for (size_t k = 0; k < m->stages[i].count; k++)
            if (strcmp(m->stages[i].steps[k].name, name) == 0)
                return &m->stages[i].steps[k];
    return NULL;
}

const struct step *form_first_step(const struct method *m, const struct form *f)
{
    for (size_t i = 0; i < m->stage_count; i++)
        for (size_t k = 0; k < m->stages[i].count; k++)
            for (const struct form **own = m->stages[i].steps[k].forms; *own != NULL; own++)
                if (*own == f)
                    return &m->stages[i].steps[k];
    return NULL;
}

const char *check_level_name(enum check_level level)
{
    static const char *const names[CHECK_LEVELS] = {
        [CHECK_MEND] = "perbaiki", [CHECK_LOOK] = "cek", [CHECK_ADVICE] = "saran"};

    return names[level];
}

const struct form *method_form_of_role(const struct method *m, enum form_role role)
{
    for (size_t i = 0; i < m->form_count; i++)
        if (m->forms[i].role == role)
            return &m->forms[i];
    return NULL;
}

const struct form *method_plan_form(const struct method *m)
{
    for (size_t i = 0; i < m->form_count; i++)
        if (form_role_field(&m->forms[i], ROLE_REGION) != NULL)
            return &m->forms[i];
    return NULL;
}

bool form_is_dimensional(const struct form *f)
{
    return f->dimensional;
}

const struct guide *step_guide(const struct step *step)
{
    const struct guide *guide = step->guides[message_lang()];

    return guide != NULL ? guide : step->guides[LANG_ID];
}

const struct choice *list_choice(const struct choice_list *l, const char *name)
{
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->choices[i].name, name) == 0)
            return &l->choices[i];
    return NULL;
}
