/* The history as CSV: riwayat.csv of a package, and what `susun history --format csv` prints.
 * One row for each edit, as stored: references by id, choices by name. */
#ifndef SUSUN_EXCHANGE_TRAIL_H
#define SUSUN_EXCHANGE_TRAIL_H

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/exchange/columns.h"
#include "core/exchange/dialect.h"
#include "core/store/changes.h"
#include "core/store/history.h"

struct trail_options {
    const struct dialect *dialect;
    bool personal;               /* who typed, and what was typed about persons */
    bool (*stop)(void *context); /* asked between rows; may be NULL */
    void *context;
    /* Called when a good deal is written, so that not all of it need be in memory; may empty
     * the writer. May be NULL. */
    enum status (*flush)(void *context, struct csv_writer *out, struct error *e);
    void *flush_context;
};
/* The columns of trail_write, up to one without a name. */
const struct part_column *trail_columns(bool personal);
/* A heading row, then the changes a query wants: kode_wilayah, form, id, isian, sebelum,
 * sesudah, aksi, kapan (the laptop's own time, in UTC), dari_kelompok (0 = the main copy),
 * sesi, nomor; with `personal` also penyunting. The same bytes for the same journal. */
enum status trail_write(struct workbook *wb, const struct history_query *query,
    const struct trail_options *options, struct csv_writer *out, size_t *rows, struct error *e);
/* What changed since a mark: kode_wilayah, form, id, keadaan_baris (baru, diubah, dihapus),
 * isian, sebelum, sesudah; a row of its own for a row that is gone. */
enum status trail_changes(struct workbook *wb, const struct changed_row *list, size_t count,
    const struct trail_options *options, struct csv_writer *out, struct error *e);

#endif
