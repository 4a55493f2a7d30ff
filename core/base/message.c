#include "core/base/message.h"

#include <stdint.h>
#include <string.h>

#include "core/base/builtin.h"

static enum lang chosen = LANG_ID;

void message_set_lang(enum lang lang)
{
    chosen = lang;
}

enum lang message_lang(void)
{
    return chosen;
}

int message_lang_named(const char *name, enum lang *lang)
{
    static const char *const names[LANG_COUNT] = {[LANG_ID] = "id", [LANG_EN] = "en"};
    for (int i = 0; i < LANG_COUNT; i++)
        if (strcmp(name, names[i]) == 0) {
            *lang = (enum lang)i;
            return 0;
        }
    return -1;
}

/* A catalogue in GNU MO format: where its two tables of (length, offset) begin. */
struct catalogue {
    const unsigned char *bytes;
    size_t size;
    int big_endian;
    uint32_t count, originals, translations;
};

/* The 32 bit number at an offset that is known to lie inside. */
static uint32_t number_at(const struct catalogue *c, size_t at)
{
    const unsigned char *b = c->bytes + at;
    if (c->big_endian)
        return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

/* Reads the header; 0 when these bytes are a catalogue whose tables lie inside. */
static int catalogue_open(struct catalogue *c, const unsigned char *bytes, size_t size)
{
    *c = (struct catalogue){.bytes = bytes, .size = size};
    if (!bytes || size < 28)
        return -1;
    uint32_t magic = number_at(c, 0);
    c->big_endian = magic == 0xde120495;
    if (magic != 0x950412de && !c->big_endian)
        return -1;
    if (number_at(c, 4) >> 16 > 1)
        return -1;
    c->count = number_at(c, 8);
    c->originals = number_at(c, 12);
    c->translations = number_at(c, 16);
    uint64_t table = (uint64_t)c->count * 8;
    return c->originals + table <= size && c->translations + table <= size ? 0 : -1;
}

/* The i-th string of a table, or NULL when it does not lie inside and end in a NUL. */
static const char *string_at(const struct catalogue *c, uint32_t table, uint32_t i)
{
    uint64_t length = number_at(c, table + (size_t)i * 8);
    uint64_t offset = number_at(c, table + (size_t)i * 8 + 4);
    if (offset + length >= c->size || c->bytes[offset + length] != 0)
        return NULL;
    return (const char *)c->bytes + offset;
}

const char *message_find(const unsigned char *bytes, size_t size, const char *msgid)
{
    struct catalogue c;
    if (*msgid == '\0' || catalogue_open(&c, bytes, size))
        return NULL;
    uint32_t low = 0, high = c.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *original = string_at(&c, c.originals, middle);
        if (!original)
            return NULL;
        int order = strcmp(msgid, original);
        if (order == 0) {
            const char *translation = string_at(&c, c.translations, middle);
            return translation && *translation ? translation : NULL;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *message_in(enum lang lang, const char *msgid)
{
    if (lang == LANG_EN)
        return msgid;
    const struct builtin *file = builtin_find("po/id.mo");
    const char *found = file ? message_find(file->bytes, file->size, msgid) : NULL;
    return found ? found : msgid;
}

const char *message_get(const char *msgid)
{
    return message_in(chosen, msgid);
}
