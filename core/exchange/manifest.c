#include "core/exchange/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/links.h"
#include "core/exchange/personal.h"
#include "core/exchange/promise.h"
#include "core/method/type.h"

void manifest_free(struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++) {
        struct manifest_table *t = &manifest->tables[i];
        free(t->name);
        free(t->path);
        free(t->columns);
        columns_free(&t->made);
    }
    free(manifest->tables);
    arena_end(manifest->memory);
    *manifest = (struct manifest){0};
}

struct manifest_table *manifest_add(
    struct manifest *manifest, char *name, char *path, size_t columns, const char *title)
{
    struct manifest_table *more =
        name && path ? realloc(manifest->tables, (manifest->count + 1) * sizeof *more) : NULL;
    struct manifest_column *room = more ? calloc(columns + 1, sizeof *room) : NULL;

    if (more)
        manifest->tables = more;
    if (!room) {
        free(name);
        free(path);
        return NULL;
    }
    struct manifest_table *t = &manifest->tables[manifest->count++];
    *t = (struct manifest_table){
        .name = name, .path = path, .title = title, .columns = room, .count = columns};
    return t;
}

/* Whether one form alone is the target, and the package holds it. */
static const struct form *only_target(const struct making *m, const struct field *f)
{
    return f->targets && f->targets[0] && !f->targets[1] &&
                   part_has_form(m->options, f->targets[0])
               ? f->targets[0]
               : NULL;
}

/* The names of a list's choices, retired ones too, up to a NULL. */
static enum status names_of(struct manifest *manifest, const struct choice_list *list,
    const char *const **names, struct error *e)
{
    const char **out = arena_take(manifest->memory, list->count + 1, sizeof *out);

    *names = out;
    if (!out)
        return error_memory(e);
    for (size_t i = 0; i < list->count; i++)
        out[i] = list->choices[i].name;
    return STATUS_OK;
}

/* What is promised of a stored column of a field. */
static enum status promise(struct manifest *manifest, const struct making *m,
    struct manifest_column *c, const struct field *f, struct error *e)
{
    bool kept = false;
    enum status s = STATUS_OK;

    c->words = f->type->words;
    if (f->type->id == TYPE_SELECT_ONE) {
        s = promise_choices(m->wb, f, &kept, e);
        if (s == STATUS_OK && kept)
            s = names_of(manifest, f->list, &c->words, e);
    } else if (f->type->id == TYPE_REF && only_target(m, f)) {
        s = promise_reference(m->wb, f, &kept, e);
        c->target = kept ? f->targets[0]->name : NULL;
    }
    return s;
}

/* One column of a form's table. */
static enum status describe(struct manifest *manifest, const struct making *m,
    struct manifest_column *c, const struct column *from, struct error *e)
{
    const struct field *f = from->field;

    *c = (struct manifest_column){.name = from->heading, .schema = "string", .title = ""};
    if (from->kind != COLUMN_PART)
        return STATUS_OK;
    c->title = f->label.in[LANG_ID];
    if (f->level == LEVEL_COMPUTED) {
        /* what an expression gives is not held to the type of its field */
        c->schema = f->type->numeric ? "number" : "string";
        return STATUS_OK;
    }
    c->schema = f->type->columns[from->part].schema;
    c->format = f->type->columns[from->part].format;
    return promise(manifest, m, c, f, e);
}

/* data/FORM.csv. */
static enum status add_form(
    struct manifest *manifest, const struct making *m, const struct form *form, struct error *e)
{
    struct columns made;
    enum status s = columns_make(&made, form, m->options->dialect, m->options->personal, e);
    struct manifest_table *t = s == STATUS_OK
                                   ? manifest_add(manifest, strdup(form->name),
                                         text_format("%s/%s.csv", PACKAGE_DATA, form->name),
                                         made.count, form->title.in[LANG_ID])
                                   : NULL;

