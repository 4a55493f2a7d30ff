#include "core/store/reason.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/mark.h"

struct reasons {
    struct mark *marks, *answers;
    size_t mark_count, answer_count;
    char session[37];           /* the one asked for last, */
    const struct mark *answer;  /* what it answered, */
    const struct mark *minutes; /* and to which mark; both NULL without an answer */
};

enum status reasons_read(struct reasons **out, struct workbook *wb, struct error *e)
{
    struct reasons *r = calloc(1, sizeof *r);
    enum status s = r ? marks_list(wb, false, &r->marks, &r->mark_count, e) : error_memory(e);

    if (s == STATUS_OK)
        s = marks_list(wb, true, &r->answers, &r->answer_count, e);
    if (s != STATUS_OK) {
        reasons_free(r);
        r = NULL;
    }
    *out = r;
    return s;
}

void reasons_free(struct reasons *r)
{
    if (!r)
        return;
    marks_free(r->marks, r->mark_count);
    marks_free(r->answers, r->answer_count);
    free(r);
}

/* Finds what a session answered, and the mark that was answered. */
static void look_up(struct reasons *r, const char *session)
{
    r->answer = r->minutes = NULL;
    snprintf(r->session, sizeof r->session, "%s", session);
    for (size_t i = 0; !r->answer && i < r->answer_count; i++)
        if (mark_holds(&r->answers[i], session, 1))
            r->answer = &r->answers[i];
    for (size_t i = 0; r->answer && !r->minutes && i < r->mark_count; i++)
        if (strcmp(r->marks[i].uid, r->answer->about) == 0)
            r->minutes = &r->marks[i];
}

const char *reasons_of(struct reasons *r, const char *session, int64_t seq)
{
    if (strcmp(r->session, session) != 0)
        look_up(r, session);
    return r->minutes && !mark_holds(r->minutes, session, seq) ? r->answer->reason : "";
}
