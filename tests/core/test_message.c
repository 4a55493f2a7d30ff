#include "core/base/message.h"
#include "tests/core/chance.h"

/* Three pairs in the order of their msgids; the first is the header. */
static const char *const pairs[][2] = {
    {"", "Language: id\n"}, {"April", "April"}, {"Monday", "Senin"}, {"empty", ""}};
#define PAIRS (sizeof pairs / sizeof *pairs)

/* Writes a 32 bit number in either byte order. */
static void put(unsigned char *at, size_t number, bool big)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(number >> (big ? 24 - 8 * i : 8 * i));
}

/* A catalogue in GNU MO format; its size. */
static size_t catalogue(unsigned char out[512], bool big)
{
    size_t text = 28 + PAIRS * 16;
    memset(out, 0, 512);
    put(out, 0x950412de, big);
    put(out + 8, PAIRS, big);
    put(out + 12, 28, big);
    put(out + 16, 28 + PAIRS * 8, big);
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < PAIRS; i++) {
            size_t length = strlen(pairs[i][side]);
            put(out + 28 + (side * PAIRS + i) * 8, length, big);
            put(out + 28 + (side * PAIRS + i) * 8 + 4, text, big);
            memcpy(out + text, pairs[i][side], length + 1);
            text += length + 1;
        }
    return text;
}

static void both_byte_orders_are_read(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        unsigned char mo[512];
        size_t size = catalogue(mo, big);
        assert_string_equal(message_find(mo, size, "Monday"), "Senin");
        assert_string_equal(message_find(mo, size, "April"), "April");
        assert_null(message_find(mo, size, "Tuesday"));
        assert_null(message_find(mo, size, "empty")); /* untranslated */
        assert_null(message_find(mo, size, ""));      /* the header is no message */
    }
}

static void a_damaged_catalogue_is_never_followed_outside(void **state)
{
    (void)state;
    unsigned char mo[512];
    size_t size = catalogue(mo, false);
    for (size_t cut = 0; cut < size; cut++) {
        unsigned char *copy = malloc(cut ? cut : 1);
        memcpy(copy, mo, cut);
        message_find(copy, cut, "Monday");
        message_find(copy, cut, "zzz");
        free(copy);
    }
    uint64_t s = chance_begin();
    for (int i = 0; i < 20000; i++) {
        unsigned char *copy = malloc(size);
        memcpy(copy, mo, size);
        for (int k = 0; k < 3; k++)
            copy[chance(&s, size)] = (unsigned char)chance(&s, 256);
        const char *found = message_find(copy, size, "Monday");
        if (found)
            assert_true(strlen(found) < size);
        free(copy);
    }
    assert_null(message_find(NULL, 0, "Monday"));
}

static void english_is_the_msgid_and_indonesian_the_catalogue(void **state)
{
    (void)state;
    assert_int_equal(message_lang(), LANG_ID);
    message_set_lang(LANG_EN);
    assert_string_equal(message_get("Monday"), "Monday");
    message_set_lang(LANG_ID);
    assert_string_equal(message_get("no such message"), "no such message");
    assert_string_equal(message_get(""), "");
}

static void languages_are_called_id_and_en(void **state)
{
    (void)state;
    enum lang lang = LANG_ID;
    assert_int_equal(message_lang_named("en", &lang), 0);
    assert_int_equal(lang, LANG_EN);
    assert_int_equal(message_lang_named("id", &lang), 0);
    assert_int_equal(lang, LANG_ID);
    assert_int_equal(message_lang_named("de", &lang), -1);
    assert_int_equal(message_lang_named("", &lang), -1);
    assert_int_equal(lang, LANG_ID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_byte_orders_are_read),
        cmocka_unit_test(a_damaged_catalogue_is_never_followed_outside),
        cmocka_unit_test(english_is_the_msgid_and_indonesian_the_catalogue),
        cmocka_unit_test(languages_are_called_id_and_en),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
