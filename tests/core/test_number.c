#include <locale.h>
#include <math.h>

#include "core/base/number.h"
#include "tests/core/chance.h"

#define CASES 25000

/* A typed whole number and what it means. */
struct whole_row {
    const char *text;
    enum reading reading;
    int64_t value, other;
};

#define V READING_VALUE
#define A READING_ASK
#define N READING_NONE
#define E READING_EMPTY
#define MILIAR INT64_C(1000000000)

/* Checks a table of whole numbers with a reader. */
static void check_whole(const struct whole_row *rows, size_t count,
    enum reading (*read)(const char *, int64_t *, int64_t *))
{
    for (size_t i = 0; i < count; i++) {
        int64_t value = -99, other = -99;
        enum reading reading = read(rows[i].text, &value, &other);
        if (reading != rows[i].reading)
            fail_msg("\"%s\" is read as %d", rows[i].text, (int)reading);
        if (reading == V || reading == A)
            if (value != rows[i].value)
                fail_msg("\"%s\" means %lld", rows[i].text, (long long)value);
        if (reading == A && other != rows[i].other)
            fail_msg("\"%s\" may mean %lld", rows[i].text, (long long)other);
    }
}

static void money_of_the_field_guide(void **state)
{
    (void)state;
    static const struct whole_row rows[] = {
        {"1500000", V, 1500000, 0},
        {"1.500.000", V, 1500000, 0},
        {"Rp1.500.000", V, 1500000, 0},
        {"Rp. 1.500.000,-", V, 1500000, 0},
        {"1.500.000,00", V, 1500000, 0},
        {"750 jt", V, 750000000, 0},
        {"750juta", V, 750000000, 0},
        {"0,75 M", V, 750000000, 0},
        {"2 M", V, 2 * MILIAR, 0},
        {"2 miliar", V, 2 * MILIAR, 0},
        {"2 milyar", V, 2 * MILIAR, 0},
        {"1,5 M", V, 1500000000, 0},
        {"1 T", V, 1000 * MILIAR, 0},
        {"500rb", V, 500000, 0},
        {"1.5 M", A, 1500000000, 15 * MILIAR},
        {"1,500,000", A, 1500000, 1},
        {"", E, 0, 0},
        {"0", V, 0, 0},
    };
    check_whole(rows, sizeof rows / sizeof *rows, number_money);
}

static void money_as_people_type_it(void **state)
{
    (void)state;
    static const struct whole_row rows[] = {
        {" \t\u00A0", E, 0, 0},
        {"Rp 750.000.000,-", V, 750000000, 0},
        {"rp.750.000.000,--", V, 750000000, 0},
        {"RP 5.000,–", V, 5000, 0},
        {"5.000.-", V, 5000, 0},
        {"5.000,=", V, 5000, 0},
        {"IDR 5.000", V, 5000, 0},
        {"5.000 rupiah", V, 5000, 0},
        {"2,5 Juta Rupiah", V, 2500000, 0},
        {"7 jt.", V, 7000000, 0},
        {"1\u00A0500\u202F000", V, 1500000, 0},
        {"1 500 000,00", V, 1500000, 0},
        {"-5 jt", V, -5000000, 0},
        {"−5 jt", V, -5000000, 0},
        {"-Rp5.000", V, -5000, 0},
        {"Rp -5.000", V, -5000, 0},
        {"Rp0,-", V, 0, 0},
        {"0,00", V, 0, 0},
        {"0.00", V, 0, 0},
        {"007", V, 7, 0},
        {"1.500", V, 1500, 0},
        {"1.500,0", V, 1500, 0},
        {"1500000.0", V, 1500000, 0}, /* a spreadsheet's number as text */
        {"1500000.00", V, 1500000, 0},
        {"1,500,000.00", V, 1500000, 0},
        {"9.223.372.036.854.775.807", V, INT64_MAX, 0},
        {"9223372 T", V, INT64_C(9223372000000000000), 0},
        {"1,500 M", A, 1500000000, 1500 * MILIAR},
        {"1.500 jt", A, 1500000000, 1500000},
        {"1,500,000 jt", A, 1500000 * INT64_C(1000000), 1500000},
        {"1,234,567 rb", A, 1234567000, 1234},
        {"0.75 M", A, 750000000, 75 * MILIAR},
        {"150.00", A, 150, 15000},
        {"150.0", A, 150, 1500},
        {"1,500", A, 1500, 1},
        {"-1,500", A, -1500, -1},
        {"1.234,5 M", V, INT64_C(1234500000000), 0},
        {"1,234.5 M", V, INT64_C(1234500000000), 0},
        {"12.345.678 rb", V, INT64_C(12345678000), 0},
    };
    check_whole(rows, sizeof rows / sizeof *rows, number_money);
}

