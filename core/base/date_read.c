/* How dates, periods and times of day are typed. */
#include "core/base/date.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/spelling.h"

/* A number or a word of a typed date. */
struct part {
    const char *at;
    size_t length;
    int number;     /* -1: a word */
    char separator; /* before it: 0 none, ' ', or one of . / - , */
};

#define PARTS 5

/* A number of at most four digits, -1 for longer ones. */
static int number_of(const char *digits, size_t length)
{
    int number = 0;
    if (length > 4)
        return -1;
    for (size_t i = 0; i < length; i++)
        number = number * 10 + (digits[i] - '0');
    return number;
}

/* Splits a line into parts; their number, 0 when there is anything else in it. */
static size_t split(const char *s, struct part parts[PARTS])
{
    size_t count = 0;
    while (*s) {
        char separator = 0;
        const char *begin = s;
        s += *s == ' ';
        if (*s && strchr("./-,", *s))
            separator = *s++;
        s += *s == ' ';
        if (!separator && s > begin)
            separator = ' ';
        if (!*s && separator == '.')
            break;
        size_t digits = spelling_digits(s), letters = spelling_word(s);
        if (count == PARTS || (digits == 0 && letters == 0) || (count == 0 && separator))
            return 0;
        int number = digits ? number_of(s, digits) : -1;
        if (digits && number < 0)
            return 0;
        parts[count++] = (struct part){s, digits + letters, number, separator};
        s += digits + letters; /* one of them is 0 */
        if (letters && *s == '.' && s[1] && strchr("/-, ", s[1]))
            s++; /* the dot of a short name */
    }
    return count;
}

/* The place, from 1, of a word among lists of names, 0 for none. */
static int place_in(const char *const lists[], int count, const struct part *part)
{
    for (int i = 0; part->number < 0 && i < count; i++)
        if (spelling_begins(lists[i], part->at, part->length))
            return i + 1;
    return 0;
}

/* The month a word names, 0 for none. */
static int month_of(const struct part *part)
{
    static const char *const months[] = {"januari january", "februari february pebruari",
        "maret march mrt", "april", "mei may", "juni june", "juli july",
        "agustus august agt ags agst", "september", "oktober october", "november nopember",
        "desember december"};
    return place_in(months, 12, part);
}

/* The day of the week a word names, -1 for none. */
static int weekday_of(const struct part *part)
{
    static const char *const days[] = {"minggu ahad sunday", "senin monday", "selasa tuesday",
        "rabu wednesday", "kamis thursday", "jumat jum'at friday", "sabtu saturday"};
    return place_in(days, 7, part) - 1;
}

/* A year of two or four digits, 0 when it is none. */
static int year_of(const struct part *part)
{
    if (part->number >= 0 && part->length == 2)
        return 2000 + part->number;
    bool fits = part->length == 4 && part->number >= 1900 && part->number <= 2200;
    return fits ? part->number : 0;
}

/* A day or a month in digits, 0 when it is none. */
static int small_of(const struct part *part)
{
    return part->length <= 2 && part->number > 0 ? part->number : 0;
}

/* The date in a row of parts, without the day of the week. */
static struct date date_of(const struct part *p, size_t count, int this_year)
{
    const struct date none = {0, 0, 0};
    if (count == 2 && month_of(&p[1]))
        return (struct date){this_year, month_of(&p[1]), small_of(&p[0])};
    if (count != 3)
        return none;
    if (month_of(&p[1]))
        return (struct date){year_of(&p[2]), month_of(&p[1]), small_of(&p[0])};
    if (month_of(&p[0]))
        return (struct date){
            p[2].length == 4 ? year_of(&p[2]) : 0, month_of(&p[0]), small_of(&p[1])};
    char separator = p[1].separator;
    if (separator != p[2].separator || !separator || separator == ',')
        return none;
    if (p[0].length == 4)
        return (struct date){year_of(&p[0]), small_of(&p[1]), small_of(&p[2])};
    return (struct date){year_of(&p[2]), small_of(&p[1]), small_of(&p[0])};
}

/* Takes the midnight off that spreadsheets put behind a date. */
static void cut_midnight(char *line)
{
    char *time = strlen(line) > 10 && (line[10] == ' ' || line[10] == 't') ? line + 10 : NULL;
    if (!time || spelling_digits(line) != 4)
        return;
    if (strncmp(time + 1, "00:00", 5) == 0 && time[1 + strspn(time + 1, "0:.z")] == '\0')
        *time = '\0';
}

/* Days from today of a word for a day, in *days. */
static bool is_relative(const char *line, int *days)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {{"hari ini", 0}, {"today", 0}, {"besok", 1}, {"tomorrow", 1}, {"lusa", 2},
        {"kemarin", -1}, {"yesterday", -1}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(line, words[i].word) == 0) {
            *days = words[i].days;
            return true;
        }
    return false;
}

/* Reads a line in one spelling. */
static enum reading read_line(char *line, struct date today, struct date *d)
{
    struct part parts[PARTS], *p = parts;
    int days;
    if (*line == '\0')
        return READING_EMPTY;
    if (is_relative(line, &days)) {
        *d = date_from_days(date_days(today) + days);
        return READING_VALUE;
    }
    cut_midnight(line);
    size_t count = split(line, parts);
    int weekday = count ? weekday_of(&parts[0]) : -1;
    if (weekday >= 0) {
        p++;
        count--;
    }
    struct date read = date_of(p, count, today.year);
    if (!date_valid(read) || (weekday >= 0 && date_weekday(read) != weekday))
        return READING_NONE;
    *d = read;
    return READING_VALUE;
}

