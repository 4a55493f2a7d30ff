/* Dates, years, periods and times of day as people type them (DOMAIN.md 6). Readings as in
 * number.h. */
#ifndef SUSUN_BASE_DATE_H
#define SUSUN_BASE_DATE_H

#include <stdbool.h>

#include "core/base/number.h"

/* A civil date (proleptic Gregorian), month and day from 1. */
struct date {
    int year, month, day;
};

bool date_valid(struct date d);
/* Days since 1970-01-01 and back. */
long date_days(struct date d);
struct date date_from_days(long days);
/* 0 Sunday .. 6 Saturday. */
int date_weekday(struct date d);
/* ISO 8601 "2026-08-17"; reads only that form. `out` has room for 11 bytes. */
void date_iso(struct date d, char out[11]);
bool date_from_iso(const char *text, struct date *d);

/* "17/8/26", "17-08-2026", "17 agustus 2026", "17 agu" (year of today), "hari ini", "besok",
 * "kemarin", ISO; Indonesian and English month names. Two-digit years are 2000-2099. Day before
 * month; "8/17/26" is not understood (READING_NONE), "17" alone is not, a day of the week that
 * does not fit is not. Never asks. */
enum reading date_read(const char *text, struct date today, struct date *d);
/* "Senin, 17 Agustus 2026" in the language of message_lang(). Caller frees. */
char *date_show(struct date d);
/* "17 Agu 2026". Caller frees. */
char *date_show_short(struct date d);

/* A year 1900-2200; "26" -> 2026. */
enum reading date_year(const char *text, int *year);

/* A span of years: "2026-2028", "26-28", "2026 s.d. 2030", "2026", "3 th" (from first_year,
 * e.g. the plan's; 0 = unknown -> READING_NONE). A reversed one is read as typed (a check
 * tells). */
enum reading date_period(const char *text, int first_year, int *from, int *to);
/* "2026–2028 (3 tahun)", "2026", or "2028–2026" as typed. Caller frees. */
char *date_show_period(int from, int to);

/* "08.30", "8:30", "0830", "8" -> minutes of the day. Shown "08.30"; stored "08:30". */
enum reading date_time(const char *text, int *minutes);

#endif
