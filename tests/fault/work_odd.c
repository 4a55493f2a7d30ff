/* Odd input: files nobody can take apart, headings that fit nothing, texts of every shape,
 * names that are not there; a refusal is the result. */
#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/exchange/import.h"
#include "core/method/type.h"
#include "core/store/action.h"
#include "core/store/history.h"
#include "core/store/mark.h"
#include "core/store/undo.h"
#include "tests/fault/city.h"

/* A refusal that is meant comes with a sentence. Anything else goes on as it is. */
static enum status refused(enum status s, enum status meant, struct error *why, struct error *e)
{
    struct error fixed = {0};

    error_memory(&fixed);
    if (s == meant && strcmp(error_text(why), error_text(&fixed)) == 0)
        s = STATUS_MEMORY;                         /* there was none for the sentence */
    tell_number(s == meant && error_text(why)[0]); /* its place may be missing */
    enum status came = s == meant ? STATUS_OK : s;
    if (came != STATUS_OK)
        error_set(e, came, "%s", error_text(why));
    error_clear(&fixed);
    error_clear(why);
    return came;
}

static void hear(void *context, bool rejected, const char *where, const char *text)
{
    (void)context;
    tell_number(rejected);
    tell(where);
    tell(text);
}

/* Rows that cannot be taken apart, and such that cannot be a record. */
static enum status broken_rows(struct workbook *wb, bool lasting, struct error *e)
{
    static const char csv[] = "kode,nama,target\nX,\"a\"b,1\nY,Dua\nZ,tiga,3,4\nW,\xff\xfe,1\n"
                              "V,empat \\u0041,\"5\"\n,\"tidak tutup,6\n,Lima,7\n,Enam,8\n";
    static const char fixed[] = "id,kondisi\nGOV,baik\nXYZ,apa\n,kosong\n";
    static const char keyed[] = "program;sumber;tahun;jumlah\nTIDAK-P9;apbd;2027;3\n"
                                ";apbd;2027;1\nLIV-P01;apbd;3027;1\n";
    const struct import_options options = {.note = hear};
    struct import_result r = {0};
    enum status s = import_bytes(
        wb, city_form(wb, "program"), "p.csv", csv, sizeof csv - 1, &options, &r, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = import_bytes(
            wb, city_form(wb, "dimensi"), "d.csv", fixed, sizeof fixed - 1, &options, &r, e);
    if (s == STATUS_OK)
        s = import_bytes(
            wb, city_form(wb, "anggaran"), "a.csv", keyed, sizeof keyed - 1, &options, &r, e);
    tell_number((int64_t)(r.rejected * 100 + r.marked * 10 + r.added));
    return s;
}

/* Headings that cannot be used, each for a reason of its own. */
static enum status headings(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const csv[] = {"nama,apa_ini\nx,y\n", "nama,nama\nx,y\n", "zz,yy\nx,y\n",
        "\xff,nama\nx,y\n", "", "Judul;Apa\nx;y\n"};
    static const char *const maps[] = {"Judul=nama", "Apa=", NULL};
    static const char *const none_there[] = {"Bukan=nama", NULL};
    struct import_options options = {.note = hear, .dry_run = true};
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i <= sizeof csv / sizeof *csv; i++) {
        const char *text = csv[i < 6 ? i : 0];
        struct error why = {0};
        struct import_result r = {0};
        options.maps = i == 5 ? maps : i == 6 ? none_there : NULL;
        s = import_bytes(
            wb, city_form(wb, "program"), "p.csv", text, strlen(text), &options, &r, &why);
        s = refused(s, STATUS_DATA, &why, e);
    }
    return s;
}

/* Marks, rows and changes that are not there. */
static enum status not_there(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const names[] = {"tidak ada", "", "s"};
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof names / sizeof *names; i++) {
        struct mark mark = {0};
        const struct form *form = NULL;
        struct error why = {0};
        char *uid = NULL;
        s = mark_named(wb, names[i], &mark, &why);
        s = refused(s, STATUS_USAGE, &why, e);
        mark_clear(&mark);
        if (s == STATUS_OK) {
            s = history_find(wb, names[i], &form, &uid, &why);
            s = refused(s, STATUS_USAGE, &why, e);
        }
        free(uid);
    }
    return s;
}

/* The first change of a kind: of a grid's cell, or whether a row is there. */
struct wanted {
    bool keyed;
    bool found;
};

static enum status take_change(void *context, const struct change *c, struct error *e)
{
    struct wanted *w = context;
    bool fits = c->form && (w->keyed ? c->form->kind == FORM_KEYED
                                     : c->form->kind == FORM_LIST && !c->field_name[0]);

    (void)e;
    if (!fits)
        return STATUS_OK;
    tell(c->uid);
    w->found = true;
    return STATUS_MISSING;
}

/* What a cell of a grid is called, and a row that is brought back through its history. */
static enum status through_history(struct workbook *wb, bool lasting, struct error *e)
{
    const struct form *f = city_form(wb, "gagasan");
    const struct history_query of_row = {.form = f, .uid = city_row(wb, "gagasan", 0)};
    const struct history_query all = {.oldest_first = true};
    struct wanted w = {.keyed = true};
    struct change *list = NULL;
    size_t count = 0;
    bool done = false;
    char *name = NULL;
    char *cell = text_format("[\"%s\",\"csr\",2028]", city_row(wb, "program", 0));
    enum status s = cell ? history_each(wb, &all, take_change, &w, e) : error_memory(e);

