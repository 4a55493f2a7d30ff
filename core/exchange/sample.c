#include "core/exchange/sample.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/builtin.h"
#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/action.h"
#include "core/store/mark.h"
#include "core/store/rows.h"

#define RECIPE "sample.csv"
#define METHOD "smart-city"

/* One of the sample's files: compiled in, or, for tests, from the folder SUSUN_SAMPLE names. */
struct part {
    const char *bytes;
    size_t size;
    char *read; /* what was read from the folder, or NULL */
};

/* Which sample is made, and how. */
struct making {
    const char *path;
    const char *folder; /* of its files; NULL: the compiled-in ones */
    bool practice;
    const struct import_options *options;
    struct import_result *total;
};

/* Gets a file of the sample; free part->read afterwards, also after a failure. */
static enum status part_get(
    struct part *part, const char *folder, const char *file, struct error *e)
{
    char *path = folder ? file_join(folder, file) : text_format("sample/%s", file);
    const struct builtin *built = path && !folder ? builtin_find(path) : NULL;
    enum status s = path ? STATUS_OK : error_memory(e);

    *part = (struct part){0};
    if (s == STATUS_OK && folder) {
        s = file_read(path, LIMIT_FILE, &part->read, &part->size, e);
        part->bytes = part->read;
    } else if (s == STATUS_OK && built) {
        part->bytes = (const char *)built->bytes;
        part->size = built->size;
    } else if (s == STATUS_OK) {
        s = error_set(
            e, STATUS_MISSING, _("The sample's part %s is not in the program."), file);
    }
    free(path);
    return s;
}

/* sample.csv: rows of key and value; "import" names files in their order. */
static const char *recipe_value(const struct csv_table *recipe, const char *key)
{
    for (size_t i = 0; i < recipe->rows; i++)
        if (strcmp(csv_table_cell(recipe, i, 0), key) == 0)
            return csv_table_cell(recipe, i, 1);
    return "";
}

/* One of the recipe's files, "opd.csv" for the form of that name. */
static enum status import_file(
    const struct making *m, struct workbook *wb, const char *file, struct error *e)
{
    struct import_result result = {0}, *total = m->total;
    struct part part = {0};
    char *name = strndup(file, strcspn(file, "."));
    const struct form *form = name ? method_form(workbook_method(wb), name) : NULL;
    enum status s = name ? part_get(&part, m->folder, file, e) : error_memory(e);

    if (s == STATUS_OK && !form)
        s = error_set(
            e, STATUS_MISSING, _("The sample's part %s is not in the program."), file);
    if (s == STATUS_OK)
        s = import_bytes(wb, form, file, part.bytes, part.size, m->options, &result, e);
    total->added += result.added;
    total->changed += result.changed;
    total->same += result.same;
    total->rejected += result.rejected;
    total->marked += result.marked;
    free(part.read);
    free(name);
    return s;
}

/* The uid of a form's row by its code, NULL when there is none. Caller frees. */
static enum status row_of(
    struct workbook *wb, const struct form *form, const char *code, char **uid, struct error *e)
{
    struct rows *rows;
    enum status s = rows_open(wb, form, &rows, e);

    *uid = NULL;
    for (size_t i = 0; s == STATUS_OK && !*uid && i < rows_count(rows); i++) {
        char *own = NULL;
        s = record_code(wb, form, rows_uid(rows, i), &own, e);
        if (s == STATUS_OK && strcmp(own, code) == 0 && !(*uid = strdup(rows_uid(rows, i))))
            s = error_memory(e);
        free(own);
    }
    rows_close(rows);
    return s;
}

/* Puts the row named "form code" into the trash. */
static enum status throw_away(struct workbook *wb, const char *row, struct error *e)
{
    size_t size = strcspn(row, " ");
    char *name = strndup(row, size), *uid = NULL;
    const struct form *form = name ? method_form(workbook_method(wb), name) : NULL;
    enum status s = name ? STATUS_OK : error_memory(e);

