#include "tui/screen/help_field.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/method/type.h"

/* How a person may write into a field, by its type: what the readers of core/method take. */
static const char *const notations[] = {
    [TYPE_TEXT] = N_("one line of text"),
    [TYPE_MULTILINE] = N_("as many lines as are needed: Enter begins a new one, Tab leaves"),
    [TYPE_INTEGER] = N_("a whole number: 12, 1.200"),
    [TYPE_DECIMAL] = N_("a number with a comma before decimals: 2,88 or 1.234,5"),
    [TYPE_MONEY] = N_("750 jt, 2 M, 1,5 M, 500 rb, 1 T, Rp1.500.000; 0 = without cost, empty = "
                      "not known yet"),
    [TYPE_PERCENT] = N_("65, 65,5 persen or 65%"),
    [TYPE_MEASURE] =
        N_("a number with its unit or any text: 298 desa, 2,88, 69,1-69,5, WTP; it "
           "stays as you write it"),
    [TYPE_YEAR] = N_("a year: 2026 or 26"),
    [TYPE_PERIOD] = N_("years: 2026-2028, 26-28, 2026, or 3 th from the plan's first year"),
    [TYPE_DATE] =
        N_("a date, the day first: 17/8/2026, 17 agustus 2026, 17 agu, hari ini, besok"),
    [TYPE_TIME] = N_("a time of day: 08.30, 8:30 or 8"),
    [TYPE_YESNO] = N_("ya or tidak; y and t are enough"),
    [TYPE_SELECT_ONE] = N_("one of the choices below: Space shows them, letters filter them"),
    [TYPE_SELECT_MULTIPLE] = N_("several of the choices below: Space shows and marks them"),
    [TYPE_REF] = N_("a row of another list, by code or a word of its name; Space shows them; a "
                    "name that is not there can be added"),
    [TYPE_REF_MULTIPLE] = N_("several rows of another list: Space shows and marks them"),
    [TYPE_ANY_REF] = N_("any row: first its list, then the row; Space shows them"),
};

/* A number as people write it. Caller frees. */
static char *number(double x)
{
    return x == (double)(int64_t)x ? number_show_integer((int64_t)x) : number_show_decimal(x);
}

/* "1 to 10", "at least 1", "at most 10", with the unit; NULL without bounds. Caller frees. */
static char *bounds(const struct field *field)
{
    char *min = field->has_min ? number(field->min) : NULL;
    char *max = field->has_max ? number(field->max) : NULL;
    char *text = NULL;

    if (min != NULL && max != NULL)
        text = text_format(_("%s to %s"), min, max);
    else if (min != NULL)
        text = text_format(_("at least %s"), min);
    else if (max != NULL)
        text = text_format(_("at most %s"), max);
    free(min);
    free(max);
    return text;
}

/* The lists a reference leads to. Caller frees. */
static char *targets(const struct field *field)
{
    char *text = strdup("");

    for (size_t i = 0; text != NULL && field->targets != NULL && field->targets[i] != NULL;
         i++) {
        char *longer = text_format(
            "%s%s%s", text, i > 0 ? ", " : "", words_get(&field->targets[i]->title));
        free(text);
        text = longer;
    }
    return text;
}

/* One line for each choice, a heading before them. */
static void choices(struct prose *r, const struct field *field)
{
    if (field->list == NULL || field->list->count == 0)
        return;
    prose_heading(r, _("Choices"));
    for (size_t i = 0; i < field->list->count; i++) {
        if (field->list->choices[i].retired)
            continue;
        char *line = text_format("- %s", words_get(&field->list->choices[i].label));
        if (line != NULL)
            prose_text(r, STYLE_TEXT, line);
        free(line);
    }
}

/* Who fills it in, when it is not the person. */
static bool given(const struct field *field)
{
    return field->readonly || field->level == LEVEL_COMPUTED || field->computed[0] != '\0';
}

void help_field(struct prose *r, const struct field *field)
{
    char *limits = bounds(field), *lists = targets(field);
    char *name =
        text_format("%s: %s", words_get(&field->form->title), words_get(&field->label));

    prose_text(r, STYLE_TITLE, name != NULL ? name : words_get(&field->label));
    prose_text(r, STYLE_TEXT, "");
    prose_item(r, _("What to write"), words_get(&field->hint));
    prose_item(r, _("Good example"), words_get(&field->good));
    prose_item(r, _("Not like this"), words_get(&field->bad));
    prose_item(r, _("Who knows it"), words_get(&field->who));
    if (given(field))
        prose_item(r, _("How"), _("Susun fills it in; nobody types it."));
    else
        prose_item(r, _("How"), _(notations[field->type->id]));
    prose_item(r, _("From the list"), lists);
    prose_item(r, _("Range"), limits);
    prose_item(r, _("Unit"), field->unit);
    if (field->required)
        prose_item(r, _("Needed"), _("yes, but it can be filled in later"));
    if (field->personal)
        prose_item(r, _("Personal"), _("stays out of the package for the ministry"));
    choices(r, field);
    free(name);
    free(limits);
    free(lists);
}
