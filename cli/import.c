/* susun import: a form's CSV, or a whole export, a folder or a zip. */
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/forms.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/exchange/import.h"

/* import_note_fn: one line for each row left out and each cell marked. */
static void note(void *context, bool rejected, const char *where, const char *text)
{
    (void)context;
    say(rejected ? _("%s: left out: %s") : _("%s: marked: %s"), where, text);
}

/* import_change_fn: the row, and below it each field as it was and will be. */
static enum status tell_change(void *context, const struct row_difference *row, struct error *e)
{
    static const char *const words[] = {[ROW_NEW] = N_("new row"),
        [ROW_CHANGED] = N_("changed row"),
        [ROW_UNKNOWN] = N_("new, with an id this workbook does not know")};

    (void)context;
    (void)e;
    tell("%s:%zu: %s: %s%s%s", row->file, row->line, _(words[row->news]), row->code,
        row->code[0] && row->title[0] ? " " : "", row->title);
    for (size_t i = 0; i < row->count; i++)
        tell("    %s: %s -> %s", row->fields[i].label,
            row->fields[i].before[0] ? row->fields[i].before : _("(empty)"),
            row->fields[i].after[0] ? row->fields[i].after : _("(empty)"));
    return STATUS_OK;
}

/* One row of the CSV of differences. */
static void tell_cells(struct csv_writer *csv, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_cell(csv, cells[i]);
    csv_end_row(csv);
}

/* What was written since. */
static enum status tell_gathered(struct csv_writer *csv, struct error *e)
{
    size_t size;
    const char *bytes = csv_writer_bytes(csv, &size);

    if (!bytes)
        return error_memory(e);
    tell_bytes(bytes, size);
    csv_writer_reset(csv);
    return STATUS_OK;
}

/* import_change_fn: a changed row has a line for each field, a new one a single line. */
static enum status tell_change_csv(
    void *context, const struct row_difference *row, struct error *e)
{
    static const char *const words[] = {
        [ROW_NEW] = "baru", [ROW_CHANGED] = "berubah", [ROW_UNKNOWN] = "tak_dikenal"};
    struct csv_writer *csv = context;
    const char *state = words[row->news];

    for (size_t i = 0; i < row->count; i++)
        tell_cells(csv,
            (const char *[]){row->form->name, row->code, row->id, row->fields[i].name,
                row->fields[i].before, row->fields[i].after, state},
            7);
    if (row->news != ROW_CHANGED)
        tell_cells(csv,
            (const char *[]){row->form->name, row->code, row->id, "", "", row->title, state},
            7);
    return tell_gathered(csv, e);
}

/* Asks for the difference as CSV; *csv is the caller's. */
static enum status begin_csv(
    struct import_options *options, struct csv_writer **csv, struct error *e)
{
    static const char *const head[] = {
        "form", "kode", "id", "isian", "sebelum", "sesudah", "tanda"};

    if (!(*csv = csv_writer_new(',')))
        return error_memory(e);
    tell_cells(*csv, head, sizeof head / sizeof *head);
    options->change = tell_change_csv;
    options->context = *csv;
    return STATUS_OK;
}

/* How the difference is to be told. */
static enum status check_format(
    struct call *call, struct import_options *options, struct csv_writer **csv, struct error *e)
{
    const char *format = call_value(call, "format");

    if (!format)
        return STATUS_OK;
    if (strcmp(format, "text") != 0 && strcmp(format, "csv") != 0)
        return error_set(e, STATUS_USAGE, _("--format knows text and csv, not “%s”."), format);
    if (!options->dry_run)
        return error_set(
            e, STATUS_USAGE, "%s", _("--format says how --dry-run lists the rows: add it."));
    return strcmp(format, "csv") == 0 ? begin_csv(options, csv, e) : STATUS_OK;
}

static void say_result(const char *name, bool dry_run, const struct import_result *r)
{
    say(_("%s: rows added %zu, changed %zu, the same %zu, left out %zu; cells marked %zu."),
        name, r->added, r->changed, r->same, r->rejected, r->marked);
    if (dry_run && r->unknown)
        say(_("Of the rows added, %zu have an id that this workbook never had."), r->unknown);
    if (dry_run)
        say("%s", _("Only tried out: nothing was stored."));
}

