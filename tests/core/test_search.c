/* Cari: what is found, in which order, what is not, and that looking can be given up. */
#include "tests/core/store_fixture.h"

#include "core/base/find.h"
#include "core/plan/search.h"
#include "core/store/scope.h"
#include "tests/property/chance.h"

/* Looks to the end. */
static struct search *look(struct workbook *wb, const char *typed, const struct form *only)
{
    struct search *s;
    bool more = true;

    must(search_begin(wb, typed, only, &s, e));
    while (more)
        must(search_go(s, &more, e));
    return s;
}

/* A row that is there. */
static char *row(struct workbook *wb, const char *form, const char *field, const char *text)
{
    return fixture_row(wb, form, field, text);
}

/* Whether a cell is among what was found. */
static bool holds(
    const struct search *s, const struct form *form, const char *uid, const struct field *field)
{
    const struct search_hit *hit;

    for (size_t i = 0; (hit = search_hit(s, i)) != NULL; i++)
        if (hit->form == form && strcmp(hit->uid, uid) == 0 && (!field || hit->field == field))
            return true;
    return false;
}

/* How many places a text has. */
static size_t count(struct workbook *wb, const char *typed)
{
    struct search *s = look(wb, typed, NULL);
    size_t n = search_count(s);

    search_free(s);
    return n;
}

static void a_needle_is_found_as_typed(void **state)
{
    static const struct {
        const char *typed, *text;
        size_t start, bytes; /* bytes 0: not there */
        bool begins, ends;
    } cases[] = {
        {"kakao", "Pasar KAKAO rakyat", 6, 5, false, false},
        {"PASAR", "pasar", 0, 5, true, true},
        {" pasar. ", "(Pasar)", 1, 5, true, true},
        {"e-government", "E Government 2026", 0, 12, true, false},
        {"a b", "a -- b", 0, 6, true, true},
        {"ab", "a b", 0, 0, false, false},
        {"cafe", "Caf\xc3\xa9 kota", 0, 5, true, false},
        {"CAF\xc3\x89", "di cafe", 3, 4, false, true},
        {"cafe", "Cafe\xcc\x81 kota", 0, 4, true, false},
        {"fikir", "\xef\xac\x81kir", 0, 6, true, true},
        {"stra\xc3\x9f", "STRASSE", 0, 6, true, false},
        {"1.500", "Rp1.500.000", 2, 5, false, false},
        {"100%", "100% desa", 0, 4, true, false},
        {"...", "a...b", 0, 0, false, false},
        {"", "a", 0, 0, false, false},
        {"b",
            "a\xff"
            "b",
            2, 1, false, true},
        {"a b c", "x a b a b c", 6, 5, false, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct needle needle;
        struct needle_place at = {0};
        must(needle_take(&needle, cases[i].typed, e));
        bool found = needle_find(&needle, cases[i].text, strlen(cases[i].text), &at);
        if (found != (cases[i].bytes > 0) ||
            (found && (at.start != cases[i].start || at.bytes != cases[i].bytes ||
                          at.begins != cases[i].begins || at.ends != cases[i].ends)))
            fail_msg("case %zu: '%s' in '%s': %d at %zu, %zu bytes, %d %d", i, cases[i].typed,
                cases[i].text, found, at.start, at.bytes, at.begins, at.ends);
        needle_clear(&needle);
    }
}

static void codes_come_first_then_names_then_texts(void **state)
{
    char *path = fixture_new("order");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "program");
    char *text = row(wb, "program", "nama", "Air bersih");
    char *inside = row(wb, "program", "nama", "Rumah pasar tani");
    char *begins = row(wb, "program", "nama", "Pasar kakao");
    char *coded = row(wb, "program", "nama", "Gerbang kota");

    (void)state;
    fixture_set(wb, "program", text, "lokasi", "Di pasar Masamba");
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_code(wb, form, coded, "PASAR", e));
    must(action_commit(wb, e));
    struct search *s = look(wb, "pasar", NULL);
    const char *const expected[] = {coded, begins, inside, text};
    const enum search_rank ranks[] = {SEARCH_CODE, SEARCH_BEGINS, SEARCH_NAME, SEARCH_TEXT};
    assert_int_equal(search_count(s), 4);
    assert_int_equal(search_count_of(s, form), 4);
    for (size_t i = 0; i < 4; i++) {
        const struct search_hit *hit = search_hit(s, i);
        assert_string_equal(hit->uid, expected[i]);
        assert_int_equal(hit->rank, ranks[i]);
        assert_int_equal(
            strncasecmp(hit->text + hit->start, "pasar", 5), 0); /* what was found is shown */
        assert_int_equal(hit->bytes, 5);
    }
    assert_string_equal(search_hit(s, 0)->text, "PASAR Gerbang kota");
    assert_ptr_equal(search_hit(s, 3)->field, form_field(form, "lokasi"));
    search_free(s);
    free(text), free(inside), free(begins), free(coded);
    workbook_close(wb);
    free(path);
}

