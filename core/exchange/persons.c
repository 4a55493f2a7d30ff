#include "core/exchange/persons.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/lookup.h"
#include "core/exchange/personal.h"
#include "core/method/engine.h"
#include "core/method/type.h"
#include "core/plan/comment.h"
#include "core/store/db.h"

#define GAP "…"
#define SHORTEST 3 /* bytes of a text that can give a person away */

struct persons {
    struct workbook *wb;
    struct lookup *rows; /* that stay out, by form and id */
    char **texts;        /* of personal fields, the longest first; read when first asked for */
    size_t count;
    bool known;
};

/* The heads of one field, whatever became of their rows. */
#define HEADS                                                                                  \
    " FROM record r JOIN head h ON h.record = r.id AND h.field = ?2 "                          \
    "JOIN edit e ON e.session = h.session AND e.seq = h.seq WHERE r.form = ?1"

void persons_free(struct persons *p)
{
    if (!p)
        return;
    lookup_free(p->rows);
    db_texts_free(p->texts, p->count);
    free(p);
}

bool persons_keep(const struct persons *p, const struct form *form, const char *uid)
{
    return p && form && lookup_find(p->rows, form->name, uid);
}

/* Whether a form, or one of its fields (NULL or "": none), is about persons. */
static bool is_personal(const struct method *m, const char *form_name, const char *field_name)
{
    const struct form *form = method_form(m, form_name);
    const struct field *field =
        form && field_name && field_name[0] ? form_field(form, field_name) : NULL;

    return form && (personal_form(form) || (field && personal_field(field)));
}

/* For qsort: the longest first, so that a name goes before a part of it. */
static int by_length(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    size_t i = strlen(x), k = strlen(y);

    return i != k ? (i < k) - (i > k) : strcmp(x, y);
}

/* Adds texts and takes them over. */
static enum status add_texts(struct persons *p, char **texts, size_t count, struct error *e)
{
    char **more = realloc(p->texts, (p->count + count + 1) * sizeof *more);

    if (!more) {
        db_texts_free(texts, count);
        return error_memory(e);
    }
    p->texts = more;
    for (size_t i = 0; i < count; i++) {
        if (strlen(texts[i]) >= SHORTEST && !strstr(GAP, texts[i]))
            p->texts[p->count++] = texts[i];
        else
            free(texts[i]);
    }
    free(texts);
    return STATUS_OK;
}

/* Reads what stands in the personal text fields, and in those of personal forms. */
static enum status read_texts(struct persons *p, struct error *e)
{
    const struct method *m = workbook_method(p->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && !p->known && i < m->form_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->forms[i].count; k++) {
            const struct field *f = &m->forms[i].fields[k];
            char **texts = NULL;
            size_t count = 0;
            bool text = f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE;
            if (!text || f->level == LEVEL_COMPUTED ||
                !(personal_form(f->form) || personal_field(f)))
                continue;
            s = db_texts(workbook_db(p->wb), &texts, &count, e,
                "SELECT DISTINCT coalesce(e.value, e.typed)" HEADS, "tt", f->form->name,
                f->name);
            if (s == STATUS_OK)
                s = add_texts(p, texts, count, e);
        }
    if (s == STATUS_OK && !p->known && p->count)
        qsort(p->texts, p->count, sizeof *p->texts, by_length);
    p->known = s == STATUS_OK;
    return s;
}

/* Whether a byte is part of a word. */
static bool in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c & 0x80);
}

/* Where a text stands in another as whole words; NULL: nowhere. */
static const char *find_words(const char *in, const char *text)
{
    size_t size = strlen(text);

    for (const char *at = in; (at = strcasestr(at, text)); at++)
        if ((at == in || !in_word(at[-1]) || !in_word(text[0])) &&
            (!in_word(at[size]) || !in_word(text[size - 1])))
            return at;
    return NULL;
}

/* Whether a text is this word or begins with it, folded. */
static bool begins(const char *folded, const char *word, bool *starved)
{
    char *start = word && word[0] ? text_fold(word) : NULL;
    size_t size = start ? strlen(start) : 0;
    bool does = size && strncmp(folded, start, size) == 0 && !in_word(folded[size]);

    *starved = *starved || (word && word[0] && !start);
    free(start);
    return does;
}

/* Whether a word is one of these, folded. */
static bool says(const char *text, const char *name, const struct words *words, bool *starved)
{
    char *folded = name ? text_fold(name) : NULL;
    bool does = folded && text_folds_to(text, folded, starved);

    *starved = *starved || (name && !folded);
    free(folded);
    for (int lang = 0; words && !does && lang < LANG_COUNT; lang++)
        does =
            words->in[lang] && words->in[lang][0] && says(text, words->in[lang], NULL, starved);
    return does;
}

/* Whether a name begins with that of a form about persons, or ends with ": " and a personal
 * field's. */
