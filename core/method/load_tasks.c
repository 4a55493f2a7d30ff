#include "core/method/tasks.h"

#include "core/base/text.h"
#include "core/method/load_part.h"

enum {
    TASK_NUMBER,
    TASK_TEXT,
    TASK_TEXT_EN,
    TASK_HINT,
    TASK_HINT_EN,
    TASK_PRAISE,
    TASK_PRAISE_EN,
    TASK_SQL
};
static const struct column task_columns[] = {
    {"number", CELL_LINE, true},
    {"text::id", CELL_LINE, true},
    {"text::en", CELL_LINE, true},
    {"hint::id", CELL_LINE, true},
    {"hint::en", CELL_LINE, true},
    {"praise::id", CELL_LINE, true},
    {"praise::en", CELL_LINE, true},
    {"sql", CELL_SQL, true},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A cell that has to fit a line of the screen. */
static void check_cells(const struct table *t, size_t row, int column, size_t most)
{
    size_t cells = text_width(cell(t, row, column));

    if (cells > most)
        cell_mistake(
            t, row, column, _("This takes %zu places on the screen; %zu fit."), cells, most);
}

/* One row: numbers follow each other from 1. */
static void take_task(const struct table *t, size_t row, struct fact *fact, struct task *task)
{
    int number = (int)row + 1;

    (void)cell_whole(t, row, TASK_NUMBER, number, number, number);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        load_check_placeholders(t, row, TASK_TEXT + lang);
        check_cells(t, row, TASK_TEXT + lang, TASK_CELLS);
        check_cells(t, row, TASK_PRAISE + lang, PRAISE_CELLS);
    }
    *fact = (struct fact){
        .text = cell_words(t, row, TASK_TEXT, TASK_TEXT_EN), .sql = cell(t, row, TASK_SQL)};
    *task = (struct task){.hint = cell_words(t, row, TASK_HINT, TASK_HINT_EN),
        .praise = cell_words(t, row, TASK_PRAISE, TASK_PRAISE_EN)};
}

/* Reads the rows into the loader's memory. */
static enum status read_tasks(struct loader *l, struct tasks **out)
{
    struct table t;
    enum status status = table_read(&t, l, TASKS_FILE, task_columns, COUNT(task_columns), true);
    struct tasks *tasks = arena_take(l->arena, 1, sizeof *tasks);
    struct fact *facts = arena_take(l->arena, t.count + 1, sizeof *facts);
    struct task *rows = arena_take(l->arena, t.count + 1, sizeof *rows);

    if (status != STATUS_OK || !tasks || !facts || !rows)
        return status != STATUS_OK ? status : error_memory(l->e);
    for (size_t i = 0; i < t.count; i++)
        take_task(&t, i, &facts[i], &rows[i]);
    *tasks = (struct tasks){.step = {.name = "", .fact_count = t.count, .facts = facts},
        .rows = rows,
        .memory = l->arena};
    *out = tasks;
    return l->no_memory || arena_failed(l->arena) || arena_failed(l->scratch)
               ? error_memory(l->e)
           : l->mistakes == 0 ? STATUS_OK
                              : STATUS_DATA;
}

enum status tasks_load(struct tasks **tasks, const struct source *source, mistake_fn *mistake,
    void *context, struct error *e)
{
    struct loader l = {.source = source,
        .tell = mistake,
        .context = context,
        .e = e,
        .arena = arena_begin(),
        .scratch = arena_begin()};
    enum status status = l.arena && l.scratch ? STATUS_OK : error_memory(e);

    *tasks = NULL;
    if (status == STATUS_OK)
        status = read_tasks(&l, tasks);
    if (status != STATUS_OK) {
        arena_end(l.arena);
        *tasks = NULL;
    }
    arena_end(l.scratch);
    return status;
}

void tasks_free(struct tasks *tasks)
{
    if (tasks)
        arena_end(tasks->memory);
}
