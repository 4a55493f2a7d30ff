/* Where on the screen the last drawing put things that a mouse can point at. Whoever draws a
 * thing says so with one line beside it; the app finds out what was pointed at and gives it to
 * the top screen as PRESS_CLICK with the same owner and index. What list_key, prompt_key and
 * picker_key get they understand by themselves, so that a screen with a list only writes
 *
 *     draw_hit(area, y, 0, 1, area->width, &s->list, line);
 *
 * and gives the press to list_key as every other. */
#ifndef SUSUN_TUI_HIT_H
#define SUSUN_TUI_HIT_H

#include "tui/term/draw.h"
#include "tui/term/press.h"

/* A part of the area is thing `index` of `owner` (an address, never followed). What is drawn
 * later lies upon what was drawn before. Forgotten when the next drawing begins. */
void draw_hit(
    const struct area *a, int y, int x, int height, int width, const void *owner, size_t index);

/* Fills owner and index of a press of the mouse, and makes y and x count from the thing's
 * corner; owner NULL when nothing lies there. */
void hit_find(struct press *press);

/* Forgets everything: a drawing begins (term_erase). */
void hit_forget(void);

#endif
