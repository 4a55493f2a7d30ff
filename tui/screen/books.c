#include "tui/screen/books.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/recent.h"
#include "core/base/settings.h"
#include "core/base/sticks.h"

#define MOST_ROWS 500
#define MOST_SEARCHES 200
#define STICK_DEPTH 2        /* a stick's Susun folders and what is in them */
#define STICK_FOLDER "Susun" /* its folders begin so: Susun-73.22 */

/* Whether a file of this mark is in the list. */
static bool listed(const struct books *b, const struct file_mark *mark)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->rows[i].mark.device == mark->device && b->rows[i].mark.inode == mark->inode)
            return true;
    }
    return false;
}

/* Adds a file that is there and not yet listed. */
static enum status add_book(struct books *b, const char *path, struct error *e)
{
    struct file_mark mark;

    if (b->count >= MOST_ROWS || file_mark(path, &mark, NULL) != STATUS_OK || listed(b, &mark))
        return STATUS_OK;
    struct book *more = realloc(b->rows, (b->count + 1) * sizeof *more);
    char *copy = strdup(path);
    if (more != NULL)
        b->rows = more;
    if (more == NULL || copy == NULL) {
        free(copy);
        return error_memory(e);
    }
    b->rows[b->count++] = (struct book){.path = copy, .stick = sticks_name(path), .mark = mark};
    return STATUS_OK;
}

/* Plans to look into a folder; takes the string over. */
static enum status add_search(struct books *b, char *folder, int depth, struct error *e)
{
    struct search *more = b->search_count < MOST_SEARCHES
                              ? realloc(b->searches, (b->search_count + 1) * sizeof *more)
                              : NULL;
    bool full = b->search_count >= MOST_SEARCHES;

    if (more != NULL)
        b->searches = more;
    if (more == NULL || folder == NULL) {
        free(folder);
        return full ? STATUS_OK : error_memory(e);
    }
    b->searches[b->search_count++] = (struct search){folder, depth};
    return STATUS_OK;
}

/* Adds the workbooks that were opened here and are still there. */
static enum status add_recent(struct books *b, struct error *e)
{
    char **paths = NULL;
    size_t count = 0;
    enum status status = recent_list(&paths, &count, e);

    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = add_book(b, paths[i], e);
    file_names_free(paths, count);
    b->found = b->count;
    return status;
}

enum status books_begin(struct books *b, unsigned where, struct error *e)
{
    enum status status = STATUS_OK;

    books_clear(b);
    b->wants_sticks = (where & BOOKS_STICKS) != 0;
    if ((where & BOOKS_RECENT) != 0)
        status = add_recent(b, e);
    if (status == STATUS_OK && (where & BOOKS_FOLDER) != 0)
        status = add_search(b, settings_workbook_folder(), 0, e);
    return status;
}

enum status books_begin_folder(struct books *b, const char *folder, struct error *e)
{
    books_clear(b);
    return add_search(b, strdup(folder), 0, e);
}

/* Whether a name in a folder is that of a workbook. */
static bool is_book(const char *name)
{
    size_t length = strlen(name), ending = strlen(BOOK_ENDING);

    return length > ending && name[0] != '.' &&
           strcmp(name + length - ending, BOOK_ENDING) == 0;
}

/* Looks into one folder; one that cannot be read has nothing. */
static enum status search(struct books *b, const char *folder, int depth, struct error *e)
{
    char **names = NULL;
    size_t count = 0;
    enum status status = STATUS_OK;

    if (file_list(folder, &names, &count, NULL) != STATUS_OK)
        return STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        bool deeper = depth > 0 && (depth < STICK_DEPTH || strncmp(names[i], STICK_FOLDER,
                                                               strlen(STICK_FOLDER)) == 0);
        char *path = file_join(folder, names[i]);
        if (path == NULL)
            status = error_memory(e);
        else if (is_book(names[i]) && !file_is_folder(path))
            status = add_book(b, path, e);
        else if (deeper && file_is_folder(path))
            status = add_search(b, strdup(path), depth - 1, e);
        free(path);
    }
    file_names_free(names, count);
    return status;
}

/* Plans to look at every stick there is. */
static enum status add_sticks(struct books *b, struct error *e)
{
    char **folders = NULL;
    size_t count = 0;
    enum status status = sticks_list(&folders, &count, e);

    b->wants_sticks = false;
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = add_search(b, strdup(folders[i]), STICK_DEPTH, e);
    file_names_free(folders, count);
    return status;
}

/* Newest first, else by path. */
static int by_age(const void *a, const void *b)
{
    const struct book *one = a, *two = b;
    const struct file_mark *left = &one->mark, *right = &two->mark;

    if (left->mtime_s != right->mtime_s)
        return left->mtime_s > right->mtime_s ? -1 : 1;
    if (left->mtime_ns != right->mtime_ns)
        return left->mtime_ns > right->mtime_ns ? -1 : 1;
    return strcmp(one->path, two->path);
}

bool books_searched(const struct books *b)
{
    return b->search_at == b->search_count && !b->wants_sticks;
}

void books_settle(struct books *b)
{
    while (!books_searched(b) || b->found < b->count)
        books_idle(b, 0);
}

bool books_idle(struct books *b, size_t most)
{
    struct error e = {0};

    if (b->search_at < b->search_count) {
        char *folder = b->searches[b->search_at].folder;
        int depth = b->searches[b->search_at++].depth;
        search(b, folder, depth, &e);
    } else if (b->wants_sticks) {
        add_sticks(b, &e);
    } else if (b->found < b->count) {
        qsort(b->rows + b->found, b->count - b->found, sizeof *b->rows, by_age);
        b->found = b->count;
    } else if (b->glanced < b->found && b->glanced < most) {
        struct book *book = &b->rows[b->glanced++];
        glance_take(book->path, &book->glance, &e);
    } else {
        return false;
    }
    error_clear(&e); /* without memory the list is shorter */
    return true;
}

void books_clear(struct books *b)
{
    for (size_t i = 0; i < b->count; i++) {
        free(b->rows[i].path);
        free(b->rows[i].stick);
        glance_clear(&b->rows[i].glance);
    }
    for (size_t i = 0; i < b->search_count; i++)
        free(b->searches[i].folder);
    free(b->rows);
    free(b->searches);
    *b = (struct books){0};
}
