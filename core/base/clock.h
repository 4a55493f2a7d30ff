/* The laptop's clock, which tests may set: SUSUN_NOW=2026-06-13T01:41:00Z stands still at that
 * moment. */
#ifndef SUSUN_BASE_CLOCK_H
#define SUSUN_BASE_CLOCK_H

#include <stdint.h>

#include "core/base/date.h"

/* Milliseconds since 1970-01-01 UTC. */
int64_t clock_now(void);
/* Monotonic milliseconds, for timers (not influenced by SUSUN_NOW). */
int64_t clock_ticks(void);
/* Offset in minutes and name of the Indonesian zone of a province code ("73" -> 480, "WITA");
 * WIB for unknown. */
int clock_zone(const char *region, const char **name);
/* Offset in minutes of the laptop's own clock at a moment: while no district is known. */
int clock_offset_here(int64_t ms);
/* The civil date and minute of the day at a moment with an offset in minutes. A moment before
 * the year 1 or after 9999 counts as the first or last that has a date. */
struct date clock_date(int64_t ms, int offset_minutes, int *minute_of_day);
/* "13 Jun 2026 08.30" at a moment with an offset in minutes, as people read it. Caller frees;
 * NULL without memory. */
char *clock_show(int64_t ms, int offset_minutes);
/* A moment as ISO 8601 in UTC, "2026-06-13T01:41:00Z"; "" where no calendar reaches. */
void clock_utc(int64_t ms, char out[32]);

#endif
