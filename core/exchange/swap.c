#include "core/exchange/swap.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/sticks.h"
#include "core/base/text.h"
#include "core/exchange/copies.h"
#include "core/store/backup.h"
#include "core/store/carry.h"

#define ENDING ".susun"
#define OURS "Susun" /* our folders on a stick begin so */
#define DEPTH 2      /* such a folder, and what is in it */

/* Frees what a file holds. */
static void clear_file(struct swap_file *f)
{
    free(f->path);
    free(f->why);
    merge_reports_clear(&f->report, 1);
}

void swap_clear(struct swap *swap)
{
    for (size_t i = 0; i < swap->count; i++)
        clear_file(&swap->files[i]);
    for (size_t i = 0; i < swap->stick_count; i++) {
        free(swap->sticks[i].folder);
        free(swap->sticks[i].name);
        free(swap->sticks[i].given);
        free(swap->sticks[i].why);
    }
    merge_reports_clear(swap->reports, swap->taken);
    free(swap->reports);
    free(swap->files);
    free(swap->sticks);
    free(swap->backup);
    *swap = (struct swap){0};
}

/* Whether a refused file is the workbook of another district: none of our business. One that
 * cannot be read is told of. */
static bool is_other(struct workbook *wb, const char *path)
{
    struct workbook *there = NULL;
    struct plan_years ours = {0}, theirs = {0};
    bool other = false;

    if (workbook_open(&there, path, WORKBOOK_READ, NULL, NULL) == STATUS_OK)
        other = strcmp(workbook_uid(there), workbook_uid(wb)) != 0 &&
                workbook_plan(wb, &ours, NULL) == STATUS_OK &&
                workbook_plan(there, &theirs, NULL) == STATUS_OK &&
                strcmp(ours.region, theirs.region) != 0;
    workbook_close(there);
    return other;
}

/* Tries out what a file would bring. */
static enum status look(
    struct workbook *wb, struct swap *swap, struct swap_file *f, bool *other, struct error *e)
{
    const struct merge_options options = {.dry_run = true};
    const char *path = f->path;
    struct error why = {0};
    enum status s = file_mark(path, &f->mark, &why);

    if (s == STATUS_OK)
        s = merge_files(wb, &path, 1, &options, &f->report, NULL, &why);
    *other = false;
    if (s == STATUS_OK) {
        static const enum swap_state states[] = {
            [MERGE_TAKEN] = SWAP_NEWS, [MERGE_KNOWN] = SWAP_KNOWN, [MERGE_SELF] = SWAP_SELF};
        f->state = states[f->report.outcome];
        swap->sticks[f->stick].ours = true;
    } else {
        f->state = SWAP_REFUSED;
        f->why = strdup(error_text(&why));
        merge_reports_clear(&f->report, 1);
        *other = s != STATUS_MEMORY && is_other(wb, path);
        s = s == STATUS_MEMORY || !f->why ? error_memory(e) : STATUS_OK;
    }
    error_clear(&why);
    return s;
}

/* Adds a workbook of a stick; takes the path over. */
static enum status add_file(
    struct workbook *wb, struct swap *swap, size_t stick, char *path, struct error *e)
{
    struct swap_file f = {.path = path, .stick = stick};
    bool other = false;

    if (swap->count >= SWAP_MOST) {
        free(path);
        return STATUS_OK;
    }
    enum status s = look(wb, swap, &f, &other, e);
    struct swap_file *more = s == STATUS_OK && !other
                                 ? realloc(swap->files, (swap->count + 1) * sizeof *more)
                                 : NULL;
    if (more) {
        swap->files = more;
        more[swap->count++] = f;
        return STATUS_OK;
    }
    clear_file(&f);
    swap->others += other;
    return s == STATUS_OK && !other ? error_memory(e) : s;
}

/* Whether a name is that of a workbook. */
static bool is_book(const char *name)
{
    size_t size = strlen(name), end = strlen(ENDING);

    return size > end && name[0] != '.' && strcmp(name + size - end, ENDING) == 0;
}

/* Looks into a folder of a stick; one that cannot be read has nothing. */
static enum status search(struct workbook *wb, struct swap *swap, size_t stick,
    const char *folder, int depth, struct error *e)
{
    char **names = NULL;
    size_t count = 0;
    enum status s = file_list(folder, &names, &count, NULL);

    if (s != STATUS_OK)
        return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char *path = file_join(folder, names[i]);
        bool inside = depth < DEPTH || strncmp(names[i], OURS, strlen(OURS)) == 0;
        if (!path) {
            s = error_memory(e);
        } else if (!file_is_folder(path)) {
            if (is_book(names[i])) {
                s = add_file(wb, swap, stick, path, e);
                path = NULL;
            }
        } else if (depth > 0 && inside && strcmp(names[i], BACKUP_FOLDER) != 0) {
            s = search(wb, swap, stick, path, depth - 1, e);
        }
        free(path);
    }
    file_names_free(names, count);
    return s;
}

/* Those with news first, then by path. */
static int by_news(const void *a, const void *b)
{
    const struct swap_file *x = a, *y = b;

    if ((x->state == SWAP_NEWS) != (y->state == SWAP_NEWS))
        return x->state == SWAP_NEWS ? -1 : 1;
    return strcmp(x->path, y->path);
}

enum status swap_find(struct workbook *wb, struct swap *swap, struct error *e)
{
    char **folders = NULL;
    size_t count = 0;

