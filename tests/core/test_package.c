/* The folder of a package: what may be written over, and that a failure leaves what was there.
 */
#include <errno.h>
#include <sys/stat.h>

#include "tests/core/store_fixture.h"

#include "core/base/file.h"
#include "core/base/file_operations.h"
#include "core/base/hash.h"
#include "core/exchange/package.h"
#include "core/exchange/package_zip.h"

static char *place(const char *name)
{
    const char *folder = getenv("TMPDIR");

    return text_format("%s/%s", folder ? folder : "/tmp", name);
}

/* A package with two files of this content. */
static void pack(const char *folder, const char *content)
{
    struct package *p;

    must(package_begin(&p, folder, e));
    must(package_add(p, "data/b.csv", content, strlen(content), e));
    must(package_add(p, "temuan.csv", "x\r\n", 3, e));
    must(package_end(p, e));
}

static void assert_content(const char *folder, const char *name, const char *content)
{
    char *path = file_join(folder, name), *bytes;
    size_t size;

    must(file_read(path, 1 << 20, &bytes, &size, e));
    assert_string_equal(bytes, content);
    free(bytes);
    free(path);
}

/* Nothing of a preparation is left in the folder. */
static void assert_entries(const char *folder, size_t wanted)
{
    char **names;
    size_t count;

    must(file_list(folder, &names, &count, e));
    assert_int_equal(count, wanted);
    file_names_free(names, count);
}

static void write_file(const char *folder, const char *name, const char *content)
{
    char *path = file_join(folder, name);

    must(file_write(path, content, strlen(content), e));
    free(path);
}

static void a_new_folder_appears_and_is_written_over(void **state)
{
    char *folder = place("package-a");

    (void)state;
    pack(folder, "one");
    assert_entries(folder, 3);
    assert_content(folder, "data/b.csv", "one");
    assert_content(folder, "SHA256SUMS",
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  data/b.csv\n"
        "b35e09fa2ced9ebcad9d16336fb961146fe34bfbebc562679da85f8a314c9dca  temuan.csv\n");
    free(folder);
}

static void an_old_package_is_replaced_whole(void **state)
{
    char *folder = place("package-b");
    struct package *p;

    (void)state;
    pack(folder, "one");
    must(package_begin(&p, folder, e));
    must(package_add(p, "data/c.csv", "two", 3, e));
    must(package_end(p, e));
    assert_entries(folder, 2); /* temuan.csv of the old one is gone */
    assert_content(folder, "data/c.csv", "two");
    free(folder);
}

static void a_dropped_package_leaves_the_folder(void **state)
{
    char *folder = place("package-c"), *absent = place("package-d");
    struct package *p;

    (void)state;
    pack(folder, "one");
    must(package_begin(&p, folder, e));
    must(package_add(p, "data/b.csv", "two", 3, e));
    package_drop(p);
    assert_entries(folder, 3);
    assert_content(folder, "data/b.csv", "one");
    must(package_begin(&p, absent, e));
    package_drop(p);
    assert_false(file_exists(absent));
    free(folder);
    free(absent);
}

/* A file bit by bit has the same bytes and the same checksum as one written whole; one that was
 * forgotten is not there; two may be open at a time. */
static void a_file_grows(void **state)
{
    enum { PIECES = 3000 };
    static const char piece[] = "kode_wilayah,id,kode,kode_lama,nama,dimensi\r\n";
    char *folder = place("package-g"), *path = file_join(folder, "data/long.csv");
    char *whole = calloc(PIECES, sizeof piece), hash[65], told[65];
    struct package_file *f, *other;
    struct package *p;

    (void)state;
    must(package_begin(&p, folder, e));
    must(package_open(p, "data/long.csv", &f, e));
    must(package_open(p, "other.csv", &other, e));
    for (int i = 0; i < PIECES; i++) {
        must(package_write(f, piece, strlen(piece), e));
        must(package_write(other, "x", 1, e));
        strcat(whole + (size_t)i * strlen(piece), piece);
    }
    package_discard(other);
    must(package_close(f, e));
    must(package_fingerprint(p, told, e));
    must(package_end(p, e));
    must(hash_file(path, hash, e));
    char *line = text_format("%s  data/long.csv\n", hash);
    assert_entries(folder, 2); /* data and SHA256SUMS */
    assert_content(folder, "data/long.csv", whole);
    assert_content(folder, "SHA256SUMS", line);
    hash_hex(line, strlen(line), hash);
    assert_string_equal(hash, told);
    free(line);
    free(whole);
    free(path);
    free(folder);
}

/* package_begin refuses, and names this. */
static void assert_refused(const char *folder, enum status wanted, const char *words)
{
    struct error e = {0};
    struct package *p;

    assert_int_equal(package_begin(&p, folder, &e), wanted);
    assert_null(p);
    assert_non_null(strstr(error_text(&e), words));
    error_clear(&e);
}

static void foreign_and_changed_files_are_kept(void **state)
{
    char *folder = place("package-e"), *link = place("package-e/data/tautan");

    (void)state;
    pack(folder, "one");
    write_file(folder, "catatan.txt", "milik orang");
    assert_refused(folder, STATUS_DATA, "catatan.txt");
    char *mine = file_join(folder, "catatan.txt");
    unlink(mine);
    write_file(folder, "data/b.csv", "changed by hand");
    assert_refused(folder, STATUS_DATA, "data/b.csv");
    write_file(folder, "data/b.csv", "one");
    assert_int_equal(symlink("/etc/hostname", link), 0);
    assert_refused(folder, STATUS_DATA, "data/tautan");
    unlink(link);
    pack(folder, "two");
    assert_content(folder, "data/b.csv", "two");
    free(mine);
    free(folder);
    free(link);
}

