/* temuan.csv: the texts no field understood, then what the checks find; and the same as a sheet
 * for people. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"
#include "core/exchange/sheet_findings.h"
#include "core/method/engine.h"
#include "core/method/type.h"
#include "core/plan/check_words.h"
#include "core/plan/findings.h"
#include "core/store/record.h"

/* Whether a finding may leave the house. */
static bool may_go(const struct making *m, const struct finding *f)
{
    if (m->options->personal)
        return true;
    if (persons_keep(m->persons, f->form, f->uid) ||
        persons_keep(m->persons, f->row_form, f->row))
        return false;
    const struct form *about[] = {f->form, f->row_form, f->check->form};
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (about[i] && personal_form(about[i]))
            return false;
    const struct field *fields[] = {f->field, f->check->field};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i] && personal_field(fields[i]))
            return false;
    return true;
}

/* A table on its way out. */
struct passage {
    struct making *m;
    struct table *table;
    const struct check *check; /* of the last finding: whether its query may name persons */
    bool persons;
};

/* Whether the answers of the query of a finding's check might name persons who stay out. */
static bool may_name(struct passage *p, const struct finding *f)
{
    if (p->check != f->check) {
        p->check = f->check;
        p->persons = personal_query(workbook_method(p->m->wb), f->check->sql);
    }
    return p->persons;
}

/* What the row of a finding is called in its sentence. Caller frees. */
static enum status called(
    struct making *m, const struct finding *f, char **name, struct error *e)
{
    if (!f->code[0] && f->row_form)
        return record_title(m->wb, f->row_form, f->row, name, e);
    *name = strdup(f->code);
    return *name ? STATUS_OK : error_memory(e);
}

/* The sentence with gaps where it might name persons who stay out; NULL where it cannot. What
 * the row is called is no such place, since rows of persons stay out as a whole. Caller frees.
 */
static enum status with_gaps(
    struct passage *p, const struct finding *f, char **text, struct error *e)
{
    struct making *m = p->m;
    bool typed = f->check->engine == 1 + ENGINE_CHECK_UNREAD && f->field &&
                 f->field->type->id == TYPE_ANY_REF; /* instead of naming a row */
    char *name = NULL;

    *text = NULL;
    if (m->options->personal)
        return STATUS_OK;
    if (typed)
        return persons_hide(m->persons, f->sentence, text, e);
    if (!may_name(p, f))
        return STATUS_OK;
    enum status s = called(m, f, &name, e);
    if (s == STATUS_OK && !(*text = check_words(f->check, name, "…")))
        s = error_memory(e);
    free(name);
    return s;
}

/* A row of temuan.csv. Texts nobody understood have theirs already. */
static enum status put_row(
    struct passage *p, const struct finding *f, const char *sentence, struct error *e)
{
    struct csv_writer *out = table_out(p->table);

    if (f->check->engine == 1 + ENGINE_CHECK_UNREAD)
        return STATUS_OK;
    csv_cell(out, p->m->plan.region);
    csv_cell(out, f->form ? f->form->name : "");
    csv_cell(out, f->uid);
    csv_cell(out, f->code);
    csv_cell(out, f->field ? f->field->name : "");
    csv_cell(out, "");
    csv_cell(out, f->check->name);
    csv_cell(out, check_level_name(f->check->level));
    enum status s = table_text(p->table, sentence, e);
    if (s == STATUS_OK)
        s = table_text(p->table, f->reason ? f->reason : "", e);
    csv_end_row(out);
    return s == STATUS_OK ? table_pass(p->table, e) : s;
}

/* finding_fn. */
static enum status put(void *context, const struct finding *f, struct error *e)
{
    struct passage *p = context;
    struct making *m = p->m;
    bool goes = may_go(m, f);
    char *gaps = NULL;
    enum status s = part_stopped(m->options, e);

    if (s == STATUS_OK && goes)
        s = with_gaps(p, f, &gaps, e);
    const char *sentence = !goes ? NULL : gaps ? gaps : f->sentence;
    m->to_mend += f->check->level == CHECK_MEND && !f->reason;
    if (s == STATUS_OK && goes)
        s = put_row(p, f, sentence, e);
    if (s == STATUS_OK && m->found)
        s = sheet_findings_add(m->found, m->wb, f, sentence, e);
    free(gaps);
    return s;
}

enum status part_findings(struct making *m, struct package_file *f, struct error *e)
{
    struct passage p = {.m = m};
    enum status s = table_open(&p.table, m, m->options->dialect, f, NULL, e);

    if (s != STATUS_OK)
        return s;
    m->result->unread = unread_file_count(m->unread_file);
    s = unread_file_pour(m->unread_file, f, e);
    bool sheets = !m->options->dialect->labels && workbook_method(m->wb)->sheet_count;
    if (s == STATUS_OK && sheets && !m->options->only && !(m->found = sheet_findings_new()))
        s = error_memory(e);
    if (s == STATUS_OK && !m->options->only)
        s = findings_each(m->wb, put, &p, e);
    if (s == STATUS_OK)
        return table_close(p.table, e);
    table_drop(p.table);
    return s;
}
