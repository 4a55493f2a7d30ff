/* temuan.csv: the texts no field understood, then what the checks find; and the same as a sheet
 * for people. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"
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

/* What the row of a finding is called in its sentence. Caller frees. */
static enum status called(
    struct making *m, const struct finding *f, char **name, struct error *e)
{
    if (!f->code[0] && f->row_form)
        return record_title(m->wb, f->row_form, f->row, name, e);
    *name = strdup(f->code);
    return *name ? STATUS_OK : error_memory(e);
}

/* The sentence; with gaps where the answers of its query might name persons who stay out. What
 * the row is called is no such answer, since rows of persons stay out as a whole. */
static enum status put_sentence(
    struct making *m, struct table *t, const struct finding *f, struct error *e)
{
    bool typed = f->check->engine == 1 + ENGINE_CHECK_UNREAD && f->field &&
                 f->field->type->id == TYPE_ANY_REF; /* instead of naming a row */
    char *text = NULL, *name = NULL;
    enum status s = STATUS_OK;

    if (m->options->personal)
        return table_text(t, f->sentence, e);
    if (typed)
        s = persons_hide(m->persons, f->sentence, &text, e);
    else if (personal_query(workbook_method(m->wb), f->check->sql)) {
        s = called(m, f, &name, e);
        if (s == STATUS_OK && !(text = check_words(f->check, name, "…")))
            s = error_memory(e);
    }
    if (s == STATUS_OK)
        s = table_text(t, text ? text : f->sentence, e);
    free(text);
    free(name);
    return s;
}

/* One finding. Texts nobody understood have their rows already. */
static enum status put(
    struct making *m, struct table *t, const struct finding *f, struct error *e)
{
    struct csv_writer *out = table_out(t);

    if (f->check->engine == 1 + ENGINE_CHECK_UNREAD || !may_go(m, f))
        return STATUS_OK;
    csv_cell(out, m->plan.region);
    csv_cell(out, f->form ? f->form->name : "");
    csv_cell(out, f->uid);
    csv_cell(out, f->code);
    csv_cell(out, f->field ? f->field->name : "");
    csv_cell(out, "");
    csv_cell(out, f->check->name);
    csv_cell(out, check_level_name(f->check->level));
    enum status s = put_sentence(m, t, f, e);
    if (s == STATUS_OK)
        s = table_text(t, f->reason ? f->reason : "", e);
    csv_end_row(out);
    return s == STATUS_OK ? table_pass(t, e) : s;
}

/* Everything the checks say. */
static enum status put_findings(struct making *m, struct table *t, struct error *e)
{
    enum status s = findings_run(m->wb, FINDINGS_ALL, NULL, &m->found, e);
    for (size_t i = 0; s == STATUS_OK && i < m->found->count; i++) {
        const struct finding *f = &m->found->list[i];
        m->to_mend += f->check->level == CHECK_MEND && !f->reason;
        s = put(m, t, f, e);
    }
    return s;
}

/* One finding as people read it. */
static enum status put_for_people(
    struct making *m, struct table *t, const struct finding *f, struct error *e)
{
    static const char *const levels[CHECK_LEVELS] = {[CHECK_MEND] = N_("to be mended"),
        [CHECK_LOOK] = N_("to be looked at"),
        [CHECK_ADVICE] = N_("advice")};

    if (!may_go(m, f))
        return STATUS_OK;
    csv_cell(table_out(t), _(levels[f->check->level]));
    csv_cell(table_out(t), f->check->name);
    enum status s = table_text(t, f->code, e);
    if (s == STATUS_OK)
        s = table_text(t, f->field ? words_get(&f->field->label) : "", e);
    if (s == STATUS_OK)
        s = put_sentence(m, t, f, e);
    if (s == STATUS_OK)
        s = table_text(t, f->reason ? f->reason : "", e);
    csv_end_row(table_out(t));
    return s == STATUS_OK ? table_pass(t, e) : s;
}

enum status part_findings_sheet(struct making *m, struct table *t, struct error *e)
{
    static const char *const headings[] = {N_("Level of the finding"), N_("Check number"),
        N_("Code"), N_("Field"), N_("What is found"), N_("Put aside because")};
    enum status s = STATUS_OK;

    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        csv_cell(table_out(t), _(headings[i]));
    csv_end_row(table_out(t));
    for (size_t i = 0; s == STATUS_OK && m->found && i < m->found->count; i++)
        s = put_for_people(m, t, &m->found->list[i], e);
    return s;
}

enum status part_findings(struct making *m, struct package_file *f, struct error *e)
{
    size_t size;
    const char *bytes = csv_writer_bytes(unread_file_writer(m->unread_file), &size);
    struct table *t;
    enum status s =
        bytes ? table_open(&t, m, m->options->dialect, f, NULL, e) : error_memory(e);

    if (s != STATUS_OK)
        return s;
    m->result->unread = unread_file_count(m->unread_file);
    s = package_write(f, bytes, size, e);
    if (s == STATUS_OK && !m->options->only)
        s = put_findings(m, t, e);
    if (s == STATUS_OK)
        return table_close(t, e);
    table_drop(t);
    return s;
}
