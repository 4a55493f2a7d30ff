/* The types yesno, select_one and select_multiple. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/match.h"
#include "core/method/type_family.h"

#define NAMED_MOST 8 /* choices a sentence lists when nobody refused the text on purpose */

static const char yes[] = "ya";
static const char no[] = "tidak";
const char *const yesno_stored[] = {yes, no, NULL};
/* The words a person may type, folded; `word` is what they mean. */
static const struct {
    const char *folded, *word;
} yesno_words[] = {{"ya", yes}, {"y", yes}, {"yes", yes}, {"v", yes}, {"x", yes}, {"1", yes},
    {"✓", yes}, {"✔", yes}, {"tidak", no}, {"t", no}, {"no", no}, {"n", no}, {"0", no}};

enum outcome read_yesno(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    char *trimmed = text_trim(text);
    char *folded = trimmed == NULL ? NULL : text_fold(trimmed);
    bool blank = trimmed != NULL && trimmed[0] == '\0';
    const char *word = NULL;

    (void)context, (void)other;
    free(trimmed);
    if (folded == NULL)
        return type_no_memory(why);
    for (size_t i = 0; i < sizeof yesno_words / sizeof yesno_words[0]; i++)
        if (strcmp(folded, yesno_words[i].folded) == 0)
            word = yesno_words[i].word;
    free(folded);
    if (word != NULL)
        return type_text_outcome(strdup(word), value, why);
    if (blank)
        return OUTCOME_EMPTY;
    return type_unread(
        why, _("%s: \"%s\" is neither yes nor no. Write ya or tidak."), field, text);
}

char *show_yesno(const struct field *field, const struct value *value)
{
    if (value->kind == VALUE_TEXT && strcmp(value->text, yes) == 0)
        return strdup(_("Yes"));
    if (value->kind == VALUE_TEXT && strcmp(value->text, no) == 0)
        return strdup(_("No"));
    return type_show_text(field, value);
}

/* The labels of at most `most` choices, separated by commas; "…" for the rest. Caller frees. */
static char *labels(const struct choice *const *choices, size_t count, size_t most)
{
    char *text = strdup("");

    for (size_t i = 0; text != NULL && i < count && i <= most; i++) {
        char *longer = text_format("%s%s%s", text, i == 0 ? "" : ", ",
            i == most ? "…" : words_get(&choices[i]->label));
        free(text);
        text = longer;
    }
    return text;
}

/* The same of a whole list. */
static char *list_labels(const struct choice_list *l, size_t most)
{
    const struct choice **all = calloc(l->count + 1, sizeof *all);
    char *text = NULL;

    for (size_t i = 0; all != NULL && i < l->count; i++)
        all[i] = &l->choices[i];
    if (all != NULL)
        text = labels(all, l->count, most);
    free(all);
    return text;
}

/* The sentence for a text (or a piece of one) that is no choice of the field's list. */
static enum outcome no_choice(const struct field *field, const char *text, enum match match,
    const struct matches *found, struct error *why)
{
    char *cut = text_cut(text, 40, false);
    char *names = match == MATCH_SEVERAL ? labels(found->choices, found->count, MATCH_MOST)
                                         : list_labels(field->list,
                                               match == MATCH_REFUSED ? SIZE_MAX : NAMED_MOST);

    if (cut == NULL || names == NULL)
        error_memory(why);
    else if (match == MATCH_REFUSED)
        error_set(why, STATUS_DATA, _("%s: \"%s\" is not one of these: %s."),
            words_get(&field->label), cut, names);
    else if (match == MATCH_SEVERAL)
        error_set(why, STATUS_DATA, _("%s: \"%s\" fits several choices: %s. Write more of it."),
            words_get(&field->label), cut, names);
    else
        error_set(why, STATUS_DATA, _("%s: \"%s\" is not in the list. It has: %s."),
            words_get(&field->label), cut, names);
    free(cut);
    free(names);
    return OUTCOME_UNREAD;
}