    free(name);
    if (s == STATUS_OK && form)
        s = row_of(wb, form, row + size + (row[size] != '\0'), &uid, e);
    if (s == STATUS_OK && !uid)
        s = error_set(e, STATUS_MISSING, _("The sample's part %s is not in the program."), row);
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_DELETE, e);
    if (s == STATUS_OK) {
        s = action_delete(wb, form, uid, e);
        if (s == STATUS_OK)
            s = action_commit(wb, e);
        else
            action_rollback(wb);
    }
    free(uid);
    return s;
}

/* What a line of the recipe asks for; others are about the whole. */
static enum status take_line(const struct making *m, struct workbook *wb, const char *key,
    const char *value, struct error *e)
{
    if (strcmp(key, "import") == 0)
        return import_file(m, wb, value, e);
    if (m->practice && strcmp(key, "trash") == 0)
        return throw_away(wb, value, e);
    if (m->practice && strcmp(key, "mark") == 0) /* undo goes back to here */
        return mark_set(wb, value, MARK_PLAIN, NULL, "", e);
    return STATUS_OK;
}

/* Every line of the recipe. */
static enum status fill(const struct making *m, const char *path,
    const struct csv_table *recipe, const struct person *person, struct error *e)
{
    struct workbook *wb;
    enum status s = workbook_open(&wb, path, WORKBOOK_WRITE, person, e);

    if (s != STATUS_OK)
        return s;
    if (m->practice)
        s = workbook_set_practice(wb, e);
    for (size_t i = 0; s == STATUS_OK && i < recipe->rows; i++)
        s = take_line(m, wb, csv_table_cell(recipe, i, 0), csv_table_cell(recipe, i, 1), e);
    workbook_close(wb);
    return s;
}

/* Makes the workbook beside its place, then lets it appear whole. */
static enum status make(const struct making *m, const struct csv_table *recipe, struct error *e)
{
    struct person person = {
        .author = recipe_value(recipe, "author"), .program = PACKAGE_STRING};
    struct source source = {0};
    char *beside = text_format("%s.%ld", m->path, (long)getpid());
    enum status s = beside ? source_builtin(&source, METHOD, e) : error_memory(e);

    if (s == STATUS_OK)
        s = workbook_new(beside, &source, recipe_value(recipe, "region"),
            atoi(recipe_value(recipe, "start")), atoi(recipe_value(recipe, "years")), &person,
            e);
    if (s == STATUS_OK) {
        s = fill(m, beside, recipe, &person, e);
        if (s == STATUS_OK)
            s = file_rename(beside, m->path, e);
        if (s != STATUS_OK)
            file_remove(beside);
    }
    source_free(&source);
    free(beside);
    return s;
}

/* Reads the recipe and follows it. */
static enum status follow(const struct making *m, struct error *e)
{
    struct csv_table recipe = {0};
    struct part part;

    *m->total = (struct import_result){0};
    if (file_exists(m->path))
        return error_set(e, STATUS_FILE,
            _("%s is there already and stays as it is. Name another file."), m->path);
    enum status s = part_get(&part, m->folder, RECIPE, e);
    if (s == STATUS_OK)
        s = csv_table_read(&recipe, RECIPE, part.bytes, part.size, e);
    if (s == STATUS_OK)
        s = make(m, &recipe, e);
    csv_table_free(&recipe);
    free(part.read);
    return s;
}

enum status sample_make(const char *path, const struct import_options *options,
    struct import_result *result, struct error *e)
{
    const struct making m = {
        .path = path, .folder = getenv("SUSUN_SAMPLE"), .options = options, .total = result};

    return follow(&m, e);
}

enum status sample_make_practice(const char *path, struct error *e)
{
    const struct import_options options = {0};
    struct import_result total;
    const struct making m = {
        .path = path, .practice = true, .options = &options, .total = &total};

    return follow(&m, e);
}
