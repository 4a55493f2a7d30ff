#include "core/base/random.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"

/* Numbers of this process so far: every one is another place in the stream. */
static uint64_t drawn;

/* The drawn-th number of the splitmix64 stream of a seed. */
static uint64_t next_number(uint64_t seed)
{
    uint64_t z = seed + ++drawn * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Fills from the seeded stream. */
static void fill_seeded(unsigned char *out, size_t size, uint64_t seed)
{
    while (size) {
        uint64_t number = next_number(seed);
        size_t n = size < sizeof number ? size : sizeof number;
        memcpy(out, &number, n);
        out += n;
        size -= n;
    }
}

void random_bytes(void *out, size_t size)
{
    const char *seed = getenv("SUSUN_SEED");
    unsigned char *at = out;
    if (seed && *seed) {
        fill_seeded(at, size, strtoull(seed, NULL, 10));
        return;
    }
    while (size) {
        size_t n = size < 256 ? size : 256;
        /* A kernel without it: identifiers need to differ, not to be secret. */
        if (getentropy(at, n))
            fill_seeded(at, n, (uint64_t)clock_now() << 20 ^ (uint64_t)getpid());
        at += n;
        size -= n;
    }
}

/* The text of 16 bytes with the version put in. */
static void write_uuid(unsigned char b[16], int version, char out[UUID_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    b[6] = (unsigned char)((b[6] & 0x0f) | version << 4);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = digits[b[i] >> 4];
        *out++ = digits[b[i] & 15];
    }
    *out = '\0';
}

void random_uuid4(char out[UUID_SIZE])
{
    unsigned char bytes[16];
    random_bytes(bytes, sizeof bytes);
    write_uuid(bytes, 4, out);
}

/* What random_uuid7 gave last: milliseconds, the 12 bits after them, the 62 bits after those.
 */
struct moment {
    int64_t ms;
    uint64_t high, low;
};

/* The next identifier after `last` at `now`: a fresh one, or the last plus a random step when
 * the clock stands or went back (RFC 9562 6.2, method 2). */
static struct moment next_moment(struct moment last, int64_t now)
{
    uint64_t chance[2];
    random_bytes(chance, sizeof chance);
    if (now > last.ms)
        return (struct moment){now, chance[0] & 0x7ff, chance[1] >> 2};
    struct moment next = last;
    next.low += (chance[0] & 0xffffffff) + 1;
    if (next.low >> 62) {
        next.low &= (UINT64_C(1) << 62) - 1;
        next.high++;
    }
    if (next.high >> 12) {
        next.high = 0;
        next.ms++;
    }
    return next;
}

void random_uuid7(char out[UUID_SIZE])
{
    static struct moment last = {.ms = -1};
    unsigned char bytes[16];
    int64_t now = clock_now();
    last = next_moment(last, now > 0 ? now : 0);
    for (int i = 0; i < 6; i++)
        bytes[i] = (unsigned char)(last.ms >> (40 - 8 * i));
    bytes[6] = (unsigned char)(last.high >> 8);
    bytes[7] = (unsigned char)last.high;
    for (int i = 0; i < 8; i++)
        bytes[8 + i] = (unsigned char)(last.low >> (56 - 8 * i));
    write_uuid(bytes, 7, out);
}
