/* The hand-off: what is still missing, the package on a stick, comments of experts out and in,
 * the packages of many districts as one; a practice. */
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/exchange/comments.h"
#include "core/exchange/export.h"
#include "core/exchange/gather/gather.h"
#include "core/exchange/handover.h"
#include "core/exchange/import.h"
#include "core/exchange/sample.h"
#include "core/plan/comment.h"
#include "core/plan/practice.h"
#include "core/store/action.h"
#include "core/store/record.h"
#include "core/store/workbook.h"
#include "tests/fault/city.h"
#include "tests/fault/fail_memory.h"
#include "tests/fault/workload.h"

/* Packages of other districts: as a folder and a zip, of a newer method, with a byte changed.
 */
#define DISTRICT "memory/district"
#define DISTRICT_ZIP "memory/district.zip"
#define DISTRICT_NEWER "memory/district-newer"
#define DAMAGED "memory/damaged"
#define EXPERTS "memory/experts"

/* What is not finished, as the screen counts it. */
static enum status lacks(struct workbook *wb, bool lasting, struct error *e)
{
    struct handover_lack lack = {0};
    enum status s = handover_lacks(wb, &lack, e);

    (void)lasting;
    for (int i = 0; i < CHECK_LEVELS; i++)
        tell_number((int64_t)lack.findings[i]);
    tell_number((int64_t)lack.comments);
    tell_number(lack.unread * 1000 + lack.differences);
    return s;
}

/* The package for a stick; the register's row and the mark are two actions. */
static enum status give(struct workbook *wb, bool zip, struct error *e)
{
    const struct export_options options = {
        .dialect = dialect_named("machine"), .history = true, .zip = zip};
    struct handover_result r = {0};
    char spoken[20] = "";
    enum status s = handover_give(wb, STICK, &options, &r, e);

    if (s == STATUS_OK)
        handover_spoken(r.sums, spoken);
    if (s == STATUS_OK && r.unmarked) /* said beside the package, which is there */
        s = error_set(e, STATUS_MEMORY, "%s", r.unmarked);
    tell_number(s == STATUS_OK ? (int64_t)(r.package.files * 1000 + r.package.unread) : 0);
    handover_clear(&r);
    return s;
}

static enum status give_folder(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return give(wb, false, e);
}

static enum status give_zip(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return give(wb, true, e);
}

/* Tables for Excel of one form, without what is about persons. */
static enum status without_persons(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        const struct export_options options = {.dialect = dialect_named("excel")};
        struct csv_writer *out = csv_writer_new(options.dialect->delimiter);
        size_t rows = 0, size = 0;
        s = out ? export_form(wb, &m->forms[i], &options, out, &rows, e) : error_memory(e);
        if (s == STATUS_OK)
            s = csv_writer_bytes(out, &size) ? STATUS_OK : error_memory(e);
        tell_number(s == STATUS_OK ? (int64_t)(rows * 100000 + size) : 0);
        csv_writer_free(out);
    }
    return s;
}

/* The comments out, for programs and for experts. */
static enum status comments_out(struct workbook *wb, bool lasting, struct error *e)
{
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && dialect_at(i); i++)
        for (int personal = 0; s == STATUS_OK && personal < 2; personal++) {
            struct csv_writer *out = csv_writer_new(dialect_at(i)->delimiter);
            size_t rows = 0, size = 0;
            s = out ? comments_write(wb, dialect_at(i), personal, out, &rows, e)
                    : error_memory(e);
            const char *bytes = s == STATUS_OK ? csv_writer_bytes(out, &size) : NULL;
            s = s == STATUS_OK ? got(bytes, e) : s;
            tell_number((int64_t)rows);
            tell_number((int64_t)size);
            csv_writer_free(out);
        }
    return s;
}

/* What two experts and a table of programmes brought, for comments_in. */
static const char *const expert_files[] = {
    EXPERTS "/satu.csv", EXPERTS "/dua.csv", EXPERTS "/tiga.csv", EXPERTS "/program.csv"};

static void experts(void)
{
    static const char *const bytes[] = {
        "kode_wilayah,id,kode,kode_lama,untuk_form,untuk_id,untuk_kolom,jenis,komentar,usul,"
        "penilai,paket,isi_saat_itu\n"
        "73.22,,,,program,tidak-ada,,kelemahan,Belum ada.,,Satu,73.22-01,\n"
        "73.22,,,,,,,,T: Siapa yang berjaga malam?,,Satu,73.22-01,\n",
        "\357\273\277Lembar;Kode;Kolom;Jenis;Catatan;Usul;Penilai\r\n"
        "Program;LIV-P01;Target;K;\"Jelas; dan\ndekat.\";40 desa;Ibu Dua\r\n"
        "Program;LIV-P02;;R;Pakai 112.;;Ibu Dua;;\r\n;;;;Enak dibaca.;;Ibu Dua\r\n"
        "Bukan;X-1;Entah;?;Apa ini;;\r\n",
        "judul\tkolom\tcatatan\nsinyal\tTarget\tE - Tulis satuannya.\n"
        "Tidak Pernah Ada\t\tBagus.\nSinyal desa\tPerkiraan biaya\t(R) Terlalu rendah.\n",
        "kode,nama,target,komentar\nLIV-P01,Sinyal bagus,45 desa,Kurang tinggi\n"
        "LIV-P02,,,Baik\nXXX-P09,Entah,,Hilang\n"};
    bool was = memory_pause(true);

    file_make_folder(EXPERTS, false, NULL);
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
        file_write(expert_files[i], bytes[i], strlen(bytes[i]), NULL);
    memory_pause(was);
}

