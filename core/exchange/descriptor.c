/* datapackage.json: the tables of a package for programs, after Frictionless Data Package 1
 * (`profile`) and 2 (`$schema`). */
#include <jansson.h>
#include <stdio.h>

#include "core/exchange/manifest.h"

#define PROFILE "https://datapackage.org/profiles/2.0/"

/* Sets a member; *good falls when memory ends. Takes the value. */
static void set(json_t *object, const char *name, json_t *value, bool *good)
{
    *good = json_object_set_new(object, name, value) == 0 && *good;
}

/* Sets a text unless it is missing or empty. */
static void set_text(json_t *object, const char *name, const char *text, bool *good)
{
    if (text && text[0])
        set(object, name, json_string(text), good);
}

/* Adds to a list. */
static void add(json_t *list, json_t *value, bool *good)
{
    *good = json_array_append_new(list, value) == 0 && *good;
}

/* The values a column may have: the names of choices, retired ones too, or a type's few words.
 */
static json_t *values(const struct manifest_column *c, bool *good)
{
    json_t *list = json_array();

    for (size_t i = 0; c->list && i < c->list->count; i++)
        add(list, json_string(c->list->choices[i].name), good);
    for (size_t i = 0; !c->list && c->words[i]; i++)
        add(list, json_string(c->words[i]), good);
    return list;
}

/* One column. */
static json_t *column(const struct manifest_column *c, bool *good)
{
    json_t *object = json_object();

    set_text(object, "name", c->name, good);
    set_text(object, "type", c->schema, good);
    set_text(object, "format", c->format, good);
    set_text(object, "title", c->title, good);
    if (c->list || c->words) {
        json_t *constraints = json_object();
        set(constraints, "enum", values(c, good), good);
        set(object, "constraints", constraints, good);
    }
    return object;
}

/* A reference that leads to a row of the package; to the same table by an empty name. */
static json_t *foreign_key(
    const struct manifest_table *t, const struct manifest_column *c, bool *good)
{
    json_t *object = json_object(), *reference = json_object();

    set(reference, "resource", json_string(c->target == t->form ? "" : c->target->name), good);
    set_text(reference, "fields", HEADING_ID, good);
    set_text(object, "fields", c->name, good);
    set(object, "reference", reference, good);
    return object;
}

/* The schema of a table. */
static json_t *schema(const struct manifest_table *t, bool *good)
{
    json_t *object = json_object(), *fields = json_array(), *missing = json_array();
    json_t *key = json_array(), *foreign = json_array();

    for (size_t i = 0; i < t->count; i++)
        add(fields, column(&t->columns[i], good), good);
    for (size_t i = 0; i < t->key_count; i++)
        add(key, json_string(t->columns[t->key + i].name), good);
    for (size_t i = 0; i < t->count; i++)
        if (t->columns[i].target)
            add(foreign, foreign_key(t, &t->columns[i], good), good);
    add(missing, json_string(""), good);
    set_text(object, "$schema", PROFILE "tableschema.json", good);
    set(object, "fields", fields, good);
    set(object, "missingValues", missing, good);
    if (json_array_size(key))
        set(object, "primaryKey", json_incref(key), good);
    if (json_array_size(foreign))
        set(object, "foreignKeys", json_incref(foreign), good);
    json_decref(key);
    json_decref(foreign);
    return object;
}

/* How its CSV is written. */
static json_t *dialect(bool *good)
{
    json_t *object = json_object();

    set_text(object, "$schema", PROFILE "tabledialect.json", good);
    set_text(object, "delimiter", ",", good);
    set_text(object, "lineTerminator", "\r\n", good);
    set_text(object, "quoteChar", "\"", good);
    set(object, "doubleQuote", json_true(), good);
    set(object, "header", json_true(), good);
    return object;
}

/* One table as a resource. */
static json_t *resource(const struct manifest_table *t, bool *good)
{
    json_t *object = json_object();

    set_text(object, "name", t->name, good);
    set_text(object, "path", t->path, good);
    set_text(object, "$schema", PROFILE "dataresource.json", good);
    set_text(object, "profile", "tabular-data-resource", good);
    set_text(object, "type", "table", good);
    set_text(object, "title", t->title, good);
    set_text(object, "format", "csv", good);
    set_text(object, "mediatype", "text/csv", good);
    set_text(object, "encoding", "utf-8", good);
    set(object, "dialect", dialect(good), good);
    set(object, "schema", schema(t, good), good);
    return object;
}

/* What the package is as a whole. */
static json_t *head(const struct making *m, bool *good)
{
    const struct method *method = workbook_method(m->wb);
    json_t *object = json_object();
    char name[sizeof "susun-" + sizeof m->plan.region];

    snprintf(name, sizeof name, "susun%s%s", m->plan.region[0] ? "-" : "", m->plan.region);
    set_text(object, "$schema", PROFILE "datapackage.json", good);
    set_text(object, "profile", "tabular-data-package", good);
    set_text(object, "name", name, good);
    set_text(object, "title", m->region, good);
    set_text(object, "created", m->created, good);
    set_text(object, "nomor_paket", m->number, good);
    set_text(object, HEADING_REGION, m->plan.region, good);
    set_text(object, "metode", method->name, good);
    set(object, "versi_metode", json_integer(method->version), good);
    return object;
}

/* json_dump_callback_t: into the file. */
static int put(const char *bytes, size_t size, void *context)
{
    struct package_file *f = context;

    return package_write(f, bytes, size, NULL) == STATUS_OK ? 0 : -1;
}

enum status part_descriptor(struct making *m, struct package_file *f, struct error *e)
{
    struct manifest manifest;
    bool good = true;
    json_t *object = head(m, &good), *resources = json_array();
    enum status s = manifest_make(&manifest, m, e);

    for (size_t i = 0; s == STATUS_OK && i < manifest.count; i++)
        add(resources, resource(&manifest.tables[i], &good), &good);
    set(object, "resources", resources, &good);
    if (s == STATUS_OK && !good)
        s = error_memory(e);
    if (s == STATUS_OK && json_dump_callback(object, put, f, JSON_INDENT(1)) != 0) {
        s = package_write(f, "", 0, e); /* says what failed */
        s = s == STATUS_OK ? error_memory(e) : s;
    }
    if (s == STATUS_OK)
        s = package_write(f, "\n", 1, e);
    json_decref(object);
    manifest_free(&manifest);
    return s;
}
