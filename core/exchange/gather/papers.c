#include "core/exchange/gather/papers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/exchange/part.h"
#include "core/method/engine.h"

#define EXTRA_PATH "kolom.csv"
#define SCHEMA "susun_kumpulan"

/* Columns of the summary that every package answers; those of the method stand behind. */
static const struct part_column summary_columns[] = {{HEADING_REGION, "string"},
    {ENGINE_SUMMARY_TITLE, "string"}, {DESCRIPTOR_NUMBER, "string"},
    {ENGINE_SUMMARY_EDITED, "datetime"}, {DESCRIPTOR_VERSION, "integer"},
    {ENGINE_SUMMARY_MARK, "string"}, {ENGINE_SUMMARY_FILE, "string"}, {NULL, NULL}};
static const struct part_column extra_columns[] = {
    {"tabel", "string"}, {"kolom", "string"}, {DESCRIPTOR_VERSION, "string"}, {NULL, NULL}};

/* What the summary says of a package. */
static const char *mark_of(enum gather_fate fate)
{
    static const char *const marks[] = {[GATHER_USED] = "",
        [GATHER_OLDER] = "lama",
        [GATHER_DOUBLE] = "ganda",
        [GATHER_OTHER] = "metode lain",
        [GATHER_DAMAGED] = "rusak"};

    return marks[fate];
}

/* Stores what a writer has and empties it. */
static enum status put(struct package_file *f, struct csv_writer *out, struct error *e)
{
    size_t size;
    const char *bytes = csv_writer_bytes(out, &size);
    enum status s = bytes ? package_write(f, bytes, size, e) : error_memory(e);

    csv_writer_reset(out);
    return s;
}

/* The cells of one package, without the end of the row. */
static void put_entry(struct csv_writer *out, const struct entry *n)
{
    const char *path = n->path;
    size_t size = strlen(path);
    char version[16] = "";

    while (size > 1 && path[size - 1] == '/')
        size--;
    size_t from = size;
    while (from > 0 && path[from - 1] != '/')
        from--;
    if (n->version)
        snprintf(version, sizeof version, "%d", n->version);
    csv_cell(out, n->region);
    csv_cell(out, n->title);
    csv_cell(out, n->number);
    csv_cell(out, n->created);
    csv_cell(out, version);
    csv_cell(out, mark_of(n->fate));
    csv_cell_n(out, path + from, size - from);
}

/* The figures of a package, which stand as it has them; empty ones for what is not used: nobody
 * is to add them up. */
static enum status put_figures(struct package_file *f, const struct manifest_table *figures,
    const struct entry *n, struct error *e)
{
    const char *cells = n->figures ? strchr(n->figures, ',') : NULL;
    enum status s = cells ? package_write(f, cells, strlen(cells), e) : STATUS_OK;

    for (size_t i = 1; !cells && s == STATUS_OK && figures && i < figures->count; i++)
        s = package_write(f, ",", 1, e);
    return s == STATUS_OK ? package_write(f, "\r\n", 2, e) : s;
}

/* ringkasan.csv */
static enum status write_summary(struct package_file *f, const struct entries *all,
    const struct manifest_table *figures, struct error *e)
{
    struct csv_writer *out = csv_writer_new(',');
    enum status s = out ? STATUS_OK : error_memory(e);

    for (size_t i = 0; out && summary_columns[i].name; i++)
        csv_cell(out, summary_columns[i].name);
    for (size_t i = 1; out && figures && i < figures->count; i++)
        csv_cell(out, figures->columns[i].name);
    if (out)
        csv_end_row(out);
    if (s == STATUS_OK)
        s = put(f, out, e);
    for (size_t i = 0; s == STATUS_OK && i < all->count; i++) {
        put_entry(out, &all->items[i]);
        s = put(f, out, e);
        if (s == STATUS_OK)
            s = put_figures(f, figures, &all->items[i], e);
    }
    csv_writer_free(out);
    return s;
}

/* Names a table of this file among the others. */
static enum status name_table(struct manifest *m, const char *name, const char *path,
    const struct part_column *columns, const struct manifest_table *more, struct error *e)
{
    size_t count = 0;

    while (columns[count].name)
        count++;
    struct manifest_table *t =
        manifest_add(m, strdup(name), strdup(path), count + (more ? more->count : 0), "");
    if (!t)
        return error_memory(e);
    for (size_t i = 0; i < count; i++)
        t->columns[i] = (struct manifest_column){
            .name = columns[i].name, .schema = columns[i].schema, .title = ""};
    for (size_t i = 1; more && i < more->count; i++)
        t->columns[count++] = more->columns[i];
    t->count = count;
    return STATUS_OK;
}

/* The versions that have a column, "3|2"; NULL when all have it. Caller frees. */
static enum status versions_of(const struct blend *b, const struct manifest_table *t,
    size_t column, char **text, struct error *e)
{
    size_t count, have = 0;
    const int *versions = blend_versions(b, &count);
    char *out = strdup("");

    for (size_t i = 0; out && i < count; i++)
        if (blend_has(b, t, column, versions[i])) {
            char *more = text_format("%s%s%d", out, have++ ? "|" : "", versions[i]);
            free(out);
            out = more;
        }
    if (!out)
        return error_memory(e);
    *text = out;
    if (have == count || have == 0) {
        free(out);
        *text = NULL;
    }
    return STATUS_OK;
}