static void what_is_no_money_is_not_guessed(void **state)
{
    (void)state;
    static const char *const texts[] = {"Rp", "jt", "-", "--5", "- Rp -5", "1,5",
        "1.500.000,50", "12,5", "1.5", "1500,000", "1500.000", "1.50.000", "1.5000", "1.500.00",
        "1,50,000", "1.500,000", "1,500.000", "1.500.000.", "1.500,", ".5", ",5", "1..5",
        "5 jt 500 rb", "5-10 jt", "5 x", "5 jt,-", "satu juta", "2 M M", "0,0000000001 M",
        "1,2345 rb", "9.223.372.036.854.775.808", "9300000 T", "1e6", "0x10", "5 000 00",
        "50 00", "1.500 000", "Rp Rp 5", "½ M", "5 jt/th",
        "123456789012345678901234567890123456789012345678901234567890", "NaN", "∞"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t value, other;
        if (number_money(texts[i], &value, &other) != READING_NONE)
            fail_msg("\"%s\" is read", texts[i]);
    }
}

static void whole_numbers(void **state)
{
    (void)state;
    static const struct whole_row rows[] = {{"12", V, 12, 0}, {"1.200", V, 1200, 0},
        {"+3", V, 3, 0}, {"-3", V, -3, 0}, {"1 200", V, 1200, 0}, {"12,0", V, 12, 0},
        {"2026.0", V, 2026, 0}, {"", E, 0, 0}, {"1,200", A, 1200, 1}, {"12.0", A, 12, 120},
        {"1,5", N, 0, 0}, {"1.5", N, 0, 0}, {"5 rb", N, 0, 0}, {"Rp5", N, 0, 0},
        {"298 desa", N, 0, 0}, {"3%", N, 0, 0}};
    check_whole(rows, sizeof rows / sizeof *rows, number_integer);
}

/* A typed decimal and what it means. */
struct decimal_row {
    const char *text;
    enum reading reading;
    double value, other;
};

/* Checks a table of decimals with a reader. */
static void check_decimals(const struct decimal_row *rows, size_t count,
    enum reading (*read)(const char *, double *, double *))
{
    for (size_t i = 0; i < count; i++) {
        double value = -99, other = -99;
        enum reading reading = read(rows[i].text, &value, &other);
        if (reading != rows[i].reading)
            fail_msg("\"%s\" is read as %d", rows[i].text, (int)reading);
        if ((reading == V || reading == A) && value != rows[i].value)
            fail_msg("\"%s\" means %g", rows[i].text, value);
        if (reading == A && other != rows[i].other)
            fail_msg("\"%s\" may mean %g", rows[i].text, other);
    }
}

static void decimals(void **state)
{
    (void)state;
    static const struct decimal_row rows[] = {{"2,88", V, 2.88, 0}, {"2.88", V, 2.88, 0},
        {"0,125", V, 0.125, 0}, {"0.125", V, 0.125, 0}, {"1.234,5", V, 1234.5, 0},
        {"1,234.5", V, 1234.5, 0}, {"1234.567", V, 1234.567, 0}, {"1500", V, 1500, 0},
        {"-0,5", V, -0.5, 0}, {"-0", V, 0, 0}, {"1 500,25", V, 1500.25, 0},
        {"1,2340", V, 1.234, 0}, {"1.500.000", V, 1500000, 0}, {"0,1", V, 0.1, 0},
        {"", E, 0, 0}, {"1.500", A, 1500, 1.5}, {"1,500", A, 1.5, 1500},
        {"1,500,000", A, 1500000, 1.5}, {"1.5.0", N, 0, 0}, {"x", N, 0, 0}, {"5%", N, 0, 0},
        {"1.500,25,5", N, 0, 0}, {"--1", N, 0, 0}, {"1e5", N, 0, 0}};
    check_decimals(rows, sizeof rows / sizeof *rows, number_decimal);
}