/* The file goes into the form named, the folder into all. */
static enum status bring_in(struct call *call, struct workbook *wb,
    const struct import_options *options, struct import_result *result, struct error *e)
{
    const char *data = call->operands[1], *name = call_value(call, "form");
    const struct form *form;

    if (!name)
        return import_folder(wb, data, options, result, e);
    enum status s = forms_find(workbook_method(wb), name, &form, e);
    return s == STATUS_OK ? import_form(wb, form, data, options, result, e) : s;
}

/* Which of the two kinds of import is meant. */
static enum status check_kind(struct call *call, struct error *e)
{
    bool whole = import_is_package(call->operands[1]), form = call_has(call, "form");

    if (whole && (form || call_has(call, "map")))
        return error_set(e, STATUS_USAGE,
            _("%s is a whole export: all of it is imported, without --form and --map."),
            call->operands[1]);
    return whole || form ? STATUS_OK : call_needs(call, "form", e);
}

static enum status check_dialect(
    struct call *call, const struct dialect **dialect, struct error *e)
{
    const char *name = call_value(call, "dialect");

    *dialect = name ? dialect_named(name) : NULL;
    if (name && !*dialect)
        return error_set(
            e, STATUS_USAGE, _("--dialect knows machine and excel, not “%s”."), name);
    return STATUS_OK;
}

static enum status check_maps(const char **maps, struct error *e)
{
    for (size_t i = 0; maps[i]; i++)
        if (!strchr(maps[i], '='))
            return error_set(
                e, STATUS_USAGE, _("--map wants \"HEADING=field\", not “%s”."), maps[i]);
    return STATUS_OK;
}

static enum status run(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    struct import_options options = {.dry_run = call_has(call, "dry-run"),
        .note = note,
        .change = call_has(call, "dry-run") ? tell_change : NULL,
        .stop = stop_asked};
    struct import_result result = {0};
    const char **maps = NULL;
    struct csv_writer *csv = NULL;
    struct workbook *wb;
    enum status s = check_kind(call, e);

    if (s == STATUS_OK)
        s = check_dialect(call, &options.dialect, e);
    if (s == STATUS_OK)
        s = call_values(call, "map", &maps, e);
    if (s == STATUS_OK)
        s = check_maps(maps, e);
    if (s == STATUS_OK)
        s = check_format(call, &options, &csv, e);
    if (s == STATUS_OK)
        s = workbook_open(&wb, call->operands[0], WORKBOOK_WRITE, &person, e);
    if (s == STATUS_OK) {
        say_place(call->operands[0]);
        options.maps = maps;
        s = bring_in(call, wb, &options, &result, e);
        if (s == STATUS_OK && csv)
            s = tell_gathered(csv, e); /* the headings at least */
        workbook_close(wb);
        if (s == STATUS_OK)
            say_result(call->operands[1], options.dry_run, &result);
    }
    csv_writer_free(csv);
    free(maps);
    return s == STATUS_OK && result.rejected + result.marked > 0 ? STATUS_FINDINGS : s;
}

static const struct option_spec options_table[] = {
    {"form", N_("FORM"), N_("the form the rows belong to (machine name)")},
    {"dry-run", NULL, N_("list the rows that would be new or changed, store nothing")},
    {"format", "text|csv",
        N_("how the rows are listed: for people (as it is) or for programs")},
    {"map", N_("HEADING=FIELD"),
        N_("this heading means that field; \"HEADING=\" leaves it out")},
    {"dialect", "machine|excel", N_("how the file is written (recognised unless given)")},
    {0},
};
const struct command command_import = {
    .name = "import",
    .arguments = N_("FILE --form FORM DATA.csv | FILE FOLDER|ZIP"),
    .about = N_("Brings in a form's CSV, or a whole export (folder or zip), as one step that "
                "can be undone."),
    .least = 2,
    .most = 2,
    .options = options_table,
    .run = run,
};
