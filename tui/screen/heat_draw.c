/* How the heat map looks: names stand still, columns move along where they do not all fit. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "tui/screen/heat.h"
#include "tui/term/hit.h"

#define LEFT 3       /* the pointer, and the sign of the weakest */
#define NAME_LEAST 9 /* cells of a name where room is short */
#define TALL 6       /* rows from which on there is more than the lines */

/* How the table is laid out in an area. */
struct layout {
    int name;    /* cells of the names */
    int gap;     /* between columns, beside the cell of the sign */
    int *widths; /* [columns] */
};

/* What a cell says without its sign. Caller frees. */
static char *number(const struct heat_screen *s, size_t column, int64_t value)
{
    if (s->heat->broken[column])
        return strdup("?");
    if (value == 0)
        return strdup("-");
    return s->heat->column[column].money ? number_show_money_about(value)
                                         : number_show_integer(value);
}

/* Cells of a text, which is freed. */
static int cells_of(char *text)
{
    int cells = text != NULL ? (int)text_width(text) : 0;

    free(text);
    return cells;
}

/* What a column needs: its heading, its longest number and one cell for the sign. */
static int column_width(const struct heat_screen *s, size_t column)
{
    int width = (int)text_width(words_get(&s->heat->column[column].heading));

    for (size_t i = 0; i < s->list.count; i++) {
        int cells = cells_of(number(s, column, heat_value(s->heat, s->lines[i], column)));
        width = cells > width ? cells : width;
    }
    int sum = cells_of(number(s, column, heat_sum(s->heat, column)));
    return (sum > width ? sum : width) + 1;
}

/* Cells of the longest name. */
static int name_width(const struct heat_screen *s)
{
    int width = (int)text_width(_("Together"));

    for (size_t i = 0; i < s->list.count; i++) {
        int cells = (int)text_width(heat_name(s, s->lines[i]));
        width = cells > width ? cells : width;
    }
    return width;
}

/* Lays out; false without memory. */
static bool lay_out(const struct heat_screen *s, int width, struct layout *l)
{
    int all = 0;

    l->widths = calloc(s->heat->columns + 1, sizeof *l->widths);
    if (l->widths == NULL)
        return false;
    for (size_t i = 0; i < s->heat->columns; i++)
        all += l->widths[i] = column_width(s, i);
    l->name = name_width(s);
    if (l->name > width / 3)
        l->name = width / 3 > NAME_LEAST ? width / 3 : NAME_LEAST;
    int spare = width - LEFT - l->name - all - 1;
    int columns = (int)s->heat->columns;
    l->gap = spare >= 2 * columns ? 2 : spare >= columns;
    return true;
}

/* Where a column begins, counted from the first in sight; behind the right edge when it is not
 * in sight. */
static int column_x(const struct heat_screen *s, const struct layout *l, size_t column)
{
    int x = LEFT + l->name + (l->gap > 1 ? l->gap : 1);

    for (size_t i = s->first; i < column; i++)
        x += l->widths[i] + l->gap;
    return x;
}

/* Moves the columns so that the one stood on is in sight, and no room is wasted. */
static void fit_columns(struct heat_screen *s, const struct layout *l, int width)
{
    size_t last = s->heat->columns - 1;

    if (s->at < s->first)
        s->first = s->at;
    while (s->first < s->at && column_x(s, l, s->at) + l->widths[s->at] > width - 1)
        s->first++;
    while (s->first > 0) {
        s->first--;
        if (column_x(s, l, last) + l->widths[last] > width - 1) {
            s->first++;
            break;
        }
    }
}

/* The sign and style of a cell. */
static const struct {
    const char *sign;
    enum style style;
} levels[] = {[HEAT_NONE] = {"", STYLE_MARK},
    [HEAT_LOW] = {"!", STYLE_MARK},
    [HEAT_MIDDLE] = {"", STYLE_VALUE},
    [HEAT_HIGH] = {"+", STYLE_GOOD}};

/* One cell; behind its number stands its sign. */
static void draw_cell(struct heat_screen *s, const struct area *area, const struct layout *l,
    int y, size_t line, size_t column)
{
    size_t row = s->lines[line];
    int x = column_x(s, l, column), width = l->widths[column];
    bool here = line == s->list.at && column == s->at;
    bool named = row < s->heat->list->count && !s->heat->broken[column];
    enum heat_level level = named ? heat_level(s->heat, row, column) : HEAT_MIDDLE;
    char *text = number(s, column, heat_value(s->heat, row, column));
    int cells = text != NULL ? (int)text_width(text) : 0;

    if (here) {
        draw_fill(area, y, x, 1, width, STYLE_FOCUS);
        draw_cursor(area, y, x + width - 1 - cells);
    }
    bool first = level == HEAT_NONE && heat_sum(s->heat, column) == 0;
    enum style style = here    ? STYLE_FOCUS
                       : first ? STYLE_DIM /* nobody has any yet: nothing to mend */
                               : levels[level].style;
    draw_text_right(area, y, x, width - 1, style, text);
    draw_text_in(area, y, x + width - 1, 1, style, levels[level].sign);
    draw_hit(area, y, x, 1, width, s->lines, line * s->heat->columns + column);
    free(text);
}

/* Whether a column is in sight as a whole. */
static bool in_sight(
    const struct heat_screen *s, const struct layout *l, int width, size_t column)
{
    return column >= s->first &&
           (column == s->at || column_x(s, l, column) + l->widths[column] <= width);
}

/* A dimension. */
static void draw_line(
    struct heat_screen *s, const struct area *area, const struct layout *l, int y, size_t line)
{
    size_t row = s->lines[line];
    bool weakest = row == heat_weakest_row(s);