    if (!t) {
        columns_free(&made);
        return s == STATUS_OK ? error_memory(e) : s;
    }
    t->made = made;
    t->regional = true;
    t->key = 1; /* id, behind the region */
    t->key_count = 1;
    for (size_t i = 0; s == STATUS_OK && i < made.count; i++)
        s = describe(manifest, m, &t->columns[i], &made.items[i], e);
    return s;
}

/* data/FORM__FIELD.csv. */
static enum status add_link(
    struct manifest *manifest, const struct making *m, const struct field *f, struct error *e)
{
    bool kept = false;
    enum status s = only_target(m, f) ? promise_reference(m->wb, f, &kept, e) : STATUS_OK;
    struct manifest_table *t = s == STATUS_OK
                                   ? manifest_add(manifest, links_name(f), links_path(f),
                                         LINK_COLUMNS, f->label.in[LANG_ID])
                                   : NULL;

    if (!t)
        return s == STATUS_OK ? error_memory(e) : s;
    t->regional = true;
    t->key = 1; /* the row's id and the other's */
    t->key_count = 2;
    for (size_t i = 0; i < LINK_COLUMNS; i++)
        t->columns[i] =
            (struct manifest_column){.name = links_heading(i), .schema = "string", .title = ""};
    t->columns[1].target = f->form->name;
    t->columns[2].target = kept ? f->targets[0]->name : NULL;
    return STATUS_OK;
}

/* A table beside data/: its name begins with a low line, as no form's does. */
static enum status add_part(struct manifest *manifest, const struct part *part,
    const struct part_column *columns, struct error *e)
{
    size_t count = 0, stem = strlen(part->path) - strlen(".csv");

    while (columns[count].name)
        count++;
    struct manifest_table *t = manifest_add(
        manifest, text_format("_%.*s", (int)stem, part->path), strdup(part->path), count, "");
    if (!t)
        return error_memory(e);
    t->regional = strcmp(columns[0].name, HEADING_REGION) == 0;
    for (size_t i = 0; i < count; i++)
        t->columns[i] = (struct manifest_column){
            .name = columns[i].name, .schema = columns[i].schema, .title = ""};
    return STATUS_OK;
}

/* ringkasan.csv: the engine's figures and the method's. */
static enum status add_summary(
    struct manifest *manifest, const struct making *m, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    struct manifest_table *t = manifest_add(manifest, strdup("_ringkasan"),
        strdup(PART_SUMMARY), SUMMARY_OWN + method->figure_count, "");

    if (!t)
        return error_memory(e);
    t->regional = true;
    for (size_t i = 0; i < SUMMARY_OWN; i++)
        t->columns[i] = (struct manifest_column){
            .name = summary_own[i].name, .schema = summary_own[i].schema, .title = ""};
    for (size_t i = 0; i < method->figure_count; i++) {
        const struct figure *f = &method->figures[i];
        t->columns[SUMMARY_OWN + i] = (struct manifest_column){
            .name = f->name, .schema = f->schema, .title = f->title.in[LANG_ID]};
    }
    return STATUS_OK;
}

enum status manifest_make(struct manifest *manifest, const struct making *m, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    const struct part *part;

    *manifest = (struct manifest){.memory = arena_begin()};
    enum status s = manifest->memory ? STATUS_OK : error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++)
        if (part_has_form(m->options, &method->forms[i]))
            s = add_form(manifest, m, &method->forms[i], e);
    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < method->forms[i].count; k++)
            if (links_has(m->options, &method->forms[i].fields[k]))
                s = add_link(manifest, m, &method->forms[i].fields[k], e);
    for (size_t i = 0; s == STATUS_OK && (part = part_at(m->options, i)); i++)
        if (part->columns || part->columns_of)
            s = add_part(manifest, part,
                part->columns ? part->columns : part->columns_of(m->options->personal), e);
    return s == STATUS_OK && !m->options->only ? add_summary(manifest, m, e) : s;
}
