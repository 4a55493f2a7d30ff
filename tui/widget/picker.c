#include "tui/widget/picker.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/scope.h"
#include "tui/action.h"
#include "tui/term/hit.h"
#include "tui/widget/field_view.h"

#define PANE_ROWS 8   /* the least that is comfortable */
#define HEADER_ROWS 2 /* rule with the label, filter */

void picker_close(struct picker *p)
{
    picker_items_free(p);
    json_list_free(p->taken, p->taken_count);
    value_clear(&p->now);
    edit_line_free(&p->filter);
    edit_line_free(&p->name);
    free(p->new_title);
    free(p->parent_owned);
    *p = (struct picker){0};
}

/* Choices are narrowed by the value of the field they depend on. One that is worked out from
 * this very field narrows nothing once something is chosen: else the choice could not be
 * changed. */
static enum status find_parent(struct picker *p, const char *uid, struct error *e)
{
    const struct field *filter = p->field->filter;
    bool follows = filter && filter->computed[0] && p->now.kind != VALUE_NULL;
    if (!filter || follows) {
        return STATUS_OK;
    }
    if (!uid) { /* a row to be made gets the part of the copy's group */
        struct value part = {0};
        enum status s = filter == p->field->form->scope
                            ? scope_default(p->wb, p->field->form, &part, e)
                            : STATUS_OK;
        p->parent = p->parent_owned = part.text;
        return s;
    }
    struct cell cell = {0};
    enum status status = record_cell(p->wb, p->field->form, uid, filter, &cell, e);
    if (!status && cell.value.kind == VALUE_TEXT) {
        p->parent = p->parent_owned = strdup(cell.value.text);
        status = p->parent ? STATUS_OK : error_memory(e);
    }
    cell_clear(&cell);
    return status;
}

/* Chooses the line of what the cell holds, so that Enter at once changes nothing. */
static void go_to_present(struct picker *p)
{
    const char *key = p->many                     ? (p->taken_count > 0 ? p->taken[0] : NULL)
                      : p->now.kind == VALUE_TEXT ? p->now.text
                                                  : NULL;
    for (size_t i = 0; key && i < p->count; i++) {
        if (strcmp(p->items[i].key, key) == 0) {
            list_go(&p->list, i);
            return;
        }
    }
}

enum status picker_open(struct picker *p, struct workbook *wb, const struct field *field,
    const char *uid, const struct value *now, const char *filter, struct error *e)
{
    picker_close(p);
    p->wb = wb;
    p->field = field;
    p->typing = filter && filter[0];
    p->many = field->type->id == TYPE_SELECT_MULTIPLE || field->type->id == TYPE_REF_MULTIPLE;
    enum status status = value_copy(&p->now, now, e);
    if (!status && p->many && now->kind == VALUE_TEXT) {
        status = json_to_list(now->text, &p->taken, &p->taken_count, e);
    }
    if (!status) {
        status = find_parent(p, uid, e);
    }
    if (!status) {
        status = edit_line_set(&p->filter, "", false, e);
    }
    if (!status && filter) { /* a paste may have several lines; what a row is called has one */
        status = edit_line_insert(&p->filter, filter, e);
    }
    if (!status) {
        status = picker_fill(p, e);
    }
    if (status) {
        picker_close(p);
        return status;
    }
    if (!filter || !filter[0]) {
        go_to_present(p);
    }
    return STATUS_OK;
}

/* Place of a key among those taken, or taken_count. */
static size_t taken_at(const struct picker *p, const char *key)
{
    size_t i = 0;
    while (i < p->taken_count && strcmp(p->taken[i], key) != 0) {
        i++;
    }
    return i;
}

/* Takes the chosen line or puts it back. */
static enum status toggle(struct picker *p, struct error *e)
{
    if (p->list.at >= p->count) {
        return STATUS_OK;
    }
    const char *key = p->items[p->list.at].key;
    size_t at = taken_at(p, key);
    p->toggled = true;
    if (at < p->taken_count) {
        free(p->taken[at]);
        memmove(p->taken + at, p->taken + at + 1, (p->taken_count - at - 1) * sizeof *p->taken);
        p->taken_count--;
        return STATUS_OK;
    }
    char *own = strdup(key);
    char **more = realloc(p->taken, (p->taken_count + 1) * sizeof *more);
    if (more) {
        p->taken = more;
    }
    if (!own || !more) {
        free(own);
        return error_memory(e);
    }
    p->taken[p->taken_count++] = own;
    return STATUS_OK;
}

/* Fills anew after the filter or the form changed; the first line is chosen. */
static enum picker_answer refill(struct picker *p, struct error *e)
{
    if (picker_fill(p, e)) {
        return PICKER_TROUBLE;
    }
    list_go(&p->list, 0);
    return PICKER_STAYS;
}

/* From the forms to the rows of one, or back. */
static enum picker_answer go_to_form(struct picker *p, const struct form *form, struct error *e)
{
    p->target = form;
    return edit_line_set(&p->filter, "", false, e) ? PICKER_TROUBLE : refill(p, e);
}

