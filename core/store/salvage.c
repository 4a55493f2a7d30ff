#include "core/store/salvage.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/method/load.h"
#include "core/store/rebuild.h"
#include "core/store/record.h"
#include "core/store/salvage_part.h"

/* Whom a salvage tells what. */
struct listener {
    salvage_note_fn *note;
    void *context;
};

/* A sentence for the person; takes the text over. */
static enum status tell(const struct listener *l, char *text, struct error *e)
{
    if (!text)
        return error_memory(e);
    if (l->note)
        l->note(l->context, text);
    free(text);
    return STATUS_OK;
}

/* A cell that is missing, by the names people know. */
static enum status tell_cell(struct workbook *wb, const struct listener *l,
    const char *form_name, const char *uid, const char *field_name, struct error *e)
{
    const struct form *form = method_form(wb->method, form_name);
    const struct field *field = form ? form_field(form, field_name) : NULL;
    char *code = NULL, *title = NULL;
    bool there = false;
    enum status s = form ? record_there(wb, form, uid, &there, e) : STATUS_OK;

    if (s == STATUS_OK && there) {
        s = record_code(wb, form, uid, &code, e);
        if (s == STATUS_OK)
            s = record_title(wb, form, uid, &title, e);
    }
    const char *row = code && code[0] ? code : title && title[0] ? title : uid;
    if (s == STATUS_OK && !form)
        s = tell(l, text_format(_("Missing: a cell of a row nobody can name.")), e);
    else if (s == STATUS_OK)
        s = tell(l,
            text_format(_("Missing: %s, row %s, %s."), words_get(&form->title), row,
                field         ? words_get(&field->label)
                : *field_name ? field_name
                              : _("being there")),
            e);
    free(code);
    free(title);
    return s;
}

#define MOST_NAMED 50 /* cells told one by one */

/* Every cell that is missing, then how many of each form. */
static enum status tell_missing(struct workbook *wb, const struct listener *l, struct error *e)
{
    bool row = true;
    char **forms = NULL;
    size_t count = 0;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT coalesce(r.form, ''), coalesce(r.uid, ''), g.field FROM temp.s_gone g"
        " LEFT JOIN temp.s_record r ON r.id = g.record ORDER BY 1, 2, 3 LIMIT ?",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "i", (int64_t)MOST_NAMED) : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = tell_cell(wb, l, (const char *)sqlite3_column_text(stmt, 0),
            (const char *)sqlite3_column_text(stmt, 1),
            (const char *)sqlite3_column_text(stmt, 2), e);
    if (stmt)
        sqlite3_reset(stmt);
    if (s == STATUS_OK)
        s = db_texts(wb->db, &forms, &count, e,
            "SELECT DISTINCT r.form FROM temp.s_gone g JOIN temp.s_record r ON r.id = g.record"
            " ORDER BY 1",
            "");
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        const struct form *form = method_form(wb->method, forms[i]);
        int64_t cells;
        s = db_integer(wb->db, &cells, e,
            "SELECT count(*) FROM temp.s_gone g JOIN temp.s_record r ON r.id = g.record"
            " WHERE r.form = ?",
            "t", forms[i]);
        if (s == STATUS_OK)
            s = tell(l,
                text_format(_("Missing in %s: %lld cells."),
                    form ? words_get(&form->title) : forms[i], (long long)cells),
                e);
    }
    db_texts_free(forms, count);
    return s;
}

/* The journal into the new workbook, then everything that follows from it, checked. */
static enum status fill(struct workbook *wb, struct pages *p, const struct salvage_map *map,
    const struct listener *l, struct salvage_report *report, struct error *e)
{
    bool equal = false;
    char *answer = NULL;
    enum status s = workbook_ready(wb, e);

    if (s == STATUS_OK)
        s = salvage_read(p, map, wb, e);
    if (s == STATUS_OK)
        s = salvage_mend(wb, report, e);
    if (s == STATUS_OK)
        s = rebuild_all(wb, e);
    if (s == STATUS_OK)
        s = db_integer(wb->db, &report->edits, e, "SELECT count(*) FROM edit", "");
    if (s == STATUS_OK)
        s = tell_missing(wb, l, e);
    if (s == STATUS_OK)
        s = rebuild_verify(wb, &equal, e);
    if (s == STATUS_OK)
        s = db_text(wb->db, &answer, e, "PRAGMA quick_check(1)", "");
    if (s == STATUS_OK && (!equal || !answer || strcmp(answer, "ok") != 0))
        s = error_set(e, STATUS_DATA,
            _("What was read of the file does not make a sound workbook; nothing was "
              "written."));
    free(answer);
    return s;
}

