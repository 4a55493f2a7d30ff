#include "core/base/sticks.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"

#define MOST_PLACES 16

/* Folders whose folders are sticks. */
struct places {
    char *folders[MOST_PLACES];
    size_t count;
    const char *person; /* a folder of this name holds the person's sticks, it is none */
    bool starved;       /* memory ended: not all are here */
    bool said;          /* by SUSUN_STICKS: every folder in them is a stick */
};

/* Adds a place and takes it over; what is too much is passed over. NULL: no memory. */
static void add_place(struct places *p, char *folder)
{
    p->starved = p->starved || folder == NULL;
    if (folder != NULL && p->count < MOST_PLACES)
        p->folders[p->count++] = folder;
    else
        free(folder);
}

/* The name the person has at this laptop, or NULL; borrowed. */
static const char *person_name(void)
{
    const struct passwd *person = getpwuid(getuid());

    return person != NULL ? person->pw_name : getenv("USER");
}

/* The places of this laptop, those of the person first. */
static struct places find_places(void)
{
    static const char *const shared[] = {"/media", "/run/media", "/mnt"};
    const char *said = getenv("SUSUN_STICKS");
    struct places p = {
        .person = person_name(), .said = said && !getenv("SUSUN_STICKS_MOUNTED")};

    while (said != NULL && *said != '\0') {
        size_t length = strcspn(said, ":");
        add_place(&p, strndup(said, length));
        said += length + (said[length] == ':');
    }
    if (getenv("SUSUN_STICKS") != NULL)
        return p;
    for (size_t i = 0; p.person != NULL && i < 2; i++)
        add_place(&p, file_join(shared[i], p.person));
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
        add_place(&p, strdup(shared[i]));
    return p;
}

/* Frees the places. */
static void free_places(struct places *p)
{
    for (size_t i = 0; i < p->count; i++)
        free(p->folders[i]);
}

/* Adds the sticks of one place. */
static enum status add_sticks(
    const struct places *p, const char *place, char ***folders, size_t *count, struct error *e)
{
    char **names = NULL;
    size_t found = 0;

    enum status status = file_list(place, &names, &found, NULL);
    if (status != STATUS_OK)
        return status == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
    char **more = realloc(*folders, (*count + found + 1) * sizeof *more);
    status = more != NULL ? STATUS_OK : error_memory(e);
    if (more != NULL)
        *folders = more;
    for (size_t i = 0; status == STATUS_OK && i < found; i++) {
        if (names[i][0] == '.' || (p->person != NULL && strcmp(names[i], p->person) == 0))
            continue;
        char *path = file_join(place, names[i]);
        if (path == NULL)
            status = error_memory(e);
        else if (p->said ? file_is_folder(path) : file_is_mount(path))
            (*folders)[(*count)++] = path;
        else
            free(path);
    }
    file_names_free(names, found);
    return status;
}

enum status sticks_list(char ***folders, size_t *count, struct error *e)
{
    struct places p = find_places();
    enum status status = p.starved ? error_memory(e) : STATUS_OK;

    *folders = NULL;
    *count = 0;
    for (size_t i = 0; status == STATUS_OK && i < p.count; i++)
        status = add_sticks(&p, p.folders[i], folders, count, e);
    if (status != STATUS_OK) {
        file_names_free(*folders, *count);
        *folders = NULL;
        *count = 0;
    }
    free_places(&p);
    return status;
}

/* Whether the first `size` bytes of a path may name a stick: a folder of this disk is none, one
 * that is gone may have been. */
static bool may_be_stick(const struct places *p, const char *path, size_t size)
{
    char *folder = strndup(path, size);
    bool may = folder && (p->said || !file_is_folder(folder) || file_is_mount(folder));

    free(folder);
    return may;
}

char *sticks_name(const char *path)
{
    struct places p = find_places();
    char *name = NULL;

    for (size_t i = 0; name == NULL && i < p.count; i++) {
        size_t length = strlen(p.folders[i]);
        if (length == 0 || strncmp(path, p.folders[i], length) != 0 || path[length] != '/')
            continue;
        const char *rest = path + length + 1;
        size_t size = strcspn(rest, "/");
        bool persons =
            p.person != NULL && strncmp(rest, p.person, size) == 0 && p.person[size] == '\0';
        if (size > 0 && rest[size] == '/' && !persons &&
            may_be_stick(&p, path, length + 1 + size))
            name = strndup(rest, size);
    }
    free_places(&p);
    return name;
}
