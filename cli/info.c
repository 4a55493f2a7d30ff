/* susun info: what a workbook is and holds, as "key: value" lines that do not change with the
 * language. */
#include <stdlib.h>
#include <time.h>

#include "cli/call.h"
#include "cli/say.h"
#include "core/base/message.h"
#include "core/method/region.h"
#include "core/store/rows.h"

/* A moment as ISO 8601 in UTC, "" for none. */
static void utc(int64_t ms, char out[32])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;

    out[0] = '\0';
    if (ms && gmtime_r(&seconds, &tm))
        strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static enum status tell_plan(struct workbook *wb, struct error *e)
{
    const struct region *all;
    size_t count;
    struct plan_years plan;
    enum status s = workbook_plan(wb, &plan, e);

    if (s == STATUS_OK)
        s = regions_load(&all, &count, e);
    if (s != STATUS_OK)
        return s;
    const struct region *region = region_find(plan.region);
    char *title = region ? region_title(region) : NULL;
    tell("kode_wilayah: %s", plan.region);
    tell("daerah: %s", title ? title : "");
    tell("provinsi: %s", region ? region->province : "");
    tell("rencana: %d-%d", plan.from, plan.to);
    free(title);
    return STATUS_OK;
}

static enum status tell_journal(struct workbook *wb, struct error *e)
{
    struct workbook_counts counts;
    char *author = NULL, when[32];
    int64_t at;
    enum status s = workbook_counts(wb, &counts, e);

    if (s == STATUS_OK)
        s = workbook_last(wb, &author, &at, e);
    if (s != STATUS_OK)
        return s;
    utc(at, when);
    tell("sesi: %lld", (long long)counts.sessions);
    tell("aksi: %lld", (long long)counts.actions);
    tell("suntingan: %lld", (long long)counts.edits);
    tell("belum_terbaca: %lld", (long long)counts.unread);
    tell("isian_berbeda: %lld", (long long)counts.differences);
    tell("penyunting_terakhir: %s", author ? author : "");
    tell("suntingan_terakhir: %s", when);
    free(author);
    return STATUS_OK;
}

static enum status tell_forms(struct workbook *wb, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        size_t count = 0;
        s = rows_total(wb, &m->forms[i], &count, e);
        if (s == STATUS_OK)
            tell("baris.%s: %zu", m->forms[i].name, count);
    }
    return s;
}

static enum status run(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    struct workbook *wb;
    enum status s = workbook_open(&wb, call->operands[0], WORKBOOK_READ, &person, e);

    if (s != STATUS_OK)
        return s;
    tell("berkas: %s", call->operands[0]);
    tell("bentuk_berkas: %d", workbook_format(wb));
    tell("kelompok: %d", workbook_group(wb));
    s = tell_plan(wb, e);
    if (s == STATUS_OK) {
        tell("metode: %s", workbook_method(wb)->name);
        tell("versi_metode: %d", workbook_method(wb)->version);
        s = tell_journal(wb, e);
    }
    if (s == STATUS_OK)
        s = tell_forms(wb, e);
    workbook_close(wb);
    return s;
}

const struct command command_info = {
    .name = "info",
    .arguments = N_("FILE"),
    .about = N_("Tells what a workbook is about and how much stands in it."),
    .least = 1,
    .most = 1,
    .run = run,
};
