/* A pasted table before it is stored: which column becomes which field, and what would come of
 * it. Nothing is stored until Enter; then it is one action, one undo. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/paste.h"
#include "core/store/record.h"
#include "core/store/rows.h"
#include "tui/screen/counts.h"
#include "tui/screen/open.h"
#include "tui/widget/list.h"

#define LEFT 2          /* the pointer stands before */
#define LETTER_CELLS 4  /* "A", "AB" and a gap */
#define RESULT_ROWS 4   /* below the columns: counts, and what needs a look */
#define COLUMNS_LEAST 3 /* lines of columns that sentences leave */
#define SWITCHES 2      /* lines after the columns: headings, where to */

struct paste_screen {
    struct screen base;
    const struct form *form;
    struct paste paste;
    struct rows *rows; /* of the form; where rows are written over */
    size_t from;       /* the row the cursor stood on */
    bool at_row;       /* there is such a row */
    bool over;         /* from there on, instead of adding */
    struct list list;  /* the columns, then the switches */

    bool tried; /* result, marks and trouble are of the present choice */
    struct import_result result;
    char *look;    /* the first thing that needs a look, or NULL */
    char *trouble; /* why it cannot be stored, or NULL */
    char *title, *hint;
};

static struct paste_screen *of(struct screen *self)
{
    return (struct paste_screen *)self;
}

/* What was tried holds no longer. */
static void changed(struct paste_screen *s)
{
    free(s->look);
    free(s->trouble);
    s->look = s->trouble = NULL;
    s->tried = false;
}

/* Whether the rows can be written over what is there. */
static bool can_be_over(const struct paste_screen *s)
{
    return s->at_row && (s->form->kind == FORM_LIST || s->form->kind == FORM_FIXED);
}

/* The ids the rows go into, NULL when they find their own way. */
static const char **over_ids(const struct paste_screen *s)
{
    size_t count = paste_count(&s->paste);
    const char **ids = s->over ? calloc(count + 1, sizeof *ids) : NULL;

    for (size_t i = 0; ids && i < count; i++)
        ids[i] = rows_uid(s->rows, s->from + i);
    return ids;
}

/* import_note_fn: keeps the first. */
static void note(void *context, bool rejected, const char *where, const char *text)
{
    struct paste_screen *s = context;

    if (s->look == NULL)
        s->look = text_format(
            rejected ? _("Row %s would be left out: %s") : _("Row %s: %s"), where, text);
}

/* Stores the table or tries it. */
static enum status run(struct paste_screen *s, bool trial, struct error *e)
{
    const char **over = over_ids(s);

    changed(s);
    enum status status =
        paste_store(&s->paste, app_workbook(s->base.app), over, trial, note, s, &s->result, e);
    free(over);
    s->tried = trial;
    return status;
}

/* Tries what would come of it, when nobody types. */
static bool idle(struct screen *self)
{
    struct paste_screen *s = of(self);
    struct error e = {0};

    if (s->tried)
        return false;
    if (run(s, true, &e) != STATUS_OK) {
        s->trouble = strdup(error_text(&e));
        error_clear(&e);
    }
    return true;
}

/* The screen below stands on the first row that was pasted. */
static void show_first(struct paste_screen *s)
{
    struct screen *below = s->base.below;
    struct error e = {0};
    size_t first = s->over ? s->from : rows_count(s->rows);

    if (rows_refresh(s->rows, &e) != STATUS_OK) {
        error_clear(&e);
        return;
    }
    const char *uid = rows_uid(s->rows, first);
    if (uid != NULL && below->ops->locate != NULL)
        below->ops->locate(below, s->form->name, uid, "");
}

/* Stores, and says what came of it; a failure keeps the screen. */
static int store(struct paste_screen *s)
{
    struct error e = {0};

    if (run(s, false, &e) != STATUS_OK) {
        app_trouble(s->base.app, &e);
        return SCREEN_HANDLED;
    }
    const struct import_result *r = &s->result;
    show_first(s);
    if (r->rejected + r->marked > 0)
        app_message(s->base.app,
            _("Pasted: %zu new, %zu changed, %zu left out; %zu fields need a look (!). Ctrl-Z "
              "takes it back."),
            r->added, r->changed, r->rejected, r->marked);
    else
        app_message(s->base.app, _("Pasted: %zu new, %zu changed. Ctrl-Z takes it back."),
            r->added, r->changed);
    return SCREEN_CLOSE;
}

/* The column a letter leads to: the next field whose label begins with it. */
static void turn_to_letter(struct paste_screen *s, const char *letter)
{
    struct paste_column *target = &s->paste.targets[s->list.at];
    struct paste_column before = *target;
    char *wanted = text_fold(letter);

    for (size_t i = 0; wanted && wanted[0] && i < s->form->count + 2; i++) {
        paste_turn(&s->paste, s->list.at, 1);
        char *label = target->field ? text_fold(words_get(&target->field->label)) : NULL;
        bool found = label && strncmp(label, wanted, strlen(wanted)) == 0;
        free(label);
        if (found) {
            free(wanted);
            return;
        }
    }
    free(wanted);
    paste_choose(&s->paste, s->list.at, before);
}