static void percentages(void **state)
{
    (void)state;
    static const struct decimal_row rows[] = {{"65%", V, 65, 0}, {"65,5 persen", V, 65.5, 0},
        {"65", V, 65, 0}, {"65,5 %", V, 65.5, 0}, {"65.5%", V, 65.5, 0},
        {"65 Persen", V, 65, 0}, {"-3%", V, -3, 0}, {"", E, 0, 0}, {"%", N, 0, 0},
        {"65%%", N, 0, 0}, {"65 orang", N, 0, 0}, {"60-65%", N, 0, 0}};
    check_decimals(rows, sizeof rows / sizeof *rows, number_percent);
}

static void measures_have_a_number_only_when_there_is_one(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } plain[] = {{"298 desa", 298}, {"2,88", 2.88}, {"80 %", 80}, {"80%", 80},
        {"60 persen", 60}, {"12 km2", 12}, {"1.500.000 orang", 1500000}, {"10/hari", 10},
        {"5 (lima)", 5}, {"-2,5 poin", -2.5}, {"12 000 orang", 12000}, {" 7 ", 7}};
    static const char *const others[] = {"69,1-69,5", "0-5", "WTP", "NA", "", "2 dari 5",
        "80–90 %", "≥ 80", "1.500 desa", "2 juta", "1,5 M", "3. Baik", "4G", "1e5",
        "24 jam/7 hari", "Rp5.000", "2 -", "5½", "tahun 2026"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        double value = -99;
        if (!number_measure(plain[i].text, &value) || value != plain[i].value)
            fail_msg("\"%s\" measures %g", plain[i].text, value);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        double value = -99;
        if (number_measure(others[i], &value))
            fail_msg("\"%s\" measures %g", others[i], value);
        assert_true(value == -99);
        double other;
        assert_int_equal(number_measure_asks(others[i], &value, &other),
            strcmp(others[i], "1.500 desa") == 0);
    }
}

/* Frees and compares. */
static void shows(char *shown, const char *wanted)
{
    assert_string_equal(shown, wanted);
    free(shown);
}

static void amounts_are_shown_in_indonesian(void **state)
{
    (void)state;
    shows(number_show_money(1500000), "Rp1.500.000");
    shows(number_show_money(0), "Rp0");
    shows(number_show_money(999), "Rp999");
    shows(number_show_money(-1000), "-Rp1.000");
    shows(number_show_money(INT64_MIN), "-Rp9.223.372.036.854.775.808");
    shows(number_show_integer(1500), "1.500");
    shows(number_show_integer(-12), "-12");
    shows(number_show_decimal(65.5), "65,5");
    shows(number_show_decimal(65), "65");
    shows(number_show_decimal(1234.5), "1.234,5");
    shows(number_show_decimal(1500), "1.500,0");
    shows(number_show_decimal(1.234), "1,2340");
    shows(number_show_decimal(0.125), "0,125");
    shows(number_show_decimal(-0.1), "-0,1");
    shows(number_show_decimal(1500000), "1.500.000");
    shows(number_show_money_short(1500000000), "1,5 M");
    shows(number_show_money_short(1250000000), "1,25 M");
    shows(number_show_money_short(1050000000), "1,05 M");
    shows(number_show_money_short(750000000), "750 jt");
    shows(number_show_money_short(-500000), "-500 rb");
    shows(number_show_money_short(1000 * MILIAR), "1 T");
    shows(number_show_money_short(1250500000), "1250,5 jt");
    shows(number_show_money_short(1234567), "Rp1.234.567");
    shows(number_show_money_short(500), "Rp500");
    shows(number_show_money_short(0), "Rp0");
}

