/* The types ref, ref_multiple and any_ref: the caller's resolver knows the records. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/type_family.h"

/* What take_record needs, and how the last piece was matched. */
struct resolving {
    const struct field *field;
    const struct read_context *context;
    enum match match;
    bool failed; /* one of the pieces could not be looked up */
};

/* Asks the resolver; *uid is set (caller frees) for MATCH_ONE only. */
static enum match resolve(const struct field *field, const struct read_context *context,
    const char *text, char **uid, const char **form)
{
    const char *found_form = NULL;

    *uid = NULL;
    if (context->resolve == NULL)
        return MATCH_NONE;
    enum match match = context->resolve(context->context, field, text, uid, &found_form);
    if (match == MATCH_ONE && *uid == NULL)
        match = MATCH_FAILED;
    if (match != MATCH_ONE) {
        free(*uid);
        *uid = NULL;
    }
    if (form != NULL)
        *form = found_form;
    return match;
}

/* The forms a reference may point into, for a sentence: "OPD, Program". Caller frees. */
static char *target_titles(const struct field *field)
{
    char *text = strdup("");

    for (size_t i = 0; text != NULL && field->targets != NULL && field->targets[i] != NULL;
         i++) {
        char *longer = text_format(
            "%s%s%s", text, i == 0 ? "" : ", ", words_get(&field->targets[i]->title));
        free(text);
        text = longer;
    }
    return text;
}

/* The sentence for a text that names no record, or too many. */
static enum outcome no_record(
    const struct field *field, const char *text, enum match match, struct error *why)
{
    if (match == MATCH_FAILED)
        return type_no_memory(why);
    if (match == MATCH_SEVERAL)
        return type_unread(
            why, _("%s: \"%s\" fits several rows. Write the code of the row."), field, text);
    if (field->targets == NULL)
        return type_unread(
            why, _("%s: no row is called \"%s\". Write the code of a row."), field, text);

    char *titles = target_titles(field);
    char *cut = text_cut(text, 40, false);
    if (titles == NULL || cut == NULL)
        error_memory(why);
    else
        error_set(why, STATUS_DATA,
            _("%s: \"%s\" is not found in %s. Write a code or a name that is there."),
            words_get(&field->label), cut, titles);
    free(titles);
    free(cut);
    return OUTCOME_UNREAD;
}

enum outcome read_ref(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    char *uid = NULL;
    char *trimmed = text_trim(text);

    (void)other;
    if (trimmed == NULL)
        return type_no_memory(why);
    bool blank = trimmed[0] == '\0';
    enum match match = blank ? MATCH_NONE : resolve(field, context, trimmed, &uid, NULL);
    free(trimmed);
    if (blank)
        return OUTCOME_EMPTY;
    if (match != MATCH_ONE)
        return no_record(field, text, match, why);
    return type_text_outcome(uid, value, why);
}

/* The uid of the record that a piece means. */
static char *take_record(void *context, const char *piece)
{
    struct resolving *r = context;
    char *uid = NULL;

    r->match = resolve(r->field, r->context, piece, &uid, NULL);
    r->failed = r->failed || r->match == MATCH_FAILED;
    return uid;
}

enum outcome read_ref_multiple(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    struct resolving resolving = {.field = field, .context = context};
    char *unknown = NULL;
    enum outcome outcome = pieces_read(text, take_record, &resolving, value, &unknown);

    (void)other;
    if (resolving.failed || (outcome == OUTCOME_UNREAD && unknown == NULL)) {
        free(unknown);
        value_clear(value);
        return type_no_memory(why);
    }
    if (outcome != OUTCOME_UNREAD)
        return outcome;
    free(take_record(&resolving, unknown));
    no_record(field, unknown, resolving.match, why);
    free(unknown);
    return OUTCOME_UNREAD;
}

/* The parts of ["form","id","column"]; false when the text is something else, or (*starved)
 * without memory. */
static bool any_ref_parts(const char *text, char ***parts, bool *starved)
{
    size_t count = 0;
    enum status s = text[0] == '[' ? json_to_list(text, parts, &count, NULL) : STATUS_DATA;

    *starved = s == STATUS_MEMORY;
    if (s != STATUS_OK)
        return false;
    if (count == 3 && (*parts)[0][0] != '\0' && (*parts)[1][0] != '\0')
        return true;
    json_list_free(*parts, count);
    return false;
}

