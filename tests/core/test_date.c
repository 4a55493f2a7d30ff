#include <time.h>

#include "core/base/date.h"
#include "core/base/message.h"
#include "tests/core/chance.h"

#define CASES 25000

static const struct date today = {2026, 6, 13};

static bool same(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void dates_of_the_field_guide(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct date date;
    } rows[] = {
        {"17/8/26", {2026, 8, 17}},
        {"17-08-2026", {2026, 8, 17}},
        {"17 agustus 2026", {2026, 8, 17}},
        {"17 agu", {2026, 8, 17}},
        {"hari ini", {2026, 6, 13}},
        {"2026-08-17", {2026, 8, 17}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct date d = {0, 0, 0};
        assert_int_equal(date_read(rows[i].text, today, &d), READING_VALUE);
        assert_true(same(d, rows[i].date));
    }
    message_set_lang(LANG_EN);
    char *shown = date_show((struct date){2026, 8, 17});
    assert_string_equal(shown, "Monday, 17 August 2026");
    free(shown);
    shown = date_show_short((struct date){2026, 8, 17});
    assert_string_equal(shown, "17 Aug 2026");
    free(shown);
}

static void dates_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct date date;
    } rows[] = {
        {" Besok ", {2026, 6, 14}},
        {"kemarin", {2026, 6, 12}},
        {"lusa", {2026, 6, 15}},
        {"today", {2026, 6, 13}},
        {"17.8.2026", {2026, 8, 17}},
        {"17 8 2026", {2026, 8, 17}},
        {"17 / 8 / 2026", {2026, 8, 17}},
        {"2026/8/7", {2026, 8, 7}},
        {"Senin, 17 Agustus 2026", {2026, 8, 17}},
        {"Sen 17 Agt 26", {2026, 8, 17}},
        {"17-Agu-26", {2026, 8, 17}},
        {"17 Aug. 2026", {2026, 8, 17}},
        {"August 17, 2026", {2026, 8, 17}},
        {"17\u00A0Agustus\u00A02026", {2026, 8, 17}},
        {"17agu2026", {2026, 8, 17}},
        {"1 nopember 2026", {2026, 11, 1}},
        {"Jum'at, 2 Januari 2026", {2026, 1, 2}},
        {"29/2/28", {2028, 2, 29}},
        {"2026-08-17T00:00:00Z", {2026, 8, 17}},
        {"2026-08-17 00:00:00", {2026, 8, 17}},
        {"1 mei", {2026, 5, 1}},
        {"01-01-1900", {1900, 1, 1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct date d = {0, 0, 0};
        if (date_read(rows[i].text, today, &d) != READING_VALUE || !same(d, rows[i].date))
            fail_msg("\"%s\" is read as %d-%d-%d", rows[i].text, d.year, d.month, d.day);
    }
}

static void what_is_no_date_is_not_guessed(void **state)
{
    (void)state;
    static const char *const texts[] = {"17", "8/17/26", "17/8", "agustus 2026", "agustus",
        "29/2/26", "31/4/26", "0/8/26", "17/0/26", "17/8/026", "17/8/12026", "17/8-26",
        "17//8/26", "-17/8/26", "17/8/26/1", "Selasa, 17 Agustus 2026", "17 ag 2026",
        "17 foo 2026", "17,8,26", "2026-13-01", "2026-08-17 10:00", "17/8/1899", "17/8/2201",
        "46251", "20260817", "minggu depan", "17 agustus x", "17 agustus 2026 x", "awal 2026",
        "?", "17 agustus -2026-"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct date d = {1, 2, 3};
        if (date_read(texts[i], today, &d) != READING_NONE)
            fail_msg("\"%s\" is read as %d-%d-%d", texts[i], d.year, d.month, d.day);
        assert_true(same(d, (struct date){1, 2, 3}));
    }
    struct date d;
    assert_int_equal(date_read("  ", today, &d), READING_EMPTY);
}

static void every_day_counts_like_the_c_library(void **state)
{
    (void)state;
    struct date d = date_from_days(-719162);
    assert_true(same(d, (struct date){1, 1, 1}));
    for (long day = date_days((struct date){1890, 1, 1});
         day <= date_days((struct date){2210, 1, 1}); day++) {
        time_t at = (time_t)day * 86400;
        struct tm tm;
        assert_non_null(gmtime_r(&at, &tm));
        d = date_from_days(day);
        assert_true(same(d, (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday}));
        assert_true(date_valid(d));
        assert_int_equal(date_days(d), day);
        assert_int_equal(date_weekday(d), tm.tm_wday);
        char iso[11];
        struct date back;
        date_iso(d, iso);
        assert_true(date_from_iso(iso, &back));
        assert_true(same(d, back));
    }
}

static void iso_is_one_form_only(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "2026-8-17", "2026-08-17 ", " 2026-08-17",
        "2026-02-29", "2026/08/17", "0000-01-01", "2026-13-01", "2026-08-00", "20260817",
        "2026-08-1x", "+026-08-17"};
    struct date d;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(date_from_iso(texts[i], &d));
    assert_true(date_from_iso("2000-02-29", &d));
    assert_false(date_valid((struct date){1900, 2, 29}));
    assert_false(date_valid((struct date){2026, 0, 1}));
    assert_false(date_valid((struct date){0, 1, 1}));
}