enum reading date_read(const char *text, struct date today, struct date *d)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    enum reading reading = line ? read_line(line, today, d) : READING_NONE;
    return reading;
}

/* Takes a year off the line; 0 when there is none. */
static int take_year(const char **s)
{
    size_t n = spelling_digits(*s);
    struct part part = {*s, n, number_of(*s, n), 0};
    *s += n;
    return year_of(&part);
}

enum reading date_year(const char *text, int *year)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    const char *s = line;
    if (!line)
        return READING_NONE;
    enum reading reading = READING_EMPTY;
    if (*s) {
        int read = take_year(&s);
        reading = read && !*s ? READING_VALUE : READING_NONE;
        if (reading == READING_VALUE)
            *year = read;
    }
    return reading;
}

/* Takes what stands between two years off; false when it is something else. */
static bool take_to(const char **s)
{
    static const char *const words[] = {"-", "/", "s.d.", "s.d", "s/d", "sd.", "sd",
        "sampai dengan", "sampai", "hingga", "to", "until"};
    const char *from = *s + (**s == ' ');
    size_t length = strcspn(from, "0123456789");
    size_t trimmed = length > 0 && from[length - 1] == ' ' ? length - 1 : length;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == trimmed && strncmp(words[i], from, trimmed) == 0) {
            *s = from + length;
            return true;
        }
    return false;
}

/* Reads "3 th" into *years. */
static bool is_years(const char *s, int *years)
{
    size_t digits = spelling_digits(s);
    const char *word = s + digits + (s[digits] == ' ');
    size_t n = spelling_word(word);
    if (digits == 0 || digits > 3 ||
        !spelling_is("th thn tahun tahunan yr yrs year years", word, n))
        return false;
    *years = number_of(s, digits);
    return *years > 0 && (word[n] == '\0' || (word[n] == '.' && word[n + 1] == '\0'));
}

/* Cuts " (3 tahun)" off, as we show it, and tells the years; 0 when there is none, -1 when what
 * stands in the brackets is something else. */
static int cut_note(char *line)
{
    char *open = strchr(line, '('), *close = open ? strchr(open, ')') : NULL;
    int years;
    if (!open)
        return 0;
    if (!close || close[1] || open == line)
        return -1;
    *close = '\0';
    if (!is_years(open + 1, &years))
        return -1;
    open[-(open[-1] == ' ')] = '\0';
    return years;
}

/* Reads a period in one spelling. */
static enum reading read_period(char *line, int first_year, int *from, int *to)
{
    const char *s = line;
    int years, note = cut_note(line);
    if (*line == '\0')
        return READING_EMPTY;
    if (note < 0)
        return READING_NONE;
    if (is_years(s, &years)) {
        if (first_year <= 0 || first_year + years - 1 > 2200)
            return READING_NONE;
        *from = first_year;
        *to = first_year + years - 1;
        return READING_VALUE;
    }
    int first = take_year(&s), last = first;
    if (first && *s) {
        last = take_to(&s) ? take_year(&s) : 0;
        if (*s)
            last = 0;
    }
    if (!first || !last || (note && note != last - first + 1))
        return READING_NONE;
    *from = first;
    *to = last;
    return READING_VALUE;
}

enum reading date_period(const char *text, int first_year, int *from, int *to)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    enum reading reading = line ? read_period(line, first_year, from, to) : READING_NONE;
    return reading;
}

/* Takes a word for "at" off the beginning and the name of a zone off the end. */
static const char *bare_time(char *line)
{
    const char *s = line;
    size_t n = spelling_word(s);
    if (spelling_is("pukul pkl jam", s, n)) {
        s += n;
        s += *s == '.';
        s += *s == ' ';
    }
    char *zone = strrchr(line, ' ');
    if (zone && zone > s && spelling_is("wib wita wit", zone + 1, strlen(zone + 1)))
        *zone = '\0';
    return s;
}

/* Reads the hour and the minute of "08.30", "0830", "8"; the rest of the line, NULL for
 * something else. */
static const char *take_time(const char *s, int *hour, int *minute)
{
    size_t n = spelling_digits(s);
    int number = number_of(s, n);
    if (n == 0 || number < 0)
        return NULL;
    *hour = n > 2 ? number / 100 : number;
    *minute = n > 2 ? number % 100 : 0;
    s += n;
    if (n > 2 || (*s != '.' && *s != ':'))
        return s;
    if (spelling_digits(s + 1) != 2)
        return NULL;
    *minute = number_of(s + 1, 2);
    s += 3;
    return strcmp(s, ":00") == 0 ? s + 3 : s; /* seconds of a spreadsheet */
}

enum reading date_time(const char *text, int *minutes)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    if (!line)
        return READING_NONE;
    enum reading reading = READING_EMPTY;
    if (*line) {
        int hour = 0, minute = 0;
        const char *rest = take_time(bare_time(line), &hour, &minute);
        reading = rest && !*rest && hour < 24 && minute < 60 ? READING_VALUE : READING_NONE;
        if (reading == READING_VALUE)
            *minutes = hour * 60 + minute;
    }
    return reading;
}