/* Enter: the chosen line, or what was marked. */
static enum picker_answer take(struct picker *p, struct error *e)
{
    bool typed = edit_line_text(&p->filter)[0] != '\0';
    if (p->adds && p->list.at == p->count) {
        return picker_ask_name(p) ? PICKER_STAYS : PICKER_NEW;
    }
    if (p->many) {
        bool add = typed && !p->toggled && p->list.at < p->count &&
                   taken_at(p, p->items[p->list.at].key) == p->taken_count;
        return add && toggle(p, e) ? PICKER_TROUBLE : PICKER_TAKEN;
    }
    if (p->list.at >= p->count) {
        return PICKER_STAYS;
    }
    const struct pick_item *item = &p->items[p->list.at];
    return item->key[0] ? PICKER_TAKEN : go_to_form(p, item->form, e);
}

/* Types into the filter or erases from it. */
static enum picker_answer filter_key(
    struct picker *p, const struct press *press, struct error *e)
{
    const char *text = press->code == PRESS_PASTE ? press->paste : press->text;
    switch (press->code) {
    case PRESS_TEXT:
    case PRESS_PASTE:
        return edit_line_insert(&p->filter, text, e) ? PICKER_TROUBLE : refill(p, e);
    case PRESS_BACKSPACE:
        return edit_line_do(&p->filter, EDIT_BACKSPACE) == EDIT_CHANGED ? refill(p, e)
                                                                        : PICKER_STAYS;
    case PRESS_LEFT: edit_line_do(&p->filter, EDIT_LEFT); return PICKER_STAYS;
    case PRESS_RIGHT: edit_line_do(&p->filter, EDIT_RIGHT); return PICKER_STAYS;
    default: return PICKER_IGNORED;
    }
}

/* Many: whether a blank goes on with what is being typed ("smart e…") instead of marking a
 * line. The only line that fits is marked, unless these may be the first words of a new row; a
 * code, the first word of a line, is none. */
static bool goes_on(const struct picker *p)
{
    const char *filter = edit_line_text(&p->filter);
    size_t length = strlen(filter);
    if (!p->typing || length == 0 || filter[length - 1] == ' ') {
        return false;
    }
    char *folded = text_fold(filter);
    char *more = folded ? text_format("%s ", folded) : NULL;
    bool found = false;
    for (size_t i = 0; more && !found && i < p->count; i++) {
        char *label = text_fold(p->items[i].label);
        const char *at = label ? strstr(label, more) : NULL;
        found = at && !(p->count == 1 && (!p->adds || at == label));
        free(label);
    }
    free(folded);
    free(more);
    return found;
}

/* Many: a blank on a line that can be marked. Who types the words of the only line that fits
 * has marked it with the first one: the next does not take the mark away. */
static enum picker_answer mark(struct picker *p, struct error *e)
{
    bool kept = p->typing && p->count == 1 && taken_at(p, p->items[0].key) < p->taken_count;
    p->typing = false;
    p->filter.fresh = true; /* what is typed next looks for something else */
    return !kept && toggle(p, e) ? PICKER_TROUBLE : PICKER_STAYS;
}

bool picker_has(const struct picker *p, const struct press *press)
{
    bool wheel = press->code == PRESS_WHEEL_UP || press->code == PRESS_WHEEL_DOWN;
    return p->field && (wheel || press->owner == &p->list || press->owner == &p->filter);
}

/* A click marks the line it is on, where several can be marked. */
static bool marks(const struct picker *p, const struct press *press)
{
    return p->many && press->code == PRESS_CLICK && press->owner == &p->list &&
           press->index < p->count;
}

enum picker_answer picker_key(struct picker *p, const struct press *press, struct error *e)
{
    if (p->naming) {
        return picker_name_key(p, press);
    }
    if (action_pressed(press) == ACT_BACK) {
        return p->target ? go_to_form(p, NULL, e) : PICKER_LEFT;
    }
    bool twice = press->code == PRESS_DOUBLE_CLICK && press->owner == &p->list;
    if (press->code == PRESS_ENTER || press->code == PRESS_TAB || twice) {
        return take(p, e);
    }
    if (p->many && press_is_text(press, " ") && !goes_on(p)) {
        return mark(p, e);
    }
    bool moved = list_key(&p->list, press) || field_view_point_line(&p->filter, press);
    if (marks(p, press) && toggle(p, e)) {
        return PICKER_TROUBLE;
    }
    enum picker_answer answer = moved ? PICKER_STAYS : filter_key(p, press, e);
    p->typing = !moved && answer == PICKER_STAYS;
    return answer;
}

