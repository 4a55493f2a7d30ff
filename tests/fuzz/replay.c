/* Runs a target over its kept corpus and over mutations of it, each input in its turn, the same
 * ones every time. FUZZ_ROUNDS=N tries N mutations. What was being tried when it died is said.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/property/chance.h"

#define INPUT_MOST (1 << 20)

struct input {
    char *bytes;
    size_t size;
};

/* What is being tried now, for the handler. */
static char trying[160];

static void say_trying(int number)
{
    ssize_t told = write(STDOUT_FILENO, trying, strlen(trying));

    (void)told;
    signal(number, SIG_DFL);
    raise(number);
}

/* The inputs of the corpus in the order of their names. */
static struct input *read_corpus(size_t *count)
{
    struct error e = {0};
    char **names, *folder = text_format("%s/tests/fuzz/corpus/%s", getenv("srcdir"), fuzz_name);

    fuzz_well(file_list(folder, &names, count, &e), &e, "file_list");
    fuzz_must(*count > 0, "there is a corpus");
    struct input *all = calloc(*count, sizeof *all);
    fuzz_must(all != NULL, "memory");
    for (size_t i = 0; i < *count; i++) {
        char *path = file_join(folder, names[i]);
        fuzz_well(file_read(path, INPUT_MOST, &all[i].bytes, &all[i].size, &e), &e, path);
        free(path);
    }
    file_names_free(names, *count);
    free(folder);
    return all;
}

/* A few changes to an input: a byte, a piece that goes, one that comes twice, one of another.
 */
static struct input mutate(struct chance *c, const struct input *all, size_t count)
{
    const struct input *one = &all[chance_below(c, count)];
    struct input m = {calloc(1, one->size * 2 + 4096), one->size};
    size_t room = one->size * 2 + 4096;

    fuzz_must(m.bytes != NULL, "memory");
    memcpy(m.bytes, one->bytes, one->size);
    for (size_t changes = 1 + chance_below(c, 6); changes > 0; changes--) {
        size_t at = chance_below(c, m.size + 1), n = chance_below(c, 32);
        const struct input *other = &all[chance_below(c, count)];
        size_t from = chance_below(c, other->size);
        if (n > other->size - from)
            n = other->size - from;
        switch (chance_below(c, 4)) {
        case 0:
            if (at < m.size)
                m.bytes[at] = (char)chance_next(c);
            break;
        case 1:
            n = n < m.size - at ? n : m.size - at;
            memmove(m.bytes + at, m.bytes + at + n, m.size - at - n);
            m.size -= n;
            break;
        default:
            if (m.size + n > room)
                break;
            memmove(m.bytes + at + n, m.bytes + at, m.size - at);
            memcpy(m.bytes + at, other->bytes + from, n);
            m.size += n;
        }
    }
    return m;
}

int main(void)
{
    const char *asked = getenv("FUZZ_ROUNDS");
    unsigned long rounds = asked ? strtoul(asked, NULL, 10) : fuzz_rounds;
    struct chance c = chance_from(1);
    size_t count;
    struct input *all = read_corpus(&count);

    printf("1..2\n");
    signal(SIGABRT, say_trying);
    signal(SIGSEGV, say_trying);
    fuzz_begin();
    for (size_t i = 0; i < count; i++) {
        snprintf(trying, sizeof trying, "# died on input %zu of the corpus\n", i + 1);
        LLVMFuzzerTestOneInput((const uint8_t *)all[i].bytes, all[i].size);
    }
    printf("ok 1 - %s takes the %zu inputs of its corpus\n", fuzz_name, count);
    fflush(stdout);
    for (unsigned long i = 0; i < rounds; i++) {
        struct input m = mutate(&c, all, count);
        snprintf(trying, sizeof trying, "# died on mutation %lu\n", i + 1);
        LLVMFuzzerTestOneInput((const uint8_t *)m.bytes, m.size);
        free(m.bytes);
    }
    printf("ok 2 - %s takes %lu mutations of them\n", fuzz_name, rounds);
    for (size_t i = 0; i < count; i++)
        free(all[i].bytes);
    free(all);
    return 0;
}
