#include "core/exchange/comments.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/exchange/comments_part.h"
#include "core/exchange/links.h"
#include "core/exchange/reject.h"
#include "core/store/action.h"
#include "core/store/record.h"

/* One file being read. */
struct file {
    struct comments *c;
    struct file_kind kind;
    struct slots slots;
    struct sheet *sheet; /* NULL: every row is a comment */
    bool begun;
};

void comments_note(
    struct comments *c, enum comment_news news, size_t line, const char *sentence)
{
    char *where = text_format("%s:%zu", c->name, line);

    if (c->options->note && where)
        c->options->note(c->options->context, news, where, sentence);
    free(where);
}

/* Says which columns nobody knows. */
static void note_unknown(struct file *f, size_t line)
{
    for (size_t i = 0; i < f->slots.count; i++) {
        const struct slot *slot = &f->slots.items[i];
        if (slot->kind != SLOT_UNKNOWN || !slot->heading[0])
            continue;
        char *told =
            text_format(_("the column “%s” is not known and was left out"), slot->heading);
        f->c->result->left_out++;
        comments_note(f->c, COMMENT_LEFT_OUT, line, told ? told : "");
        free(told);
    }
}

/* Whether the file is called as a form: "program - Budi.csv". */
static bool names_form(const struct comments *c)
{
    const struct method *m = workbook_method(c->wb);
    bool named = false;

    for (size_t i = 0; i < m->form_count; i++)
        named = named || strncmp(c->name, m->forms[i].name, strlen(m->forms[i].name)) == 0;
    return named;
}

/* The heading row: comments alone, or a form with comments beside its rows. */
static enum status begin(struct file *f, const struct csv_row *header, struct error *e)
{
    struct comments *c = f->c;
    const struct form *form = c->options->form;
    enum status s = slots_make(&f->slots, &c->f, header, e);

    f->begun = true;
    bool alone = f->slots.text && f->slots.known && (f->slots.about || !names_form(c));
    if (s == STATUS_OK && !form && !alone)
        s = sheet_form(c, &f->slots, &form, e);
    if (s == STATUS_OK && form) {
        comments_note(c, COMMENT_SHEET, header->line, words_get(&form->title));
        s = sheet_open(&f->sheet, c, form, header, &f->slots, &f->kind, e);
    } else if (s == STATUS_OK && !f->slots.text) {
        s = error_set(e, STATUS_DATA,
            _("No column of the file holds comments. The column is called “%s”."),
            words_get(&c->f.text->label));
    } else if (s == STATUS_OK) {
        c->machine = f->slots.machine;
        note_unknown(f, header->line);
    }
    return s == STATUS_OK ? s : error_where(e, "%s", c->name);
}

/* A file of another district has strayed here. */
static enum status check_region(
    struct file *f, const char *region, size_t line, struct error *e)
{
    if (!region[0] || !f->c->region[0] || strcmp(region, f->c->region) == 0)
        return STATUS_OK;
    error_set(e, STATUS_DATA, _("The comments are on district %s; this workbook is of %s."),
        region, f->c->region);
    return error_where(e, "%s:%zu", f->c->name, line);
}

/* Whether the file has a column of a kind. */
static bool has(const struct slots *s, enum slot_kind kind)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].kind == kind)
            return true;
    return false;
}

/* Whether an id is that of a comment, not of the row it is about. */
static enum status is_own(struct file *f, const char *id, bool *own, struct error *e)
{
    *own = has(&f->slots, SLOT_ABOUT_ROW);
    return *own || !id[0] ? STATUS_OK : record_there(f->c->wb, f->c->f.form, id, own, e);
}

/* The three parts of a reference as a package for Excel writes it, or a code. */
static void take_whole(const char *text, struct about *a, char ***parts)
{
    size_t count = 0;

    if (text[0] == '[' && json_to_list(text, parts, &count, NULL) == STATUS_OK && count == 3) {
        a->form = (*parts)[0];
        a->row = (*parts)[1];
        a->field = (*parts)[2];
        return;
    }
    json_list_free(*parts, count);
    *parts = NULL;
    a->code = text;
    if (!a->title[0])
        a->title = text;
}