    swap_clear(swap);
    if (copies_refused(wb, e))
        return STATUS_USAGE;
    enum status s = sticks_list(&folders, &count, e);
    if (s == STATUS_OK && !(swap->sticks = calloc(count + 1, sizeof *swap->sticks)))
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        struct swap_stick *stick = &swap->sticks[swap->stick_count++];
        stick->folder = strdup(folders[i]);
        stick->name = strdup(file_name(folders[i]));
        s = stick->folder && stick->name ? search(wb, swap, i, stick->folder, DEPTH, e)
                                         : error_memory(e);
    }
    file_names_free(folders, count);
    if (swap->count)
        qsort(swap->files, swap->count, sizeof *swap->files, by_news);
    if (s != STATUS_OK)
        swap_clear(swap);
    return s;
}

/* The merge of all that have news. *failed is the one at which it stopped, [swap->count] none.
 */
static enum status take_all(
    struct workbook *wb, struct swap *swap, const char **paths, size_t *failed, struct error *e)
{
    const struct merge_options options = {0};
    size_t count = 0;

    *failed = swap->count;
    for (size_t i = 0; i < swap->count; i++)
        if (swap->files[i].state == SWAP_NEWS)
            paths[count++] = swap->files[i].path;
    merge_reports_clear(swap->reports, swap->taken);
    swap->taken = count;
    if (!count)
        return STATUS_OK;
    enum status s = merge_files(wb, paths, count, &options, swap->reports, &swap->backup, e);
    for (size_t i = 0; s != STATUS_OK && i < count && swap->reports[i].path; i++)
        for (size_t k = 0; k < swap->count; k++)
            if (strcmp(swap->files[k].path, paths[i]) == 0)
                *failed = k;
    return s;
}

enum status swap_take(struct workbook *wb, struct swap *swap, struct error *e)
{
    const char **paths = calloc(swap->count + 1, sizeof *paths);
    enum status s = STATUS_DATA;
    size_t failed = 0;

    merge_reports_clear(swap->reports, swap->taken);
    free(swap->reports);
    swap->taken = 0;
    swap->reports = calloc(swap->count + 1, sizeof *swap->reports);
    if (!paths || !swap->reports)
        s = error_memory(e);
    while (s == STATUS_DATA) {
        struct error why = {0};
        s = take_all(wb, swap, paths, &failed, &why);
        if (s == STATUS_DATA && failed < swap->count) {
            swap->files[failed].state = SWAP_REFUSED;
            swap->files[failed].why = strdup(error_text(&why));
            if (!swap->files[failed].why)
                s = error_memory(e);
        } else if (s != STATUS_OK) {
            error_set(e, s, "%s", error_text(&why));
            error_clear(&why);
            break;
        }
        error_clear(&why);
    }
    for (size_t i = 0; s == STATUS_OK && i < swap->count; i++)
        if (swap->files[i].state == SWAP_NEWS)
            swap->files[i].state = SWAP_KNOWN;
    free(paths);
    return s;
}

/* Whether what lies at a path is a file that was taken in as it is now. */
static bool is_taken(const struct swap *swap, const char *path)
{
    struct file_mark now;

    if (file_mark(path, &now, NULL) != STATUS_OK)
        return false;
    for (size_t i = 0; i < swap->count; i++) {
        const struct swap_file *f = &swap->files[i];
        if (f->state == SWAP_KNOWN && memcmp(&f->mark, &now, sizeof now) == 0)
            return true;
    }
    return false;
}

/* Whether the open workbook lies on a stick itself. */
static bool holds_ours(const struct swap *swap, size_t stick)
{
    for (size_t i = 0; i < swap->count; i++)
        if (swap->files[i].state == SWAP_SELF && swap->files[i].stick == stick)
            return true;
    return false;
}

/* Writes ours into a folder of a stick. What lies there and was not taken in stays: ours gets
 * another name. */
static enum status give(struct workbook *wb, const struct swap *swap, struct swap_stick *stick,
    const char *region, const char *name, struct error *e)
{
    char *folder = text_format(
        "%s/%s%s", stick->folder, region, workbook_group(wb) ? COPIES_GROUPS : COPIES_MAIN);
    char *path = folder ? file_join(folder, name) : NULL;
    enum status s = path ? file_make_folder(folder, false, e) : error_memory(e);

    if (s == STATUS_OK && file_exists(path) && !is_taken(swap, path)) {
        free(path);
        path = file_free_path(folder, name);
        s = path ? STATUS_OK : error_memory(e);
    }
    if (s == STATUS_OK)
        s = carry_workbook(wb, path, e);
    if (s == STATUS_OK) {
        stick->given = path;
        path = NULL;
    }
    free(folder);
    free(path);
    return s;
}

enum status swap_give(struct workbook *wb, struct swap *swap, struct error *e)
{
    char *region = NULL, *name = NULL;
    bool any = false;
    enum status s = copies_region_folder(wb, &region, e);

    if (s == STATUS_OK)
        s = copies_name(wb, workbook_group(wb), &name, e);
    for (size_t i = 0; i < swap->stick_count; i++)
        any = any || swap->sticks[i].ours;
    for (size_t i = 0; s == STATUS_OK && i < swap->stick_count; i++) {
        struct swap_stick *stick = &swap->sticks[i];
        struct error why = {0};
        if ((any ? !stick->ours : i > 0) || holds_ours(swap, i))
            continue;
        s = give(wb, swap, stick, region, name, &why);
        if (s != STATUS_OK && s != STATUS_MEMORY) {
            stick->why = strdup(error_text(&why));
            s = STATUS_OK;
        }
        if (s != STATUS_OK || (!stick->given && !stick->why))
            s = error_memory(e);
        error_clear(&why);
    }
    free(region);
    free(name);
    return s;
}
