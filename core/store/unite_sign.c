/* Edits that nobody typed but that follow from what people did. Every copy that holds both the
 * edit that is answered and the one that is the reason writes the same session, with the same
 * clock, so a merge finds it known: what follows is no difference between laptops. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/store/unite_part.h"

/* The id of the session, by the names of both edits in every copy. */
static enum status name_session(
    struct workbook *wb, const struct unite_sign *sign, char uid[UUID_SIZE], struct error *e)
{
    char *text = NULL, hex[65];
    enum status s = db_text(wb->db, &text, e,
        "SELECT ?5 || ' ' || a.uid || ' ' || ?2 || ' ' || b.uid || ' ' || ?4"
        " FROM session a, session b WHERE a.id = ?1 AND b.id = ?3",
        "iiiit", sign->answered.session, sign->answered.seq, sign->reason.session,
        sign->reason.seq, action_kind_name(sign->kind));

    if (s == STATUS_OK && !text)
        s = db_error_code(SQLITE_CORRUPT, wb->path, e);
    if (s != STATUS_OK)
        return s;
    hash_hex(text, strlen(text), hex);
    free(text);
    snprintf(uid, UUID_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
        hex + 20);
    return STATUS_OK;
}

/* Its session and action: after both edits, told as of who gave the reason. It is of no laptop,
 * so undo leaves it alone. */
static enum status write_session(struct workbook *wb, const char *uid,
    const struct unite_sign *sign, int64_t *clock, struct error *e)
{
    struct edit_key answered = sign->answered, reason = sign->reason;
    static const char of_both[] = " FROM edit e JOIN action a ON a.session = e.session"
                                  " AND a.seq = e.action JOIN edit f ON f.session = ?5"
                                  " AND f.seq = ?6 JOIN action b ON b.session = f.session"
                                  " AND b.seq = f.action JOIN session s ON s.id = f.session"
                                  " WHERE e.session = ?3 AND e.seq = ?4";
    char *session =
        sqlite3_mprintf("INSERT INTO session(id, uid, author, host, laptop, program, started)"
                        " SELECT ?1, ?2, s.author, s.host, NULL, s.program, max(a.at, b.at)%s",
            of_both);
    char *action = sqlite3_mprintf("INSERT INTO action(session, seq, clock, at, kind)"
                                   " SELECT ?1, 1, max(a.clock, b.clock) + 1, max(a.at, b.at),"
                                   " ?2%s",
        of_both);
    enum status s = session && action ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK)
        s = db_run(wb->db, e, session, "itiiii", wb->now.session, uid, answered.session,
            answered.seq, reason.session, reason.seq);
    if (s == STATUS_OK)
        s = db_run(wb->db, e, action, "itiiii", wb->now.session, action_kind_name(sign->kind),
            answered.session, answered.seq, reason.session, reason.seq);
    if (s == STATUS_OK)
        s = db_integer(wb->db, clock, e, "SELECT clock FROM action WHERE session = ?", "i",
            wb->now.session);
    sqlite3_free(session);
    sqlite3_free(action);
    return s;
}

enum status unite_sign_begin(
    struct workbook *wb, struct unite_sign *sign, bool *fresh, struct error *e)
{
    char uid[UUID_SIZE];
    int64_t known = 1, clock = 0;
    enum status s = name_session(wb, sign, uid, e);

    *fresh = false;
    if (s == STATUS_OK)
        s = db_integer(
            wb->db, &known, e, "SELECT count(*) FROM session WHERE uid = ?", "t", uid);
    if (s == STATUS_OK && !known && !sign->next)
        s = session_number(wb, &sign->next, e);
    if (s != STATUS_OK || known)
        return s;
    sign->before = wb->now;
    sign->before_kind = wb->kind;
    sign->before_open = wb->in_action;
    sign->before_written = wb->action_written;
    wb->now = (struct position){.session = sign->next++, .action = 1};
    s = write_session(wb, uid, sign, &clock, e);
    wb->now.clock = clock;
    wb->kind = sign->kind;
    wb->in_action = wb->action_written = true;
    *fresh = true;
    return s;
}

void unite_sign_end(struct workbook *wb, const struct unite_sign *sign)
{
    int64_t clock = wb->now.clock;

    wb->now = sign->before;
    if (clock > wb->now.clock)
        wb->now.clock = clock;
    wb->kind = sign->before_kind;
    wb->in_action = sign->before_open;
    wb->action_written = sign->before_written;
}
