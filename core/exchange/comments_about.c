/* Which row and field a comment is about, after the district has gone on working. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/comments_part.h"
#include "core/store/action.h"
#include "core/store/history.h"
#include "core/store/record.h"
#include "core/store/unite.h"

/* Whether two texts are the same word for people. */
static bool alike(const char *a, const char *b)
{
    char *x = text_fold(a), *y = text_fold(b);
    bool same = x && y && strcmp(x, y) == 0;

    free(x);
    free(y);
    return same;
}

const struct form *comments_form(const struct method *m, const char *text)
{
    const struct form *form = method_form(m, text);

    for (size_t i = 0; !form && i < m->form_count; i++)
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            const char *title = m->forms[i].title.in[lang];
            if (!form && title && title[0] && alike(title, text))
                form = &m->forms[i];
        }
    return form;
}

/* By id: the row itself, or the one it was united with. */
static enum status by_id(struct comments *c, const struct form *form, const char *id,
    bool named, char **uid, struct error *e)
{
    bool there = false;
    struct value keys[LIMIT_KEYS] = {{0}};
    enum status s = STATUS_OK;

    if (form->kind == FORM_KEYED) {
        if (named && id[0] == '[')
            s = keyed_values(form, id, keys, NULL);
        there = named && id[0] == '[' && s == STATUS_OK;
        s = s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
        for (size_t i = 0; i < LIMIT_KEYS; i++)
            value_clear(&keys[i]);
    } else {
        s = record_there(c->wb, form, id, &there, e);
    }
    if (s == STATUS_OK && there && !(*uid = strdup(id)))
        s = error_memory(e);
    else if (s == STATUS_OK && !there && form->kind == FORM_LIST)
        s = unite_survivor(c->wb, form, id, uid, e);
    return s;
}

/* A row of a list whose code, former code or title is exactly this. */
static enum status exactly(struct comments *c, const struct form *form, const char *text,
    bool code, char **uid, struct error *e)
{
    struct record r = {0};
    char *title = NULL;
    enum match m = record_find(c->wb, form, text, uid);
    enum status s = m == MATCH_FAILED ? error_memory(e) : STATUS_OK;

    if (m != MATCH_ONE)
        return s;
    s = record_read(c->wb, form, *uid, &r, e);
    if (s == STATUS_OK)
        s = record_title(c->wb, form, *uid, &title, e);
    bool fits = s == STATUS_OK &&
                (code ? alike(r.code, text) || alike(r.old_code, text) : alike(title, text));
    record_clear(&r);
    free(title);
    if (!fits) {
        free(*uid);
        *uid = NULL;
    }
    return s;
}

/* By code or title; by what it was once called where no row is called so now. */
static enum status by_words(struct comments *c, const struct form *form, const char *text,
    bool code, char **uid, struct error *e)
{
    const struct choice *choice = NULL;

    if (form->kind == FORM_FIXED) {
        if (list_match(form->rows, text, &choice) == MATCH_ONE &&
            !(*uid = strdup(choice->name)))
            return error_memory(e);
        return STATUS_OK;
    }
    if (form->kind != FORM_LIST)
        return STATUS_OK;
    enum status s = exactly(c, form, text, code, uid, e);
    if (s == STATUS_OK && code && !*uid)
        s = unite_survivor_of_code(c->wb, form, text, uid, e);
    if (s == STATUS_OK && !code && !*uid)
        s = history_titled(c->wb, form, text, uid, e);
    return s;
}

/* The three ways, strongest first. */
enum way { BY_ID, BY_CODE, BY_TITLE, WAYS };

/* One way in one form. */
static enum status look(struct comments *c, const struct form *form, const char *text,
    enum way way, bool named, char **uid, struct error *e)
{
    return way == BY_ID ? by_id(c, form, text, named, uid, e)
                        : by_words(c, form, text, way == BY_CODE, uid, e);
}

