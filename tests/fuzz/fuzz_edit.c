/* The editors against a plain string: the same operations and pieces of text, the same text and
 * cursor after each. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tui/edit/line.h"
#include "tui/edit/text.h"

const char fuzz_name[] = "edit";
const unsigned fuzz_rounds = 2000;

void fuzz_begin(void)
{
}

/* The plain string. Boundaries are counted from the very beginning every time. */
struct model {
    char *text;
    size_t cursor;
};

static size_t boundary(const char *text, size_t at)
{
    size_t b = 0;

    while (b < at)
        b = text_next(text, b);
    return b;
}

static size_t before(const char *text, size_t at)
{
    size_t b = 0;

    for (size_t next = 0; next < at; next = text_next(text, next))
        b = next;
    return b;
}

/* [from, to) becomes `bytes`, the cursor behind them. */
static void splice(struct model *m, size_t from, size_t to, const char *bytes)
{
    char *text = text_format("%.*s%s%s", (int)from, m->text, bytes, m->text + to);

    fuzz_must(text != NULL, "memory");
    free(m->text);
    m->text = text;
    m->cursor = boundary(text, from + strlen(bytes));
}

/* What both editors share; false for an operation that depends on the lines seen. */
static bool model_do(struct model *m, enum edit_op op)
{
    size_t next = m->text[m->cursor] ? text_next(m->text, m->cursor) : m->cursor;
    size_t word;

    switch (op) {
    case EDIT_LEFT: m->cursor = before(m->text, m->cursor); return true;
    case EDIT_RIGHT: m->cursor = next; return true;
    case EDIT_TEXT_HOME: m->cursor = 0; return true;
    case EDIT_TEXT_END: m->cursor = strlen(m->text); return true;
    case EDIT_BACKSPACE: splice(m, before(m->text, m->cursor), m->cursor, ""); return true;
    case EDIT_DELETE: splice(m, m->cursor, next, ""); return true;
    case EDIT_WORD_LEFT:
        m->cursor = boundary(m->text, text_prev_word(m->text, m->cursor));
        return true;
    case EDIT_WORD_RIGHT:
        m->cursor = boundary(m->text, text_next_word(m->text, m->cursor));
        return true;
    case EDIT_WORD_BACKSPACE:
        word = boundary(m->text, text_prev_word(m->text, m->cursor));
        splice(m, word, m->cursor > word ? m->cursor : word, "");
        return true;
    default: return false;
    }
}

/* What the long text shows hangs together: lines cover it, the cursor is in the place. */
static void look(const struct edit_text *t)
{
    size_t at = 0, length = strlen(edit_text_text(t));

    for (size_t i = 0; i < t->count; i++) {
        fuzz_must(t->lines[i].start >= at && t->lines[i].start - at <= 1,
            "between two lines stands one blank or line feed");
        at = t->lines[i].start + t->lines[i].bytes;
    }
    fuzz_must(at <= length, "lines end where the text does");
    fuzz_must(t->buffer.cursor <= length, "the cursor stands in the text");
    fuzz_must(boundary(edit_text_text(t), t->buffer.cursor) == t->buffer.cursor,
        "the cursor stands between clusters");
}

/* One operation of the long text, and of the model as far as it can tell. */
static void text_step(struct edit_text *t, struct model *m, enum edit_op op)
{
    enum edit_result result;
    struct error e = {0};

    fuzz_well(edit_text_do(t, op, &result, &e), &e, "edit_text_do");
    if (model_do(m, op))
        return;
    if (op == EDIT_KILL) {
        size_t kept = strlen(edit_text_text(t)), gone = strlen(m->text) - kept;
        fuzz_must(gone <= m->cursor, "what is erased stood before the cursor");
        splice(m, m->cursor - gone, m->cursor, "");
        return;
    }
    fuzz_must(strcmp(m->text, edit_text_text(t)) == 0, "a move keeps the text");
    m->cursor = t->buffer.cursor;
}

/* One operation of the line, whose ends are the text's. */
static void line_step(struct edit_line *l, struct model *m, enum edit_op op)
{
    static const enum edit_op same[] = {
        [EDIT_HOME] = EDIT_TEXT_HOME, [EDIT_END] = EDIT_TEXT_END};

    edit_line_do(l, op);
    if (op == EDIT_KILL)
        splice(m, 0, m->cursor, "");
    else
        model_do(m, op == EDIT_HOME || op == EDIT_END ? same[op] : op);
}

/* A cleaned piece of the input; NULL when it can be no text. */
static char *piece(struct fuzz_bytes *b, bool flat)
{
    size_t size, most = fuzz_byte(b) % 48;
    const uint8_t *bytes = fuzz_take(b, most, &size);
    char *text = text_clean((const char *)bytes, size, NULL, NULL);

    for (char *c = text; flat && c && *c; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    return text;
}

static void line_run(struct fuzz_bytes b)
{
    struct edit_line l = {0};
    struct model m = {calloc(1, 1), 0};
    struct error e = {0};

    while (b.left > 0) {
        uint8_t what = fuzz_byte(&b);
        char *text = what >= 128 ? piece(&b, false) : NULL;
        if (text) {
            fuzz_well(edit_line_insert(&l, text, &e), &e, "edit_line_insert");
            for (char *c = text; *c; c++)
                if (*c == '\n' || *c == '\t')
                    *c = ' ';
            splice(&m, m.cursor, m.cursor, text);
        } else if (what < 128) {
            line_step(&l, &m, (enum edit_op)(what % (EDIT_KILL + 1)));
        }
        free(text);
        fuzz_must(strcmp(edit_line_text(&l), m.text) == 0, "the line holds the text");
        fuzz_must(l.buffer.cursor == m.cursor, "the cursor of the line stands right");
        size_t cells = 1 + what % 40;
        struct edit_view v = edit_line_view(&l, cells);
        fuzz_must(v.cursor < cells, "the cursor is seen");
        fuzz_must(v.start + v.bytes <= strlen(m.text), "what is seen is there");
        edit_line_point(&l, cells, what);
        m.cursor = l.buffer.cursor;
        fuzz_must(boundary(m.text, m.cursor) == m.cursor, "a point is between clusters");
    }
    edit_line_free(&l);
    free(m.text);
}

static void text_run(struct fuzz_bytes b)
{
    struct edit_text t = {0};
    struct model m = {calloc(1, 1), 0};
    struct error e = {0};

    fuzz_well(edit_text_set(&t, "", 1 + fuzz_byte(&b) % 50, 1 + fuzz_byte(&b) % 9, &e), &e,
        "edit_text_set");
    while (b.left > 0) {
        uint8_t what = fuzz_byte(&b);
        char *text = what >= 128 ? piece(&b, false) : NULL;
        if (text) {
            fuzz_well(edit_text_insert(&t, text, &e), &e, "edit_text_insert");
            splice(&m, m.cursor, m.cursor, text);
        } else if (what % 32 == 31) {
            fuzz_well(
                edit_text_resize(&t, 1 + what % 50, 1 + what % 9, &e), &e, "edit_text_resize");
        } else if (what < 128) {
            text_step(&t, &m, (enum edit_op)(what % (EDIT_KILL + 1)));
        }
        free(text);
        fuzz_must(strcmp(edit_text_text(&t), m.text) == 0, "the editor holds the text");
        fuzz_must(t.buffer.cursor == m.cursor, "the cursor of the editor stands right");
        look(&t);
    }
    edit_text_free(&t);
    free(m.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes b = {data, size < 600 ? size : 600};

    line_run(b);
    text_run(b);
    return 0;
}
