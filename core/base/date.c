/* Civil dates: days, ISO 8601, how they are shown. How they are typed stands in date_read.c. */
#include "core/base/date.h"

#include <stdio.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"

/* Days of a month. */
static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool date_valid(struct date d)
{
    return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= month_days(d.year, d.month);
}

/* Both ways after Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in
 * March. */
long date_days(struct date d)
{
    long y = d.month <= 2 ? d.year - 1L : d.year;
    long era = (y >= 0 ? y : y - 399) / 400;
    long year = y - era * 400;
    long day = (153L * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + year * 365 + year / 4 - year / 100 + day - 719468;
}

struct date date_from_days(long days)
{
    long z = days + 719468;
    long era = (z >= 0 ? z : z - 146096) / 146097;
    long rest = z - era * 146097;
    long year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    long day = rest - (365 * year + year / 4 - year / 100);
    long month = (5 * day + 2) / 153;
    struct date d = {.day = (int)(day - (153 * month + 2) / 5 + 1),
        .month = (int)(month < 10 ? month + 3 : month - 9)};
    d.year = (int)(year + era * 400 + (d.month <= 2));
    return d;
}

int date_weekday(struct date d)
{
    long day = (date_days(d) + 4) % 7;
    return (int)(day < 0 ? day + 7 : day);
}

void date_iso(struct date d, char out[11])
{
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)d.year % 10000, (unsigned)d.month % 100,
        (unsigned)d.day % 100);
}

bool date_from_iso(const char *text, struct date *d)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    if (text[sizeof shape - 1])
        return false;
    struct date read;
    if (sscanf(text, "%4d-%2d-%2d", &read.year, &read.month, &read.day) != 3 ||
        !date_valid(read))
        return false;
    *d = read;
    return true;
}

char *date_show(struct date d)
{
    static const char *const days[] = {N_("Sunday"), N_("Monday"), N_("Tuesday"),
        N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday")};
    static const char *const months[] = {N_("January"), N_("February"), N_("March"),
        N_("April"), N_("May"), N_("June"), N_("July"), N_("August"), N_("September"),
        N_("October"), N_("November"), N_("December")};
    if (!date_valid(d))
        return text_format("%s", "");
    return text_format(
        "%s, %d %s %d", _(days[date_weekday(d)]), d.day, _(months[d.month - 1]), d.year);
}

char *date_show_short(struct date d)
{
    static const char *const months[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"),
        N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
    if (!date_valid(d))
        return text_format("%s", "");
    return text_format("%d %s %d", d.day, _(months[d.month - 1]), d.year);
}

char *date_show_period(int from, int to)
{
    if (from == to)
        return text_format("%d", from);
    if (from > to)
        return text_format("%d–%d", from, to);
    return text_format(_("%d–%d (%d years)"), from, to, to - from + 1);
}
