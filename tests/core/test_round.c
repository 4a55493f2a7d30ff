/* Nothing is lost on the way: what is edited reads back, and what is exported comes back, for
 * random values of every type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "tests/core/type_world.h"

#define ROUNDS 6000

static struct method *m;
static uint64_t chance = 0x9E3779B97F4A7C15u;

/* splitmix64 */
static uint64_t dice(uint64_t sides)
{
    uint64_t z = (chance += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % sides;
}

/* A random text of a few letters, signs and odd characters, cleaned as every text is. */
static char *random_text(size_t most)
{
    static const char *const parts[] = {"a", "B", "é", "漢", " ", "  ", ",", ";", "|", "\"",
        "\\", "'", "=", "\n", "\t", "1", "0,5", "[", "]", "/", "👩‍💻", "–", "ya", "%"};
    char raw[512] = "";
    size_t count = 1 + (size_t)dice(most);

    for (size_t i = 0; i < count; i++)
        strcat(raw, parts[dice(sizeof parts / sizeof parts[0])]);
    return text_clean(raw, strlen(raw), NULL, NULL);
}

/* A JSON array of one to four items. */
static char *random_list(char *(*item)(void))
{
    char *items[4];
    char *json = NULL;
    size_t count = 1 + (size_t)dice(4);

    for (size_t i = 0; i < count; i++)
        items[i] = item();
    assert_int_equal(json_from_list((const char *const *)items, count, &json, NULL), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        free(items[i]);
    return json;
}

static char *random_colour(void)
{
    return strdup(dice(2) == 0 ? "merah" : "biru");
}

static char *random_uid(void)
{
    return dice(4) == 0 ? text_format("[\"u%u\",\"apbd, x\",2026]", (unsigned)dice(99))
                        : text_format("u%u", (unsigned)dice(100000));
}

static double random_real(void)
{
    bool binary = dice(10) == 0;
    double x = (double)dice((uint64_t)1 << (binary ? 53 : 30));

    for (uint64_t i = dice(binary ? 80 : 12); i > 0; i--)
        x /= binary ? 2 : 10;
    return dice(2) == 0 ? x : -x;
}

static struct value random_number(enum type_id id)
{
    int64_t n = (int64_t)dice((uint64_t)1 << (1 + dice(62)));
    double x = random_real();

    if (id == TYPE_YEAR)
        return value_integer(1900 + (int64_t)dice(301));
    if (id == TYPE_DECIMAL)
        return value_real(x == 0 ? 0 : x);
    if (id == TYPE_PERCENT)
        return value_real(x == 0 ? 0 : fabs(x));
    return value_integer(dice(2) == 0 ? n : -n);
}

/* A random stored value as reading would make it. */
static struct value random_value(enum type_id id)
{
    static const char *const shades[] = {"marun", "nila", "muda1", "muda2"};
    char *text = NULL;
    char *uid = NULL;
    char iso[11];

    switch (id) {
    case TYPE_TEXT:
    case TYPE_MULTILINE:
    case TYPE_MEASURE: text = random_text(12); break;
    case TYPE_PERIOD:
        text = text_format("%d/%d", 1900 + (int)dice(301), 1900 + (int)dice(301));
        break;
    case TYPE_DATE:
        date_iso(date_from_days((long)dice(80000) - 20000), iso);
        text = strdup(iso);
        break;
    case TYPE_TIME: text = text_format("%02d:%02d", (int)dice(24), (int)dice(60)); break;
    case TYPE_YESNO: text = strdup(dice(2) == 0 ? "ya" : "tidak"); break;
    case TYPE_SELECT_ONE: text = strdup(shades[dice(4)]); break;
    case TYPE_SELECT_MULTIPLE: text = random_list(random_colour); break;
    case TYPE_REF: text = random_uid(); break;
    case TYPE_REF_MULTIPLE: text = random_list(random_uid); break;
    case TYPE_ANY_REF:
        uid = random_uid();
        assert_int_equal(
            json_from_places((const char *const[]){"kantor", uid, dice(2) == 0 ? "" : "nama"},
                3, &text, NULL),
            STATUS_OK);
        free(uid);
        break;
    default: return random_number(id);
    }
    return value_text_own(text);
}

/* Reads a random text first, so that the value is one that reading makes; false when it is
 * empty. */
static bool settle(const struct field *f, struct value *value)
{
    struct read_context context = world();
    struct value read = {0};
    bool settled = true;

    if (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE ||
        f->type->id == TYPE_MEASURE) {
        settled = f->type->read(f, value->text, &context, &read, NULL, NULL) == OUTCOME_VALUE;
        value_clear(value);
        *value = read;
    }
    return settled;
}

static void what_is_edited_reads_back_as_the_same(void **state)
{
    (void)state;
    for (size_t t = 0; type_at(t) != NULL; t++) {
        struct field f = field_of(m, (enum type_id)t);
        for (int i = 0; i < ROUNDS; i++) {
            struct read_context context = world();
            struct value value = random_value(f.type->id);
            struct value again = {0};
            struct value other = {0};
            struct error why = {0};
            if (!settle(&f, &value))
                continue;
            char *text = f.type->edit(&f, &value);
            char *shown = f.type->show(&f, &value);
            assert_non_null(text);
            assert_non_null(shown);
            enum outcome outcome = f.type->read(&f, text, &context, &again, &other, &why);
            if (outcome != OUTCOME_VALUE || !value_equal(&value, &again))
                print_error(
                    "%s: \"%s\" (%s) %s\n", f.type->name, text, shown, error_text(&why));
            assert_int_equal(outcome, OUTCOME_VALUE);
            assert_true(value_equal(&value, &again));
            free(text);
            free(shown);
            value_clear(&value);
            value_clear(&again);
        }
    }
}

static void what_is_exported_comes_back_as_the_same(void **state)
{
    (void)state;
    for (size_t t = 0; type_at(t) != NULL; t++) {
        struct field f = field_of(m, (enum type_id)t);
        for (int i = 0; i < ROUNDS; i++) {
            struct value value = random_value(f.type->id);
            struct value again = {0};
            struct value columns[LIMIT_COLUMNS] = {{0}};
            char *cells[LIMIT_COLUMNS] = {NULL};
            if (f.type->id == TYPE_DECIMAL && i % 2 == 0) {
                uint64_t bits = dice(UINT64_MAX);
                memcpy(&value.real, &bits, sizeof bits);
                if (!isfinite(value.real) || value.real == 0)
                    value.real = 0.1;
            }
            if (!settle(&f, &value))
                continue;
            assert_int_equal(f.type->split(&value, columns, NULL), STATUS_OK);
            for (size_t c = 0; c < f.type->column_count; c++) {
                cells[c] = value_machine(&columns[c]);
                value_clear(&columns[c]);
            }
            assert_int_equal(
                type_read_machine(&f, (const char *const *)cells, &again, NULL), OUTCOME_VALUE);
            assert_true(value_equal(&value, &again));
            for (size_t c = 0; c < LIMIT_COLUMNS; c++)
                free(cells[c]);
            value_clear(&value);
            value_clear(&again);
        }
    }
}

static void other_cells_are_not_taken_for_an_export(void **state)
{
    static const struct {
        enum type_id id;
        const char *cells[LIMIT_COLUMNS];
    } rows[] = {
        {TYPE_TEXT, {" a"}},
        {TYPE_TEXT, {"a\nb"}},
        {TYPE_MULTILINE, {" \n"}},
        {TYPE_INTEGER, {"1.500"}},
        {TYPE_INTEGER, {"007"}},
        {TYPE_INTEGER, {"+3"}},
        {TYPE_INTEGER, {"9223372036854775808"}},
        {TYPE_MONEY, {"Rp5"}},
        {TYPE_MONEY, {"-"}},
        {TYPE_DECIMAL, {"2,88"}},
        {TYPE_DECIMAL, {"1.500"}},
        {TYPE_DECIMAL, {"nan"}},
        {TYPE_DECIMAL, {"0x10"}},
        {TYPE_DECIMAL, {"1e999"}},
        {TYPE_PERCENT, {"65%"}},
        {TYPE_YEAR, {"26"}},
        {TYPE_YEAR, {"1899"}},
        {TYPE_YEAR, {"2201"}},
        {TYPE_PERIOD, {"2026", ""}},
        {TYPE_PERIOD, {"", "2026"}},
        {TYPE_PERIOD, {"26", "28"}},
        {TYPE_DATE, {"17/8/26"}},
        {TYPE_DATE, {"2026-02-30"}},
        {TYPE_TIME, {"8:30"}},
        {TYPE_TIME, {"24:00"}},
        {TYPE_TIME, {"23:60"}},
        {TYPE_TIME, {"08.30"}},
        {TYPE_YESNO, {"Ya"}},
        {TYPE_YESNO, {"1"}},
        {TYPE_SELECT_ONE, {"Marun"}},
        {TYPE_SELECT_MULTIPLE, {"merah"}},
        {TYPE_SELECT_MULTIPLE, {"[]"}},
        {TYPE_SELECT_MULTIPLE, {"[ \"merah\"]"}},
        {TYPE_SELECT_MULTIPLE, {"[\"hijau\"]"}},
        {TYPE_SELECT_MULTIPLE, {"[\"merah\",\"merah\"]"}},
        {TYPE_REF, {" u1"}},
        {TYPE_REF_MULTIPLE, {"u1"}},
        {TYPE_REF_MULTIPLE, {"[1]"}},
        {TYPE_MEASURE, {"", "3"}},
        {TYPE_ANY_REF, {"kantor", "", ""}},
        {TYPE_ANY_REF, {"", "u1", ""}},
        {TYPE_ANY_REF, {"kantor", "u1", "Nama"}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct field f = field_of(m, rows[i].id);
        struct value value = {0};
        enum outcome outcome = type_read_machine(&f, rows[i].cells, &value, NULL);
        if (outcome != OUTCOME_UNREAD)
            print_error("row %zu: %s\n", i, rows[i].cells[0]);
        assert_int_equal(outcome, OUTCOME_UNREAD);
        assert_int_equal(value.kind, VALUE_NULL);
    }
    const char *const empty[LIMIT_COLUMNS] = {"", "", ""};
    for (size_t t = 0; type_at(t) != NULL; t++) {
        struct field f = field_of(m, (enum type_id)t);
        struct value value = {0};
        assert_int_equal(type_read_machine(&f, empty, &value, NULL), OUTCOME_EMPTY);
    }
}

static int load(void **state)
{
    (void)state;
    m = small_method();
    return m == NULL ? -1 : 0;
}

static int end(void **state)
{
    (void)state;
    method_free(m);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_edited_reads_back_as_the_same),
        cmocka_unit_test(what_is_exported_comes_back_as_the_same),
        cmocka_unit_test(other_cells_are_not_taken_for_an_export),
    };

    return cmocka_run_group_tests(tests, load, end);
}
