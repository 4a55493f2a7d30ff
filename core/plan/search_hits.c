/* What a search keeps: the best places, in order. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/plan/search_part.h"
#include "core/store/history.h"
#include "core/store/scope.h"

/* Bytes of a long text that are kept before and after what was found. */
#define BEFORE 160
#define AFTER 480

/* Which of two comes first: <0 the first one. */
static int compare(const struct search_place *p, const struct search_hit *h)
{
    if (p->rank != h->rank)
        return p->rank < h->rank ? -1 : 1;
    if (p->form != h->form)
        return p->form->number < h->form->number ? -1 : 1;
    if (p->order < h->order || p->order > h->order)
        return p->order < h->order ? -1 : 1;
    int order = strcmp(p->uid, h->uid);
    if (order != 0)
        return order;
    size_t a = p->field ? p->field->number + 1 : p->old;
    size_t b = h->field ? h->field->number + 1 : h->old;
    return (a > b) - (a < b);
}

/* Whether a byte of UTF-8 goes on with a character. */
static bool goes_on(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The text around what was found. */
static char *cut_out(const struct search_place *p, struct search_hit *h)
{
    size_t from = p->start > BEFORE ? p->start - BEFORE : 0;
    size_t most = p->start + p->bytes + AFTER, to = p->size > most ? most : p->size;

    while (from > 0 && goes_on(p->text[from]))
        from--;
    while (to < p->size && goes_on(p->text[to]))
        to++;
    h->before = from > 0;
    h->after = to < p->size;
    h->start = p->start - from;
    return strndup(p->text + from, to - from);
}

/* "P03 Open market". */
static enum status name_row(
    struct search *s, const struct search_place *p, struct search_hit *h, struct error *e)
{
    int code = (int)p->code_size;
    enum status status = STATUS_OK;

    h->start = p->start;
    h->code = p->code_size;
    if (p->size > 0)
        h->text = text_format(
            "%.*s%s%.*s", code, code ? p->code : "", code ? " " : "", (int)p->size, p->text);
    else if (p->form->kind == FORM_LIST) /* its name is no text of its own */
        status = history_name(s->wb, p->form, p->uid, &h->text, e);
    else
        h->text = strndup(p->code, p->code_size);
    if (status == STATUS_OK && !h->text)
        status = error_memory(e);
    if (!p->in_code)
        h->start += code ? p->code_size + 1 : 0;
    if (status == STATUS_OK && h->start + h->bytes > strlen(h->text))
        h->start = h->bytes = 0;
    return status;
}

/* Frees a place. */
static void free_hit(struct search_hit *h)
{
    if (!h)
        return;
    free(h->uid);
    free(h->text);
    free(h);
}

/* A place of its own. NULL on trouble. */
static struct search_hit *make(struct search *s, const struct search_place *p, struct error *e)
{
    struct search_hit *h = calloc(1, sizeof *h);
    enum status status = STATUS_OK;

    if (h) {
        *h = (struct search_hit){.form = p->form,
            .field = p->field,
            .rank = p->rank,
            .name = p->name,
            .old = p->old,
            .bytes = p->bytes,
            .order = p->order,
            .uid = strdup(p->uid)};
        if (p->name)
            status = name_row(s, p, h, e);
        else
            h->text = cut_out(p, h);
    }
    if (h && status == STATUS_OK && h->uid && h->text)
        return h;
    if (status == STATUS_OK)
        error_memory(e);
    free_hit(h);
    return NULL;
}

/* Where a place belongs among those that are kept. */
static size_t find_place(const struct search *s, const struct search_place *p)
{
    size_t low = 0, high = s->kept;

    if (high > 0 && compare(p, s->hits[high - 1]) > 0)
        return high; /* most come in order */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(p, s->hits[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum status search_take(struct search *s, const struct search_place *p, struct error *e)
{
    if (s->divided[p->form->number] && !scope_holds(s->wb, p->form, p->uid)) {
        s->hidden++;
        return STATUS_OK;
    }
    s->of_form[p->form->number]++;
    if (s->only && s->only != p->form)
        return STATUS_OK;
    s->count++;
    size_t at = find_place(s, p);
    if (at >= SEARCH_MOST)
        return STATUS_OK;
    struct search_hit *h = make(s, p, e);
    if (!h)
        return db_status(e);
    memmove(&s->hits[at + 1], &s->hits[at], (s->kept - at) * sizeof *s->hits);
    s->hits[at] = h;
    if (s->kept < SEARCH_MOST)
        s->kept++;
    else
        free_hit(s->hits[SEARCH_MOST]);
    return STATUS_OK;
}

void search_forget_hits(struct search *s)
{
    for (size_t i = 0; s->hits && i < s->kept; i++)
        free_hit(s->hits[i]);
    free(s->hits);
    s->hits = NULL;
    s->kept = 0;
}
