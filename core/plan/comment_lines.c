/* Comments beside the field they are about. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/comment_part.h"
#include "core/store/db.h"

char *comment_change_text(const struct comment *c)
{
    const char *label = c->field ? words_get(&c->field->label) : "";

    if (!c->changed)
        return NULL;
    return text_format(_("Since then changed: %s%s%s -> %s"), label, label[0] ? " " : "",
        c->seen, c->now[0] ? c->now : _("(empty)"));
}

void comment_lines_free(char **lines, size_t count)
{
    for (size_t i = 0; lines && i < count; i++)
        free(lines[i]);
    free(lines);
}

/* Adds a line and takes it over. */
static enum status add(char ***lines, size_t *count, char *line, struct error *e)
{
    char **more = line ? realloc(*lines, (*count + 1) * sizeof *more) : NULL;

    if (!more) {
        free(line);
        return error_memory(e);
    }
    *lines = more;
    more[(*count)++] = line;
    return STATUS_OK;
}

/* The ids of the comments on a field of a row. */
static enum status find_ids(struct workbook *wb, const struct comment_fields *f,
    const struct form *form, const char *uid, const struct field *field, char ***ids,
    size_t *count, struct error *e)
{
    const struct type_column *c = f->about->type->columns;
    const char *name = f->about->name;
    char *sql = sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE \"%w%s\" = ? AND \"%w%s\" = ?"
                                " AND coalesce(\"%w%s\", '') = ? ORDER BY urutan, id",
        f->form->name, name, c[0].suffix, name, c[1].suffix, name, c[2].suffix);
    enum status s = sql ? db_texts(workbook_db(wb), ids, count, e, sql, "ttt", form->name, uid,
                              field ? field->name : "")
                        : error_memory(e);

    sqlite3_free(sql);
    return s;
}

/* The lines of one comment, with the names of all who say it. */
static enum status add_comment(const struct comment_fields *f, const struct comment *c,
    const char *names, char ***lines, size_t *count, struct error *e)
{
    const struct choice *state = comment_state(f, c->state);
    char *change = comment_change_text(c);
    enum status s = c->changed && !change ? error_memory(e) : STATUS_OK;

    if (s == STATUS_OK)
        s = add(lines, count,
            text_format("%s%s%s%s%s%s: %s", c->kind, c->kind[0] && names[0] ? ", " : "", names,
                state ? " (" : "", state ? words_get(&state->label) : "", state ? ")" : "",
                c->text),
            e);

    if (s == STATUS_OK && c->proposal[0])
        s = add(lines, count, text_format(_("Proposes: %s"), c->proposal), e);
    if (s == STATUS_OK && c->answer[0])
        s = add(lines, count, text_format(_("Answer: %s"), c->answer), e);
    if (s == STATUS_OK && change) {
        s = add(lines, count, change, e);
        change = NULL;
    }
    free(change);
    return s;
}

/* Whether two comments on one field read alike. */
static bool reads_alike(const struct comment *a, const struct comment *b)
{
    return strcmp(a->text, b->text) == 0 && strcmp(a->proposal, b->proposal) == 0 &&
           strcmp(a->kind, b->kind) == 0 && strcmp(a->answer, b->answer) == 0 &&
           a->state == b->state;
}

/* The lines of all of them, those that read alike together. */
static enum status add_all(const struct comment_fields *f, const struct comment *list,
    size_t have, char ***lines, size_t *count, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < have; i++) {
        char *names = strdup(list[i].assessor);
        bool told = false;
        for (size_t k = 0; names && k < have; k++) {
            if (k == i || !reads_alike(&list[i], &list[k]))
                continue;
            told = told || k < i;
            char *longer = text_format(
                "%s%s%s", names, names[0] && list[k].assessor[0] ? ", " : "", list[k].assessor);
            free(names);
            names = longer;
        }
        s = !names ? error_memory(e)
            : told ? STATUS_OK
                   : add_comment(f, &list[i], names, lines, count, e);
        free(names);
    }
    return s;
}

enum status comment_lines(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, char ***lines, size_t *count, struct error *e)
{
    struct comment_fields f;
    struct comment *list = NULL;
    char **ids = NULL;
    size_t have = 0, read = 0;

    *lines = NULL;
    *count = 0;
    if (!comment_fields_find(workbook_method(wb), &f))
        return STATUS_OK;
    enum status s = find_ids(wb, &f, form, uid, field, &ids, &have, e);
    if (s == STATUS_OK && have && !(list = calloc(have, sizeof *list)))
        s = error_memory(e);
    while (s == STATUS_OK && read < have) {
        s = comment_read(wb, &f, ids[read], &list[read], e);
        read += s == STATUS_OK;
    }
    if (s == STATUS_OK)
        s = add_all(&f, list, read, lines, count, e);
    if (s != STATUS_OK) {
        comment_lines_free(*lines, *count);
        *lines = NULL;
        *count = 0;
    }
    comments_free(list, read);
    db_texts_free(ids, have);
    return s;
}
