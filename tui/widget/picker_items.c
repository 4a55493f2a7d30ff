/* What a picker shows: choices, rows, forms, and the offer to make a row. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/widget/picker.h"

#define MOST_ROWS 200 /* of rows that fit; more are found by typing on */

/* How a text fits a filter, both folded; FIT_UNSEEN: only in the language that is not shown. */
enum fit { FIT_BEGINS, FIT_INSIDE, FIT_UNSEEN, FIT_NOT };

void picker_items_free(struct picker *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free(p->items[i].key);
        free(p->items[i].label);
    }
    free(p->items);
    p->items = NULL;
    p->count = 0;
}

/* Adds a line; takes `label` over (NULL is no memory). */
static enum status add(
    struct picker *p, const struct form *form, const char *key, char *label, struct error *e)
{
    char *own = strdup(key);
    struct pick_item *more = realloc(p->items, (p->count + 1) * sizeof *more);
    if (more) {
        p->items = more;
    }
    if (!own || !more || !label) {
        free(own);
        free(label);
        return error_memory(e);
    }
    p->items[p->count++] = (struct pick_item){form, own, label};
    return STATUS_OK;
}

/* How one spelling fits. */
static enum fit fit_text(const char *spelling, const char *folded)
{
    char *own = text_fold(spelling);
    const char *found = own ? strstr(own, folded) : NULL;
    enum fit fit = !found ? FIT_NOT : found == own ? FIT_BEGINS : FIT_INSIDE;
    free(own);
    return fit;
}

/* The choice above one, if its list is known; NULL when it is chosen already. */
static const struct choice *above(const struct picker *p, const struct choice *choice)
{
    const struct field *filter = p->field->filter;
    return !p->parent && choice->parent[0] && filter && filter->list
               ? list_choice(filter->list, choice->parent)
               : NULL;
}

/* A choice's label, with the one above it where that tells them apart. Caller frees. */
static char *choice_label(const struct picker *p, const struct choice *choice)
{
    const struct choice *parent = above(p, choice);
    const char *label = words_get(&choice->label);
    return parent ? text_format("%s (%s)", label, words_get(&parent->label)) : strdup(label);
}

/* How the best of a choice's spellings fits. */
static enum fit fit_choice(const struct choice *choice, const char *folded)
{
    enum fit best = fit_text(choice->name, folded);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const char *label = choice->label.in[lang];
        enum fit fit = label && label[0] ? fit_text(label, folded) : FIT_NOT;
        if (fit < FIT_UNSEEN && label != words_get(&choice->label)) {
            fit = FIT_UNSEEN;
        }
        best = fit < best ? fit : best;
    }
    for (const char **alias = choice->aliases; alias && *alias; alias++) {
        enum fit fit = fit_text(*alias, folded);
        best = fit < best ? fit : best;
    }
    return best;
}

/* The choices below the parent that fit, those that begin so first. */
static enum status fill_choices(struct picker *p, const char *folded, struct error *e)
{
    const struct choice_list *list = p->field->list;
    for (enum fit want = FIT_BEGINS; want < FIT_NOT; want++) {
        for (size_t i = 0; i < list->count; i++) {
            const struct choice *choice = &list->choices[i];
            const struct choice *parent = above(p, choice);
            enum fit fit = fit_choice(choice, folded);
            if (parent && fit == FIT_NOT && fit_choice(parent, folded) != FIT_NOT) {
                fit = FIT_INSIDE;
            }
            if ((p->parent && strcmp(choice->parent, p->parent) != 0) || fit != want ||
                choice->retired) {
                continue;
            }
            enum status status = add(p, NULL, choice->name, choice_label(p, choice), e);
            if (status) {
                return status;
            }
        }
    }
    return STATUS_OK;
}

