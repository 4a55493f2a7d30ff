/* Texts, numbers and places, without a workbook: what a function without memory gives is NULL,
 * never something else. */
#include <stdlib.h>
#include <string.h>

#include "core/base/alike.h"
#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/base/diff.h"
#include "core/base/file_system.h"
#include "core/base/find.h"
#include "core/base/initials.h"
#include "core/base/number.h"
#include "core/base/settings.h"
#include "core/base/sticks.h"
#include "core/base/text.h"
#include "core/base/word_list.h"
#include "core/method/region.h"
#include "tests/fault/city.h"

/* Tells a new text and frees it; without memory there is none. */
static enum status told(char *text, struct error *e)
{
    enum status s = got(text, e);

    tell(text ? text : "");
    free(text);
    return s;
}

static enum status amounts(struct workbook *none, bool lasting, struct error *e)
{
    static const int64_t rupiah[] = {
        0, -5, 1500, 500000, 750000000, 1500000000, 12345678901234, INT64_MAX, 1001000000};
    enum status s = STATUS_OK;

    (void)none, (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof rupiah / sizeof *rupiah; i++) {
        char *(*const shows[])(int64_t) = {number_show_money, number_show_integer,
            number_show_money_short, number_show_money_about};
        for (size_t k = 0; s == STATUS_OK && k < sizeof shows / sizeof *shows; k++)
            s = told(shows[k](rupiah[i]), e);
        for (int lang = 0; s == STATUS_OK && lang < LANG_COUNT; lang++)
            s = told(number_in_words((enum lang)lang, rupiah[i]), e);
        if (s == STATUS_OK)
            s = told(number_show_decimal((double)rupiah[i] / 7), e);
        if (s == STATUS_OK)
            s = told(number_plain((double)rupiah[i] / 8), e);
    }
    if (s == STATUS_OK)
        s = told(number_show_decimal(1500), e);
    return s;
}

/* Two people changed one text in many ways. */
static enum status three_ways(struct workbook *none, bool lasting, struct error *e)
{
    static const char *const texts[][3] = {
        {"Satu\nDua\nTiga", "Satu\nDua!\nTiga", "Satu\nDua?\nTiga"}, {NULL, "a\nb", "b\nc"},
        {"a\nb\nc\nd\ne", "b\nc\nd\ne\nf", "a\nx\nc\ne"}, {"a\nb", "a\nb", "z"},
        {"a", "", "a\nb"}, {"q\nw\ne\nr", "r\ne\nw\nq", "q\nq\nw\nw"}};
    enum status s = STATUS_OK;

    (void)none, (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++) {
        size_t places = 0;
        s = told(diff_merge(texts[i][0], texts[i][1], texts[i][2], "=====", &places), e);
        tell_number(s == STATUS_OK ? (int64_t)places : 0);
    }
    return s;
}

static enum status word_lists(struct workbook *none, bool lasting, struct error *e)
{
    static const char *const texts[] = {"Terlaksananya pasar yang optimal",
        "Aplikasi daya saing", "Berdaya saing dan pembangunan desa", "Dinas Lingkungan Hidup"};
    bool none_left = false;
    enum status s = STATUS_OK;

    (void)none, (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++) {
        for (int list = 0; list < WORD_LISTS && !none_left; list++) {
            char *begin = words_begin((enum word_list)list, texts[i], &none_left);
            char *within =
                none_left ? NULL : words_within((enum word_list)list, texts[i], &none_left);
            tell(begin ? begin : "");
            tell(within ? within : "");
            free(begin);
            free(within);
        }
        for (size_t k = 0; k < sizeof texts / sizeof *texts && !none_left; k++)
            tell_number(words_occur(texts[k], texts[i], &none_left));
        s = none_left ? error_memory(e) : told(initials(texts[i]), e);
    }
    return s;
}

/* Clusters, breaks and folds of letters of all kinds. */
static enum status letters(struct workbook *none, bool lasting, struct error *e)
{
    static const char *const texts[] = {"Pasar kakao — “daring”\nBaris\tdua",
        ("Ａ　é \xf0\x9f\x87\xae"
         "\xf0\x9f\x87\xa9 \xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9 e\xcc\x81"),
        "bukan \xff utf8", "• satu\n• dua\r\n“tiga”…"};
    enum status s = STATUS_OK;

