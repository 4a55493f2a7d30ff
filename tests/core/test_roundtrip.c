/* Random workbooks: export, import of the folder into an empty workbook, export again: the same
 * to the byte; the dialect for Excel brings the same values too. */
#include "tests/core/chance.h"
#include "tests/core/exchange_fixture.h"

#include "core/exchange/package.h"

#define ROUNDS 6
#define MOST_ROWS 3 /* of a list form */

struct world {
    struct workbook *wb;
    uint64_t chance;
    bool readable; /* only what the dialect for Excel keeps: no dead references, no unread texts
                    */
    char uids[64][MOST_ROWS][64]; /* by form number */
    size_t counts[64];
};

static const char *const texts[] = {"'=1", "''@x", "0301", "11.01.02", "a;b,c",
    "kata \"kutip\"", "=SUM(A1)", "- butir", "+62", "1.500", "1,5", "17/8/26",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
    ("Ne\xCC\x81"
     "gara"),
    "Kab. Luwu Utara", "[]", "[\"x\"]", "|", "a | b", "NULL", "true", "\\n", "~",
    "\xC2\xA0tepi\xC2\xA0", "'", "ya"};
static const char *const long_texts[] = {"baris satu\nbaris dua", "\n\nawal kosong", "akhir \n",
    "\ttab di depan", "=1\n=2", "a\r\nb", "- satu\n- dua", "\"", "'\n'"};
static const char *const numbers[] = {"0", "1", "-3", "2 M", "750 jt", "65,5", "2,125",
    "1500000", "Rp 750.000.000,-", "12 desa", "69-70", "WTP"};
static const char *const odd[] = {
    "kira-kira", "1.5 M", "31 Februari 2026", "nanti", "'=x", "?"};

/* The id of some row of a form; NULL when it has none. */
static const char *some_row(struct world *w, const struct form *f)
{
    if (f->kind == FORM_FIXED)
        return f->rows->choices[chance(&w->chance, f->rows->count)].name;
    return w->counts[f->number] ? w->uids[f->number][chance(&w->chance, w->counts[f->number])]
                                : NULL;
}

/* A reference, or several, as JSON. */
static void set_reference(struct world *w, const char *uid, const struct field *f)
{
    const struct form *target = f->targets[chance(&w->chance, f->targets[1] ? 2 : 1)];
    const char *rows[3];
    size_t count = 0;
    struct value v = {0};

    for (uint64_t n = 1 + chance(&w->chance, 2); n > 0; n--)
        if (some_row(w, target))
            rows[count++] = some_row(w, target);
    if (!count)
        return;
    if (f->type->id == TYPE_REF)
        v = value_text_own(strdup(rows[0]));
    else {
        char *json;
        must(json_from_list(rows, count, &json, e));
        v = value_text_own(json);
    }
    must(action_set(w->wb, f->form, uid, f->name, &v, NULL, e));
    value_clear(&v);
}

static void set_any_reference(struct world *w, const char *uid, const struct field *f)
{
    const struct method *m = workbook_method(w->wb);
    const struct form *target = &m->forms[chance(&w->chance, m->form_count)];
    const char *row =
        target->kind == FORM_KEYED || target->kind == FORM_SINGLE ? NULL : some_row(w, target);
    const char *cells[LIMIT_COLUMNS] = {target->name, row, ""};
    struct value v;

    if (row && type_read_machine(f, cells, &v, NULL) == OUTCOME_VALUE) {
        must(action_set(w->wb, f->form, uid, f->name, &v, NULL, e));
        value_clear(&v);
    }
}

/* What a person could type into a field of this type. */
static const char *some_text(struct world *w, const struct field *f)
{
    static const char *const dates[] = {"17/8/26", "2026-08-17", "1 januari 2027", "29/2/2028"};
    static const char *const years[] = {"2026", "27", "2035"};
    static const char *const periods[] = {"2026-2028", "2026", "26-27", "2028-2026"};
    static const char *const times[] = {"08.30", "0:00", "23.59"};

    switch (f->type->id) {
    case TYPE_TEXT: return chance_of(&w->chance, texts);
    case TYPE_MULTILINE:
        return chance(&w->chance, 2) ? chance_of(&w->chance, texts)
                                     : chance_of(&w->chance, long_texts);
    case TYPE_DATE: return chance_of(&w->chance, dates);
    case TYPE_YEAR: return chance_of(&w->chance, years);
    case TYPE_PERIOD: return chance_of(&w->chance, periods);
    case TYPE_TIME: return chance_of(&w->chance, times);
    case TYPE_YESNO: return chance(&w->chance, 2) ? "ya" : "tidak";
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MULTIPLE: return f->list->choices[chance(&w->chance, f->list->count)].name;
    default: return chance_of(&w->chance, numbers);
    }
}

