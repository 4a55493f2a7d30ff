/* A session is one person at one laptop between opening and closing. Its row is written
 * together with its first edit, so that looking never writes. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/internal.h"

/* A clock counts on by one from the highest one known, so a journal with all its changes has no
 * gap, and one that lost some (salvage.h) only a small one. A leap is not of Susun: it would
 * use up the numbers, and every file it came into with them. Copies that keep to this also do
 * after a merge. */
#define CLOCK_LEAP "1000000000000"

/* A clock that cannot be, or 0; only what is beyond the first leap is looked at one by one. */
static const char odd_clock[] =
    "SELECT coalesce((SELECT a.clock FROM action a WHERE a.clock > " CLOCK_LEAP
    " AND NOT EXISTS(SELECT 1 FROM action b WHERE b.clock >= a.clock - " CLOCK_LEAP
    " AND b.clock < a.clock) ORDER BY a.clock LIMIT 1), 0)";

enum status session_position(struct workbook *wb, struct error *e)
{
    int64_t clock, odd = 0;
    enum status s =
        db_integer(wb->db, &clock, e, "SELECT coalesce(max(clock), 0) FROM action", "");

    if (s == STATUS_OK)
        s = db_integer(wb->db, &odd, e, odd_clock, "");
    if (s == STATUS_OK && (clock < 0 || odd))
        s = error_set(e, STATUS_DATA,
            _("The journal of %s has a clock that cannot be (%lld). It is not opened."),
            wb->path, (long long)(odd ? odd : clock));
    if (s != STATUS_OK)
        return s;
    wb->now = wb->committed = (struct position){.clock = clock};
    return STATUS_OK;
}

#define GROUP_SIGN " k" /* behind the program, with the number of the group */

int session_group(const char *program)
{
    const char *sign = program ? strrchr(program, ' ') : NULL;

    return sign && strncmp(sign, GROUP_SIGN, 2) == 0 && sign[2] >= '1' && sign[2] <= '9' &&
                   !sign[3]
               ? sign[2] - '0'
               : 0;
}

/* The program that types, and in which group's copy. Caller frees. */
static char *program_of(const struct workbook *wb)
{
    return wb->group > 0 ? text_format("%s" GROUP_SIGN "%d", wb->program, wb->group)
                         : strdup(wb->program);
}

/* Beyond it nothing is left to count on; no workbook gets near it. */
#define NUMBER_END (INT64_MAX / 2)

enum status session_number(struct workbook *wb, int64_t *id, struct error *e)
{
    enum status s = db_integer(wb->db, id, e,
        "SELECT max(max(0, coalesce((SELECT max(id) FROM session), 0)),"
        " coalesce((SELECT max(session) FROM action), 0),"
        " coalesce((SELECT max(session) FROM edit), 0),"
        " coalesce((SELECT max(old_session) FROM replaces), 0),"
        " coalesce((SELECT max(old_session) FROM saw), 0))",
        "");

    if (s == STATUS_OK && *id >= NUMBER_END)
        s = error_set(e, STATUS_DATA,
            _("The journal of %s has a session that cannot be (%lld). Nothing is written into "
              "it."),
            wb->path, (long long)*id);
    ++*id;
    return s;
}

enum status session_need(struct workbook *wb, struct error *e)
{
    char uid[UUID_SIZE], host[256] = "";
    int64_t used = 1, id = 0;
    enum status s = STATUS_OK;

    if (wb->now.session)
        return STATUS_OK;
    while (s == STATUS_OK && used) { /* a seeded run may repeat an id of an earlier one */
        random_uuid4(uid);
        s = db_integer(
            wb->db, &used, e, "SELECT count(*) FROM session WHERE uid = ?", "t", uid);
    }
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    char *program = program_of(wb);
    if (s == STATUS_OK && !program)
        s = error_memory(e);
    if (s == STATUS_OK)
        s = session_number(wb, &id, e);
    if (s == STATUS_OK)
        s = db_run(wb->db, e,
            "INSERT INTO session(id, uid, author, host, laptop, program, started) "
            "VALUES(?,?,?,?,?,?,?)",
            "ittttti", id, uid, wb->author, host, wb->laptop, program, clock_now());
    free(program);
    if (s != STATUS_OK)
        return s;
    wb->now.session = id;
    wb->now.seq = wb->now.action = 0;
    return STATUS_OK;
}

enum status workbook_set_author(struct workbook *wb, const char *author, struct error *e)
{
    if (wb->in_action)
        return error_set(e, STATUS_USAGE, _("One change is still being written."));
    char *copy = strdup(author ? author : "");
    if (!copy)
        return error_memory(e);
    if (wb->author && strcmp(wb->author, copy) == 0) {
        free(copy);
        return STATUS_OK;
    }
    free(wb->author);
    wb->author = copy;
    wb->now.session = wb->committed.session = 0; /* no session has two authors */
    return STATUS_OK;
}
