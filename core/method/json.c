/* JSON arrays of strings (RFC 8259), the stored form of fields with several values. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/method/type.h"

/* Writes one string with its quotes. */
static void put_string(FILE *out, const char *s)
{
    fputc('"', out);
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c == '\t')
            fputs("\\t", out);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

/* True when one of the items before `i` equals it. */
static bool is_repeat(const char *const *items, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(items[k], items[i]) == 0)
            return true;
    return false;
}

/* Also keeps repeats, for arrays whose places have a meaning. */
static enum status write_list(
    const char *const *items, size_t count, bool unique, char **json, struct error *e)
{
    size_t size = 0;
    bool first = true;

    *json = NULL;
    FILE *out = open_memstream(json, &size);
    if (out == NULL)
        return error_memory(e);
    fputc('[', out);
    for (size_t i = 0; i < count; i++) {
        if (unique && is_repeat(items, i))
            continue;
        if (!first)
            fputc(',', out);
        first = false;
        put_string(out, items[i]);
    }
    fputc(']', out);
    bool failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed || *json == NULL) {
        free(*json);
        *json = NULL;
        return error_memory(e);
    }
    return STATUS_OK;
}

enum status json_from_list(const char *const *items, size_t count, char **json, struct error *e)
{
    return write_list(items, count, true, json, e);
}

enum status json_from_places(
    const char *const *items, size_t count, char **json, struct error *e)
{
    return write_list(items, count, false, json, e);
}

static const char *skip_blanks(const char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        p++;
    return p;
}

/* Four hex digits, or -1. */
static long hex4(const char *p)
{
    char digits[5] = {0};

    for (int i = 0; i < 4; i++) {
        if (!isxdigit((unsigned char)p[i]))
            return -1;
        digits[i] = p[i];
    }
    return strtol(digits, NULL, 16);
}

/* Writes a code point as UTF-8. */
static void put_utf8(FILE *out, unsigned long c)
{
    if (c < 0x80) {
        fputc((int)c, out);
    } else if (c < 0x800) {
        fputc((int)(0xC0 | c >> 6), out);
        fputc((int)(0x80 | (c & 0x3F)), out);
    } else if (c < 0x10000) {
        fputc((int)(0xE0 | c >> 12), out);
        fputc((int)(0x80 | (c >> 6 & 0x3F)), out);
        fputc((int)(0x80 | (c & 0x3F)), out);
    } else {
        fputc((int)(0xF0 | c >> 18), out);
        fputc((int)(0x80 | (c >> 12 & 0x3F)), out);
        fputc((int)(0x80 | (c >> 6 & 0x3F)), out);
        fputc((int)(0x80 | (c & 0x3F)), out);
    }
}

/* After "\u": one code point, of one or two halves; NULL when it is none or a NUL. */
static const char *take_code_point(const char *p, FILE *out)
{
    long c = hex4(p);

    if (c <= 0 || (c >= 0xDC00 && c <= 0xDFFF))
        return NULL;
    p += 4;
    if (c >= 0xD800 && c <= 0xDBFF) {
        long low = p[0] == '\\' && p[1] == 'u' ? hex4(p + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return NULL;
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        p += 6;
    }
    put_utf8(out, (unsigned long)c);
    return p;
}

/* After a backslash; the place behind the escape, or NULL. */
static const char *take_escape(const char *p, FILE *out)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";

    if (*p == 'u')
        return take_code_point(p + 1, out);
    const char *at = *p == '\0' ? NULL : strchr(from, *p);
    if (at == NULL)
        return NULL;
    fputc(to[at - from], out);
    return p + 1;
}

/* A string from its opening quote on; the place behind its closing one, or NULL. */
static const char *take_string(const char *p, FILE *out)
{
    for (p++; *p != '"';) {
        if ((unsigned char)*p < 0x20)
            return NULL;
        if (*p != '\\') {
            fputc(*p++, out);
            continue;
        }
        p = take_escape(p + 1, out);
        if (p == NULL)
            return NULL;
    }
    return p + 1;
}

/* A whole number as its digits; the place behind it, or NULL. */
static const char *take_integer(const char *p, FILE *out)
{
    if (*p == '-')
        fputc(*p++, out);
    if (!isdigit((unsigned char)*p) || (*p == '0' && isdigit((unsigned char)p[1])))
        return NULL;
    while (isdigit((unsigned char)*p))
        fputc(*p++, out);
    return p;
}

/* One item as a new string, or NULL; *p moves behind it. */
static char *take_item(const char **p, bool *memory)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (out == NULL) {
        *memory = false;
        return NULL;
    }
    const char *end = **p == '"' ? take_string(*p, out) : take_integer(*p, out);
    bool failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed || text == NULL)
        *memory = false;
    if (end == NULL || !*memory) {
        free(text);
        return NULL;
    }
    *p = end;
    return text;
}

/* Adds an item to a growing array; takes it over, also when memory is gone. */
static bool push(char ***items, size_t *count, size_t *room, char *item)
{
    if (*count == *room) {
        size_t more = *room == 0 ? 8 : *room * 2;
        char **grown = realloc(*items, more * sizeof *grown);
        if (grown == NULL) {
            free(item);
            return false;
        }
        *items = grown;
        *room = more;
    }
    (*items)[(*count)++] = item;
    return true;
}

enum status json_to_list(const char *json, char ***items, size_t *count, struct error *e)
{
    const char *p = skip_blanks(json);
    size_t room = 0;
    bool memory = true;
    bool well = *p == '[';

    *items = NULL;
    *count = 0;
    if (well)
        p = skip_blanks(p + 1);
    bool open = well && *p != ']';
    while (open) {
        char *item = take_item(&p, &memory);
        well = item != NULL && push(items, count, &room, item);
        if (!well) {
            memory = memory && item == NULL;
            break;
        }
        p = skip_blanks(p);
        open = *p == ',';
        if (open)
            p = skip_blanks(p + 1);
    }
    if (well && *p == ']' && *skip_blanks(p + 1) == '\0')
        return STATUS_OK;
    json_list_free(*items, *count);
    *items = NULL;
    *count = 0;
    if (!memory)
        return error_memory(e);
    return error_set(e, STATUS_DATA, _("This is not a list of texts in square brackets."));
}

void json_list_free(char **items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(items[i]);
    free(items);
}
