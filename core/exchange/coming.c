#include "core/exchange/coming.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/comments.h"
#include "core/exchange/feed.h"
#include "core/exchange/match.h"
#include "core/exchange/package.h"
#include "core/exchange/unpack.h"

/* Takes the texts of a row over; the labels are the method's. */
static enum status copy_row(
    struct coming_row *to, const struct row_difference *row, struct error *e)
{
    bool whole;

    *to = (struct coming_row){.is = *row, .file = strdup(row->file)};
    to->is.file = to->file;
    to->is.code = strdup(row->code);
    to->is.title = strdup(row->title);
    to->is.fields = calloc(row->count + 1, sizeof *to->is.fields);
    whole = to->file && to->is.code && to->is.title && to->is.fields;
    for (size_t i = 0; to->is.fields && i < row->count; i++) {
        to->is.fields[i] = (struct field_news){.label = row->fields[i].label,
            .before = strdup(row->fields[i].before),
            .after = strdup(row->fields[i].after)};
        whole = whole && to->is.fields[i].before && to->is.fields[i].after;
    }
    return whole ? STATUS_OK : error_memory(e);
}

/* What an import tells goes here. */
struct keeping {
    struct coming *coming;
    bool starved; /* a sentence could not be kept */
};

/* import_change_fn: keeps the row. */
static enum status keep_row(void *context, const struct row_difference *row, struct error *e)
{
    struct coming *c = ((struct keeping *)context)->coming;
    struct coming_row *more = c->rows;

    if ((c->count & (c->count - 1)) == 0) /* room for a power of two */
        more = realloc(c->rows, (c->count ? c->count * 2 : 1) * sizeof *more);
    if (!more)
        return error_memory(e);
    c->rows = more;
    c->news[row->news]++;
    return copy_row(&c->rows[c->count++], row, e);
}

/* import_note_fn: keeps the sentence. */
static void keep_note(void *context, bool rejected, const char *where, const char *text)
{
    struct keeping *k = context;
    struct coming *c = k->coming;
    struct coming_note *more = realloc(c->notes, (c->note_count + 1) * sizeof *more);

    k->starved = k->starved || !more;
    if (!more)
        return;
    c->notes = more;
    more += c->note_count++;
    *more = (struct coming_note){rejected, strdup(where), strdup(text)};
    k->starved = k->starved || !more->where || !more->text;
}

void coming_clear(struct coming *c)
{
    for (size_t i = 0; i < c->count; i++) {
        struct row_difference *row = &c->rows[i].is;
        for (size_t k = 0; row->fields && k < row->count; k++) {
            free(row->fields[k].before);
            free(row->fields[k].after);
        }
        free(row->fields);
        free(row->code);
        free(row->title);
        free(c->rows[i].file);
    }
    for (size_t i = 0; i < c->note_count; i++) {
        free(c->notes[i].where);
        free(c->notes[i].text);
    }
    free(c->rows);
    free(c->notes);
    *c = (struct coming){0};
}

/* Whose CSV a file is, while its heading row is looked at. */
struct asked {
    const struct method *method;
    const char *name;        /* of the file */
    const struct form *form; /* the one asked about, then the best; NULL: all are asked */
    const struct form *rival;
    size_t best; /* how well it fits */
    struct file_kind kind;
    bool begun, ids;
};

/* How many of the headings are the form's fields; 0 when one is not of the form at all. */
static enum status fits(struct asked *a, const struct form *form, const struct csv_row *header,
    size_t *known, struct error *e)
{
    struct layout layout = {0};
    enum status s = layout_make(&layout, form, header, &a->kind, NULL, e);

    *known = 0;
    if (s == STATUS_OK)
        a->ids = layout_has(&layout, PLACE_ID);
    for (size_t i = 0; s == STATUS_OK && i < form->count; i++)
        *known += layout.given[i];
    layout_free(&layout);
    if (s != STATUS_DATA)
        return s;
    error_clear(e);
    return STATUS_OK;
}

