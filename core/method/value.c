/* Stored values: kinds, copies, comparison, machine form. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/method/type.h"

void value_clear(struct value *v)
{
    free(v->text);
    *v = (struct value){0};
}

enum status value_copy(struct value *to, const struct value *from, struct error *e)
{
    *to = *from;
    if (from->kind != VALUE_TEXT)
        return STATUS_OK;
    to->text = strdup(from->text);
    if (to->text != NULL)
        return STATUS_OK;
    *to = (struct value){0};
    return error_memory(e);
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case VALUE_NULL: return true;
    case VALUE_INTEGER: return a->integer == b->integer;
    case VALUE_REAL: return a->real == b->real;
    case VALUE_TEXT: return strcmp(a->text, b->text) == 0;
    }
    return false;
}

struct value value_text_own(char *text)
{
    return (struct value){.kind = VALUE_TEXT, .text = text};
}

struct value value_integer(int64_t n)
{
    return (struct value){.kind = VALUE_INTEGER, .integer = n};
}

struct value value_real(double x)
{
    return (struct value){.kind = VALUE_REAL, .real = x};
}

char *value_machine(const struct value *column_value)
{
    switch (column_value->kind) {
    case VALUE_NULL: return strdup("");
    case VALUE_INTEGER: return text_format("%" PRId64, column_value->integer);
    case VALUE_REAL: return number_plain(column_value->real);
    case VALUE_TEXT: return strdup(column_value->text);
    }
    return NULL;
}
