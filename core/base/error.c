#include "core/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/message.h"

/* Stands for the sentence when there is no memory to hold one; told apart by its address. */
static char memory_text[] = "There is not enough memory.";

/* Puts a new sentence (NULL: memory is gone) in place of the old one. */
static void replace(struct error *e, enum status status, char *text)
{
    error_clear(e);
    e->status = text ? status : STATUS_MEMORY;
    e->text = text ? text : memory_text;
}

enum status error_set(struct error *e, enum status status, const char *format, ...)
{
    if (!e)
        return status;
    va_list args;
    char *text = NULL;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    replace(e, status, text);
    return status;
}

enum status error_where(struct error *e, const char *format, ...)
{
    if (!e)
        return STATUS_OK;
    enum status status = e->status;
    va_list args;
    char *where = NULL;
    va_start(args, format);
    if (vasprintf(&where, format, args) < 0)
        where = NULL;
    va_end(args);
    char *text = NULL;
    if (where && asprintf(&text, "%s: %s", where, error_text(e)) < 0)
        text = NULL;
    free(where);
    if (text)
        replace(e, status, text);
    return status;
}

enum status error_memory(struct error *e)
{
    if (e)
        replace(e, STATUS_MEMORY, NULL);
    return STATUS_MEMORY;
}

const char *error_text(const struct error *e)
{
    if (!e || !e->text)
        return "";
    return e->text == memory_text ? _("There is not enough memory.") : e->text;
}

void error_clear(struct error *e)
{
    if (!e)
        return;
    if (e->text != memory_text)
        free(e->text);
    e->text = NULL;
    e->status = STATUS_OK;
}