/* csv_row_fn: only the heading row is looked at. A file that bears a form's name is that one's,
 * of several the longest; else the form whose fields it has most of. */
static enum status ask_header(void *context, const struct csv_row *row, struct error *e)
{
    struct asked *a = context;
    size_t known = 0, named = 0;
    const struct form *wanted = a->form;
    enum status s = STATUS_OK;

    if (a->begun || row->flaw != CSV_FINE)
        return STATUS_OK;
    a->begun = true;
    if (wanted)
        return fits(a, wanted, row, &a->best, e);
    for (size_t i = 0; s == STATUS_OK && i < a->method->form_count; i++) {
        const struct form *form = &a->method->forms[i];
        size_t size = strlen(form->name);
        bool named_so = strncmp(a->name, form->name, size) == 0;
        s = fits(a, form, row, &known, e);
        if (s != STATUS_OK || known == 0 || (named > 0 && (!named_so || size < named)))
            continue;
        bool better = known > a->best || (named_so && size > named);
        if (!better && known == a->best)
            a->rival = form;
        if (!better)
            continue;
        named = named_so ? size : 0;
        a->best = known;
        a->form = form;
        a->rival = NULL;
    }
    return s;
}

/* Looks at the heading row of a file. */
static enum status ask(struct asked *a, const char *path, struct error *e)
{
    const struct feed feed = {.name = file_name(path), .path = path};
    enum status s = feed_look(&feed, &a->kind.bom, &a->kind.delimiter, e);

    a->name = feed.name;
    return s == STATUS_OK ? feed_rows(&feed, a->kind.delimiter, ask_header, a, e) : s;
}

/* The form of a CSV. */
static enum status find_form(
    struct workbook *wb, const char *path, const struct form **form, struct error *e)
{
    struct asked a = {.method = workbook_method(wb)};
    enum status s = ask(&a, path, e);

    *form = a.form;
    if (s != STATUS_OK)
        return s;
    if (!a.form)
        return error_set(e, STATUS_DATA,
            _("%s has no heading row of one of the tables here. Open the table it belongs to, "
              "then “Paste from a file”: there each column can be chosen."),
            file_name(path));
    if (a.rival)
        return error_set(e, STATUS_DATA,
            _("%s may belong to %s or to %s. Open the right table, then “Paste from a file”."),
            file_name(path), words_get(&a.form->title), words_get(&a.rival->title));
    return STATUS_OK;
}

bool coming_has_ids(const struct form *form, const char *path)
{
    struct asked a = {.form = form};
    struct error e = {0};
    bool known = ask(&a, path, &e) == STATUS_OK && a.best > 0 && a.ids;

    error_clear(&e);
    return known;
}

/* Whether a name ends as a zip's. */
static bool is_zip_name(const char *path)
{
    static const char ending[] = ".zip";
    size_t size = strlen(path), length = strlen(ending);

    return size > length && strcasecmp(path + size - length, ending) == 0;
}

bool coming_is_package(const char *path)
{
    char *data = file_join(path, PACKAGE_DATA);
    bool is = data && (file_is_folder(data) || (is_zip_name(path) && unpack_is_zip(path)));

    free(data);
    return is;
}

/* What is taken for a package must be one: spreadsheets and letters are zips as well. */
static enum status check_zip(const char *path, struct error *e)
{
    if (file_is_folder(path) || is_zip_name(path))
        return STATUS_OK;
    return error_set(e, STATUS_DATA,
        _("%s is no table as text. In Excel or LibreOffice: Save As, “CSV UTF-8”; then choose "
          "that file."),
        file_name(path));
}

/* How many comments of a package as a folder are not in the workbook. A file of comments that
 * cannot be read has none here: it tells so where comments come in. */
static enum status count_comments(
    struct workbook *wb, const char *folder, size_t *count, struct error *e)
{
    const struct comments_options options = {.dry_run = true};
    struct comments_result r = {0};
    struct error unread = {0};
    char *path = file_join(folder, PACKAGE_COMMENTS);
    enum status s = path ? STATUS_OK : error_memory(&unread);