    if (line == s->list.at)
        draw_sign(area, y, 0, STYLE_TITLE, GLYPH_POINTER);
    if (weakest)
        draw_text_in(area, y, 1, 1, STYLE_MARK, "!");
    draw_text_in(area, y, LEFT, l->name, weakest ? STYLE_MARK : STYLE_LABEL, heat_name(s, row));
    for (size_t i = s->first; i < s->heat->columns; i++)
        if (in_sight(s, l, area->width, i))
            draw_cell(s, area, l, y, line, i);
}

/* The headings, with arrows where more columns are. */
static void draw_headings(
    const struct heat_screen *s, const struct area *area, const struct layout *l)
{
    bool more = false;

    for (size_t i = s->first; i < s->heat->columns; i++) {
        if (in_sight(s, l, area->width, i))
            draw_text_right(area, 0, column_x(s, l, i), l->widths[i] - 1,
                i == s->at ? STYLE_TITLE : STYLE_LABEL, words_get(&s->heat->column[i].heading));
        else
            more = true;
    }
    if (s->first > 0)
        draw_text(area, 0, LEFT + l->name, STYLE_HINT, draw_ascii() ? "<" : "‹");
    if (more)
        draw_text(area, 0, area->width - 1, STYLE_HINT, draw_ascii() ? ">" : "›");
}

/* What all have together. */
static void draw_sums(
    const struct heat_screen *s, const struct area *area, const struct layout *l, int y)
{
    draw_text_in(area, y, LEFT, l->name, STYLE_LABEL, _("Together"));
    for (size_t i = s->first; i < s->heat->columns; i++) {
        char *text = number(s, i, heat_sum(s->heat, i));
        if (in_sight(s, l, area->width, i))
            draw_text_right(area, y, column_x(s, l, i), l->widths[i] - 1, STYLE_TEXT, text);
        free(text);
    }
}

/* "problems, actions": what a row has nothing of, in small pieces. Caller frees. */
static char *lacking(const struct heat_screen *s, size_t row)
{
    char *all = strdup("");

    for (size_t i = 0; all != NULL && i < s->heat->columns; i++) {
        if (heat_value(s->heat, row, i) != 0 || s->heat->broken[i])
            continue;
        char *longer = text_format(
            "%s%s%s", all, all[0] != '\0' ? ", " : "", words_get(&s->heat->column[i].heading));
        free(all);
        all = longer;
    }
    return all;
}

/* The weakest dimension in a sentence. Caller frees. */
static char *weakest_text(const struct heat_screen *s)
{
    size_t complete = 0, all = 0;
    const struct choice *weakest = weakest_dimension(s->weakest, &complete, &all);

    if (weakest == NULL)
        return strdup(_("Nothing is counted yet: no row has a dimension."));
    const char *name = words_get(&weakest->label);
    char *none = lacking(s, heat_weakest_row(s));
    char *text = all == 0 ? text_format(_("Weakest: %s has no row at all."), name)
                 : none != NULL && none[0] != '\0'
                     ? text_format(_("Weakest: %s, %zu of its %zu rows are complete. It has "
                                     "none of these yet: %s."),
                           name, complete, all, none)
                     : text_format(_("Weakest: %s, %zu of its %zu rows are complete."), name,
                           complete, all);
    free(none);
    return text;
}

/* The sentence and what the signs mean, below the table. */
static void draw_below(const struct heat_screen *s, const struct area *area, int y)
{
    char *text = weakest_text(s);

    int most = area->height - y - 2;
    y += draw_wrapped(area, y, 1, area->width - 2, most > 1 ? most : 1, STYLE_TEXT, text);
    if (y + 1 < area->height)
        draw_wrapped(area, y + 1, 1, area->width - 2, area->height - y - 1, STYLE_HINT,
            _("- nothing yet  ! a third or less  + two thirds or more"));
    free(text);
}

void heat_draw(struct screen *self, const struct area *area)
{
    struct heat_screen *s = heat_of(self);
    struct layout l;
    int lines = (int)s->list.count;

    if (area->height <= 0 || !lay_out(s, area->width, &l))
        return;
    int head = area->height > 1, foot = area->height > TALL ? 3 : 0;
    int room = area->height - head - foot;
    fit_columns(s, &l, area->width);
    list_fit(&s->list, room);
    if (head)
        draw_headings(s, area, &l);
    int y = head;
    for (size_t i = s->list.top; i < s->list.count && y - head < room; i++, y++)
        draw_line(s, area, &l, y, i);
    if (foot > 0 && lines <= room) {
        draw_sums(s, area, &l, y);
        draw_below(s, area, y + 2 < area->height - 1 ? y + 2 : y + 1);
    }
    free(l.widths);
}

const char *heat_hint(struct screen *self)
{
    struct heat_screen *s = heat_of(self);
    int64_t value = heat_value(s->heat, heat_row(s), s->at);
    const char *name = heat_name(s, heat_row(s));
    const char *heading = words_get(&s->heat->column[s->at].heading);
    char *amount =
        s->heat->column[s->at].money ? number_show_money(value) : number_show_integer(value);

    free(s->hint);
    s->hint = NULL;
    if (s->heat->broken[s->at])
        s->hint =
            strdup(_("This column cannot be counted: its query in the method was refused."));
    else if (value == 0)
        s->hint = text_format(_("%s, %s: nothing yet"), name, heading);
    else if (amount != NULL)
        s->hint = text_format("%s, %s: %s", name, heading, amount);
    free(amount);
    return s->hint;
}
