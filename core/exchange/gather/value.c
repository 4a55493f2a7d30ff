/* Whether a value is what its column promises, for databases that take nothing else. */
#include <jansson.h>
#include <string.h>

#include "core/base/date.h"
#include "core/exchange/gather/shape.h"

/* Digits, so many at most; the text behind them, or NULL when there are none. */
static const char *digits(const char *text, size_t most)
{
    size_t size = strspn(text, "0123456789");

    return size >= 1 && size <= most ? text + size : NULL;
}

static bool fits_integer(const char *text)
{
    const char *end = digits(text + (*text == '-'), 18);

    return end && !*end;
}

static bool fits_number(const char *text)
{
    const char *end = digits(text + (*text == '-'), 40);

    if (end && *end == '.')
        end = digits(end + 1, 40);
    if (end && *end == 'e')
        end = digits(end + 1 + (end[1] == '-' || end[1] == '+'), 3);
    return end && !*end;
}

static bool fits_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

static bool fits_date(const char *text)
{
    struct date day;

    return date_from_iso(text, &day);
}

/* Like a pattern in which 0 stands for a digit. */
static bool like(const char *text, const char *pattern)
{
    for (; *pattern; text++, pattern++)
        if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
            return false;
    return true;
}

static bool fits_time(const char *text)
{
    bool seconds = strlen(text) == 8;

    return (strlen(text) == 5 || seconds) && like(text, seconds ? "00:00:00" : "00:00") &&
           memcmp(text, "24", 2) < 0 && text[3] < '6' && (!seconds || text[6] < '6');
}

static bool fits_datetime(const char *text)
{
    char day[11], clock[9];
    size_t size = strlen(text);

    if (size < 20 || text[10] != 'T' || text[size - 1] != 'Z')
        return false;
    memcpy(day, text, 10);
    memcpy(clock, text + 11, 8);
    day[10] = clock[8] = '\0';
    const char *rest = text[19] == '.' ? digits(text + 20, 6) : text + 19;
    return fits_date(day) && fits_time(clock) && rest && strcmp(rest, "Z") == 0;
}

static bool fits_array(const char *text)
{
    json_t *list = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    bool is = json_is_array(list);

    json_decref(list);
    return is;
}

bool value_fits(const char *schema, const char *text)
{
    static const struct {
        const char *schema;
        bool (*fits)(const char *text);
    } kinds[] = {{"integer", fits_integer}, {"number", fits_number}, {"year", fits_year},
        {"date", fits_date}, {"time", fits_time}, {"datetime", fits_datetime},
        {"array", fits_array}};

    for (size_t i = 0; text[0] && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].schema, schema) == 0)
            return kinds[i].fits(text);
    return true;
}