/* Several choices as JSON. */
static void set_choices(struct world *w, const char *uid, const struct field *f)
{
    const char *names[4];
    size_t count = 1 + chance(&w->chance, 4);
    char *json;

    for (size_t i = 0; i < count; i++)
        names[i] = f->list->choices[chance(&w->chance, f->list->count)].name;
    must(json_from_list(names, count, &json, e));
    struct value v = value_text_own(json);
    must(action_set(w->wb, f->form, uid, f->name, &v, NULL, e));
    value_clear(&v);
}

/* Types a text through the door every text passes (text_clean); in a readable world only what
 * the field makes a value of. */
static void type_text(struct world *w, const struct field *f, const char *uid, const char *text)
{
    enum text_flaw flaw;
    char *clean = text_clean(text, strlen(text), &flaw, NULL);
    struct value v, other;
    enum outcome o = cell_read(w->wb, f, uid, clean, &v, &other, NULL);

    if (!w->readable || o == OUTCOME_VALUE)
        fixture_type(w->wb, f->form->name, uid, f->name, clean);
    value_clear(&v);
    value_clear(&other);
    free(clean);
}

/* One cell gets something. */
static void set_cell(struct world *w, const char *uid, const struct field *f)
{
    struct value none = {0};

    if (f->level == LEVEL_KEY || f->level == LEVEL_COMPUTED || f->role == ROLE_REGION)
        return;
    if (!w->readable && chance(&w->chance, 12) == 0)
        must(action_set(w->wb, f->form, uid, f->name, &none, chance_of(&w->chance, odd), e));
    else if (f->type->id == TYPE_REF || f->type->id == TYPE_REF_MULTIPLE)
        set_reference(w, uid, f);
    else if (f->type->id == TYPE_ANY_REF)
        set_any_reference(w, uid, f);
    else if (f->type->id == TYPE_SELECT_MULTIPLE)
        set_choices(w, uid, f);
    else if (w->readable && f->role == ROLE_SUB_DIMENSION)
        return; /* its choices hang on the dimension */
    else
        type_text(w, f, uid, some_text(w, f));
}

static void fill_row(struct world *w, const struct form *f, const char *uid)
{
    uint64_t often = 1 + chance(&w->chance, 4);

    for (size_t i = 0; i < f->count; i++)
        if (chance(&w->chance, often) == 0)
            set_cell(w, uid, &f->fields[i]);
}

/* A keyed row with random keys. */
static void fill_keyed(struct world *w, const struct form *f)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;

    for (size_t i = 0; i < f->count; i++) {
        const struct field *k = &f->fields[i];
        if (k->level != LEVEL_KEY)
            continue;
        const char *row = k->targets ? some_row(w, k->targets[0])
                          : k->list  ? some_text(w, k)
                                     : NULL;
        if (k->targets || k->list)
            keys[at++] = row ? value_text_own(strdup(row)) : (struct value){0};
        else
            keys[at++] = value_integer(2026 + (int64_t)chance(&w->chance, 10));
    }
    char *uid = keyed_uid(f, keys);
    if (uid)
        fill_row(w, f, uid);
    free(uid);
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
}

/* Rows of every list form first, so that anything can refer to anything. */
static void make_rows(struct world *w)
{
    const struct method *m = workbook_method(w->wb);

    must(action_begin(w->wb, ACTION_EDIT, e));
    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        size_t *count = &w->counts[f->number];
        for (*count = 0; f->kind == FORM_LIST && *count < chance(&w->chance, MOST_ROWS + 1);)
            must(action_create(w->wb, f, NULL, NULL, w->uids[f->number][(*count)++], e));
    }
    must(action_commit(w->wb, e));
}