enum outcome read_select_one(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    struct matches found;
    char *trimmed = text_trim(text);

    if (trimmed == NULL)
        return type_no_memory(why);
    bool blank = trimmed[0] == '\0';
    enum match match = list_matches(field->list, trimmed, context->parent, &found);
    free(trimmed);
    if (blank)
        return OUTCOME_EMPTY;
    if (match == MATCH_ONE)
        return type_text_outcome(strdup(found.choices[0]->name), value, why);
    if (match == MATCH_FAILED)
        return type_no_memory(why);
    if (match != MATCH_SEVERAL || found.count != 2)
        return no_choice(field, text, match, &found, why);

    *value = value_text_own(strdup(found.choices[0]->name));
    *other = value_text_own(strdup(found.choices[1]->name));
    if (value->text == NULL || other->text == NULL) {
        value_clear(value);
        value_clear(other);
        return type_no_memory(why);
    }
    return type_ask(why, field, text, strdup(words_get(&found.choices[0]->label)),
        strdup(words_get(&found.choices[1]->label)));
}

/* What take_choice needs. */
struct choosing {
    const struct field *field;
    const char *parent;
};

/* The name of the choice that a piece means. */
static char *take_choice(void *context, const char *piece)
{
    const struct choosing *c = context;
    struct matches found;

    return list_matches(c->field->list, piece, c->parent, &found) == MATCH_ONE
               ? strdup(found.choices[0]->name)
               : NULL;
}

enum outcome read_select_multiple(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why)
{
    struct choosing choosing = {.field = field, .parent = context->parent};
    struct matches found;
    char *unknown = NULL;
    enum outcome outcome = pieces_read(text, take_choice, &choosing, value, &unknown);

    (void)other;
    if (outcome != OUTCOME_UNREAD)
        return outcome;
    if (unknown == NULL)
        return type_no_memory(why);
    enum match match = list_matches(field->list, unknown, context->parent, &found);
    if (match == MATCH_FAILED || match == MATCH_ONE) /* it is known: memory had ended */
        type_no_memory(why);
    else
        no_choice(field, unknown, match, &found, why);
    free(unknown);
    return OUTCOME_UNREAD;
}

/* The label of a choice; a name the list no longer has shows as it is. */
static char *choice_label(const struct field *field, const char *name)
{
    const struct choice *c = list_choice(field->list, name);

    return strdup(c == NULL ? name : words_get(&c->label));
}

/* The label if reading it finds the same choice again, else the name. */
static char *choice_spelling(const struct field *field, const char *name)
{
    const struct choice *c = list_choice(field->list, name);
    const struct choice *again = NULL;
    const char *label = c == NULL ? name : words_get(&c->label);

    if (c != NULL && list_match(field->list, label, &again) == MATCH_ONE && again == c)
        return strdup(label);
    return strdup(name);
}

/* As choice_spelling, for a place where separators would take the label apart. */
static char *piece_spelling(const struct field *field, const char *name)
{
    char *spelling = choice_spelling(field, name);

    if (spelling == NULL || strpbrk(spelling, PIECES_HARD "[") == NULL)
        return spelling;
    free(spelling);
    return strdup(name);
}

char *show_select_one(const struct field *field, const struct value *value)
{
    return value->kind == VALUE_TEXT ? choice_label(field, value->text) : strdup("");
}

char *edit_select_one(const struct field *field, const struct value *value)
{
    return value->kind == VALUE_TEXT ? choice_spelling(field, value->text) : strdup("");
}

char *show_select_multiple(const struct field *field, const struct value *value)
{
    return pieces_join(field, value, choice_label);
}

char *edit_select_multiple(const struct field *field, const struct value *value)
{
    return pieces_join(field, value, piece_spelling);
}

enum outcome machine_yesno(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    (void)field;
    if (strcmp(cells[0], yes) != 0 && strcmp(cells[0], no) != 0)
        return OUTCOME_UNREAD;
    return type_text_outcome(strdup(cells[0]), value, why);
}

static bool is_choice(const struct field *field, const char *name)
{
    return list_choice(field->list, name) != NULL;
}

enum outcome machine_select_one(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    if (!is_choice(field, cells[0]))
        return OUTCOME_UNREAD;
    return type_text_outcome(strdup(cells[0]), value, why);
}

enum outcome machine_select_multiple(
    const struct field *field, const char *const *cells, struct value *value, struct error *why)
{
    return pieces_machine(field, cells[0], value, is_choice, why);
}
