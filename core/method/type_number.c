/* The types integer, decimal, money and percent. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/method/type_family.h"

/* The two types of whole numbers, one way: `sentence` is for what is not understood. */
static enum outcome read_whole(const struct field *field, const char *text, struct value *value,
    struct value *other, struct error *why,
    enum reading (*read)(const char *, int64_t *, int64_t *), char *(*show)(int64_t),
    const char *sentence)
{
    int64_t first = 0;
    int64_t second = 0;

    switch (read(text, &first, &second)) {
    case READING_EMPTY: return OUTCOME_EMPTY;
    case READING_VALUE: *value = value_integer(first); return OUTCOME_VALUE;
    case READING_ASK:
        *value = value_integer(first);
        *other = value_integer(second);
        return type_ask(why, field, text, show(first), show(second));
    case READING_NONE: break;
    }
    return type_unread(why, sentence, field, text);
}

/* Both types of real numbers; a minus zero becomes zero. */
static enum outcome read_real(const struct field *field, const char *text, struct value *value,
    struct value *other, struct error *why,
    enum reading (*read)(const char *, double *, double *), const char *sentence)
{
    double first = 0;
    double second = 0;
    enum reading reading = read(text, &first, &second);

    if (reading == READING_EMPTY)
        return OUTCOME_EMPTY;
    if (reading == READING_NONE || !isfinite(first))
        return type_unread(why, sentence, field, text);
    *value = value_real(first == 0 ? 0 : first);
    if (reading == READING_VALUE)
        return OUTCOME_VALUE;
    *other = value_real(second == 0 ? 0 : second);
    return type_ask(why, field, text, number_show_decimal(first), number_show_decimal(second));
}

enum outcome read_integer(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    (void)context;
    return read_whole(field, text, value, other, why, number_integer, number_show_integer,
        _("%s: \"%s\" is not a whole number. Write digits, such as 12 or 1.200."));
}

enum outcome read_money(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    (void)context;
    return read_whole(field, text, value, other, why, number_money, number_show_money,
        _("%s: \"%s\" is not an amount in rupiah. Write 1.500.000, 750 jt or 2 M."));
}

enum outcome read_decimal(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    (void)context;
    return read_real(field, text, value, other, why, number_decimal,
        _("%s: \"%s\" is not a number. Write digits with a decimal comma, such as 2,88."));
}

enum outcome read_percent(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    (void)context;
    return read_real(field, text, value, other, why, number_percent,
        _("%s: \"%s\" is not a percentage. Write 65 or 65,5%%."));
}

char *show_integer(const struct field *field, const struct value *value)
{
    (void)field;
    return value->kind == VALUE_INTEGER ? number_show_integer(value->integer) : strdup("");
}

char *show_money(const struct field *field, const struct value *value)
{
    (void)field;
    return value->kind == VALUE_INTEGER ? number_show_money(value->integer) : strdup("");
}

char *show_decimal(const struct field *field, const struct value *value)
{
    (void)field;
    return value->kind == VALUE_REAL ? number_show_decimal(value->real) : strdup("");
}

char *show_percent(const struct field *field, const struct value *value)
{
    char *number = show_decimal(field, value);

    if (number == NULL || number[0] == '\0')
        return number;
    char *text = text_format("%s %%", number);
    free(number);
    return text;
}

/* Takes exactly what value_machine writes; "1.500" or "007" is for a person to explain. */
static enum outcome take_exact(
    struct value read, const char *cell, struct value *value, struct error *why)
{
    char *again = value_machine(&read);
    bool same = again != NULL && strcmp(again, cell) == 0;

    if (again == NULL)
        return type_no_memory(why);
    free(again);
    if (same)
        *value = read;
    return same ? OUTCOME_VALUE : OUTCOME_UNREAD;
}

enum outcome machine_integer(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    (void)field;
    errno = 0;
    return take_exact(value_integer(strtoll(cells[0], NULL, 10)), cells[0], value, why);
}

enum outcome machine_real(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    char *end = NULL;
    double x = strtod(cells[0], &end);

    (void)field;
    if (!isfinite(x) || end == cells[0])
        return OUTCOME_UNREAD;
    return take_exact(value_real(x), cells[0], value, why);
}
