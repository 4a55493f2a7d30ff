/* The editor of the focused cell: keys into it, and out of it one action. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/store/draft.h"
#include "tui/screen/cell.h"
#include "tui/widget/field_view.h"

/* Until the first drawing says how much room there is. */
#define FIRST_CELLS 50
#define FIRST_ROWS 6

/* Which key asks an editor for what. */
static const struct {
    enum press_code code;
    enum edit_op op;
} ops[] = {
    {PRESS_LEFT, EDIT_LEFT},
    {PRESS_RIGHT, EDIT_RIGHT},
    {PRESS_CTRL_LEFT, EDIT_WORD_LEFT},
    {PRESS_CTRL_RIGHT, EDIT_WORD_RIGHT},
    {PRESS_HOME, EDIT_HOME},
    {PRESS_END, EDIT_END},
    {PRESS_UP, EDIT_UP},
    {PRESS_DOWN, EDIT_DOWN},
    {PRESS_PAGE_UP, EDIT_PAGE_UP},
    {PRESS_PAGE_DOWN, EDIT_PAGE_DOWN},
    {PRESS_CTRL_HOME, EDIT_TEXT_HOME},
    {PRESS_CTRL_END, EDIT_TEXT_END},
    {PRESS_BACKSPACE, EDIT_BACKSPACE},
    {PRESS_DELETE, EDIT_DELETE},
};

/* Forgets the question. */
static void end_question(struct cell_edit *edit)
{
    value_clear(&edit->readings[0]);
    value_clear(&edit->readings[1]);
    edit->asking = false;
}

void cell_edit_unask(struct cell_edit *edit)
{
    end_question(edit);
}

void cell_edit_close(struct cell_edit *edit)
{
    end_question(edit);
    error_clear(&edit->why);
    edit_line_free(&edit->line);
    edit_text_free(&edit->text);
    free(edit->before);
    *edit = (struct cell_edit){0};
}

/* Puts a text into the editor of the field's kind. */
static enum status set_text(
    struct cell_edit *edit, const char *text, bool replace, struct error *e)
{
    if (edit->way == CELL_LINE) {
        return edit_line_set(&edit->line, text, replace, e);
    }
    size_t cells = edit->text.cells ? edit->text.cells : FIRST_CELLS;
    size_t rows = edit->text.rows ? edit->text.rows : FIRST_ROWS;
    return edit_text_set(&edit->text, replace ? "" : text, cells, rows, e);
}

enum status cell_edit_open(struct cell_edit *edit, struct cell_place *place,
    const struct field *field, const struct cell *cell, bool replace, struct error *e)
{
    cell_edit_close(edit);
    char *text = NULL;
    enum status status = cell_edit(app_workbook(place->app), field, cell, &text, e);
    if (status) {
        return status;
    }
    edit->place = place;
    edit->field = field;
    edit->way = cell_way(field);
    edit->before = text;
    status = set_text(edit, text, replace, e);
    if (status) {
        cell_edit_close(edit);
    }
    return status;
}

const char *cell_edit_text(const struct cell_edit *edit)
{
    return edit->way == CELL_TEXT ? edit_text_text(&edit->text) : edit_line_text(&edit->line);
}

bool cell_edit_changed(const struct cell_edit *edit)
{
    return edit->field && strcmp(cell_edit_text(edit), edit->before) != 0;
}

enum status cell_edit_retype(struct cell_edit *edit, const char *text, struct error *e)
{
    edit->drafted = true;
    return set_text(edit, text, false, e);
}

/* Puts typed or pasted text in, and tells trouble. */
static void insert(struct cell_edit *edit, const char *text)
{
    struct error e = {0};
    enum status status = edit->way == CELL_TEXT ? edit_text_insert(&edit->text, text, &e)
                                                : edit_line_insert(&edit->line, text, &e);
    if (status) {
        app_trouble(edit->place->app, &e);
    }
}

/* A paste, freed from what word processors leave in it. */
static void paste(struct cell_edit *edit, const char *text)
{
    char *plain = text_from_paste(text);
    char *tidy = plain && edit->way == CELL_LINE ? text_trim(plain) : plain;
    if (tidy) {
        insert(edit, tidy);
    }
    if (tidy != plain) {
        free(tidy);
    }
    free(plain);
}

/* Does an editor's operation. */
static enum cell_key operate(struct cell_edit *edit, enum edit_op op)
{
    enum edit_result result = EDIT_NOTHING;
    if (edit->way == CELL_LINE) {
        result = edit_line_do(&edit->line, op);
    } else {
        struct error e = {0};
        if (edit_text_do(&edit->text, op, &result, &e)) {
            app_trouble(edit->place->app, &e);
        }
    }
    return result == EDIT_LEAVE_UP     ? CELL_KEY_UP
           : result == EDIT_LEAVE_DOWN ? CELL_KEY_DOWN
                                       : CELL_KEY_DONE;
}

/* Whether Delete is pressed where it has no letter to take: at the end of a long text that is
 * as it was. There it empties the whole, as it does on every other field. */
static bool empties(const struct cell_edit *edit, const struct press *press)
{
    return press->code == PRESS_DELETE && edit->way == CELL_TEXT && !cell_edit_changed(edit) &&
           edit->text.buffer.cursor == strlen(cell_edit_text(edit));
}