enum status picker_value(const struct picker *p, struct value *value, struct error *e)
{
    *value = (struct value){0};
    char *text = NULL;
    if (p->many) {
        if (p->taken_count == 0) {
            return STATUS_OK;
        }
        enum status status =
            json_from_list((const char *const *)p->taken, p->taken_count, &text, e);
        if (status) {
            return status;
        }
    } else {
        const struct pick_item *item = &p->items[p->list.at];
        const char *place[] = {item->form ? item->form->name : "", item->key, ""};
        if (p->field->type->id == TYPE_ANY_REF) {
            enum status status = json_from_places(place, 3, &text, e);
            if (status) {
                return status;
            }
        } else if (!(text = strdup(item->key))) {
            return error_memory(e);
        }
    }
    *value = value_text_own(text);
    return STATUS_OK;
}

bool picker_took_nothing(const struct picker *p)
{
    return p->many && p->count > 0 && p->taken_count == 0 && !p->toggled &&
           p->now.kind == VALUE_NULL;
}

const char *picker_new_title(struct picker *p)
{
    char *title = text_trim(edit_line_text(&p->filter));
    char *name = p->naming ? text_trim(edit_line_text(&p->name)) : NULL;
    free(p->new_title);
    p->new_title = title && name && name[0] ? text_format("%s\n%s", title, name)
                   : title                  ? strdup(title)
                                            : NULL;
    free(title);
    free(name);
    return p->new_title ? p->new_title : "";
}

int picker_height(int height)
{
    int half = height / 2;
    int want = half > PANE_ROWS ? half : PANE_ROWS;
    return want < height ? want : height;
}

const char *picker_keys(const struct picker *p)
{
    if (p->naming) {
        return _("Enter makes the row   Empty: without   Esc back to the list");
    }
    return p->many
               ? _("Type to filter   Space marks   Enter takes what is marked   Esc leaves it")
               : _("Type to filter   Up/Down choose   Enter takes   Esc leaves it");
}

/* The rule with the field's label, and the filter below it. */
static void draw_header(struct picker *p, const struct area *area)
{
    draw_rule(area, 0, 0, area->width);
    char *title = p->target ? text_format(" %s: %s ", words_get(&p->field->label),
                                  words_get(&p->target->title))
                            : text_format(" %s ", words_get(&p->field->label));
    draw_text(area, 0, 2, STYLE_TITLE, title);
    free(title);
    int x = 2 + draw_text(area, 1, 2, STYLE_LABEL, _("Filter")) + 1;
    field_view_line(area, 1, x, area->width - x - 2, &p->filter);
}

/* One line of the list. */
static void draw_line(const struct picker *p, const struct area *area, int y, size_t at)
{
    bool focus = at == p->list.at;
    enum style style = focus ? STYLE_FOCUS : STYLE_VALUE;
    char *text = NULL;
    if (at == p->count) {
        text = text_format(
            _("add “%s” to %s"), edit_line_text(&p->filter), words_get(&p->adds->title));
    } else if (p->many) {
        bool taken = taken_at(p, p->items[at].key) < p->taken_count;
        text = text_format("[%c] %s", taken ? 'x' : ' ', p->items[at].label);
    } else {
        text = strdup(p->items[at].label);
    }
    if (focus) {
        draw_sign(area, y, 1, STYLE_FOCUS, GLYPH_POINTER);
        draw_cursor(area, y, 2);
    }
    draw_box(area, y, 2, area->width - 4, style, text);
    draw_hit(area, y, 0, 1, area->width, &p->list, at);
    free(text);
}

/* Why the list is empty, and what to do. */
static char *empty_sentence(const struct picker *p)
{
    bool row = p->field->type->has_target || p->target;
    if (edit_line_text(&p->filter)[0]) {
        return strdup(
            _("None of the choices fits what was typed. Backspace shortens it, Esc closes "
              "the choices."));
    }
    const struct form *target = p->target           ? p->target
                                : p->field->targets ? p->field->targets[0]
                                                    : NULL;
    if (row && target && target->kind == FORM_LIST && form_title_field(target)) {
        return text_format(_("%s is still empty. Type a name, then Enter adds it."),
            words_get(&target->title));
    }
    return strdup(_("There is nothing to choose yet."));
}

void picker_draw(struct picker *p, const struct area *area)
{
    draw_fill(area, 0, 0, area->height, area->width, STYLE_TEXT);
    draw_header(p, area);
    if (p->naming) {
        draw_fill(area, 1, 0, area->height - 1, area->width, STYLE_TEXT);
        picker_name_draw(p, area);
        return;
    }
    int room = area->height - HEADER_ROWS;
    if (room <= 0) {
        return;
    }
    if (p->list.count == 0) {
        char *text = empty_sentence(p);
        draw_wrapped(area, HEADER_ROWS, 2, area->width - 4, room, STYLE_HINT, text);
        free(text);
        return;
    }
    list_fit(&p->list, room);
    for (int i = 0; i < room && p->list.top + (size_t)i < p->list.count; i++) {
        draw_line(p, area, HEADER_ROWS + i, p->list.top + (size_t)i);
    }
    if (p->list.top > 0) {
        draw_sign(area, HEADER_ROWS, area->width - 1, STYLE_HINT, GLYPH_UP);
    }
    if (p->list.top + (size_t)room < p->list.count || p->cut) {
        draw_sign(area, area->height - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
    }
}
