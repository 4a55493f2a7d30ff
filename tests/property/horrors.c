/* Random workbooks full of what is hard to carry: every kind of form and type of field, texts
 * that look like something else, texts no field understands, rows deleted, united, moved. */
#include "tests/property/horrors.h"

#include "core/exchange/excel.h"
#include "core/store/unite.h"
#include "core/store/upgrade.h"
#include "tests/core/chance.h"
#include "tests/core/exchange_fixture.h"
#include "tests/property/sample_method.h"

/* What a text of a person begins with, has in it, and ends with. */
static const char *const parts[] = {"a", "Sama", "=", "+", "@", "-", "'", "''", "'=", "\"",
    "\"\"", ";", ",", "|", " | ", " ", "  ", "\t", "\n", "\r", "\r\n", "\n\n", "\xC2\xA0",
    "\xEF\xBB\xBF", "e\xCC\x81", "\xCC\x81", "\xD7\xA9\xD7\x9C", "\xE2\x80\xAE", "\xE2\x80\x8F",
    "\xC2\xAD", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
    "\xF0\x9F\x87\xAE\xF0\x9F\x87\xA9", "\xE2\x80\x83", "\xE2\x80\xA8", "\xEF\xBF\xBD",
    "\xEF\xBF\xBF", "\xEF\xAC\x81", "\xE2\x84\xAB", "\\", "\\n", "[", "]", "{\"a\":1}",
    "[\"x\"]", "null", "NULL", "0", "1.000", "1,5", "%", "\x7F", "\x01", "17/8/26"};
/* Whole texts that look like something else. */
static const char *const wholes[] = {"Sama", "Sama", "'=1", "''@x", "0301", "11.01.02", "a;b,c",
    "kata \"kutip\"", "=SUM(A1)", "- butir", "+62", "1.500", "1,5", "17/8/26", "2026-08-17",
    "Kab. Luwu Utara", "[]", "|", "a | b", "true", "~", "'", "ya", "tidak", "0", "id", "\"",
    "kode_wilayah,id,kode", "1E5", "-", "''''=", "0x1F", "nan"};
static const char *const numbers[] = {"0", "1", "-3", "2 M", "750 jt", "65,5", "2,125",
    "1500000", "Rp 750.000.000,-", "12 desa", "69-70", "WTP", "0,1", "9007199254740993",
    "0,30000000000000004", "-0", "1e-7", "100 %", "1.000", "999999999999", "0,5 %"};
static const char *const odd[] = {"kira-kira", "1.5 M", "31 Februari 2026", "nanti", "'=x", "?",
    "=1+1", "''='", "\tx", "  1 2  ", "1.000,5.3", "a | b", "[\"x\"]", "\"", "13/13/26",
    "a\nb"};
static const char *const codes[] = {"007", "1E5", "=1+1", "2026-01-02", "-1", "'=x", "a,b;c",
    "\"Q\"", "GOV-P01", "0", "+62", "a | b", "XYZ-9"};

#define LONG_TEXT 100000
#define TEXT_ROOM (LONG_TEXT + 512)

/* A random text of a person, as it comes through the one door (text_clean). The caller's. */
static char *random_text(struct horrors *w)
{
    char *raw = calloc(1, TEXT_ROOM), *clean;
    size_t count = 1 + chance(&w->chance, 7);
    enum text_flaw flaw;

    assert_non_null(raw);
    if (chance(&w->chance, 4) == 0)
        strcpy(raw, chance_of(&w->chance, wholes));
    else
        for (size_t i = 0; i < count; i++)
            strcat(raw, chance_of(&w->chance, parts));
    size_t size = strlen(raw), used = size;
    if (size && chance(&w->chance, 150) == 0)
        for (; used + size < LONG_TEXT; used += size)
            memcpy(raw + used, raw, size);
    clean = text_clean(raw, used, &flaw, NULL);
    assert_non_null(clean);
    free(raw);
    return clean;
}

