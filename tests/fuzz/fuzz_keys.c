/* Any bytes as the keys of a terminal, through the machine that reads them into the whole face
 * over a workbook: it never dies, and what it stored is what its journal says. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/exchange/sample.h"
#include "core/store/internal.h"
#include "core/store/rebuild.h"
#include "tests/fuzz/fuzz.h"
#include "tui/app_state.h"
#include "tui/screen/open.h"
#include "tui/term/input.h"
#include "tui/term/term.h"

const char fuzz_name[] = "keys";
const unsigned fuzz_rounds = 40;

#define FILE_MOST (8 << 20)
#define KEYS_MOST 400
static const struct person person = {.author = "Pencatat", .program = "fuzz"};
static char *good;
static size_t good_size;

void fuzz_begin(void)
{
    struct import_result made;
    struct error e = {0};

    unlink("good.susun");
    fuzz_well(
        sample_make("good.susun", &(struct import_options){0}, &made, &e), &e, "sample_make");
    fuzz_well(file_read("good.susun", FILE_MOST, &good, &good_size, &e), &e, "file_read");
}

static bool over(const struct app *app)
{
    return app->quitting || app->top == NULL;
}

/* Draws as the loop does after a key. */
static void draw(struct app *app)
{
    while (!over(app)) {
        term_erase();
        app_draw(app);
        term_flush();
        if (!app_idle(app))
            break;
    }
}

/* The keys of the input, each answered before the next. */
static void type(struct app *app, struct fuzz_bytes b)
{
    struct input *in = input_new();
    struct press press = {0};
    size_t keys = 0, size;

    fuzz_must(in != NULL, "memory");
    input_mouse(in, true);
    while (b.left > 0 && keys < KEYS_MOST && !over(app)) {
        const uint8_t *bytes = fuzz_take(&b, 1 + b.at[0] % 7, &size);
        fuzz_must(input_feed(in, (const char *)bytes, size), "memory");
        while (!over(app) && keys++ < KEYS_MOST && input_next(in, b.left == 0, &press)) {
            app_press(app, &press);
            press_clear(&press);
            draw(app);
        }
    }
    input_free(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes b = {data, size};
    uint8_t how = fuzz_byte(&b);
    struct term_options terminal = {.hidden = true,
        .width = how & 1 ? 80 : 20 + how / 4,
        .height = how & 1 ? 24 : 5 + how / 8};
    struct error e = {0};
    struct workbook *wb;
    struct app app;
    bool equal;

    fuzz_write("fuzz.susun", good, good_size);
    fuzz_well(term_open(&terminal, &e), &e, "term_open");
    fuzz_well(app_start(&app, "Pencatat", &e), &e, "app_start");
    fuzz_well(screen_open_start(&app, &e), &e, "screen_open_start");
    fuzz_well(app_open(&app, "fuzz.susun", &e), &e, "app_open");
    draw(&app);
    type(&app, b);
    app_finish(&app);
    term_close();
    fuzz_well(workbook_open(&wb, "fuzz.susun", WORKBOOK_READ, &person, &e), &e, "open");
    fuzz_well(rebuild_verify(wb, &equal, &e), &e, "rebuild_verify");
    fuzz_must(equal, "the tables are what the journal says");
    workbook_close(wb);
    error_clear(&e);
    return 0;
}