/* Left, Right, Space and the like on the chosen line. */
static bool change(struct paste_screen *s, const struct press *press)
{
    size_t at = s->list.at, columns = s->paste.columns;
    bool space = press_is_text(press, " ");
    int step = press->code == PRESS_LEFT ? -1 : press->code == PRESS_RIGHT || space ? 1 : 0;

    if (at == columns && step != 0) {
        s->paste.headed = !s->paste.headed;
    } else if (at > columns && step != 0) {
        s->over = !s->over && can_be_over(s);
    } else if (at < columns && step != 0) {
        paste_turn(&s->paste, at, step);
    } else if (at < columns && press->code == PRESS_DELETE) {
        paste_choose(&s->paste, at, (struct paste_column){PASTE_SKIP, NULL});
    } else if (at < columns && press->code == PRESS_TEXT) {
        turn_to_letter(s, press->text);
    } else {
        return false;
    }
    changed(s);
    return true;
}

static int key(struct screen *self, const struct press *press)
{
    struct paste_screen *s = of(self);

    if (press->code == PRESS_ENTER)
        return store(s);
    if (press->code == PRESS_PASTE)
        return SCREEN_HANDLED; /* one at a time */
    return list_key(&s->list, press) || change(s, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

static int act(struct screen *self, enum act act)
{
    struct paste_screen *s = of(self);

    if (act == ACT_BACK)
        app_message(s->base.app, "%s", _("Nothing was pasted."));
    return SCREEN_IGNORED;
}

/* What a column becomes, in words. */
static const char *target_words(const struct paste_screen *s, size_t column)
{
    const struct paste_column *t = &s->paste.targets[column];

    switch (t->target) {
    case PASTE_FIELD: return words_get(&t->field->label);
    case PASTE_ROW: return s->form->kind == FORM_LIST ? _("Code") : _("(which row)");
    case PASTE_SKIP: break;
    }
    return _("(left out)");
}

/* One column: letter, heading, sample, target. */
static void draw_column(
    const struct paste_screen *s, const struct area *area, int y, size_t column, bool focus)
{
    int target_cells = area->width < 70 ? 24 : 30;
    int target_x = area->width - target_cells - 1;
    int text_x = LEFT + LETTER_CELLS;
    bool skipped = s->paste.targets[column].target == PASTE_SKIP;
    int half = s->paste.headed && area->width >= 70 ? (target_x - text_x) / 2 : 0;
    char letter[8];
    char *sample = text_printable(paste_sample(&s->paste, column));

    paste_letters(column, letter);
    draw_text_in(area, y, LEFT, LETTER_CELLS - 1, STYLE_LABEL, letter);
    if (half > 0)
        draw_text_in(area, y, text_x, half - 2, STYLE_LABEL, s->paste.cells[column]);
    draw_text_in(area, y, text_x + half, target_x - text_x - half - 2,
        skipped ? STYLE_DIM : STYLE_VALUE, sample);
    draw_box(area, y, target_x, target_cells,
        focus     ? STYLE_FOCUS
        : skipped ? STYLE_DIM
                  : STYLE_TEXT,
        target_words(s, column));
    if (focus)
        draw_cursor(area, y, target_x);
    free(sample);
}

/* A switch below the columns. */
static void draw_switch(
    const struct paste_screen *s, const struct area *area, int y, size_t line, bool focus)
{
    const char *text = NULL;
    char *made = NULL;

    if (line == s->paste.columns) {
        text = s->paste.headed ? _("[x] the first row is headings")
                               : _("[ ] the first row is headings");
    } else if (!can_be_over(s)) {
        text = s->form->kind == FORM_LIST ? _("Every row is added, or changes the row it names")
                                          : _("Every row changes the row it names");
    } else if (s->over) {
        struct error e = {0};
        char *name = NULL;
        if (record_title(app_workbook(s->base.app), s->form, rows_uid(s->rows, s->from), &name,
                &e) != STATUS_OK)
            error_clear(&e);
        text = made = text_format(_("[x] over what is there, from %s on"), name ? name : "?");
        free(name);
    } else {
        text = _("[ ] over what is there, from the chosen row on");
    }
    draw_text_in(area, y, LEFT, area->width - LEFT - 1, focus ? STYLE_FOCUS : STYLE_TEXT, text);
    if (focus)
        draw_cursor(area, y, LEFT);
    free(made);
}

/* "12 rows: 10 new, 2 changed": what there is none of is not said. Caller frees. */
static char *counted(const struct paste_screen *s)
{
    const struct import_result *r = &s->result;
    const struct counted parts[] = {
        {r->added, N_("%zu new"), false},
        {r->changed, N_("%zu changed"), false},
        {r->same, N_("%zu as before"), false},
        {r->rejected, N_("%zu left out"), false},
        {r->marked, N_("%zu fields to look at"), false},
        {0},
    };
    char *counts = counts_text(parts),
         *rows = text_format(_("%zu rows"), paste_count(&s->paste));
    char *text = counts != NULL && rows != NULL
                     ? text_format("%s%s%s", rows, counts[0] ? ": " : "", counts)
                     : NULL;

    free(counts);
    free(rows);
    return text;
}

/* What would come of it. */
static void draw_result(
    const struct paste_screen *s, const struct area *area, const char *counts)
{
    int width = area->width - LEFT - 1;
    int used = draw_wrapped(
        area, 0, LEFT, width, area->height, s->trouble ? STYLE_MARK : STYLE_TEXT, counts);

    if (!s->trouble)
        draw_wrapped(area, used, LEFT, width, area->height - used, STYLE_MARK, s->look);
}

/* How many lines a text takes. */
static int lines_of(const char *text, int width)
{
    struct text_line *lines = NULL;
    size_t count = text && width > 0 ? text_wrap(text, (size_t)width, &lines) : 0;

    free(lines);
    return (int)count;
}

/* The lines below the columns: as many as the sentences take, while some columns stay. */
static int result_rows(
    const struct paste_screen *s, const struct area *area, const char *counts)
{
    int width = area->width - LEFT - 1;
    int need = lines_of(counts, width) + (s->trouble ? 0 : lines_of(s->look, width));
    int rows = area->height > 12 ? RESULT_ROWS : area->height > 5 ? 2 : 0;
    int most = area->height - COLUMNS_LEAST - (area->height > 8) - 1;

    most = most > rows ? most : rows;
    return rows == 0 || need <= rows ? rows : need < most ? need : most;
}

static void draw(struct screen *self, const struct area *area)
{
    struct paste_screen *s = of(self);
    char *counts = s->trouble ? strdup(s->trouble)
                   : s->tried ? counted(s)
                              : strdup(_("Counting …"));
    int results = result_rows(s, area, counts);
    int head = area->height > 8;
    int height = area->height - head - results - (results > 0);

    if (head) {
        int target_x = area->width - (area->width < 70 ? 24 : 30) - 1;
        draw_text_in(area, 0, LEFT, target_x - LEFT - 1, STYLE_LABEL, _("What was pasted"));
        draw_text(area, 0, target_x, STYLE_LABEL, _("becomes"));
    }
    list_fit(&s->list, height);
    for (int y = 0; y < height && s->list.top + (size_t)y < s->list.count; y++) {
        size_t line = s->list.top + (size_t)y;
        bool focus = line == s->list.at;
        if (focus)
            draw_sign(area, head + y, 0, STYLE_TITLE, GLYPH_POINTER);
        if (line < s->paste.columns)
            draw_column(s, area, head + y, line, focus);
        else
            draw_switch(s, area, head + y, line, focus);
    }
    struct area below =
        area_part(area, area->height - results, 0, results > 0 ? results : 0, area->width);
    draw_result(s, &below, counts);
    free(counts);
}

static const char *title(struct screen *self)
{
    return of(self)->title;
}

/* The whole text of the chosen column's sample. */
static const char *hint(struct screen *self)
{
    struct paste_screen *s = of(self);

    free(s->hint);
    s->hint = s->list.at < s->paste.columns
                  ? text_printable(paste_sample(&s->paste, s->list.at))
                  : NULL;
    return s->hint;
}

static const char *keys(struct screen *self)
{
    struct paste_screen *s = of(self);

    return s->list.at < s->paste.columns
               ? _("Enter pastes   Left Right choose the field   Delete leaves out   Esc stops")
               : _("Enter pastes   Space changes   Esc stops");
}

static void release(struct screen *self)
{
    struct paste_screen *s = of(self);

    changed(s);
    paste_close(&s->paste);
    rows_close(s->rows);
    free(s->title);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "paste",
    .draw = draw,
    .key = key,
    .can = can,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .idle = idle,
    .free = release,
};

/* Reads the table and where it may go. */
static enum status begin(
    struct paste_screen *s, const struct paste_place *place, struct error *e)
{
    enum status status = place->path
                             ? paste_file(&s->paste, s->form, place->path, place->fields, e)
                             : paste_text(&s->paste, s->form, place->text, place->fields, e);

    if (status == STATUS_OK)
        status = place->rows ? rows_copy(place->rows, &s->rows, e)
                             : rows_open(app_workbook(s->base.app), s->form, &s->rows, e);
    if (status == STATUS_OK && place->uid) {
        s->from = rows_find(s->rows, place->uid);
        s->at_row = s->from != SIZE_MAX;
    }
    bool named = false;
    for (size_t i = 0; i < s->paste.columns; i++)
        named = named || s->paste.targets[i].target == PASTE_ROW;
    s->over = s->form->kind == FORM_FIXED && s->at_row && !named;
    list_count(&s->list, s->paste.columns + SWITCHES);
    s->title = text_format(_("Paste into %s"), words_get(&s->form->title));
    return status == STATUS_OK && !s->title ? error_memory(e) : status;
}

enum status screen_open_paste(
    struct app *app, const struct form *form, const struct paste_place *place, struct error *e)
{
    struct paste_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->form = form;
    enum status status = begin(s, place, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}
