/* A whole export comes back: every form's file, then the texts no field understood. */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/columns.h"
#include "core/exchange/excel.h"
#include "core/exchange/links.h"
#include "core/exchange/unread_file.h"
#include "core/exchange/intake.h"
#include "core/exchange/package.h"
#include "core/exchange/reject.h"
#include "core/exchange/unpack.h"
#include "core/store/action.h"
#include "core/store/record.h"

struct arrival {
    struct workbook *wb;
    const char *folder;
    const char *name; /* what people call it: the folder, or the zip it came from */
    const struct import_options *options;
    struct import_result *result;
    struct lookup *made;
};

/* One pass over the file of a form, if the package has it. */
static enum status take_form(
    const struct arrival *a, const struct form *form, enum pass pass, struct error *e)
{
    struct import_options options = *a->options;
    struct intake_task task = {.wb = a->wb,
        .form = form,
        .options = &options,
        .result = a->result,
        .pass = pass,
        .made = a->made};
    char *name = text_format("%s/%s.csv", PACKAGE_DATA, form->name);
    char *path = name ? file_join(a->folder, name) : NULL;
    struct feed feed = {.name = name, .path = path};
    enum status s = path ? STATUS_OK : error_memory(e);

    options.maps = NULL; /* headings of one form mean nothing in another */
    if (s == STATUS_OK && file_exists(path))
        s = intake_run(&task, &feed, e);
    free(name);
    free(path);
    return s;
}

static enum status take_forms(const struct arrival *a, enum pass pass, struct error *e)
{
    const struct method *m = workbook_method(a->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++)
        if (pass != PASS_MAKE || m->forms[i].kind == FORM_LIST)
            s = take_form(a, &m->forms[i], pass, e);
    return s;
}

/* The name of a CSV file without its ending; NULL for other files. Caller frees. */
static char *form_of_file(const char *name)
{
    size_t size = strlen(name);

    return size > 4 && strcmp(name + size - 4, ".csv") == 0 ? strndup(name, size - 4) : NULL;
}

/* Every CSV in data/ must belong to a form; otherwise something would be lost in silence. */
static enum status check_files(const struct arrival *a, struct error *e)
{
    char *data = file_join(a->folder, PACKAGE_DATA), **names = NULL;
    size_t count = 0, known = 0;
    enum status s = data ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && !file_is_folder(data))
        s = error_set(e, STATUS_DATA,
            _("%s is no exported folder: the folder “%s” is missing in it."), a->name,
            PACKAGE_DATA);
    if (s == STATUS_OK)
        s = file_list(data, &names, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char *form = form_of_file(names[i]);
        const struct method *m = workbook_method(a->wb);
        bool link = form && links_is(m, form); /* says nothing the forms do not say */
        if (form && !link && !method_form(m, form))
            s = error_set(e, STATUS_DATA,
                _("%s/%s belongs to no form of this workbook. Move it away to import the "
                  "others."),
                PACKAGE_DATA, names[i]);
        known += form && !link;
        free(form);
    }
    if (s == STATUS_OK && known == 0)
        s = error_set(e, STATUS_DATA, _("There is no CSV file in %s."), a->name);
    file_names_free(names, count);
    free(data);
    return s;
}

/* temuan.csv: where its columns stand. */
struct unread_reader {
    const struct arrival *a;
    bool begun, guarded;
    size_t columns;
    size_t form, id, field, text;
};

/* The column of a heading; SIZE_MAX when it is not there. */
static size_t column_of(const struct csv_row *header, const char *heading)
{
    for (size_t i = 0; i < header->count; i++)
        if (header->cells[i].size == strlen(heading) &&
            memcmp(header->cells[i].bytes, heading, header->cells[i].size) == 0)
            return i;
    return SIZE_MAX;
}

static enum status begin_unread(
    struct unread_reader *f, const struct csv_row *header, struct error *e)
{
    f->begun = true;
    f->columns = header->count;
    f->form = column_of(header, UNREAD_FILE_FORM);
    f->id = column_of(header, HEADING_ID);
    f->field = column_of(header, UNREAD_FILE_FIELD);
    f->text = column_of(header, UNREAD_FILE_TEXT);
    if (f->form == SIZE_MAX || f->id == SIZE_MAX || f->field == SIZE_MAX || f->text == SIZE_MAX)
        return error_set(e, STATUS_DATA, _("%s needs the columns %s, %s, %s and %s."),
            PACKAGE_UNREAD, UNREAD_FILE_FORM, HEADING_ID, UNREAD_FILE_FIELD, UNREAD_FILE_TEXT);
    return STATUS_OK;
}

/* A cell as clean text; NULL when it is none, or without memory. Caller frees. */
static char *clean(const struct csv_row *row, size_t at, bool *starved)
{
    enum text_flaw flaw = TEXT_FINE;
    char *text = text_clean(row->cells[at].bytes, row->cells[at].size, &flaw, NULL);

    *starved = *starved || flaw == TEXT_NO_MEMORY;
    return text;
}