static void years(void **state)
{
    (void)state;
    int year = 0;
    assert_int_equal(date_year("2026", &year), READING_VALUE);
    assert_int_equal(year, 2026);
    assert_int_equal(date_year(" 26 ", &year), READING_VALUE);
    assert_int_equal(year, 2026);
    assert_int_equal(date_year("", &year), READING_EMPTY);
    static const char *const others[] = {
        "5", "026", "1899", "2201", "2026 x", "2.026", "-26", "dua ribu"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(date_year(others[i], &year), READING_NONE);
}

static void periods(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int from, to;
    } rows[] = {{"2026-2028", 2026, 2028}, {"26-28", 2026, 2028}, {"3 th", 2026, 2028},
        {"2026–2028", 2026, 2028}, {"2026 - 28", 2026, 2028}, {"2026 s.d. 2030", 2026, 2030},
        {"2026 s/d 2030", 2026, 2030}, {"2026 sd 2030", 2026, 2030},
        {"2026 sampai dengan 2030", 2026, 2030}, {"2026 hingga 2030", 2026, 2030},
        {"2026/2027", 2026, 2027}, {"2026", 2026, 2026}, {"3 tahun", 2026, 2028},
        {"1 thn.", 2026, 2026}, {"2028-2026", 2028, 2026}, {"2026–2028 (3 tahun)", 2026, 2028},
        {"2026–2028 (3 years)", 2026, 2028}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int from = 0, to = 0;
        if (date_period(rows[i].text, 2026, &from, &to) != READING_VALUE ||
            from != rows[i].from || to != rows[i].to)
            fail_msg("\"%s\" is read as %d to %d", rows[i].text, from, to);
    }
    static const char *const others[] = {"3", "3-5", "2026-", "-2026", "2026-2028-2030",
        "2026 2028", "0 th", "1000 th", "3 bulan", "2026 dan 2028", "2026-2028 (4 tahun)",
        "2026-2028 (revisi)", "(3 tahun)", "2026-28x", "tahun 2026", "2026-2028 ("};
    int from = 7, to = 7;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (date_period(others[i], 2026, &from, &to) != READING_NONE)
            fail_msg("\"%s\" is read as %d to %d", others[i], from, to);
    assert_int_equal(date_period("3 th", 0, &from, &to), READING_NONE);
    assert_int_equal(date_period("", 0, &from, &to), READING_EMPTY);
    assert_int_equal(from, 7);
    message_set_lang(LANG_EN);
    static const struct {
        int from, to;
        const char *text;
    } shown[] = {
        {2026, 2028, "2026–2028 (3 years)"}, {2026, 2026, "2026"}, {2028, 2026, "2028–2026"}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char *text = date_show_period(shown[i].from, shown[i].to);
        assert_string_equal(text, shown[i].text);
        free(text);
    }
}

