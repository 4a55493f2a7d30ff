#include "core/exchange/excel.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

/* Apostrophes, then a sign Excel would take for the beginning of a formula. */
static bool looks_like_formula(const char *text)
{
    char sign = text[strspn(text, "'")];

    return sign && strchr("=+@\t\r\n-", sign);
}

char *excel_guard(const char *text)
{
    return looks_like_formula(text) ? text_format("'%s", text) : strdup(text);
}

const char *excel_unguard(const char *text)
{
    return text[0] == '\'' && looks_like_formula(text) ? text + 1 : text;
}

char *excel_number(const char *machine)
{
    char *copy = strdup(machine);
    char *dot = copy ? strchr(copy, '.') : NULL;

    if (dot)
        *dot = ',';
    return copy;
}

bool excel_read_number(
    const struct field *field, const char *text, struct value *value, struct error *why)
{
    const char *p = text + (text[0] == '-');
    size_t digits = strspn(p, "0123456789");
    size_t fraction = p[digits] == ',' ? strspn(p + digits + 1, "0123456789") : 0;
    size_t size = digits + (fraction ? fraction + 1 : 0);
    const char *cells[LIMIT_COLUMNS] = {"", "", ""};

    if (!field->type->numeric || !digits || p[size])
        return false;
    char *machine = strdup(text);
    if (!machine) {
        error_memory(why);
        return false;
    }
    if (fraction)
        machine[(size_t)(p - text) + digits] = '.';
    cells[0] = machine;
    bool read = type_read_machine(field, cells, value, why) == OUTCOME_VALUE;
    free(machine);
    return read;
}