/* A line told on the way is lost where it has no memory; the counts are not. */
static void hear_comment(
    void *context, enum comment_news news, const char *where, const char *text)
{
    (void)context, (void)news, (void)where, (void)text;
}

static enum status comments_in(struct workbook *wb, bool lasting, struct error *e)
{
    const struct comments_options options = {.assessor = "Pembimbing", .note = hear_comment};
    struct comments_result r = {0};
    enum status s = comments_import(
        wb, expert_files, sizeof expert_files / sizeof *expert_files, &options, &r, e);

    (void)lasting;
    tell_number((int64_t)(r.added * 10000 + r.same * 1000 + r.unmatched * 100 + r.marked * 10));
    return s;
}

/* A form's CSV with comments beside its rows. */
static enum status comments_beside(struct workbook *wb, bool lasting, struct error *e)
{
    const struct comments_options options = {
        .form = city_form(wb, "program"), .note = hear_comment};
    struct comments_result r = {0};
    enum status s = comments_import(wb, &expert_files[3], 1, &options, &r, e);

    (void)lasting;
    tell_number((int64_t)(r.added * 1000 + r.proposals * 100 + r.unmatched));
    return s;
}

/* Every comment as the list and the form show it. */
static enum status comments_shown(struct workbook *wb, bool lasting, struct error *e)
{
    struct comment_fields f;
    struct comment *list = NULL;
    size_t count = 0;

    (void)lasting;
    if (!comment_fields_find(workbook_method(wb), &f))
        abort();
    enum status s = comments_read(wb, &f, &list, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char **lines = NULL;
        size_t n = 0;
        tell(list[i].about);
        tell(list[i].brief);
        tell(list[i].now);
        tell_number((int64_t)(list[i].same * 10 + list[i].changed));
        if (list[i].changed) {
            char *text = comment_change_text(&list[i]);
            s = got(text, e);
            free(text);
        }
        if (s == STATUS_OK && list[i].form && list[i].row)
            s = comment_lines(wb, list[i].form, list[i].row, list[i].field, &lines, &n, e);
        for (size_t k = 0; s == STATUS_OK && k < n; k++)
            tell(lines[k]);
        comment_lines_free(lines, n);
    }
    comments_free(list, count);
    return s;
}

/* One comment answered, one proposal taken over. */
static enum status comments_answered(struct workbook *wb, bool lasting, struct error *e)
{
    struct comment_fields f;
    struct comment *list = NULL;
    size_t count = 0;
    bool taken = false;

    (void)lasting;
    if (!comment_fields_find(workbook_method(wb), &f))
        abort();
    enum status s = comments_read(wb, &f, &list, &count, e);
    if (s == STATUS_OK && count)
        s = comments_answer(wb, &f, (const char *const[]){list[0].uid}, 1, comment_state(&f, 1),
            "Sudah diperbaiki.", "Bappeda", e);
    for (size_t i = 0; s == STATUS_OK && !taken && i < count; i++)
        if (list[i].proposal[0] && list[i].row && list[i].field && !list[i].gone) {
            s = comment_take(
                wb, &f, &list[i], (const char *const[]){list[i].uid}, 1, "Bappeda", e);
            taken = true;
        }
    tell_number(taken);
    comments_free(list, count);
    return s;
}

static void hear_fate(
    void *context, const char *package, enum gather_fate fate, const char *sentence)
{
    (void)context;
    tell(package);
    tell_number(fate);
    tell(sentence);
}

/* Two districts as a folder and a zip, one of them twice, one damaged. A package that cannot be
 * read is told there. */
static enum status gather_all(struct workbook *none, bool lasting, struct error *e)
{
    static const struct gather_options options = {.note = hear_fate};
    static char *const packages[] = {
        SENT, DISTRICT, DISTRICT_ZIP, DISTRICT_NEWER, DAMAGED, "memory/nowhere"};
    struct gather_result r = {0};
    enum status s = gather(OUT, packages, sizeof packages / sizeof *packages, &options, &r, e);

    (void)none, (void)lasting;
    tell_number((int64_t)(r.rows * 1000 + r.used * 100 + r.refused * 10 + r.extra));
    return s;
}

