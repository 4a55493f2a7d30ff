/* The whole workbook as CSV, in a folder beside it, for experts who have no Susun. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/export.h"
#include "tui/screen/books.h"
#include "tui/screen/open.h"

/* "FOLDER/73.22-luwu-utara-csv" of "FOLDER/73.22-luwu-utara.susun". Caller frees. */
static char *folder_beside(const char *path)
{
    size_t size = strlen(path), ending = strlen(BOOK_ENDING);

    if (size > ending && strcmp(path + size - ending, BOOK_ENDING) == 0)
        size -= ending;
    return text_format("%.*s-csv", (int)size, path);
}

enum status screen_write_csv(struct app *app, struct error *e)
{
    struct workbook *wb = app_workbook(app);
    const struct export_options options = {.dialect = dialect_named("machine")};
    struct export_result result = {0};
    char *folder = folder_beside(workbook_path(wb));
    enum status status =
        folder != NULL ? export_folder(wb, folder, &options, &result, e) : error_memory(e);

    if (status == STATUS_OK)
        app_notice(app,
            _("Written: %zu rows, without data about persons. Give the whole folder %s."),
            result.rows, app_short_path(folder));
    free(folder);
    return status;
}