static void a_former_code_an_unread_text_a_comment_and_a_whole_amount_are_found(void **state)
{
    char *path = fixture_new("kinds");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "program");
    char *uid = row(wb, "program", "nama", "Pasar kakao");
    const struct form *comments = method_form_of_role(workbook_method(wb), FORM_ROLE_COMMENT);
    const struct field *says = form_title_field(comments);

    (void)state;
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_set(wb, form, uid, "kode_lama",
        &(struct value){.kind = VALUE_TEXT, .text = "ECO-P77"}, NULL, e));
    must(action_commit(wb, e));
    fixture_set(wb, "program", uid, "perkiraan_biaya", "sekitar seratus");
    struct search *s = look(wb, "eco-p77", NULL);
    assert_int_equal(search_kept(s), 1);
    assert_true(search_hit(s, 0)->old);
    assert_int_equal(search_hit(s, 0)->rank, SEARCH_CODE);
    search_free(s);
    s = look(wb, "itar sera", NULL);
    assert_true(holds(s, form, uid, form_field(form, "perkiraan_biaya")));
    search_free(s);
    fixture_set(wb, "program", uid, "perkiraan_biaya", "34 miliar");
    static const char *const amounts[] = {"34 miliar", "34.000.000.000", "Rp34 M"};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        s = look(wb, amounts[i], NULL);
        assert_true(holds(s, form, uid, form_field(form, "perkiraan_biaya")));
        assert_int_equal(search_hit(s, 0)->rank, SEARCH_VALUE);
        search_free(s);
    }
    assert_int_equal(count(wb, "itar sera"), 0);
    char *note = row(wb, comments->name, says->name, "Tanyakan Balai Kakao");
    s = look(wb, "balai kak", NULL);
    assert_true(holds(s, comments, note, says));
    search_free(s);
    free(note), free(uid);
    workbook_close(wb);
    free(path);
}

static void what_lies_in_the_trash_is_not_found(void **state)
{
    char *path = fixture_new("trash");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "program");
    char *uid = row(wb, "program", "nama", "Pasar kakao");
    struct search *s;

    (void)state;
    fixture_set(wb, "program", uid, "perkiraan_biaya", "kakao dulu");
    assert_int_equal(count(wb, "kakao"), 2);
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, form, uid, e));
    must(action_commit(wb, e));
    assert_int_equal(count(wb, "kakao"), 0);
    s = look(wb, "kakao", form);
    assert_null(search_hit(s, 0));
    search_free(s);
    free(uid);
    workbook_close(wb);
    free(path);
}

static void one_form_alone_is_kept_and_the_others_are_counted(void **state)
{
    char *path = fixture_new("only");
    struct workbook *wb = fixture_open(path);
    const struct form *program = fixture_form(wb, "program"), *isu = fixture_form(wb, "isu");
    char *a = row(wb, "program", "nama", "Pasar kakao");
    char *b = row(wb, "isu", "teks", "Kakao murah");

    (void)state;
    struct search *s = look(wb, "kakao", isu);
    assert_int_equal(search_kept(s), 1);
    assert_int_equal(search_count(s), 1);
    assert_int_equal(search_count_of(s, program), 1);
    assert_int_equal(search_count_of(s, isu), 1);
    assert_true(holds(s, isu, b, NULL));
    search_free(s);
    free(a), free(b);
    workbook_close(wb);
    free(path);
}

