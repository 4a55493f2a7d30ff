/* The sample: a workbook of its own every time, to try things in. */
#include <stdlib.h>

#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/exchange/sample.h"
#include "tui/screen/books.h"
#include "tui/screen/open.h"

#define SAMPLE_FILE "contoh" BOOK_ENDING

enum status screen_open_sample(struct app *app, struct error *e)
{
    struct import_options options = {0};
    struct import_result result;
    char *folder = settings_workbook_folder();
    char *path = folder != NULL ? file_free_path(folder, SAMPLE_FILE) : NULL;
    enum status status = path != NULL ? file_make_folder(folder, false, e) : error_memory(e);

    if (status == STATUS_OK)
        status = sample_make(path, &options, &result, e);
    if (status == STATUS_OK)
        status = app_open(app, path, e);
    if (status == STATUS_OK)
        app_message(app, _("This is a sample of its own: %s. Try whatever you like in it."),
            app_short_path(path));
    free(path);
    free(folder);
    return status;
}