/* The id of some row of a form; NULL when it has none. */
static const char *some_row(struct horrors *w, const struct form *f)
{
    if (f->kind == FORM_FIXED)
        return f->rows->choices[chance(&w->chance, f->rows->count)].name;
    return w->counts[f->number] ? w->uids[f->number][chance(&w->chance, w->counts[f->number])]
                                : NULL;
}

/* A reference, or several, as JSON. */
static void set_reference(struct horrors *w, const char *uid, const struct field *f)
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

static void set_any_reference(struct horrors *w, const char *uid, const struct field *f)
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

/* What a person could type into a field of this type. The caller's. */
static char *some_text(struct horrors *w, const struct field *f)
{
    static const char *const dates[] = {
        "17/8/26", "2026-08-17", "1 januari 2027", "29/2/2028", "3/4/2027", "03.04.27"};
    static const char *const years[] = {"2026", "27", "2035"};
    static const char *const periods[] = {"2026-2028", "2026", "26-27", "2028-2026"};
    static const char *const times[] = {"08.30", "0:00", "23.59"};

    switch (f->type->id) {
    case TYPE_TEXT:
    case TYPE_MULTILINE: return random_text(w);
    case TYPE_DATE: return strdup(chance_of(&w->chance, dates));
    case TYPE_YEAR: return strdup(chance_of(&w->chance, years));
    case TYPE_PERIOD: return strdup(chance_of(&w->chance, periods));
    case TYPE_TIME: return strdup(chance_of(&w->chance, times));
    case TYPE_YESNO: return strdup(chance(&w->chance, 2) ? "ya" : "tidak");
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MULTIPLE:
        return strdup(f->list->choices[chance(&w->chance, f->list->count)].name);
    case TYPE_MEASURE:
        return chance(&w->chance, 3) ? strdup(chance_of(&w->chance, numbers)) : random_text(w);
    default: return strdup(chance_of(&w->chance, numbers));
    }
}

/* Several choices as JSON. */
static void set_choices(struct horrors *w, const char *uid, const struct field *f)
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

/* Types a text; in a readable world only what the field makes a value of. */
static void type_text(struct horrors *w, const struct field *f, const char *uid, char *text)
{
    struct value v = {0}, other = {0}, none = {0};
    enum outcome o = cell_read(w->wb, f, uid, text, &v, &other, NULL);

    if (o == OUTCOME_VALUE)
        must(action_set(w->wb, f->form, uid, f->name, &v, NULL, e));
    else if (!w->readable && o != OUTCOME_EMPTY)
        must(action_set(w->wb, f->form, uid, f->name, &none, text, e));
    value_clear(&v);
    value_clear(&other);
    free(text);
}

