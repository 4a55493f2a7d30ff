#include "core/exchange/personal.h"

#include <ctype.h>
#include <string.h>

#include "core/plan/comment.h"
#include <strings.h>

/* Whether the rows of a form are named by a person's data. */
static bool lists_persons(const struct form *form)
{
    const struct field *title = form->kind == FORM_LIST ? form_title_field(form) : NULL;

    return title && title->personal;
}

/* Whether a reference may lead to a form that lists persons. */
static bool leads_to_persons(const struct field *field)
{
    for (const struct form **t = field->targets; t && *t; t++)
        if (lists_persons(*t))
            return true;
    return false;
}

bool personal_form(const struct form *form)
{
    if (lists_persons(form))
        return true;
    for (size_t i = 0; form->kind == FORM_KEYED && i < form->count; i++)
        if (form->fields[i].level == LEVEL_KEY && leads_to_persons(&form->fields[i]))
            return true;
    return false;
}

bool personal_field(const struct field *field)
{
    return field->personal || leads_to_persons(field);
}

/* Whether a character may be part of a name in SQL. */
static bool in_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Whether a name stands in a query. */
static bool mentions(const char *sql, const char *name)
{
    size_t size = strlen(name);

    for (const char *at = sql; (at = strcasestr(at, name)); at++)
        if ((at == sql || !in_name(at[-1])) && !in_name(at[size]))
            return true;
    return false;
}

/* Whether a query takes all columns at once: a star behind SELECT, DISTINCT, a comma or a dot,
 * not one that counts or multiplies. */
static bool takes_all(const char *sql)
{
    static const char *const before[] = {"select", "distinct", "all"};

    for (const char *star = sql; (star = strchr(star, '*')); star++) {
        const char *end = star, *word;
        while (end > sql && isspace((unsigned char)end[-1]))
            end--;
        if (end > sql && (end[-1] == ',' || end[-1] == '.'))
            return true;
        for (word = end; word > sql && in_name(word[-1]); word--)
            ;
        for (size_t i = 0; i < sizeof before / sizeof *before; i++)
            if ((size_t)(end - word) == strlen(before[i]) &&
                strncasecmp(word, before[i], strlen(before[i])) == 0)
                return true;
    }
    return false;
}

bool personal_comments(const struct method *m, const char *sql)
{
    struct comment_fields f;
    bool all = takes_all(sql);

    if (!comment_fields_find(m, &f) || !mentions(sql, f.form->name))
        return false;
    const struct field *said[] = {f.text, f.proposal, f.seen};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (said[i] && (all || mentions(sql, said[i]->name)))
            return true;
    return false;
}

bool personal_query(const struct method *m, const char *sql)
{
    bool all = takes_all(sql);

    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *form = &m->forms[i];
        if (!mentions(sql, form->name))
            continue;
        if (personal_form(form))
            return true;
        for (size_t k = 0; k < form->count; k++)
            if (personal_field(&form->fields[k]) &&
                (all || mentions(sql, form->fields[k].name)))
                return true;
    }
    return false;
}
