#include "core/exchange/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/part.h"
#include "core/store/action.h"
#include "core/exchange/personal.h"
#include "core/exchange/register.h"
#include "core/exchange/sheet_findings.h"
#include "core/method/region.h"

#define SINCE_CELLS 60 /* of a mark's title */

/* What the package says of itself. */
static enum status learn(struct making *m, struct error *e)
{
    const struct region *regions;
    size_t count;
    enum status s = workbook_plan(m->wb, &m->plan, e);

    if (s == STATUS_OK)
        s = regions_load(&regions, &count, e);
    if (s != STATUS_OK)
        return s;
    const struct region *r = region_find(m->plan.region);
    m->region = r ? region_title(r) : strdup(m->plan.region);
    return m->region ? STATUS_OK : error_memory(e);
}

/* What perubahan.csv was compared with, for the caller. */
static enum status tell_since(const struct making *m, struct error *e)
{
    const struct since *since = &m->since;
    char *title =
        text_cut(since->number[0] ? since->number : since->mark.title, SINCE_CELLS, false);

    if (!title)
        return error_memory(e);
    snprintf(m->result->since, sizeof m->result->since, "%s", title);
    free(title);
    return STATUS_OK;
}

/* Every part of a package that has begun. */
static enum status make(struct making *m, struct error *e)
{
    m->refer = refer_new(m->wb);
    enum status s = m->refer ? learn(m, e) : error_memory(e);

    if (s == STATUS_OK && !m->options->personal)
        s = persons_read(&m->persons, m->wb, e);
    if (s == STATUS_OK)
        s = unread_file_new(&m->unread_file, m->wb, m->options->dialect, e);
    workbook_stop_when(m->wb, m->options->stop, m->options->context);
    if (s == STATUS_OK)
        s = parts_write(m, e);
    workbook_stop_when(m->wb, NULL, NULL);
    sheet_findings_free(m->found);
    unread_file_free(m->unread_file);
    persons_free(m->persons);
    refer_free(m->refer);
    snprintf(m->result->number, sizeof m->result->number, "%s", m->number ? m->number : "");
    if (s == STATUS_OK && m->since.found)
        s = tell_since(m, e);
    free(m->region);
    free(m->number);
    return s;
}

/* What programs read is in Indonesian whatever language this session speaks: the same workbook
 * gives the same bytes. People who open it in Excel read the labels of their session. */
static enum status make_in_indonesian(struct making *m, struct error *e)
{
    enum lang lang = message_lang();

    if (lang == LANG_ID || m->options->dialect->labels)
        return make(m, e);
    message_set_lang(LANG_ID);
    enum status s = workbook_relabel(m->wb, e);
    if (s == STATUS_OK)
        s = make(m, e);
    message_set_lang(lang);
    if (s == STATUS_OK)
        return workbook_relabel(m->wb, e);
    workbook_relabel(m->wb, NULL);
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
    if (options->register_it && !register_form(workbook_method(wb)))
        return error_set(e, STATUS_USAGE, _("This method has no register of packages."));
    if (options->register_it && (options->only || options->dialect->labels))
        return error_set(e, STATUS_USAGE,
            _("Only a whole package for programs gets a number: without --form and without "
              "--dialect excel."));
    if (options->since && (options->only || options->dialect->labels))
        return error_set(e, STATUS_USAGE,
            _("What changed since a mark is told in a whole package for programs: without "
              "--form and without --dialect excel."));
    enum status s = options->since ? since_named(wb, options->since, &m.since, e) : STATUS_OK;
    if (s == STATUS_OK)
        s = (options->zip ? package_begin_zip : package_begin)(&m.package, folder, e);
    if (s != STATUS_OK) {
        since_clear(&m.since);
        return s;
    }
    s = make_in_indonesian(&m, e);
    since_clear(&m.since);
    if (s == STATUS_OK)
        s = package_prepare(m.package, e);
    if (m.registered && s == STATUS_OK)
        s = action_commit(wb, e);
    else if (m.registered)
        action_rollback(wb);
    if (s == STATUS_OK)
        return package_end(m.package, e);
    package_drop(m.package);
    return s;
}
