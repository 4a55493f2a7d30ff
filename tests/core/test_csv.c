#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/csv.h"
#include "core/base/limits.h"
#include "tests/core/chance.h"

/* What was read, as a line a person can compare: "1:a|'b 3!1@2:x" is a row of line 1 with the
 * cells a and, in quotes, b, then one of line 3 with flaw 1 at its cell 2, after x. */
struct seen {
    char *text;
    size_t size;
    FILE *out;
    size_t rows;
    size_t stop_after; /* 0: never */
};

/* Writes a row down: line, '!' flaw '@' column when it has one, cells. */
static enum status take(void *context, const struct csv_row *row, struct error *e)
{
    struct seen *seen = context;
    fprintf(seen->out, "%s%zu", seen->rows ? " " : "", row->line);
    if (row->flaw != CSV_FINE)
        fprintf(seen->out, "!%d@%zu", (int)row->flaw, row->column);
    for (size_t i = 0; i < row->count; i++) {
        const struct csv_cell *c = &row->cells[i];
        fprintf(seen->out, "%s%s", i ? "|" : ":", c->quoted ? "'" : "");
        for (size_t k = 0; k < c->size; k++)
            fputc(c->bytes[k] == '\n'   ? '/'
                  : c->bytes[k] == '\r' ? '\\'
                                        : c->bytes[k],
                seen->out);
        assert_int_equal(c->bytes[c->size], 0);
    }
    if (++seen->rows == seen->stop_after)
        return error_set(e, STATUS_INTERRUPTED, "enough");
    return STATUS_OK;
}

/* Reads a text in memory and from a file; both must see the same. Caller frees. */
static char *read_text(const char *bytes, size_t size, char delimiter)
{
    struct seen a = {0}, b = {0};
    struct error e = {0};
    a.out = open_memstream(&a.text, &a.size);
    b.out = open_memstream(&b.text, &b.size);
    assert_int_equal(csv_read(bytes, size, delimiter, take, &a, &e), STATUS_OK);
    FILE *file = fopen("t.csv", "w");
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(csv_read_file("t.csv", delimiter, take, &b, &e), STATUS_OK);
    fclose(a.out);
    fclose(b.out);
    assert_string_equal(a.text, b.text);
    free(b.text);
    return a.text;
}

static void rows_come_with_their_lines(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *seen;
    } rows[] = {
        {"", ""},
        {"\xef\xbb\xbf", ""},
        {"a,b\r\nc,d\r\n", "1:a|b 2:c|d"},
        {"a,b\nc,d", "1:a|b 2:c|d"},
        {"a\rb\r\rc", "1:a 2:b 4:c"},
        {"\xef\xbb\xbf"
         "a,b\n",
            "1:a|b"},
        {"\xef\xbb\xbf\"a\",b\n", "1:'a|b"},
        {"\n\r\n\na\n", "4:a"},
        {"a,\n,\n,,", "1:a| 2:| 3:||"},
        {"\"\"\n", "1:'"},
        {"\"a\"\"b\",\"c\nd\"\ne", "1:'a\"b|'c/d 3:e"},
        {"\"a\r\nb\r\nc\"\r\nd\r\n", "1:'a\\/b\\/c 4:d"},
        {"\"a\rb\"\rc", "1:'a\\b 3:c"},
        {" a , b \n", "1: a | b "},
        {"a;b,c\n", "1:a;b|c"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *seen = read_text(rows[i].csv, strlen(rows[i].csv), ',');
        assert_string_equal(seen, rows[i].seen);
        free(seen);
    }
    char *seen = read_text("a;b,c\n\"x;y\";z\n", 14, ';');
    assert_string_equal(seen, "1:a|b,c 2:'x;y|z");
    free(seen);
    seen = read_text("a\t b\n", 5, '\t');
    assert_string_equal(seen, "1:a| b");
    free(seen);
    seen = read_text("a\0b,c\n", 6, ',');
    struct seen with_nul = {0};
    with_nul.out = open_memstream(&with_nul.text, &with_nul.size);
    assert_int_equal(csv_read("a\0b,c\n", 6, ',', take, &with_nul, NULL), STATUS_OK);
    fclose(with_nul.out);
    assert_int_equal(with_nul.size, 7); /* 1:a\0b|c */
    assert_memory_equal(with_nul.text, "1:a\0b|c", 7);
    free(with_nul.text);
    free(seen);
}

