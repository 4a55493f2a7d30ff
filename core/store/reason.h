/* Why something was changed after signed minutes (mark.h), by session and edit. */
#ifndef SUSUN_STORE_REASON_H
#define SUSUN_STORE_REASON_H

#include <stdint.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* Every answer that was given. *r is the caller's (reasons_free). */
struct reasons;
enum status reasons_read(struct reasons **r, struct workbook *wb, struct error *e);
void reasons_free(struct reasons *r);
/* The reason of the session that made an edit, "" when it gave none or made the edit before the
 * minutes were signed; valid until reasons_free. */
const char *reasons_of(struct reasons *r, const char *session, int64_t seq);

#endif