static void amounts_are_said_in_words(void **state)
{
    (void)state;
    static const struct {
        int64_t rupiah;
        const char *id, *en;
    } rows[] = {
        {0, "nol rupiah", "zero rupiah"},
        {1, "satu rupiah", "one rupiah"},
        {10, "sepuluh rupiah", "ten rupiah"},
        {11, "sebelas rupiah", "eleven rupiah"},
        {12, "dua belas rupiah", "twelve rupiah"},
        {19, "sembilan belas rupiah", "nineteen rupiah"},
        {20, "dua puluh rupiah", "twenty rupiah"},
        {21, "dua puluh satu rupiah", "twenty-one rupiah"},
        {100, "seratus rupiah", "one hundred rupiah"},
        {111, "seratus sebelas rupiah", "one hundred eleven rupiah"},
        {215, "dua ratus lima belas rupiah", "two hundred fifteen rupiah"},
        {1000, "seribu rupiah", "one thousand rupiah"},
        {1001, "seribu satu rupiah", "one thousand one rupiah"},
        {2000, "dua ribu rupiah", "two thousand rupiah"},
        {21000, "dua puluh satu ribu rupiah", "twenty-one thousand rupiah"},
        {101000, "seratus satu ribu rupiah", "one hundred one thousand rupiah"},
        {1001000, "satu juta seribu rupiah", "one million one thousand rupiah"},
        {750000000, "tujuh ratus lima puluh juta rupiah", "seven hundred fifty million rupiah"},
        {2 * MILIAR, "dua miliar rupiah", "two billion rupiah"},
        {1000 * MILIAR, "satu triliun rupiah", "one trillion rupiah"},
        {3000000 * MILIAR, "tiga ribu triliun rupiah", "three thousand trillion rupiah"},
        {1000000 * MILIAR, "seribu triliun rupiah", "one thousand trillion rupiah"},
        {34 * MILIAR, "tiga puluh empat miliar rupiah", "thirty-four billion rupiah"},
        {-5, "minus lima rupiah", "minus five rupiah"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        shows(number_in_words(LANG_ID, rows[i].rupiah), rows[i].id);
        shows(number_in_words(LANG_EN, rows[i].rupiah), rows[i].en);
    }
    free(number_in_words(LANG_ID, INT64_MIN));
    free(number_in_words(LANG_EN, INT64_MIN));
}

static void machines_read_the_shortest_digits(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0, "0"}, {-0.0, "0"}, {1, "1"}, {-2.5, "-2.5"}, {0.1, "0.1"},
        {1e21, "1000000000000000000000"}, {1e-7, "0.0000001"}, {1234.567, "1234.567"},
        {0.30000000000000004, "0.30000000000000004"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        shows(number_plain(rows[i].value), rows[i].text);
    shows(number_plain(NAN), "");
    static const char *const others[] = {"", "-", ".5", "5.", "1,5", "1.5.5", " 1", "1 ", "1e",
        "1e+", "0x1", "inf", "nan", "1e999", "+1", "--1", "1.500,0"};
    double value;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (number_from_plain(others[i], &value))
            fail_msg("\"%s\" is read", others[i]);
    assert_true(number_from_plain("-1.5e-3", &value) && value == -0.0015);
}

/* A random double of any size. */
static double random_double(uint64_t *s)
{
    if (chance(s, 2))
        return ((double)chance(s, 2000000000) - 1e9) / pow(10, (double)chance(s, 7));
    for (;;) {
        uint64_t bits = chance(s, UINT64_C(1) << 32) << 32 | chance(s, UINT64_C(1) << 32);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value))
            return value;
    }
}

static void what_is_shown_reads_back(void **state)
{
    (void)state;
    uint64_t s = chance_begin();
    for (int i = 0; i < CASES; i++) {
        double value = random_double(&s), read = 0, other;
        char *plain = number_plain(value);
        assert_true(number_from_plain(plain, &read));
        assert_true(read == value);
        free(plain);
        if (fabs(value) < 1e20 && fabs(value) > 1e-9) {
            char *shown = number_show_decimal(value);
            if (number_decimal(shown, &read, &other) != V || read != value)
                fail_msg("%s is shown and not read as %.17g", shown, value);
            free(shown);
        }
        int64_t money = (int64_t)(chance(&s, UINT64_C(1) << 40) << chance(&s, 23)), got = -1,
                second;
        if (chance(&s, 2))
            money = money / 1000000 * 1000000;
        if (chance(&s, 4) == 0)
            money = -money;
        char *shown[] = {number_show_money(money), number_show_money_short(money),
            number_show_integer(money)};
        for (size_t k = 0; k < 3; k++) {
            enum reading reading = number_money(shown[k], &got, &second);
            if (reading != V || got != money)
                fail_msg("%s is not read as %lld", shown[k], (long long)money);
            free(shown[k]);
        }
    }
}