/* Form, uid and column as one stored value. */
static enum outcome any_ref_value(const char *form, const char *uid, const char *column,
    struct value *value, struct error *why)
{
    char *json = NULL;

    if (json_from_places((const char *const[]){form, uid, column}, 3, &json, NULL) != STATUS_OK)
        return type_no_memory(why);
    *value = value_text_own(json);
    return OUTCOME_VALUE;
}

enum outcome read_any_ref(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    char **parts = NULL;
    char *uid = NULL;
    const char *form = NULL;
    char *trimmed = text_trim(text);
    enum outcome outcome = OUTCOME_EMPTY;

    (void)other;
    if (trimmed == NULL)
        return type_no_memory(why);
    bool starved;
    bool written = any_ref_parts(trimmed, &parts, &starved);
    if (starved) {
        outcome = type_no_memory(why);
    } else if (trimmed[0] != '\0') {
        enum match match = resolve(field, context, written ? parts[1] : trimmed, &uid, &form);
        /* Forms may use the same id; where the form is written, it decides. */
        bool known =
            match == MATCH_ONE && form != NULL && (!written || strcmp(form, parts[0]) == 0);
        if (written && match == MATCH_ONE && !known) {
            free(uid);
            match = resolve(field, context, trimmed, &uid, &form);
            known = match == MATCH_ONE && form != NULL && strcmp(form, parts[0]) == 0;
        }
        if (written && (known || match == MATCH_SEVERAL))
            outcome = any_ref_value(parts[0], parts[1], parts[2], value, why);
        else if (known)
            outcome = any_ref_value(form, uid, "", value, why);
        else
            outcome = no_record(field, trimmed, match == MATCH_ONE ? MATCH_NONE : match, why);
    }
    free(uid);
    free(trimmed);
    if (written)
        json_list_free(parts, 3);
    return outcome;
}

enum status split_any_ref(
    const struct value *value, struct value columns[LIMIT_COLUMNS], struct error *e)
{
    char **parts = NULL;

    for (size_t i = 0; i < 3; i++)
        columns[i] = (struct value){0};
    bool starved = false;
    if (value->kind != VALUE_TEXT || !any_ref_parts(value->text, &parts, &starved))
        return starved ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; i < 3; i++) {
        if (parts[i][0] != '\0')
            columns[i] = value_text_own(parts[i]);
        else
            free(parts[i]);
    }
    free(parts);
    return STATUS_OK;
}

/* An id as it stands. */
static char *same_text(const struct field *field, const char *item)
{
    (void)field;
    return strdup(item);
}

char *show_ref_multiple(const struct field *field, const struct value *value)
{
    return pieces_join(field, value, same_text);
}

/* Ids of keyed rows hold commas and brackets: then the JSON array itself is what reads back. */
char *edit_ref_multiple(const struct field *field, const struct value *value)
{
    char *joined = pieces_join(field, value, same_text);

    if (joined == NULL || strpbrk(joined, "[,;\n") == NULL)
        return joined;
    free(joined);
    return type_show_text(field, value);
}

char *show_any_ref(const struct field *field, const struct value *value)
{
    char **parts = NULL;

    bool starved = false;
    if (value->kind != VALUE_TEXT || !any_ref_parts(value->text, &parts, &starved))
        return starved ? NULL : type_show_text(field, value);
    char *text = text_format("%s%s%s", parts[1], parts[2][0] == '\0' ? "" : " ", parts[2]);
    json_list_free(parts, 3);
    return text;
}

/* Any text without white space at its ends may be a uid. */
static bool is_uid(const struct field *field, const char *text)
{
    (void)field;
    return text[0] != '\0' && text_is_trimmed(text);
}

enum outcome machine_ref(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    if (!is_uid(field, cells[0]))
        return OUTCOME_UNREAD;
    return type_text_outcome(strdup(cells[0]), value, why);
}

enum outcome machine_ref_multiple(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    return pieces_machine(field, cells[0], value, is_uid, why);
}

enum outcome machine_any_ref(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    if (!text_is_name(cells[0]) || !is_uid(field, cells[1]) ||
        (cells[2][0] != '\0' && !text_is_name(cells[2])))
        return OUTCOME_UNREAD;
    return any_ref_value(cells[0], cells[1], cells[2], value, why);
}
