/* One comment into the workbook: what kind it is, whether it is there already, its cells. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/comments_part.h"
#include "core/exchange/personal.h"
#include "core/store/action.h"
#include "core/store/record.h"

void remark_clear(const struct comment_fields *f, struct remark *r)
{
    free(r->id);
    free(r->row);
    free(r->named);
    for (size_t i = 0; r->texts && i < f->form->count; i++)
        free(r->texts[i]);
    free(r->texts);
    *r = (struct remark){0};
}

const char *remark_text(const struct remark *r, const struct field *field)
{
    return field && r->texts[field->number] ? r->texts[field->number] : "";
}

enum status remark_add(
    struct remark *r, const struct field *field, const char *text, struct error *e)
{
    if (!field || !text[0])
        return STATUS_OK;
    char **place = &r->texts[field->number];
    char *longer = *place ? text_format("%s\n%s", *place, text) : strdup(text);
    free(*place);
    *place = longer;
    return longer ? STATUS_OK : error_memory(e);
}

/* Where the words behind a leading "K:", "(R) " or "Saran - " begin, and how long the first
 * word is; 0: there is no such beginning. */
static size_t leading_word(const char *text, size_t *start, size_t *bytes)
{
    bool bracket = text[0] == '(' || text[0] == '[';
    size_t at = bracket;

    *start = at;
    while (isalpha((unsigned char)text[at]))
        at++;
    *bytes = at - *start;
    if (bracket && (text[at] == ')' || text[at] == ']'))
        return *bytes ? at + 1 : 0;
    size_t gap = at + strspn(text + at, " ");
    if (bracket || !*bytes || !text[gap] || !strchr(":.)-", text[gap]))
        return 0;
    gap++;
    bool apart = text[gap] == ' ' || text[gap] == '\n' || text[gap - 1] == ':';
    return apart && text[gap] ? gap : 0;
}

/* The kind of comment from the beginning of its words (FIELD.md 16). */
static enum status read_kind(struct comments *c, struct remark *r, struct error *e)
{
    const struct field *kind = c->f.kind, *text = c->f.text;
    const struct choice *choice = NULL;
    size_t start = 0, bytes = 0;

    if (!kind || remark_text(r, kind)[0] || !r->texts[text->number])
        return STATUS_OK;
    size_t rest = leading_word(r->texts[text->number], &start, &bytes);
    char *word = rest ? strndup(r->texts[text->number] + start, bytes) : NULL;
    bool known = word && list_match(kind->list, word, &choice) == MATCH_ONE;
    free(word);
    if (rest && !word)
        return error_memory(e);
    if (!known)
        return STATUS_OK;
    char *bare = text_trim(r->texts[text->number] + rest);
    enum status s = bare && bare[0] ? remark_add(r, kind, choice->name, e) : STATUS_OK;
    if (bare && bare[0]) {
        free(r->texts[text->number]);
        r->texts[text->number] = bare;
        return s;
    }
    free(bare);
    return bare ? s : error_memory(e);
}

/* What stands there is about a person: it is not repeated in a comment, which goes out. */
static bool is_personal(const struct remark *r)
{
    return r->form && (personal_form(r->form) || (r->field && personal_field(r->field)));
}

/* What the file does not say and is known. */
static enum status complete(struct comments *c, struct remark *r, struct error *e)
{
    const struct comment_fields *f = &c->f;
    const char *proposal = remark_text(r, f->proposal);
    enum status s = read_kind(c, r, e);

    if (s == STATUS_OK && !remark_text(r, f->text)[0]) {
        char *words = text_format(_("Proposes: %s"), proposal);
        s = words ? remark_add(r, f->text, words, e) : error_memory(e);
        free(words);
    }
    if (s == STATUS_OK && c->assessor && !remark_text(r, f->assessor)[0])
        s = remark_add(r, f->assessor, c->assessor, e);
    if (s == STATUS_OK && c->package && !remark_text(r, f->package)[0])
        s = remark_add(r, f->package, c->package, e);
    if (f->seen && is_personal(r)) {
        free(r->texts[f->seen->number]);
        r->texts[f->seen->number] = NULL;
    } else if (s == STATUS_OK && r->row && f->seen && !remark_text(r, f->seen)[0]) {
        char *then = NULL;
        s = comments_seen(c, r, &then, e);
        if (s == STATUS_OK)
            s = remark_add(r, f->seen, then, e);
        free(then);
    }
    return s;
}

/* What stands for the place of a comment among the known ones. Caller frees. */
static char *place_key(
    const struct form *form, const char *row, const struct field *field, const char *named)
{
    char *folded = form ? NULL : text_fold(named);
    char *key = form ? text_format("%s\x1f%s\x1f%s", form->name, row, field ? field->name : "")
                : folded ? text_format("?%s", folded)
                         : NULL;

    free(folded);
    return key;
}

/* What stands for its words and who said them. Caller frees. */
static char *words_key(const char *text, const char *proposal, const char *assessor)
{
    char *a = text_fold(text), *b = text_fold(proposal), *n = text_fold(assessor);
    char *key = a && b && n ? text_format("%s\x1f%s\x1f%s", a, b, n) : NULL;

    free(a);
    free(b);
    free(n);
    return key;
}

/* Keeps what a comment says of what. Takes the keys over; NULL: no memory. */
static enum status know(
    struct comments *c, char *place, char *words, const char *uid, struct error *e)
{
    bool kept = place && words && lookup_add(c->known, place, words, uid);

    free(place);
    free(words);
    return kept ? STATUS_OK : error_memory(e);
}

