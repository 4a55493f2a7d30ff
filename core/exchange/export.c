#include "core/exchange/export.h"

#include "core/base/message.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"

/* Every part of a package that has begun. */
static enum status make(struct making *m, struct error *e)
{
    m->refer = refer_new(m->wb);
    enum status s = m->refer ? workbook_plan(m->wb, &m->plan, e) : error_memory(e);

    if (s == STATUS_OK)
        s = unread_file_new(&m->unread_file, m->wb, m->options->dialect, e);
    if (s == STATUS_OK)
        s = parts_write(m, e);
    unread_file_free(m->unread_file);
    refer_free(m->refer);
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
