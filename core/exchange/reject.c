#include "core/exchange/reject.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/base/message.h"

#define QUOTED_CELLS 40  /* of a text that a sentence repeats */
#define NAME_BYTES 512   /* of a file's name, in a note */
#define NAMED_CHOICES 24 /* of a list; longer ones are cut */

char *reject_flaw(const struct csv_row *row)
{
    switch (row->flaw) {
    case CSV_STRAY_QUOTE:
        return text_format(
            _("cell %zu has a quotation mark in the middle. Put the whole cell in "
              "quotation marks and double the inner one."),
            row->column);
    case CSV_UNCLOSED_QUOTE:
        return text_format(
            _("cell %zu opens a quotation mark that is never closed."), row->column);
    case CSV_CELL_TOO_LONG:
        return text_format(
            _("cell %zu holds more than %d KiB of text, more than a field can keep."),
            row->column, LIMIT_TEXT / 1024);
    case CSV_ROW_TOO_LONG:
        return text_format(_("the row is longer than %d MiB."), LIMIT_CSV_ROW / 1024 / 1024);
    case CSV_TOO_MANY_CELLS:
        return text_format(_("the row has more than %d cells."), LIMIT_CSV_CELLS);
    case CSV_FINE: break;
    }
    return text_format("%s", "");
}

char *reject_count(size_t have, size_t want)
{
    return text_format(
        _("the row has %zu cells, the heading row %zu. A delimiter is missing or one "
          "too many."),
        have, want);
}

char *reject_bytes(enum text_flaw flaw, const char *heading)
{
    switch (flaw) {
    case TEXT_NOT_UTF8:
        return text_format(
            _("column “%s” is not written in UTF-8. Save the file as “CSV UTF-8” and "
              "import it again."),
            heading);
    case TEXT_HAS_NUL:
        return text_format(
            _("column “%s” holds a NUL byte, which no text has. Was the file copied whole?"),
            heading);
    case TEXT_TOO_LONG:
        return text_format(
            _("column “%s” holds more than %d KiB."), heading, LIMIT_TEXT / 1024);
    case TEXT_FINE:
    case TEXT_NO_MEMORY: break;
    }
    return NULL;
}

/* "Smart Governance (GOV), Smart Branding (BRA)". */
static char *choices_named(const struct choice_list *list)
{
    char *text = text_format("%s", "");

    for (size_t i = 0; text && i < list->count && i <= NAMED_CHOICES; i++) {
        const struct choice *c = &list->choices[i];
        if (c->retired) /* behind all others */
            break;
        const char *comma = i ? ", " : "";
        char *longer = i == NAMED_CHOICES ? text_format("%s, …", text)
                                          : text_format("%s%s%s (%s)", text, comma,
                                                words_get(&c->label), c->name);
        free(text);
        text = longer;
    }
    return text;
}

/* A sentence about a text that is none of a list. */
static char *none_of(
    const char *what, const char *text, const struct choice_list *list, const char *format)
{
    char *cut = text_cut(text, QUOTED_CELLS, false), *names = choices_named(list);
    char *sentence = cut && names ? text_format(format, what, cut, names) : NULL;

    free(cut);
    free(names);
    return sentence;
}

char *reject_choice(const struct field *field, const char *text)
{
    return none_of(words_get(&field->label), text, field->list,
        _("%s: “%s” is none of the choices here. They are: %s."));
}

char *reject_fixed_row(const struct form *form, const char *text)
{
    return none_of(words_get(&form->title), text, form->rows,
        _("“%s” has no row “%s”. Its rows are: %s."));
}

char *reject_empty_key(const struct field *field)
{
    return text_format(_("%s is empty; without it nobody knows which cell is meant."),
        words_get(&field->label));
}

char *reject_dead_key(const struct field *field, const char *text)
{
    char *cut = text_cut(text, QUOTED_CELLS, false);
    char *sentence =
        cut ? text_format(_("%s: nothing here is called “%s”. Import or add it first."),
                  words_get(&field->label), cut)
            : NULL;

    free(cut);
    return sentence;
}

/* Tells one note, "FILE:LINE". */
static void tell(const struct import_options *o, bool rejected, const char *name, size_t line,
    const char *sentence)
{
    char where[NAME_BYTES + 32];

    snprintf(where, sizeof where, "%.*s:%zu", NAME_BYTES, name, line);
    if (o->note)
        o->note(o->context, rejected, where, sentence);
}

void note_rejected(const struct import_options *o, struct import_result *r, const char *name,
    size_t line, const char *sentence)
{
    r->rejected++;
    tell(o, true, name, line, sentence);
}

void note_marked(const struct import_options *o, struct import_result *r, const char *name,
    size_t line, const char *sentence)
{
    r->marked++;
    tell(o, false, name, line, sentence);
}