enum cell_key cell_edit_key(struct cell_edit *edit, const struct press *press)
{
    struct error e = {0};
    if (empties(edit, press)) {
        if (set_text(edit, "", true, &e)) {
            app_trouble(edit->place->app, &e);
        }
        return CELL_KEY_DONE;
    }
    if (press->code == PRESS_TEXT) {
        insert(edit, press->text);
        return CELL_KEY_DONE;
    }
    if (field_view_point_line(&edit->line, press) ||
        field_view_point_text(&edit->text, press)) {
        return CELL_KEY_DONE;
    }
    if (press->code == PRESS_PASTE) {
        paste(edit, press->paste);
        return CELL_KEY_DONE;
    }
    if (press->code == PRESS_ENTER && edit->way == CELL_TEXT) {
        insert(edit, "\n");
        return CELL_KEY_DONE;
    }
    if (press->code == press_ctrl('W')) {
        return operate(edit, EDIT_WORD_BACKSPACE);
    }
    if (press->code == press_ctrl('U')) {
        return operate(edit, EDIT_KILL);
    }
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (ops[i].code == press->code) {
            return operate(edit, ops[i].op);
        }
    }
    return CELL_KEY_NONE;
}

/* Keeps, or with NULL forgets, the draft. A row not made yet has the empty id. */
static void draft(struct cell_edit *edit, const char *uid, const char *text)
{
    struct error e = {0};
    const struct cell_place *place = edit->place;
    if (draft_keep(app_workbook(place->app), place->form, uid, edit->field->name, text, &e)) {
        app_trouble(place->app, &e);
        return;
    }
    edit->drafted = text != NULL;
}

void cell_edit_tick(struct cell_edit *edit)
{
    if (!edit->field || !cell_edit_changed(edit)) {
        return;
    }
    const char *uid = edit->place->uid ? edit->place->uid : "";
    draft(edit, uid, cell_edit_text(edit));
}

/* Stores a reading or a text as typed; what stands in the editor stands in the cell then. */
static enum cell_stored put(
    struct cell_edit *edit, const struct value *value, const char *typed)
{
    struct error e = {0};
    bool was_new = !edit->place->uid;
    char *before = strdup(cell_edit_text(edit));
    if (!before || cell_put(edit->place, edit->field, value, typed, &e)) {
        free(before);
        if (!e.text) {
            error_memory(&e);
        }
        app_trouble(edit->place->app, &e);
        return CELL_FAILED;
    }
    free(edit->before);
    edit->before = before;
    if (edit->drafted) {
        draft(edit, was_new ? "" : edit->place->uid, NULL);
    }
    end_question(edit);
    return typed ? CELL_MARKED : CELL_STORED;
}

/* Leaves out the empty lines at the end of a long text: Enter pressed to go on made them. */
static void trim_end(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == ' ')) {
        text[--length] = '\0';
    }
}

enum cell_stored cell_edit_store(struct cell_edit *edit, bool ask)
{
    if (!edit->field || (!cell_edit_changed(edit) && !edit->recheck)) {
        if (edit->field && edit->drafted) {
            draft(edit, edit->place->uid ? edit->place->uid : "", NULL);
        }
        return CELL_SAME;
    }
    enum text_flaw flaw = TEXT_FINE;
    const char *raw = cell_edit_text(edit);
    char *text = text_clean(raw, strlen(raw), &flaw, NULL);
    if (!text) {
        struct error e = {0};
        error_memory(&e);
        app_trouble(edit->place->app, &e);
        return CELL_FAILED;
    }
    if (edit->way == CELL_TEXT) {
        trim_end(text);
    }
    bool asked = edit->asking;
    edit->recheck = false;
    end_question(edit);
    error_clear(&edit->why);
    enum outcome outcome = cell_read(app_workbook(edit->place->app), edit->field,
        edit->place->uid, text, &edit->readings[0], &edit->readings[1], &edit->why);
    enum cell_stored stored;
    const struct value nothing = {0};
    if (outcome == OUTCOME_VALUE) {
        stored = put(edit, &edit->readings[0], NULL);
    } else if (outcome == OUTCOME_EMPTY) {
        stored = put(edit, &nothing, NULL);
    } else if (outcome == OUTCOME_ASK && ask && !asked) {
        edit->asking = true;
        stored = CELL_ASKS;
    } else if (cell_read_failed(&edit->why)) {
        app_trouble(edit->place->app, &edit->why);
        stored = CELL_FAILED;
    } else {
        stored = put(edit, &nothing, text);
    }
    if (stored != CELL_ASKS) {
        end_question(edit);
    }
    free(text);
    return stored;
}

enum cell_stored cell_edit_answer(struct cell_edit *edit, int which)
{
    struct value chosen = edit->readings[which];
    edit->readings[which] = (struct value){0};
    error_clear(&edit->why);
    enum cell_stored stored = put(edit, &chosen, NULL);
    value_clear(&chosen);
    return stored;
}

char *cell_edit_options(const struct cell_edit *edit)
{
    const struct type *type = edit->field->type;
    char *one = type->show(edit->field, &edit->readings[0]);
    char *two = type->show(edit->field, &edit->readings[1]);
    char *text =
        one && two ? text_format(_("1: %s   2: %s   Enter: keep as typed"), one, two) : NULL;
    free(one);
    free(two);
    return text;
}

void cell_edit_echo(const struct cell_edit *edit, char **value, char **words)
{
    *value = *words = NULL;
    const struct type *type = edit->field->type;
    if (type->id != TYPE_MONEY && type->id != TYPE_PERIOD && type->id != TYPE_DATE) {
        return;
    }
    struct value one = {0}, two = {0};
    struct error why = {0};
    enum outcome outcome = cell_read(app_workbook(edit->place->app), edit->field,
        edit->place->uid, cell_edit_text(edit), &one, &two, &why);
    if (outcome == OUTCOME_VALUE) {
        *value = type->show(edit->field, &one);
        if (type->id == TYPE_MONEY) {
            *words = number_in_words(message_lang(), one.integer);
        }
    }
    value_clear(&one);
    value_clear(&two);
    error_clear(&why);
}
