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
#include "core/exchange/sample.h"
#include "core/store/action.h"
#include "core/store/draft.h"
#include "core/store/mark.h"
#include "core/store/merge.h"
#include "core/store/rows.h"
#include "tests/fault/fail_memory.h"
#include "tests/fault/workload.h"

#define GROUP_COPY "memory/group.susun" /* what lies on the stick */

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

const char *city_row(struct workbook *wb, const char *form, size_t n)
{
    static char kept[8][64];
    static size_t at;
    struct rows *rows;
    bool was = memory_pause(true);

    if (rows_open(wb, city_form(wb, form), &rows, NULL) != STATUS_OK || rows_count(rows) <= n)
        abort();
    char *uid = kept[at++ % 8];
    snprintf(uid, 64, "%s", rows_uid(rows, n));
    rows_close(rows);
    memory_pause(was);
    return uid;
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
    must(file_rename(copies[0].path, GROUP_COPY, e));
    copies_free(copies, count);
}

void city_stick(void)
{
    char *bytes;
    size_t size;
    bool was = memory_pause(true);

    clear_folder("memory/sticks");
    must(file_make_folder(STICK "/Susun-73.22/kelompok", false, e));
    must(file_read(GROUP_COPY, 10000000, &bytes, &size, e));
    must(file_write(STICK "/Susun-73.22/kelompok/73.22-luwu-utara_K3.susun", bytes, size, e));
    must(file_write(STICK "/rusak.susun", "bukan buku kerja", 16, e));
    free(bytes);
    memory_pause(was);
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
}
