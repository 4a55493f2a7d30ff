/* Catatan ahli: the list of what experts said, and the answers. Shared by comments.c (keys) and
 * comments_draw.c. */
#ifndef SUSUN_TUI_SCREEN_COMMENTS_H
#define SUSUN_TUI_SCREEN_COMMENTS_H

#include "core/plan/comment.h"
#include "tui/app.h"
#include "tui/widget/list.h"

enum comments_order { COMMENTS_BY_TARGET, COMMENTS_BY_STATE, COMMENTS_BY_ASSESSOR };
#define COMMENTS_ORDERS 3

struct comments_screen {
    struct screen base;
    struct comment_fields f;
    struct comment *all;
    size_t count;
    size_t *lines; /* [list.count] numbers in `all`: the first of those that say the same */
    struct list list;
    enum comments_order order;
    bool unanswered;           /* only those still new are shown */
    char *title, *hint, *keys; /* as answered last */
};

/* comments_lines.c: the lines anew, in their order; the cursor stays with `uid` (NULL: with its
 * place). */
enum status comments_make_lines(struct comments_screen *s, const char *uid, struct error *e);
/* The comment one stands on; NULL: none. */
const struct comment *comments_chosen(const struct comments_screen *s);
/* The names of all who say what a comment says. Caller frees. */
char *comments_names(const struct comments_screen *s, const struct comment *c);

/* Operations of the screen (tui/screen.h). */
void comments_draw(struct screen *self, const struct area *area);
const char *comments_title(struct screen *self);
const char *comments_hint(struct screen *self);
const char *comments_keys(struct screen *self);

#endif
