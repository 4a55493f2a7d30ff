#include "tests/fault/city.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/exchange/copies.h"
#include "core/exchange/export.h"
#include "core/exchange/sample.h"
#include "core/store/action.h"
#include "core/store/draft.h"
#include "core/store/mark.h"
#include "core/store/merge.h"
#include "core/store/rows.h"
#include "tests/fault/fail_memory.h"
#include "tests/fault/workload.h"

/* Fails the test with the sentence when a call did not go well. */
#define must(call)                                                                             \
    do {                                                                                       \
        struct error must_error = {0};                                                         \
        struct error *e = &must_error;                                                         \
        enum status must_status = (call);                                                      \
        if (must_status != STATUS_OK)                                                          \
            fail_msg("%s: %d %s", #call, (int)must_status, error_text(&must_error));           \
    } while (0)

const struct form *city_form(struct workbook *wb, const char *form)
{
    const struct form *f = method_form(workbook_method(wb), form);

    if (!f)
        abort();
    return f;
}

const struct field *city_field(struct workbook *wb, const char *form, const char *field)
{
    const struct field *f = form_field(city_form(wb, form), field);

    if (!f)
        abort();
    return f;
}

/* The first rows of some forms, as they are in the end; while something fails nothing is read.
 */
#define FORMS 5
#define ROWS 3
static const char *const row_forms[FORMS] = {"program", "gagasan", "opd", "pertemuan", "isu"};
static char row_ids[FORMS][ROWS][64];

const char *city_row(struct workbook *wb, const char *form, size_t n)
{
    struct rows *rows = NULL;

    for (size_t i = 0; i < FORMS; i++) {
        if (strcmp(row_forms[i], form) != 0 || n >= ROWS)
            continue;
        if (!row_ids[i][n][0] && rows_open(wb, city_form(wb, form), &rows, NULL) == STATUS_OK &&
            rows_count(rows) > n)
            snprintf(row_ids[i][n], sizeof row_ids[i][n], "%s", rows_uid(rows, n));
        rows_close(rows);
        if (row_ids[i][n][0])
            return row_ids[i][n];
    }
    abort();
}

/* Every row is asked anew, and then known. */
static void know_rows(void)
{
    struct workbook *wb = NULL;

    memset(row_ids, 0, sizeof row_ids);
    must(workbook_open(&wb, PATH, WORKBOOK_READ, &workload_person, e));
    for (size_t i = 0; i < FORMS; i++)
        for (size_t n = 0; n < ROWS; n++) {
            size_t count = 0;
            must(rows_total(wb, city_form(wb, row_forms[i]), &count, e));
            if (n < count)
                city_row(wb, row_forms[i], n);
        }
    workbook_close(wb);
}

enum status got(const void *pointer, struct error *e)
{
    return pointer ? STATUS_OK : error_memory(e);
}

enum status city_type(struct workbook *wb, const char *form, const char *uid, const char *field,
    const char *text, struct error *e)
{
    struct value v = {0}, other = {0}, none = {0};
    struct error why = {0}, fixed = {0};
    enum outcome o = cell_read(wb, city_field(wb, form, field), uid, text, &v, &other, &why);
    bool read = o == OUTCOME_VALUE || o == OUTCOME_EMPTY;

    error_memory(&fixed);
    enum status s = !read && strcmp(error_text(&why), error_text(&fixed)) == 0
                        ? error_memory(e)
                        : action_set(wb, city_form(wb, form), uid, field, read ? &v : &none,
                              read ? NULL : text, e);
    value_clear(&v);
    value_clear(&other);
    error_clear(&why);
    error_clear(&fixed);
    return s;
}

/* One action of texts: form, row ("" = a new one), field, text ... NULL. */
static void write_all(struct workbook *wb, const char *const *texts)
{
    char uid[64] = "";

    must(action_begin(wb, ACTION_EDIT, e));
    for (; *texts; texts += 4) {
        if (strcmp(texts[1], "") == 0)
            must(action_create(wb, city_form(wb, texts[0]), NULL, NULL, uid, e));
        must(city_type(wb, texts[0],
            strcmp(texts[1], "") == 0 || strcmp(texts[1], "^") == 0 ? uid : texts[1], texts[2],
            texts[3], e));
    }
    must(action_commit(wb, e));
}

/* What everybody knows: groups, ideas, amounts, a row in the trash, a mark. */
static void begin_common(struct workbook *wb)
{
    write_all(wb, (const char *const[]){"kelompok", "", "nomor", "3", "kelompok", "^", "nama",
                      "Kelompok 3", "kelompok", "^", "cakupan", "ECO; INF", NULL});
    write_all(wb, (const char *const[]){"kelompok", "", "nomor", "5", NULL});
    for (int i = 0; i < 3; i++)
        write_all(wb, (const char *const[]){"gagasan", "", "judul", i ? "Pasar kakao" : "Bibit",
                          "gagasan", "^", "dimensi", i ? "ECO" : "GOV", "gagasan", "^",
                          "uraian", "Harga tampil di pasar.\nDan di layar.", NULL});
    const char *program = city_row(wb, "program", 0), *second = city_row(wb, "program", 1);
    char *cell = text_format("[\"%s\",\"csr\",2028]", program);
    char *twin = text_format("[\"%s\",\"apbd\",2027]", second);
    write_all(
        wb, (const char *const[]){"anggaran", cell, "jumlah", "50 jt", "anggaran", twin,
                "jumlah", "kira-kira dua", "program", program, "kegiatan", "Satu\nDua\nTiga",
                "program", program, "target", "31 desa", "program", second, "awal",
                "sekitar lima", "program", second, "opd", "siapa saja", NULL});
    free(cell);
    free(twin);
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, city_form(wb, "gagasan"), city_row(wb, "gagasan", 2), e));
    must(action_commit(wb, e));
    must(mark_set(wb, "Sesudah Bimtek I", MARK_STAGE, "b1", "Sepakat", e));
}