enum status comments_learn(struct comments *c, struct error *e)
{
    struct comment *list = NULL;
    size_t count = 0;
    enum status s = comments_read(c->wb, &c->f, &list, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        const struct comment *one = &list[i];
        s = know(c, place_key(one->form, one->row, one->field, one->about),
            words_key(one->text, one->proposal, one->assessor), one->uid, e);
    }
    comments_free(list, count);
    return s;
}

/* Writes what it is about. */
static enum status put_about(
    struct comments *c, const struct remark *r, const char *uid, struct error *e)
{
    const struct comment_fields *f = &c->f;
    const struct value nothing = {0};
    char *json = NULL;

    if (!r->row)
        return r->named[0]
                   ? action_set(c->wb, f->form, uid, f->about->name, &nothing, r->named, e)
                   : STATUS_OK;
    const char *parts[] = {r->form->name, r->row, r->field ? r->field->name : ""};
    enum status s = json_from_places(parts, 3, &json, e);
    if (s == STATUS_OK) {
        struct value value = value_text_own(json);
        s = action_set(c->wb, f->form, uid, f->about->name, &value, NULL, e);
        value_clear(&value);
    }
    return s;
}

/* Writes one field; what is not understood stays as typed, and is told. */
static enum status put_field(struct comments *c, const struct field *field, const char *uid,
    const char *text, size_t line, struct error *e)
{
    struct value value = {0}, other = {0};
    const struct value nothing = {0};
    struct error why = {0};
    enum outcome outcome = cell_read(c->wb, field, uid, text, &value, &other, &why);
    bool read = outcome == OUTCOME_VALUE || outcome == OUTCOME_EMPTY;
    enum status s = cell_read_failed(&why)
                        ? error_set(e, why.status, "%s", error_text(&why))
                        : action_set(c->wb, c->f.form, uid, field->name,
                              read ? &value : &nothing, read ? NULL : text, e);

    if (s == STATUS_OK && !read) {
        c->result->marked++;
        comments_note(c, COMMENT_MARKED, line, error_text(&why));
    }
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
    return s;
}

/* A new comment. */
static enum status make(
    struct comments *c, const struct remark *r, size_t line, char uid[64], struct error *e)
{
    const struct form *form = c->f.form;
    enum status s = action_create(c->wb, form, NULL, NULL, uid, e);

    if (s == STATUS_OK)
        s = action_fill(c->wb, form, uid, NULL, e);
    if (s == STATUS_OK)
        s = put_about(c, r, uid, e);
    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f != c->f.about && f->level != LEVEL_COMPUTED && r->texts[i])
            s = put_field(c, f, uid, r->texts[i], line, e);
    }
    c->result->added += s == STATUS_OK;
    if (s == STATUS_OK && !r->row && r->named[0]) {
        char *cut = text_cut(remark_text(r, c->f.text), 60, false);
        char *told = cut ? text_format(_("fits no row here; kept with what it names (%s): %s"),
                               r->named, cut)
                         : NULL;
        c->result->unmatched++;
        comments_note(c, COMMENT_UNMATCHED, line, told ? told : "");
        free(cut);
        free(told);
    }
    return s;
}

/* Whether it is a comment of this workbook that comes back as it went. */
static enum status is_returned(
    struct comments *c, const struct remark *r, bool *returned, struct error *e)
{
    const struct field *fields[] = {c->f.text, c->f.proposal};
    bool there = false;
    enum status s =
        r->id && r->id[0] ? record_there(c->wb, c->f.form, r->id, &there, e) : STATUS_OK;

    *returned = there;
    for (size_t i = 0; s == STATUS_OK && *returned && i < 2; i++) {
        struct cell cell = {0};
        char *text = NULL;
        if (!fields[i])
            continue;
        s = record_cell(c->wb, c->f.form, r->id, fields[i], &cell, e);
        if (s == STATUS_OK)
            s = cell_show(c->wb, fields[i], &cell, &text, e);
        char *have = text ? text_fold(text) : NULL;
        char *want = text_fold(remark_text(r, fields[i]));
        *returned = have && want && (!want[0] || strcmp(have, want) == 0);
        free(have);
        free(want);
        free(text);
        cell_clear(&cell);
    }
    return s;
}

/* Stores one that is not there, gives its place to an earlier one, or counts it as known. */
static enum status store_new(
    struct comments *c, const struct remark *r, size_t line, struct error *e)
{
    char *place = place_key(r->form, r->row, r->field, r->named);
    char *lost = place_key(NULL, NULL, NULL, r->named);
    char *words = words_key(remark_text(r, c->f.text), remark_text(r, c->f.proposal),
        remark_text(r, c->f.assessor));
    enum status s = place && lost && words ? STATUS_OK : error_memory(e);
    const char *earlier = NULL;
    char uid[64] = "";

    if (s == STATUS_OK && lookup_find(c->known, place, words)) {
        c->result->same++;
    } else if (s == STATUS_OK) {
        earlier = r->row && r->named[0] ? lookup_find(c->known, lost, words) : NULL;
        if (earlier) {
            s = put_about(c, r, earlier, e);
            c->result->placed++;
        } else {
            s = make(c, r, line, uid, e);
        }
        if (s == STATUS_OK && !lookup_add(c->known, place, words, earlier ? earlier : uid))
            s = error_memory(e);
    }
    free(place);
    free(lost);
    free(words);
    return s;
}

enum status comments_store(struct comments *c, struct remark *r, size_t line, struct error *e)
{
    bool returned = false, empty = true;
    enum status s = is_returned(c, r, &returned, e);

    empty = !remark_text(r, c->f.text)[0] && !remark_text(r, c->f.proposal)[0];
    if (s != STATUS_OK || returned || empty) {
        c->result->same += s == STATUS_OK && returned;
        return s;
    }
    s = complete(c, r, e);
    return s == STATUS_OK ? store_new(c, r, line, e) : s;
}
