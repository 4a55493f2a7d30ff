#include "core/exchange/dialect.h"

#include <string.h>

static const struct dialect dialects[] = {
    {"machine", ',', false, false},
    {"excel", ';', true, true},
};

const struct dialect *dialect_at(size_t i)
{
    return i < sizeof dialects / sizeof *dialects ? &dialects[i] : NULL;
}

const struct dialect *dialect_named(const char *name)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
        if (strcmp(dialects[i].name, name) == 0)
            return &dialects[i];
    return NULL;
}
