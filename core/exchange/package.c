#include "core/exchange/package.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/file_operations.h"
#include "core/base/file_stream.h"
#include "core/base/file_tree.h"
#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/package_zip.h"
#include "core/exchange/sums.h"

#define STAGES 100 /* names tried for the folder in which a package is prepared */

struct package {
    char *folder;      /* without a slash at the end */
    char *stage;       /* in the folder, or beside it while it is absent */
    char *fresh, *old; /* in the stage: the new content, and the old during the change */
    bool existed;      /* and is a folder */
    bool zip;          /* `folder` is to be a zip */
    bool prepared;     /* everything is in the stage */
    bool kept;         /* the stage has what was there before and could not go back */
    char *zipped;      /* the zip, in the stage */
    struct sums *sums;
};

void package_drop(struct package *p)
{
    if (!p)
        return;
    if (p->stage && !p->kept)
        file_remove_tree(p->stage);
    sums_free(p->sums);
    free(p->folder);
    free(p->stage);
    free(p->fresh);
    free(p->old);
    free(p->zipped);
    free(p);
}

/* A sentence about a file in preparation names the place it was to have: people know no other.
 */
static void name_place(const struct package *p, struct error *e)
{
    const char *const places[] = {p->fresh, p->old, p->zipped, p->stage};

    for (size_t i = 0; e && i < sizeof places / sizeof *places; i++) {
        const char *text = error_text(e), *at = places[i] ? strstr(text, places[i]) : NULL;
        char *better = at ? text_format("%.*s%s%s", (int)(at - text), text, p->folder,
                                at + strlen(places[i]))
                          : NULL;
        if (better)
            error_set(e, STATUS_FILE, "%s", better);
        free(better);
    }
}

/* Makes the folder to prepare in: inside an existing folder, so that it stands on the same disk
 * (the folder may be a stick's own), else beside the future one. */
static enum status make_stage(struct package *p, struct error *e)
{
    char *place = p->existed ? strdup(p->folder) : file_folder(p->folder);

    if (!place)
        return error_memory(e);
    for (int i = 0; i < STAGES; i++) {
        char *stage = text_format("%s/.susun-%ld-%d", place, (long)getpid(), i);
        int failed = stage && file_operations()->mkdir(stage, 0777) != 0 ? errno : 0;
        if (stage && !failed) {
            p->stage = stage;
            break;
        }
        free(stage);
        if (failed == EEXIST)
            continue;
        enum status s = failed
                            ? error_set(e, STATUS_FILE, _("Nothing can be written in %s: %s."),
                                  place, file_reason(failed))
                            : error_memory(e);
        free(place);
        return s;
    }
    free(place);
    if (!p->stage)
        return error_set(
            e, STATUS_FILE, _("%s is full of what other exports left."), p->folder);
    p->fresh = file_join(p->stage, "baru");
    p->old = file_join(p->stage, "lama");
    if (!p->fresh || !p->old)
        return error_memory(e);
    enum status s = file_make_folder(p->fresh, false, e);
    if (s == STATUS_FILE)
        name_place(p, e);
    return s;
}

/* Both kinds. */
static enum status begin(struct package **out, const char *folder, bool zip, struct error *e)
{
    struct package *p = calloc(1, sizeof *p);
    struct stat st;

    *out = NULL;
    if (!p || !(p->folder = strdup(folder)) || !(p->sums = sums_new())) {
        package_drop(p);
        return error_memory(e);
    }
    for (size_t n = strlen(p->folder); n > 1 && p->folder[n - 1] == '/'; n--)
        p->folder[n - 1] = '\0';
    p->zip = zip;
    p->existed = !zip && lstat(p->folder, &st) == 0;
    enum status s = zip          ? package_zip_may_replace(p->folder, e)
                    : p->existed ? sums_check_folder(p->folder, PACKAGE_SUMS, e)
                                 : STATUS_OK;
    if (s == STATUS_OK)
        s = make_stage(p, e);
    if (s != STATUS_OK)
        package_drop(p);
    else
        *out = p;
    return s;
}

