#include "core/base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "core/base/file.h"
#include "core/base/message.h"

struct hash {
    struct sha256_ctx state;
};

/* Ends a digest as lower-case hex. */
static void finish(struct sha256_ctx *state, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[64] = '\0';
}

void hash_hex(const void *bytes, size_t size, char out[65])
{
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, size, bytes);
    finish(&state, out);
}

enum status hash_file(const char *path, char out[65], struct error *e)
{
    struct sha256_ctx state;
    struct stat st;
    uint8_t buffer[32768];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int number = fd < 0 ? errno : fstat(fd, &st) ? errno : S_ISDIR(st.st_mode) ? EISDIR : 0;
    sha256_init(&state);
    while (!number) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n == 0)
            break;
        if (n > 0)
            sha256_update(&state, (size_t)n, buffer);
        else if (errno != EINTR)
            number = errno;
    }
    if (fd >= 0)
        close(fd);
    if (number)
        return error_set(
            e, STATUS_FILE, _("%s cannot be read: %s."), path, file_reason(number));
    finish(&state, out);
    return STATUS_OK;
}

struct hash *hash_new(void)
{
    struct hash *h = malloc(sizeof *h);
    if (h)
        sha256_init(&h->state);
    return h;
}

void hash_add(struct hash *h, const void *bytes, size_t size)
{
    sha256_update(&h->state, size, bytes);
}

void hash_end(struct hash *h, char out[65])
{
    finish(&h->state, out);
    free(h);
}