/* What the district says to a comment; an expert's file does not answer for it. */
static bool is_answer(const struct comment_fields *f, const struct field *field)
{
    return field == f->state || field == f->answer || field == f->answerer;
}

/* From the cells of a row to the comment and what it is about. */
static enum status take_cells(struct file *f, char *const *cells, size_t line, struct remark *r,
    struct about *a, char ***parts, struct error *e)
{
    bool own_code = has(&f->slots, SLOT_ABOUT_CODE), own = false;
    enum status s = STATUS_OK;

    *a = (struct about){"", "", "", "", ""};
    for (size_t i = 0; s == STATUS_OK && i < f->slots.count; i++) {
        const struct slot *slot = &f->slots.items[i];
        switch (slot->kind) {
        case SLOT_REGION: s = check_region(f, cells[i], line, e); break;
        case SLOT_ID:
            s = is_own(f, cells[i], &own, e);
            if (s == STATUS_OK && own && !r->id && !(r->id = strdup(cells[i])))
                s = error_memory(e);
            if (!own)
                a->row = cells[i];
            break;
        case SLOT_CODE: a->code = own_code ? a->code : cells[i]; break;
        case SLOT_ABOUT: take_whole(cells[i], a, parts); break;
        case SLOT_ABOUT_FORM: a->form = cells[i]; break;
        case SLOT_ABOUT_ROW: a->row = cells[i]; break;
        case SLOT_ABOUT_CODE: a->code = cells[i]; break;
        case SLOT_ABOUT_TITLE: a->title = a->title[0] ? a->title : cells[i]; break;
        case SLOT_ABOUT_FIELD: a->field = cells[i]; break;
        case SLOT_TEXT:
            if (f->c->machine || !is_answer(&f->c->f, slot->field))
                s = remark_add(r, slot->field, cells[i], e);
            break;
        case SLOT_UNKNOWN:
        case SLOT_IGNORED: break;
        }
    }
    return s;
}

/* The texts of a row's cells, as many as there are headings; *why a sentence when one is no
 * text or there are more. */
static enum status clean_cells(
    struct file *f, const struct csv_row *row, char **cells, char **why, struct error *e)
{
    size_t count = row->count;

    while (count > f->slots.count && row->cells[count - 1].size == 0)
        count--;
    if (row->flaw || count > f->slots.count) {
        *why = row->flaw ? reject_flaw(row) : reject_count(count, f->slots.count);
        return *why ? STATUS_OK : error_memory(e);
    }
    for (size_t i = 0; i < f->slots.count; i++) {
        enum text_flaw flaw = TEXT_FINE;
        cells[i] = i < count ? comments_cell(&row->cells[i], f->c->machine, &flaw) : strdup("");
        if (cells[i])
            continue;
        if (flaw == TEXT_FINE || flaw == TEXT_NO_MEMORY)
            return error_memory(e);
        *why = reject_bytes(flaw, f->slots.items[i].heading);
        return *why ? STATUS_OK : error_memory(e);
    }
    return STATUS_OK;
}

/* A row that is a comment. */
static enum status comment_row(struct file *f, const struct csv_row *row, struct error *e)
{
    struct comments *c = f->c;
    struct remark r = {.texts = calloc(c->f.form->count, sizeof *r.texts)};
    char **cells = calloc(f->slots.count + 1, sizeof *cells), **parts = NULL, *why = NULL;
    struct about about;
    enum status s = r.texts && cells ? clean_cells(f, row, cells, &why, e) : error_memory(e);

