/* The types text, multiline and measure. */
#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/method/type_family.h"

/* New lines and tabs become blanks, blanks at both ends go: what a one-line field can show. */
static char *one_line(const char *text)
{
    char *copy = strdup(text);

    for (char *p = copy; p != NULL && *p != '\0'; p++)
        if (*p == '\n' || *p == '\t')
            *p = ' ';
    char *line = copy == NULL ? NULL : text_trim(copy);
    free(copy);
    return line;
}

enum outcome read_text(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    (void)field, (void)context, (void)other;
    return type_text_outcome(one_line(text), value, why);
}

/* Blanks and blank lines inside and at the ends are the writer's own. */
enum outcome read_multiline(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    char *trimmed = text_trim(text);

    (void)field, (void)context, (void)other;
    if (trimmed == NULL || trimmed[0] == '\0')
        return type_text_outcome(trimmed, value, why);
    free(trimmed);
    return type_text_outcome(strdup(text), value, why);
}

/* Any text is a measure ("WTP", "69-70"); the number in it, if there is one, is found by split.
 */
enum outcome read_measure(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    return read_text(field, text, context, value, other, why);
}

enum status split_measure(
    const struct value *value, struct value columns[LIMIT_COLUMNS], struct error *e)
{
    double number = 0;

    columns[1] = (struct value){0};
    enum status status = value_copy(&columns[0], value, e);
    if (status == STATUS_OK && value->kind == VALUE_TEXT &&
        number_measure(value->text, &number))
        columns[1] = value_real(number == 0 ? 0 : number);
    return status;
}

enum outcome machine_text(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    char *line = one_line(cells[0]);
    bool same = line != NULL && line[0] != '\0' && strcmp(line, cells[0]) == 0;

    (void)field;
    if (line == NULL)
        return type_no_memory(why);
    if (same)
        *value = value_text_own(line);
    else
        free(line);
    return same ? OUTCOME_VALUE : OUTCOME_UNREAD;
}

enum outcome machine_multiline(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    struct value other = {0};
    enum outcome outcome = read_multiline(field, cells[0], NULL, value, &other, why);

    return outcome == OUTCOME_EMPTY ? OUTCOME_UNREAD : outcome;
}
