#include "core/method/type.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/method/type_family.h"

#define QUOTED_CELLS 40 /* of a text that a sentence repeats */

#define ONE(sql, schema) .column_count = 1, .columns = {{"", sql, schema, NULL}}

static const struct type table[] = {
    {TYPE_TEXT, "text", ONE("TEXT", "string"), .read = read_text, .split = type_split_same,
        .show = type_show_text, .edit = type_show_text, .machine = machine_text},
    {TYPE_MULTILINE, "multiline", ONE("TEXT", "string"), .multiline = true,
        .read = read_multiline, .split = type_split_same, .show = type_show_text,
        .edit = type_show_text, .machine = machine_multiline},
    {TYPE_INTEGER, "integer", ONE("INTEGER", "integer"), .numeric = true, .read = read_integer,
        .split = type_split_same, .show = show_integer, .edit = show_integer,
        .machine = machine_integer},
    {TYPE_DECIMAL, "decimal", ONE("REAL", "number"), .numeric = true, .read = read_decimal,
        .split = type_split_same, .show = show_decimal, .edit = show_decimal,
        .machine = machine_real},
    {TYPE_MONEY, "money", ONE("INTEGER", "integer"), .numeric = true, .read = read_money,
        .split = type_split_same, .show = show_money, .edit = show_integer,
        .machine = machine_integer},
    {TYPE_PERCENT, "percent", ONE("REAL", "number"), .numeric = true, .read = read_percent,
        .split = type_split_same, .show = show_percent, .edit = show_decimal,
        .machine = machine_real},
    {TYPE_MEASURE, "measure", .column_count = 2,
        .columns = {{"", "TEXT", "string", NULL}, {"_angka", "REAL", "number", NULL}},
        .read = read_measure, .split = split_measure, .show = type_show_text,
        .edit = type_show_text, .machine = machine_text},
    {TYPE_YEAR, "year", ONE("INTEGER", "year"), .read = read_year, .split = type_split_same,
        .show = show_year, .edit = show_year, .machine = machine_year},
    {TYPE_PERIOD, "period", .column_count = 2,
        .columns = {{"_mulai", "INTEGER", "year", NULL}, {"_selesai", "INTEGER", "year", NULL}},
        .read = read_period, .split = split_period, .show = show_period, .edit = edit_period,
        .machine = machine_period},
    {TYPE_DATE, "date", ONE("TEXT", "date"), .read = read_date, .split = type_split_same,
        .show = show_date, .edit = edit_date, .machine = machine_date},
    {TYPE_TIME, "time", .column_count = 1, .columns = {{"", "TEXT", "time", "%H:%M"}},
        .read = read_time, .split = type_split_same, .show = show_time, .edit = show_time,
        .machine = machine_time},
    {TYPE_YESNO, "yesno", ONE("TEXT", "string"), .words = yesno_stored, .read = read_yesno,
        .split = type_split_same, .show = show_yesno, .edit = show_yesno,
        .machine = machine_yesno},
    {TYPE_SELECT_ONE, "select_one", .has_list = true, ONE("TEXT", "string"),
        .read = read_select_one, .split = type_split_same, .show = show_select_one,
        .edit = edit_select_one, .machine = machine_select_one},
    {TYPE_SELECT_MULTIPLE, "select_multiple", .has_list = true, ONE("TEXT", "array"),
        .read = read_select_multiple, .split = type_split_same, .show = show_select_multiple,
        .edit = edit_select_multiple, .machine = machine_select_multiple},
    {TYPE_REF, "ref", .has_target = true, ONE("TEXT", "string"), .read = read_ref,
        .split = type_split_same, .show = type_show_text, .edit = type_show_text,
        .machine = machine_ref},
    {TYPE_REF_MULTIPLE, "ref_multiple", .has_target = true, ONE("TEXT", "array"),
        .read = read_ref_multiple, .split = type_split_same, .show = show_ref_multiple,
        .edit = edit_ref_multiple, .machine = machine_ref_multiple},
    {TYPE_ANY_REF, "any_ref", .column_count = 3,
        .columns = {{"_form", "TEXT", "string", NULL}, {"_id", "TEXT", "string", NULL},
            {"_kolom", "TEXT", "string", NULL}},
        .read = read_any_ref, .split = split_any_ref, .show = show_any_ref,
        .edit = type_show_text, .machine = machine_any_ref},
};

const struct type *type_at(size_t i)
{
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}

const struct type *type_named(const char *name)
{
    for (size_t i = 0; type_at(i) != NULL; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

enum outcome type_read_machine(const struct field *field,
    const char *const cells[LIMIT_COLUMNS], struct value *value, struct error *why)
{
    bool empty = true;

    *value = (struct value){0};
    for (size_t i = 0; i < field->type->column_count; i++)
        empty = empty && cells[i][0] == '\0';
    return empty ? OUTCOME_EMPTY : field->type->machine(field, cells, value, why);
}

enum outcome type_unread(
    struct error *why, const char *sentence, const struct field *field, const char *text)
{
    char *cut = text_cut(text, QUOTED_CELLS, false);

    if (cut == NULL)
        return type_no_memory(why);
    error_set(why, STATUS_DATA, sentence, words_get(&field->label), cut);
    free(cut);
    return OUTCOME_UNREAD;
}

enum outcome type_ask(
    struct error *why, const struct field *field, const char *text, char *one, char *two)
{
    char *cut = text_cut(text, QUOTED_CELLS, false);

    if (cut != NULL && one != NULL && two != NULL)
        error_set(why, STATUS_DATA, _("%s: \"%s\" can mean %s or %s. Choose which one."),
            words_get(&field->label), cut, one, two);
    else
        error_memory(why);
    free(cut);
    free(one);
    free(two);
    return OUTCOME_ASK;
}

enum outcome type_no_memory(struct error *why)
{
    error_memory(why);
    return OUTCOME_UNREAD;
}

enum outcome type_text_outcome(char *text, struct value *value, struct error *why)
{
    if (text == NULL)
        return type_no_memory(why);
    if (text[0] == '\0') {
        free(text);
        return OUTCOME_EMPTY;
    }
    *value = value_text_own(text);
    return OUTCOME_VALUE;
}

char *type_show_text(const struct field *field, const struct value *value)
{
    (void)field;
    return strdup(value->kind == VALUE_TEXT ? value->text : "");
}

enum status type_split_same(
    const struct value *value, struct value columns[LIMIT_COLUMNS], struct error *e)
{
    return value_copy(&columns[0], value, e);
}
