/* What a method's SQL may call beside SQLite's own functions (DESIGN.md 4): numbers and amounts
 * as people write them, words. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/base/word_list.h"
#include "core/store/guard_part.h"
#include "core/store/internal.h"

/* A text argument, its length counted as work; NULL when it is NULL or the query is to stop. */
static const char *argument(sqlite3_context *c, sqlite3_value *value)
{
    struct workbook *wb = sqlite3_user_data(c);
    const char *text = (const char *)sqlite3_value_text(value);

    if (text && !guard_work(wb, (size_t)sqlite3_value_bytes(value) * 8)) {
        sqlite3_result_error(c, "stopped", -1);
        return NULL;
    }
    return text;
}

/* Gives a text of ours away; NULL is NULL, or no memory. */
static void give(sqlite3_context *c, char *text, bool no_memory)
{
    if (text)
        sqlite3_result_text(c, text, -1, free);
    else if (no_memory)
        sqlite3_result_error_nomem(c);
}

/* num(x): the number a text begins with ("69,5 persen"), a number as it is, else NULL. */
static void run_num(sqlite3_context *c, int count, sqlite3_value **v)
{
    double number;
    (void)count;

    if (sqlite3_value_type(v[0]) == SQLITE_INTEGER ||
        sqlite3_value_type(v[0]) == SQLITE_FLOAT) {
        sqlite3_result_value(c, v[0]);
        return;
    }
    const char *text = argument(c, v[0]);
    if (text && number_measure(text, &number))
        sqlite3_result_double(c, number);
}

/* rupiah(n): "Rp1.500.000". */
static void run_rupiah(sqlite3_context *c, int count, sqlite3_value **v)
{
    (void)count;
    if (sqlite3_value_type(v[0]) == SQLITE_INTEGER || sqlite3_value_type(v[0]) == SQLITE_FLOAT)
        give(c, number_show_money(sqlite3_value_int64(v[0])), true);
}

/* fold(text): as people's spellings are compared. */
static void run_fold(sqlite3_context *c, int count, sqlite3_value **v)
{
    const char *text = argument(c, v[0]);
    (void)count;

    if (text)
        give(c, text_fold(text), true);
}

/* process_word(text): the word of work it begins with, or NULL. */
static void run_process_word(sqlite3_context *c, int count, sqlite3_value **v)
{
    const char *text = argument(c, v[0]);
    bool short_of_memory = false;
    (void)count;

    if (!text)
        return;
    char *word = words_begin(WORDS_PROCESS, text, &short_of_memory);
    give(c, word, short_of_memory);
}

/* vague_word(text): the word in it that says nothing, or NULL. */
static void run_vague_word(sqlite3_context *c, int count, sqlite3_value **v)
{
    const char *text = argument(c, v[0]);
    bool short_of_memory = false;
    (void)count;

    if (!text)
        return;
    char *word = words_within(WORDS_VAGUE, text, &short_of_memory);
    give(c, word, short_of_memory);
}

/* app_name(text): whether it is called a piece of software; 1 or 0. */
static void run_app_name(sqlite3_context *c, int count, sqlite3_value **v)
{
    const char *text = argument(c, v[0]);
    bool short_of_memory = false;
    (void)count;

    if (!text)
        return;
    char *word = words_begin(WORDS_APP, text, &short_of_memory);
    if (short_of_memory)
        sqlite3_result_error_nomem(c);
    else
        sqlite3_result_int(c, word != NULL);
    free(word);
}

/* occurs(words, text): whether all words stand in the text, in any form; 1 or 0. */
static void run_occurs(sqlite3_context *c, int count, sqlite3_value **v)
{
    struct workbook *wb = sqlite3_user_data(c);
    const char *words = argument(c, v[0]);
    const char *text = words ? argument(c, v[1]) : NULL;
    bool short_of_memory = false;
    (void)count;

    if (!words || !text)
        return;
    if (sqlite3_value_bytes(v[0]) > LIMIT_SQL_PATTERN) {
        guard_stop(wb, N_("A query of the method looks for a text that is too long."));
        sqlite3_result_error(c, "stopped", -1);
        return;
    }
    bool all = words_occur(words, text, &short_of_memory);
    if (short_of_memory)
        sqlite3_result_error_nomem(c);
    else
        sqlite3_result_int(c, all);
}

/* say(id, en): the one in the language that is shown. */
static void run_say(sqlite3_context *c, int count, sqlite3_value **v)
{
    bool english = message_lang() == LANG_EN && sqlite3_value_type(v[1]) != SQLITE_NULL;
    (void)count;

    sqlite3_result_value(c, v[english ? 1 : 0]);
}

/* The label of a choice, also of one that is offered no more; its name where it has none. */
static const char *choice_label(const struct choice_list *list, const char *name)
{
    const struct choice *choice = list_choice(list, name);

    return choice ? words_get(&choice->label) : name;
}

/* The labels of the choices in a JSON array; NULL when it is none, or without memory. */
static char *joined_labels(const struct choice_list *list, const char *json, bool *no_memory)
{
    char **items, *text = NULL;
    size_t count;
    enum status s = json_to_list(json, &items, &count, NULL);

    *no_memory = s == STATUS_MEMORY;
    if (s != STATUS_OK)
        return NULL;
    text = strdup("");
    for (size_t i = 0; text && i < count; i++) {
        char *longer =
            text_format("%s%s%s", text, i ? " | " : "", choice_label(list, items[i]));
        free(text);
        text = longer;
    }
    *no_memory = !text;
    json_list_free(items, count);
    return text;
}

/* label(list, x): what people call a choice, or several of a JSON array with " | " between
 * them.
 */
static void run_label(sqlite3_context *c, int count, sqlite3_value **v)
{
    struct workbook *wb = sqlite3_user_data(c);
    const char *name = argument(c, v[0]);
    const char *text = name ? argument(c, v[1]) : NULL;
    bool no_memory = false;
    (void)count;

    if (!text)
        return;
    const struct choice_list *list = method_list(workbook_method(wb), name);
    if (!list) {
        char *why = text_format("no such list: %s", name);
        if (why)
            sqlite3_result_error(c, why, -1);
        else
            sqlite3_result_error_nomem(c);
        free(why);
        return;
    }
    char *labels = text[0] == '[' ? joined_labels(list, text, &no_memory) : NULL;
    if (labels || no_memory)
        give(c, labels, no_memory);
    else
        sqlite3_result_text(c, choice_label(list, text), -1, SQLITE_TRANSIENT);
}

enum status guard_register(
    struct workbook *wb, const struct guard_function *list, size_t count, struct error *e)
{
    for (size_t i = 0; i < count; i++)
        if (sqlite3_create_function_v2(db_handle(wb->db), list[i].name, list[i].arguments,
                SQLITE_UTF8 | SQLITE_DETERMINISTIC, wb, list[i].run, NULL, NULL,
                NULL) != SQLITE_OK)
            return db_error(wb->db, e);
    return STATUS_OK;
}

enum status guard_functions(struct workbook *wb, struct error *e)
{
    static const struct guard_function list[] = {{"num", 1, run_num}, {"rupiah", 1, run_rupiah},
        {"fold", 1, run_fold}, {"process_word", 1, run_process_word},
        {"vague_word", 1, run_vague_word}, {"app_name", 1, run_app_name},
        {"occurs", 2, run_occurs}, {"say", 2, run_say}, {"label", 2, run_label}};

    return guard_register(wb, list, sizeof list / sizeof *list, e);
}
