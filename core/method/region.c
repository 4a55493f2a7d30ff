#include "core/method/region.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/builtin.h"
#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/base/text.h"

#define TABLE "wilayah.csv"
#define CITY "kota"
#define REGENCY "kabupaten"

/* Columns of the table; their headers are the asset's own affair. */
enum { CODE, NAME, KIND, PROVINCE, COLUMNS };

/* The regions of this process, made once by regions_load, and their folded names. */
static struct {
    struct csv_table table; /* owns the texts */
    struct region *regions;
    char **folded;
    size_t count;
} loaded;

/* Frees what a failed load left. */
static void unload(void)
{
    for (size_t i = 0; loaded.folded != NULL && i < loaded.count; i++)
        free(loaded.folded[i]);
    free(loaded.folded);
    free(loaded.regions);
    csv_table_free(&loaded.table);
    memset(&loaded, 0, sizeof loaded);
}

/* Takes the rows that are a kabupaten or a kota; provinces stand in the table too. */
static enum status take_regions(struct error *e)
{
    const struct csv_table *t = &loaded.table;

    if (t->columns < COLUMNS)
        return error_set(e, STATUS_DATA, _("The table of regions lacks a column."));
    loaded.regions = calloc(t->rows + 1, sizeof *loaded.regions);
    loaded.folded = calloc(t->rows + 1, sizeof *loaded.folded);
    if (loaded.regions == NULL || loaded.folded == NULL)
        return error_memory(e);
    for (size_t i = 0; i < t->rows; i++) {
        const char *kind = csv_table_cell(t, i, KIND);
        if (strcmp(kind, CITY) != 0 && strcmp(kind, REGENCY) != 0)
            continue;
        struct region *r = &loaded.regions[loaded.count];
        r->code = csv_table_cell(t, i, CODE);
        r->name = csv_table_cell(t, i, NAME);
        r->kind = kind;
        r->province = csv_table_cell(t, i, PROVINCE);
        loaded.folded[loaded.count] = text_fold(r->name);
        if (loaded.folded[loaded.count++] == NULL)
            return error_memory(e);
    }
    return STATUS_OK;
}

enum status regions_load(const struct region **regions, size_t *count, struct error *e)
{
    if (loaded.regions == NULL) {
        const struct builtin *b = builtin_find(TABLE);
        enum status status = b == NULL ? error_set(e, STATUS_MISSING,
                                             _("The table of regions is not in this program."))
                                       : csv_table_read(&loaded.table, TABLE,
                                             (const char *)b->bytes, b->size, e);
        if (status == STATUS_OK)
            status = take_regions(e);
        if (status != STATUS_OK) {
            unload();
            return status;
        }
    }
    *regions = loaded.regions;
    *count = loaded.count;
    return STATUS_OK;
}

const struct region *region_find(const char *code)
{
    for (size_t i = 0; i < loaded.count; i++)
        if (strcmp(loaded.regions[i].code, code) == 0)
            return &loaded.regions[i];
    return NULL;
}

char *region_title(const struct region *r)
{
    return text_format(strcmp(r->kind, CITY) == 0 ? "Kota %s" : "Kabupaten %s", r->name);
}

char *region_short_title(const struct region *r)
{
    return text_format(strcmp(r->kind, CITY) == 0 ? "Kota %s" : "Kab. %s", r->name);
}

/* How well a folded text fits a region; a lower one is better, NO_FIT is none. */
enum { FIT_WHOLE, FIT_START, FIT_KIND, FIT_WORD, FIT_INSIDE, NO_FIT };

/* "malang" in "kota malang": the text after one of the words people put before a name. */
static const char *after_kind(const char *folded, const struct region *r)
{
    static const char *const regency[] = {"kab ", "kabupaten "};
    static const char *const city[] = {"kota "};
    bool is_city = strcmp(r->kind, CITY) == 0;

    for (size_t i = 0; i < (is_city ? 1u : 2u); i++) {
        const char *word = is_city ? city[i] : regency[i];
        if (strncmp(folded, word, strlen(word)) == 0)
            return folded + strlen(word);
    }
    return NULL;
}

/* Ranks one region. */
static int fit(const char *folded, size_t i)
{
    const struct region *r = &loaded.regions[i];
    const char *name = loaded.folded[i];
    const char *rest = after_kind(folded, r);
    const char *inside = strstr(name, folded);

    if (strcmp(name, folded) == 0 || (rest != NULL && strcmp(name, rest) == 0))
        return FIT_WHOLE;
    if (inside == name)
        return FIT_START;
    if (rest != NULL && strncmp(name, rest, strlen(rest)) == 0)
        return FIT_KIND;
    if (inside != NULL)
        return inside[-1] == ' ' ? FIT_WORD : FIT_INSIDE;
    return NO_FIT;
}

size_t region_search(const char *text, const struct region **found, size_t most)
{
    char *folded = text_fold(text);
    char *code = text_trim(text);
    size_t n = 0;

    for (int wanted = FIT_WHOLE; folded != NULL && code != NULL && wanted < NO_FIT; wanted++)
        for (size_t i = 0; folded[0] != '\0' && i < loaded.count && n < most; i++) {
            bool by_code = strncmp(loaded.regions[i].code, code, strlen(code)) == 0;
            if ((by_code ? FIT_WHOLE : fit(folded, i)) == wanted)
                found[n++] = &loaded.regions[i];
        }
    free(folded);
    free(code);
    return n;
}
