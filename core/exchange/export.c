#include "core/exchange/export.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"
#include "core/method/region.h"

/* What the package says of itself. */
static enum status learn(struct making *m, struct error *e)
{
    const struct region *regions;
    size_t count;
    char *author = NULL;
    int64_t last = 0;
    enum status s = workbook_plan(m->wb, &m->plan, e);

    if (s == STATUS_OK)
        s = regions_load(&regions, &count, e);
    if (s == STATUS_OK)
        s = workbook_last(m->wb, &author, &last, e);
    free(author);
    if (s != STATUS_OK)
        return s;
    const struct region *r = region_find(m->plan.region);
    m->region = r ? region_title(r) : strdup(m->plan.region);
    m->number = strdup("");
    if (last)
        clock_utc(last, m->created);
    return m->region && m->number ? STATUS_OK : error_memory(e);
}

/* Every part of a package that has begun. */
static enum status make(struct making *m, struct error *e)
{
    m->refer = refer_new(m->wb);
    enum status s = m->refer ? learn(m, e) : error_memory(e);

    if (s == STATUS_OK)
        s = unread_file_new(&m->unread_file, m->wb, m->options->dialect, e);
    if (s == STATUS_OK)
        s = parts_write(m, e);
    unread_file_free(m->unread_file);
    refer_free(m->refer);
    free(m->region);
    free(m->number);
    return s;
}

enum status export_folder(struct workbook *wb, const char *folder,
    const struct export_options *options, struct export_result *result, struct error *e)
{
    struct making m = {.wb = wb, .options = options, .result = result};

    *result = (struct export_result){0};
    if (options->only && !options->personal && personal_form(options->only))
        return error_set(e, STATUS_USAGE,
            _("“%s” holds data about persons. Ask for it with --personal."),
            words_get(&options->only->title));
    enum status s = package_begin(&m.package, folder, e);
    if (s != STATUS_OK)
        return s;
    s = make(&m, e);
    if (s == STATUS_OK)
        return package_end(m.package, e);
    package_drop(m.package);
    return s;
}
