#include "tests/fault/cut_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct cut_log *log_now;

void cut_record(struct cut_log *log)
{
    log_now = log;
}

void cut_log_free(struct cut_log *log)
{
    for (size_t i = 0; i < log->count; i++)
        free(log->ops[i].bytes);
    for (size_t i = 0; i < log->node_count; i++) {
        free(log->nodes[i].name);
        free(log->nodes[i].folder);
        free(log->nodes[i].bytes);
    }
    free(log->ops);
    free(log->nodes);
    *log = (struct cut_log){0};
}

struct cut_log *cut_log_now(void)
{
    return log_now;
}

/* Memory a test cannot do without. */
static void *need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

void cut_note(enum cut_kind kind, size_t node, int64_t at, const void *bytes, size_t size)
{
    struct cut_log *log = log_now;

    if (log->count == log->room) {
        log->room = log->room ? 2 * log->room : 256;
        log->ops = need(realloc(log->ops, log->room * sizeof *log->ops));
    }
    struct cut_op *op = &log->ops[log->count++];
    *op = (struct cut_op){.kind = kind, .node = node, .content = node, .at = at, .size = size};
    if (size > 0) {
        op->bytes = need(malloc(size));
        memcpy(op->bytes, bytes, size);
    }
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The folder a path lies in, resolved; "" when it is gone. */
static char *folder_part(const char *path)
{
    char *copy = need(strdup(path)), *slash = strrchr(copy, '/');

    if (slash)
        *(slash == copy ? slash + 1 : slash) = '\0';
    char *folder = realpath(slash ? copy : ".", NULL);
    free(copy);
    return folder ? folder : need(strdup(""));
}

bool cut_same_path(const struct cut_node *a, const struct cut_node *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->folder, b->folder) == 0;
}

/* The operation that says last where a path leads; NULL when none does. */
static const struct cut_op *last_word(const struct cut_node *path)
{
    const struct cut_op *last = NULL;

    for (size_t i = 0; i < log_now->count; i++) {
        const struct cut_op *op = &log_now->ops[i];
        if ((op->kind == CUT_CREATE || op->kind == CUT_DELETE) &&
            cut_same_path(&log_now->nodes[op->node], path))
            last = op;
    }
    return last;
}

/* The node a path leads to; false when there is none. */
static bool leads_to(const struct cut_node *path, size_t *node)
{
    const struct cut_op *op = last_word(path);

    if (op) {
        *node = op->content;
        return op->kind == CUT_CREATE;
    }
    for (size_t i = 0; i < log_now->node_count; i++)
        if (log_now->nodes[i].there && cut_same_path(&log_now->nodes[i], path)) {
            *node = i;
            return true;
        }
    return false;
}

bool cut_find(const char *path, size_t *node)
{
    struct cut_node wanted = {
        .name = need(strdup(last_part(path))), .folder = folder_part(path)};
    bool found = leads_to(&wanted, node);

    free(wanted.name);
    free(wanted.folder);
    return found;
}

size_t cut_add_node(const char *path)
{
    struct cut_log *log = log_now;

    log->nodes = need(realloc(log->nodes, (log->node_count + 1) * sizeof *log->nodes));
    log->nodes[log->node_count] =
        (struct cut_node){.name = need(strdup(last_part(path))), .folder = folder_part(path)};
    return log->node_count++;
}

void cut_note_link(const char *path, size_t content)
{
    cut_note(CUT_CREATE, cut_add_node(path), 0, NULL, 0);
    log_now->ops[log_now->count - 1].content = content;
}

void cut_note_delete(const char *path)
{
    size_t node;

    if (!cut_find(path, &node))
        return;
    cut_note(CUT_DELETE, cut_add_node(path), 0, NULL, 0); /* the name, whatever it led to */
}

void cut_note_folder_sync(const char *path)
{
    cut_note(CUT_FOLDER_SYNC, cut_add_node(path), 0, NULL, 0);
}

void cut_add_there(const char *path)
{
    size_t i = cut_add_node(path);
    struct cut_node *n = &log_now->nodes[i];
    FILE *f = fopen(path, "rbe");

    if (!f || fseek(f, 0, SEEK_END) != 0)
        abort();
    n->there = true;
    n->size = (size_t)ftell(f);
    n->bytes = need(malloc(n->size + 1));
    rewind(f);
    if (fread(n->bytes, 1, n->size, f) != n->size)
        abort();
    fclose(f);
}