    if (path && file_exists(path))
        s = comments_import(wb, (const char *const[]){path}, 1, &options, &r, &unread);
    *count = s == STATUS_OK ? r.added : 0;
    error_clear(&unread);
    free(path);
    return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
}

/* Tells of comments in a package, which come in by a way of their own. */
static enum status look_comments(
    struct workbook *wb, const char *package, struct keeping *k, struct error *e)
{
    size_t count = 0;
    char *unpacked = NULL, *text;
    bool zip = unpack_is_zip(package);
    enum status s = zip ? unpack_begin(package, &unpacked, e) : STATUS_OK;

    if (s == STATUS_OK)
        s = count_comments(wb, zip ? unpacked : package, &count, e);
    unpack_end(unpacked);
    if (s != STATUS_OK || count == 0)
        return s;
    text = text_format(zip ? _("%zu new comments are not taken in here. Unpack the zip; in "
                               "Menu, “Comments of experts”, “Paste from a file” takes it.")
                           : _("%zu new comments are not taken in here. In Menu, “Comments of "
                               "experts”, “Paste from a file” takes it."),
        count);
    keep_note(k, false, PACKAGE_COMMENTS, text ? text : "");
    free(text);
    return STATUS_OK;
}

/* Tries or stores it. */
static enum status bring_in(struct workbook *wb, const char *path, const struct form *form,
    const struct import_options *options, struct import_result *result, struct error *e)
{
    return form ? import_form(wb, form, path, options, result, e)
                : import_folder(wb, path, options, result, e);
}

enum status coming_look(struct workbook *wb, const char *path, const struct form *form,
    struct coming *c, struct error *e)
{
    struct keeping k = {.coming = c};
    const struct import_options options = {
        .dry_run = true, .note = keep_note, .change = keep_row, .context = &k};
    enum status s = STATUS_OK;

    *c = (struct coming){.form = form};
    bool package = !form && import_is_package(path);
    if (package)
        s = check_zip(path, e);
    else if (!form)
        s = find_form(wb, path, &c->form, e);
    if (s == STATUS_OK && package)
        s = look_comments(wb, path, &k, e);
    if (s == STATUS_OK)
        s = bring_in(wb, path, c->form, &options, &c->result, e);
    return s == STATUS_OK && k.starved ? error_memory(e) : s;
}

/* Whether two rows are and become the same. */
static bool same_row(const struct row_difference *a, const struct row_difference *b)
{
    bool same = a->news == b->news && a->form == b->form && a->count == b->count &&
                strcmp(a->code, b->code) == 0 && strcmp(a->title, b->title) == 0;

    for (size_t i = 0; same && i < a->count; i++)
        same = strcmp(a->fields[i].label, b->fields[i].label) == 0 &&
               strcmp(a->fields[i].before, b->fields[i].before) == 0 &&
               strcmp(a->fields[i].after, b->fields[i].after) == 0;
    return same;
}

/* Whether nothing has changed between two looks. */
static bool same_all(const struct coming *a, const struct coming *b)
{
    bool same = a->count == b->count && a->result.rejected == b->result.rejected;

    for (size_t i = 0; same && i < a->count; i++)
        same = same_row(&a->rows[i].is, &b->rows[i].is);
    return same;
}

enum status coming_store(struct workbook *wb, const char *path, const struct coming *shown,
    struct import_result *result, struct error *e)
{
    const struct import_options options = {0};
    struct coming now = {0};
    enum status s = coming_look(wb, path, shown->form, &now, e);

    if (s == STATUS_OK && !same_all(shown, &now))
        s = error_set(e, STATUS_DATA,
            _("%s has changed since it was looked at. Nothing was stored."), file_name(path));
    coming_clear(&now);
    return s == STATUS_OK ? bring_in(wb, path, shown->form, &options, result, e) : s;
}