enum status package_begin(struct package **p, const char *folder, struct error *e)
{
    return begin(p, folder, false, e);
}

enum status package_begin_zip(struct package **p, const char *path, struct error *e)
{
    return begin(p, path, true, e);
}

struct package_file {
    struct package *package;
    char *path;
    struct file_stream *stream;
};

void package_discard(struct package_file *f)
{
    if (!f)
        return;
    file_stream_drop(f->stream);
    free(f->path);
    free(f);
}

enum status package_open(
    struct package *p, const char *path, struct package_file **out, struct error *e)
{
    struct package_file *f = calloc(1, sizeof *f);
    char *place = file_join(p->fresh, path);
    char *folder = place ? file_folder(place) : NULL;
    enum status s = f && folder && (f->path = strdup(path)) ? file_make_folder(folder, false, e)
                                                            : error_memory(e);

    if (s == STATUS_OK)
        s = file_stream_open(&f->stream, place, e);
    if (s == STATUS_FILE)
        name_place(p, e);
    free(folder);
    free(place);
    if (s != STATUS_OK) {
        package_discard(f);
        f = NULL;
    } else
        f->package = p;
    *out = f;
    return s;
}

enum status package_write(
    struct package_file *f, const void *bytes, size_t size, struct error *e)
{
    enum status s = file_stream_add(f->stream, bytes, size, e);

    if (s == STATUS_FILE)
        name_place(f->package, e);
    return s;
}

enum status package_close(struct package_file *f, struct error *e)
{
    char hash[65];
    enum status s = file_stream_end(f->stream, hash, e);

    f->stream = NULL;
    if (s == STATUS_FILE)
        name_place(f->package, e);
    if (s == STATUS_OK)
        s = sums_add(f->package->sums, f->path, hash, e);
    package_discard(f);
    return s;
}

enum status package_add(
    struct package *p, const char *path, const void *bytes, size_t size, struct error *e)
{
    struct package_file *f;
    enum status s = package_open(p, path, &f, e);

    if (s != STATUS_OK)
        return s;
    s = package_write(f, bytes, size, e);
    if (s == STATUS_OK)
        return package_close(f, e);
    package_discard(f);
    return s;
}

/* Moves one entry between folders; 0 or errno. */
static int move_entry(const char *from, const char *to, const char *name)
{
    char *source = file_join(from, name), *target = file_join(to, name);
    int failed = !source || !target                               ? ENOMEM
                 : file_operations()->rename(source, target) != 0 ? errno
                                                                  : 0;

    free(source);
    free(target);
    return failed;
}

/* Moves every entry but the stage itself; *moved says how many went. 0 or errno. */
static int move_all(const char *from, const char *to, const char *stage, char **names,
    size_t count, size_t *moved)
{
    for (*moved = 0; *moved < count; ++*moved) {
        const char *name = names[*moved];
        if (strcmp(name, file_name(stage)) == 0)
            continue;
        int failed = move_entry(from, to, name);
        if (failed)
            return failed;
    }
    return 0;
}

/* Moves the first `count` entries, each as far as it goes; false when one stayed. */
static bool move_back(
    const char *from, const char *to, const char *stage, char **names, size_t count)
{
    bool all = true;

    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], file_name(stage)) != 0 && move_entry(from, to, names[i]) != 0)
            all = false;
    return all;
}

/* Everything goes back where it was. What cannot stays in the stage, which is kept then, and
 * the sentence says where. */
static enum status give_back(struct package *p, char **before, size_t gone, char **after,
    size_t come, int failed, struct error *e)
{
    move_back(p->folder, p->fresh, p->stage, after, come); /* as far as it goes */
    bool back = move_back(p->old, p->folder, p->stage, before, gone);

    p->kept = !back;
    return p->kept ? error_set(e, STATUS_FILE,
                         _("The new files could not take their place in %s: %s. The earlier "
                           "ones could not all go back either; they lie in %s. Move them out "
                           "of there, then export into a new folder."),
                         p->folder, file_reason(failed), p->old)
                   : error_set(e, STATUS_FILE,
                         _("The new files could not take their place in %s: %s."), p->folder,
                         file_reason(failed));
}

