#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>

void fuzz_must(int holds, const char *promise)
{
    if (holds)
        return;
    fprintf(stderr, "# not kept: %s\n", promise);
    abort();
}

void fuzz_well(enum status s, const struct error *e, const char *call)
{
    if (s == STATUS_OK)
        return;
    fprintf(stderr, "# %s: %s\n", call, error_text(e));
    fuzz_must(0, "it goes well");
}

uint8_t fuzz_byte(struct fuzz_bytes *b)
{
    return (uint8_t)fuzz_number(b, 1);
}

uint32_t fuzz_number(struct fuzz_bytes *b, unsigned bytes)
{
    uint32_t n = 0;

    for (unsigned i = 0; i < bytes && b->left > 0; i++, b->left--)
        n |= (uint32_t)*b->at++ << (8 * i);
    return n;
}

const uint8_t *fuzz_take(struct fuzz_bytes *b, size_t most, size_t *size)
{
    const uint8_t *at = b->at;

    *size = b->left < most ? b->left : most;
    b->at += *size;
    b->left -= *size;
    return at;
}

void fuzz_write(const char *path, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "w");

    if (!f || (size > 0 && fwrite(bytes, 1, size, f) != size) || fclose(f) != 0) {
        perror(path);
        abort();
    }
}

/* libFuzzer calls it before the first input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fuzz_begin();
    return 0;
}