    (void)lasting;
    if (s == STATUS_OK)
        s = history_name(wb, city_form(wb, "anggaran"), cell, &name, e);
    tell(s == STATUS_OK && name ? name : "");
    free(name);
    free(cell);
    if (s == STATUS_OK)
        s = history_read(wb, &of_row, 100, &list, &count, e);
    for (size_t i = 0; s == STATUS_OK && !done && i < count; i++)
        if (!list[i].field_name[0])
            s = history_restore(wb, &list[i], false, &done, e);
    tell_number((int64_t)count * 10 + done);
    history_free(list, count);
    return s;
}

/* One of four actions on a new row, each of its own: made, moved, named, deleted. */
static enum status act(struct workbook *wb, int which, char uid[64], struct error *e)
{
    const struct form *f = city_form(wb, "program");
    enum status s = action_begin(wb, which == 3 ? ACTION_DELETE : ACTION_EDIT, e);

    if (s != STATUS_OK)
        return s;
    switch (which) {
    case 0: s = action_create(wb, f, NULL, city_row(wb, "program", 0), uid, e); break;
    case 1: s = action_move(wb, f, uid, city_row(wb, "program", 1), e); break;
    case 2: s = city_type(wb, "program", uid, "nama", "Baru sekali", e); break;
    default: s = action_delete(wb, f, uid, e); break;
    }
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

/* All of that, looked for by its name, taken back and done again. */
static enum status back_and_forth(struct workbook *wb, bool lasting, struct error *e)
{
    char uid[64] = "";
    enum status s = STATUS_OK;

    (void)lasting;
    for (int i = 0; s == STATUS_OK && i < 4; i++) {
        const char *where = NULL;
        char *found = NULL;
        s = act(wb, i, uid, e);
        if (s == STATUS_OK && record_resolve(wb, city_field(wb, "anggaran", "program"),
                                  "Baru sekali", &found, &where) == MATCH_FAILED)
            s = error_memory(e);
        free(found);
    }
    for (int i = 0; s == STATUS_OK && i < 8; i++) {
        struct undo_result r = {0};
        s = i < 4 ? undo_last(wb, &r, e) : redo_last(wb, &r, e);
        undo_result_clear(&r);
    }
    return s;
}

/* Numbers, days and spans as people type them. */
static const char *const typed[] = {"1.500.000,-", "Rp 1.500,00", "1.5 M", "1,500,000",
    "150.00", "0,75 miliar", "-5 jt", "+3", "12.000 rumah", "69,1-69,5", "65,5 persen",
    "1 500 000", "2.88", "1.500", "500rb", "1 T", "17 Agustus 2027", "17/8/27",
    "2027-08-17T00:00:00Z", "besok", "8/17/2027", "Agst. 2027", "2026-2028", "26-28",
    "5 tahun (2026-2030)", "tahun ke-2", "pukul 7.30 WITA", "07:30", "7 pagi", "x",
    "9999999999999999999", "1e5", "2 juta", "Senin"};

static enum status readings(struct workbook *none, bool lasting, struct error *e)
{
    const struct date today = {.year = 2026, .month = 6, .day = 13};

    (void)none, (void)lasting, (void)e;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        int64_t n = 0, m = 0;
        double x = 0, y = 0;
        struct date d = {0};
        int from = 0, to = 0;
        tell_number(number_money(typed[i], &n, &m) * 10 + number_integer(typed[i], &n, &m));
        tell_number(number_decimal(typed[i], &x, &y) * 10 + number_percent(typed[i], &x, &y));
        tell_number(number_measure(typed[i], &x) * 2 + number_measure_asks(typed[i], &x, &y));
        number_from_plain(typed[i], &x); /* without memory it is none */
        tell_number(date_read(typed[i], today, &d));
        tell_number(date_year(typed[i], &from) + date_time(typed[i], &to) * 10);
        tell_number(date_period(typed[i], 2026, &from, &to));
    }
    return STATUS_OK;
}

/* Lists as JSON, with all its escapes and mistakes. */
static enum status lists(struct workbook *none, bool lasting, struct error *e)
{
    static const char *const texts[] = {
        "[ \"a\\n\\t\\\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\", -12 ]", "[\"\\ud83d\"]",
        "[\"a\", ]", "[\"\\x\"]", "[\"offen", "[1.5]", "{}", "[]", "[\"a\"] z", "[\"\\u12\"]",
        "[\"\\udc00\"]"};
    static const char *const items[] = {"a\nb\tc", "\x01", "\"", "a\nb\tc"};
    char *json = NULL;
    enum status s = json_from_list(items, 4, &json, e);

    (void)none, (void)lasting;
    tell(s == STATUS_OK ? json : "");
    free(json);
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++) {
        struct error why = {0};
        char **list = NULL;
        size_t count = 0;
        s = json_to_list(texts[i], &list, &count, &why);
        if (s == STATUS_OK) {
            for (size_t k = 0; k < count; k++)
                tell(list[k]);
            json_list_free(list, count);
        }
        s = refused(s, STATUS_DATA, &why, e);
    }
    return s;
}

struct work odd_works[] = {
    {"broken rows come in", WORK_PARTS, broken_rows, NULL},
    {"headings that fit nothing", WORK_WRITES, headings, NULL},
    {"names that are not there", WORK_READS, not_there, NULL},
    {"a row comes back by its history", WORK_WRITES, through_history, NULL},
    {"back and forth", WORK_PARTS, back_and_forth, NULL},
    {"texts are read", WORK_ALONE, readings, NULL},
    {"lists are read", WORK_ALONE, lists, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