/* A district of a method with some programmes, and its packages. */
static enum status make_district(const struct source *method, const char *region,
    const char *folder, const char *zip, struct error *e)
{
    struct export_options options = {.dialect = dialect_named("machine")};
    struct export_result result = {0};
    struct workbook *wb = NULL;
    char *path = text_format("%s.susun", folder), uid[64];
    enum status s = workbook_new(path, method, region, 2026, 5, &workload_person, e);

    if (s == STATUS_OK)
        s = workbook_open(&wb, path, WORKBOOK_WRITE, &workload_person, e);
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_EDIT, e);
    for (int i = 0; s == STATUS_OK && i < 3; i++) {
        s = action_create(wb, city_form(wb, "program"), NULL, NULL, uid, e);
        if (s == STATUS_OK)
            s = city_type(wb, "program", uid, "nama", i ? "Pasar; \"daring\"" : "=Sinyal", e);
        if (s == STATUS_OK)
            s = city_type(wb, "program", uid, "perkiraan_biaya", "1,5 M", e);
    }
    if (s == STATUS_OK)
        s = action_commit(wb, e);
    if (s == STATUS_OK)
        s = export_folder(wb, folder, &options, &result, e);
    options.zip = true;
    if (s == STATUS_OK && zip)
        s = export_folder(wb, zip, &options, &result, e);
    workbook_close(wb);
    free(path);
    return s;
}

/* A copy of a district's package with a letter more in a table. */
static enum status make_damaged(struct error *e)
{
    const struct export_options options = {.dialect = dialect_named("machine")};
    struct export_result result = {0};
    struct workbook *wb = NULL;
    enum status s = workbook_open(&wb, DISTRICT ".susun", WORKBOOK_READ, &workload_person, e);

    if (s == STATUS_OK)
        s = export_folder(wb, DAMAGED, &options, &result, e);
    workbook_close(wb);
    return s == STATUS_OK ? file_write(DAMAGED "/data/program.csv", "x", 1, e) : s;
}

enum status handoff_begin(struct error *e)
{
    const struct comments_options options = {.package = "73.22-01"};
    struct comments_result r = {0};
    struct source method = {0};
    struct workbook *wb = NULL;

    experts();
    enum status s = workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e);
    if (s == STATUS_OK)
        s = comments_import(wb, expert_files, 2, &options, &r, e);
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_EDIT, e);
    if (s == STATUS_OK)
        s = city_type(wb, "program", city_row(wb, "program", 0), "target", "60 desa", e);
    if (s == STATUS_OK)
        s = action_commit(wb, e);
    workbook_close(wb);
    if (s == STATUS_OK)
        s = source_builtin(&method, "smart-city", e);
    if (s == STATUS_OK)
        s = make_district(&method, "73.17", DISTRICT, DISTRICT_ZIP, e);
    source_free(&method);
    if (s == STATUS_OK)
        s = source_folder(&method, NEWER, e);
    if (s == STATUS_OK)
        s = make_district(&method, "73.24", DISTRICT_NEWER, NULL, e);
    source_free(&method);
    return s == STATUS_OK ? make_damaged(e) : s;
}

/* The practice file: made, and its tasks counted. */
static enum status practise(struct workbook *none, bool lasting, struct error *e)
{
    struct practice *p = NULL;
    struct workbook *wb = NULL;
    size_t ticked = 0;
    enum status s = sample_make_practice(NEW, e);

    (void)none, (void)lasting;
    if (s == STATUS_OK)
        s = workbook_open(&wb, NEW, WORKBOOK_WRITE, &workload_person, e);
    if (s == STATUS_OK)
        s = practice_open(&p, wb, e);
    if (s == STATUS_OK)
        s = practice_count(p, &ticked, e);
    for (size_t i = 0; s == STATUS_OK && i < practice_total(p); i++) {
        tell(practice_text(p, i));
        tell(practice_hint(p, i));
        tell_number(practice_is_done(p, i));
    }
    practice_free(p);
    workbook_close(wb);
    return s;
}

struct work handoff_works[] = {
    {"what a plan lacks", WORK_READS, lacks, NULL},
    {"a package is handed over", WORK_PARTS, give_folder, city_stick},
    {"a zip is handed over", WORK_PARTS, give_zip, city_stick},
    {"tables without persons", WORK_READS, without_persons, NULL},
    {"comments go out", WORK_READS, comments_out, NULL},
    {"comments come in", WORK_WRITES, comments_in, experts},
    {"comments beside rows come in", WORK_WRITES, comments_beside, experts},
    {"comments are shown", WORK_READS, comments_shown, NULL},
    {"comments are answered", WORK_PARTS, comments_answered, NULL},
    {"a practice", WORK_ALONE, practise, NULL},
    {"packages are gathered", WORK_ALONE, gather_all, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
