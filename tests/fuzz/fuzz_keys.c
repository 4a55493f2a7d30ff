/* Any bytes as the keys of a terminal, through the machine that reads them into the whole face
 * over a workbook: it never dies, and what it stored is what its journal says. The workbook
 * holds cells that two laptops filled in differently; copies of it that know more lie beside it
 * and on a stick, and tables to be pasted from. All of it is made once and put back before an
 * input. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/exchange/import.h"
#include "core/exchange/sample.h"
#include "core/store/internal.h"
#include "core/store/merge.h"
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
#define BOOK "fuzz.susun"
#define OTHER "other.susun"
#define STICK "sticks/KINGSTON"
static const struct person person = {.author = "Pencatat", .program = "fuzz"};
static const struct person colleague = {.author = "Sari", .program = "fuzz"};

/* Asked by the sanitizer: the tree in which curses keeps pairs of colours outlives them. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:tsearch\n";
}

/* What every input finds, and where. */
static struct kept {
    const char *from;
    const char *to[3];
    char *bytes;
    size_t size;
} kept[] = {
    {"good.susun", {BOOK}, NULL, 0},
    {OTHER, {"lain.susun", STICK "/lain.susun"}, NULL, 0},
    {"rows.csv", {"isi.csv", STICK "/isi.csv"}, NULL, 0},
};
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Rows of programmes, typed by somebody whose laptop keeps its own memory in `state`. */
static void typed(
    const char *path, const struct person *who, const char *state, const char *rows)
{
    struct import_options options = {0};
    struct import_result result;
    struct workbook *wb;
    struct error e = {0};

    setenv("XDG_STATE_HOME", state, 1);
    fuzz_well(workbook_open(&wb, path, WORKBOOK_WRITE, who, &e), &e, "open");
    fuzz_well(import_bytes(wb, method_form(workbook_method(wb), "program"), "rows.csv", rows,
                  strlen(rows), &options, &result, &e),
        &e, "import_bytes");
    workbook_close(wb);
}

/* The copy of a colleague, who goes on typing after it was taken in. */
static void bring_together(const char *path)
{
    static const char *const others[] = {OTHER};
    struct merge_report report = {0};
    struct workbook *wb;
    struct error e = {0};

    typed(path, &person, "state", "kode,nama,kegiatan\nLIV-P01,Sinyal Desa,\"satu\ndua\"\n");
    fuzz_well(file_copy(path, OTHER, &e), &e, "file_copy");
    typed(path, &person, "state",
        "kode,nama,kegiatan\nLIV-P01,Sinyal Dusun,\"satu\ndua dan tiga\"\n");
    typed(OTHER, &colleague, "elsewhere",
        "kode,nama,kegiatan\nLIV-P01,Internet Desa,\"satu saja\ndua\"\n");
    setenv("XDG_STATE_HOME", "state", 1);
    fuzz_well(workbook_open(&wb, path, WORKBOOK_WRITE, &person, &e), &e, "open");
    fuzz_well(
        merge_files(wb, others, 1, &(struct merge_options){0}, &report, NULL, &e), &e, "merge");
    merge_reports_clear(&report, 1);
    workbook_close(wb);
    typed(OTHER, &colleague, "elsewhere",
        "nama,sub_dimensi\nPasar Rapi,ECO2\nBank Sampah,ENV2\n");
    setenv("XDG_STATE_HOME", "state", 1);
}

void fuzz_begin(void)
{
    static const char rows[] =
        "Nama program;Sub-dimensi\r\nPasar Kakao;Energi\r\nTerang;Energi\r\n";
    struct import_result made;
    struct error e = {0};

    unlink(kept[0].from);
    unlink(OTHER);
    mkdir("sticks", 0700);
    mkdir(STICK, 0700);
    setenv("SUSUN_STICKS", "sticks", 1);
    fuzz_well(
        sample_make(kept[0].from, &(struct import_options){0}, &made, &e), &e, "sample_make");
    bring_together(kept[0].from);
    fuzz_write("rows.csv", rows, sizeof rows - 1);
    for (size_t i = 0; i < COUNT(kept); i++) {
        fuzz_well(file_read(kept[i].from, FILE_MOST, &kept[i].bytes, &kept[i].size, &e), &e,
            "file_read");
        unlink(kept[i].from);
    }
}

/* Puts back what the input before may have changed. */
static void put_back(void)
{
    for (size_t i = 0; i < COUNT(kept); i++)
        for (size_t k = 0; k < COUNT(kept[i].to) && kept[i].to[k] != NULL; k++)
            fuzz_write(kept[i].to[k], kept[i].bytes, kept[i].size);
}

/* What is stored is sound. A file nobody wrote to was verified when it was made. */
static void verify(void)
{
    struct error e = {0};
    struct workbook *wb;
    char *bytes;
    size_t size;
    bool equal;

    fuzz_well(file_read(BOOK, FILE_MOST, &bytes, &size, &e), &e, "file_read");
    equal = size == kept[0].size && memcmp(bytes, kept[0].bytes, size) == 0;
    free(bytes);
    if (equal)
        return;
    fuzz_well(workbook_open(&wb, BOOK, WORKBOOK_READ, &person, &e), &e, "open");
    fuzz_well(rebuild_verify(wb, &equal, &e), &e, "rebuild_verify");
    fuzz_must(equal, "the tables are what the journal says");
    workbook_close(wb);
    error_clear(&e);
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
    struct app app;

    put_back();
    fuzz_well(term_open(&terminal, &e), &e, "term_open");
    fuzz_well(app_start(&app, "Pencatat", &e), &e, "app_start");
    fuzz_well(screen_open_start(&app, &e), &e, "screen_open_start");
    fuzz_well(app_open(&app, BOOK, &e), &e, "app_open");
    draw(&app);
    type(&app, b);
    app_finish(&app);
    term_close();
    verify();
    error_clear(&e);
    return 0;
}
