#include "core/exchange/import.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/exchange/intake.h"
#include "core/store/action.h"

/* One form from a feed, as one action. */
static enum status import_feed(struct workbook *wb, const struct form *form,
    const struct feed *feed, const struct import_options *options, struct import_result *result,
    struct error *e)
{
    struct intake_task task = {
        .wb = wb, .form = form, .options = options, .result = result, .pass = PASS_ALONE};

    *result = (struct import_result){0};
    enum status s = action_begin(wb, options->pasted ? ACTION_PASTE : ACTION_IMPORT, e);
    if (s != STATUS_OK)
        return s;
    s = intake_run(&task, feed, e);
    if (s == STATUS_OK && !options->dry_run)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

/* Whether its bytes come only once: a pipe. An import looks at the beginning twice. */
static bool comes_once(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

enum status import_form(struct workbook *wb, const struct form *form, const char *path,
    const struct import_options *options, struct import_result *result, struct error *e)
{
    struct feed feed = {.name = file_name(path), .path = path};
    char *bytes = NULL;

    if (comes_once(path)) {
        enum status s = file_read(path, LIMIT_FILE, &bytes, &feed.size, e);
        if (s != STATUS_OK)
            return s;
        feed.bytes = bytes;
        feed.path = NULL;
    }
    enum status s = import_feed(wb, form, &feed, options, result, e);
    free(bytes);
    return s;
}

enum status import_bytes(struct workbook *wb, const struct form *form, const char *name,
    const char *bytes, size_t size, const struct import_options *options,
    struct import_result *result, struct error *e)
{
    struct feed feed = {.name = name, .bytes = bytes, .size = size};

    return import_feed(wb, form, &feed, options, result, e);
}
