#include "cli/nearest.h"

#include <string.h>

#define LONGEST 64 /* letters compared; names are shorter */

void nearest_begin(struct nearest *n, const char *typed)
{
    *n = (struct nearest){.typed = typed};
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    return a < b ? (a < c ? a : c) : (b < c ? b : c);
}

/* Letters changed, added, left out or swapped with their neighbour (optimal string alignment).
 */
static size_t distance(const char *a, const char *b)
{
    size_t row[3][LONGEST + 1], n = strlen(a), m = strlen(b);

    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= m; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3], *before = row[(i + 2) % 3], *older = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            now[j] =
                smallest(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                older[j - 2] + 1 < now[j])
                now[j] = older[j - 2] + 1;
        }
    }
    return row[n % 3][m];
}

void nearest_offer(struct nearest *n, const char *candidate)
{
    size_t d = distance(n->typed, candidate), size = strlen(n->typed);
    size_t most = size < 6 ? 2 : size / 3;

    if (d <= most && d < size && (!n->best || d < n->distance)) {
        n->best = candidate;
        n->distance = d;
    }
}
