/* Headings of a file with comments, as a package writes them or as people do. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/columns.h"
#include "core/exchange/comments_part.h"
#include "core/exchange/excel.h"

/* What people write above the columns that say what a comment is about, in either language. */
static const struct {
    const char *word;
    enum slot_kind kind;
} words[] = {
    {N_("Sheet"), SLOT_ABOUT_FORM},
    {N_("Form"), SLOT_ABOUT_FORM},
    {N_("Code"), SLOT_CODE},
    {N_("Title"), SLOT_ABOUT_TITLE},
    {N_("Name"), SLOT_ABOUT_TITLE},
    {N_("Row"), SLOT_ABOUT_TITLE},
    {N_("Column"), SLOT_ABOUT_FIELD},
    {N_("Field"), SLOT_ABOUT_FIELD},
};

void slots_free(struct slots *s)
{
    for (size_t i = 0; s->items && i < s->count; i++)
        free(s->items[i].heading);
    free(s->items);
    *s = (struct slots){0};
}

char *comments_cell(const struct csv_cell *cell, bool machine, enum text_flaw *flaw)
{
    char *clean = text_clean(cell->bytes, cell->size, flaw, NULL);
    char *text = clean ? text_trim(clean) : NULL;

    free(clean);
    if (!text || machine)
        return text;
    char *bare = strdup(excel_unguard(text));
    free(text);
    return bare;
}

/* A heading that is exactly a column of a package. */
static bool match_machine(
    const struct columns *machine, const struct comment_fields *f, struct slot *slot)
{
    static const enum slot_kind about[] = {SLOT_ABOUT_FORM, SLOT_ABOUT_ROW, SLOT_ABOUT_FIELD};

    for (size_t i = 0; i < machine->count; i++) {
        const struct column *c = &machine->items[i];
        bool whole = c->field == f->about;
        if (strcmp(c->heading, slot->heading) != 0)
            continue;
        slot->field = c->field;
        switch (c->kind) {
        case COLUMN_REGION: slot->kind = SLOT_REGION; break;
        case COLUMN_ID: slot->kind = SLOT_ID; break;
        case COLUMN_CODE: slot->kind = SLOT_CODE; break;
        case COLUMN_PART: slot->kind = whole ? about[c->part] : SLOT_TEXT; break;
        case COLUMN_REF_CODE: slot->kind = whole ? SLOT_ABOUT_CODE : SLOT_IGNORED; break;
        case COLUMN_REF_TITLE: slot->kind = whole ? SLOT_ABOUT_TITLE : SLOT_IGNORED; break;
        default: slot->kind = SLOT_IGNORED; break;
        }
        return true;
    }
    return false;
}

/* A heading in people's words. */
static enum status match_words(
    const struct comment_fields *f, struct slot *slot, struct error *e)
{
    struct place place = {0};
    char *folded = text_fold(slot->heading);
    enum status s = folded ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && !slot->kind && i < sizeof words / sizeof *words; i++)
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            char *word = text_fold(message_in((enum lang)lang, words[i].word));
            if (word && strcmp(word, folded) == 0)
                slot->kind = words[i].kind;
            free(word);
        }
    if (s == STATUS_OK && !slot->kind && folded[0])
        s = heading_place(f->form, slot->heading, &place, e);
    if (place.kind == PLACE_ID)
        slot->kind = SLOT_ID;
    else if (place.kind == PLACE_CODE)
        slot->kind = SLOT_CODE;
    else if (place.field && place.kind == PLACE_WHOLE)
        slot->kind = place.field == f->about ? SLOT_ABOUT : SLOT_TEXT;
    slot->field = place.field;
    free(folded);
    return s;
}

/* What the columns are good for, all together. */
static void judge(struct slots *s, const struct comment_fields *f)
{
    s->known = true;
    for (size_t i = 0; i < s->count; i++) {
        const struct slot *slot = &s->items[i];
        s->known = s->known && (slot->kind != SLOT_UNKNOWN || !slot->heading[0]);
        s->machine = s->machine || slot->kind == SLOT_REGION;
        s->about = s->about || slot->kind == SLOT_ABOUT_FIELD ||
                   (slot->kind >= SLOT_ABOUT && slot->kind <= SLOT_ABOUT_CODE);
        s->text = s->text || (slot->kind == SLOT_TEXT &&
                                 (slot->field == f->text || slot->field == f->proposal));
    }
}

enum status slots_make(struct slots *s, const struct comment_fields *f,
    const struct csv_row *header, struct error *e)
{
    struct columns machine = {0};
    enum status status = columns_make(&machine, f->form, dialect_named("machine"), true, e);

    *s = (struct slots){.items = calloc(header->count + 1, sizeof *s->items)};
    if (status == STATUS_OK && !s->items)
        status = error_memory(e);
    for (; status == STATUS_OK && s->count < header->count; s->count++) {
        struct slot *slot = &s->items[s->count];
        enum text_flaw flaw = TEXT_FINE;
        slot->heading = comments_cell(&header->cells[s->count], false, &flaw);
        if (!slot->heading && flaw != TEXT_FINE && flaw != TEXT_NO_MEMORY)
            status = error_set(e, STATUS_DATA,
                _("The heading of column %zu is no readable text. Save the file as “CSV "
                  "UTF-8”."),
                s->count + 1);
        else if (!slot->heading)
            status = error_memory(e);
        else if (!match_machine(&machine, f, slot))
            status = match_words(f, slot, e);
    }
    if (status == STATUS_OK)
        judge(s, f);
    columns_free(&machine);
    return status;
}
