/* What a key in Cari costs over 10,000 rows of ten texts each, beside plain LIKE of SQLite over
 * the same columns in the same run. CSV lines on stdout. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/text.h"
#include "core/plan/search.h"
#include "core/store/action.h"
#include "core/store/db.h"

#define ROWS 10000
#define TURNS 9

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Ends the run with the sentence: a bench that fails measures nothing. */
static void need(enum status s, const struct error *e)
{
    if (s == STATUS_OK)
        return;
    fprintf(stderr, "bench_search: %s\n", error_text(e));
    exit(3);
}

/* Whether a field takes any text. */
static bool is_text(const struct field *f)
{
    return (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE) &&
           f->level != LEVEL_COMPUTED;
}

/* Rows whose texts are all filled. */
static void fill(struct workbook *wb, const struct form *form)
{
    struct error e = {0};
    char uid[64], text[80];

    need(action_begin(wb, ACTION_PASTE, &e), &e);
    for (int i = 0; i < ROWS; i++) {
        need(action_create(wb, form, NULL, NULL, uid, &e), &e);
        for (size_t f = 0; f < form->count; f++) {
            const struct value v = {.kind = VALUE_TEXT, .text = text};
            snprintf(text, sizeof text, "Isian %d tentang desa dan sinyal, bagian %zu", i, f);
            if (is_text(&form->fields[f]))
                need(action_set(wb, form, uid, form->fields[f].name, &v, NULL, &e), &e);
        }
    }
    need(action_commit(wb, &e), &e);
}

/* Time of one key; *found is how many places. */
static double key(struct workbook *wb, const char *typed, size_t *found)
{
    struct error e = {0};
    struct search *s;
    bool more = true;
    double start = now_ms();

    need(search_begin(wb, typed, NULL, &s, &e), &e);
    while (more)
        need(search_go(s, &more, &e), &e);
    double took = now_ms() - start;
    *found = search_count(s);
    search_free(s);
    return took;
}

/* The same by LIKE: rows that hold it, column by column. */
static double like(struct workbook *wb, const struct form *form, const char *typed)
{
    struct error e = {0};
    sqlite3_str *sql = sqlite3_str_new(NULL);
    int64_t count;

    sqlite3_str_appendall(sql, "SELECT 0");
    for (size_t f = 0; f < form->count; f++)
        if (is_text(&form->fields[f]))
            sqlite3_str_appendf(
                sql, " + total(\"%w\" LIKE '%%%q%%')", form->fields[f].name, typed);
    sqlite3_str_appendf(sql, " FROM main.\"%w\"", form->name);
    char *text = sqlite3_str_finish(sql);
    double start = now_ms();
    need(db_integer(workbook_db(wb), &count, &e, text, ""), &e);
    double took = now_ms() - start;
    sqlite3_free(text);
    return took;
}

/* The best of some turns of both. */
static void measure(
    struct workbook *wb, const struct form *form, const char *name, const char *typed)
{
    double best = 1e9, plain = 1e9;
    size_t found = 0;

    for (int i = 0; i < TURNS; i++) {
        double a = key(wb, typed, &found), b = like(wb, form, typed);
        best = a < best ? a : best;
        plain = b < plain ? b : plain;
    }
    printf("%s,%.1f,ms,LIKE %.1f ms (%zu places),%.2f\n", name, best, plain, found,
        best / (plain > 0 ? plain : 1));
}

int main(int argc, char **argv)
{
    struct error e = {0};
    struct source files;
    struct workbook *wb;
    char *path = text_format("%s/search.susun", argc > 1 ? argv[1] : ".");

    need(source_builtin(&files, "smart-city", &e), &e);
    need(workbook_new(path, &files, "73.22", 2026, 10, NULL, &e), &e);
    source_free(&files);
    need(workbook_open(&wb, path, WORKBOOK_WRITE, NULL, &e), &e);
    const struct form *form = method_form(workbook_method(wb), "program");
    fill(wb, form);
    measure(wb, form, "cari_10000_none", "xyzzy");
    measure(wb, form, "cari_10000_few", "Isian 4711 ");
    measure(wb, form, "cari_10000_one_letter", "s");
    workbook_close(wb);
    free(path);
    return 0;
}
