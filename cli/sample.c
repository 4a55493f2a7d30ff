/* susun sample: a workbook to try things in, made from CSV through the import code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/call.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/builtin.h"
#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/import.h"

#define DEFAULT_FILE "contoh.susun"
#define RECIPE "sample/sample.csv"
#define METHOD "smart-city"

/* sample.csv: rows of key and value; "import" names files in their order. */
static const char *recipe_value(const struct csv_table *recipe, const char *key)
{
    for (size_t i = 0; i < recipe->rows; i++)
        if (strcmp(csv_table_cell(recipe, i, 0), key) == 0)
            return csv_table_cell(recipe, i, 1);
    return "";
}

/* import_note_fn: the sample is ours; whatever it says here is our mistake. */
static void note(void *context, bool rejected, const char *where, const char *text)
{
    (void)context;
    (void)rejected;
    say("%s: %s", where, text);
}

/* One of the recipe's files, "opd.csv" for the form of that name. */
static enum status import_file(
    struct workbook *wb, const char *file, struct import_result *total, struct error *e)
{
    struct import_options options = {.note = note, .stop = stop_asked};
    struct import_result result = {0};
    char *path = text_format("sample/%s", file);
    char *name = strndup(file, strcspn(file, "."));
    const struct builtin *bytes = path ? builtin_find(path) : NULL;
    const struct form *form = name ? method_form(workbook_method(wb), name) : NULL;
    enum status s = path && name ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && (!bytes || !form))
        s = error_set(
            e, STATUS_MISSING, _("The sample's part %s is not in the program."), file);
    if (s == STATUS_OK)
        s = import_bytes(
            wb, form, file, (const char *)bytes->bytes, bytes->size, &options, &result, e);
    total->added += result.added + result.changed;
    total->rejected += result.rejected;
    total->marked += result.marked;
    free(path);
    free(name);
    return s;
}

/* Every file of the recipe. */
static enum status fill(const char *path, const struct csv_table *recipe,
    struct import_result *total, struct error *e)
{
    struct person person = {
        .author = recipe_value(recipe, "author"), .program = PACKAGE_STRING};
    struct workbook *wb;
    enum status s = workbook_open(&wb, path, WORKBOOK_WRITE, &person, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < recipe->rows; i++)
        if (strcmp(csv_table_cell(recipe, i, 0), "import") == 0)
            s = import_file(wb, csv_table_cell(recipe, i, 1), total, e);
    workbook_close(wb);
    return s;
}

/* Makes the workbook beside its place, then lets it appear whole. */
static enum status make(const char *path, const struct csv_table *recipe,
    struct import_result *total, struct error *e)
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
        s = fill(beside, recipe, total, e);
        if (s == STATUS_OK)
            s = file_rename(beside, path, e);
        if (s != STATUS_OK)
            unlink(beside);
    }
    source_free(&source);
    free(beside);
    return s;
}

static enum status run(struct call *call, struct error *e)
{
    const char *path = call->operand_count ? call->operands[0] : DEFAULT_FILE;
    const struct builtin *bytes = builtin_find(RECIPE);
    struct csv_table recipe = {0};
    struct import_result total = {0};

    if (file_exists(path))
        return error_set(e, STATUS_FILE,
            _("%s is there already and stays as it is. Name another file."), path);
    if (!bytes)
        return error_set(e, STATUS_MISSING, _("The sample is not in the program."));
    enum status s = csv_table_read(&recipe, RECIPE, (const char *)bytes->bytes, bytes->size, e);
    if (s == STATUS_OK)
        s = make(path, &recipe, &total, e);
    csv_table_free(&recipe);
    if (s != STATUS_OK)
        return s;
    say(_("Made: %s, a sample; rows filled: %zu. Open it: susun %s"), path, total.added, path);
    return total.rejected + total.marked ? STATUS_FINDINGS : STATUS_OK;
}

const struct command command_sample = {
    .name = "sample",
    .arguments = N_("[FILE]"),
    .about = N_("Makes a workbook to try things in (contoh.susun unless named otherwise)."),
    .most = 1,
    .run = run,
};
