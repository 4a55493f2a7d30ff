/* Methods whose queries want more than a method may: to read or change what is not its own, to
 * run for ever, to eat all memory. The method is whole and its hash is right. */
#include "tests/core/hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tests/property/sample_method.h"

#define NOT "may not use"
#define BROKEN "does not work"

const struct hostile_query hostile_queries[] = {
    {"SELECT count(*) FROM edit", NOT},
    {"SELECT count(*) FROM session", NOT},
    {"SELECT value FROM meta", NOT},
    {"SELECT content FROM method_file", NOT},
    {"SELECT sql FROM sqlite_schema", NOT},
    {"SELECT sql FROM temp.sqlite_schema", NOT},
    {"SELECT count(*) FROM pragma_table_info('edit')", NOT},
    {"SELECT * FROM pragma_database_list", NOT},
    {"SELECT printf('%.*c', 900000000, 'x')", NOT},
    {"SELECT format('%900000000d', 1)", NOT},
    {"SELECT zeroblob(900000000)", NOT},
    {"SELECT hex(randomblob(900000))", NOT},
    {"SELECT random()", NOT},
    {"SELECT load_extension('/tmp/x.so')", NOT},
    {"SELECT writefile('x', 'y')", NULL},
    {"SELECT readfile('/etc/passwd')", NULL},
    {"SELECT fts5()", NULL},
    {"SELECT sqlite_version()", NOT},
    {"SELECT last_insert_rowid()", NOT},
    {"DELETE FROM barang", NOT},
    {"UPDATE barang SET judul = 'x'", NOT},
    {"INSERT INTO barang(id) VALUES('x')", NOT},
    {"DROP TABLE barang", NULL},
    {"CREATE TABLE x(y)", NULL},
    {"CREATE TEMP TRIGGER t AFTER INSERT ON main.edit BEGIN SELECT 1; END",
        "holds a semicolon"},
    {"ATTACH 'x' AS y", NULL},
    {"DETACH main", NULL},
    {"PRAGMA writable_schema=ON", NULL},
    {"PRAGMA synchronous=OFF", NULL},
    {"COMMIT", NULL},
    {"ROLLBACK", NULL},
    {"SAVEPOINT x", NULL},
    {"VACUUM INTO 'x'", NULL},
    {"REINDEX", NULL},
    {"ANALYZE", NULL},
    {"EXPLAIN SELECT 1 FROM edit", NOT},
    {"SELECT 1; DELETE FROM edit", "holds a semicolon"},
    {"SELECT", BROKEN},
    {"", NULL},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n",
        "takes too long"},
    {"WITH RECURSIVE n(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM n) SELECT max(s) FROM n",
        BROKEN},
    /* Long before it is slow, on any machine. */
    {"WITH RECURSIVE n(i, x) AS (SELECT 1, replace('xxxxxxxxxx', 'x', '----------') UNION ALL"
     " SELECT i + 1, x FROM n LIMIT 3000) SELECT group_concat(i || x || x || x || x) FROM n",
        BROKEN},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000) SELECT"
     " sum(x) FROM (SELECT a.i + b.i * 7 + c.i AS x FROM n a, n b, n c ORDER BY x)",
        "stopped"},
    {"SELECT replace(replace(replace(replace(replace('xxxxxxxxxx', 'x', 'xxxxxxxxxx'), 'x',"
     " 'xxxxxxxxxx'), 'x', 'xxxxxxxxxx'), 'x', 'xxxxxxxxxx'), 'x', 'xxxxxxxxxx')",
        NULL},
    {"SELECT json_array_length(json_array(json_array(1)))", NULL},
    {"SELECT * FROM nothing", BROKEN},
};
const size_t hostile_query_count = sizeof hostile_queries / sizeof *hostile_queries;

/* A cell of a CSV. Caller frees. */
static char *quoted(const char *text)
{
    char *out = malloc(2 * strlen(text) + 3), *to = out;

    if (!out)
        abort();
    *to++ = '"';
    for (; *text; text++) {
        if (*text == '"')
            *to++ = '"';
        *to++ = *text;
    }
    *to++ = '"';
    *to = '\0';
    return out;
}

/* The fields of the sample method with one more that is computed by `sql`. Caller frees. */
static char *fields_with(const char *fields, const char *sql)
{
    char *cell = quoted(sql), *out = NULL;
    size_t size;
    FILE *f = open_memstream(&out, &size);

    if (!f)
        abort();
    for (const char *line = fields; *line; line = strchr(line, '\n') + 1) {
        int length = (int)strcspn(line, "\n");
        fprintf(f, "%.*s,%s\n", length, line, line == fields ? "computed" : "");
    }
    int columns = 1;
    for (const char *at = fields; *at != '\n'; at++)
        columns += *at == ',';
    fprintf(f, "barang,hitung,text,Hitung,computed%.*s", columns - 5, ",,,,,,,,,,,,,,,,,,,,");
    fprintf(f, ",%s\n", cell);
    fclose(f);
    free(cell);
    return out;
}

void hostile_method(struct source *method, const char *sql)
{
    struct source sample;
    struct error e = {0};

    if (sample_method(&sample, &e) != STATUS_OK ||
        source_begin(method, "jahat", &e) != STATUS_OK)
        abort();
    for (size_t i = 0; i < sample.count; i++) {
        const struct source_file *f = &sample.files[i];
        char *bytes = NULL, *cell = quoted(sql);
        if (strcmp(f->path, "fields.csv") == 0)
            bytes = fields_with(f->bytes, sql[0] ? sql : "SELECT");
        else if (strcmp(f->path, "facts.csv") == 0)
            bytes = text_format("%s1.1,{n} ada,%s\n", f->bytes, cell);
        const char *to = bytes ? bytes : f->bytes;
        if (source_add(method, f->path, to, strlen(to), &e) != STATUS_OK)
            abort();
        free(bytes);
        free(cell);
    }
    source_free(&sample);
}
