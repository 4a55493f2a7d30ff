/* What the rows of a form are called: code, former code, name, title, other spellings. Read
 * once and kept; a row whose names change is read again at the next question. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"

/* One way to call a row. Ways stand in order of trust. */
enum way { WAY_ID, WAY_CODE, WAY_OLD_CODE, WAY_NAME, WAY_TITLE, WAY_ALIAS, WAYS };
struct call {
    enum way way;
    size_t row;   /* index in uids */
    char *text;   /* as it stands; NULL = the row was read again since */
    char *folded; /* in the same block */
    size_t next;  /* in the bucket, 0 = end; index + 1 */
};
struct names {
    const struct form *form;
    char *sql; /* the columns of the ways, of all rows; of one with "WHERE id = ?" behind it */
    size_t count, room, rows, row_room;
    struct call *calls;
    size_t *buckets, bucket_count; /* a power of two */
    char **uids;                   /* owned by their WAY_ID calls */
    char **dirty;                  /* ids of rows to read again */
    size_t dirty_count, dirty_room, dropped;
};

/* The field behind a way, or NULL. */
static const struct field *field_of(const struct form *form, enum way way)
{
    static const enum field_role roles[WAYS] = {
        [WAY_NAME] = ROLE_NAME, [WAY_ALIAS] = ROLE_OTHER_NAMES};

    return way == WAY_TITLE ? form_title_field(form)
           : roles[way]     ? form_role_field(form, roles[way])
                            : NULL;
}

/* FNV-1a, 64 bit. */
static size_t hash(const char *s)
{
    uint64_t h = 14695981039346656037u;

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

static void names_free(struct names *n)
{
    if (!n)
        return;
    for (size_t i = 0; i < n->count; i++)
        free(n->calls[i].text);
    for (size_t i = 0; i < n->dirty_count; i++)
        free(n->dirty[i]);
    free(n->calls);
    free(n->buckets);
    free(n->uids);
    free(n->dirty);
    sqlite3_free(n->sql);
    free(n);
}

/* Puts a call into its bucket. */
static void link_call(struct names *n, size_t i)
{
    size_t *bucket = &n->buckets[hash(n->calls[i].folded) & (n->bucket_count - 1)];

    n->calls[i].next = *bucket;
    *bucket = i + 1;
}

/* Room for one more call. */
static bool make_room(struct names *n)
{
    if (n->count < n->room)
        return true;
    size_t room = n->room ? n->room * 2 : 64;
    struct call *calls = realloc(n->calls, room * sizeof *calls);
    if (calls)
        n->calls = calls;
    size_t *buckets = calls ? calloc(room, sizeof *buckets) : NULL;
    if (!buckets)
        return false;
    free(n->buckets);
    n->buckets = buckets;
    n->room = n->bucket_count = room;
    for (size_t i = 0; i < n->count; i++)
        if (n->calls[i].text)
            link_call(n, i);
    return true;
}

/* Notes one way to call a row. An id is looked for as it stands. */
static bool add_call(struct names *n, enum way way, size_t row, const char *text)
{
    char *folded = way == WAY_ID ? strdup(text) : text_fold(text);
    size_t size = strlen(text) + 1, folded_size = folded ? strlen(folded) + 1 : 0;
    char *block = folded && make_room(n) ? malloc(size + folded_size) : NULL;

    if (block) {
        memcpy(block, text, size);
        memcpy(block + size, folded, folded_size);
        n->calls[n->count] =
            (struct call){.way = way, .row = row, .text = block, .folded = block + size};
        link_call(n, n->count++);
    }
    free(folded);
    return block != NULL;
}

/* Other spellings stand in one cell, with semicolons between them. */
static bool add_aliases(struct names *n, size_t row, const char *text)
{
    bool fine = true;

    while (fine && *text) {
        size_t size = strcspn(text, ";\n");
        char *raw = strndup(text, size), *one = raw ? text_trim(raw) : NULL;
        fine = one && (!one[0] || add_call(n, WAY_ALIAS, row, one));
        free(raw);
        free(one);
        text += size + (text[size] != '\0');
    }
    return fine;
}

/* The calls of the row the statement stands on. */
static bool add_row(struct names *n, sqlite3_stmt *stmt)
{
    const char *uid = (const char *)sqlite3_column_text(stmt, 0);
    size_t row = n->rows;
    bool fine = true;

    if (row == n->row_room) {
        size_t room = n->row_room ? n->row_room * 2 : 64;
        char **more = realloc(n->uids, room * sizeof *more);
        if (!more)
            return false;
        n->uids = more;
        n->row_room = room;
    }
    if (!uid || !add_call(n, WAY_ID, row, uid))
        return false;
    n->uids[n->rows++] = n->calls[n->count - 1].text;
    for (enum way way = WAY_CODE; fine && way < WAYS; way++) {
        const char *text = (const char *)sqlite3_column_text(stmt, (int)way);
        if (text)
            fine = way == WAY_ALIAS ? add_aliases(n, row, text) : add_call(n, way, row, text);
    }
    return fine;
}

/* Reads every row, or the one of an id. */
static bool read_rows(struct workbook *wb, struct names *n, const char *uid)
{
    char *sql = sqlite3_mprintf("%s%s", n->sql, uid ? " WHERE id = ?" : "");
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, NULL) : NULL;
    bool row = true,
         fine = stmt && (!uid || db_bind(wb->db, stmt, NULL, "t", uid) == STATUS_OK);

    while (fine && (fine = db_step(wb->db, stmt, &row, NULL) == STATUS_OK) && row)
        fine = add_row(n, stmt);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return fine;
}

