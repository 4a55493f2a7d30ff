/*
 * embed OUT SRCDIR ITEM...: writes OUT, a C file with the table core/base/builtin.h promises.
 * An ITEM is NAME=PATH, or assets/NAME for the file SRCDIR/assets/NAME. Bytes become string
 * literals, which compile fast.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
    char *name;
    char *path;
};

/* Says what failed and gives up; a half-written OUT must not look up to date. */
static void fail(const char *out, const char *what)
{
    fprintf(stderr, "embed: %s: %s\n", what, errno ? strerror(errno) : "wrong argument");
    if (out)
        remove(out);
    exit(1);
}

/* Fills the item from one argument; the argument is cut in place. */
static void item_from_argument(struct item *item, char *argument, const char *srcdir)
{
    char *equals = strchr(argument, '=');

    errno = 0;
    if (equals) {
        *equals = '\0';
        item->name = argument;
        item->path = equals + 1;
        return;
    }
    if (strncmp(argument, "assets/", 7) != 0)
        fail(NULL, argument);
    item->name = argument + 7;
    if (asprintf(&item->path, "%s/%s", srcdir, argument) < 0)
        fail(NULL, argument);
}

/* For qsort: the order builtin_find searches by. */
static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct item *)a)->name, ((const struct item *)b)->name);
}

/* Writes one byte inside a string literal; '?' is escaped for the trigraphs' sake. */
static void write_byte(FILE *out, int byte)
{
    if (byte == '"' || byte == '\\' || byte == '?')
        fprintf(out, "\\%c", byte);
    else if (byte >= ' ' && byte < 127)
        putc(byte, out);
    else
        fprintf(out, "\\%03o", (unsigned)byte);
}

/* Writes the file's bytes as one string literal in lines and returns how many there were. */
static size_t write_bytes(
    FILE *out, const char *out_name, const struct item *item, size_t index)
{
    FILE *in = fopen(item->path, "rb");
    size_t size = 0;
    int byte;

    if (!in)
        fail(out_name, item->path);
    fprintf(out, "\n/* %s */\nstatic const char file_%zu[] =\n    \"", item->name, index);
    while ((byte = getc(in)) != EOF) {
        if (size > 0 && size % 64 == 0)
            fprintf(out, "\"\n    \"");
        write_byte(out, byte);
        size++;
    }
    if (ferror(in) || fclose(in) != 0)
        fail(out_name, item->path);
    fprintf(out, "\";\n");
    return size;
}

/* Writes the whole table. */
static void write_table(FILE *out, const char *out_name, const struct item *items, size_t count)
{
    size_t *sizes = calloc(count + 1, sizeof *sizes);

    if (!sizes)
        fail(out_name, out_name);
    fprintf(out, "/* Written by build-aux/embed.c. */\n#include \"core/base/builtin.h\"\n");
    fprintf(out, "\nextern const struct builtin builtin_table[];\n");
    fprintf(out, "extern const size_t builtin_count;\n");
    for (size_t i = 0; i < count; i++)
        sizes[i] = write_bytes(out, out_name, &items[i], i);
    fprintf(out, "\nconst struct builtin builtin_table[] = {\n");
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", (const unsigned char *)file_%zu, %zu},\n", items[i].name, i,
            sizes[i]);
    fprintf(out, "};\nconst size_t builtin_count = %zu;\n", count);
    free(sizes);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: embed OUT SRCDIR ITEM...\n");
        return 2;
    }
    size_t count = (size_t)argc - 3;
    struct item *items = calloc(count, sizeof *items);
    if (!items)
        fail(NULL, argv[1]);
    for (size_t i = 0; i < count; i++)
        item_from_argument(&items[i], argv[i + 3], argv[2]);
    qsort(items, count, sizeof *items, by_name);

    FILE *out = fopen(argv[1], "w");
    if (!out)
        fail(NULL, argv[1]);
    write_table(out, argv[1], items, count);
    if (fclose(out) != 0)
        fail(argv[1], argv[1]);
    return 0;
}
