/* summary.csv: figures about the whole plan. The file may be missing. */
#include <string.h>

#include "core/method/engine.h"
#include "core/method/load_part.h"
#include "core/method/type.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { SUM_NAME, SUM_TITLE, SUM_TITLE_EN, SUM_TYPE, SUM_SQL };
static const struct column columns[] = {
    [SUM_NAME] = {"name", CELL_NAME, true},
    [SUM_TITLE] = {"title::id", CELL_LINE, true},
    [SUM_TITLE_EN] = {"title::en", CELL_LINE, false},
    [SUM_TYPE] = {"type", CELL_NAME, false},
    [SUM_SQL] = {"sql", CELL_SQL, true},
};

/* Names of columns that stand in the same table. */
static const char *const taken[] = {"id", "kode_wilayah", ENGINE_FIGURE_STAGE,
    ENGINE_FIGURE_MEND, ENGINE_SUMMARY_TITLE, ENGINE_SUMMARY_EDITED, ENGINE_SUMMARY_MARK,
    ENGINE_SUMMARY_FILE, "nomor_paket", "versi_metode"};

/* Tells a name that is there already. */
static void check_name(const struct table *t, size_t row)
{
    const char *name = cell(t, row, SUM_NAME);
    bool again = false;

    for (size_t i = 0; i < COUNT(taken); i++)
        again = again || strcmp(name, taken[i]) == 0;
    for (size_t i = 0; i < row; i++)
        again = again || strcmp(name, cell(t, i, SUM_NAME)) == 0;
    if (again && name[0] != '\0')
        cell_mistake(t, row, SUM_NAME, _("The summary has a column %s already."), name);
}

enum status load_summary(struct loader *l)
{
    static const char *const types[] = {"integer", "number", "text"};
    static const char *const schemas[] = {"integer", "number", "string"};
    struct table t;
    enum status s = table_read(&t, l, "summary.csv", columns, COUNT(columns), false);
    struct figure *figures = arena_take(l->arena, t.count + 1, sizeof *figures);

    if (s != STATUS_OK || figures == NULL)
        return s != STATUS_OK ? s : error_memory(l->e);
    for (size_t i = 0; i < t.count; i++) {
        check_name(&t, i);
        figures[i] = (struct figure){
            .name = cell(&t, i, SUM_NAME),
            .title = cell_words(&t, i, SUM_TITLE, SUM_TITLE_EN),
            .schema = schemas[cell_word(&t, i, SUM_TYPE, types, COUNT(types), 0)],
            .sql = cell(&t, i, SUM_SQL),
        };
    }
    l->m->figures = figures;
    l->m->figure_count = t.count;
    return STATUS_OK;
}
