/* Where the columns of a Table stand: code and name stay, the others scroll, and what room is
 * left goes to the columns whose cells want it. */
#include <string.h>

#include "core/base/text.h"
#include "tui/screen/table_screen.h"

#define LEFT TABLE_LEFT
#define NAME_SHARE 45 /* percent of the width the frozen columns may take ... */
#define NAME_SHARE_NARROW 60
#define NARROW 70
#define WANT_MOST 60 /* more is read below the table */
#define LEAST 6      /* of any column, and of one that is not seen whole */

/* Blanks between two columns. */
static int gap(int width)
{
    return width < NARROW ? 1 : 2;
}

/* Cells the frozen columns may take. */
static int share_of(int width)
{
    return width * (width < NARROW ? NAME_SHARE_NARROW : NAME_SHARE) / 100;
}

/* Least width of a column: what its type takes, or its cells if they take less. */
static int least(const struct column *column)
{
    int cells = column->want > column->heading ? column->want : column->heading;
    cells = cells > LEAST ? cells : LEAST;
    return cells < column->width ? cells : column->width;
}

/* Least width of a frozen column: the last one is held to its share. */
static int frozen_width(const struct table_screen *t, size_t column, int x, int width)
{
    int wish = least(&t->columns[column]);
    if (column + 1 < t->frozen) {
        return wish < width / 3 ? wish : width / 3;
    }
    int most = t->frozen == t->column_count ? width - x - 1 : share_of(width) - x;
    if (most < 8) {
        most = 8;
    }
    return wish < most ? wish : most;
}

/* Gives the columns from `first` on their least places. Returns the last one that is whole in
 * sight; *end is where it ends. */
static size_t place_least(
    const struct table_screen *t, size_t first, int width, struct place_x *places, int *end)
{
    int x = LEFT;
    size_t whole = t->frozen;
    bool more = true;
    *end = LEFT;
    for (size_t i = 0; i < t->column_count; i++) {
        places[i] = (struct place_x){0, 0};
        if (i >= t->frozen && i < first) {
            continue;
        }
        int wish = i < t->frozen ? frozen_width(t, i, x, width) : least(&t->columns[i]);
        int room = width - 1 - x;
        if (!more || room < LEAST) {
            more = false;
            continue;
        }
        places[i] = (struct place_x){x, wish < room ? wish : room};
        more = wish <= room;
        if (more) {
            whole = i;
            *end = x + wish;
        }
        x += wish + gap(width);
    }
    return whole;
}

/* What a column may grow to; the name at first no further than its share. */
static int most_of(
    const struct table_screen *t, size_t i, const struct place_x *place, int width, bool share)
{
    int want = t->columns[i].want < WANT_MOST ? t->columns[i].want : WANT_MOST;
    if (share && i + 1 == t->frozen && t->frozen < t->column_count) {
        int most = share_of(width) - place->x;
        want = want < most ? want : most;
    }
    return want;
}

/* Deals room out, a cell to each of the first columns in turn that wants one; returns
 * what is left. */
static int deal(const struct table_screen *t, size_t columns, int width, int room, bool share,
    struct place_x *places)
{
    bool dealt = true;
    while (room > 0 && dealt) {
        dealt = false;
        for (size_t i = 0; i < columns && room > 0; i++) {
            if (places[i].width > 0 &&
                places[i].width < most_of(t, i, &places[i], width, share)) {
                places[i].width++;
                room--;
                dealt = true;
            }
        }
    }
    return room;
}

/* Gives the room behind the last whole column to those that want it; what nobody wants shows
 * the beginning of the next column. */
static void deal_room(
    const struct table_screen *t, size_t whole, int width, int end, struct place_x *places)
{
    size_t columns = whole < t->column_count ? whole + 1 : t->column_count;
    size_t frozen = t->frozen < columns ? t->frozen : columns;
    int room = deal(t, frozen, width, width - 1 - end, true, places); /* names first */
    room = deal(t, columns, width, room, true, places);
    deal(t, columns, width, room, false, places);
    int x = LEFT;
    for (size_t i = 0; i < t->column_count; i++) {
        if (places[i].width == 0) {
            continue;
        }
        places[i].x = x;
        if (i > whole) {
            int left = width - 1 - x;
            int wish = least(&t->columns[i]);
            places[i].width = left < LEAST ? 0 : wish < left ? wish : left;
        }
        x += places[i].width + gap(width);
    }
}

size_t table_lay_out(struct table_screen *t, int width, int box, struct place_x *places)
{
    int end;
    if (t->first < t->frozen) {
        t->first = t->frozen;
    }
    if (t->at >= t->frozen && t->at < t->first) {
        t->first = t->at;
    }
    while (place_least(t, t->first, width, places, &end) < t->at && t->first < t->at) {
        t->first++;
    }
    size_t first = t->first; /* the box of an editor scrolls for as long as it is there */
    size_t whole = place_least(t, first, width, places, &end);
    while (t->at < t->column_count && first < t->at && places[t->at].x + box > width - 1) {
        whole = place_least(t, ++first, width, places, &end);
    }
    deal_room(t, whole, width, end, places);
    return first;
}
