/* datapackage.json: the tables of a package for programs, after Frictionless Data Package 1
 * (`profile`) and 2 (`$schema`). */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

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

/* The values a column may have. */
static json_t *values(const struct manifest_column *c, bool *good)
{
    json_t *list = json_array();

    for (size_t i = 0; c->words[i]; i++)
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
    if (c->words) {
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

    set(reference, "resource", json_string(strcmp(c->target, t->name) == 0 ? "" : c->target),
        good);
    set_text(reference, "fields", HEADING_ID, good);
    set_text(object, "fields", c->name, good);
    set(object, "reference", reference, good);
    return object;
}

/* The schema of a table. Where several districts stand in it, ids are told apart by the region
 * too, and references, which may be empty while the region never is, stay with muat.sql: a
 * validator refuses a key with an empty part. */
static json_t *schema(const struct manifest_table *t, bool many, bool *good)
{
    json_t *object = json_object(), *fields = json_array(), *missing = json_array();
    json_t *key = json_array(), *foreign = json_array();

    for (size_t i = 0; i < t->count; i++)
        add(fields, column(&t->columns[i], good), good);
    if (many && t->key_count)
        add(key, json_string(t->columns[0].name), good);
    for (size_t i = 0; i < t->key_count; i++)
        add(key, json_string(t->columns[t->key + i].name), good);
    for (size_t i = 0; i < t->count; i++)
        if (t->columns[i].target && !many)
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
static json_t *resource(const struct manifest_table *t, bool many, bool *good)
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
    set(object, "schema", schema(t, many, good), good);
    return object;
}

/* The versions of the method: one number, or a list where packages of several stand together.
 */
static json_t *versions(const struct descriptor_head *head, bool many, bool *good)
{
    json_t *list = json_array();

    for (size_t i = 0; i < head->version_count; i++)
        add(list, json_integer(head->versions[i]), good);
    if (many)
        return list;
    json_decref(list);
    return json_integer(head->versions[0]);
}

/* What the package is as a whole. */
static json_t *top(const struct descriptor_head *head, bool many, bool *good)
{
    json_t *object = json_object();

    set_text(object, "$schema", PROFILE "datapackage.json", good);
    set_text(object, "profile", "tabular-data-package", good);
    set_text(object, "name", head->name, good);
    set_text(object, "title", head->title, good);
    set_text(object, DESCRIPTOR_CREATED, head->created, good);
    set_text(object, DESCRIPTOR_NUMBER, head->number, good);
    set_text(object, HEADING_REGION, head->region, good);
    set_text(object, DESCRIPTOR_METHOD, head->method, good);
    set(object, DESCRIPTOR_VERSION, versions(head, many, good), good);
    return object;
}

/* json_dump_callback_t: into the file. */
static int put(const char *bytes, size_t size, void *context)
{
    struct package_file *f = context;

    return package_write(f, bytes, size, NULL) == STATUS_OK ? 0 : -1;
}

enum status descriptor_write(const struct manifest *manifest,
    const struct descriptor_head *head, struct package_file *f, struct error *e)
{
    bool good = true;
    json_t *object = top(head, manifest->many, &good), *resources = json_array();
    enum status s = STATUS_OK;

    for (size_t i = 0; i < manifest->count; i++)
        add(resources, resource(&manifest->tables[i], manifest->many, &good), &good);
    set(object, "resources", resources, &good);
    if (!good)
        s = error_memory(e);
    if (s == STATUS_OK && json_dump_callback(object, put, f, JSON_INDENT(1)) != 0) {
        s = package_write(f, "", 0, e); /* says what failed */
        s = s == STATUS_OK ? error_memory(e) : s;
    }
    if (s == STATUS_OK)
        s = package_write(f, "\n", 1, e);
    json_decref(object);
    return s;
}

enum status part_descriptor(struct making *m, struct package_file *f, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    struct manifest manifest;
    char name[sizeof "susun-" + sizeof m->plan.region];
    const struct descriptor_head head = {.name = name,
        .title = m->region,
        .created = m->created,
        .number = m->number,
        .region = m->plan.region,
        .method = method->name,
        .versions = &method->version,
        .version_count = 1};
    enum status s = manifest_make(&manifest, m, e);

    snprintf(name, sizeof name, "susun%s%s", m->plan.region[0] ? "-" : "", m->plan.region);
    if (s == STATUS_OK)
        s = descriptor_write(&manifest, &head, f, e);
    manifest_free(&manifest);
    return s;
}
