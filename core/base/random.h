/* Chance, which tests may seed: SUSUN_SEED=N gives the same identifiers every run (a
 * splitmix64 stream at a process-wide counter); otherwise the kernel's (getentropy). Two
 * processes with one SUSUN_SEED give the same identifiers: a test gives each process a seed of
 * its own. */
#ifndef SUSUN_BASE_RANDOM_H
#define SUSUN_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#define UUID_SIZE 37

void random_bytes(void *out, size_t size);
/* UUIDv7 (RFC 9562 5.7) of clock_now(): text, 36 characters; never twice in a process,
 * increasing within one millisecond. */
void random_uuid7(char out[UUID_SIZE]);
/* UUIDv4. */
void random_uuid4(char out[UUID_SIZE]);

#endif
