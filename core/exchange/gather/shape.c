#include "core/exchange/gather/shape.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/engine.h"

#define MOST_TABLES 300 /* each is a file that stays open while rows are gathered */
#define LONGEST_NAME 100

/* A member's text, "" when it has none. Owned by the shape. */
static const char *text_of(struct shape *shape, const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return arena_text(shape->manifest.memory, text ? text : "");
}

/* Whether a name may stand in SQL and in a path. */
static bool is_plain(const char *name)
{
    return text_is_name(name) && strlen(name) <= LONGEST_NAME;
}

char *shape_path(const char *table)
{
    return table[0] == '_' ? text_format("%s.csv", table + 1)
                           : text_format("%s/%s.csv", PACKAGE_DATA, table);
}

const struct manifest_table *manifest_at(const struct manifest *manifest, const char *path)
{
    for (size_t i = 0; i < manifest->count; i++)
        if (strcmp(manifest->tables[i].path, path) == 0)
            return &manifest->tables[i];
    return NULL;
}

size_t manifest_column_place(const struct manifest_table *t, const char *name)
{
    for (size_t i = 0; i < t->count; i++)
        if (strcmp(t->columns[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

/* The values a column may have, as far as it says; NULL when it does not. */
static const char *const *words_of(struct shape *shape, const json_t *field)
{
    const json_t *list = json_object_get(json_object_get(field, "constraints"), "enum");
    size_t count = json_array_size(list);
    const char **words =
        count ? arena_take(shape->manifest.memory, count + 1, sizeof *words) : NULL;

    for (size_t i = 0; words && i < count; i++) {
        const char *word = json_string_value(json_array_get(list, i));
        if (!word)
            return NULL;
        words[i] = arena_text(shape->manifest.memory, word);
    }
    return words;
}

/* One column; false when it has no fit name. */
static bool read_column(struct shape *shape, struct manifest_column *c, const json_t *field)
{
    static const char *const known[] = {
        "string", "integer", "number", "date", "time", "year", "array", "datetime"};
    const char *schema = text_of(shape, field, "type"),
               *format = text_of(shape, field, "format");

    *c = (struct manifest_column){.name = text_of(shape, field, "name"),
        .schema = known[0],
        .format = format[0] ? format : NULL,
        .title = text_of(shape, field, "title"),
        .words = words_of(shape, field)};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(schema, known[i]) == 0)
            c->schema = known[i];
    return is_plain(c->name);
}

/* One text, alone or as the only item of a list; NULL when it is something else. */
static const char *lone(const json_t *value)
{
    return json_array_size(value) == 1 ? json_string_value(json_array_get(value, 0))
                                       : json_string_value(value);
}

/* The references the table promises to keep. */
static void read_references(struct manifest_table *t, const json_t *schema)
{
    const json_t *list = json_object_get(schema, "foreignKeys");

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *key = json_array_get(list, i);
        const json_t *reference = json_object_get(key, "reference");
        const char *field = lone(json_object_get(key, "fields"));
        const char *there = lone(json_object_get(reference, "fields"));
        const char *table = json_string_value(json_object_get(reference, "resource"));
        size_t at = field ? manifest_column_place(t, field) : SIZE_MAX;
        if (at != SIZE_MAX && there && table && strcmp(there, HEADING_ID) == 0)
            t->columns[at].target = table[0] ? table : t->name;
    }
}

/* How many columns behind the region tell its rows apart. */
static void read_key(struct manifest_table *t, const json_t *schema)
{
    const json_t *key = json_object_get(schema, "primaryKey");
    size_t count = json_is_string(key) ? 1 : json_array_size(key);

    t->key = 1;
    t->key_count = t->regional && count < t->count ? count : 0;
    for (size_t i = 0; i < t->key_count; i++) {
        const char *name =
            json_string_value(json_is_string(key) ? key : json_array_get(key, i));
        if (!name || strcmp(name, t->columns[i + 1].name) != 0)
            t->key_count = 0;
    }
}

/* Whether the gathered package has a column of this name of its own in such a table. */
static bool is_reserved(const struct manifest_table *t, const char *column)
{
    static const char *const summary[] = {ENGINE_SUMMARY_TITLE, DESCRIPTOR_NUMBER,
        ENGINE_SUMMARY_EDITED, DESCRIPTOR_VERSION, ENGINE_SUMMARY_MARK, ENGINE_SUMMARY_FILE};

    if (!t->regional)
        return strcmp(column, DESCRIPTOR_VERSION) == 0;
    for (size_t i = 0; i < sizeof summary / sizeof *summary; i++)
        if (strcmp(t->name, SHAPE_SUMMARY) == 0 && strcmp(column, summary[i]) == 0)
            return true;
    return false;
}

/* The columns of a table: each has a fit name, once, that is its to have. */
static enum status read_columns(
    struct shape *shape, struct manifest_table *t, const json_t *fields, struct error *e)
{
    for (size_t i = 0; i < t->count; i++) {
        struct manifest_column *c = &t->columns[i];
        bool fit = read_column(shape, c, json_array_get(fields, i));
        t->regional = strcmp(t->columns[0].name, HEADING_REGION) == 0;
        if (!fit || manifest_column_place(t, c->name) != i || is_reserved(t, c->name))
            return error_set(e, STATUS_DATA,
                _("datapackage.json describes a column “%s” of %s that cannot be."), c->name,
                t->name);
    }
    return STATUS_OK;
}

/* One table. */
static enum status read_table(struct shape *shape, const json_t *resource, struct error *e)
{
    const char *name = text_of(shape, resource, "name"),
               *path = text_of(shape, resource, "path");
    const json_t *schema = json_object_get(resource, "schema");
    const json_t *fields = json_object_get(schema, "fields");
    size_t count = json_array_size(fields);

    if (!is_plain(name + (name[0] == '_')) || strcmp(name, SHAPE_EXTRA) == 0 || !count ||
        count > LIMIT_CSV_CELLS)
        return error_set(e, STATUS_DATA,
            _("datapackage.json describes a table “%s” that no package of Susun has."), name);
    char *place = shape_path(name);
    bool here = place && strcmp(place, path) == 0;
    bool again = here && manifest_at(&shape->manifest, path);
    if (place && (!here || again)) {
        free(place);
        return error_set(e, STATUS_DATA,
            _("datapackage.json says that the table %s stands in “%s”."), name, path);
    }
    struct manifest_table *t = manifest_add(&shape->manifest, place ? strdup(name) : NULL,
        place, count, text_of(shape, resource, "title"));
    if (!t)
        return error_memory(e);
    enum status s = read_columns(shape, t, fields, e);
    if (s != STATUS_OK)
        return s;
    read_key(t, schema);
    read_references(t, schema);
    return STATUS_OK;
}

/* References lead to tables that are there and know their rows by id; others promise nothing.
 */
static void settle_references(struct shape *shape)
{
    for (size_t i = 0; i < shape->manifest.count; i++) {
        struct manifest_table *t = &shape->manifest.tables[i];
        for (size_t k = 0; k < t->count; k++) {
            const char *wanted = t->columns[k].target;
            t->columns[k].target = NULL;
            for (size_t n = 0; wanted && n < shape->manifest.count; n++) {
                const struct manifest_table *other = &shape->manifest.tables[n];
                if (t->regional && strcmp(other->name, wanted) == 0 && other->key_count == 1 &&
                    strcmp(other->columns[1].name, HEADING_ID) == 0)
                    t->columns[k].target = other->name;
            }
        }
    }
}

/* "73.22": digits and points. */
static bool is_region(const char *text)
{
    size_t size = strspn(text, "0123456789.");

    return size > 0 && size < 16 && text[size] == '\0';
}

/* Whether it is one line of text, as the summary repeats it. */
static bool is_line(const char *text, bool *starved)
{
    char *shown = text_printable(text);
    bool is = shown && strcmp(shown, text) == 0;

    *starved = *starved || !shown;
    free(shown);
    return is;
}

/* What it says of itself can stand in the summary. */
static enum status check_head(const struct shape *shape, struct error *e)
{
    const char *const lines[] = {shape->title, shape->number, shape->method};
    bool starved = false;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!is_line(lines[i], &starved))
            return starved ? error_memory(e)
                           : error_set(e, STATUS_DATA,
                                 _("datapackage.json holds signs in its title, number or "
                                   "method that are no text."));
    return value_fits("datetime", shape->created)
               ? STATUS_OK
               : error_set(e, STATUS_DATA,
                     _("datapackage.json does not say as a time when it was made."));
}

/* What it is as a whole. */
static enum status read_head(struct shape *shape, const json_t *top, struct error *e)
{
    json_int_t version = json_integer_value(json_object_get(top, DESCRIPTOR_VERSION));

    shape->region = text_of(shape, top, HEADING_REGION);
    shape->title = text_of(shape, top, "title");
    shape->created = text_of(shape, top, DESCRIPTOR_CREATED);
    shape->number = text_of(shape, top, DESCRIPTOR_NUMBER);
    shape->method = text_of(shape, top, DESCRIPTOR_METHOD);
    if (!shape->method[0] || version < 1 || version > 1000000)
        return error_set(e, STATUS_DATA,
            _("datapackage.json does not say which method it is of: no district's package."));
    shape->version = (int)version;
    if (!shape->region[0])
        return error_set(e, STATUS_DATA,
            _("It does not say which district it is of. The district fills it in and exports "
              "once more."));
    return is_region(shape->region)
               ? check_head(shape, e)
               : error_set(e, STATUS_DATA, _("“%s” is no code of a district."), shape->region);
}

enum status shape_read(struct shape *shape, const char *text, size_t size, struct error *e)
{
    json_t *top = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    const json_t *resources = json_object_get(top, "resources");

    *shape = (struct shape){.manifest.memory = arena_begin()};
    enum status s = shape->manifest.memory ? STATUS_OK : error_memory(e);
    if (s == STATUS_OK && !json_is_object(top))
        s = error_set(e, STATUS_DATA, _("datapackage.json cannot be understood."));
    if (s == STATUS_OK)
        s = read_head(shape, top, e);
    if (s == STATUS_OK && json_array_size(resources) > MOST_TABLES)
        s = error_set(e, STATUS_DATA, _("datapackage.json describes too many tables."));
    for (size_t i = 0; s == STATUS_OK && i < json_array_size(resources); i++)
        s = read_table(shape, json_array_get(resources, i), e);
    if (s == STATUS_OK)
        settle_references(shape); /* still names texts of `top` */
    json_decref(top);
    return s == STATUS_OK && arena_failed(shape->manifest.memory) ? error_memory(e) : s;
}

void shape_free(struct shape *shape)
{
    manifest_free(&shape->manifest);
}
