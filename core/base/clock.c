#include "core/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/text.h"

#define DAY_MS INT64_C(86400000)

/* Two digits as a number, -1 when they are not. */
static int two_digits(const char *s)
{
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
        return -1;
    return (s[0] - '0') * 10 + s[1] - '0';
}

/* Reads "2026-06-13T01:41:00Z" or the same with ".123"; 0 when it is that. */
static int read_moment(const char *text, int64_t *ms)
{
    struct date d;
    char day[11];
    size_t length = strlen(text);
    if (length != 20 && length != 24)
        return -1;
    snprintf(day, sizeof day, "%.10s", text);
    int h = two_digits(text + 11), m = two_digits(text + 14), s = two_digits(text + 17);
    if (!date_from_iso(day, &d) || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return -1;
    if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 || text[length - 1] != 'Z')
        return -1;
    int64_t fraction = 0;
    if (length == 24) {
        int tens = two_digits(text + 20), ones = text[22] - '0';
        if (text[19] != '.' || tens < 0 || ones < 0 || ones > 9)
            return -1;
        fraction = tens * 10 + ones;
    }
    *ms = date_days(d) * DAY_MS + ((h * 60 + m) * INT64_C(60) + s) * 1000 + fraction;
    return 0;
}

/* Milliseconds of one of the system's clocks. */
static int64_t read_clock(clockid_t id)
{
    struct timespec t = {0};
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now(void)
{
    int64_t ms;
    const char *still = getenv("SUSUN_NOW");
    if (still && read_moment(still, &ms) == 0)
        return ms;
    return read_clock(CLOCK_REALTIME);
}

int64_t clock_ticks(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int clock_offset_here(int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm here = {0};

    return localtime_r(&seconds, &here) != NULL ? (int)(here.tm_gmtoff / 60) : 0;
}

int clock_zone(const char *region, const char **name)
{
    /* Presidential decree 41/1987, with the provinces made since; the codes are Kemendagri's.
     */
    static const struct {
        const char *provinces, *name;
        int offset;
    } zones[] = {
        {"51 52 53 63 64 65 71 72 73 74 75 76", "WITA", 8 * 60},
        {"81 82 91 92 93 94 95 96 97", "WIT", 9 * 60},
    };
    if (region && two_digits(region) >= 0) {
        char province[3] = {region[0], region[1], '\0'};
        for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
            if (strstr(zones[i].provinces, province)) {
                *name = zones[i].name;
                return zones[i].offset;
            }
    }
    *name = "WIB";
    return 7 * 60;
}

/* Moments of a stranger's journal may be anything; the years 1 to 9999 have dates. */
#define FIRST_MS INT64_C(-62135510400000)
#define LAST_MS INT64_C(253402214399000)

struct date clock_date(int64_t ms, int offset_minutes, int *minute_of_day)
{
    int64_t known = ms < FIRST_MS ? FIRST_MS : ms > LAST_MS ? LAST_MS : ms;
    int64_t local = known + offset_minutes * INT64_C(60000);
    int64_t day = local / DAY_MS, rest = local % DAY_MS;
    if (rest < 0) {
        rest += DAY_MS;
        day--;
    }
    if (minute_of_day)
        *minute_of_day = (int)(rest / 60000);
    return date_from_days((long)day);
}

char *clock_show(int64_t ms, int offset_minutes)
{
    int minute;
    struct date d = clock_date(ms, offset_minutes, &minute);
    char *day = date_show_short(d);
    char *text = day ? text_format("%s %02d.%02d", day, minute / 60, minute % 60) : NULL;

    free(day);
    return text;
}

void clock_utc(int64_t ms, char out[32])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;

    out[0] = '\0';
    if (gmtime_r(&seconds, &tm))
        strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}
