/* method.csv (one row) and stages.csv. */
#include <string.h>

#include "core/method/load_part.h"

enum {
    METHOD_NAME,
    METHOD_VERSION,
    METHOD_TITLE,
    METHOD_TITLE_EN,
    METHOD_SOURCE,
    METHOD_SOURCE_EN
};
static const struct column method_columns[] = {
    {"name", CELL_LINE, true},
    {"version", CELL_LINE, true},
    {"title::id", CELL_LINE, true},
    {"title::en", CELL_LINE, false},
    {"source::id", CELL_LINE, false},
    {"source::en", CELL_LINE, false},
};

enum { STAGE_NAME, STAGE_TITLE, STAGE_TITLE_EN, STAGE_OPEN, STAGE_CLOSED };
static const struct column stage_columns[] = {
    {"stage", CELL_NAME, true},
    {"title::id", CELL_LINE, true},
    {"title::en", CELL_LINE, false},
    {"open", CELL_SQL, false},
    {"closed", CELL_SQL, false},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum status load_method_row(struct loader *l)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    struct table t;
    enum status status =
        table_read(&t, l, "method.csv", method_columns, COUNT(method_columns), true);

    if (status != STATUS_OK)
        return status;
    if (t.headed && t.count == 0)
        load_mistake(l, t.file, 0, 0, _("The row that names the method is missing."));
    for (size_t i = 1; i < t.count; i++)
        cell_mistake(&t, i, METHOD_NAME, _("A method has one name; this row is one too many."));
    l->m->name = "";
    l->m->title = l->m->source = (struct words){{"", ""}};
    if (t.count == 0)
        return STATUS_OK;
    l->m->name = cell(&t, 0, METHOD_NAME);
    if (l->m->name[strspn(l->m->name, letters)] != '\0')
        cell_mistake(&t, 0, METHOD_NAME,
            _("\"%s\" cannot name a method: small letters, digits, - and _ only."), l->m->name);
    l->m->version = cell_whole(&t, 0, METHOD_VERSION, 1, 1000000, 1);
    l->m->title = cell_words(&t, 0, METHOD_TITLE, METHOD_TITLE_EN);
    l->m->source = cell_words(&t, 0, METHOD_SOURCE, METHOD_SOURCE_EN);
    return STATUS_OK;
}

const struct stage *load_find_stage(const struct loader *l, const char *name)
{
    for (size_t i = 0; i < l->m->stage_count; i++)
        if (strcmp(l->m->stages[i].name, name) == 0)
            return &l->m->stages[i];
    return NULL;
}

enum status load_stages(struct loader *l)
{
    struct table t;
    enum status status =
        table_read(&t, l, "stages.csv", stage_columns, COUNT(stage_columns), true);
    struct stage *stages = arena_take(l->arena, t.count + 1, sizeof *stages);

    if (status != STATUS_OK || stages == NULL)
        return status != STATUS_OK ? status : error_memory(l->e);
    l->m->stages = stages;
    if (t.headed && t.count == 0)
        load_mistake(l, t.file, 0, 0, _("The method has no stage."));
    for (size_t i = 0; i < t.count; i++) {
        const char *name = cell(&t, i, STAGE_NAME);
        if (name[0] != '\0' && load_find_stage(l, name) != NULL) {
            cell_mistake(&t, i, STAGE_NAME, _("There is already a stage %s."), name);
            continue;
        }
        stages[l->m->stage_count++] = (struct stage){
            .name = name,
            .title = cell_words(&t, i, STAGE_TITLE, STAGE_TITLE_EN),
            .open = cell(&t, i, STAGE_OPEN),
            .closed = cell(&t, i, STAGE_CLOSED),
        };
    }
    return STATUS_OK;
}
