/* What planners ask: a text, what checks find, how far the workshop is; the method itself. */
#include <stdlib.h>
#include <string.h>

#include "core/method/load.h"
#include "core/plan/check.h"
#include "core/plan/check_words.h"
#include "core/plan/doubles.h"
#include "core/plan/findings.h"
#include "core/plan/progress.h"
#include "core/plan/promote.h"
#include "core/plan/search.h"
#include "core/plan/weakest.h"
#include "core/store/action.h"
#include "core/store/guard.h"
#include "core/store/scope.h"
#include "tests/fault/city.h"

/* Looks for some texts. */
static enum status look_for(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const texts[] = {"LIV-P01", "sinyal desa", "2028", "a", "750 jt"};
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++) {
        struct search *search = NULL;
        bool more = true;
        s = search_begin(wb, texts[i], i == 3 ? city_form(wb, "program") : NULL, &search, e);
        while (s == STATUS_OK && more)
            s = search_go(search, &more, e);
        for (size_t k = 0; s == STATUS_OK && k < search_kept(search); k++)
            tell(search_hit(search, k)->text);
        if (s == STATUS_OK)
            tell_number((int64_t)search_count(search));
        search_free(search);
    }
    return s;
}

/* What the checks of a scope find, as it is shown. */
static enum status find(
    struct workbook *wb, enum findings_scope scope, const struct step *step, struct error *e)
{
    struct findings *f = NULL;
    enum status s = findings_run(wb, scope, step, &f, e);

    for (size_t i = 0; s == STATUS_OK && i < f->check_count; i++) {
        char *words = check_words(f->checks[i].check, "…", "…");
        s = got(words, e);
        tell(f->checks[i].trouble);
        free(words);
    }
    for (size_t i = 0; s == STATUS_OK && i < f->count; i++) {
        tell(f->list[i].sentence);
        tell(f->list[i].code);
    }
    findings_free(f);
    return s;
}

static enum status find_all(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return find(wb, FINDINGS_ALL, NULL, e);
}

static enum status find_due(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = find(wb, FINDINGS_DUE, NULL, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < m->stages[2].count; i++)
        s = find(wb, FINDINGS_STEP, &m->stages[2].steps[i], e);
    return s;
}

/* Puts the first finding aside, and takes that back. */
static enum status waive(struct workbook *wb, bool lasting, struct error *e)
{
    enum status s = STATUS_OK;

    (void)lasting;
    for (int i = 0; s == STATUS_OK && i < 2; i++) {
        struct findings *f = NULL;
        s = findings_run(wb, FINDINGS_ALL, NULL, &f, e);
        const struct finding *first = s == STATUS_OK && f->count ? &f->list[0] : NULL;
        for (size_t k = 0; first && i && k < f->count; k++)
            first = f->list[k].reason ? &f->list[k] : first;
        if (first)
            s = i ? finding_claim(wb, first, e) : finding_waive(wb, first, "Disepakati", e);
        findings_free(f);
    }
    return s;
}

static enum status doubles(struct workbook *wb, bool lasting, struct error *e)
{
    struct doubles rows = {0}, codes = {0};
    enum status s = doubles_rows(wb, &rows, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = doubles_codes(wb, &codes, e);
    tell_number((int64_t)(rows.count * 100 + codes.count));
    doubles_clear(&rows);
    doubles_clear(&codes);
    return s;
}

/* Facts, state and note of every step; the stage under way. */
static enum status steps(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    const struct stage *present = NULL;
    enum status s = stage_present(wb, &present, e);

    (void)lasting;
    tell(s == STATUS_OK && present ? present->name : "");
    for (size_t i = 0; s == STATUS_OK && i < m->stage_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->stages[i].count; k++) {
            const struct step *step = &m->stages[i].steps[k];
            struct counted_fact *facts = NULL;
            struct step_status status = {0};
            char *note = NULL;
            s = facts_count(wb, step, &facts, e);
            for (size_t n = 0; s == STATUS_OK && n < step->fact_count; n++)
                tell(facts[n].text);
            if (s == STATUS_OK)
                s = step_status(wb, step, &status, e);
            if (s == STATUS_OK)
                s = step_note(wb, step, &note, e);
            tell_number(s == STATUS_OK ? (int64_t)status.state : 0);
            facts_free(facts, step->fact_count);
            free(note);
        }
    return s;
}

static enum status say(struct workbook *wb, bool lasting, struct error *e)
{
    enum step_state word = STEP_DONE;

    (void)lasting;
    return step_say(wb, &workbook_method(wb)->stages[1].steps[0], &word, e);
}

/* Whose part it is, and which dimension is behind. */
static enum status weakest(struct workbook *wb, bool lasting, struct error *e)
{
    struct weakest *w = weakest_new(wb);
    struct group *groups = NULL;
    size_t count = 0, complete = 0, all = 0;
    bool counted = true;
    enum status s = got(w, e);

