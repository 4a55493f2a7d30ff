#include "core/method/load.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/load_part.h"

/* Files a method may have beside those in folders; some are read by other parts of the program.
 */
static const char *const known_files[] = {"method.csv", "stages.csv", "steps.csv", "facts.csv",
    "forms.csv", "fields.csv", "choices.csv", "checks.csv", "promote.csv", "chapters.csv",
    "examples.csv", "heat.csv", "summary.csv", "sheets.csv"};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The name between `start` and `end` of a path, such as "2.5" of guide/id/2.5.md; NULL when the
 * path has another form. Scratch memory. */
static const char *name_between(
    struct loader *l, const char *path, const char *start, const char *end)
{
    size_t path_size = strlen(path);
    size_t start_size = strlen(start);
    size_t end_size = strlen(end);

    if (path_size <= start_size + end_size || strncmp(path, start, start_size) != 0 ||
        strcmp(path + path_size - end_size, end) != 0)
        return NULL;
    const char *name =
        arena_text_n(l->scratch, path + start_size, path_size - start_size - end_size);
    return strchr(name, '/') == NULL ? name : NULL;
}

/* A file nobody would read is a slip of the hand. */
static void check_file(struct loader *l, const char *path)
{
    const char *form = name_between(l, path, "seed/", ".csv");
    const char *step = name_between(l, path, "guide/id/", ".md");

    if (step == NULL)
        step = name_between(l, path, "guide/en/", ".md");
    for (size_t i = 0; i < COUNT(known_files); i++)
        if (strcmp(path, known_files[i]) == 0)
            return;
    if (form != NULL && load_find_form(l, form) == NULL)
        load_mistake(
            l, path, 0, 0, _("This file holds rows of a form %s, which is not there."), form);
    else if (step != NULL && method_step(l->m, step) == NULL)
        load_mistake(
            l, path, 0, 0, _("This file guides through a step %s, which is not there."), step);
    else if (form == NULL && step == NULL)
        load_mistake(l, path, 0, 0, _("A method has no file of this name."));
}

/* Reads and checks everything into l->m. */
static enum status load_all(struct loader *l)
{
    static enum status (*const parts[])(struct loader *) = {load_method_row, load_stages,
        load_choices, load_forms, load_steps, load_guides, load_fields, load_examples,
        load_promotions, load_heat, load_summary, load_sheets};
    enum status status = STATUS_OK;

    for (size_t i = 0; status == STATUS_OK && i < COUNT(parts); i++)
        status = parts[i](l);
    if (status != STATUS_OK)
        return status;
    load_forms_end(l);
    load_check_fields(l);
    load_dimensional(l);
    status = load_checks(l);
    if (status == STATUS_OK)
        status = load_engine(l);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < l->source->count; i++)
        check_file(l, l->source->files[i].path);
    source_hash(l->source, l->m->hash);
    if (l->no_memory || arena_failed(l->arena) || arena_failed(l->scratch) ||
        l->m->hash[0] == '\0')
        return error_memory(l->e);
    return l->mistakes == 0 ? STATUS_OK : STATUS_DATA;
}

enum status method_load(struct method **method, const struct source *source,
    mistake_fn *mistake, void *context, struct error *e)
{
    struct table forms = {0};
    struct table fields = {0};
    struct loader l = {.source = source,
        .tell = mistake,
        .context = context,
        .e = e,
        .arena = arena_begin(),
        .scratch = arena_begin(),
        .forms = &forms,
        .fields = &fields};
    enum status status = STATUS_MEMORY;

    *method = NULL;
    if (l.arena != NULL && l.scratch != NULL)
        l.m = arena_take(l.arena, 1, sizeof *l.m);
    if (l.m != NULL)
        status = load_all(&l);
    else
        error_memory(e);
    if (status == STATUS_OK) {
        l.m->memory = l.arena;
        *method = l.m;
    } else {
        arena_end(l.arena);
    }
    arena_end(l.scratch);
    return status;
}
