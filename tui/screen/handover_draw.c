#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/links.h"
#include "core/exchange/part.h"
#include "core/store/rows.h"
#include "tui/screen/handover.h"
#include "tui/term/hit.h"

#define RIGHT_CELLS 12 /* for a count or a number of rows */
#define NARROW 36      /* cells up to which a count stands in front */

void handover_lines_free(struct handover_screen *s)
{
    for (size_t i = 0; i < s->count; i++) {
        free(s->lines[i].text);
        free(s->lines[i].right);
    }
    free(s->lines);
    s->lines = NULL;
    s->count = 0;
}

/* Adds a line and takes its texts over, also after a failure. */
static enum status add(struct handover_screen *s, struct handover_line line, struct error *e)
{
    struct handover_line *lines =
        line.text ? realloc(s->lines, (s->count + 1) * sizeof *lines) : NULL;

    if (lines == NULL) {
        free(line.text);
        free(line.right);
        return error_memory(e);
    }
    s->lines = lines;
    s->lines[s->count++] = line;
    return STATUS_OK;
}

/* A line of what is missing, with its count. */
static enum status add_lack(struct handover_screen *s, enum handover_kind kind,
    const char *text, size_t count, struct error *e)
{
    return add(s,
        (struct handover_line){.kind = kind,
            .marked = count > 0,
            .text = strdup(text),
            .right = text_format("%zu", count)},
        e);
}

/* What is missing, by level; then what waits for somebody. */
static enum status add_lacks(struct handover_screen *s, struct error *e)
{
    static const char *const levels[CHECK_LEVELS] = {[CHECK_MEND] = N_("Findings: mend"),
        [CHECK_LOOK] = N_("Findings: look at"),
        [CHECK_ADVICE] = N_("Findings: advice")};
    const struct method *m = workbook_method(app_workbook(s->base.app));
    enum status status = STATUS_OK;

    for (size_t i = 0; status == STATUS_OK && i < CHECK_LEVELS; i++)
        status = add_lack(s, HANDOVER_FINDINGS, _(levels[i]), s->lack.findings[i], e);
    if (status == STATUS_OK && handover_comments(m) != NULL)
        status = add_lack(
            s, HANDOVER_COMMENTS, _("Comments without an answer"), s->lack.comments, e);
    if (status == STATUS_OK)
        status = add_lack(s, HANDOVER_FINDINGS, _("Texts that were not understood"),
            (size_t)s->lack.unread, e);
    if (status == STATUS_OK)
        status = add_lack(s, HANDOVER_DIFFERENCES, _("Filled in differently, undecided"),
            (size_t)s->lack.differences, e);
    return status;
}

/* Where it goes, as people read it. Caller frees. */
static char *place_name(const struct handover_screen *s)
{
    struct error e = {0};
    char *folder = NULL, *name = NULL;
    const char *stick = s->place < s->stick_count ? s->sticks[s->place] : NULL;

    if (handover_folder(app_workbook(s->base.app), stick, s->zip, &folder, &e) == STATUS_OK)
        name = stick != NULL ? text_format(_("Goes to USB %s: %s"), file_name(stick),
                                   folder + strlen(stick) + 1)
                             : text_format(_("Goes to %s"), app_short_path(folder));
    error_clear(&e);
    free(folder);
    return name;
}

/* Options, the place, and the line that writes. */
static enum status add_options(struct handover_screen *s, struct error *e)
{
    enum status status = add(s,
        (struct handover_line){.kind = HANDOVER_PERSONAL,
            .text = text_format("[%c] %s", s->personal ? 'x' : ' ',
                _("Data about persons too, such as names and numbers"))},
        e);
    if (status == STATUS_OK)
        status = add(s,
            (struct handover_line){.kind = HANDOVER_HISTORY,
                .text = text_format("[%c] %s", s->history ? 'x' : ' ',
                    _("The history too, with the group instead of the name"))},
            e);
    if (status == STATUS_OK)
        status = add(s,
            (struct handover_line){.kind = HANDOVER_ZIP,
                .text = text_format("[%c] %s", s->zip ? 'x' : ' ', _("As one zip file"))},
            e);
    if (status == STATUS_OK)
        status =
            add(s, (struct handover_line){.kind = HANDOVER_PLACE, .text = place_name(s)}, e);
    if (status == STATUS_OK)
        status = add(s,
            (struct handover_line){
                .kind = HANDOVER_GIVE, .text = strdup(_("Write the package"))},
            e);
    return status;
}