    if (s == STATUS_OK && why) {
        c->result->left_out++;
        comments_note(c, COMMENT_LEFT_OUT, row->line, why);
    } else if (s == STATUS_OK) {
        s = take_cells(f, cells, row->line, &r, &about, &parts, e);
        if (s == STATUS_OK)
            s = comments_find(c, &about, &r, e);
        /* a person may write a title in another way; a package has it as it stood */
        bool title = c->machine && r.row && !r.field && !remark_text(&r, c->f.seen)[0];
        if (s == STATUS_OK && title)
            s = remark_add(&r, c->f.seen, about.title, e);
        if (s == STATUS_OK)
            s = comments_store(c, &r, row->line, e);
    }
    for (size_t i = 0; cells && i < f->slots.count; i++)
        free(cells[i]);
    free(cells);
    json_list_free(parts, parts ? 3 : 0);
    free(why);
    remark_clear(&c->f, &r);
    return s;
}

/* csv_row_fn. */
static enum status take_row(void *context, const struct csv_row *row, struct error *e)
{
    struct file *f = context;
    const struct comments_options *o = f->c->options;

    if (!f->begun)
        return begin(f, row, e);
    if (o->stop && o->stop(o->context))
        return error_set(
            e, STATUS_INTERRUPTED, _("The import was stopped. Nothing was brought in."));
    return f->sheet ? sheet_row(f->sheet, row, e) : comment_row(f, row, e);
}

/* The file's name without its ending: who wrote it, unless anything says otherwise. */
static char *stem(const char *path)
{
    const char *name = file_name(path), *dot = strrchr(name, '.');

    return dot && dot > name ? strndup(name, (size_t)(dot - name)) : strdup(name);
}

/* Whether the file is a package's table of references, which says nothing the forms do not. */
static enum status is_links(
    const struct comments *c, const char *path, bool *links, struct error *e)
{
    char *name = stem(path);

    *links = name && links_is(workbook_method(c->wb), name);
    free(name);
    return name ? STATUS_OK : error_memory(e);
}

/* One file, read whole first if its bytes come only once (a pipe). */
static enum status take_file(struct comments *c, const char *path, struct error *e)
{
    struct feed feed = {.name = file_name(path), .path = path};
    struct file f = {.c = c};
    struct stat st;
    char *bytes = NULL;
    bool links;
    enum status s = is_links(c, path, &links, e);

    if (s != STATUS_OK || links)
        return s;
    c->name = feed.name;
    c->machine = false;
    c->assessor = c->options->assessor ? strdup(c->options->assessor) : stem(path);
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) {
        s = file_read(path, LIMIT_FILE, &bytes, &feed.size, e);
        feed.bytes = bytes;
        feed.path = NULL;
    }
    if (s == STATUS_OK && !c->assessor)
        s = error_memory(e);
    if (s == STATUS_OK)
        s = feed_look(&feed, &f.kind.bom, &f.kind.delimiter, e);
    if (s == STATUS_OK)
        s = feed_rows(&feed, f.kind.delimiter, take_row, &f, e);
    if (s == STATUS_OK && !f.begun)
        s = error_set(e, STATUS_DATA, _("%s is empty: a heading row is missing."), feed.name);
    sheet_free(f.sheet);
    slots_free(&f.slots);
    free(c->assessor);
    free(bytes);
    return s;
}

enum status comments_import(struct workbook *wb, const char *const *paths, size_t count,
    const struct comments_options *options, struct comments_result *result, struct error *e)
{
    struct comments c = {.wb = wb, .options = options, .result = result};
    struct plan_years plan;

    *result = (struct comments_result){0};
    if (!comment_fields_find(workbook_method(wb), &c.f))
        return error_set(
            e, STATUS_MISSING, _("The method of this workbook has no form for comments."));
    enum status s = workbook_plan(wb, &plan, e);
    if (s != STATUS_OK)
        return s;
    memcpy(c.region, plan.region, sizeof c.region);
    s = action_begin(wb, ACTION_IMPORT, e);
    if (s != STATUS_OK)
        return s;
    c.known = lookup_new();
    s = c.known ? comments_learn(&c, e) : error_memory(e);
    if (s == STATUS_OK)
        s = comments_newest_package(&c, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = take_file(&c, paths[i], e);
    lookup_free(c.known);
    free(c.package);
    if (s == STATUS_OK && !options->dry_run)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}
