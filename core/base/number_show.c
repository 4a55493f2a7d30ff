/* How numbers are shown and written. How they are read stands in number.c. */
#include "core/base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

#define WHOLE_EXACT 1e15 /* whole numbers below it have all their digits */

/* Puts dots between the thousands of n digits. `out` has room for n + n / 3 + 1 bytes. */
static void group(const char *digits, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            *out++ = '.';
        *out++ = digits[i];
    }
    *out = '\0';
}

/* The size of a number without its sign. */
static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* "-Rp1.500" for prefix "Rp". */
static char *show_whole(const char *prefix, int64_t value)
{
    char digits[24], grouped[32];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)magnitude(value));
    group(digits, (size_t)n, grouped);
    return text_format("%s%s%s", value < 0 ? "-" : "", prefix, grouped);
}

char *number_show_money(int64_t rupiah)
{
    return show_whole("Rp", rupiah);
}

char *number_show_integer(int64_t value)
{
    return show_whole("", value);
}

char *number_show_money_short(int64_t rupiah)
{
    static const struct {
        const char *unit;
        uint64_t size;
    } units[] = {
        {"T", UINT64_C(1000000000000)},
        {"M", UINT64_C(1000000000)},
        {"jt", UINT64_C(1000000)},
        {"rb", UINT64_C(1000)},
    };
    uint64_t size = magnitude(rupiah);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t whole = size / units[i].size, rest = size % units[i].size;
        uint64_t hundredth = units[i].size / 100;
        if (whole == 0 || rest % hundredth || (i > 0 && whole >= 10000))
            continue;
        char decimals[8] = "";
        unsigned parts = (unsigned)(rest / hundredth);
        if (parts)
            snprintf(decimals, sizeof decimals, parts % 10 ? ",%02u" : ",%u",
                parts % 10 ? parts : parts / 10);
        return text_format("%s%llu%s %s", rupiah < 0 ? "-" : "", (unsigned long long)whole,
            decimals, units[i].unit);
    }
    return number_show_money(rupiah);
}

char *number_show_money_about(int64_t rupiah)
{
    static const int64_t units[] = {
        INT64_C(1000000000000), INT64_C(1000000000), INT64_C(1000000), INT64_C(1000)};
    int64_t rounded = rupiah;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        int64_t tenth = units[i] / 10;
        if (rupiah < units[i])
            continue;
        rounded = rupiah / tenth * tenth;
        if (rupiah - rounded >= tenth - tenth / 2 && rounded <= INT64_MAX - tenth)
            rounded += tenth;
        break;
    }
    return number_show_money_short(rounded);
}

/* The shortest digits that read back equal, and the place of the comma counted from their left.
 */
static int shortest(double value, char digits[20])
{
    char text[40];
    for (int precision = 0; precision < 17; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, value);
        if (strtod(text, NULL) == value)
            break;
    }
    size_t n = 0;
    const char *at = text;
    for (; *at != 'e'; at++) /* the locale's comma falls out here */
        if (*at >= '0' && *at <= '9')
            digits[n++] = *at;
    digits[n] = '\0';
    return atoi(at + 1) + 1;
}

/* n zeros at the end of a string with room for them. */
static void add_zeros(char *out, int n)
{
    out += strlen(out);
    if (n > 0)
        memset(out, '0', (size_t)n);
    out[n > 0 ? n : 0] = '\0';
}

char *number_plain(double value)
{
    char digits[20], text[400] = "";
    if (!isfinite(value) || value == 0)
        return text_format("%s", value == 0 ? "0" : "");
    if (fabs(value) < WHOLE_EXACT && value == floor(value))
        return text_format("%lld", (long long)value);
    int point = shortest(fabs(value), digits), n = (int)strlen(digits);
    if (point <= 0) {
        strcpy(text, "0.");
        add_zeros(text, -point);
        strcat(text, digits);
    } else if (point >= n) {
        strcpy(text, digits);
        add_zeros(text, point - n);
    } else {
        snprintf(text, sizeof text, "%.*s.%s", point, digits, digits + point);
    }
    return text_format("%s%s", value < 0 ? "-" : "", text);
}

bool number_from_plain(const char *text, double *value)
{
    char digits[400];
    size_t used = 0, point = 0;
    const char *s = text + (*text == '-'), *at = s;
    for (; (*at >= '0' && *at <= '9') || (*at == '.' && !point && at > s); at++) {
        if (*at == '.')
            point = (size_t)(at - s);
        else if (used < sizeof digits - 1)
            digits[used++] = *at;
        else
            return false;
    }
    digits[used] = '\0';
    if (used == 0 || at[-1] == '.')
        return false;
    long exponent = point ? -(long)(used - point) : 0;
    if (*at == 'e' || *at == 'E') {
        char *end;
        const char *power = at + 1 + (at[1] == '-' || at[1] == '+');
        if (*power < '0' || *power > '9')
            return false;
        exponent += strtol(at + 1, &end, 10) % 100000;
        at = end;
    }
    if (*at)
        return false;
    /* Digits and a power alone: no sign of any locale. */
    char *plain = text_format("%s%se%ld", *text == '-' ? "-" : "", digits, exponent);
    if (!plain)
        return false;
    double read = strtod(plain, NULL);
    free(plain);
    if (!isfinite(read))
        return false;
    *value = read;
    return true;
}

char *number_show_decimal(double value)
{
    char *plain = number_plain(fabs(value));
    if (!plain)
        return NULL;
    size_t whole = strcspn(plain, ".");
    const char *decimals = plain[whole] ? plain + whole + 1 : "";
    char *grouped = malloc(whole + whole / 3 + 1), *shown = NULL;
    if (grouped) {
        group(plain, whole, grouped);
        /* One more zero where number_decimal would ask whether thousands are meant. */
        const char *more = "";
        if (!*decimals && whole >= 4 && whole <= 6)
            more = "0";
        else if (strlen(decimals) == 3 && whole <= 3 && *plain != '0')
            more = "0";
        shown = text_format("%s%s%s%s%s", value < 0 ? "-" : "", grouped,
            *decimals || *more ? "," : "", decimals, more);
    }
    free(grouped);
    free(plain);
    return shown;
}
