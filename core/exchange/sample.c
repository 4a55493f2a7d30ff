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

#define RECIPE "sample.csv"
#define METHOD "smart-city"

/* One of the sample's files: compiled in, or, for tests, from the folder SUSUN_SAMPLE names. */
struct part {
    const char *bytes;
    size_t size;
    char *read; /* what was read from the folder, or NULL */
};

/* Gets a file of the sample; free part->read afterwards, also after a failure. */
static enum status part_get(struct part *part, const char *file, struct error *e)
{
    const char *folder = getenv("SUSUN_SAMPLE");
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
static enum status import_file(struct workbook *wb, const char *file,
    const struct import_options *options, struct import_result *total, struct error *e)
{
    struct import_result result = {0};
    struct part part = {0};
    char *name = strndup(file, strcspn(file, "."));
    const struct form *form = name ? method_form(workbook_method(wb), name) : NULL;
    enum status s = name ? part_get(&part, file, e) : error_memory(e);

    if (s == STATUS_OK && !form)
        s = error_set(
            e, STATUS_MISSING, _("The sample's part %s is not in the program."), file);
    if (s == STATUS_OK)
        s = import_bytes(wb, form, file, part.bytes, part.size, options, &result, e);
    total->added += result.added;
    total->changed += result.changed;
    total->same += result.same;
    total->rejected += result.rejected;
    total->marked += result.marked;
    free(part.read);
    free(name);
    return s;
}

/* Every file of the recipe. */
static enum status fill(const char *path, const struct csv_table *recipe,
    const struct person *person, const struct import_options *options,
    struct import_result *total, struct error *e)
{
    struct workbook *wb;
    enum status s = workbook_open(&wb, path, WORKBOOK_WRITE, person, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < recipe->rows; i++)
        if (strcmp(csv_table_cell(recipe, i, 0), "import") == 0)
            s = import_file(wb, csv_table_cell(recipe, i, 1), options, total, e);
    workbook_close(wb);
    return s;
}

/* Makes the workbook beside its place, then lets it appear whole. */
static enum status make(const char *path, const struct csv_table *recipe,
    const struct import_options *options, struct import_result *total, struct error *e)
{
    struct person person = {
        .author = recipe_value(recipe, "author"), .program = PACKAGE_STRING};
    struct source source = {0};
    char *beside = text_format("%s.%ld", path, (long)getpid());
    enum status s = beside ? source_builtin(&source, METHOD, e) : error_memory(e);

    if (s == STATUS_OK)
        s = workbook_new(beside, &source, recipe_value(recipe, "region"),
            atoi(recipe_value(recipe, "start")), atoi(recipe_value(recipe, "years")), &person,
            e);
    if (s == STATUS_OK) {
        s = fill(beside, recipe, &person, options, total, e);
        if (s == STATUS_OK)
            s = file_rename(beside, path, e);
        if (s != STATUS_OK)
            file_remove(beside);
    }
    source_free(&source);
    free(beside);
    return s;
}

enum status sample_make(const char *path, const struct import_options *options,
    struct import_result *result, struct error *e)
{
    struct csv_table recipe = {0};
    struct part part;

    *result = (struct import_result){0};
    if (file_exists(path))
        return error_set(e, STATUS_FILE,
            _("%s is there already and stays as it is. Name another file."), path);
    enum status s = part_get(&part, RECIPE, e);
    if (s == STATUS_OK)
        s = csv_table_read(&recipe, RECIPE, part.bytes, part.size, e);
    if (s == STATUS_OK)
        s = make(path, &recipe, options, result, e);
    csv_table_free(&recipe);
    free(part.read);
    return s;
}