/* Makes the new workbook beside its place. */
static enum status make_beside(const char *beside, struct pages *p,
    const struct salvage_map *map, const struct source *files, const struct listener *l,
    struct salvage_report *report, struct error *e)
{
    struct method *m = NULL;
    struct workbook *wb = NULL;
    struct person person = {SALVAGE_AUTHOR, "susun"};
    char fresh[UUID_SIZE], *uid = NULL;
    enum status s = method_load(&m, files, NULL, NULL, e);

    random_uuid4(fresh);
    if (s == STATUS_OK)
        s = salvage_uid(p, map, &uid, e);
    if (s == STATUS_OK)
        s = workbook_lay(beside, m, files, uid ? uid : fresh, e);
    if (s == STATUS_OK)
        s = workbook_open(&wb, beside, WORKBOOK_WRITE, &person, e);
    if (s == STATUS_OK)
        s = fill(wb, p, map, l, report, e);
    if (s == STATUS_OK && report->edits == 0)
        s = error_set(
            e, STATUS_DATA, _("Nothing that anybody wrote can be read of the file any more."));
    if (s == STATUS_OK && !uid) {
        report->renamed = true;
        s = tell(l,
            strdup(_("The number by which copies of this workbook know each other is lost; it "
                     "got a new one. Bring it together with other copies by --adopt.")),
            e);
    }
    if (wb)
        wb->writable = false; /* nothing to remember about a file that moves right away */
    workbook_close(wb);
    method_free(m);
    free(uid);
    return s;
}

/* Whether the new workbook can lie there: nothing does yet, in a folder that is there. */
static enum status check_place(const char *to, struct error *e)
{
    if (file_exists(to))
        return error_set(
            e, STATUS_FILE, _("There is already a file %s; choose another name."), to);
    char *folder = file_folder(to);
    enum status s = folder ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && !file_is_folder(folder))
        s = error_set(
            e, STATUS_FILE, _("%s cannot be written: %s."), to, _("its folder is not there"));
    free(folder);
    return s;
}

enum status salvage_make(const char *path, const char *to, const struct source *method,
    salvage_note_fn *note, void *context, struct salvage_report *report, struct error *e)
{
    struct listener l = {note, context};
    struct pages *p = NULL;
    struct salvage_map map = {0};
    struct source files = {0};
    char tag[UUID_SIZE], *beside = NULL;
    bool found = false;

    *report = (struct salvage_report){0};
    enum status s = check_place(to, e);
    if (s != STATUS_OK)
        return s;
    s = pages_read(&p, path, e);
    if (s == STATUS_OK)
        s = salvage_find(p, &map, e);
    if (s == STATUS_OK)
        s = salvage_method(p, &map, method, &files, &report->replaced, e);
    found = s == STATUS_OK;
    random_uuid4(tag);
    if (s == STATUS_OK && !(beside = text_format("%s.%.8s", to, tag)))
        s = error_memory(e);
    if (s == STATUS_OK) {
        report->pages = pages_count(p);
        report->holes = pages_holes(p);
        s = make_beside(beside, p, &map, &files, &l, report, e);
    }
    if (s == STATUS_OK && report->replaced)
        s = tell(&l,
            strdup(_("The method inside the file is damaged. Another one stands in for it: "
                     "fields it does not have stay in the journal, unseen.")),
            e);
    if (s == STATUS_OK)
        s = workbook_appear(beside, to, e);
    if (s != STATUS_OK && beside)
        workbook_take_away(beside);
    if (found)
        source_free(&files);
    salvage_map_clear(&map);
    pages_free(p);
    free(beside);
    if (s != STATUS_OK)
        return s;
    bool whole =
        !report->edits_lost && !report->cells_missing && !report->renamed && !report->replaced;
    return whole ? STATUS_OK : STATUS_FINDINGS;
}
