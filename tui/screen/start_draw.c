/* What the first screen looks like: a page of lines, roomy where it fits, otherwise without
 * what only explains, and at last scrolled to the cursor. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/start.h"
#include "tui/term/hit.h"
#include "tui/widget/prompt.h"

static const char *const choices[CHOICE_COUNT] = {
    [CHOICE_NEW] = N_("Begin the workbook of a new district"),
    [CHOICE_OPEN] = N_("Open a workbook (on this laptop or a USB stick)"),
    [CHOICE_PRACTICE] = N_("Practise for 10 minutes with the sample, Luwu Utara"),
    [CHOICE_TAKE] = N_("I type for a group: take the group's file from a USB stick"),
};
static const char *const choice_hints[CHOICE_COUNT] = {
    [CHOICE_NEW] = N_("Asks for district and years, then makes the workbook."),
    [CHOICE_OPEN] =
        N_("Shows the workbooks that were opened here, those of the folder, and those "
           "on USB sticks."),
    [CHOICE_PRACTICE] =
        N_("Six tasks in a file that is only for practice. What is done stays ticked."),
    [CHOICE_TAKE] =
        N_("The file is copied from the stick into the folder, and the copy is opened."),
};
static const char *const boxes[BOX_COUNT] = {
    [BOX_NAME] = N_("Name"),
    [BOX_OFFICE] = N_("Office"),
};

/* A line of the page. */
struct line {
    enum line_kind {
        LINE_BLANK,
        LINE_SAID, /* a sentence, wrapped */
        LINE_HEADING,
        LINE_BOOK,
        LINE_CHOICE,
        LINE_BOX,
        LINE_FOLDER,
    } kind;
    size_t at; /* of its part */
    const char *text;
    enum style style;
    int rows;
};
struct page {
    struct line lines[MOST_LINES];
    size_t count;
    int rows, width;
    int room; /* lines of a higher rank are left out */
};

/* What is left out first where there is little room, from the top down; 0 never. */
enum rank {
    RANK_NEEDED,
    RANK_HEADING,
    RANK_AFTER_LIST,
    RANK_FOLDER,
    RANK_ADVICE,
    RANK_WELCOME,
    RANK_BEFORE_BOXES,
    RANK_ASKED,
    RANK_AFTER_WELCOME,
    RANK_BEFORE_KEYS,
    RANK_TOP,
    RANK_KNOWN, /* advice for people who have been here before */
};

/* Adds a line of one row; false when it is left out. */
static bool add(struct page *p, int rank, enum line_kind kind, size_t at)
{
    if (rank > p->room || p->count == MOST_LINES)
        return false;
    p->lines[p->count++] = (struct line){.kind = kind, .at = at, .rows = 1};
    p->rows++;
    return true;
}

/* Adds a sentence of one row or, where it is long, two. */
static void say(struct page *p, int rank, enum style style, const char *text)
{
    if (!add(p, rank, LINE_SAID, 0))
        return;
    struct line *line = &p->lines[p->count - 1];
    line->text = text;
    line->style = style;
    line->rows = (int)text_width(text) > p->width ? 2 : 1;
    p->rows += line->rows - 1;
}

/* The test of the F-keys; once they are known to work, only where there is nothing else to
 * read. */
static void add_keys(struct page *p, const struct start *s)
{
    bool fkeys = app_fkeys(s->base.app), known = start_books(s) > 0;

    add(p, RANK_BEFORE_KEYS, LINE_BLANK, 0);
    if (fkeys && known)
        return;
    if (fkeys) {
        say(p, RANK_NEEDED, STYLE_GOOD, _("Try the keys: press F2 now.   F2 has arrived"));
        return;
    }
    say(p, RANK_NEEDED, STYLE_TEXT, _("Try the keys: press F2 now.   F2 has not arrived yet"));
    say(p, known ? RANK_KNOWN : RANK_ADVICE, STYLE_HINT,
        _("Nothing happens? Press Fn+Esc, then F2 again, or use the Ctrl keys (^)."));
}

/* The page with all lines up to a rank. */
static struct page lay_out(const struct start *s, int width, int room)
{
    struct page p = {.width = width - 3, .room = room};
    size_t books = start_books(s);

    add(&p, RANK_TOP, LINE_BLANK, 0);
    if (books == 0) {
        say(&p, RANK_WELCOME, STYLE_TEXT,
            _("Welcome. Everything can be done with the arrow keys and Enter."));
        say(&p, RANK_WELCOME, STYLE_TEXT,
            _("What you type is stored at once. There is no Save button."));
        add(&p, RANK_AFTER_WELCOME, LINE_BLANK, 0);
    } else {
        add(&p, RANK_HEADING, LINE_HEADING, 0);
    }
    for (size_t i = 0; i < books; i++)
        add(&p, RANK_NEEDED, LINE_BOOK, i);
    if (books > 0)
        add(&p, RANK_AFTER_LIST, LINE_BLANK, 0);
    for (size_t i = 0; i < CHOICE_COUNT; i++)
        add(&p, RANK_NEEDED, LINE_CHOICE, i);
    add(&p, RANK_BEFORE_BOXES, LINE_BLANK, 0);
    say(&p, RANK_ASKED, STYLE_LABEL, _("Who types on this laptop?"));
    for (size_t i = 0; i < BOX_COUNT; i++)
        add(&p, RANK_NEEDED, LINE_BOX, i);
    add_keys(&p, s);
    add(&p, RANK_FOLDER, LINE_FOLDER, 0);
    return p;
}

