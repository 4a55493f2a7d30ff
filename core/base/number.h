/* Numbers as Indonesian planners type them (DOMAIN.md 6). A text is read as one value, or it is
 * a question, or it is not understood; it is never guessed. */
#ifndef SUSUN_BASE_NUMBER_H
#define SUSUN_BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/message.h"

/* How a text was read. */
enum reading {
    READING_VALUE = 0, /* one meaning */
    READING_EMPTY,     /* blank: not filled in */
    READING_ASK,       /* two meanings; both are given */
    READING_NONE,      /* not understood */
};

/* A number has one meaning when its separators leave no doubt: dots between thousands and a
 * comma before decimals ("1.234,5"), several dots ("1.500.000"), blanks between thousands, or
 * both separators in the English order ("1,234.5"). Otherwise *value is the likelier meaning
 * and *other the second, and the person is asked. Amounts in whole numbers drop ",0" and ",00";
 * other decimals are not understood. */

/* Money in whole rupiah: "1.500.000", "Rp. 1.500.000,-", "750 jt", "0,75 M", "2 miliar", "1 T",
 * "500rb", "1.500.000,00", "-5 jt". It asks about
 * - "1.5 M": 1,5 M or 15 M (the dot is a decimal comma, or a slip);
 * - "1.500 jt": 1500 jt or 1,5 jt; "1,500 jt": 1,5 jt or 1500 jt;
 * - "1,500,000": Rp1.500.000 or Rp1 (the first comma before sen, which fall away); "1,500":
 * 1500 or 1;
 * - "150.00": 150 or 15000.
 * More than 9.2e18 and fractions of a rupiah are not understood. */
enum reading number_money(const char *text, int64_t *value, int64_t *other);

/* A whole number: "12", "1.200" (dot groups of three), "+3". "1,200" asks: 1200 or 1. */
enum reading number_integer(const char *text, int64_t *value, int64_t *other);

/* A decimal: "2,88", "0,125", "2.88" when it cannot be thousands, "1.234,5". "1.500" asks: 1500
 * or 1.5; "1,500": 1.5 or 1500; "1,500,000": 1500000 or 1.5. Files of machines (number_plain)
 * are not read by this: there a dot is always the decimal one. */
enum reading number_decimal(const char *text, double *value, double *other);

/* A percentage: "65%", "65,5 persen", "65"; value 65.5. */
enum reading number_percent(const char *text, double *value, double *other);

/* The number at the beginning of a measure ("298 desa", "2,88", "80 %", "12 km2"), if there is
 * exactly one plain number: false for ranges ("69,1-69,5"), "0-5", "WTP", "NA", "2 juta", and
 * where number_decimal asks. */
bool number_measure(const char *text, double *value);
/* Whether it begins with one number that has two meanings ("12.000 rumah"): the likelier one
 * and the other. */
bool number_measure_asks(const char *text, double *value, double *other);

/* "Rp1.500.000"; "1.500"; "65,5". The decimal is the shortest that number_decimal reads back as
 * this value and nothing else: "1.500,0", "1,2340". Callers free; NULL without memory. */
char *number_show_money(int64_t rupiah);
char *number_show_integer(int64_t value);
char *number_show_decimal(double value);
/* Short money for tight columns: "1,5 M", "750 jt", "500 rb", at most two decimals; exact or
 * the full form. */
char *number_show_money_short(int64_t rupiah);
/* The same, rounded to a tenth of its unit where that is shorter: "12,4 M". */
char *number_show_money_about(int64_t rupiah);

/* Machine form of a double: shortest digits with a dot that read back equal, in any locale; ""
 * when not finite. Caller frees. */
char *number_plain(double value);
/* Reads that form and no other ("-12", "0.5", "1e-3"); false when it is something else or not
 * finite. */
bool number_from_plain(const char *text, double *value);

/* An amount in words: 2000000000 -> "dua miliar rupiah", "two billion rupiah". Caller frees;
 * NULL without memory. */
char *number_in_words(enum lang lang, int64_t rupiah);

#endif
