/* Cells with several values: how people separate them, and the JSON array that is stored. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/type_family.h"

bool pieces_split(const char *text, const char *separators, char ***pieces, size_t *count)
{
    size_t room = 1;

    *count = 0;
    for (const char *p = text; *p != '\0'; p++)
        room += strchr(separators, *p) != NULL;
    *pieces = calloc(room, sizeof **pieces);
    for (const char *p = text; *pieces != NULL; p++) {
        size_t size = strcspn(p, separators);
        char *raw = strndup(p, size);
        char *piece = raw == NULL ? NULL : text_trim(raw);
        free(raw);
        if (piece == NULL) {
            json_list_free(*pieces, *count);
            *pieces = NULL;
            break;
        }
        if (piece[0] != '\0')
            (*pieces)[(*count)++] = piece;
        else
            free(piece);
        p += size;
        if (*p == '\0')
            break;
    }
    return *pieces != NULL;
}

/* Items being gathered, in a room made for `room` of them. */
struct gathered {
    char **items;
    size_t count, room;
    bool starved; /* memory ended on the way */
};

/* Makes room for `more` further items. */
static bool make_room(struct gathered *g, size_t more)
{
    if (g->count + more <= g->room)
        return true;
    char **grown = realloc(g->items, (g->count + more) * sizeof *grown);
    if (grown == NULL) {
        g->starved = true;
        return false;
    }
    g->items = grown;
    g->room = g->count + more;
    return true;
}

/* Reads the parts of one piece between commas; all of them are known, or nothing is taken. */
static bool take_parts(struct gathered *g, const char *piece, piece_fn *take, void *context)
{
    char **parts = NULL;
    size_t count = 0;
    size_t before = g->count;
    bool all = strchr(piece, ',') != NULL && pieces_split(piece, PIECES_SOFT, &parts, &count) &&
               make_room(g, count);

    for (size_t i = 0; all && i < count; i++) {
        char *item = take(context, parts[i]);
        all = item != NULL;
        if (all)
            g->items[g->count++] = item;
    }
    while (!all && g->count > before)
        free(g->items[--g->count]);
    json_list_free(parts, parts == NULL ? 0 : count);
    return all;
}

/* Reads every piece; the first unknown one is copied to *unknown. */
static bool take_pieces(struct gathered *g, char **pieces, size_t count, bool commas,
    piece_fn *take, void *context, char **unknown)
{
    for (size_t i = 0; i < count; i++) {
        char *item = make_room(g, 1) ? take(context, pieces[i]) : NULL;
        if (item != NULL) {
            g->items[g->count++] = item;
        } else if (g->starved || !commas || !take_parts(g, pieces[i], take, context)) {
            *unknown = strdup(pieces[i]);
            return false;
        }
    }
    return true;
}

enum outcome pieces_read(
    const char *text, piece_fn *take, void *context, struct value *value, char **unknown)
{
    struct gathered g = {0};
    char **pieces = NULL;
    char *json = NULL;
    size_t count = 0;
    const char *start = text + strspn(text, " \t\n");
    enum outcome outcome = OUTCOME_UNREAD;
    enum status s = *start == '[' ? json_to_list(start, &pieces, &count, NULL) : STATUS_DATA;
    bool is_json = s == STATUS_OK;

    *unknown = NULL;
    if (is_json || (s != STATUS_MEMORY && pieces_split(text, PIECES_HARD, &pieces, &count))) {
        if (count == 0)
            outcome = OUTCOME_EMPTY;
        else if (take_pieces(&g, pieces, count, !is_json, take, context, unknown) &&
                 json_from_list((const char *const *)g.items, g.count, &json, NULL) ==
                     STATUS_OK)
            outcome = OUTCOME_VALUE;
    }
    if (outcome == OUTCOME_VALUE)
        *value = value_text_own(json);
    if (g.starved) { /* nothing is unknown then */
        free(*unknown);
        *unknown = NULL;
    }
    json_list_free(g.items, g.count);
    json_list_free(pieces, pieces == NULL ? 0 : count);
    return outcome;
}

char *pieces_join(const struct field *field, const struct value *value,
    char *(*name)(const struct field *field, const char *item))
{
    char **items = NULL;
    size_t count = 0;

    enum status s = value->kind == VALUE_TEXT ? json_to_list(value->text, &items, &count, NULL)
                                              : STATUS_DATA;
    if (s != STATUS_OK)
        return s == STATUS_MEMORY ? NULL : type_show_text(field, value);
    char *joined = strdup("");
    for (size_t i = 0; joined != NULL && i < count; i++) {
        char *one = name(field, items[i]);
        char *longer =
            one == NULL ? NULL : text_format("%s%s%s", joined, i == 0 ? "" : " | ", one);
        free(one);
        free(joined);
        joined = longer;
    }
    json_list_free(items, count);
    return joined;
}

enum outcome pieces_machine(const struct field *field, const char *cell, struct value *value,
    bool (*fine)(const struct field *field, const char *item), struct error *why)
{
    char **items = NULL;
    char *again = NULL;
    size_t count = 0;
    enum status s = json_to_list(cell, &items, &count, NULL);
    bool same = s == STATUS_OK && count > 0;

    for (size_t i = 0; same && i < count; i++)
        same = fine(field, items[i]);
    if (same)
        s = json_from_list((const char *const *)items, count, &again, NULL);
    same = same && s == STATUS_OK && strcmp(again, cell) == 0;
    json_list_free(items, count);
    if (same)
        *value = value_text_own(again);
    else
        free(again);
    if (s == STATUS_MEMORY)
        return type_no_memory(why);
    return same ? OUTCOME_VALUE : OUTCOME_UNREAD;
}
