#include "core/base/file.h"
#include "core/base/hash.h"
#include "tests/core/chance.h"

/* FIPS 180-4's examples. */
static const struct {
    const char *text, *hex;
} known[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void known_digests(void **state)
{
    (void)state;
    char out[65];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        hash_hex(known[i].text, strlen(known[i].text), out);
        assert_string_equal(out, known[i].hex);
    }
}

static void in_pieces_and_from_a_file_it_is_the_same(void **state)
{
    (void)state;
    char whole[65], pieces[65], file[65];
    static char bytes[100000];
    uint64_t s = chance_begin();
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)chance(&s, 256);
    hash_hex(bytes, sizeof bytes, whole);
    struct hash *h = hash_new();
    for (size_t at = 0, n; at < sizeof bytes; at += n) {
        n = chance(&s, 5000);
        n = n < sizeof bytes - at ? n : sizeof bytes - at;
        hash_add(h, bytes + at, n);
    }
    hash_end(h, pieces);
    assert_string_equal(pieces, whole);
    struct error e = {0};
    assert_int_equal(file_write("hashed", bytes, sizeof bytes, &e), STATUS_OK);
    assert_int_equal(hash_file("hashed", file, &e), STATUS_OK);
    assert_string_equal(file, whole);
    assert_int_equal(hash_file("absent", file, &e), STATUS_FILE);
    assert_non_null(strstr(error_text(&e), "absent"));
    assert_int_equal(hash_file(".", file, &e), STATUS_FILE);
    error_clear(&e);
    remove("hashed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_digests),
        cmocka_unit_test(in_pieces_and_from_a_file_it_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
