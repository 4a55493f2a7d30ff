/* What is odd about a number that was read: it informs, it never blocks. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/method/type.h"

/* The number in a stored value; false when there is none. */
static bool number_of(const struct field *field, const struct value *value, double *x)
{
    if (value->kind == VALUE_INTEGER)
        *x = (double)value->integer;
    else if (value->kind == VALUE_REAL)
        *x = value->real;
    else
        return value->kind == VALUE_TEXT && field->type->id == TYPE_MEASURE &&
               number_measure(value->text, x);
    return true;
}

/* A bound as this field shows its numbers. Caller frees. */
static char *show_bound(const struct field *field, double bound)
{
    struct value v = field->type->columns[0].sql[0] == 'I' ? value_integer((int64_t)bound)
                                                           : value_real(bound);

    return field->type->id == TYPE_MEASURE ? number_show_decimal(bound)
                                           : field->type->show(field, &v);
}

/* Why a measure that begins with a number ("12.000 rumah") has none; NULL when that is no
 * question. Caller frees. */
static char *measure_hint(const struct field *field, const struct value *value)
{
    double x = 0, other = 0;

    if (value->kind != VALUE_TEXT || field->type->id != TYPE_MEASURE ||
        !number_measure_asks(value->text, &x, &other))
        return NULL;
    char *whole = number_plain(x > other ? x : other);
    char *part = number_show_decimal(x > other ? other : x);
    char *hint = whole && part
                     ? text_format(_("%s: this may be %s or %s, so no number is taken "
                                     "from it. Write %s if that is meant."),
                           words_get(&field->label), whole, part, whole)
                     : NULL;
    free(whole);
    free(part);
    return hint;
}

char *field_range_hint(const struct field *field, const struct value *value)
{
    double x = 0;
    char *unread = measure_hint(field, value);

    if (unread != NULL)
        return unread;
    if (!number_of(field, value, &x))
        return NULL;
    if ((!field->has_min || x >= field->min) && (!field->has_max || x <= field->max))
        return NULL;
    char *min = field->has_min ? show_bound(field, field->min) : NULL;
    char *max = field->has_max ? show_bound(field, field->max) : NULL;
    const char *label = words_get(&field->label);
    char *hint = NULL;
    if (min != NULL && max != NULL)
        hint = text_format(_("%s is meant to be from %s to %s."), label, min, max);
    else if (min != NULL)
        hint = text_format(_("%s is meant to be %s or more."), label, min);
    else if (max != NULL)
        hint = text_format(_("%s is meant to be %s or less."), label, max);
    free(min);
    free(max);
    return hint;
}
