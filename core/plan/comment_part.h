/* What the files of core/plan/comment share. */
#ifndef SUSUN_PLAN_COMMENT_PART_H
#define SUSUN_PLAN_COMMENT_PART_H

#include "core/plan/comment.h"

/* One comment, but for `same`. comment_clear; nothing to clear after a failure. */
enum status comment_read(struct workbook *wb, const struct comment_fields *f, const char *uid,
    struct comment *c, struct error *e);

#endif
