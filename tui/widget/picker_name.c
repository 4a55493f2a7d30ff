/* The second question when a picker makes a row: what it is called in short. People find it by
 * that, and where a form's codes are short names it has none without. */
#include <stdlib.h>
#include <string.h>

#include "core/base/initials.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/action.h"
#include "tui/widget/field_view.h"
#include "tui/widget/picker.h"
#include "tui/widget/prompt.h"

/* The field of the short name, if the form has one beside its title. */
static const struct field *short_field(const struct picker *p)
{
    const struct field *name = p->adds ? form_role_field(p->adds, ROLE_NAME) : NULL;
    return name && name != form_title_field(p->adds) ? name : NULL;
}

/* What another row is called that has this short name; NULL: it is free. Caller frees. */
static char *bearer(const struct picker *p, const char *name)
{
    const struct form *only[] = {p->adds, NULL};
    struct field to = *p->field;
    struct candidate *found = NULL;
    size_t count = 0;
    struct error e = {0};
    char *folded = text_fold(name), *title = NULL;
    to.targets = only;
    to.type = type_named("ref");
    if (folded && folded[0] && !rows_candidates(p->wb, &to, folded, 200, &found, &count, &e)) {
        for (size_t i = 0; i < count && !title; i++) {
            char *code = text_fold(found[i].code);
            if (code && strcmp(code, folded) == 0) {
                title = strdup(found[i].title);
            }
            free(code);
        }
    }
    candidates_free(found, count);
    error_clear(&e);
    free(folded);
    return title;
}

bool picker_ask_name(struct picker *p)
{
    const char *title = edit_line_text(&p->filter);
    struct error e = {0};
    if (!short_field(p) || !strchr(title, ' ')) {
        return false;
    }
    char *proposal = initials(title);
    char *taken = proposal ? bearer(p, proposal) : NULL;
    if (edit_line_set(&p->name, proposal && !taken ? proposal : "", true, &e)) {
        error_clear(&e);
    } else {
        p->naming = true;
    }
    free(taken);
    free(proposal);
    return p->naming;
}

enum picker_answer picker_name_key(struct picker *p, const struct press *press)
{
    if (action_pressed(press) == ACT_BACK) {
        p->naming = false;
        return PICKER_STAYS;
    }
    if (press->code == PRESS_ENTER || press->code == PRESS_TAB) {
        char *name = text_trim(edit_line_text(&p->name));
        char *taken = name && name[0] ? bearer(p, name) : NULL;
        bool free_name = name && !taken;
        free(taken);
        free(name);
        return free_name ? PICKER_NEW : PICKER_STAYS;
    }
    prompt_key(&p->name, press, NULL);
    return PICKER_STAYS;
}

void picker_name_draw(struct picker *p, const struct area *area)
{
    const char *label = words_get(&short_field(p)->label);
    int room = area->height - 2; /* the box always has its row */
    char *title = text_format(_("%s of “%s”"), label, edit_line_text(&p->filter));
    int y =
        1 + draw_wrapped(area, 1, 2, area->width - 4, room < 2 ? room : 2, STYLE_TITLE, title);
    free(title);
    int x = 2 + draw_text(area, y, 2, STYLE_LABEL, label) + 1;
    int box = area->width - x - 1 < 30 ? area->width - x - 1 : 30;
    char *taken = bearer(p, edit_line_text(&p->name));
    char *text = taken ? text_format(_("! %s is called so already. Type another one."), taken)
                       : strdup(words_get(&short_field(p)->hint));
    draw_wrapped(area, y + 1, 2, area->width - 4, area->height - y - 1,
        taken ? STYLE_MARK : STYLE_HINT, text);
    free(text);
    free(taken);
    field_view_line(area, y, x, box, &p->name);
}