/* What one of two copies does after they parted. */
static void live(const char *path, bool ours)
{
    struct workbook *wb = NULL;

    setenv("XDG_STATE_HOME", ours ? "memory/state" : "memory/state-other", 1);
    must(workbook_open(&wb, path, WORKBOOK_WRITE, &workload_person, e));
    const char *program = city_row(wb, "program", 0), *second = city_row(wb, "program", 1);
    write_all(wb, (const char *const[]){"program", program, "nama",
                      ours ? "Sinyal" : "Sinyal desa", "program", program, "kegiatan",
                      ours ? "Satu\nDua!\nTiga" : "Satu\nDua?\nTiga\nEmpat", "program", program,
                      "sifat", ours ? "baru" : "lanjutan", "program", program, "sumber_biaya",
                      ours ? "APBD; CSR/TJSL; Hibah" : "APBD; APBN", "program", second,
                      "perkiraan_biaya", ours ? "2 M" : "banyak", NULL});
    if (ours) {
        must(action_begin(wb, ACTION_DELETE, e));
        must(action_delete(wb, city_form(wb, "gagasan"), city_row(wb, "gagasan", 0), e));
        must(action_commit(wb, e));
    } else {
        write_all(wb, (const char *const[]){"gagasan", city_row(wb, "gagasan", 0), "alasan",
                          "Masih perlu", NULL});
        write_all(wb, (const char *const[]){"gagasan", "", "judul", "Pasar daring", NULL});
    }
    workbook_close(wb);
}

/* Takes a file into the workbook at PATH. */
static void take_in(const char *other)
{
    static const struct merge_options options = {0};
    struct merge_report report = {0};
    struct workbook *wb = NULL;

    must(workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e));
    must(merge_files(wb, &other, 1, &options, &report, NULL, e));
    merge_reports_clear(&report, 1);
    workbook_close(wb);
}

/* The copy of group 3 as it comes back. */
static void make_group_copy(void)
{
    struct group_copy *copies = NULL;
    size_t count = 0;
    struct workbook *wb = NULL;

    must(workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e));
    must(copies_plan(wb, "memory/copies", &copies, &count, e));
    must(copies_make(wb, &copies[0], e));
    workbook_close(wb);
    must(workbook_open(&wb, copies[0].path, WORKBOOK_WRITE, &workload_person, e));
    write_all(wb, (const char *const[]){"program", "", "nama", "Pasar", NULL});
    workbook_close(wb);
    must(file_rename(copies[0].path, CITY_GROUP, e));
    copies_free(copies, count);
}