/* A line of the result. */
static enum status add_result(struct handover_screen *s, char *text, struct error *e)
{
    return add(s, (struct handover_line){.kind = HANDOVER_RESULT, .text = text}, e);
}

/* What became of it. */
static enum status add_results(struct handover_screen *s, struct error *e)
{
    const struct handover_result *r = &s->result;
    char spoken[20];
    enum status status = add_result(s,
        r->package.number[0] != '\0'
            ? text_format(_("Package %s: files %zu, rows %zu, read back and equal."),
                  r->package.number, r->package.files + 1, r->package.rows)
            : text_format(_("Package without a number: files %zu, rows %zu, read back and "
                            "equal."),
                  r->package.files + 1, r->package.rows),
        e);

    handover_spoken(r->sums, spoken);
    if (status == STATUS_OK)
        status = add_result(s, text_format(_("To read out: %s"), spoken), e);
    if (status == STATUS_OK && s->place < s->stick_count)
        status = add_result(s, strdup(_("The USB stick can be pulled out.")), e);
    if (status == STATUS_OK && r->other != NULL)
        status = add_result(s,
            text_format(_("[!] An older package, changed since, lies beside it: %s"),
                file_name(r->other)),
            e);
    if (status == STATUS_OK && r->unmarked != NULL)
        status = add_result(s, text_format(_("[!] No mark was set: %s"), r->unmarked), e);
    else if (status == STATUS_OK)
        status = add_result(s,
            strdup(
                _("Marked as handed over. Undo stops there; Menu, Marks, F8 takes it back.")),
            e);
    return status;
}

/* What changed since the package before. */
static enum status add_changes(struct handover_screen *s, struct error *e)
{
    if (s->lack.since[0] == '\0')
        return STATUS_OK;
    return add(s,
        (struct handover_line){.kind = HANDOVER_FILE,
            .text = text_format(_("Changed since package %s"), s->lack.since),
            .right = text_format(_("%zu fields"), s->lack.changed[s->personal])},
        e);
}

/* A file by its path, or what people call it; the text is taken over. */
static enum status add_file(struct handover_screen *s, char *text, struct error *e)
{
    return add(s, (struct handover_line){.kind = HANDOVER_FILE, .text = text}, e);
}

/* The files that are there only where the method has what they are for: what fields with
 * several references link, and the form experts write comments into. */
static enum status add_some_files(
    struct handover_screen *s, const struct export_options *o, struct error *e)
{
    const struct method *m = workbook_method(app_workbook(s->base.app));
    enum status status = STATUS_OK;

    for (size_t i = 0; i < m->form_count; i++)
        for (size_t k = 0; status == STATUS_OK && k < m->forms[i].count; k++) {
            const struct field *field = &m->forms[i].fields[k];
            if (links_has(o, field))
                status = add_file(s,
                    text_format(_("Links of %s: %s"), words_get(&m->forms[i].title),
                        words_get(&field->label)),
                    e);
        }
    return status == STATUS_OK && method_form_of_role(m, FORM_ROLE_COMMENT) != NULL
               ? add_file(s, strdup(PACKAGE_COMMENTS), e)
               : status;
}

/* What changed, the tables with their rows, then the other files. */
static enum status add_files(struct handover_screen *s, struct error *e)
{
    struct workbook *wb = app_workbook(s->base.app);
    const struct method *m = workbook_method(wb);
    const struct export_options o = {
        .dialect = dialect_named("machine"), .personal = s->personal, .history = s->history};
    const struct part *part;
    enum status status = add_changes(s, e);

    for (size_t i = 0; status == STATUS_OK && i < m->form_count; i++) {
        size_t rows = 0;
        if (!part_has_form(&o, &m->forms[i]))
            continue;
        status = rows_total(wb, &m->forms[i], &rows, e);
        if (status == STATUS_OK)
            status = add(s,
                (struct handover_line){.kind = HANDOVER_FILE,
                    .form = &m->forms[i],
                    .text = strdup(words_get(&m->forms[i].title)),
                    .right = text_format(_("%zu rows"), rows)},
                e);
    }
    if (status == STATUS_OK)
        status = add_some_files(s, &o, e);
    for (size_t i = 0; status == STATUS_OK && (part = part_at(&o, i)) != NULL; i++)
        if (part->path[strlen(part->path) - 1] != '/')
            status = add_file(s, strdup(part->path), e);
    for (size_t i = 0; status == STATUS_OK && i < m->sheet_count; i++)
        if (part_has_sheet(&o, m, &m->sheets[i]))
            status = add_file(s, text_format("%s%s.csv", PACKAGE_SHEETS, m->sheets[i].name), e);
    return status == STATUS_OK ? add_file(s, strdup(PACKAGE_SUMS), e) : status;
}