static void times_of_day(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int minutes;
    } rows[] = {{"08.30", 510}, {"8:30", 510}, {"0830", 510}, {"8", 480}, {"830", 510},
        {"00.00", 0}, {"23.59", 1439}, {"pukul 08.30 WITA", 510}, {"pkl. 8.30", 510},
        {"08:30:00", 510}, {" 14 ", 840}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int minutes = -1;
        if (date_time(rows[i].text, &minutes) != READING_VALUE || minutes != rows[i].minutes)
            fail_msg("\"%s\" is read as %d", rows[i].text, minutes);
    }
    static const char *const others[] = {"24.00", "8.60", "8.5", "8,30", "08.30-10.00", "x",
        "8.300", "08300", "8:30 pm", "-8", "08:30:15", "2400", "pukul", "WITA"};
    int minutes = 7;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (date_time(others[i], &minutes) != READING_NONE)
            fail_msg("\"%s\" is read as %d", others[i], minutes);
    assert_int_equal(date_time(" ", &minutes), READING_EMPTY);
    assert_int_equal(minutes, 7);
}

static const char *const months[][4] = {{"januari", "jan", "january", "jan."},
    {"februari", "feb", "february", "peb"}, {"maret", "mar", "march", "mrt"},
    {"april", "apr", "apr.", "april"}, {"mei", "may", "mei", "may"},
    {"juni", "jun", "june", "jun"}, {"juli", "jul", "july", "jul."},
    {"agustus", "agu", "august", "agt"}, {"september", "sep", "sept", "sept."},
    {"oktober", "okt", "october", "oct"}, {"november", "nov", "nopember", "nop"},
    {"desember", "des", "december", "dec"}};

/* Writes a date in one of the notations. */
static void write_date(char *out, struct date d, uint64_t *s)
{
    static const char *const marks[] = {"/", "-", ".", " ", " / ", "\u00A0"};
    static const char *const gaps[] = {" ", "-", "  ", "\u00A0", "/", ""};
    const char *mark = chance_of(s, marks), *gap = chance_of(s, gaps);
    const char *month = months[d.month - 1][chance(s, 4)];
    bool padded = chance(s, 2);
    char year[16];
    snprintf(year, sizeof year, "%d", d.year);
    if (d.year >= 2000 && d.year <= 2099 && chance(s, 2))
        snprintf(year, sizeof year, "%02d", d.year - 2000);
    switch (chance(s, 5)) {
    case 0:
        sprintf(
            out, padded ? "%02d%s%02d%s%s" : "%d%s%d%s%s", d.day, mark, d.month, mark, year);
        break;
    case 1: sprintf(out, "%04d-%02d-%02d", d.year, d.month, d.day); break;
    case 2:
        sprintf(out, padded ? "%02d%s%s%s%s" : "%d%s%s%s%s", d.day, gap, month, gap, year);
        break;
    case 3: sprintf(out, "%s %d, %d", month, d.day, d.year); break;
    default: {
        char *shown = chance(s, 2) ? date_show(d) : date_show_short(d);
        strcpy(out, shown);
        free(shown);
    }
    }
    for (; *out; out++)
        if (*out >= 'a' && *out <= 'z' && chance(s, 4) == 0)
            *out = (char)(*out - 'a' + 'A');
}

static void random_dates_are_read_never_mistaken(void **state)
{
    (void)state;
    uint64_t s = chance_begin();
    long first = date_days((struct date){1900, 1, 1});
    long days = date_days((struct date){2201, 1, 1}) - first;
    for (int i = 0; i < CASES; i++) {
        char text[100];
        struct date d = date_from_days(first + (long)chance(&s, (uint64_t)days)),
                    read = {0, 0, 0};
        if (chance(&s, 2))
            d.year = 2000 + d.year % 100;
        if (!date_valid(d))
            d.day = 28;
        message_set_lang((enum lang)chance(&s, LANG_COUNT));
        write_date(text, d, &s);
        if (date_read(text, today, &read) != READING_VALUE || !same(read, d))
            fail_msg("\"%s\" is read as %d-%d-%d", text, read.year, read.month, read.day);
    }
}