    (void)none, (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++) {
        const char *t = texts[i];
        struct text_line *lines = NULL;
        size_t used = 0;
        char *(*const makes[])(const char *) = {
            text_trim, text_fold, text_slug, text_printable, text_from_paste};
        for (size_t k = 0; s == STATUS_OK && k < sizeof makes / sizeof *makes; k++)
            if (i != 2 || k == 3)
                s = told(makes[k](t), e);
        if (i == 2)
            continue;
        for (size_t at = 0, next; (next = text_next(t, at)) != at; at = next)
            tell_number((int64_t)(text_prev(t, next) * 100 + text_next_word(t, at) +
                                  text_prev_word(t, next)));
        tell_number((int64_t)(text_width(t) + text_fit(t, 7, &used) * 100));
        if (s == STATUS_OK)
            s = told(text_cut(t, 6, i == 0), e);
        size_t count = s == STATUS_OK ? text_wrap(t, 8, &lines) : 1;
        free(lines);
        s = count == 0 ? error_memory(e) : s;
        enum text_flaw flaw = TEXT_FINE;
        size_t at = 0;
        char *clean = s == STATUS_OK ? text_clean(t, strlen(t), &flaw, &at) : NULL;
        if (s == STATUS_OK)
            s = told(clean, e);
    }
    return s;
}

/* A text is found in others. */
static enum status found(struct workbook *none, bool lasting, struct error *e)
{
    static const char *const texts[] = {
        "Pasar KAKAO, daring", "p\xc3\xa1sar   ka-kao", "Lumbung \xef\xac\x81n", "\xff"};
    struct alike *groups = NULL;
    struct needle needle = {0};
    size_t count = 0;
    enum status s = needle_take(&needle, "pasar káo", e);

    (void)none, (void)lasting;
    needle_clear(&needle);
    if (s == STATUS_OK)
        s = needle_take(&needle, "ﬁn", e);
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++) {
        struct needle_place place = {0};
        tell_number(needle_find(&needle, texts[i], strlen(texts[i]), &place));
        tell_number((int64_t)place.start);
    }
    needle_clear(&needle);
    if (s == STATUS_OK)
        s = alike_groups(texts, 3, 3, 0.6, NULL, NULL, &groups, &count, e);
    tell_number(s == STATUS_OK ? (int64_t)count : 0);
    free(groups);
    return s;
}

/* Dates, spans and times as they are shown. */
static enum status days(struct workbook *none, bool lasting, struct error *e)
{
    const struct date day = {.year = 2027, .month = 8, .day = 17};
    enum status s = told(date_show(day), e);

    (void)none, (void)lasting;
    if (s == STATUS_OK)
        s = told(date_show_short(day), e);
    if (s == STATUS_OK)
        s = told(date_show_period(2026, 2030), e);
    if (s == STATUS_OK)
        s = told(date_show_period(2027, 2027), e);
    if (s == STATUS_OK)
        s = told(clock_show(1800000000000, 480), e);
    return s;
}

/* Districts by what somebody types; what the laptop is called and where things lie. A place
 * that cannot be known is left out. */
static enum status places(struct workbook *none, bool lasting, struct error *e)
{
    static const char *const texts[] = {
        "luwu", "kab. luwu utara", "73.22", "Kota Palopo", "tara"};
    const struct region *list = NULL, *hits[5];
    size_t count = 0;
    enum status s = regions_load(&list, &count, e);

    (void)none, (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++) {
        char *title = NULL, *brief = NULL;
        if (region_search(texts[i], hits, 5) > 0) {
            title = region_title(hits[0]);
            brief = region_short_title(hits[0]);
            s = title ? got(brief, e) : error_memory(e);
        }
        free(title);
        free(brief);
    }
    if (s != STATUS_OK)
        return s;
    free(settings_workbook_folder());
    free(settings_config_path("keys.csv"));
    free(settings_laptop());
    free(settings_get("screen", "ascii"));
    free(sticks_name(STICK "/x.susun"));
    setenv("SUSUN_FILE_SYSTEM", "/=FAT", 1);
    file_system_unsafe(PATH);
    unsetenv("SUSUN_FILE_SYSTEM");
    file_system_unsafe(PATH);
    file_system_unsafe("memory/none/none");
    s = settings_set("screen", "ascii", "ya", e);
    return s == STATUS_OK ? settings_set("screen", "ascii", NULL, e) : s;
}

struct work words_works[] = {
    {"amounts are shown", WORK_ALONE, amounts, NULL},
    {"two texts are put together", WORK_ALONE, three_ways, NULL},
    {"words of lists", WORK_ALONE, word_lists, NULL},
    {"letters and lines", WORK_ALONE, letters, NULL},
    {"a text is found", WORK_ALONE, found, NULL},
    {"days are shown", WORK_ALONE, days, NULL},
    {"places", WORK_ALONE, places, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