static void a_file_is_no_folder(void **state)
{
    char *file = place("package-f"), *below = place("package-f/inner");
    char *nowhere = place("package-g/deep/down");

    (void)state;
    must(file_write(file, "x", 1, e));
    assert_refused(file, STATUS_FILE, "package-f");
    assert_refused(below, STATUS_FILE, "package-f");
    assert_refused(nowhere, STATUS_FILE, "package-g");
    free(file);
    free(below);
    free(nowhere);
}

/* Renames that fail: from the first on, as many as `failing`. */
static size_t renames, first_failing, failing;

static int failing_rename(const char *from, const char *to)
{
    renames++;
    if (renames >= first_failing && renames - first_failing < failing) {
        errno = EIO;
        return -1;
    }
    return rename(from, to);
}

/* The folder in which the old package is kept; NULL when there is none. Caller frees. */
static char *kept_in(const char *folder)
{
    char **names, *found = NULL;
    size_t count;

    must(file_list(folder, &names, &count, e));
    for (size_t i = 0; i < count; i++)
        if (strncmp(names[i], ".susun-", 7) == 0)
            found = text_format("%s/%s/lama", folder, names[i]);
    file_names_free(names, count);
    return found;
}

/* The old file stands in the folder, or where the sentence says. */
static void assert_somewhere(
    const char *folder, const char *kept, const char *name, const char *content)
{
    char *there = kept ? file_join(kept, name) : NULL;

    assert_content(there && file_exists(there) ? kept : folder, name, content);
    free(there);
}

/* A package over another while renames fail; true when it came to stand. */
static bool replace_failing(const char *folder, size_t first, size_t many)
{
    struct file_operations table = file_operations_system;
    struct error why = {0};
    struct package *p;

    table.rename = failing_rename;
    pack(folder, "one");
    must(package_begin(&p, folder, e));
    must(package_add(p, "data/b.csv", "two", 3, e));
    must(package_add(p, "temuan.csv", "y\r\n", 3, e));
    must(package_prepare(p, e));
    renames = 0;
    first_failing = first;
    failing = many;
    file_use_operations(&table);
    enum status s = package_end(p, &why);
    file_use_operations(NULL);
    char *kept = kept_in(folder);
    if (s == STATUS_OK) {
        assert_null(kept);
        assert_content(folder, "data/b.csv", "two");
    } else {
        assert_int_equal(s, STATUS_FILE);
        assert_somewhere(folder, kept, "data/b.csv", "one");
        assert_somewhere(folder, kept, "temuan.csv", "x\r\n");
        assert_true(kept == NULL || strstr(error_text(&why), kept) != NULL);
    }
    error_clear(&why);
    free(kept);
    return s == STATUS_OK;
}

static void a_failed_way_back_keeps_the_old_package(void **state)
{
    size_t kept = 0;

    (void)state;
    for (size_t many = 0; many < 6; many++)
        for (size_t first = 1; first < 40; first++) {
            char *name = text_format("package-back-%zu-%zu", many, first);
            char *folder = place(name);
            /* 0: for ever */
            bool whole = replace_failing(folder, first, many ? many : SIZE_MAX);
            char *there = kept_in(folder);
            kept += there != NULL;
            free(there);
            free(folder);
            free(name);
            if (whole)
                break;
        }
    assert_true(kept > 5);
}

/* file_operations.open of a disk that is full when it comes to the zip. */
static int open_but_no_zip(const char *path, int flags, mode_t mode)
{
    if (strcmp(file_name(path), "zip") == 0) {
        errno = ENOSPC;
        return -1;
    }
    return file_operations_system.open(path, flags, mode);
}

static void a_sentence_names_the_zip_people_asked_for(void **state)
{
    struct file_operations full = file_operations_system;
    struct package *p;
    struct error why = {0};

    (void)state;
    assert_int_equal(package_begin_zip(&p, "hand.zip", NULL), STATUS_OK);
    assert_int_equal(package_add(p, "a.txt", "x", 1, NULL), STATUS_OK);
    full.open = open_but_no_zip;
    file_use_operations(&full);
    assert_int_equal(package_end(p, &why), STATUS_FILE);
    file_use_operations(NULL);
    assert_non_null(strstr(error_text(&why), "hand.zip "));
    assert_null(strstr(error_text(&why), ".susun-"));
    assert_false(file_exists("hand.zip"));
    error_clear(&why);
}

/* What the disk refuses to give is not called a stranger's file. */
static void a_zip_that_cannot_be_read_is_told(void **state)
{
    struct error why = {0};

    (void)state;
    assert_int_equal(package_zip_may_replace("/proc/self/mem", &why), STATUS_FILE);
    assert_non_null(strstr(error_text(&why), "/proc/self/mem"));
    error_clear(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_folder_appears_and_is_written_over),
        cmocka_unit_test(an_old_package_is_replaced_whole),
        cmocka_unit_test(a_dropped_package_leaves_the_folder),
        cmocka_unit_test(a_file_grows),
        cmocka_unit_test(foreign_and_changed_files_are_kept),
        cmocka_unit_test(a_file_is_no_folder),
        cmocka_unit_test(a_failed_way_back_keeps_the_old_package),
        cmocka_unit_test(a_sentence_names_the_zip_people_asked_for),
        cmocka_unit_test(a_zip_that_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