/* Puts the text back into its cell, if that cell has nothing better now. */
static enum status put_back(const struct unread_reader *f, const char *form_name,
    const char *id, const char *field_name, const char *text, size_t line, struct error *e)
{
    const struct arrival *a = f->a;
    const struct value none = {0};
    const struct form *form = method_form(workbook_method(a->wb), form_name);
    const struct field *field = form ? form_field(form, field_name) : NULL;
    struct cell cell = {0};
    bool open = field && field->level != LEVEL_KEY && field->level != LEVEL_COMPUTED;
    bool there = false;
    enum status s = open ? record_there(a->wb, form, id, &there, e) : STATUS_OK;

    if (s != STATUS_OK)
        return s;
    if (!there) {
        char *sentence = text_format(
            _("“%s” has no place here any more: %s, %s."), text, form_name, field_name);
        if (!sentence)
            return error_memory(e);
        note_rejected(a->options, a->result, PACKAGE_UNREAD, line, sentence);
        free(sentence);
        return STATUS_OK;
    }
    s = record_cell(a->wb, form, id, field, &cell, e);
    if (s == STATUS_OK && cell.value.kind == VALUE_NULL &&
        !(cell.typed && strcmp(cell.typed, text) == 0)) {
        char *sentence =
            text_format(_("%s: “%s” stays as typed."), words_get(&field->label), text);
        s = sentence ? action_set(a->wb, form, id, field->name, &none, text, e)
                     : error_memory(e);
        if (s == STATUS_OK)
            note_marked(a->options, a->result, PACKAGE_UNREAD, line, sentence);
        free(sentence);
    }
    cell_clear(&cell);
    return s;
}

/* csv_row_fn for temuan.csv. */
static enum status take_finding(void *context, const struct csv_row *row, struct error *e)
{
    struct unread_reader *f = context;
    const struct arrival *a = f->a;
    enum status s = STATUS_OK;

    if (!f->begun)
        return begin_unread(f, row, e);
    if (row->flaw != CSV_FINE || row->count != f->columns) {
        char *sentence =
            row->flaw != CSV_FINE ? reject_flaw(row) : reject_count(row->count, f->columns);
        if (!sentence)
            return error_memory(e);
        note_rejected(a->options, a->result, PACKAGE_UNREAD, row->line, sentence);
        free(sentence);
        return STATUS_OK;
    }
    bool starved = false;
    char *form = clean(row, f->form, &starved), *id = clean(row, f->id, &starved);
    char *field = clean(row, f->field, &starved), *text = clean(row, f->text, &starved);
    if (starved)
        s = error_memory(e);
    else if (text && !text[0])
        ; /* a finding of a check: they are found anew */
    else if (form && id && field && text)
        s = put_back(f, form, id, field, f->guarded ? excel_unguard(text) : text, row->line, e);
    else
        note_rejected(
            a->options, a->result, PACKAGE_UNREAD, row->line, _("a cell is no readable text."));
    free(form);
    free(id);
    free(field);
    free(text);
    return s;
}

/* The texts no field understood, if the package lists them. */
static enum status take_unread(const struct arrival *a, struct error *e)
{
    struct unread_reader f = {.a = a};
    char *path = file_join(a->folder, PACKAGE_UNREAD), delimiter;
    struct feed feed = {.name = PACKAGE_UNREAD, .path = path};
    enum status s = path ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && file_exists(path)) {
        s = feed_look(&feed, &f.guarded, &delimiter, e);
        if (s == STATUS_OK)
            s = feed_rows(&feed, delimiter, take_finding, &f, e);
    }
    free(path);
    return s;
}

/* A folder that is there. */
static enum status take_folder(struct arrival *a, struct error *e)
{
    enum status s = (a->made = lookup_new()) ? check_files(a, e) : error_memory(e);
    if (s == STATUS_OK)
        s = action_begin(a->wb, ACTION_IMPORT, e);
    if (s == STATUS_OK) {
        s = take_forms(a, PASS_MAKE, e);
        if (s == STATUS_OK)
            s = take_forms(a, PASS_FILL, e);
        if (s == STATUS_OK)
            s = take_unread(a, e);
        if (s == STATUS_OK && !a->options->dry_run)
            s = action_commit(a->wb, e);
        else
            action_rollback(a->wb);
    }
    lookup_free(a->made);
    return s;
}

enum status import_folder(struct workbook *wb, const char *folder,
    const struct import_options *options, struct import_result *result, struct error *e)
{
    struct arrival a = {
        .wb = wb, .folder = folder, .name = folder, .options = options, .result = result};
    char *unpacked = NULL;
    enum status s = STATUS_OK;

    *result = (struct import_result){0};
    if (unpack_is_zip(folder)) {
        s = unpack_begin(folder, &unpacked, e);
        a.folder = unpacked;
    }
    if (s == STATUS_OK)
        s = take_folder(&a, e);
    unpack_end(unpacked);
    return s;
}

bool import_is_package(const char *path)
{
    return file_is_folder(path) || unpack_is_zip(path);
}
