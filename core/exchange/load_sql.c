/* muat.sql and muat_duckdb.sql: the package into a database by one command. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/manifest.h"

/* A database's word for a Table Schema type. */
struct sql_type {
    const char *schema, *postgres, *duckdb;
};
static const struct sql_type sql_types[] = {
    {"string", "text", "VARCHAR"},
    {"integer", "bigint", "BIGINT"},
    {"number", "numeric", "DOUBLE"},
    {"date", "date", "DATE"},
    {"time", "time", "TIME"},
    {"year", "integer", "INTEGER"},
    {"array", "jsonb", "JSON"},
    {"datetime", "timestamptz", "TIMESTAMPTZ"},
};

/* Its row in the table; a type the table does not know is text. */
static const struct sql_type *sql_type(const char *schema)
{
    for (size_t i = 0; i < sizeof sql_types / sizeof *sql_types; i++)
        if (strcmp(sql_types[i].schema, schema) == 0)
            return &sql_types[i];
    return &sql_types[0];
}

/* A text between quotes of SQL, its own doubled. Caller frees; NULL without memory. */
static char *quoted(const char *text)
{
    char *out = malloc(2 * strlen(text) + 3), *to = out;

    if (!out)
        return NULL;
    *to++ = '\'';
    for (; *text; text++) {
        if (*text == '\'')
            *to++ = '\'';
        *to++ = *text;
    }
    *to++ = '\'';
    *to = '\0';
    return out;
}

/* A file that is being written, until the first failure. */
struct script {
    struct package_file *f;
    struct error *e;
    enum status s;
    bool postgres;
};

/* One piece of it. */
#define SAY(script, ...)                                                                       \
    ((script)->s = (script)->s == STATUS_OK                                                    \
                       ? part_print((script)->f, (script)->e, __VA_ARGS__)                     \
                       : (script)->s)

/* The table with its types and its key. The region is part of every key, so that packages of
 * several districts may stand in one table. */
static void create_table(struct script *out, const struct manifest_table *t)
{
    SAY(out, "CREATE TABLE \"%s\" (\n", t->name);
    for (size_t i = 0; i < t->count; i++) {
        const struct sql_type *type = sql_type(t->columns[i].schema);
        SAY(out, "    \"%s\" %s%s", t->columns[i].name,
            out->postgres ? type->postgres : type->duckdb,
            i + 1 < t->count || t->key_count ? ",\n" : "\n");
    }
    if (t->key_count) {
        SAY(out, "    PRIMARY KEY (\"%s\"", t->columns[0].name);
        for (size_t i = 0; i < t->key_count; i++)
            SAY(out, ", \"%s\"", t->columns[t->key + i].name);
        SAY(out, ")\n");
    }
    SAY(out, ");\n");
}

/* What the table is called. */
static void comment_table(struct script *out, const struct manifest_table *t)
{
    char *title = t->title[0] ? quoted(t->title) : NULL;

    if (t->title[0] && !title)
        out->s = error_memory(out->e);
    else if (title)
        SAY(out, "COMMENT ON TABLE \"%s\" IS %s;\n", t->name, title);
    free(title);
}

/* References lead to rows of the same district, and are looked at when everything is there. */
static void reference(struct script *out, const struct manifest_table *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->columns[i].target)
            SAY(out,
                "ALTER TABLE \"%s\" ADD FOREIGN KEY (\"%s\", \"%s\")\n"
                "    REFERENCES \"%s\" (\"%s\", \"%s\") DEFERRABLE INITIALLY DEFERRED;\n",
                t->name, HEADING_REGION, t->columns[i].name, t->columns[i].target,
                HEADING_REGION, HEADING_ID);
}

/* Where Citus is installed the tables are spread by district; the few without one are
 * everywhere.
 */
static void distribute(struct script *out, const struct manifest *manifest)
{
    SAY(out, "DO $$\nBEGIN\n    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') "
             "THEN\n");
    for (size_t i = 0; i < manifest->count; i++) {
        const struct manifest_table *t = &manifest->tables[i];
        if (t->regional)
            SAY(out, "        PERFORM create_distributed_table('\"%s\"', '%s');\n", t->name,
                HEADING_REGION);
        else
            SAY(out, "        PERFORM create_reference_table('\"%s\"');\n", t->name);
    }
    SAY(out, "    END IF;\nEND\n$$;\n");
}