/* One way in every form, unless several have such a row; comments are not about comments. */
static enum status look_everywhere(struct comments *c, const char *text, enum way way,
    const struct form **form, char **uid, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;
    size_t found = 0;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        char *here = NULL;
        if (&m->forms[i] == c->f.form || (way != BY_ID && m->forms[i].kind != FORM_LIST))
            continue;
        s = look(c, &m->forms[i], text, way, false, &here, e);
        if (!here)
            continue;
        free(*uid);
        *uid = here;
        *form = &m->forms[i];
        found++;
    }
    if (found > 1) {
        free(*uid);
        *uid = NULL;
        *form = NULL;
    }
    return s;
}

/* What it named, for people: "Program GOV-P07 Open market: Costs". NULL without memory. */
static char *name(const struct form *form, const struct about *a)
{
    const char *parts[] = {form ? words_get(&form->title) : a->form, a->code, a->title};
    char *text = strdup("");

    for (size_t i = 0; text && i < sizeof parts / sizeof *parts; i++) {
        char *longer = text_format("%s%s%s", text, text[0] && parts[i][0] ? " " : "", parts[i]);
        free(text);
        text = longer;
    }
    if (text && !a->code[0] && !a->title[0] && a->row[0]) {
        char *longer = text_format("%s%s%s", text, text[0] ? " " : "", a->row);
        free(text);
        text = longer;
    }
    if (text && a->field[0]) {
        char *longer = text_format("%s%s%s", text, text[0] ? ": " : "", a->field);
        free(text);
        text = longer;
    }
    return text;
}

/* The field, by name or heading; a column that is not known stays in the words of the comment.
 */
static enum status find_field(
    struct comments *c, const struct about *about, struct remark *r, struct error *e)
{
    struct place place = {0};
    enum status s = STATUS_OK;

    if (!about->field[0])
        return STATUS_OK;
    r->field = form_field(r->form, about->field);
    if (!r->field)
        s = heading_place(r->form, about->field, &place, e);
    if (s != STATUS_OK || r->field || place.field) {
        r->field = r->field ? r->field : place.field;
        return s;
    }
    char **text = &r->texts[c->f.text->number];
    const char *proposal = remark_text(r, c->f.proposal);
    if (!remark_text(r, c->f.text)[0] && !proposal[0])
        return STATUS_OK; /* a line that says nothing */
    char *said =
        remark_text(r, c->f.text)[0] ? strdup(*text) : text_format(_("Proposes: %s"), proposal);
    char *longer = said ? text_format("%s: %s", about->field, said) : NULL;
    free(said);
    free(*text);
    *text = longer;
    return longer ? STATUS_OK : error_memory(e);
}

/* Whether it is about the whole plan. */
static bool is_general(const struct about *a)
{
    bool word = false;

    for (int lang = 0; lang < LANG_COUNT; lang++)
        word = word || alike(a->form, message_in((enum lang)lang, N_("General")));
    return (!a->form[0] || word) && !a->row[0] && !a->code[0] && !a->title[0] && !a->field[0];
}

enum status comments_find(
    struct comments *c, const struct about *about, struct remark *r, struct error *e)
{
    const struct form *form =
        about->form[0] ? comments_form(workbook_method(c->wb), about->form) : NULL;
    const char *const texts[WAYS] = {about->row, about->code, about->title};
    bool general = is_general(about);
    enum status s = STATUS_OK;

    r->named = general ? strdup("") : name(form, about);
    if (!r->named)
        return error_memory(e);
    if (general)
        return STATUS_OK;
    for (enum way w = BY_ID; s == STATUS_OK && !r->row && w < WAYS; w++) {
        if (!texts[w][0])
            continue;
        if (form)
            s = look(c, form, texts[w], w, true, &r->row, e);
        else if (!about->form[0])
            s = look_everywhere(c, texts[w], w, &form, &r->row, e);
    }
    if (s == STATUS_OK && !r->row && form && form->kind == FORM_SINGLE &&
        !(r->row = strdup(form->name)))
        s = error_memory(e);
    if (s != STATUS_OK || !r->row)
        return s;
    r->form = form;
    return find_field(c, about, r, e);
}