static void no_locale_changes_a_number(void **state)
{
    (void)state;
    /* Whichever of these the system has writes a comma; without one there is nothing to see. */
    if (!setlocale(LC_NUMERIC, "id_ID.UTF-8") && !setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        return;
    double value, other;
    assert_int_equal(number_decimal("2,88", &value, &other), V);
    assert_true(value == 2.88);
    shows(number_plain(2.88), "2.88");
    assert_true(number_from_plain("2.88", &value) && value == 2.88);
    setlocale(LC_NUMERIC, "C");
}

/* Writes digits with a separator between thousands. */
static void write_grouped(char *out, uint64_t n, const char *separator)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    *out = '\0';
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            strcat(out, separator);
        strncat(out, digits + i, 1);
    }
}

/* Writes n / 10^decimals with these separators, without zeros at the end of the decimals. */
static void write_decimal(
    char *out, uint64_t n, int decimals, const char *group, const char *comma)
{
    char tail[32];
    uint64_t power = 1;
    while (decimals > 0 && n % 10 == 0) {
        n /= 10;
        decimals--;
    }
    for (int i = 0; i < decimals; i++)
        power *= 10;
    write_grouped(out, n / power, group);
    if (decimals) {
        snprintf(
            tail, sizeof tail, "%s%0*llu", comma, decimals, (unsigned long long)(n % power));
        strcat(out, tail);
    }
}

/* Changes the case of letters at random. */
static void shuffle_case(char *text, uint64_t *s)
{
    for (; *text; text++)
        if (*text >= 'a' && *text <= 'z' && chance(s, 3) == 0)
            *text = (char)(*text - 'a' + 'A');
}

/* A random amount in rupiah: often round, of every size up to 9e15. */
static uint64_t random_amount(uint64_t *s)
{
    uint64_t power = 1;
    for (uint64_t n = chance(s, 10); n > 0; n--)
        power *= 10;
    return chance(s, chance(s, 2) ? 1000 : 1000000) * power;
}

/* Writes an amount in one of the notations; Indonesian ones must be read, English ones may be
 * asked. */
static void write_money(char *out, uint64_t amount, uint64_t *s)
{
    static const struct {
        const char *word;
        int zeros;
    } units[] = {{"rb", 3}, {"ribu", 3}, {"jt", 6}, {"juta", 6}, {"m", 9}, {"miliar", 9},
        {"milyar", 9}, {"t", 12}, {"triliun", 12}};
    static const char *const before[] = {
        "", "", "rp", "rp ", "rp. ", "rp.", "idr ", "rp\u00A0", " "};
    static const char *const after[] = {
        "", "", ",-", ",00", ",--", " rupiah", "\u00A0", ".-", ",0"};
    static const char *const gaps[] = {"", " ", "\u00A0", "  "};
    static const char *const groups[] = {"", ".", ".", "\u00A0", " "};
    char number[80];
    strcpy(out, chance_of(s, before));
    switch (chance(s, 4)) {
    case 0: /* with a unit */
    case 1: {
        size_t unit = chance(s, sizeof units / sizeof *units);
        bool english = chance(s, 4) == 0;
        const char *group = english ? "," : ".";
        write_decimal(
            number, amount, units[unit].zeros, chance(s, 2) ? group : "", english ? "." : ",");
        strcat(strcat(strcat(out, number), chance_of(s, gaps)), units[unit].word);
        if (chance(s, 4) == 0)
            strcat(out, " rupiah");
        break;
    }
    case 2: /* English */
        write_grouped(number, amount, ",");
        strcat(strcat(out, number), chance(s, 3) ? "" : ".00");
        break;
    default:
        write_grouped(number, amount, chance_of(s, groups));
        strcat(strcat(out, number), chance_of(s, after));
    }
    shuffle_case(out, s);
}

static void random_money_is_read_or_asked_never_mistaken(void **state)
{
    (void)state;
    uint64_t s = chance_begin();
    size_t asked = 0;
    for (int i = 0; i < 2 * CASES; i++) {
        char text[200] = "-";
        uint64_t amount = random_amount(&s);
        bool negative = chance(&s, 10) == 0;
        write_money(text + negative, amount, &s);
        int64_t wanted = negative ? -(int64_t)amount : (int64_t)amount, value = -99,
                other = -99;
        enum reading reading = number_money(text, &value, &other);
        asked += reading == A;
        bool right = (reading == V && value == wanted) ||
                     (reading == A && value != other && (value == wanted || other == wanted));
        if (!right)
            fail_msg("\"%s\" (%lld) is read as %d: %lld, %lld", text, (long long)wanted,
                (int)reading, (long long)value, (long long)other);
    }
    assert_true(asked > CASES / 20 && asked < CASES);
}

