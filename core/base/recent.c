#include "core/base/recent.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/settings.h"
#include "core/base/text.h"

#define GROUP "recent"
#define KEY "workbooks" /* one path a line */

enum status recent_list(char ***paths, size_t *count, struct error *e)
{
    char *kept = settings_get(GROUP, KEY);
    const char *at = kept;

    *count = 0;
    *paths = kept != NULL ? calloc(RECENT_MOST, sizeof **paths) : NULL;
    while (*paths != NULL && *at != '\0' && *count < RECENT_MOST) {
        size_t length = strcspn(at, "\n");
        char *path = *at == '/' ? strndup(at, length) : NULL;
        if (path != NULL)
            (*paths)[(*count)++] = path;
        at += length + (at[length] == '\n');
    }
    bool short_of_memory = kept != NULL && *paths == NULL;
    free(kept);
    return short_of_memory ? error_memory(e) : STATUS_OK;
}

/* Whether the settings give the path back as it is. */
static bool can_be_kept(const char *path)
{
    char *clean = text_clean(path, strlen(path), NULL, NULL);
    bool same = clean != NULL && strcmp(clean, path) == 0 && strchr(path, '\n') == NULL;

    free(clean);
    return same;
}

void recent_note(const char *path)
{
    char *full = realpath(path, NULL), **paths = NULL;
    size_t count = 0;

    if (full == NULL || !can_be_kept(full) || recent_list(&paths, &count, NULL) != STATUS_OK) {
        free(full);
        return;
    }
    if (count == 0 || strcmp(paths[0], full) != 0) {
        char *all = strdup(full);
        for (size_t i = 0, kept = 1; all != NULL && i < count && kept < RECENT_MOST; i++) {
            if (strcmp(paths[i], full) == 0)
                continue;
            char *longer = text_format("%s\n%s", all, paths[i]);
            free(all);
            all = longer;
            kept++;
        }
        if (all != NULL)
            settings_set(GROUP, KEY, all, NULL);
        free(all);
    }
    file_names_free(paths, count);
    free(full);
}
