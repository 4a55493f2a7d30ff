/* sheets.csv: the sheets a package has for people. The file may be missing. */
#include <string.h>

#include "core/method/engine.h"
#include "core/method/load_part.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SHEETS_MOST 40

enum { SHEET_NAME, SHEET_KIND, SHEET_SQL };
static const struct column columns[] = {
    [SHEET_NAME] = {"sheet", CELL_NAME, true},
    [SHEET_KIND] = {"kind", CELL_NAME, false},
    [SHEET_SQL] = {"sql", CELL_SQL, false},
};

/* Tells a name that is taken. */
static void check_name(const struct table *t, size_t row)
{
    const char *name = cell(t, row, SHEET_NAME);
    bool again = strcmp(name, ENGINE_SHEET_CHANGES) == 0;

    for (size_t i = 0; i < row; i++)
        again = again || strcmp(name, cell(t, i, SHEET_NAME)) == 0;
    if (again && name[0] != '\0')
        cell_mistake(t, row, SHEET_NAME, _("There is a sheet %s already."), name);
}

/* Rows come from a query, findings do not. */
static void check_query(const struct table *t, size_t row, enum sheet_kind kind)
{
    bool asks = cell(t, row, SHEET_SQL)[0] != '\0';

    if (kind == SHEET_ROWS && !asks)
        cell_mistake(
            t, row, SHEET_SQL, _("A sheet of rows needs a query whose columns are its own."));
    else if (kind != SHEET_ROWS && asks)
        cell_mistake(t, row, SHEET_SQL, _("A sheet of findings has no query."));
}

enum status load_sheets(struct loader *l)
{
    static const char *const kinds[] = {"rows", "findings"};
    struct table t;
    enum status s = table_read(&t, l, "sheets.csv", columns, COUNT(columns), false);
    struct method_sheet *sheets = arena_take(l->arena, t.count + 1, sizeof *sheets);

    if (s != STATUS_OK || sheets == NULL)
        return s != STATUS_OK ? s : error_memory(l->e);
    if (t.count > SHEETS_MOST)
        load_mistake(l, "sheets.csv", 0, 0, _("A package has at most %d sheets."), SHEETS_MOST);
    for (size_t i = 0; i < t.count; i++) {
        check_name(&t, i);
        sheets[i] = (struct method_sheet){.name = cell(&t, i, SHEET_NAME),
            .kind = (enum sheet_kind)cell_word(&t, i, SHEET_KIND, kinds, COUNT(kinds), 0),
            .sql = cell(&t, i, SHEET_SQL)};
        check_query(&t, i, sheets[i].kind);
    }
    l->m->sheets = sheets;
    l->m->sheet_count = t.count;
    return STATUS_OK;
}
