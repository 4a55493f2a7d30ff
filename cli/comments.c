/* susun comments: what experts say of a plan, out as a form and in from many. */
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/forms.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/file.h"
#include "core/base/message.h"
#include "core/exchange/comments.h"

#define BOM "\xef\xbb\xbf"

/* comment_note_fn. */
static void note(void *context, enum comment_news news, const char *where, const char *text)
{
    static const char *const said[] = {
        [COMMENT_SHEET] = N_("%s: read as a form's CSV: %s"),
        [COMMENT_UNMATCHED] = N_("%s: without a row: %s"),
        [COMMENT_PROPOSAL] = N_("%s: proposal: %s"),
        [COMMENT_MARKED] = N_("%s: marked: %s"),
        [COMMENT_LEFT_OUT] = N_("%s: left out: %s"),
    };

    (void)context;
    say(_(said[news]), where, text);
}

/* All of it in one file, written whole or not at all. */
static enum status store(const char *path, const struct dialect *dialect,
    const struct csv_writer *out, struct error *e)
{
    size_t size = 0;

    if (file_exists(path))
        return error_set(e, STATUS_FILE,
            _("%s is there already and stays: it may hold what an expert wrote. Choose another "
              "name."),
            path);
    const char *bytes = csv_writer_bytes(out, &size), *bom = dialect->bom ? BOM : "";
    char *all = bytes ? malloc(strlen(bom) + size + 1) : NULL;

    if (!all)
        return error_memory(e);
    memcpy(all, bom, strlen(bom));
    memcpy(all + strlen(bom), bytes, size);
    enum status s = file_write(path, all, strlen(bom) + size, e);
    free(all);
    return s;
}

/* comments export FILE C.csv */
static enum status write_out(struct call *call, struct workbook *wb, struct error *e)
{
    const char *name = call_value(call, "dialect");
    const struct dialect *dialect = dialect_named(name ? name : "machine");
    size_t rows = 0;

    if (!dialect)
        return error_set(
            e, STATUS_USAGE, _("--dialect knows machine and excel, not “%s”."), name);
    struct csv_writer *out = csv_writer_new(dialect->delimiter);
    enum status s = out ? comments_write(wb, dialect, call_has(call, "personal"), out, &rows, e)
                        : error_memory(e);
    if (s == STATUS_OK)
        s = store(call->operands[2], dialect, out, e);
    csv_writer_free(out);
    if (s == STATUS_OK)
        say(_("%s: comments %zu. An expert adds lines below: sheet, code or title, column, "
              "then "
              "the kind (K, L, R, T, E), the comment, the proposal."),
            call->operands[2], rows);
    return s;
}

/* comments import FILE C.csv... */
static enum status bring_in(
    struct call *call, struct workbook *wb, struct comments_result *r, struct error *e)
{
    struct comments_options options = {.dry_run = call_has(call, "dry-run"),
        .assessor = call_value(call, "assessor"),
        .package = call_value(call, "package"),
        .note = note,
        .stop = stop_asked};
    const char *form = call_value(call, "form");
    enum status s = form ? forms_find(workbook_method(wb), form, &options.form, e) : STATUS_OK;

    if (s == STATUS_OK)
        s = comments_import(wb, (const char *const *)(call->operands + 2),
            call->operand_count - 2, &options, r, e);
    if (s != STATUS_OK)
        return s;
    say(_("Comments added %zu (proposals from changed cells %zu, without a row %zu), the same "
          "%zu, now with a row %zu; marked %zu, left out %zu."),
        r->added, r->proposals, r->unmatched, r->same, r->placed, r->marked, r->left_out);
    if (options.dry_run)
        say("%s", _("Only tried out: nothing was stored."));
    return s;
}

/* Both directions. */
static enum status run(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    const char *word = call->operands[0], *path = call->operands[1];
    bool in = strcmp(word, "import") == 0;
    struct comments_result r = {0};
    struct workbook *wb;

    if (!in && strcmp(word, "export") != 0)
        return error_set(
            e, STATUS_USAGE, _("`susun comments` knows export and import, not “%s”."), word);
    if (!in && call->operand_count != 3)
        return error_set(e, STATUS_USAGE, _("`susun comments export` writes one file."));
    enum status s = workbook_open(&wb, path, in ? WORKBOOK_WRITE : WORKBOOK_READ, &person, e);
    if (s != STATUS_OK)
        return s;
    if (in)
        say_place(path);
    s = in ? bring_in(call, wb, &r, e) : write_out(call, wb, e);
    workbook_close(wb);
    bool findings = r.unmatched + r.marked + r.left_out > 0;
    return s == STATUS_OK && findings ? STATUS_FINDINGS : s;
}

static const struct option_spec options_table[] = {
    {"dialect", "machine|excel", N_("export: for programs (as it is) or for people in Excel")},
    {"personal", NULL, N_("export: the names of the assessors too")},
    {"dry-run", NULL, N_("import: tell what would happen, store nothing")},
    {"form", N_("FORM"),
        N_("import: the files are this form's CSV with comments beside the rows")},
    {"assessor", N_("NAME"),
        N_("import: who wrote the comments that name nobody (else the file's name)")},
    {"package", N_("NUMBER"),
        N_("import: the package that rows without one speak of (else the newest handed over)")},
    {0},
};
const struct command command_comments = {
    .name = "comments",
    .arguments = N_("export FILE C.csv | import FILE C.csv..."),
    .about =
        N_("Writes the comments of experts and takes in new ones, of several files at once, "
           "as one step that can be undone. A cell that an expert changed comes in as a "
           "proposal."),
    .least = 3,
    .most = 1000,
    .options = options_table,
    .run = run,
};