/* The first ones are kept, all are counted; they are the best, though the best comes last. */
static void many_are_counted_and_the_best_kept(void **state)
{
    char *path = fixture_new("many");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "program");
    const struct value name = {.kind = VALUE_TEXT, .text = "Rumah kakao"};
    char uid[64];

    (void)state;
    must(action_begin(wb, ACTION_PASTE, e));
    for (int i = 0; i < 700; i++) {
        must(action_create(wb, form, NULL, NULL, uid, e));
        must(action_set(wb, form, uid, "nama", &name, NULL, e));
    }
    must(action_commit(wb, e));
    char *best = row(wb, "program", "nama", "Kakao rakyat");
    struct search *s = look(wb, "kakao", NULL);
    assert_int_equal(search_kept(s), SEARCH_MOST);
    assert_int_equal(search_count(s), 701);
    assert_string_equal(search_hit(s, 0)->uid, best);
    assert_null(search_hit(s, SEARCH_MOST));
    search_free(s);
    free(best);
    workbook_close(wb);
    free(path);
}

/* Whether a statement is being read. */
static bool something_is_open(struct workbook *wb)
{
    sqlite3 *h = db_handle(workbook_db(wb));
    bool open = false;

    for (sqlite3_stmt *s = sqlite3_next_stmt(h, NULL); s; s = sqlite3_next_stmt(h, s))
        open = open || sqlite3_stmt_busy(s);
    return open;
}

/* Between two pieces nothing is open: one may write, and go away. */
static void looking_can_be_given_up(void **state)
{
    char *path = fixture_new("cancel");
    struct workbook *wb = fixture_open(path);
    char *uid = row(wb, "program", "nama", "Pasar kakao");
    bool more = true;
    size_t pieces = 0;

    (void)state;
    for (bool whole = false; !whole; pieces++) {
        struct search *s;
        must(search_begin(wb, "kakao", NULL, &s, e));
        more = true;
        for (size_t i = 0; more && i < pieces; i++)
            must(search_go(s, &more, e));
        whole = !more;
        assert_false(something_is_open(wb));
        fixture_set(wb, "program", uid, "lokasi", pieces % 2 ? "Baebunta" : "Masamba");
        search_free(s);
    }
    assert_true(pieces > workbook_method(wb)->form_count);
    free(uid);
    workbook_close(wb);
    free(path);
}

/* A group's copy finds what it shows, and says how much it does not. */
static void a_group_finds_its_part(void **state)
{
    char *path = fixture_new("part");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "program");
    const struct form *groups = method_form_of_role(workbook_method(wb), FORM_ROLE_GROUP);
    char *ours = row(wb, "program", "nama", "Kakao kita");
    char *theirs = row(wb, "program", "nama", "Kakao mereka");
    char *group = row(wb, groups->name, form_role_field(groups, ROLE_GROUP_NUMBER)->name, "3");

    (void)state;
    fixture_set(wb, groups->name, group, form_role_field(groups, ROLE_GROUP_SCOPE)->name,
        "Smart Economy");
    fixture_set(wb, "program", ours, "sub_dimensi", "ECO1");
    fixture_set(wb, "program", theirs, "sub_dimensi", "GOV1");
    must(workbook_set_group(wb, 3, e));
    assert_true(scope_hides(wb));
    struct search *s = look(wb, "kakao", NULL);
    assert_true(holds(s, form, ours, NULL));
    assert_false(holds(s, form, theirs, NULL));
    assert_int_equal(search_count(s), 1);
    assert_int_equal(search_count_hidden(s), 1);
    search_free(s);
    scope_show_all(wb, true);
    assert_int_equal(count(wb, "kakao"), 2);
    free(ours), free(theirs), free(group);
    workbook_close(wb);
    free(path);
}