/* kolom.csv: the columns that not every version has. */
static enum status write_extra(
    struct package_file *f, struct blend *b, size_t *extra, struct error *e)
{
    const struct manifest *m = blend_manifest(b);
    struct csv_writer *out = csv_writer_new(',');
    enum status s = out ? STATUS_OK : error_memory(e);

    for (size_t i = 0; out && extra_columns[i].name; i++)
        csv_cell(out, extra_columns[i].name);
    if (out)
        csv_end_row(out);
    for (size_t i = 0; s == STATUS_OK && i < m->count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->tables[i].count; k++) {
            char *text = NULL;
            s = versions_of(b, &m->tables[i], k, &text, e);
            if (!text)
                continue;
            csv_cell(out, m->tables[i].name);
            csv_cell(out, m->tables[i].columns[k].name);
            csv_cell(out, text);
            csv_end_row(out);
            ++*extra;
            free(text);
        }
    if (s == STATUS_OK)
        s = put(f, out, e);
    csv_writer_free(out);
    return s;
}

/* What datapackage.json says of the whole. */
static enum status write_descriptor(struct package_file *f, const struct entries *all,
    struct blend *tables, size_t used, struct error *e)
{
    struct descriptor_head head = {.name = "susun-kumpulan", .created = "", .number = ""};
    char title[64];

    snprintf(title, sizeof title, "Kumpulan %zu daerah", used);
    head.title = title;
    head.region = "";
    head.versions = blend_versions(tables, &head.version_count);
    for (size_t i = 0; i < all->count; i++) {
        const struct entry *n = &all->items[i];
        if (n->fate != GATHER_USED)
            continue;
        head.method = n->method;
        if (strcmp(n->created, head.created) > 0)
            head.created = n->created;
    }
    return descriptor_write(blend_manifest(tables), &head, f, e);
}

/* BACA-SAYA.txt */
static enum status write_readme(struct package_file *f, size_t used, struct error *e)
{
    return part_print(f, e,
        "Kumpulan paket %zu daerah, dibuat dengan Susun.\r\n"
        "\r\n" PART_SUMMARY "    satu baris tiap paket: asal, nomor, angka pokok, dan tanda "
        "(rusak, lama, ganda)\r\n"
        "data/            satu berkas CSV untuk tiap formulir, semua daerah; kunci "
        "kode_wilayah, "
        "id\r\n"
        "temuan.csv       isian yang belum terbaca dan hasil pemeriksaan tiap daerah\r\n"
        "kamus.csv, choices.csv  arti kolom dan kode pilihan, per versi metode\r\n" EXTRA_PATH
        "        kolom yang tidak ada di semua versi metode\r\n"
        "muat.sql         memuat semuanya ke PostgreSQL: psql -f muat.sql BASIS_DATA\r\n"
        "muat_duckdb.sql  memuat semuanya ke DuckDB\r\n"
        "SHA256SUMS       sidik tiap berkas; periksa dengan: sha256sum -c SHA256SUMS\r\n",
        used);
}

/* Which of them a call of write_paper is about. */
enum paper { SUMMARY, EXTRA, DESCRIPTION, POSTGRES, DUCKDB, README, PAPERS };

enum status papers_write(struct package *p, const struct entries *all, struct blend *tables,
    struct blend *figures, struct gather_result *result, struct error *e)
{
    static const char *const paths[PAPERS] = {[SUMMARY] = PART_SUMMARY,
        [EXTRA] = EXTRA_PATH,
        [DESCRIPTION] = "datapackage.json",
        [POSTGRES] = "muat.sql",
        [DUCKDB] = "muat_duckdb.sql",
        [README] = "BACA-SAYA.txt"};
    struct manifest *m = blend_manifest(tables), *own = blend_manifest(figures);
    const struct manifest_table *more = own->count ? &own->tables[0] : NULL;
    enum status s = STATUS_OK;

    for (int i = 0; s == STATUS_OK && i < PAPERS; i++) {
        struct package_file *f;
        s = package_open(p, paths[i], &f, e);
        if (s != STATUS_OK)
            return s;
        switch ((enum paper)i) {
        case SUMMARY: s = write_summary(f, all, more, e); break;
        case EXTRA: s = write_extra(f, tables, &result->extra, e); break;
        case DESCRIPTION: s = write_descriptor(f, all, tables, result->used, e); break;
        case POSTGRES:
        case DUCKDB: s = load_sql_write(m, SCHEMA, i == POSTGRES, f, e); break;
        default: s = write_readme(f, result->used, e); break;
        }
        if (s == STATUS_OK && i == SUMMARY)
            s = name_table(m, SHAPE_SUMMARY, PART_SUMMARY, summary_columns, more, e);
        if (s == STATUS_OK && i == EXTRA)
            s = name_table(m, SHAPE_EXTRA, EXTRA_PATH, extra_columns, NULL, e);
        if (s != STATUS_OK) {
            package_discard(f);
            return s;
        }
        result->files++;
        s = package_close(f, e);
    }
    return s;
}
