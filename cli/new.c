/* susun new: an empty workbook for a district. */
#include <stdlib.h>

#include "cli/call.h"
#include "cli/say.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/region.h"

#define DEFAULT_METHOD "smart-city"

/* "There is no region …", with districts whose name sounds like it. */
static enum status unknown_region(const char *typed, struct error *e)
{
    const struct region *near[3];
    size_t count = region_search(typed, near, 3);
    char *names = text_format("%s", "");

    for (size_t i = 0; names && i < count; i++) {
        char *title = region_title(near[i]);
        char *longer =
            title ? text_format("%s%s%s %s", names, i ? ", " : "", near[i]->code, title) : NULL;
        free(title);
        free(names);
        names = longer;
    }
    if (!names)
        return error_memory(e);
    if (count)
        error_set(
            e, STATUS_USAGE, _("--region wants a code. “%s” is found as: %s."), typed, names);
    else
        error_set(e, STATUS_USAGE,
            _("No region has the code “%s”. Codes are dotted, such as 73.22 for Luwu Utara."),
            typed);
    free(names);
    return STATUS_USAGE;
}

static enum status check_region(const char *code, struct error *e)
{
    const struct region *all;
    size_t count;
    enum status s = regions_load(&all, &count, e);

    return s == STATUS_OK && !region_find(code) ? unknown_region(code, e) : s;
}

static enum status run(struct call *call, struct error *e)
{
    const char *region = call_value(call, "region"), *folder = call_value(call, "method");
    struct person person = call_person(call);
    struct source source = {0};
    int start, years;
    enum status s = region ? check_region(region, e) : call_needs(call, "region", e);

    if (s == STATUS_OK)
        s = call_number(call, "start", &start, e);
    if (s == STATUS_OK)
        s = call_number(call, "years", &years, e);
    if (s != STATUS_OK)
        return s;
    s = folder ? source_folder(&source, folder, e) : source_builtin(&source, DEFAULT_METHOD, e);
    if (s == STATUS_OK)
        s = workbook_new(call->operands[0], &source, region, start, years, &person, e);
    source_free(&source);
    if (s == STATUS_OK) {
        say_place(call->operands[0]);
        char *title = region_title(region_find(region));
        say(_("Made: %s for %s, %d to %d."), call->operands[0], title ? title : region, start,
            start + years - 1);
        free(title);
    }
    return s;
}

static const struct option_spec options[] = {
    {"region", N_("CODE"), N_("code of the district, such as 73.22 (required)")},
    {"start", N_("YEAR"), N_("first year of the plan (required)")},
    {"years", N_("NUMBER"), N_("how many years the plan runs (required)")},
    {"method", N_("FOLDER"), N_("a method of your own instead of the built-in one")},
    {0},
};
const struct command command_new = {
    .name = "new",
    .arguments =
        N_("FILE --region 73.22 --start 2026 --years 10 [--author NAME] [--method FOLDER]"),
    .about = N_("Makes an empty workbook. A file that is there already stays as it is."),
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
