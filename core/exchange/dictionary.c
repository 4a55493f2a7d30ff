/* kamus.csv, choices.csv and wilayah.csv: what the columns, the choices and the district of a
 * package are called, for who has nothing but the package. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/links.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"
#include "core/method/region.h"
#include "core/method/type.h"

const struct part_column dictionary_columns[] = {{"form", "string"}, {"form_title", "string"},
    {"name", "string"}, {"label_id", "string"}, {"label_en", "string"}, {"type", "string"},
    {"unit", "string"}, {"required", "string"}, {"min", "number"}, {"max", "number"},
    {"list_name", "string"}, {"refers_to", "string"}, {"level", "string"},
    {"retired", "string"}, {"hint_id", "string"}, {"hint_en", "string"}, {NULL, NULL}};
const struct part_column choices_columns[] = {{"list_name", "string"}, {"name", "string"},
    {"label_id", "string"}, {"label_en", "string"}, {"parent", "string"}, {"retired", "string"},
    {NULL, NULL}};
const struct part_column region_columns[] = {{"kode_wilayah", "string"}, {"name", "string"},
    {"type", "string"}, {"province", "string"}, {NULL, NULL}};

/* A bound of a field, "" without. */
static void put_bound(struct csv_writer *out, bool has, double bound)
{
    char text[32] = "";

    if (has)
        snprintf(text, sizeof text, "%.15g", bound);
    csv_cell(out, text);
}

/* A mark, or nothing. */
static const char *mark(bool is)
{
    return is ? "ya" : "";
}

/* The forms a reference leads to, "a|b". */
static enum status put_targets(struct table *t, const struct field *f, struct error *e)
{
    char *text = strdup("");

    for (size_t i = 0; text && f->targets && f->targets[i]; i++) {
        char *longer = text_format("%s%s%s", text, i ? "|" : "", f->targets[i]->name);
        free(text);
        text = longer;
    }
    if (!text)
        return error_memory(e);
    csv_cell(table_out(t), text);
    free(text);
    return STATUS_OK;
}

/* A text in both languages. */
static enum status put_words(struct table *t, const struct words *w, struct error *e)
{
    enum status s = table_text(t, w->in[LANG_ID], e);

    return s == STATUS_OK ? table_text(t, w->in[LANG_EN] ? w->in[LANG_EN] : "", e) : s;
}

/* One field. */
static enum status put_field(struct table *t, const struct field *f, struct error *e)
{
    static const char *const levels[] = {[LEVEL_CORE] = "pokok",
        [LEVEL_DETAIL] = "rincian",
        [LEVEL_KEY] = "key",
        [LEVEL_COMPUTED] = "computed"};
    struct csv_writer *out = table_out(t);
    enum status s;

    csv_cell(out, f->form->name);
    s = table_text(t, f->form->title.in[LANG_ID], e);
    csv_cell(out, f->name);
    if (s == STATUS_OK)
        s = put_words(t, &f->label, e);
    csv_cell(out, f->type->name);
    csv_cell(out, f->unit);
    csv_cell(out, mark(f->required));
    put_bound(out, f->has_min, f->min);
    put_bound(out, f->has_max, f->max);
    csv_cell(out, f->list ? f->list->name : "");
    if (s == STATUS_OK)
        s = put_targets(t, f, e);
    csv_cell(out, levels[f->level]);
    csv_cell(out, mark(f->retired));
    if (s == STATUS_OK)
        s = put_words(t, &f->hint, e);
    csv_end_row(out);
    return s == STATUS_OK ? table_pass(t, e) : s;
}

/* Every field of the package's forms. */
static enum status put_fields(struct making *m, struct table *t, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++) {
        const struct form *form = &method->forms[i];
        for (size_t k = 0; part_has_form(m->options, form) && s == STATUS_OK && k < form->count;
             k++)
            if (m->options->personal || !personal_field(&form->fields[k]))
                s = put_field(t, &form->fields[k], e);
    }
    return s;
}

/* Every choice of every list, retired ones too. */
static enum status put_choices(struct making *m, struct table *t, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < method->list_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < method->lists[i].count; k++) {
            const struct choice *c = &method->lists[i].choices[k];
            csv_cell(table_out(t), method->lists[i].name);
            csv_cell(table_out(t), c->name);
            s = put_words(t, &c->label, e);
            csv_cell(table_out(t), c->parent ? c->parent : "");
            csv_cell(table_out(t), mark(c->retired));
            csv_end_row(table_out(t));
        }
    return s;
}

/* The district, if it is known. */
static enum status put_region(struct making *m, struct table *t, struct error *e)
{
    const struct region *r = m->plan.region[0] ? region_find(m->plan.region) : NULL;

    (void)e;
    if (m->plan.region[0])
        table_row(t, (const char *const[]){m->plan.region, r ? r->name : "", r ? r->kind : "",
                         r ? r->province : "", NULL});
    return STATUS_OK;
}

/* A table with its heading. */
static enum status write_table(struct making *m, struct package_file *f,
    const struct part_column *columns,
    enum status (*put)(struct making *m, struct table *t, struct error *e), struct error *e)
{
    struct table *t;
    enum status s = table_open(&t, m, m->options->dialect, f, NULL, e);

    if (s != STATUS_OK)
        return s;
    table_head(t, columns);
    s = put(m, t, e);
    if (s == STATUS_OK)
        return table_close(t, e);
    table_drop(t);
    return s;
}

enum status part_dictionary(struct making *m, struct package_file *f, struct error *e)
{
    return write_table(m, f, dictionary_columns, put_fields, e);
}

enum status part_choices(struct making *m, struct package_file *f, struct error *e)
{
    return write_table(m, f, choices_columns, put_choices, e);
}

enum status part_region(struct making *m, struct package_file *f, struct error *e)
{
    return write_table(m, f, region_columns, put_region, e);
}
