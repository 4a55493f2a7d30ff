#include "core/base/settings.h"

#include <errno.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/file_operations.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/base/text.h"

/* The person's home folder, or NULL; borrowed. */
static const char *home(void)
{
    const char *path = getenv("HOME");
    if (path && *path == '/')
        return path;
    struct passwd *person = getpwuid(getuid());
    return person ? person->pw_dir : NULL;
}

/* A base folder of the XDG specification: the variable when it is absolute, else below home.
 * Caller frees; NULL when there is neither, or no memory. */
static char *xdg_folder(const char *variable, const char *below_home)
{
    const char *path = getenv(variable);
    if (path && *path == '/')
        return strdup(path);
    return home() ? file_join(home(), below_home) : NULL;
}

/* Whether there is a place to remember anything. */
static bool has_state(void)
{
    const char *path = getenv("XDG_STATE_HOME");

    return (path && *path == '/') || home();
}

/* A group or key that can be a file name: it cannot lead elsewhere or hide. */
static bool is_key(const char *s)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._-";
    size_t length = strlen(s);
    return length > 0 && length < 200 && *s != '.' && strspn(s, allowed) == length;
}

/* The folder of a group; caller frees; NULL when there is none. */
static char *group_folder(const char *group)
{
    char *state = xdg_folder("XDG_STATE_HOME", ".local/state");
    char *ours = state ? file_join(state, "susun") : NULL;
    char *folder = ours ? file_join(ours, group) : NULL;
    free(state);
    free(ours);
    return folder;
}

char *settings_get(const char *group, const char *key)
{
    if (!is_key(group) || !is_key(key))
        return NULL;
    char *folder = group_folder(group), *bytes = NULL, *value = NULL;
    char *path = folder ? file_join(folder, key) : NULL;
    size_t size;
    if (path && file_read(path, LIMIT_TEXT, &bytes, &size, NULL) == STATUS_OK)
        value = text_clean(bytes, size, NULL, NULL);
    free(bytes);
    free(path);
    free(folder);
    return value;
}

enum status settings_set(const char *group, const char *key, const char *value, struct error *e)
{
    if (!is_key(group) || !is_key(key))
        return error_set(
            e, STATUS_USAGE, _("%s/%s cannot be the name of a setting."), group, key);
    char *folder = group_folder(group);
    char *path = folder ? file_join(folder, key) : NULL;
    enum status status = STATUS_OK;
    if (!path)
        status = has_state()
                     ? error_memory(e)
                     : error_set(e, STATUS_FILE,
                           _("There is no home folder in which settings could be remembered."));
    else if (value) {
        status = file_make_folder(folder, true, e);
        if (status == STATUS_OK)
            status = file_write(path, value, strlen(value), e);
    } else if (file_operations()->unlink(path) && errno != ENOENT && errno != ENOTDIR) {
        status =
            error_set(e, STATUS_FILE, _("%s cannot be removed: %s."), path, file_reason(errno));
    }
    free(path);
    free(folder);
    return status;
}

/* Whether the file of a key is there, or might be: then it is not written anew only because it
 * could not be read just now. */
static bool may_be_there(const char *group, const char *key)
{
    char *folder = group_folder(group), *path = folder ? file_join(folder, key) : NULL;
    bool there = path ? file_exists(path) : has_state();

    free(path);
    free(folder);
    return there;
}

char *settings_laptop(void)
{
    static char own[UUID_SIZE]; /* while the state folder cannot be read or written */
    char *id = settings_get("installation", "id");
    bool read = id != NULL;
    if (id && strlen(id) == UUID_SIZE - 1)
        return id;
    free(id);
    if (!*own)
        random_uuid4(own);
    if (read || !may_be_there("installation", "id"))
        settings_set("installation", "id", own, NULL);
    /* Another process may have been first: what lies there now counts. */
    id = settings_get("installation", "id");
    if (id && strlen(id) == UUID_SIZE - 1)
        return id;
    free(id);
    return strdup(own);
}

/* The value of a line VARIABLE="..." of user-dirs.dirs ("$HOME/..." or absolute), resolved.
 * Caller frees; NULL when the line is something else. */
static char *documents_of_line(const char *line, size_t size)
{
    static const char begin[] = "XDG_DOCUMENTS_DIR=\"";
    size_t at = sizeof begin - 1;
    if (size <= at || strncmp(line, begin, at) != 0)
        return NULL;
    char *value = malloc(size - at + 1);
    size_t used = 0;
    if (!value)
        return NULL;
    for (; at < size && line[at] != '"'; at++) {
        if (line[at] == '\\' && at + 1 < size)
            at++;
        value[used++] = line[at];
    }
    value[used] = '\0';
    char *path = NULL;
    if (*value == '/')
        path = strdup(value);
    else if (strncmp(value, "$HOME/", 6) == 0 && home())
        path = file_join(home(), value + 6);
    free(value);
    return path;
}

/* The documents folder a desktop has chosen; caller frees; NULL when it has not. */
static char *chosen_documents(void)
{
    char *config = xdg_folder("XDG_CONFIG_HOME", ".config"), *bytes = NULL, *found = NULL;
    char *path = config ? file_join(config, "user-dirs.dirs") : NULL;
    size_t size = 0;
    if (path && file_read(path, LIMIT_TEXT, &bytes, &size, NULL) == STATUS_OK)
        for (size_t at = 0; at < size && !found;) {
            at += strspn(bytes + at, " \t\r\n");
            size_t length = strcspn(bytes + at, "\n");
            found = documents_of_line(bytes + at, length);
            at += length + (length == 0);
        }
    free(bytes);
    free(path);
    free(config);
    return found;
}

char *settings_workbook_folder(void)
{
    char *documents = chosen_documents();
    if (!documents && home()) {
        documents = file_join(home(), "Dokumen");
        if (documents && !file_is_folder(documents)) {
            char *english = file_join(home(), "Documents");
            bool take = english && file_is_folder(english);
            free(take ? documents : english);
            documents = take ? english : documents;
        }
    }
    char *folder = documents ? file_join(documents, "Susun") : strdup("Susun");
    free(documents);
    return folder;
}

char *settings_config_path(const char *name)
{
    char *config = xdg_folder("XDG_CONFIG_HOME", ".config");
    char *ours = config ? file_join(config, "susun") : NULL;
    char *path = ours ? file_join(ours, name) : NULL;
    free(config);
    free(ours);
    return path;
}