/* The new entries take the place of the old ones in a folder that stays; or everything goes
 * back. */
static enum status exchange_entries(struct package *p, struct error *e)
{
    char **before = NULL, **after = NULL;
    size_t before_count = 0, after_count = 0, gone = 0, come = 0;
    enum status s = file_list(p->folder, &before, &before_count, e);

    if (s == STATUS_OK)
        s = file_list(p->fresh, &after, &after_count, e);
    if (s == STATUS_OK)
        s = file_make_folder(p->old, false, e);
    if (s == STATUS_FILE)
        name_place(p, e);
    if (s == STATUS_OK) {
        int failed = move_all(p->folder, p->old, p->stage, before, before_count, &gone);
        if (!failed)
            failed = move_all(p->fresh, p->folder, p->stage, after, after_count, &come);
        if (failed)
            s = give_back(p, before, gone, after, come, failed, e);
    }
    file_names_free(before, before_count);
    file_names_free(after, after_count);
    return s == STATUS_OK ? file_sync_folder(p->folder, e) : s;
}

/* A folder that was not there, or a zip, appears whole. */
static enum status appear(struct package *p, const char *from, struct error *e)
{
    char *parent = file_folder(p->folder);
    enum status s = parent ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && file_operations()->rename(from, p->folder) != 0)
        s = error_set(
            e, STATUS_FILE, _("%s cannot be made: %s."), p->folder, file_reason(errno));
    if (s == STATUS_OK)
        s = file_sync_folder(parent, e);
    free(parent);
    return s;
}

enum status package_fingerprint(struct package *p, char hash[65], struct error *e)
{
    char *text = NULL;
    enum status s = sums_text(p->sums, &text, e);

    if (s == STATUS_OK)
        hash_hex(text, strlen(text), hash);
    free(text);
    return s;
}

enum status package_prepare(struct package *p, struct error *e)
{
    char *text = NULL, *place = file_join(p->fresh, PACKAGE_SUMS);
    enum status s = place ? sums_text(p->sums, &text, e) : error_memory(e);

    if (s == STATUS_OK)
        s = file_write(place, text, strlen(text), e);
    if (s == STATUS_OK && p->zip)
        s = (p->zipped = file_join(p->stage, "zip")) ? package_zip_write(p->fresh, p->zipped, e)
                                                     : error_memory(e);
    if (s == STATUS_FILE)
        name_place(p, e);
    p->prepared = s == STATUS_OK;
    free(text);
    free(place);
    return s;
}

enum status package_end(struct package *p, struct error *e)
{
    enum status s = p->prepared ? STATUS_OK : package_prepare(p, e);

    if (s == STATUS_OK)
        s = p->existed ? exchange_entries(p, e) : appear(p, p->zip ? p->zipped : p->fresh, e);
    package_drop(p);
    return s;
}

enum status package_remove(const char *path, struct error *e)
{
    char *list = file_join(path, PACKAGE_SUMS);
    struct stat st;
    enum status s = list ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && lstat(path, &st) == 0) {
        if (!S_ISDIR(st.st_mode))
            s = package_zip_may_replace(path, e);
        else if (file_exists(list))
            s = sums_check_folder(path, PACKAGE_SUMS, e);
        else
            s = error_set(e, STATUS_DATA, _("%s is no package of Susun."), path);
        if (s == STATUS_OK)
            file_remove_tree(path);
        if (s == STATUS_OK && lstat(path, &st) == 0)
            s = error_set(e, STATUS_FILE, _("%s cannot be removed."), path);
    }
    free(list);
    return s;
}
