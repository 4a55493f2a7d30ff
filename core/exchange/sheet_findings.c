#include "core/exchange/sheet_findings.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/spool.h"
#include "core/exchange/excel.h"
#include "core/store/guard.h"

struct sheet_findings {
    struct csv_writer *out; /* one row */
    struct spool *rows;
    struct guard_finding *list; /* by check and dimension */
    size_t count, room;
};

struct sheet_findings *sheet_findings_new(void)
{
    struct sheet_findings *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->out = csv_writer_new(dialect_named("excel")->delimiter);
    s->rows = spool_new();
    if (s->out && s->rows)
        return s;
    sheet_findings_free(s);
    return NULL;
}

void sheet_findings_free(struct sheet_findings *s)
{
    if (!s)
        return;
    csv_writer_free(s->out);
    spool_free(s->rows);
    free(s->list);
    free(s);
}

/* Counts a finding where it belongs. */
static enum status count(
    struct sheet_findings *s, const struct finding *f, const char *dimension, struct error *e)
{
    size_t at = 0;

    while (at < s->count && (s->list[at].name != f->check->name ||
                                strcmp(s->list[at].dimension, dimension) != 0))
        at++;
    if (at == s->room) {
        size_t room = s->room * 2 + 16;
        struct guard_finding *more = realloc(s->list, room * sizeof *more);
        if (!more)
            return error_memory(e);
        s->list = more;
        s->room = room;
    }
    if (at == s->count)
        s->list[s->count++] = (struct guard_finding){.name = f->check->name,
            .level = check_level_name(f->check->level),
            .dimension = dimension};
    s->list[at].found++;
    s->list[at].waived += f->reason != NULL;
    return STATUS_OK;
}

/* A cell of text as a spreadsheet may open it. */
static enum status put_text(struct sheet_findings *s, const char *text, struct error *e)
{
    char *guarded = excel_guard(text);

    if (!guarded)
        return error_memory(e);
    csv_cell(s->out, guarded);
    free(guarded);
    return STATUS_OK;
}

/* One finding as people read it. */
static enum status put_row(
    struct sheet_findings *s, const struct finding *f, const char *sentence, struct error *e)
{
    static const char *const levels[CHECK_LEVELS] = {[CHECK_MEND] = N_("to be mended"),
        [CHECK_LOOK] = N_("to be looked at"),
        [CHECK_ADVICE] = N_("advice")};
    const char *const texts[] = {f->code, f->field ? words_get(&f->field->label) : "", sentence,
        f->reason ? f->reason : ""};
    enum status status = STATUS_OK;
    size_t size;

    csv_cell(s->out, _(levels[f->check->level]));
    csv_cell(s->out, f->check->name);
    for (size_t i = 0; status == STATUS_OK && i < sizeof texts / sizeof *texts; i++)
        status = put_text(s, texts[i], e);
    csv_end_row(s->out);
    const char *bytes = csv_writer_bytes(s->out, &size);
    if (status == STATUS_OK)
        status = bytes ? spool_add(s->rows, bytes, size, e) : error_memory(e);
    csv_writer_reset(s->out);
    return status;
}

enum status sheet_findings_add(struct sheet_findings *s, struct workbook *wb,
    const struct finding *f, const char *sentence, struct error *e)
{
    const struct choice *dimension;
    enum status status = finding_dimension(wb, f, &dimension, e);

    if (status == STATUS_OK)
        status = count(s, f, dimension ? dimension->name : "", e);
    return status == STATUS_OK && sentence ? put_row(s, f, sentence, e) : status;
}

enum status sheet_findings_show(
    const struct sheet_findings *s, struct workbook *wb, struct error *e)
{
    return guard_show_findings(wb, s->list, s->count, e);
}

enum status part_findings_sheet(struct making *m, struct table *t, struct error *e)
{
    static const char *const headings[] = {N_("Level of the finding"), N_("Check number"),
        N_("Code"), N_("Field"), N_("What is found"), N_("Put aside because")};
    char block[4096];
    size_t got = 1;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        csv_cell(table_out(t), _(headings[i]));
    csv_end_row(table_out(t));
    while (s == STATUS_OK && got) {
        s = spool_read(m->found->rows, block, sizeof block, &got, e);
        if (s == STATUS_OK && got)
            s = table_bytes(t, block, got, e);
    }
    return s;
}
