/* The types year, period, date and time. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/text.h"
#include "core/method/type_family.h"

enum outcome read_year(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    int year = 0;
    enum reading reading = date_year(text, &year);

    (void)context, (void)other;
    if (reading == READING_EMPTY)
        return OUTCOME_EMPTY;
    if (reading != READING_VALUE)
        return type_unread(
            why, _("%s: \"%s\" is not a year. Write four digits, such as 2026."), field, text);
    *value = value_integer(year);
    return OUTCOME_VALUE;
}

enum outcome read_period(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    int from = 0;
    int to = 0;
    enum reading reading = date_period(text, context->plan_start, &from, &to);

    (void)other;
    if (reading == READING_EMPTY)
        return OUTCOME_EMPTY;
    if (reading != READING_VALUE)
        return type_unread(why,
            _("%s: \"%s\" is not a span of years. Write the first and the last year, such as "
              "2026-2028."),
            field, text);
    return type_text_outcome(text_format("%d/%d", from, to), value, why);
}

/* The two years of a stored "2026/2028". */
static bool period_years(const struct value *value, int *from, int *to)
{
    return value->kind == VALUE_TEXT && sscanf(value->text, "%4d/%4d", from, to) == 2;
}

enum status split_period(
    const struct value *value, struct value columns[LIMIT_COLUMNS], struct error *e)
{
    int from = 0;
    int to = 0;
    bool known = period_years(value, &from, &to);

    (void)e;
    columns[0] = known ? value_integer(from) : (struct value){0};
    columns[1] = known ? value_integer(to) : (struct value){0};
    return STATUS_OK;
}

enum outcome read_date(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    struct date d = {0};
    char iso[11];
    enum reading reading = date_read(text, context->today, &d);

    (void)other;
    if (reading == READING_EMPTY)
        return OUTCOME_EMPTY;
    if (reading != READING_VALUE)
        return type_unread(why,
            _("%s: \"%s\" is not a date. Write day, month and year, such as 17/8/2026."), field,
            text);
    date_iso(d, iso);
    return type_text_outcome(strdup(iso), value, why);
}

enum outcome read_time(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    int minutes = 0;
    enum reading reading = date_time(text, &minutes);

    (void)context, (void)other;
    if (reading == READING_EMPTY)
        return OUTCOME_EMPTY;
    if (reading != READING_VALUE)
        return type_unread(why,
            _("%s: \"%s\" is not a time of day. Write hour and minutes, such as 08.30."), field,
            text);
    return type_text_outcome(text_format("%02d:%02d", minutes / 60, minutes % 60), value, why);
}

char *show_year(const struct field *field, const struct value *value)
{
    (void)field;
    return value->kind == VALUE_INTEGER ? text_format("%" PRId64, value->integer) : strdup("");
}

char *show_period(const struct field *field, const struct value *value)
{
    int from = 0;
    int to = 0;

    return period_years(value, &from, &to) ? date_show_period(from, to)
                                           : type_show_text(field, value);
}

char *edit_period(const struct field *field, const struct value *value)
{
    int from = 0;
    int to = 0;

    return period_years(value, &from, &to) ? text_format("%d-%d", from, to)
                                           : type_show_text(field, value);
}

char *show_date(const struct field *field, const struct value *value)
{
    struct date d;

    return value->kind == VALUE_TEXT && date_from_iso(value->text, &d)
               ? date_show(d)
               : type_show_text(field, value);
}

/* As people write it here: day, month, year. */
char *edit_date(const struct field *field, const struct value *value)
{
    struct date d;

    return value->kind == VALUE_TEXT && date_from_iso(value->text, &d) && d.year >= 1000
               ? text_format("%02d-%02d-%04d", d.day, d.month, d.year)
               : type_show_text(field, value);
}

/* Stored with a colon for machines, shown with a dot. */
char *show_time(const struct field *field, const struct value *value)
{
    char *text = type_show_text(field, value);
    char *colon = text == NULL ? NULL : strchr(text, ':');

    if (colon != NULL)
        *colon = '.';
    return text;
}

/* Four digits that are a year of ours, or 0. */
static int exact_year(const char *cell)
{
    int year = 0;

    if (strlen(cell) != 4 || strspn(cell, "0123456789") != 4 ||
        date_year(cell, &year) != READING_VALUE || year != atoi(cell))
        return 0;
    return year;
}

enum outcome machine_year(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    int year = exact_year(cells[0]);

    (void)field, (void)why;
    if (year == 0)
        return OUTCOME_UNREAD;
    *value = value_integer(year);
    return OUTCOME_VALUE;
}

enum outcome machine_period(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    int from = exact_year(cells[0]);
    int to = exact_year(cells[1]);

    (void)field;
    if (from == 0 || to == 0)
        return OUTCOME_UNREAD;
    return type_text_outcome(text_format("%d/%d", from, to), value, why);
}

enum outcome machine_date(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    struct date d;

    (void)field;
    if (!date_from_iso(cells[0], &d))
        return OUTCOME_UNREAD;
    return type_text_outcome(strdup(cells[0]), value, why);
}

enum outcome machine_time(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    const char *c = cells[0];

    (void)field;
    if (strlen(c) != 5 || c[2] != ':' || strspn(c, "0123456789") != 2 ||
        strspn(c + 3, "0123456789") != 2 || atoi(c) > 23 || atoi(c + 3) > 59)
        return OUTCOME_UNREAD;
    return type_text_outcome(strdup(c), value, why);
}
