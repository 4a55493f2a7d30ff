#include "core/plan/sentence.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"

#define GROUPED_FROM 10000

char *sentence_cell(sqlite3_stmt *row, int column, const char *none)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: {
        int64_t n = sqlite3_column_int64(row, column);
        return n > -GROUPED_FROM && n < GROUPED_FROM ? text_format("%lld", (long long)n)
                                                     : number_show_integer(n);
    }
    case SQLITE_FLOAT: return number_show_decimal(sqlite3_column_double(row, column));
    case SQLITE_NULL: return strdup(none);
    default: {
        const char *text = (const char *)sqlite3_column_text(row, column);
        return text ? strdup(text) : NULL;
    }
    }
}

char *sentence_fill(const char *text, sentence_word_fn *word, const void *context)
{
    char *out = strdup("");

    while (out && *text) {
        size_t plain = strcspn(text, "{");
        size_t name = text[plain] ? strcspn(text + plain + 1, "}") : 0;
        bool closed = text[plain] && text[plain + 1 + name] == '}';
        if (text[plain] && !closed)
            plain = strlen(text);
        const char *value = closed ? word(context, text + plain + 1, name) : "";
        char *longer = text_format("%s%.*s%s", out, (int)plain, text, value);
        free(out);
        out = longer;
        text += plain + (closed ? name + 2 : 0);
    }
    return out;
}
