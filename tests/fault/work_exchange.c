/* In and out: CSV, tables of the clipboard, copies for groups, both directions by stick. */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/recent.h"
#include "core/exchange/coming.h"
#include "core/exchange/copies.h"
#include "core/exchange/export.h"
#include "core/exchange/import.h"
#include "core/exchange/merged.h"
#include "core/exchange/paste.h"
#include "core/exchange/sample.h"
#include "core/exchange/seed.h"
#include "core/exchange/swap.h"
#include "core/store/rows.h"
#include "tests/fault/city.h"

static enum status export_as(
    struct workbook *wb, const struct export_options *options, struct error *e)
{
    struct export_result result = {0};
    enum status s = export_folder(wb, OUT, options, &result, e);

    tell_number((int64_t)(result.rows * 1000 + result.unread));
    tell_number((int64_t)result.changes);
    tell(result.number);
    tell(result.since);
    return s;
}

static enum status hand_out(struct workbook *wb, const char *dialect, struct error *e)
{
    const struct export_options options = {
        .dialect = dialect_named(dialect), .personal = true, .history = true};

    return export_as(wb, &options, e);
}

/* With what changed since a mark. */
static enum status export_since(struct workbook *wb, bool lasting, struct error *e)
{
    const struct export_options options = {
        .dialect = dialect_named("machine"), .since = "Bimtek I"};

    (void)lasting;
    return export_as(wb, &options, e);
}

/* A number and its mark, then the package: it may still fail when they are written. */
static enum status export_numbered(struct workbook *wb, bool lasting, struct error *e)
{
    const struct export_options options = {
        .dialect = dialect_named("machine"), .register_it = true};

    (void)lasting;
    return export_as(wb, &options, e);
}

static enum status export_machine(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return hand_out(wb, "machine", e);
}

/* For Excel, over what an earlier export left. */
static enum status export_excel(struct workbook *wb, bool lasting, struct error *e)
{
    enum status s = hand_out(wb, "excel", e);

    (void)lasting;
    return s == STATUS_OK ? hand_out(wb, "excel", e) : s;
}

static void hear(void *context, bool rejected, const char *where, const char *text)
{
    (void)context;
    tell_number(rejected);
    tell(where);
    tell(text);
}

static const struct import_options options = {.note = hear};

/* What a committee sends: headings by label, odd cells, rows that cannot be. */
static enum status import_odd(struct workbook *wb, bool lasting, struct error *e)
{
    static const char csv[] =
        "Kode;Nama program;Dimensi;Sub-dimensi;Strategi;OPD;Tahun;Indikator;Target;"
        "Perkiraan biaya;Sumber biaya\n"
        "LIV-P01;Sinyal;Smart Living;LIV3;LIV-ST01;Diskominfo-SP;2026-2030;Desa;31 desa;"
        "2,5 M;APBD | Hibah\n"
        ";Pasar kakao;ECO;;;Dinas PU;2027;;1,5;1.5 M;entah\n"
        ";Tanpa rumah;;;;;;;;;\n;Lain;Entah;;;;;;;;\nLIV-P02;;;;;;;;;kira-kira;\n"
        ";Dua;LIV;Harmonisasi tata ruang;SOC-ST01;siapa;26-28;x;2,4 km;Rp 7.500,-;APBN\n";
    struct import_result result = {0};

    (void)lasting;
    return import_bytes(
        wb, city_form(wb, "program"), "kiriman.csv", csv, sizeof csv - 1, &options, &result, e);
}

/* A keyed form and a fixed one. */
static enum status import_keyed(struct workbook *wb, bool lasting, struct error *e)
{
    static const char csv[] = "program,sumber,tahun,jumlah\nLIV-P01,apbd,2026,300 jt\n"
                              "LIV-P01,,2027,1\ntidak ada,apbd,2026,2\nLIV-P02,APBN,tahun,3\n"
                              "SOC-P01,Hibah,2028,kira-kira\n";
    struct import_result result = {0};

    (void)lasting;
    return import_bytes(wb, city_form(wb, "anggaran"), "anggaran.csv", csv, sizeof csv - 1,
        &options, &result, e);
}

