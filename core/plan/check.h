/* Checks the SQL of a method: facts, stages, checks and expressions must compile under the
 * guard. The shape of its files is method/load's part. */
#ifndef SUSUN_PLAN_CHECK_H
#define SUSUN_PLAN_CHECK_H

#include "core/base/error.h"
#include "core/method/load.h"

/* Tells every piece of SQL that does not work, with the file, line and column it stands in. It
 * is tried in an empty workbook of the method, in the temporary folder, which is gone
 * afterwards. STATUS_OK also with mistakes. */
enum status check_method_sql(const struct method *m, const struct source *source,
    mistake_fn *mistake, void *context, struct error *e);

#endif