/* The names of a form as nobody has asked for them yet; NULL when they cannot be read. */
static struct names *names_read(struct workbook *wb, const struct form *form)
{
    struct names *n = calloc(1, sizeof *n);
    sqlite3_str *s = sqlite3_str_new(NULL);

    if (n)
        n->form = form;
    sqlite3_str_appendall(s, "SELECT id, kode, kode_lama");
    for (enum way way = WAY_NAME; way < WAYS; way++) {
        const struct field *f = field_of(form, way);
        bool text = f && f->level != LEVEL_COMPUTED && !f->type->columns[0].suffix[0] &&
                    !(way == WAY_TITLE && f->role == ROLE_NAME);
        sqlite3_str_appendf(s, text ? ", \"%w\"" : ", NULL", text ? f->name : "");
    }
    sqlite3_str_appendf(s, " FROM main.\"%w\"", form->name);
    char *sql = sqlite3_str_finish(s);
    if (n)
        n->sql = sql;
    else
        sqlite3_free(sql);
    if (!n || !sql || !read_rows(wb, n, NULL)) {
        names_free(n);
        return NULL;
    }
    return n;
}

/* Forgets what the row of an id was called. */
static void drop_row(struct names *n, const char *uid)
{
    size_t row = SIZE_MAX;

    for (size_t i = n->bucket_count ? n->buckets[hash(uid) & (n->bucket_count - 1)] : 0; i;
         i = n->calls[i - 1].next) {
        const struct call *c = &n->calls[i - 1];
        if (c->way == WAY_ID && c->text && strcmp(c->text, uid) == 0)
            row = i - 1;
    }
    for (size_t i = row, of = row < n->count ? n->calls[row].row : 0;
         i < n->count && n->calls[i].row == of; i++) { /* a row's calls stand together */
        free(n->calls[i].text);
        n->calls[i].text = NULL;
    }
    n->dropped += row < n->count;
}

/* The names of a form as they are now; NULL when they cannot be read. */
static struct names *names_now(struct workbook *wb, const struct form *form)
{
    if (!wb->names)
        wb->names = calloc(wb->method->form_count, sizeof(struct names *));
    if (!wb->names)
        return NULL;
    struct names **n = &wb->names[form->number];
    bool fine = true;
    if (*n && (*n)->dirty_count + (*n)->dropped > (*n)->rows / 2) {
        names_free(*n);
        *n = NULL;
    }
    if (!*n)
        return *n = names_read(wb, form);
    for (size_t i = 0; fine && i < (*n)->dirty_count; i++) {
        drop_row(*n, (*n)->dirty[i]);
        fine = read_rows(wb, *n, (*n)->dirty[i]);
    }
    for (size_t i = 0; i < (*n)->dirty_count; i++)
        free((*n)->dirty[i]);
    (*n)->dirty_count = 0;
    if (!fine) {
        names_free(*n);
        *n = NULL;
    }
    return *n;
}