/* One of the numbered lines. */
static void draw_choice(const struct area *area, int y, size_t at, bool here)
{
    char *numbered = text_format("%zu  %s", at + 1, _(choices[at]));

    if (here) {
        draw_sign(area, y, 3, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 5);
    }
    draw_text_in(area, y, 5, area->width - 6, here ? STYLE_FOCUS : STYLE_TEXT, numbered);
    free(numbered);
}

/* A box for a part of who types. */
static void draw_asked(struct start *s, const struct area *area, int y, size_t at, bool here)
{
    int label = (int)text_width(_(boxes[BOX_NAME])),
        other = (int)text_width(_(boxes[BOX_OFFICE]));
    int x = (area->width < 40 ? 1 : 4) + (label > other ? label : other) + 2;
    int width = area->width - x - 1 < 36 ? area->width - x - 1 : 36;
    const char *why = _("(written into the history of changes)");

    if (here)
        draw_sign(area, y, area->width < 40 ? 0 : 3, STYLE_TITLE, GLYPH_POINTER);
    draw_text(
        area, y, area->width < 40 ? 1 : 4, here ? STYLE_TITLE : STYLE_LABEL, _(boxes[at]));
    prompt_draw(area, y, x, width, &s->boxes[at], here);
    if (at == BOX_OFFICE && area->width > x + width + 2 + (int)text_width(why))
        draw_text(area, y, x + width + 2, STYLE_HINT, why);
}

/* The lines of each part. */
static const enum line_kind kinds[] = {
    [START_BOOK] = LINE_BOOK, [START_CHOICE] = LINE_CHOICE, [START_BOX] = LINE_BOX};

/* Whether the cursor stands on a line. */
static bool is_here(const struct start *s, const struct line *line)
{
    return line->kind == kinds[s->part] && line->at == s->at;
}

/* Draws a line whose first row is y. */
static void draw_line(struct start *s, const struct area *area, int y, const struct line *line)
{
    bool here = is_here(s, line);

    for (int part = START_BOOK; part <= START_CHOICE; part++) {
        if (line->kind == kinds[part])
            draw_hit(area, y, 0, 1, area->width, s, (size_t)part * MOST_LINES + line->at);
    }
    switch (line->kind) {
    case LINE_BLANK: break;
    case LINE_SAID:
        draw_wrapped(area, y, 2, area->width - 3, line->rows, line->style, line->text);
        break;
    case LINE_HEADING: books_draw_heading(area, y, 3); break;
    case LINE_BOOK: books_draw(&s->books, area, y, 3, line->at, here); break;
    case LINE_CHOICE: draw_choice(area, y, line->at, here); break;
    case LINE_BOX: draw_asked(s, area, y, line->at, here); break;
    case LINE_FOLDER: {
        char *folder =
            text_format(_("Folder: %s"), s->folder != NULL ? app_short_path(s->folder) : "");
        draw_text(area, y, 2, STYLE_HINT, folder);
        free(folder);
        break;
    }
    }
}

/* The first row to show so that the cursor's line is seen. */
static int scroll(const struct start *s, const struct page *p, int height)
{
    int y = 0;

    for (size_t i = 0; i < p->count && !is_here(s, &p->lines[i]); i++)
        y += p->lines[i].rows;
    int top = y - height / 2;
    if (top > p->rows - height)
        top = p->rows - height;
    return top > 0 ? top : 0;
}

void start_draw(struct screen *self, const struct area *area)
{
    struct start *s = (struct start *)self;
    struct page page = lay_out(s, area->width, RANK_KNOWN);

    for (int room = RANK_TOP; room >= RANK_NEEDED && page.rows > area->height; room--)
        page = lay_out(s, area->width, room);
    int y = -scroll(s, &page, area->height);
    for (size_t i = 0; i < page.count; i++) {
        if (y >= 0 && y < area->height)
            draw_line(s, area, y, &page.lines[i]);
        y += page.lines[i].rows;
    }
}

const char *start_hint(struct screen *self)
{
    struct start *s = (struct start *)self;

    if (s->part == START_BOX)
        return _("Written into the history of changes, and remembered on this laptop.");
    if (s->part == START_CHOICE)
        return _(choice_hints[s->at]);
    free(s->hint);
    s->hint = s->at < start_books(s) ? books_hint(&s->books, s->at) : NULL;
    return s->hint;
}

const char *start_keys(struct screen *self)
{
    const struct start *s = (const struct start *)self;

    if (s->part == START_BOX)
        return _("Type   Enter: next   Esc: back to the choices   Ctrl-Q leaves");
    return _("Up and Down move   Enter chooses   1 to 4 choose at once   Ctrl-Q leaves");
}