void city_stick(void)
{
    char *bytes;
    size_t size;
    bool was = memory_pause(true);

    clear_folder("memory/sticks");
    must(file_make_folder(STICK "/Susun-73.22/kelompok", false, e));
    must(file_read(CITY_GROUP, 10000000, &bytes, &size, e));
    must(file_write(STICK "/Susun-73.22/kelompok/73.22-luwu-utara_K3.susun", bytes, size, e));
    must(file_write(STICK "/rusak.susun", "bukan buku kerja", 16, e));
    free(bytes);
    memory_pause(was);
}

/* What OTHER exports. */
static void send(const char *folder, const char *dialect)
{
    const struct export_options options = {.dialect = dialect_named(dialect), .personal = true};
    struct export_result result;
    struct workbook *wb = NULL;

    must(workbook_open(&wb, OTHER, WORKBOOK_READ, &workload_person, e));
    must(export_folder(wb, folder, &options, &result, e));
    workbook_close(wb);
}

/* Writes the files of the workbook's method to a folder, each line changed by `change` (false:
 * it goes). */
static void write_method(
    const char *folder, bool (*change)(const char *file, size_t line, char **text))
{
    struct source source;

    must(source_builtin(&source, "smart-city", e));
    for (size_t i = 0; i < source.count; i++) {
        char *path = file_join(folder, source.files[i].path), *parent = file_folder(path);
        char *out = calloc(1, source.files[i].size * 2 + 100), *at = out;
        size_t line = 0;
        must(file_make_folder(parent, true, e));
        for (const char *s = source.files[i].bytes; *s; line++) {
            size_t n = strcspn(s, "\n");
            char *text = strndup(s, n);
            if (change(source.files[i].path, line, &text))
                at += sprintf(at, "%s\n", text);
            free(text);
            s += n + (s[n] == '\n');
        }
        must(file_write(path, out, (size_t)(at - out), e));
        free(out);
        free(path);
        free(parent);
    }
    source_free(&source);
}

/* Puts another text in the place of the first `from` there is. */
static void substitute(char **text, const char *from, const char *to)
{
    char *at = strstr(*text, from);

    if (!at)
        return;
    char *longer = text_format("%.*s%s%s", (int)(at - *text), *text, to, at + strlen(from));
    free(*text);
    *text = longer;
}

/* A number with a 9 before it; the programme's place and a source of money are gone. */
static bool make_newer(const char *file, size_t line, char **text)
{
    if (strcmp(file, "method.csv") == 0 && line == 1)
        substitute(text, "smart-city,", "smart-city,9");
    return !(strcmp(file, "fields.csv") == 0 && strncmp(*text, "program,lokasi,", 15) == 0) &&
           !(strcmp(file, "choices.csv") == 0 && strstr(*text, ",hibah,"));
}

/* Every ninth line of a table says something twice, or something else. */
static bool make_wrong(const char *file, size_t line, char **text)
{
    static const char *const from[] = {",", "_", "text", "select_one", "a", "{", "1"};
    static const char *const to[] = {",,", "-", "texts", "select_two", "A B", "{{", "satu"};

    if (line > 1 && line % 9 == 0 && !strstr(file, ".md"))
        substitute(text, from[line / 9 % 7], to[line / 9 % 7]);
    return true;
}

void city_begin(void)
{
    struct import_result result = {0};
    static const struct import_options options = {0};
    struct workbook *wb = NULL;

    must(file_make_folder("memory/other", false, e));
    setenv("XDG_STATE_HOME", "memory/state", 1);
    setenv("SUSUN_STICKS", "memory/sticks", 1);
    must(sample_make(PATH, &options, &result, e));
    must(workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e));
    begin_common(wb);
    workbook_close(wb);
    must(file_copy(PATH, OTHER, e));
    live(PATH, true);
    live(OTHER, false);
    setenv("XDG_STATE_HOME", "memory/state", 1);
    take_in(OTHER);
    live(OTHER, false);
    setenv("XDG_STATE_HOME", "memory/state", 1);
    must(workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e));
    must(draft_keep(wb, city_form(wb, "program"), city_row(wb, "program", 0), "kegiatan",
        "setengah jalan", e));
    workbook_close(wb);
    make_group_copy();
    city_stick();
    know_rows();
    send(SENT, "machine");
    send(SENT_EXCEL, "excel");
    write_method(NEWER, make_newer);
    write_method(WRONG, make_wrong);
    must(handoff_begin(e));
}