static void a_stray_quote_spoils_its_line_and_no_other(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *seen;
    } rows[] = {
        {"a,b\"c,d\ne,f\n", "1!1@2:a 2:e|f"},
        {"a,\"b\"c\r\ne,f\r\n", "1!1@2:a 2:e|f"},
        {"\"b\" ,c\ne\n", "1!1@1 2:e"},
        {"x\n \"b\"\ne\n", "1:x 2!1@1 3:e"},
        {"a\"", "1!1@1"},
        {"a\"\rb", "1!1@1 2:b"},
        /* unclosed: the row where it began is spoiled, the lines after it are read again */
        {"a,\"b\nc,d\ne,f\n", "1!5@2:a 2:c|d 3:e|f"},
        {"a,\"b\r\nc,d\r\n", "1!5@2:a 2:c|d"},
        {"a\n\"", "1:a 2!5@1"},
        {"\"\n\"x\n\"", "1!1@1 2:'x/"},
        /* an open quote meets a quote further down: its own line is spoiled, that line is read
         */
        {"1,\"ab\n2,\"x\",y\n3,z\n", "1!1@2:1 2:2|'x|y 3:3|z"},
        {"1,\"ab\n2,c\n3,\"x\",y\n", "1!1@2:1 2:2|c 3:3|'x|y"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *seen = read_text(rows[i].csv, strlen(rows[i].csv), ',');
        assert_string_equal(seen, rows[i].seen);
        free(seen);
    }
}

static void junk_reads_the_same_in_memory_and_in_chunks(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "bc", ",", ",", "\"", "\"", "\"\"", "\n", "\r\n",
        "\r", " ", ";", "\"x\"", "\",\"", "\"\n"};
    static char text[80000];
    uint64_t s = chance_begin();
    for (int i = 0; i < 1500; i++) {
        size_t size = 0, pad = chance(&s, 3);
        if (pad) { /* puts what follows near the end of the first chunk */
            size = 65536 - chance(&s, 12);
            memset(text, 'p', size);
            if (pad == 2)
                text[0] = '"';
        }
        for (size_t n = chance(&s, 40); n > 0; n--) {
            const char *piece = chance_of(&s, pieces);
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        char *seen = read_text(text, size, ',');
        free(seen);
    }
}

static void too_many_and_too_long_are_flaws_of_their_row(void **state)
{
    (void)state;
    size_t size = LIMIT_TEXT + 100;
    char *bytes = malloc(size + 20);
    memset(bytes, 'x', size);
    strcpy(bytes + size, ",b\nc,d\n");
    char *seen = read_text(bytes, strlen(bytes), ',');
    assert_string_equal(seen, "1!2@1 2:c|d");
    free(seen);
    bytes[0] = '"';
    strcpy(bytes + size, "\"\nc,d\n");
    seen = read_text(bytes, strlen(bytes), ',');
    assert_string_equal(seen, "1!2@1 2:c|d");
    free(seen);
    strcpy(bytes + LIMIT_TEXT, "\nc\n"); /* just the limit: fine */
    bytes[0] = 'x';
    struct seen fits = {0};
    fits.out = open_memstream(&fits.text, &fits.size);
    assert_int_equal(csv_read(bytes, strlen(bytes), ',', take, &fits, NULL), STATUS_OK);
    fclose(fits.out);
    assert_int_equal(fits.size, LIMIT_TEXT + 2 + 4);
    free(fits.text);
    free(bytes);

    bytes = calloc(1, LIMIT_CSV_CELLS + 20);
    memset(bytes, ',', LIMIT_CSV_CELLS - 1);
    struct seen many = {0};
    many.out = open_memstream(&many.text, &many.size);
    assert_int_equal(csv_read(bytes, strlen(bytes), ',', take, &many, NULL), STATUS_OK);
    fflush(many.out);
    assert_int_equal(many.size, 2 + LIMIT_CSV_CELLS - 1);
    strcat(bytes, ",\na\n");
    rewind(many.out);
    assert_int_equal(csv_read(bytes, strlen(bytes), ',', take, &many, NULL), STATUS_OK);
    fclose(many.out);
    assert_non_null(strstr(many.text, "1!4@2001:"));
    assert_non_null(strstr(many.text, " 2:a"));
    free(many.text);
    free(bytes);
}

/* Counts rows and remembers the flaws; for files too large to write down. */
struct count {
    size_t rows, last_line;
    enum csv_flaw flaws[8];
};

static enum status count_row(void *context, const struct csv_row *row, struct error *e)
{
    struct count *c = context;
    (void)e;
    if (c->rows < 8)
        c->flaws[c->rows] = row->flaw;
    c->rows++;
    c->last_line = row->line;
    return STATUS_OK;
}

