/* A fuzz target: bytes from anybody against one part of Susun. Written for libFuzzer's entry
 * (llvm.org/docs/LibFuzzer.html); in the ordinary suite replay.c runs the kept corpus and
 * mutations of it through the same entry.
 *
 * A target lives in the folder it is started in, and leaves nothing open between two inputs.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"

/* The target's name: its corpus is tests/fuzz/corpus/NAME. */
extern const char fuzz_name[];
/* How many mutated inputs a short run tries: dear targets try few. */
extern const unsigned fuzz_rounds;
/* Called once before the first input. */
void fuzz_begin(void);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that does not hold ends the program with what it was. */
void fuzz_must(int holds, const char *promise);
/* The same for a call that has to go well; its sentence is told. */
void fuzz_well(enum status s, const struct error *e, const char *call);

/* Small readers of the input: what is not there reads as 0. */
struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
};
uint8_t fuzz_byte(struct fuzz_bytes *b);
/* Of `bytes` bytes, the lowest first. */
uint32_t fuzz_number(struct fuzz_bytes *b, unsigned bytes);
/* Up to `most` bytes; *size is how many there were. */
const uint8_t *fuzz_take(struct fuzz_bytes *b, size_t most, size_t *size);

/* A file with exactly these bytes. */
void fuzz_write(const char *path, const void *bytes, size_t size);

#endif
