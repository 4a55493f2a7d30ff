/* The parts of loading, in the order in which the driver (load.c) calls them: each reads its
 * files into l->m and tells what is wrong with them. A status is only trouble of the world (no
 * memory). Internal to core/method. */
#ifndef SUSUN_METHOD_LOAD_PART_H
#define SUSUN_METHOD_LOAD_PART_H

#include "core/method/load_table.h"

/* load.c: by name among what is loaded so far; NULL when absent. */
struct form *load_find_form(struct loader *l, const char *name);
const struct stage *load_find_stage(const struct loader *l, const char *name);

/* load_stages.c: method.csv and stages.csv. */
enum status load_method_row(struct loader *l);
enum status load_stages(struct loader *l);

/* load_choices.c: choices.csv; leaves room for the lists that no file holds. */
enum status load_choices(struct loader *l);
/* Makes the spellings of a list for list_match. */
enum status load_spellings(struct loader *l, struct choice_list *list);

/* load_forms.c: forms.csv without its fields. */
enum status load_forms(struct loader *l);
/* What of forms.csv needs the fields: prefix, scope, rows, keys. */
void load_forms_end(struct loader *l);

/* load_steps.c: steps.csv with facts.csv, and the list "@steps" made of them. */
enum status load_steps(struct loader *l);
/* "{a}" in a fact names a column of its query; anything else in braces is a slip. */
void load_check_placeholders(const struct table *t, size_t row, int column);

/* load_guides.c: guide/LANGUAGE/STEP.md of every step, and whether its card fits. */
enum status load_guides(struct loader *l);

/* load_engine.c: the engine's own forms, behind all others and once these are checked; leave
 * room for them. */
#define ENGINE_FORM_ROOM 3
#define ENGINE_LIST_ROOM 2 /* "@steps" and one more */
enum status load_engine(struct loader *l);

/* load_fields.c: fields.csv. */
enum status load_fields(struct loader *l);
/* load_examples.c: examples.csv, which may be missing. */
enum status load_examples(struct loader *l);
/* load_roles.c: one field's role, and what roles ask of a form. */
enum field_role load_role(const struct table *t, size_t row, int column);
void load_check_roles(struct loader *l, int role_column);
/* load_field_rules.c: what holds between the fields of a form: labels, columns, keys, bounds.
 */
void load_check_fields(struct loader *l);
/* Which forms are dimensional (method.h). */
void load_dimensional(struct loader *l);

/* load_checks.c: checks.csv, and the engine's own checks behind them; needs steps and fields.
 */
enum status load_checks(struct loader *l);

/* load_promote.c: promote.csv. */
enum status load_promotions(struct loader *l);

/* load_heat.c: heat.csv, which may be missing. */
enum status load_heat(struct loader *l);

/* load_summary.c: summary.csv, which may be missing. */
enum status load_summary(struct loader *l);

/* load_sheets.c: sheets.csv, which may be missing. */
enum status load_sheets(struct loader *l);

/* Columns of fields.csv, for the parts that check them. */
enum {
    FIELD_FORM,
    FIELD_NAME,
    FIELD_TYPE,
    FIELD_LABEL,
    FIELD_LABEL_EN,
    FIELD_SHORT,
    FIELD_SHORT_EN,
    FIELD_HINT,
    FIELD_HINT_EN,
    FIELD_SECTION,
    FIELD_SECTION_EN,
    FIELD_LEVEL,
    FIELD_REQUIRED,
    FIELD_RELEVANT,
    FIELD_FILTER,
    FIELD_DEFAULT,
    FIELD_MIN,
    FIELD_MAX,
    FIELD_UNIT,
    FIELD_AXIS,
    FIELD_MERGE,
    FIELD_PERSONAL,
    FIELD_ROLE,
    FIELD_ALIASES,
    FIELD_READONLY,
    FIELD_COMPUTED,
    FIELD_RETIRED,
    FIELD_COLUMNS
};
/* The row of fields.csv that made a field. */
size_t load_field_row(const struct loader *l, const struct field *f);

/* The words of the merge column, in the order of enum merge_policy. */
#define MERGE_WORDS 3
extern const char *const load_merge_words[MERGE_WORDS];

#endif