/* One cell gets something. */
static void set_cell(struct horrors *w, const char *uid, const struct field *f)
{
    if (f->level == LEVEL_KEY || f->level == LEVEL_COMPUTED || f->role == ROLE_REGION)
        return;
    if (!w->readable && chance(&w->chance, 12) == 0)
        type_text(w, f, uid,
            chance(&w->chance, 2) ? random_text(w) : strdup(chance_of(&w->chance, odd)));
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

static void fill_row(struct horrors *w, const struct form *f, const char *uid)
{
    uint64_t often = 1 + chance(&w->chance, 4);

    for (size_t i = 0; i < f->count; i++)
        if (chance(&w->chance, often) == 0)
            set_cell(w, uid, &f->fields[i]);
}

/* A keyed row with random keys. */
static void fill_keyed(struct horrors *w, const struct form *f)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;

    for (size_t i = 0; i < f->count; i++) {
        const struct field *k = &f->fields[i];
        if (k->level != LEVEL_KEY)
            continue;
        const char *row = k->targets ? some_row(w, k->targets[0]) : NULL;
        if (k->list)
            keys[at++] = value_text_own(some_text(w, k));
        else if (k->targets)
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
static void make_rows(struct horrors *w)
{
    const struct method *m = workbook_method(w->wb);

    must(action_begin(w->wb, ACTION_EDIT, e));
    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        size_t *count = &w->counts[f->number];
        for (*count = 0; f->kind == FORM_LIST && *count < chance(&w->chance, HORRORS_ROWS + 1);)
            must(action_create(w->wb, f, NULL, NULL, w->uids[f->number][(*count)++], e));
    }
    must(action_commit(w->wb, e));
}

static void fill_rows(struct horrors *w)
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

/* A code that looks like something else, or the next free one. */
static void give_code(struct horrors *w, const struct form *f, const char *row)
{
    bool own = f->prefix[0] && f->prefix[0] != '{' ? chance(&w->chance, 2) : true;

    must(action_begin(w->wb, ACTION_EDIT, e));
    must(action_code(w->wb, f, row, own ? chance_of(&w->chance, codes) : "", e));
    must(action_commit(w->wb, e));
}

/* Two rows become one. */
static void unite(struct horrors *w, const struct form *f)
{
    size_t *count = &w->counts[f->number];
    struct unite_result result = {0};

    if (*count < 2)
        return;
    must(unite_rows(
        w->wb, f, w->uids[f->number][0], w->uids[f->number][*count - 1], &result, e));
    unite_result_clear(&result);
    (*count)--;
}

/* One row goes to the trash; what refers to it stays. */
static void throw_away(struct horrors *w, const struct form *f)
{
    size_t *count = &w->counts[f->number];

    if (*count == 0)
        return;
    must(action_begin(w->wb, ACTION_DELETE, e));
    must(action_delete(w->wb, f, w->uids[f->number][--*count], e));
    must(action_commit(w->wb, e));
}

/* Rows move, get other codes, become one, go to the trash; the last action is taken back. */
static void shake(struct horrors *w)
{
    const struct method *m = workbook_method(w->wb);
    struct undo_result undone;

    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        const char *row = f->kind == FORM_LIST ? some_row(w, f) : NULL;
        if (!row || chance(&w->chance, 2))
            continue;
        switch (chance(&w->chance, w->readable ? 3 : 4)) {
        case 0:
            must(action_begin(w->wb, ACTION_MOVE, e));
            must(action_move(w->wb, f, row, w->uids[f->number][0], e));
            must(action_commit(w->wb, e));
            break;
        case 1: give_code(w, f, row); break;
        case 2: unite(w, f); break;
        default: throw_away(w, f); break;
        }
    }
    must(undo_last(w->wb, &undone, e));
    undo_result_clear(&undone);
}

/* The small method's newer version. */
static void retire(const char *path)
{
    struct upgrade_report report;
    struct source files;

    must(sample_method_later(&files, e));
    must(upgrade_workbook(path, &files, &fixture_person, &report, e));
    assert_int_equal(report.choices_retired, 1);
    upgrade_report_clear(&report);
    source_free(&files);
}

/* A workbook of a method as it is at first. */
static char *fresh(const char *name, enum horrors_method method)
{
    if (method == HORRORS_SHIPPED)
        return fixture_new(name);
    char *path = text_format("%s/%s.susun", getenv("TMPDIR"), name);
    struct source files;

    unlink(path);
    must(sample_method(&files, e));
    must(workbook_new(path, &files, "73.22", 2026, 10, &fixture_person, e));
    source_free(&files);
    return path;
}

char *horrors_empty(const char *name, enum horrors_method method)
{
    char *path = fresh(name, method);

    if (method == HORRORS_RETIRED)
        retire(path);
    return path;
}

char *horrors_make(struct horrors *h, enum horrors_method method, uint64_t seed, bool readable)
{
    char *path = fresh("random", method);

    *h = (struct horrors){.chance = seed, .readable = readable};
    h->wb = fixture_open(path);
    make_rows(h);
    fill_rows(h);
    shake(h);
    if (method == HORRORS_RETIRED) {
        workbook_close(h->wb);
        retire(path);
        h->wb = fixture_open(path);
    }
    return path;
}
