/* Any bytes as a workbook: refused with a sentence, or opened and read to its end; a reader
 * changes no byte of it, a writer leaves what its own journal says.
 *
 * The first byte chooses: bit 0, the rest is the whole file; else the rest is a list of changes
 * to a good one (kind, three bytes of offset, a length, bytes). Bit 1: it is opened for writing
 * too, changed, and the change taken back. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/store/action.h"
#include "core/store/internal.h"
#include "core/store/rebuild.h"
#include "core/store/record.h"
#include "core/store/rows.h"
#include "core/store/undo.h"
#include "tests/fuzz/fuzz.h"

const char fuzz_name[] = "workbook";
const unsigned fuzz_rounds = 250;

#define FILE_MOST (1 << 20)
#define PAGE 4096
static const struct person person = {.author = "Pencatat", .program = "fuzz"};
static char *good; /* the bytes of a workbook with a few rows */
static size_t good_size;

/* A few rows, edits, an unread text, a deletion and an undo, so that every table holds
 * something. */
static void fill(struct workbook *wb)
{
    const struct method *m = workbook_method(wb);
    struct error e = {0};
    struct value text = {.kind = VALUE_TEXT, .text = (char *)"Program contoh"};
    struct value none = {0};
    struct undo_result r;
    char uid[64];

    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        const struct field *title = form_title_field(f);
        if (f->kind != FORM_LIST || !title || title->type->id != TYPE_TEXT)
            continue;
        for (int k = 0; k < 3; k++) {
            fuzz_well(action_begin(wb, ACTION_EDIT, &e), &e, "action_begin");
            fuzz_well(action_create(wb, f, NULL, NULL, uid, &e), &e, "action_create");
            fuzz_well(action_set(wb, f, uid, title->name, k == 1 ? &none : &text,
                          k == 1 ? "tidak dipahami" : NULL, &e),
                &e, "action_set");
            fuzz_well(action_commit(wb, &e), &e, "action_commit");
        }
        fuzz_well(action_begin(wb, ACTION_DELETE, &e), &e, "action_begin");
        fuzz_well(action_delete(wb, f, uid, &e), &e, "action_delete");
        fuzz_well(action_commit(wb, &e), &e, "action_commit");
    }
    fuzz_well(undo_last(wb, &r, &e), &e, "undo_last");
    undo_result_clear(&r);
}

void fuzz_begin(void)
{
    struct source files;
    struct workbook *wb;
    struct error e = {0};

    fuzz_well(source_builtin(&files, "minimal", &e), &e, "source_builtin");
    unlink("good.susun");
    fuzz_well(
        workbook_new("good.susun", &files, "73.22", 2026, 10, &person, &e), &e, "workbook_new");
    source_free(&files);
    fuzz_well(workbook_open(&wb, "good.susun", WORKBOOK_WRITE, &person, &e), &e, "open");
    fill(wb);
    workbook_close(wb);
    fuzz_well(file_read("good.susun", FILE_MOST, &good, &good_size, &e), &e, "file_read");
}

/* The changes of an input to the good file. */
static char *changed_file(struct fuzz_bytes b, size_t *size)
{
    char *file = calloc(1, FILE_MOST);

    fuzz_must(file != NULL, "memory");
    memcpy(file, good, good_size);
    *size = good_size;
    while (b.left > 0) {
        uint8_t kind = fuzz_byte(&b);
        size_t at = fuzz_number(&b, 3) % *size, n;
        const uint8_t *bytes;
        switch (kind % 8) {
        case 0: /* a page over another */
            n = fuzz_byte(&b) % (good_size / PAGE);
            at -= at % PAGE;
            memcpy(file + at, good + n * PAGE, *size - at < PAGE ? *size - at : PAGE);
            break;
        case 1: *size = at < 1 ? 1 : at; break;
        default:
            bytes = fuzz_take(&b, fuzz_byte(&b) % 40, &n);
            memcpy(file + at, bytes, n < *size - at ? n : *size - at);
        }
    }
    return file;
}

/* Every record of every form. */
static void read_all(struct workbook *wb)
{
    const struct method *m = workbook_method(wb);
    struct error e = {0};

    for (size_t i = 0; i < m->form_count; i++) {
        struct rows *rows;
        if (rows_open(wb, &m->forms[i], &rows, &e) != STATUS_OK)
            continue;
        for (size_t k = 0; k < rows_count(rows); k++) {
            struct record r;
            if (record_read(wb, &m->forms[i], rows_uid(rows, k), &r, &e) == STATUS_OK)
                record_clear(&r);
        }
        rows_close(rows);
    }
    error_clear(&e);
}

/* Whether doctor would make anything anew from it: opening looks at pages, and those of a table
 * can be whole and out of order. */
static bool sound(struct workbook *wb)
{
    char *answer = NULL;
    enum status s =
        db_text(workbook_db(wb), &answer, NULL, "PRAGMA main.integrity_check(1)", "");
    bool sound = s == STATUS_OK && answer && strcmp(answer, "ok") == 0;

    free(answer);
    return sound;
}

/* One change and back; what the journal then says is what the tables hold. */
static void change(struct workbook *wb)
{
    const struct method *m = workbook_method(wb);
    struct value text = {.kind = VALUE_TEXT, .text = (char *)"Baru"};
    struct undo_result r;
    struct error e = {0};
    char uid[64];
    bool equal;

    if (!sound(wb) || rebuild_all(wb, &e) != STATUS_OK)
        goto out;
    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        const struct field *title = form_title_field(f);
        if (f->kind != FORM_LIST || !title || title->type->id != TYPE_TEXT ||
            action_begin(wb, ACTION_EDIT, &e) != STATUS_OK)
            continue;
        if (action_create(wb, f, NULL, NULL, uid, &e) != STATUS_OK ||
            action_set(wb, f, uid, title->name, &text, NULL, &e) != STATUS_OK) {
            action_rollback(wb);
            continue;
        }
        if (action_commit(wb, &e) == STATUS_OK && undo_last(wb, &r, &e) == STATUS_OK)
            undo_result_clear(&r);
    }
    if (rebuild_verify(wb, &equal, &e) == STATUS_OK)
        fuzz_must(equal, "the tables are what the journal says");
out:
    error_clear(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes b = {data, size};
    uint8_t how = fuzz_byte(&b);
    struct workbook *wb = NULL;
    struct error e = {0};
    char *file = how & 1 ? NULL : changed_file(b, &size), *after;
    const char *bytes = file ? file : (const char *)b.at;
    size_t after_size;

    if (!file)
        size = b.left < FILE_MOST ? b.left : FILE_MOST - 1;
    unlink("fuzz.susun-journal");
    fuzz_write("fuzz.susun", bytes, size);
    enum status s = workbook_open(&wb, "fuzz.susun", WORKBOOK_READ, &person, &e);
    fuzz_must(s == STATUS_OK || error_text(&e)[0], "a refusal says why");
    if (s == STATUS_OK)
        read_all(wb);
    workbook_close(wb);
    fuzz_well(file_read("fuzz.susun", FILE_MOST, &after, &after_size, &e), &e, "file_read");
    fuzz_must(after_size == size && memcmp(after, bytes, size) == 0,
        "a reader changes no byte of the file");
    free(after);
    if (s == STATUS_OK && how & 2 &&
        workbook_open(&wb, "fuzz.susun", WORKBOOK_WRITE, &person, &e) == STATUS_OK) {
        change(wb);
        workbook_close(wb);
    }
    error_clear(&e);
    free(file);
    return 0;
}
