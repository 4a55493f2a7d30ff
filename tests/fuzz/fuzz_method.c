/* Any files as a method: loaded, or every mistake named by file and sentence. An input is files
 * one after the other, each behind a line "=== PATH". */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/load.h"
#include "tests/fuzz/fuzz.h"

const char fuzz_name[] = "method";
const unsigned fuzz_rounds = 400;

void fuzz_begin(void)
{
}

static void take(void *context, const char *file, size_t line, size_t column, const char *text)
{
    size_t *mistakes = context;

    (void)line;
    (void)column;
    fuzz_must(file && text && text[0], "a mistake has a file and a sentence");
    ++*mistakes;
}

/* The files of an input; false when they can be no set of files. */
static bool read_files(char *text, struct source *s, struct error *e)
{
    char *at = strncmp(text, "=== ", 4) == 0 ? text : strstr(text, "\n=== ");

    while (at) {
        char *path = at + (*at == '\n' ? 5 : 4), *end = strchr(path, '\n');
        if (!end)
            break;
        *end = '\0';
        at = strstr(end + 1, "\n=== ");
        size_t size = at ? (size_t)(at - end) : strlen(end + 1);
        if (source_add(s, path, end + 1, size, e) != STATUS_OK)
            return false;
    }
    return true;
}

/* What hangs together in every method that loads. */
static void look(const struct method *m)
{
    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        fuzz_must(method_form(m, f->name) == f, "a form is found by its name");
        for (size_t k = 0; k < f->count; k++)
            fuzz_must(form_field(f, f->fields[k].name) == &f->fields[k] &&
                          f->fields[k].form == f && f->fields[k].type,
                "a field is found by its name");
    }
    for (size_t i = 0; i < m->sheet_count; i++)
        fuzz_must(m->sheets[i].name[0] &&
                      (m->sheets[i].sql[0] != 0) == (m->sheets[i].kind == SHEET_ROWS),
            "a sheet has a name, and a query where it has rows");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    struct source s;
    struct error e = {0};
    struct method *m = NULL;
    size_t mistakes = 0;

    fuzz_must(text != NULL, "memory");
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    fuzz_well(source_begin(&s, "fuzz", &e), &e, "source_begin");
    if (read_files(text, &s, &e)) {
        enum status status = method_load(&m, &s, take, &mistakes, &e);
        fuzz_must((status == STATUS_OK) == (m != NULL), "a method, or none");
        fuzz_must(status == STATUS_OK || error_text(&e)[0], "a refusal says why");
        fuzz_must(status != STATUS_OK || mistakes == 0, "a method without mistakes");
        if (m)
            look(m);
    }
    method_free(m);
    source_free(&s);
    error_clear(&e);
    free(text);
    return 0;
}
