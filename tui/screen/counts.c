#include "tui/screen/counts.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"

char *counts_text(const struct counted *parts)
{
    char *text = strdup("");

    for (; text != NULL && parts->words != NULL; parts++) {
        if (parts->count == 0 && !parts->always)
            continue;
        char *part = text_format(_(parts->words), parts->count);
        char *longer =
            part != NULL ? text_format("%s%s%s", text, text[0] ? ", " : "", part) : NULL;
        free(part);
        free(text);
        text = longer;
    }
    return text;
}