static void a_row_has_a_limit_too(void **state)
{
    (void)state;
    size_t cells = LIMIT_CSV_ROW / LIMIT_TEXT + 2;
    int fd = open("wide.csv", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    char *cell = malloc(LIMIT_TEXT);
    memset(cell, 'x', LIMIT_TEXT);
    cell[LIMIT_TEXT - 1] = ',';
    for (size_t i = 0; i < cells; i++)
        assert_int_equal(write(fd, cell, LIMIT_TEXT), LIMIT_TEXT);
    assert_int_equal(write(fd, "\na\n", 3), 3);
    close(fd);
    free(cell);
    struct count c = {0};
    assert_int_equal(csv_read_file("wide.csv", ',', count_row, &c, NULL), STATUS_OK);
    assert_int_equal(c.rows, 2);
    assert_int_equal(c.flaws[0], CSV_ROW_TOO_LONG);
    assert_int_equal(c.flaws[1], CSV_FINE);
    remove("wide.csv");
}

/* Kilobytes this process has needed at most. */
static long peak(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void a_cell_of_200_megabytes_takes_no_memory(void **state)
{
    (void)state;
    for (int closed = 0; closed < 2; closed++) {
        int fd = open("huge.csv", O_RDWR | O_CREAT | O_TRUNC, 0600);
        assert_int_equal(write(fd, "a\n\"", 3), 3);
        assert_int_equal(ftruncate(fd, 200000000), 0); /* a hole: NUL bytes */
        lseek(fd, 0, SEEK_END);
        assert_int_equal(
            write(fd, closed ? "\"\nb\n" : "\nb\n", closed ? 4 : 3), closed ? 4 : 3);
        close(fd);
        struct count c = {0};
        long before = peak();
        assert_int_equal(csv_read_file("huge.csv", ',', count_row, &c, NULL), STATUS_OK);
        assert_true(peak() - before < 20000);
        assert_int_equal(c.rows, 3);
        assert_int_equal(c.flaws[1], closed ? CSV_CELL_TOO_LONG : CSV_UNCLOSED_QUOTE);
        assert_int_equal(c.flaws[2], CSV_FINE);
        assert_int_equal(c.last_line, 3);
    }
    remove("huge.csv");
}

static void a_caller_can_stop(void **state)
{
    (void)state;
    struct seen seen = {.stop_after = 2};
    struct error e = {0};
    seen.out = open_memstream(&seen.text, &seen.size);
    assert_int_equal(csv_read("a\nb\nc\n", 6, ',', take, &seen, &e), STATUS_INTERRUPTED);
    fclose(seen.out);
    assert_string_equal(seen.text, "1:a 2:b");
    assert_string_equal(error_text(&e), "enough");
    free(seen.text);
    assert_int_equal(csv_read_file("absent.csv", ',', count_row, NULL, &e), STATUS_FILE);
    assert_non_null(strstr(error_text(&e), "absent.csv"));
    assert_int_equal(csv_read_file(".", ',', count_row, NULL, &e), STATUS_FILE);
    error_clear(&e);
}

static void the_first_line_speaks_for_a_delimiter(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char delimiter;
    } rows[] = {{"", ','}, {"a", ','}, {"a;b", ';'}, {"a\tb\tc,d", '\t'}, {"a,b;c", ','},
        {"\"a,b,c\";d\n", ';'}, {"\"a\nb\";c", ';'}, {"a\n;;;", ','}, {"a;b;c,d", ';'}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            csv_guess_delimiter(rows[i].text, strlen(rows[i].text)), rows[i].delimiter);
}

static void cells_are_quoted_only_where_they_must(void **state)
{
    (void)state;
    struct csv_writer *w = csv_writer_new(',');
    size_t size;
    static const char *const cells[] = {"a", "", NULL, "b c", " d", "e ", "f\tg", "h\n", "i\rj",
        "k,l", "m;n", "o\"p", "'=1", "\t"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        csv_cell(w, cells[i]);
    csv_end_row(w);
    csv_cell(w, "");
    csv_end_row(w);
    csv_cell_n(w, "a\0b", 3);
    csv_end_row(w);
    const char wanted[] =
        "a,,,b c,\" d\",\"e \",f\tg,\"h\n\",\"i\rj\",\"k,l\",m;n,\"o\"\"p\",'=1,\"\t\"\r\n"
        "\"\"\r\na\0b\r\n";
    const char *bytes = csv_writer_bytes(w, &size);
    assert_int_equal(size, sizeof wanted - 1);
    assert_memory_equal(bytes, wanted, size);
    csv_writer_reset(w);
    csv_writer_bytes(w, &size);
    assert_int_equal(size, 0);
    csv_writer_free(w);
    csv_writer_free(NULL);
}

/* The cells a round trip must give back, in order. */
struct expected {
    char *cells[40000];
    size_t count, at, rows;
};

static enum status compare(void *context, const struct csv_row *row, struct error *e)
{
    struct expected *x = context;
    (void)e;
    assert_int_equal(row->flaw, CSV_FINE);
    for (size_t i = 0; i < row->count; i++) {
        assert_true(x->at < x->count);
        assert_int_equal(row->cells[i].size, strlen(x->cells[x->at]));
        assert_string_equal(row->cells[i].bytes, x->cells[x->at]);
        free(x->cells[x->at++]);
    }
    x->rows++;
    return STATUS_OK;
}

static void what_is_written_reads_back_equal(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "bc", ",", ";", "\t", "\"", "\"\"", "\n", "\r",
        "\r\n", " ", "é", "'", "=", "\xef\xbb\xbf"};
    static struct expected x;
    static const char delimiters[] = {',', ';', '\t'};
    uint64_t s = chance_begin();
    for (int i = 0; i < 600; i++) {
        x.count = x.at = x.rows = 0;
        char delimiter = delimiters[chance(&s, 3)];
        struct csv_writer *w = csv_writer_new(delimiter);
        size_t rows = 1 + chance(&s, 60), size;
        for (size_t r = 0; r < rows; r++) {
            for (size_t n = 1 + chance(&s, 8); n > 0; n--) {
                char cell[64] = "";
                for (size_t k = chance(&s, 7); k > 0; k--)
                    strcat(cell, chance_of(&s, pieces));
                x.cells[x.count++] = strdup(cell);
                csv_cell(w, cell);
            }
            csv_end_row(w);
        }
        const char *bytes = csv_writer_bytes(w, &size);
        assert_int_equal(csv_read(bytes, size, delimiter, compare, &x, NULL), STATUS_OK);
        assert_int_equal(x.at, x.count);
        assert_int_equal(x.rows, rows);
        csv_writer_free(w);
    }
}

static void a_table_is_read_whole(void **state)
{
    (void)state;
    struct csv_table t;
    struct error e = {0};
    const char *csv = "\xef\xbb\xbfname,label\r\na,\"B\nC\"\r\n\r\ne\xcc\x81,\r\n";
    assert_int_equal(csv_table_read(&t, "t.csv", csv, strlen(csv), &e), STATUS_OK);
    assert_int_equal(t.columns, 2);
    assert_int_equal(t.rows, 2);
    assert_int_equal(csv_table_column(&t, "label"), 1);
    assert_int_equal(csv_table_column(&t, "Label"), -1);
    assert_string_equal(csv_table_cell(&t, 0, 1), "B\nC");
    assert_string_equal(csv_table_cell(&t, 1, 0), "\xc3\xa9");
    assert_string_equal(csv_table_cell(&t, 1, 1), "");
    assert_string_equal(csv_table_cell(&t, 1, -1), "");
    assert_int_equal(t.lines[0], 2);
    assert_int_equal(t.lines[1], 5);
    csv_table_free(&t);
    csv_table_free(&t);
}

static void a_table_says_where_it_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *where;
        size_t size;
    } rows[] = {
        {"", "t.csv:1:1: ", 0},
        {"a,b\n1\n", "t.csv:2:2: ", 0},
        {"a,b\n1,2\n1,2,3\n", "t.csv:3:3: ", 0},
        {"a,b\n1,\xff\n", "t.csv:2:2: ", 0},
        {"a,b\n1,x\0\n", "t.csv:2:2: ", 9},
        {"a,b\n\n\"1\",2\"\n", "t.csv:3:2: ", 0},
        {"a,b\n\"1,2\n", "t.csv:2:1: ", 0},
        {"a,b,a\n", "t.csv:1:3: ", 0},
        {"a,\xff\n", "t.csv:1:2: ", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct csv_table t;
        struct error e = {0};
        size_t size = rows[i].size ? rows[i].size : strlen(rows[i].csv);
        assert_int_equal(csv_table_read(&t, "t.csv", rows[i].csv, size, &e), STATUS_DATA);
        if (strncmp(error_text(&e), rows[i].where, strlen(rows[i].where)) != 0)
            fail_msg("\"%s\" is not at %s", error_text(&e), rows[i].where);
        error_clear(&e);
        csv_table_free(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_with_their_lines),
        cmocka_unit_test(a_stray_quote_spoils_its_line_and_no_other),
        cmocka_unit_test(junk_reads_the_same_in_memory_and_in_chunks),
        cmocka_unit_test(too_many_and_too_long_are_flaws_of_their_row),
        cmocka_unit_test(a_row_has_a_limit_too),
        cmocka_unit_test(a_cell_of_200_megabytes_takes_no_memory),
        cmocka_unit_test(a_caller_can_stop),
        cmocka_unit_test(the_first_line_speaks_for_a_delimiter),
        cmocka_unit_test(cells_are_quoted_only_where_they_must),
        cmocka_unit_test(what_is_written_reads_back_equal),
        cmocka_unit_test(a_table_is_read_whole),
        cmocka_unit_test(a_table_says_where_it_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
