/* What experts said, below the fields of a form (FIELD.md 9 and 16). */
#include <stdlib.h>

#include "core/base/message.h"
#include "core/plan/comment.h"
#include "tui/screen/form_screen.h"
#include "tui/term/draw.h"

#define LIMIT_LINES 2 /* screen lines a comment may take; F1 tells all of it */

/* Puts lines behind those that are there; they are the screen's now. */
static bool add_lines(struct form_screen *f, char **lines, size_t count)
{
    char **longer = realloc(f->said, (f->said_count + count + 1) * sizeof *longer);

    if (!longer)
        return false;
    f->said = longer;
    for (size_t i = 0; i < count; i++)
        f->said[f->said_count++] = lines[i];
    return true;
}

/* Reads what was said of a field, with NULL of the row as a whole. */
static void read_one(struct form_screen *f, const struct field *field)
{
    struct error e = {0};
    char **lines = NULL;
    size_t count = 0;

    if (comment_lines(app_workbook(f->base.app), f->form, f->place.uid, field, &lines, &count,
            &e) != STATUS_OK)
        form_trouble(f, &e);
    else if (count && add_lines(f, lines, count))
        free(lines);
    else
        comment_lines_free(lines, count);
}

void form_read_said(struct form_screen *f, const struct field *field)
{
    if (!f->place.uid)
        return;
    read_one(f, field);
    if (f->form->kind == FORM_SINGLE || field == form_title_field(f->form))
        read_one(f, NULL);
}

void form_forget_said(struct form_screen *f)
{
    comment_lines_free(f->said, f->said_count);
    f->said = NULL;
    f->said_count = 0;
}

int form_draw_said(struct form_screen *f, const struct area *area, int y, int end)
{
    if (!f->said_count || y + 1 >= end)
        return y;
    int used = draw_text(area, y, 2, STYLE_TITLE, _("What experts said of it"));
    draw_rule(area, y++, 2 + used + 1, area->width - used - 5);
    for (size_t i = 0; i < f->said_count && y < end; i++) {
        int room = end - y < LIMIT_LINES ? end - y : LIMIT_LINES;
        y += draw_wrapped(area, y, 2, area->width - 4, room, STYLE_TEXT, f->said[i]);
    }
    return y;
}
