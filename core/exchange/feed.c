#include "core/exchange/feed.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"

#define HEAD (64 * 1024) /* bytes enough for a heading row */

/* Finds BOM and delimiter in the first bytes. */
static void look_at(const char *bytes, size_t size, bool *bom, char *delimiter)
{
    *bom = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    *delimiter = csv_guess_delimiter(bytes + (*bom ? 3 : 0), size - (*bom ? 3 : 0));
}

enum status feed_look(const struct feed *feed, bool *bom, char *delimiter, struct error *e)
{
    char head[HEAD];

    if (!feed->path) {
        look_at(feed->bytes, feed->size, bom, delimiter);
        return STATUS_OK;
    }
    FILE *in = fopen(feed->path, "rb");
    size_t size = in ? fread(head, 1, sizeof head, in) : 0;
    int failed = !in || ferror(in) ? errno : 0;
    if (in)
        fclose(in);
    if (failed)
        return error_set(
            e, STATUS_FILE, _("%s cannot be read: %s."), feed->path, file_reason(failed));
    look_at(head, size, bom, delimiter);
    return STATUS_OK;
}

enum status feed_rows(
    const struct feed *feed, char delimiter, csv_row_fn *row, void *context, struct error *e)
{
    return feed->path ? csv_read_file(feed->path, delimiter, row, context, e)
                      : csv_read(feed->bytes, feed->size, delimiter, row, context, e);
}
