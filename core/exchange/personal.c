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

/* What comes after a comment or something quoted that begins here; `at` when nothing does. */
static const char *pass_over(const char *at)
{
    static const char *const pairs[] = {
        "--", "\n", "/*", "*/", "'", "'", "\"", "\"", "`", "`", "[", "]"};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i += 2) {
        size_t size = strlen(pairs[i]);
        if (strncmp(at, pairs[i], size) != 0)
            continue;
        const char *end = strstr(at + size, pairs[i + 1]);
        return end ? end + strlen(pairs[i + 1]) : at + strlen(at);
    }
    return at;
}

/* Whether a word is one that a star for all columns may follow. */
static bool before_all(const char *word, size_t size)
{
    static const char *const words[] = {"select", "distinct", "all"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (size == strlen(words[i]) && strncasecmp(word, words[i], size) == 0)
            return true;
    return false;
}

/* Whether a query takes all columns at once: a star behind SELECT, DISTINCT, a comma or a dot,
 * whatever is said between them, not one that counts or multiplies. */
static bool takes_all(const char *sql)
{
    bool open = false; /* a star here would take all */

    for (const char *at = sql, *next; *at; at = next) {
        next = pass_over(at);
        bool comment = next > at && (*at == '-' || *at == '/');
        if (comment || isspace((unsigned char)*at)) {
            next = comment ? next : at + 1;
            continue;
        }
        if (*at == '*' && open)
            return true;
        bool quoted = next > at;
        while (!quoted && in_name(*next))
            next++;
        open = *at == ',' || *at == '.' || before_all(at, (size_t)(next - at));
        next += next == at;
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
