/* Which rows came, went or moved of late, so that a list of ten thousand rows need not be read
 * again for one of them. */
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"

void shape_changed(struct workbook *wb, const struct form *form, const char *uid)
{
    struct shape_event *event = &wb->shapes[++wb->shape % SHAPE_EVENTS];

    free(event->uid);
    event->uid = form ? strdup(uid) : NULL;
    event->form = event->uid ? form : NULL; /* without memory: any row */
}

bool shape_since(const struct workbook *wb, const struct form *form, int64_t since,
    const char *uids[SHAPE_EVENTS], size_t *count)
{
    *count = 0;
    if (wb->shape - since > SHAPE_EVENTS)
        return false;
    for (int64_t n = since + 1; n <= wb->shape; n++) {
        const struct shape_event *event = &wb->shapes[n % SHAPE_EVENTS];
        size_t i = 0;
        if (!event->form)
            return false;
        if (event->form != form)
            continue;
        while (i < *count && strcmp(uids[i], event->uid) != 0)
            i++;
        if (i == *count)
            uids[(*count)++] = event->uid;
    }
    return true;
}

void shape_forget(struct workbook *wb)
{
    for (size_t i = 0; i < SHAPE_EVENTS; i++) {
        free(wb->shapes[i].uid);
        wb->shapes[i] = (struct shape_event){0};
    }
}