    (void)lasting;
    while (s == STATUS_OK && counted)
        s = weakest_step(w, &counted, e);
    const struct choice *c = s == STATUS_OK ? weakest_dimension(w, &complete, &all) : NULL;
    tell(c ? c->name : "");
    weakest_free(w);
    if (s == STATUS_OK)
        s = groups_list(wb, &groups, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        tell(groups[i].title);
    groups_free(groups, count);
    return s;
}

/* Every way a row can go, once. */
static enum status promote(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = action_begin(wb, ACTION_EDIT, e);
    size_t done = 0;

    (void)lasting;
    if (s != STATUS_OK)
        return s;
    const struct form *from = city_form(wb, "gagasan");
    const struct promotion *p;
    for (size_t i = 0; s == STATUS_OK && (p = promotion_at(m, from, i)); i++) {
        char made[64], *before = NULL;
        bool fresh = false;
        s = promotion_made(wb, p, city_row(wb, "gagasan", 0), &before, e);
        free(before);
        if (s == STATUS_OK)
            s = promotion_make(wb, p, city_row(wb, "gagasan", 0), made, &fresh, e);
        done += fresh;
    }
    tell_number((int64_t)done);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

/* What a method's SQL may call. */
static enum status call_words(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const calls[] = {"num('69,5 persen')", "num(7)", "num('tujuh')",
        "rupiah(1500000)", "rupiah('x')", "fold('  Désa  DIGITAL ')",
        "process_word('Terlaksananya pembangunan pasar')", "process_word('Pasar')",
        "vague_word('Layanan yang optimal dan prima')", "vague_word('Pasar')",
        "app_name('Aplikasi Lapor')", "app_name('Pasar kakao')",
        "occurs('jaringan desa', 'Desa punya jaringan')", "occurs('x', NULL)",
        "say('dua', 'two')", "say(NULL, 'two')", "label('dimensi', 'LIV')",
        "label('dimensi', 'lama')", "label('sumber', sumber_biaya)", "label('sumber', '[apbd')",
        "label('sumber', NULL)",
        "coalesce(process_word(NULL), vague_word(NULL), app_name(NULL), num(NULL))",
        "fold(nama) || num(target)"};
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof calls / sizeof *calls; i++) {
        struct value v = {0};
        s = guard_expression(
            wb, city_form(wb, "program"), city_row(wb, "program", 0), calls[i], &v, e);
        char *text = s == STATUS_OK ? value_machine(&v) : NULL;
        if (s == STATUS_OK)
            s = got(text, e);
        tell(s == STATUS_OK ? text : "");
        free(text);
        value_clear(&v);
    }
    return s;
}

static void hear(void *context, const char *file, size_t line, size_t column, const char *text)
{
    (void)context;
    tell(file);
    tell(text);
    tell_number((int64_t)(line * 1000 + column));
}

/* Reads a method with mistakes, all of which are told. */
static enum status load_wrong(struct workbook *none, bool lasting, struct error *e)
{
    struct source source = {0};
    struct method *m = NULL;
    struct error why = {0};
    enum status s = source_folder(&source, WRONG, e);

    (void)none, (void)lasting;
    if (s == STATUS_OK) {
        s = method_load(&m, &source, hear, NULL, &why);
        if (s == STATUS_DATA) {
            tell(error_text(&why));
            s = STATUS_OK;
        } else if (s != STATUS_OK) {
            s = error_set(e, s, "%s", error_text(&why));
        }
    }
    error_clear(&why);
    method_free(m);
    source_free(&source);
    return s;
}

/* Reads the small built-in method, and tries its SQL. */
static enum status load(struct workbook *none, bool lasting, struct error *e)
{
    struct source source = {0};
    struct method *m = NULL;
    enum status s = source_builtin(&source, "minimal", e);

    (void)none, (void)lasting;
    if (s == STATUS_OK)
        s = method_load(&m, &source, hear, NULL, e);
    if (s == STATUS_OK)
        s = check_method_sql(m, &source, hear, NULL, e);
    method_free(m);
    source_free(&source);
    return s;
}

struct work plan_works[] = {
    {"texts are looked for", WORK_READS, look_for, NULL},
    {"checks find", WORK_READS, find_all, NULL},
    {"checks that are due find", WORK_READS, find_due, NULL},
    {"a finding is put aside", WORK_PARTS, waive, NULL},
    {"doubles", WORK_READS, doubles, NULL},
    {"steps", WORK_READS, steps, NULL},
    {"a step is said to be done", WORK_WRITES, say, NULL},
    {"the weakest dimension", WORK_READS, weakest, NULL},
    {"a method's functions", WORK_READS, call_words, NULL},
    {"an idea becomes a programme", WORK_WRITES, promote, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};

struct work method_works[] = {
    {"a method with mistakes", WORK_ALONE, load_wrong, NULL},
    {"a method and its SQL", WORK_ALONE, load, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