/* What was exported once (city_begin), into the workbook as it is. */
static enum status import_back(struct workbook *wb, bool lasting, struct error *e)
{
    struct import_result result = {0};

    (void)lasting;
    return import_folder(wb, SENT, &options, &result, e);
}

/* The same is looked at first, then stored as it was shown. */
static enum status look_and_take(struct workbook *wb, bool lasting, struct error *e)
{
    struct import_result result = {0};
    struct coming shown = {0};
    enum status s = coming_look(wb, SENT "/data/program.csv", NULL, &shown, e);

    (void)lasting;
    tell_number((int64_t)(shown.count * 1000 + shown.note_count));
    if (s == STATUS_OK)
        s = coming_store(wb, SENT "/data/program.csv", &shown, &result, e);
    coming_clear(&shown);
    return s;
}

static enum status import_back_excel(struct workbook *wb, bool lasting, struct error *e)
{
    struct import_result result = {0};

    (void)lasting;
    return import_form(
        wb, city_form(wb, "program"), SENT_EXCEL "/data/program.csv", &options, &result, e);
}

/* A table of the clipboard: tried, another column chosen, stored. */
static enum status paste(struct workbook *wb, bool lasting, struct error *e)
{
    static const char text[] = "Nama program\tDimensi\tPerkiraan biaya\tAsal\n"
                               "\"Dua\nbaris\"\tSmart Living\t2 M\tx\n"
                               "Lain\tECO\tbanyak\ty\n\t\t\t\nTanpa\t\t\t\n";
    struct paste p = {0};
    struct import_result result = {0};
    enum status s = paste_text(&p, city_form(wb, "program"), text, NULL, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < p.columns; i++)
        tell(paste_sample(&p, i));
    if (s == STATUS_OK) {
        paste_turn(&p, 3, 1);
        s = paste_store(&p, wb, NULL, true, hear, NULL, &result, e);
    }
    if (s == STATUS_OK)
        s = paste_store(&p, wb, NULL, false, hear, NULL, &result, e);
    paste_close(&p);
    return s;
}

static enum status paste_a_file(struct workbook *wb, bool lasting, struct error *e)
{
    struct paste p = {0};
    struct import_result result = {0};
    enum status s = paste_file(&p, city_form(wb, "opd"), SENT_EXCEL "/data/opd.csv", NULL, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = paste_store(&p, wb, NULL, false, hear, NULL, &result, e);
    paste_close(&p);
    return s;
}

/* The common rows of a list that has hardly begun. */
static enum status seed(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;
    size_t rows = 0;
    bool taken = false;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && !taken && i < m->form_count; i++) {
        size_t there = 0;
        s = seed_count(wb, &m->forms[i], &rows, e);
        if (s == STATUS_OK && rows > 0)
            s = rows_total(wb, &m->forms[i], &there, e);
        tell_number((int64_t)rows);
        taken = s == STATUS_OK && rows > 0 && there < SEED_FEW;
        if (taken)
            s = seed_take(wb, &m->forms[i], &rows, e);
    }
    return s;
}

/* The copies of all groups, each as it lies there. */
static enum status copies(struct workbook *wb, bool lasting, struct error *e)
{
    struct group_copy *list = NULL;
    size_t count = 0;
    enum status s = copies_plan(wb, OUT "/kelompok", &list, &count, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        tell(list[i].title);
        tell(list[i].name);
        s = copies_make(wb, &list[i], e);
    }
    copies_free(list, count);
    return s;
}