void names_forget(struct workbook *wb)
{
    for (size_t i = 0; wb->names && i < wb->method->form_count; i++)
        names_free(wb->names[i]);
    free(wb->names);
    wb->names = NULL;
}

void names_changed(
    struct workbook *wb, const struct form *form, const char *uid, const char *field)
{
    struct names *n = wb->names ? wb->names[form->number] : NULL;
    bool calls = n && (strcmp(field, "kode") == 0 || strcmp(field, "kode_lama") == 0);

    for (enum way way = WAY_NAME; n && !calls && way < WAYS; way++)
        calls = field_of(form, way) && strcmp(field_of(form, way)->name, field) == 0;
    if (!calls || (n->dirty_count && strcmp(n->dirty[n->dirty_count - 1], uid) == 0))
        return;
    if (n->dirty_count == n->dirty_room) {
        size_t room = n->dirty_room ? n->dirty_room * 2 : 64;
        char **more = realloc(n->dirty, room * sizeof *more);
        if (more) {
            n->dirty = more;
            n->dirty_room = room;
        }
    }
    if (n->dirty_count < n->dirty_room && (n->dirty[n->dirty_count] = strdup(uid))) {
        n->dirty_count++;
        return;
    }
    names_free(n); /* no memory to remember: read all again */
    wb->names[form->number] = NULL;
}

/* A tally of the rows that answer equally well. */
struct tally {
    size_t row, rows;
};

static void count_row(struct tally *t, size_t row)
{
    if (t->rows == 0 || t->row != row)
        t->rows++;
    t->row = row;
}

/* Calls that equal the text: to the letter, but for the case of a-z, or folded. */
static struct tally equal_calls(
    const struct names *n, const char *text, const char *folded, enum way way, int how)
{
    struct tally t = {0};

    for (size_t i = n->bucket_count ? n->buckets[hash(folded) & (n->bucket_count - 1)] : 0; i;
         i = n->calls[i - 1].next) {
        const struct call *c = &n->calls[i - 1];
        if (!c->text || c->way == WAY_ID || (way != WAYS && c->way != way))
            continue;
        if (how == 0   ? strcmp(c->text, text) == 0
            : how == 1 ? sqlite3_stricmp(c->text, text) == 0
                       : strcmp(c->folded, folded) == 0)
            count_row(&t, c->row);
    }
    return t;
}

/* Calls the text is a part of; a former code is not looked into. */
static struct tally parts(const struct names *n, const char *folded)
{
    struct tally t = {0};

    for (size_t i = 0; i < n->count; i++) {
        const struct call *c = &n->calls[i];
        if (c->text && c->way != WAY_ID && c->way != WAY_OLD_CODE && strstr(c->folded, folded))
            count_row(&t, c->row);
    }
    return t;
}

/* Fewer bytes than this are a part of too much. */
#define PART 3

enum match names_find(
    struct workbook *wb, const struct form *form, const char *text, bool exact, char **uid)
{
    char *folded = text_fold(text);
    struct names *n = folded ? names_now(wb, form) : NULL;
    struct tally t = {0};

    for (enum way way = WAY_CODE; n && exact && t.rows == 0 && way < WAYS; way++)
        for (int how = 0; t.rows == 0 && how < 2; how++)
            t = equal_calls(n, text, folded, way, how);
    if (n && !exact && folded[0])
        t = equal_calls(n, text, folded, WAYS, 2);
    if (n && !exact && t.rows == 0 && strlen(folded) >= PART)
        t = parts(n, folded);
    free(folded);
    *uid = t.rows == 1 ? strdup(n->uids[t.row]) : NULL;
    if (!n)
        return MATCH_FAILED;
    return t.rows == 0 ? MATCH_NONE : t.rows > 1 ? MATCH_SEVERAL : MATCH_ONE;
}
