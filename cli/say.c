#include "cli/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/file.h"
#include "core/base/file_system.h"
#include "core/base/message.h"
#include "core/base/text.h"

/* The line with every control character made visible, then LF. */
static void put_line(FILE *out, const char *format, va_list args)
{
    char *line = NULL;

    if (vasprintf(&line, format, args) < 0)
        line = NULL;
    char *safe = line ? text_printable(line) : NULL;
    fprintf(out, "%s\n", safe ? safe : "");
    free(safe);
    free(line);
}

void say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put_line(stderr, format, args);
    va_end(args);
}

void tell(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put_line(stdout, format, args);
    va_end(args);
}

void tell_bytes(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) { /* say_end asks whether it could be written */
        unsigned char c = (unsigned char)bytes[i];
        bool high = i > 0 && bytes[i - 1] == '\xc2' && c >= 0x80 && c < 0xa0; /* U+0080.. */
        if (high) /* the byte before is out: U+00BF stands for it */
            putchar(0xbf);
        else
            putchar((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f ? '?' : c);
    }
}

enum status say_end(struct error *e)
{
    errno = 0;
    int failed = fflush(stdout) != 0 || ferror(stdout);

    if (!failed)
        return STATUS_OK;
    return error_set(e, STATUS_FILE, _("The output could not be written: %s."),
        file_reason(errno ? errno : EIO));
}

void say_place(const char *path)
{
    const char *name = file_system_unsafe(path);

    if (name != NULL)
        say(_("%s lies on a stick or a network folder (%s): a power cut can damage it there. "
              "Copy it to a folder of this laptop and work in the copy."),
            path, name);
}
