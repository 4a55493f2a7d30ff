#include "core/exchange/merged.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"

#define ENDING ".susun"

/* Minutes between UTC and a region's clock. */
static int zone_of(const char *region)
{
    char province[3];
    const char *name;

    snprintf(province, sizeof province, "%.2s", region);
    return clock_zone(province, &name);
}

char *merged_person(const struct merge_person *p, const char *region)
{
    int zone = zone_of(region);
    char *from = clock_show(p->from, zone), *to = clock_show(p->to, zone);
    char *text = from && to
                     ? text_format(_("%s: %s – %s, changes %zu"),
                           p->author[0] ? p->author : _("(no name)"), from, to, p->changes)
                     : NULL;

    free(from);
    free(to);
    return text;
}

/* What one file brought; false without memory. */
static bool print_report(
    FILE *out, const struct merge_report *r, bool names, const char *region)
{
    const char *path = names ? file_name(r->path) : r->path;
    char *whose = r->group ? text_format(_("group %d"), r->group) : strdup(_("main copy"));
    bool whole = whose != NULL;

    if (r->outcome == MERGE_SELF) {
        fprintf(out, _("%s: this is the workbook itself; nothing to take in."), path);
        fputc('\n', out);
    } else if (r->outcome == MERGE_KNOWN) {
        fprintf(out, _("%s (%s): nothing new."), path, whose ? whose : "");
        fputc('\n', out);
    } else {
        fprintf(out, "%s (%s):\n", path, whose ? whose : "");
        for (size_t i = 0; i < r->people_count; i++) {
            char *person = merged_person(&r->people[i], region);
            fprintf(out, "  %s\n", person ? person : "");
            whole = whole && person;
            free(person);
        }
        fprintf(out, _("  rows new %zu, rows deleted %zu, cells changed %zu"), r->rows_new,
            r->rows_gone, r->cells);
        fputc('\n', out);
        fprintf(out, _("  cells that differ %zu, decided %zu, codes twice %zu"), r->different,
            r->decided, r->doubled);
        fputc('\n', out);
        if (r->followed) {
            fprintf(
                out, _("  references and amounts that follow united rows %zu"), r->followed);
            fputc('\n', out);
        }
        if (r->adopted)
            fprintf(out, "%s\n", _("  begun separately, adopted into this workbook"));
        if (r->unknown) {
            fprintf(out,
                _("  cells of fields this method does not have %zu: kept in the history"),
                r->unknown);
            fputc('\n', out);
        }
    }
    free(whose);
    return whole;
}

enum status merged_text(struct workbook *wb, const struct merge_report *reports, size_t count,
    bool dry_run, bool names, int64_t *open, char **text, struct error *e)
{
    struct plan_years plan;
    struct workbook_counts counts;
    size_t size = 0;
    enum status s = workbook_plan(wb, &plan, e);

    *text = NULL;
    if (s == STATUS_OK)
        s = workbook_counts(wb, &counts, e);
    if (s != STATUS_OK)
        return s;
    FILE *out = open_memstream(text, &size);
    bool whole = true;
    if (!out)
        return error_memory(e);
    *open = counts.differences;
    fprintf(out, _("Merge into %s"), names ? file_name(workbook_path(wb)) : workbook_path(wb));
    fputc('\n', out);
    for (size_t i = 0; i < count; i++) {
        whole = print_report(out, &reports[i], names, plan.region) && whole;
        if (dry_run) /* given up: what is counted is how it was before */
            *open += (int64_t)reports[i].different - (int64_t)reports[i].decided;
    }
    fprintf(out, _("cells that differ and wait for a decision: %lld"), (long long)*open);
    fputc('\n', out);
    bool failed = ferror(out) != 0;
    if (fclose(out) == 0 && !failed && whole && *text)
        return STATUS_OK;
    free(*text);
    *text = NULL;
    return error_memory(e);
}

enum status merged_write(struct workbook *wb, const char *text, char **path, struct error *e)
{
    struct plan_years plan;
    const char *name = file_name(workbook_path(wb));
    size_t size = strlen(name), end = strlen(ENDING);
    char day[11], *folder = file_folder(workbook_path(wb));
    int minute;
    enum status s = workbook_plan(wb, &plan, e);

    *path = NULL;
    if (size > end && strcmp(name + size - end, ENDING) == 0)
        size -= end;
    date_iso(clock_date(clock_now(), s == STATUS_OK ? zone_of(plan.region) : 0, &minute), day);
    char *wanted = text_format("%.*s_gabung_%s.txt", (int)size, name, day);
    if (s == STATUS_OK && (!wanted || !folder))
        s = error_memory(e);
    if (s == STATUS_OK && !(*path = file_free_path(folder, wanted)))
        s = error_memory(e);
    if (s == STATUS_OK)
        s = file_write(*path, text, strlen(text), e);
    if (s != STATUS_OK) {
        free(*path);
        *path = NULL;
    }
    free(wanted);
    free(folder);
    return s;
}
