/* Ids of keyed records: their key values as a JSON array in field order (DESIGN.md 3). */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/store/internal.h"

/* A JSON string literal (RFC 8259 7). */
static void append_string(sqlite3_str *s, const char *text)
{
    sqlite3_str_appendchar(s, 1, '"');
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p == '"' || *p == '\\')
            sqlite3_str_appendchar(s, 1, '\\');
        if (*p < 0x20)
            sqlite3_str_appendf(s, "\\u%04x", *p);
        else
            sqlite3_str_appendchar(s, 1, (char)*p);
    }
    sqlite3_str_appendchar(s, 1, '"');
}

char *keyed_uid(const struct form *form, const struct value *keys)
{
    sqlite3_str *s = sqlite3_str_new(NULL);
    bool whole = true;

    for (size_t i = 0; i < form->key_count; i++) {
        sqlite3_str_appendchar(s, 1, i ? ',' : '[');
        if (keys[i].kind == VALUE_INTEGER)
            sqlite3_str_appendf(s, "%lld", (long long)keys[i].integer);
        else if (keys[i].kind == VALUE_TEXT && keys[i].text[0])
            append_string(s, keys[i].text);
        else
            whole = false;
    }
    sqlite3_str_appendchar(s, 1, ']');
    char *text = sqlite3_str_finish(s);
    char *uid = whole && text ? strdup(text) : NULL;
    sqlite3_free(text);
    return uid;
}

enum status keyed_values(
    const struct form *form, const char *uid, struct value *keys, struct error *e)
{
    char **items = NULL;
    size_t count = 0, at = 0;
    enum status s = json_to_list(uid, &items, &count, e);

    for (size_t i = 0; i < form->key_count; i++)
        keys[i] = (struct value){0};
    if (s == STATUS_OK && count != form->key_count)
        s = error_set(e, STATUS_DATA, _("%s is not the key of a row of %s."), uid,
            words_get(&form->title));
    for (size_t i = 0; s == STATUS_OK && i < form->count && at < count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level != LEVEL_KEY)
            continue;
        if (strcmp(f->type->columns[0].sql, "INTEGER") == 0) {
            keys[at] = value_integer(strtoll(items[at], NULL, 10));
        } else {
            char *copy = strdup(items[at]);
            if (!copy)
                s = error_memory(e);
            else
                keys[at] = value_text_own(copy);
        }
        at++;
    }
    json_list_free(items, count);
    for (size_t i = 0; s != STATUS_OK && i < form->key_count; i++)
        value_clear(&keys[i]);
    return s;
}
