/* The bounds of a number field: they inform, they never block. */
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

char *field_range_hint(const struct field *field, const struct value *value)
{
    double x = 0;

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