static void random_whole_numbers_are_read_or_asked(void **state)
{
    (void)state;
    static const char *const groups[] = {"", ".", ",", " ", "\u00A0"};
    uint64_t s = chance_begin();
    for (int i = 0; i < CASES; i++) {
        char text[80];
        uint64_t wanted = random_amount(&s);
        write_grouped(text, wanted, chance_of(&s, groups));
        int64_t value = -99, other = -99;
        enum reading reading = number_integer(text, &value, &other);
        bool right = reading == V ? value == (int64_t)wanted
                                  : reading == A &&
                                        (value == (int64_t)wanted || other == (int64_t)wanted);
        if (!right)
            fail_msg("\"%s\" is read as %d: %lld", text, (int)reading, (long long)value);
    }
}

static void random_decimals_are_read_or_asked_never_mistaken(void **state)
{
    (void)state;
    static const char *const marks[][2] = {{"", ","}, {".", ","}, {"", "."}, {",", "."},
        {" ", ","}, {"\u00A0", ","}, {"\u202F", ","}};
    static const char *const percents[] = {"", "%", " %", " persen", "\u00A0%", " prosen"};
    uint64_t s = chance_begin();
    for (int i = 0; i < 2 * CASES; i++) {
        char text[80] = "-", plain[80];
        uint64_t n = chance(&s, chance(&s, 2) ? 10000 : UINT64_C(1000000000000));
        int decimals = (int)chance(&s, 7);
        size_t mark = chance(&s, sizeof marks / sizeof *marks);
        bool negative = n && chance(&s, 8) == 0, percent = chance(&s, 2);
        write_decimal(text + negative, n, decimals, marks[mark][0], marks[mark][1]);
        if (percent)
            strcat(text, chance_of(&s, percents));
        snprintf(plain, sizeof plain, "%s%llue-%d", negative ? "-" : "", (unsigned long long)n,
            decimals);
        double wanted = strtod(plain, NULL), value = -99, other = -99;
        enum reading reading = percent ? number_percent(text, &value, &other)
                                       : number_decimal(text, &value, &other);
        bool right = (reading == V && value == wanted) ||
                     (reading == A && value != other && (value == wanted || other == wanted));
        if (!right)
            fail_msg("\"%s\" is read as %d: %.17g, %.17g", text, (int)reading, value, other);
    }
}

static void junk_is_survived(void **state)
{
    (void)state;
    static const char *const pieces[] = {"1", "12", "500", "000", ".", ",", " ", "-", "rp",
        "jt", "M", "%", "persen", "rupiah", "\u00A0", "é", "\xff", "+", "="};
    uint64_t s = chance_begin();
    for (int i = 0; i < CASES; i++) {
        char text[100] = "";
        for (size_t n = chance(&s, 9); n > 0; n--)
            strcat(text, chance_of(&s, pieces));
        char *exact = strdup(text); /* so that the sanitizer sees a step too far */
        int64_t whole, other_whole;
        double value, other;
        number_money(exact, &whole, &other_whole);
        number_integer(exact, &whole, &other_whole);
        number_decimal(exact, &value, &other);
        number_percent(exact, &value, &other);
        number_measure(exact, &value);
        number_from_plain(exact, &value);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_of_the_field_guide),
        cmocka_unit_test(money_as_people_type_it),
        cmocka_unit_test(what_is_no_money_is_not_guessed),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(decimals),
        cmocka_unit_test(percentages),
        cmocka_unit_test(measures_have_a_number_only_when_there_is_one),
        cmocka_unit_test(amounts_are_shown_in_indonesian),
        cmocka_unit_test(amounts_are_said_in_words),
        cmocka_unit_test(machines_read_the_shortest_digits),
        cmocka_unit_test(what_is_shown_reads_back),
        cmocka_unit_test(no_locale_changes_a_number),
        cmocka_unit_test(random_money_is_read_or_asked_never_mistaken),
        cmocka_unit_test(random_whole_numbers_are_read_or_asked),
        cmocka_unit_test(random_decimals_are_read_or_asked_never_mistaken),
        cmocka_unit_test(junk_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
