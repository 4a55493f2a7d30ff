/* riwayat.csv of a package: the whole journal, the oldest first. */
#include "core/exchange/part.h"
#include "core/exchange/trail.h"

/* trail_options.flush: into the file. */
static enum status pass_on(void *context, struct csv_writer *out, struct error *e)
{
    (void)out;
    return table_pass(context, e);
}

enum status part_trail(struct making *m, struct package_file *f, struct error *e)
{
    const struct export_options *o = m->options;
    const struct history_query all = {.oldest_first = true};
    struct trail_options trail = {.dialect = o->dialect,
        .personal = o->personal,
        .stop = o->stop,
        .context = o->context,
        .flush = pass_on};
    struct table *t;
    size_t rows;
    enum status s = table_open(&t, m, m->options->dialect, f, NULL, e);

    if (s != STATUS_OK)
        return s;
    trail.flush_context = t;
    s = trail_write(m->wb, &all, &trail, table_out(t), &rows, e);
    if (s == STATUS_OK)
        return table_close(t, e);
    table_drop(t);
    return s;
}