/* Words of a random text. */
static const char *const words[] = {"Pasar", "kakao", "Caf\xc3\xa9", "e-government",
    "\"kutip\"", "100%", "desa/kelurahan", "\xe2\x80\x93", "STRASSE", "na\xc3\xafve", "2026",
    "air", "(dua)", "\xe6\x97\xa5\xe6\x9c\xac", "jaringan\nlunak", "ti\xcc\x81ga"};

static char *random_text(struct chance *c)
{
    char *text = strdup("");

    for (size_t n = 2 + chance_below(c, 12); n > 0; n--) {
        char *longer = text_format("%s%s%s", text, text[0] ? " " : "",
            words[chance_below(c, sizeof words / sizeof *words)]);
        free(text);
        text = longer;
    }
    char *clean = text_clean(text, strlen(text), &(enum text_flaw){0}, NULL);
    free(text);
    return clean;
}

/* A part of a text that begins and ends between characters and has three letters at least. */
static char *random_part(struct chance *c, const char *text)
{
    size_t from = 0, to, letters = 0;

    for (size_t skip = chance_below(c, 20); skip > 0 && text[text_next(text, from)]; skip--)
        from = text_next(text, from);
    size_t least = 3 + chance_below(c, 10);
    for (to = from; text[to] && letters < least; to = text_next(text, to))
        letters += !text_is_gap((unsigned char)text[to]);
    return letters >= 3 ? strndup(text + from, to - from) : NULL;
}

/* Every text of a random workbook is found by any part of it. */
static void any_part_of_any_text_finds_it(void **state)
{
    struct chance c = chance_from(20261124);
    char *path = fixture_new("world");
    struct workbook *wb = fixture_open(path);
    const struct method *m = workbook_method(wb);
    size_t asked = 0;

    (void)state;
    for (size_t turn = 0; turn < 200; turn++) {
        const struct form *form = &m->forms[chance_below(&c, m->form_count)];
        const struct field *field = &form->fields[chance_below(&c, form->count)];
        char uid[64];
        bool text = field->type->id == TYPE_TEXT || field->type->id == TYPE_MULTILINE ||
                    field->type->id == TYPE_MONEY || field->type->id == TYPE_MEASURE;
        if (!text || form->since || form->kind == FORM_KEYED || field->level == LEVEL_COMPUTED)
            continue;
        must(action_begin(wb, ACTION_EDIT, e));
        if (form->kind == FORM_LIST)
            must(action_create(wb, form, NULL, NULL, uid, e));
        else
            snprintf(uid, sizeof uid, "%s",
                form->kind == FORM_SINGLE
                    ? form->name
                    : form->rows->choices[chance_below(&c, form->rows->count)].name);
        char *typed = random_text(&c);
        const struct value value = {.kind = VALUE_TEXT, .text = typed}, none = {0};
        bool understood = field->type->id != TYPE_MONEY;
        must(action_set(wb, form, uid, field->name, understood ? &value : &none,
            understood ? NULL : typed, e));
        must(action_commit(wb, e));
        for (int part = 0; part < 3; part++) {
            char *typed_part = random_part(&c, typed);
            struct search *s = typed_part ? look(wb, typed_part, form) : NULL;
            if (s && search_count(s) <= SEARCH_MOST) {
                asked++;
                if (!holds(s, form, uid, field))
                    fail_msg("'%s' of '%s' is not found", typed_part, typed);
            }
            search_free(s);
            free(typed_part);
        }
        free(typed);
    }
    assert_true(asked > 100);
    workbook_close(wb);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_needle_is_found_as_typed),
        cmocka_unit_test(codes_come_first_then_names_then_texts),
        cmocka_unit_test(a_former_code_an_unread_text_a_comment_and_a_whole_amount_are_found),
        cmocka_unit_test(what_lies_in_the_trash_is_not_found),
        cmocka_unit_test(one_form_alone_is_kept_and_the_others_are_counted),
        cmocka_unit_test(many_are_counted_and_the_best_kept),
        cmocka_unit_test(looking_can_be_given_up),
        cmocka_unit_test(a_group_finds_its_part),
        cmocka_unit_test(any_part_of_any_text_finds_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