/* The rows of every file; `header` says what is done about the heading row. */
static void copy(struct script *out, const struct manifest *manifest, const char *header)
{
    for (size_t i = 0; i < manifest->count; i++)
        SAY(out, "\\copy \"%s\" from '%s' with (format csv, encoding 'UTF8', header %s)\n",
            manifest->tables[i].name, manifest->tables[i].path, header);
}

/* The name of the schema: one for each package, so that an older one may stay beside it. */
static char *schema_name(const struct making *m)
{
    char *name = text_format("susun_%s", m->number[0] ? m->number : m->plan.region);

    for (char *c = name; c && *c; c++)
        if (*c == '.' || *c == '-')
            *c = '_';
    return name;
}

/* muat.sql. */
static void write_postgres(
    struct script *out, const struct manifest *manifest, const char *schema)
{
    SAY(out,
        "-- Memuat paket ini ke PostgreSQL 12 atau lebih baru. Di dalam folder paket:\n"
        "--     psql -f muat.sql NAMA_BASIS_DATA\n"
        "-- Skema lain: psql -v skema=nama -f muat.sql NAMA_BASIS_DATA. Semua termuat, atau "
        "tidak "
        "satu pun.\n"
        "\\set ON_ERROR_STOP on\n"
        "\\if :{?skema}\n\\else\n    \\set skema %s\n\\endif\n"
        "\\encoding UTF8\n"
        "SELECT current_setting('server_version_num')::int >= 150000 AS judul_diperiksa "
        "\\gset\n"
        "BEGIN;\n"
        "SET LOCAL client_min_messages = warning;\n"
        "SET LOCAL datestyle = ISO;\n"
        "CREATE SCHEMA :\"skema\";\n"
        "SET LOCAL search_path = :\"skema\", public;\n",
        schema);
    for (size_t i = 0; i < manifest->count; i++) {
        create_table(out, &manifest->tables[i]);
        comment_table(out, &manifest->tables[i]);
    }
    distribute(out, manifest);
    for (size_t i = 0; i < manifest->count; i++)
        reference(out, &manifest->tables[i]);
    SAY(out, "\\if :judul_diperiksa\n");
    copy(out, manifest, "match");
    SAY(out, "\\else\n");
    copy(out, manifest, "true");
    SAY(out, "\\endif\nCOMMIT;\n");
}

/* muat_duckdb.sql. Keys to other tables are left out: DuckDB looks at them row by row, and rows
 * of a draft refer to each other in a circle. */
static void write_duckdb(
    struct script *out, const struct manifest *manifest, const char *schema)
{
    SAY(out,
        "-- Memuat paket ini ke DuckDB. Di dalam folder paket:\n"
        "--     duckdb NAMA.duckdb < muat_duckdb.sql\n"
        "BEGIN TRANSACTION;\n"
        "CREATE SCHEMA \"%s\";\n"
        "USE \"%s\";\n",
        schema, schema);
    for (size_t i = 0; i < manifest->count; i++)
        create_table(out, &manifest->tables[i]);
    for (size_t i = 0; i < manifest->count; i++)
        SAY(out,
            "COPY \"%s\" FROM '%s' (FORMAT csv, HEADER true, AUTO_DETECT false, DELIMITER ',', "
            "QUOTE '\"', ESCAPE '\"', NULLSTR '', PARALLEL false);\n",
            manifest->tables[i].name, manifest->tables[i].path);
    SAY(out, "COMMIT;\n");
}

enum status load_sql_write(const struct manifest *manifest, const char *schema, bool postgres,
    struct package_file *f, struct error *e)
{
    struct script out = {.f = f, .e = e, .s = STATUS_OK, .postgres = postgres};

    (postgres ? write_postgres : write_duckdb)(&out, manifest, schema);
    return out.s;
}

/* Either script of a workbook's package. */
static enum status write_script(
    struct making *m, struct package_file *f, bool postgres, struct error *e)
{
    struct manifest manifest = {0};
    char *schema = schema_name(m);
    enum status s = schema ? manifest_make(&manifest, m, e) : error_memory(e);

    if (s == STATUS_OK)
        s = load_sql_write(&manifest, schema, postgres, f, e);
    manifest_free(&manifest);
    free(schema);
    return s;
}

enum status part_sql(struct making *m, struct package_file *f, struct error *e)
{
    return write_script(m, f, true, e);
}

enum status part_duckdb(struct making *m, struct package_file *f, struct error *e)
{
    return write_script(m, f, false, e);
}