enum status handover_lines(struct handover_screen *s, struct error *e)
{
    handover_lines_free(s);
    enum status status = add_lacks(s, e);
    if (status == STATUS_OK)
        status = add_options(s, e);
    if (status == STATUS_OK && s->given)
        status = add_results(s, e);
    return status == STATUS_OK ? add_files(s, e) : status;
}

/* How a line looks. */
static enum style style_of(const struct handover_line *line)
{
    switch (line->kind) {
    case HANDOVER_GIVE: return STYLE_TITLE;
    case HANDOVER_RESULT: return STYLE_GOOD;
    case HANDOVER_FILE: return STYLE_DIM;
    default: return STYLE_TEXT;
    }
}

/* One line. */
static void draw_line(struct handover_screen *s, const struct area *area, int y, size_t at)
{
    const struct handover_line *line = &s->lines[at];
    bool here = at == s->list.at;
    int right = area->width - 1;

    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    if (line->right != NULL && area->width >= NARROW) {
        right -= RIGHT_CELLS;
        draw_text_right(
            area, y, right, RIGHT_CELLS, line->marked ? STYLE_MARK : STYLE_DIM, line->right);
    }
    int left = 3;
    if (line->right != NULL && area->width < NARROW && line->kind != HANDOVER_FILE)
        left += draw_text(area, y, left, STYLE_TEXT, line->right) + 1;
    draw_text_in(
        area, y, left, right - left - 1, here ? STYLE_FOCUS : style_of(line), line->text);
}

/* What is under way, instead of the list. */
static const char *said(const struct handover_screen *s)
{
    return s->doing == HANDOVER_LOOK
               ? _("Looking at what is missing...")
               : _("Writing the package. Do not pull the USB stick out yet...");
}

void handover_draw(struct screen *self, const struct area *area)
{
    struct handover_screen *s = handover_of(self);
    int y = area->height > 8;

    if (s->doing != HANDOVER_SHOW) {
        draw_wrapped(area, y, 2, area->width - 4, 3, STYLE_TITLE, said(s));
        draw_cursor(area, y, 2);
        return;
    }
    list_fit(&s->list, area->height - y);
    for (int i = 0; y + i < area->height && s->list.top + (size_t)i < s->list.count; i++)
        draw_line(s, area, y + i, s->list.top + (size_t)i);
}

const char *handover_title(struct screen *self)
{
    (void)self;
    return _("Hand-over");
}

/* The line one stands on; NULL while something is under way. */
static const struct handover_line *line_here(struct screen *self)
{
    const struct handover_screen *s = handover_of(self);

    return s->doing == HANDOVER_SHOW ? handover_chosen(s) : NULL;
}

/* The whole of a line that may be cut, or what the choice means. */
const char *handover_hint(struct screen *self)
{
    const struct handover_line *line = line_here(self);

    if (line == NULL)
        return NULL;
    switch (line->kind) {
    case HANDOVER_PERSONAL:
        return _("Data about persons stay here unless somebody asked for them in writing.");
    case HANDOVER_GIVE:
        return _("The package gets a number, is noted in the register and marked as handed "
                 "over. Anything missing above goes along as a finding.");
    case HANDOVER_FILE: return line->form != NULL ? words_get(&line->form->title) : NULL;
    case HANDOVER_PLACE:
    case HANDOVER_RESULT: return line->text;
    default: return NULL;
    }
}

const char *handover_keys(struct screen *self)
{
    const struct handover_line *line = line_here(self);

    if (line == NULL)
        return NULL;
    switch (line->kind) {
    case HANDOVER_PERSONAL:
    case HANDOVER_ZIP:
    case HANDOVER_HISTORY: return _("Space ticks   Up/Down   Esc goes back");
    case HANDOVER_PLACE: return _("Left/Right: another place   Up/Down   Esc goes back");
    case HANDOVER_GIVE: return _("Enter writes the package   Up/Down   Esc goes back");
    case HANDOVER_RESULT: return _("Up/Down look   Esc goes back");
    default:
        return line->kind != HANDOVER_FILE || line->form != NULL
                   ? _("Enter goes there   Up/Down   Esc goes back")
                   : _("Up/Down look   Esc goes back");
    }
}