static enum status look_at_copies(struct workbook *wb, bool lasting, struct error *e)
{
    struct group_copy *list = NULL;
    size_t count = 0;
    char *folder = NULL, *beside = NULL;
    enum status s = copies_folder(wb, STICK, &folder, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = copies_plan(wb, folder, &list, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        tell_number((int64_t)list[i].state);
        tell(list[i].why);
    }
    copies_free(list, count);
    if (s == STATUS_OK)
        s = copies_beside(OTHER, folder, &beside, e);
    tell(s == STATUS_OK ? beside : "");
    free(folder);
    free(beside);
    return s;
}

/* Looks at the sticks only. */
static enum status look_at_sticks(struct workbook *wb, bool lasting, struct error *e)
{
    struct swap swap = {0};
    enum status s = swap_find(wb, &swap, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < swap.count; i++)
        tell_number((int64_t)swap.files[i].state);
    swap_clear(&swap);
    return s;
}

/* The whole way; one stick or file that fails is told there, so nothing is told here. */
static enum status swap_both(struct workbook *wb, bool lasting, struct error *e)
{
    struct swap swap = {0};
    char *text = NULL, *path = NULL;
    int64_t open = 0;
    enum status s = swap_find(wb, &swap, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = swap_take(wb, &swap, e);
    if (s == STATUS_OK)
        s = swap_give(wb, &swap, e);
    if (s == STATUS_OK)
        s = merged_text(wb, swap.reports, swap.taken, false, true, &open, &text, e);
    if (s == STATUS_OK)
        s = merged_write(wb, text, &path, e);
    if (s == STATUS_OK && path)
        file_remove(path);
    free(text);
    free(path);
    swap_clear(&swap);
    return s;
}

/* A merge that is only tried, and one that comes. */
static enum status merge(struct workbook *wb, bool dry_run, struct error *e)
{
    const struct merge_options wanted = {.dry_run = dry_run};
    static const char *const others[] = {OTHER};
    struct merge_report report = {0};
    char *text = NULL, *backup = NULL;
    int64_t open = 0;
    enum status s = merge_files(wb, others, 1, &wanted, &report, &backup, e);

    if (s == STATUS_OK && dry_run)
        s = merged_text(wb, &report, 1, true, false, &open, &text, e);
    tell(s == STATUS_OK ? text : "");
    free(text);
    free(backup);
    merge_reports_clear(&report, 1);
    return s;
}

static enum status try_merge(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return merge(wb, true, e);
}

static enum status take_in(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return merge(wb, false, e);
}

/* A workbook is taken along, remembered, and found in the list. */
static enum status take_along(struct workbook *none, bool lasting, struct error *e)
{
    char **paths = NULL;
    size_t count = 0;
    enum status s = workbook_copy(PATH, NEW, e);

    (void)none, (void)lasting;
    recent_note(NEW);
    if (s == STATUS_OK)
        s = recent_list(&paths, &count, e);
    file_names_free(paths, count);
    return s;
}

static enum status make_sample(struct workbook *none, bool lasting, struct error *e)
{
    struct import_result result = {0};

    (void)none, (void)lasting;
    return sample_make(NEW, &options, &result, e);
}

struct work exchange_works[] = {
    {"an export for machines", WORK_READS, export_machine, NULL},
    {"an export for Excel", WORK_READS, export_excel, NULL},
    {"an export since a mark", WORK_READS, export_since, NULL},
    {"an export with a number", WORK_PARTS, export_numbered, NULL},
    {"a CSV from somebody", WORK_WRITES, import_odd, NULL},
    {"a CSV of keyed rows", WORK_WRITES, import_keyed, NULL},
    {"an export comes back", WORK_WRITES, import_back, NULL},
    {"a table is looked at, then taken", WORK_WRITES, look_and_take, NULL},
    {"one from Excel comes back", WORK_WRITES, import_back_excel, NULL},
    {"a table is pasted", WORK_WRITES, paste, NULL},
    {"a file is pasted", WORK_WRITES, paste_a_file, NULL},
    {"common rows are taken", WORK_WRITES, seed, NULL},
    {"copies for groups", WORK_READS, copies, NULL},
    {"copies that lie there", WORK_PARTS, look_at_copies, NULL},
    {"sticks are looked at", WORK_PARTS, look_at_sticks, NULL},
    {"a swap by stick", WORK_PARTS, swap_both, city_stick},
    {"a merge is tried", WORK_WRITES, try_merge, NULL},
    {"a copy is taken in", WORK_WRITES, take_in, NULL},
    {"a workbook is taken along", WORK_ALONE, take_along, NULL},
    {"the sample is made", WORK_ALONE, make_sample, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
