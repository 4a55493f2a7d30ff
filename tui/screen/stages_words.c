/* What stands around the stages: whose plan it is, and the keys. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/region.h"
#include "core/store/conflict.h"
#include "core/store/record.h"
#include "tui/screen/stages.h"

#define KEYS_CELLS 82 /* of the line of keys, with two "%s" */

/* "3 isian berbeda", "" without any; caller frees. */
static char *differences_text(struct stages *s)
{
    struct error e = {0};

    if (conflict_count(app_workbook(s->base.app), &s->differences, &e) != STATUS_OK) {
        error_clear(&e);
        s->differences = 0;
    }
    return s->differences > 0
               ? text_format(_("filled in differently: %lld"), (long long)s->differences)
               : strdup("");
}

/* The region as its title, the plan's years, and what the plan calls itself. */
void stages_build_title(struct stages *s)
{
    struct workbook *wb = app_workbook(s->base.app);
    const struct form *form = method_plan_form(s->method);
    const struct field *name = form != NULL ? form_role_field(form, ROLE_TITLE) : NULL;
    const struct region *region = NULL;
    struct plan_years plan = {0};
    struct cell cell = {0};
    struct error e = {0};
    char *slogan = NULL;

    if (workbook_plan(wb, &plan, &e) == STATUS_OK && plan.region[0] != '\0' &&
        regions_load(&(const struct region *){NULL}, &(size_t){0}, &e) == STATUS_OK)
        region = region_find(plan.region);
    if (name != NULL && record_cell(wb, form, form->name, name, &cell, &e) == STATUS_OK)
        (void)cell_show(wb, name, &cell, &slogan, &e);
    char *district = region != NULL ? region_title(region) : strdup(plan.region);
    char *years = plan.from > 0 && plan.to > 0
                      ? text_format("%d%s%d", plan.from, draw_glyph(GLYPH_DASH), plan.to)
                      : strdup("");
    char *open = differences_text(s);
    free(s->title);
    s->title = text_format("%s %s   %s%s%s", district != NULL ? district : "",
        years != NULL ? years : "", open != NULL ? open : "",
        open != NULL && open[0] != '\0' ? "   " : "", slogan != NULL ? slogan : "");
    free(open);
    free(years);
    free(district);
    free(slogan);
    cell_clear(&cell);
    error_clear(&e);
}

const char *stages_title(struct screen *self)
{
    const struct stages *s = (const struct stages *)self;

    return s->title != NULL ? s->title : "";
}

const char *stages_hint(struct screen *self)
{
    const struct stages *s = (const struct stages *)self;
    const char *group = app_group_line(self->app);

    if (s->differences > 0)
        return _("Some fields are filled in differently and wait for a decision: Menu, "
                 "“Filled in differently”.");

    if (group != NULL)
        return group;
    return _("[x] done   [~] under way   [ ] not begun   [-] not needed");
}

/* The keys on a step: which form Enter opens, as far as its name fits, and what else there is.
 */
static const char *step_keys(struct stages *s)
{
    char note[PRESS_NAME_SIZE];
    const char *form = "";
    action_key_text(ACT_EDIT, app_fkeys(s->base.app), note);
    char *others =
        text_format(s->forms.count > 1 ? _("Space status   %s note   Right: other forms")
                                       : _("Space status   %s note"),
            note);
    char *cut = NULL;

    free(s->keys);
    s->keys = NULL;
    if (others != NULL && s->forms.count > 0) {
        int room = KEYS_CELLS - (int)text_width(others) - (int)text_width(_("Enter: %s   %s"));
        form = words_get(&stages_step(s)->forms[s->forms.at]->title);
        cut = text_cut(form, room > 8 ? (size_t)room : 8, draw_ascii());
        s->keys = text_format(_("Enter: %s   %s"), cut != NULL ? cut : "", others);
        free(others);
    } else {
        s->keys = others;
    }
    free(cut);
    return s->keys != NULL ? s->keys : "";
}

const char *stages_keys(struct screen *self)
{
    struct stages *s = (struct stages *)self;
    const struct stage_line *line = stages_line(s);

    if (s->in_menu)
        return _("Space or a number chooses   Enter takes   Esc leaves it as it is");
    if (s->in_forms)
        return _("Arrows choose   Enter fills in   Esc: back to the steps");
    if (line == NULL || line->step == NULL)
        return _("Up and Down choose   Enter shows or hides the steps");
    stages_count_step(s);
    return line->step == s->counted ? step_keys(s) : "";
}