/* The two answers to a question of yes or no. */
static enum status fill_yesno(struct picker *p, const char *folded, struct error *e)
{
    static const char *const names[] = {"ya", "tidak"};
    for (size_t i = 0; i < 2; i++) {
        const struct value value = {.kind = VALUE_TEXT, .text = (char *)names[i]};
        char *label = p->field->type->show(p->field, &value);
        if (label && fit_text(label, folded) == FIT_NOT) {
            free(label);
            continue;
        }
        enum status status = add(p, NULL, names[i], label, e);
        if (status) {
            return status;
        }
    }
    return STATUS_OK;
}

/* The forms whose rows can be meant. */
static enum status fill_forms(struct picker *p, const char *folded, struct error *e)
{
    const struct method *method = workbook_method(p->wb);
    for (size_t i = 0; i < method->form_count; i++) {
        const struct form *form = &method->forms[i];
        if (form->kind == FORM_KEYED || form->since ||
            fit_text(words_get(&form->title), folded) == FIT_NOT) {
            continue;
        }
        enum status status = add(p, form, "", strdup(words_get(&form->title)), e);
        if (status) {
            return status;
        }
    }
    return STATUS_OK;
}

/* Code and title of a row, as far as it has them. */
static char *row_label(const struct candidate *row)
{
    if (!row->title[0] || strcmp(row->code, row->title) == 0) {
        return strdup(row->code[0] ? row->code : row->uid);
    }
    return row->code[0] ? text_format("%s %s", row->code, row->title) : strdup(row->title);
}

/* The rows of the target forms; `same` tells whether one is called exactly what was typed. */
static enum status fill_rows(struct picker *p, const char *folded, bool *same, struct error *e)
{
    /* A row of a chosen form is looked for as a plain reference to that form. */
    const struct form *only[] = {p->target, NULL};
    struct field narrowed = *p->field;
    if (p->target) {
        narrowed.targets = only;
        narrowed.type = type_named("ref");
    }
    struct candidate *found = NULL;
    size_t count = 0;
    enum status status = rows_candidates(
        p->wb, &narrowed, edit_line_text(&p->filter), MOST_ROWS, &found, &count, e);
    for (size_t i = 0; !status && i < count; i++) {
        char *title = text_fold(found[i].title);
        char *code = text_fold(found[i].code);
        *same = *same || (title && strcmp(title, folded) == 0) ||
                (code && strcmp(code, folded) == 0);
        free(title);
        free(code);
        status = add(p, found[i].form, found[i].uid, row_label(&found[i]), e);
    }
    p->cut = count == MOST_ROWS;
    candidates_free(found, count);
    return status;
}

/* The form a new row can be made in: the only target, if rows can be added and named there. */
static const struct form *form_to_add(const struct picker *p)
{
    const struct form *target = p->target;
    if (!target && p->field->targets && p->field->targets[0] && !p->field->targets[1]) {
        target = p->field->targets[0];
    }
    return target && target->kind == FORM_LIST && form_title_field(target) ? target : NULL;
}

/* Everything that fits the folded filter. */
static enum status fill(struct picker *p, const char *folded, bool *same, struct error *e)
{
    switch (p->field->type->id) {
    case TYPE_YESNO: return fill_yesno(p, folded, e);
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MULTIPLE: return fill_choices(p, folded, e);
    case TYPE_ANY_REF:
        return p->target ? fill_rows(p, folded, same, e) : fill_forms(p, folded, e);
    default: return fill_rows(p, folded, same, e);
    }
}

enum status picker_fill(struct picker *p, struct error *e)
{
    picker_items_free(p);
    p->cut = false;
    p->adds = NULL;
    char *folded = text_fold(edit_line_text(&p->filter));
    if (!folded) {
        return error_memory(e);
    }
    bool same = false;
    enum status status = fill(p, folded, &same, e);
    if (!status && folded[0] && !same) {
        p->adds = form_to_add(p);
    }
    free(folded);
    list_count(&p->list, p->count + (p->adds != NULL));
    return status;
}