static void fill_rows(struct world *w)
{
    const struct method *m = workbook_method(w->wb);

    must(action_begin(w->wb, ACTION_EDIT, e));
    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        for (size_t r = 0; r < w->counts[f->number]; r++)
            fill_row(w, f, w->uids[f->number][r]);
        for (size_t r = 0; f->kind == FORM_FIXED && r < f->rows->count; r++)
            fill_row(w, f, f->rows->choices[r].name);
        for (size_t r = 0; f->kind == FORM_KEYED && r < 4; r++)
            fill_keyed(w, f);
        if (f->kind == FORM_SINGLE && f != method_plan_form(m))
            fill_row(w, f, f->name);
    }
    must(action_commit(w->wb, e));
}

/* Rows move, go to the trash, get other codes; the last action is taken back. */
static void shake(struct world *w)
{
    const struct method *m = workbook_method(w->wb);
    struct undo_result undone;

    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        const char *row = f->kind == FORM_LIST ? some_row(w, f) : NULL;
        if (!row || chance(&w->chance, 3))
            continue;
        must(action_begin(w->wb, ACTION_EDIT, e));
        switch (chance(&w->chance, w->readable ? 2 : 3)) {
        case 0: must(action_move(w->wb, f, row, w->uids[f->number][0], e)); break;
        case 1: must(action_code(w->wb, f, row, f->prefix[0] == '{' ? "" : "XYZ-9", e)); break;
        default:
            must(action_delete(w->wb, f, row, e));
            must(action_commit(w->wb, e));
            continue;
        }
        must(action_commit(w->wb, e));
    }
    must(undo_last(w->wb, &undone, e));
    undo_result_clear(&undone);
}

/* A random workbook; its path is the caller's. */
static char *make_world(struct world *w, uint64_t seed, bool readable)
{
    char *path = fixture_new("random");

    *w = (struct world){.chance = seed, .readable = readable};
    w->wb = fixture_open(path);
    make_rows(w);
    fill_rows(w);
    shake(w);
    return path;
}

/* Imports a folder into an empty workbook and exports that as machine CSV into another folder.
 */
static void through(const char *folder, const char *again, size_t unread)
{
    char *path = fixture_new("again");
    struct workbook *wb = fixture_open(path);
    struct told told = {0};
    struct import_options options = {.note = fixture_note, .context = &told};

    must(import_folder(wb, folder, &options, &told.result, e));
    if (told.result.rejected || told.result.marked != unread)
        fail_msg("%zu rejected, %zu marked, not %zu\n%s", told.result.rejected,
            told.result.marked, unread, told.notes);
    fixture_export_all(wb, again, "machine");
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* Every file of both folders. */
static void assert_same_folders(const struct method *m, const char *a, const char *b)
{
    for (size_t i = 0; i < m->form_count; i++) {
        char *name = text_format("%s/%s.csv", PACKAGE_DATA, m->forms[i].name);
        assert_same_file(a, b, name);
        free(name);
    }
    assert_same_file(a, b, PACKAGE_UNREAD);
}

static void a_package_comes_back_to_the_byte(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        struct world w;
        char *path = make_world(&w, chance_begin() * 1000 + round, false);
        char *a = fixture_folder("one"), *b = fixture_folder("two");
        size_t unread = fixture_export_all(w.wb, a, "machine");
        through(a, b, unread);
        assert_same_folders(workbook_method(w.wb), a, b);
        workbook_close(w.wb);
        unlink(path);
        free(path);
        free(a);
        free(b);
    }
}

static void excel_brings_the_same_values(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        struct world w;
        char *path = make_world(&w, chance_begin() * 3000 + round, true);
        char *a = fixture_folder("machine"), *x = fixture_folder("excel");
        char *b = fixture_folder("from-excel");
        fixture_export_all(w.wb, a, "machine");
        fixture_export_all(w.wb, x, "excel");
        through(x, b, 0);
        assert_same_folders(workbook_method(w.wb), a, b);
        workbook_close(w.wb);
        unlink(path);
        free(path);
        free(a);
        free(x);
        free(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_package_comes_back_to_the_byte),
        cmocka_unit_test(excel_brings_the_same_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
