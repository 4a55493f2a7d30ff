/* Cells of the loader's tables as words, flags, numbers and lists. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/load_table.h"
#include "core/method/type_family.h"

/* The words joined for a sentence: "single, list, fixed". */
static char *joined(const char *const *words, size_t count)
{
    char *text = strdup("");

    for (size_t i = 0; text != NULL && i < count; i++) {
        if (words[i][0] == '\0')
            continue;
        char *longer = text_format("%s%s%s", text, text[0] == '\0' ? "" : ", ", words[i]);
        free(text);
        text = longer;
    }
    return text;
}

int cell_word(const struct table *t, size_t row, int column, const char *const *words,
    size_t count, int otherwise)
{
    const char *text = cell(t, row, column);

    if (text[0] == '\0')
        return otherwise;
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], text) == 0)
            return (int)i;
    char *all = joined(words, count);
    cell_mistake(t, row, column, _("The cell %s cannot be \"%s\". It can be: %s."),
        t->columns[column].name, text, all == NULL ? "" : all);
    free(all);
    return otherwise;
}

bool cell_flag(const struct table *t, size_t row, int column)
{
    static const char *const words[] = {
        "", "tidak", "no", "0", "false", "ya", "yes", "1", "true"};
    const char *text = cell(t, row, column);

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], text) == 0)
            return i >= 5;
    cell_mistake(t, row, column, _("The cell %s is either ya or empty, not \"%s\"."),
        t->columns[column].name, text);
    return false;
}

int cell_whole(
    const struct table *t, size_t row, int column, int least, int most, int otherwise)
{
    const char *text = cell(t, row, column);

    if (text[0] == '\0')
        return otherwise;
    char *end = NULL;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (errno == 0 && *end == '\0' && strspn(text, "0123456789") == strlen(text) &&
        n >= least && n <= most)
        return (int)n;
    cell_mistake(t, row, column, _("The cell %s must be a whole number from %d to %d."),
        t->columns[column].name, least, most);
    return otherwise;
}

struct words cell_words(const struct table *t, size_t row, int id, int en)
{
    return (struct words){{[LANG_ID] = cell(t, row, id), [LANG_EN] = cell(t, row, en)}};
}

const char **load_parts(
    struct loader *l, const char *text, const char *separators, size_t *count)
{
    static const char *none[] = {NULL};
    char **pieces = NULL;
    const char **parts = NULL;

    *count = 0;
    if (text[0] == '\0')
        return none;
    size_t found = 0;
    if (pieces_split(text, separators, &pieces, &found))
        parts = arena_take(l->arena, found + 1, sizeof *parts);
    else
        l->no_memory = true;
    for (size_t i = 0; parts != NULL && i < found; i++)
        parts[(*count)++] = arena_text(l->arena, pieces[i]);
    json_list_free(pieces, pieces == NULL ? 0 : found);
    return parts == NULL ? none : parts;
}

const char **cell_parts(
    const struct table *t, size_t row, int column, const char *separators, size_t *count)
{
    return load_parts(t->loader, cell(t, row, column), separators, count);
}

const char *load_fold(struct loader *l, const char *text)
{
    if (text[0] == '\0')
        return "";
    char *folded = text_fold(text);
    l->no_memory = l->no_memory || folded == NULL;
    const char *kept = folded == NULL ? "" : arena_text(l->scratch, folded);

    free(folded);
    return kept;
}