static bool leads_to_persons(const struct method *m, const char *text, bool *starved)
{
    char *folded = text_fold(text);
    const char *field = NULL;
    bool does = false;

    *starved = !folded;
    for (const char *at = text; (at = strstr(at, ": ")); field = at += 2)
        ;
    for (size_t i = 0; folded && !does && i < m->form_count; i++) {
        const struct form *form = &m->forms[i];
        does = personal_form(form) && begins(folded, form->name, starved);
        for (int lang = 0; !does && personal_form(form) && lang < LANG_COUNT; lang++)
            does = begins(folded, form->title.in[lang], starved);
        for (size_t k = 0; field && !does && k < form->count; k++)
            does = personal_field(&form->fields[k]) &&
                   says(field, form->fields[k].name, &form->fields[k].label, starved);
    }
    free(folded);
    return does;
}

enum status persons_named(struct persons *p, const char *text, bool *named, struct error *e)
{
    bool starved = false;

    *named = leads_to_persons(workbook_method(p->wb), text, &starved);
    enum status s = starved ? error_memory(e) : *named ? STATUS_OK : read_texts(p, e);
    for (size_t i = 0; s == STATUS_OK && !*named && i < p->count; i++)
        *named = find_words(text, p->texts[i]) != NULL;
    return s;
}

enum status persons_hide(
    struct persons *p, const char *sentence, char **hidden, struct error *e)
{
    enum status s = read_texts(p, e);
    char *text = s == STATUS_OK ? strdup(sentence) : NULL;

    for (size_t i = 0; text && i < p->count; i++)
        for (const char *at; text && (at = find_words(text, p->texts[i]));) {
            char *cut =
                text_format("%.*s%s%s", (int)(at - text), text, GAP, at + strlen(p->texts[i]));
            free(text);
            text = cut;
        }
    *hidden = text;
    return s == STATUS_OK && !text ? error_memory(e) : s;
}

/* Whether what a comment is about is about persons: the parts of its reference, or what was
 * typed where these were to be. */
static enum status about_persons(
    struct persons *p, const char *value, const char *typed, bool *about, struct error *e)
{
    const struct method *m = workbook_method(p->wb);
    char **parts = NULL;
    size_t count = 0;

    *about = false;
    if (typed)
        return persons_named(p, typed, about, e);
    if (!value)
        return STATUS_OK;
    enum status s = json_to_list(value, &parts, &count, NULL);
    *about = s == STATUS_OK && count && is_personal(m, parts[0], count > 2 ? parts[2] : NULL);
    json_list_free(parts, count);
    return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
}

/* Keeps a row. */
static enum status keep(
    struct persons *p, const struct form *form, const char *uid, struct error *e)
{
    return lookup_add(p->rows, form->name, uid, "") ? STATUS_OK : error_memory(e);
}

/* Comments. */
static enum status read_comments(struct persons *p, struct error *e)
{
    struct db *db = workbook_db(p->wb);
    struct comment_fields f;
    bool row = true;

    if (!comment_fields_find(workbook_method(p->wb), &f))
        return STATUS_OK;
    sqlite3_stmt *stmt = db_prepare(db, "SELECT r.uid, e.value, e.typed" HEADS, e);
    enum status s =
        stmt ? db_bind(db, stmt, e, "tt", f.form->name, f.about->name) : db_status(e);
    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row) {
        bool about = false;
        s = about_persons(p, (const char *)sqlite3_column_text(stmt, 1),
            (const char *)sqlite3_column_text(stmt, 2), &about, e);
        if (s == STATUS_OK && about)
            s = keep(p, f.form, (const char *)sqlite3_column_text(stmt, 0), e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* Findings that were put aside, each with "FORM.FIELD" or "FORM". */
static enum status read_waivers(struct persons *p, struct error *e)
{
    const struct method *m = workbook_method(p->wb);
    struct db *db = workbook_db(p->wb);
    const struct form *form = engine_form(m, ENGINE_WAIVER);
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(db, "SELECT r.uid, coalesce(e.value, e.typed)" HEADS, e);
    enum status s = stmt ? db_bind(db, stmt, e, "tt", form->name,
                               engine_field(m, ENGINE_WAIVER, WAIVER_FORM)->name)
                         : db_status(e);

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row) {
        const char *place = (const char *)sqlite3_column_text(stmt, 1);
        size_t size = place ? strcspn(place, ".") : 0;
        char *name = place ? strndup(place, size) : NULL;
        if (place && !name)
            s = error_memory(e);
        else if (place && is_personal(m, name, place[size] ? place + size + 1 : NULL))
            s = keep(p, form, (const char *)sqlite3_column_text(stmt, 0), e);
        free(name);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status persons_read(struct persons **out, struct workbook *wb, struct error *e)
{
    struct persons *p = calloc(1, sizeof *p);

    *out = p;
    if (!p || !(p->rows = lookup_new()))
        return error_memory(e);
    p->wb = wb;
    enum status s = read_comments(p, e);
    return s == STATUS_OK ? read_waivers(p, e) : s;
}