static void random_periods_and_times_are_read_never_mistaken(void **state)
{
    (void)state;
    static const char *const to[] = {
        "-", " - ", "–", " s.d. ", " s/d ", " sd ", "/", " sampai ", " hingga ", " to "};
    uint64_t s = chance_begin();
    for (int i = 0; i < CASES; i++) {
        char text[100];
        int from = 2000 + (int)chance(&s, 100), last = 2000 + (int)chance(&s, 100), a = 0,
            b = 0;
        const char *mark = chance_of(&s, to);
        switch (chance(&s, 5)) {
        case 0: sprintf(text, "%d%s%d", from, mark, last); break;
        case 1: sprintf(text, "%02d%s%02d", from - 2000, mark, last - 2000); break;
        case 2: sprintf(text, "%d%s%02d", from, mark, last - 2000); break;
        case 3:
            last = from + (int)chance(&s, 30);
            sprintf(text, "%d %s", last - from + 1, chance(&s, 2) ? "tahun" : "th");
            break;
        default: {
            char *shown = date_show_period(from, last);
            strcpy(text, shown);
            free(shown);
        }
        }
        if (date_period(text, from, &a, &b) != READING_VALUE || a != from || b != last)
            fail_msg("\"%s\" is read as %d to %d", text, a, b);
        static const char *const marks[] = {".", ":"};
        int wanted = (int)chance(&s, 1440), got = -1;
        const char *colon = chance_of(&s, marks);
        switch (chance(&s, 3)) {
        case 0: sprintf(text, "%02d%s%02d", wanted / 60, colon, wanted % 60); break;
        case 1: sprintf(text, "%d%s%02d", wanted / 60, colon, wanted % 60); break;
        default: sprintf(text, "%02d%02d", wanted / 60, wanted % 60);
        }
        if (date_time(text, &got) != READING_VALUE || got != wanted)
            fail_msg("\"%s\" is read as %d", text, got);
    }
}

static void junk_is_survived(void **state)
{
    (void)state;
    static const char *const pieces[] = {"1", "17", "26", "2026", "/", "-", ".", " ", ",",
        "agu", "senin", "th", "s.d.", "(", ")", "T00:00", "wita", "pukul", "'", "\xff",
        "\u00A0"};
    uint64_t s = chance_begin();
    for (int i = 0; i < CASES; i++) {
        char text[100] = "";
        for (size_t n = chance(&s, 9); n > 0; n--)
            strcat(text, chance_of(&s, pieces));
        char *exact = strdup(text);
        struct date d = {2026, 1, 1};
        int a = 2026, b = 2026;
        date_read(exact, today, &d);
        assert_true(date_valid(d));
        date_from_iso(exact, &d);
        date_year(exact, &a);
        assert_true(a >= 1900 && a <= 2200);
        date_period(exact, 2026, &a, &b);
        assert_true(a >= 1900 && a <= 2200 && b >= 1900 && b <= 2200);
        a = 0;
        date_time(exact, &a);
        assert_true(a >= 0 && a < 1440);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_the_field_guide),
        cmocka_unit_test(dates_as_people_type_them),
        cmocka_unit_test(what_is_no_date_is_not_guessed),
        cmocka_unit_test(every_day_counts_like_the_c_library),
        cmocka_unit_test(iso_is_one_form_only),
        cmocka_unit_test(years),
        cmocka_unit_test(periods),
        cmocka_unit_test(times_of_day),
        cmocka_unit_test(random_dates_are_read_never_mistaken),
        cmocka_unit_test(random_periods_and_times_are_read_never_mistaken),
        cmocka_unit_test(junk_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
