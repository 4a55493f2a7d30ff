/* The records an open action touched, found again by number: an import touches thousands. */
#include <stdlib.h>
#include <string.h>

#include "core/store/guard.h"
#include "core/store/internal.h"

bool touched_follows(const struct field *f)
{
    return f->computed[0] && f->level != LEVEL_COMPUTED && f->level != LEVEL_KEY;
}

static size_t automatic_count(const struct form *form)
{
    size_t n = 0;

    for (size_t i = 0; i < form->count; i++)
        n += touched_follows(&form->fields[i]);
    return n;
}

static void touched_free(struct touched *t)
{
    for (size_t i = 0; t->automatic && i < automatic_count(t->form); i++)
        value_clear(&t->automatic[i]);
    free(t->automatic);
    free(t->uid);
}

void touched_clear(struct workbook *wb)
{
    for (size_t i = 0; i < wb->touched_count; i++)
        touched_free(&wb->touched[i]);
    free(wb->touched);
    free(wb->touched_places);
    wb->touched = NULL;
    wb->touched_places = NULL;
    wb->touched_count = wb->touched_room = wb->touched_hash = 0;
}

/* What the automatic fields would be now, before the action changes what they come from. */
static enum status remember_automatic(struct workbook *wb, struct touched *t, struct error *e)
{
    size_t n = automatic_count(t->form), at = 0;

    if (!n)
        return STATUS_OK;
    t->automatic = calloc(n, sizeof *t->automatic);
    if (!t->automatic)
        return error_memory(e);
    for (size_t i = 0; i < t->form->count; i++) {
        const struct field *f = &t->form->fields[i];
        /* an expression that fails works nothing out; memory that ends is another thing */
        if (touched_follows(f) &&
            guard_field(wb, f, t->uid, f->computed, &t->automatic[at++], NULL) == STATUS_MEMORY)
            return error_memory(e);
    }
    return STATUS_OK;
}

/* Where a record stands in the hash, or the free place where it belongs. */
static size_t *place_of(const struct workbook *wb, int64_t record)
{
    size_t at = (size_t)((uint64_t)record * 11400714819323198485u >> 32);

    for (;; at++) {
        size_t *place = &wb->touched_places[at & (wb->touched_hash - 1)];
        if (*place == 0 || wb->touched[*place - 1].record == record)
            return place;
    }
}

bool touched_code_given(const struct workbook *wb, int64_t record)
{
    size_t at = wb->touched_hash ? *place_of(wb, record) : 0;

    return at && wb->touched[at - 1].code_given;
}

/* Room for one more record; the hash is at most half full. */
static enum status make_room(struct workbook *wb, struct error *e)
{
    if (wb->touched_count < wb->touched_room)
        return STATUS_OK;
    size_t room = wb->touched_room ? wb->touched_room * 2 : 16;
    struct touched *more = realloc(wb->touched, room * sizeof *more);
    if (!more)
        return error_memory(e);
    wb->touched = more;
    size_t *places = calloc(room * 2, sizeof *places);
    if (!places)
        return error_memory(e);
    free(wb->touched_places);
    wb->touched_places = places;
    wb->touched_hash = room * 2;
    wb->touched_room = room;
    for (size_t i = 0; i < wb->touched_count; i++)
        *place_of(wb, wb->touched[i].record) = i + 1;
    return STATUS_OK;
}

enum status touch(struct workbook *wb, const struct form *form, int64_t record, const char *uid,
    struct touched **out, struct error *e)
{
    enum status s = make_room(wb, e);

    if (s != STATUS_OK)
        return s;
    size_t *place = place_of(wb, record);
    if (*place) {
        *out = &wb->touched[*place - 1];
        return STATUS_OK;
    }
    struct touched *t = &wb->touched[wb->touched_count];
    *t = (struct touched){.form = form, .record = record, .uid = strdup(uid)};
    if (!t->uid)
        return error_memory(e);
    *place = ++wb->touched_count;
    *out = t;
    return remember_automatic(wb, t, e);
}
