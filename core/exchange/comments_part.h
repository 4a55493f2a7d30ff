/* What the files of core/exchange/comments share: a comment on its way in, and the work. */
#ifndef SUSUN_EXCHANGE_COMMENTS_PART_H
#define SUSUN_EXCHANGE_COMMENTS_PART_H

#include "core/base/text.h"
#include "core/exchange/comments.h"
#include "core/exchange/feed.h"
#include "core/exchange/lookup.h"
#include "core/exchange/match.h"
#include "core/plan/comment.h"

/* What a file says a comment is about, as it stands there; "" for what is missing. */
struct about {
    const char *form, *row, *code, *title, *field;
};
/* A comment on its way in. Texts are its own. */
struct remark {
    char *id;                /* its own, "" = none */
    const struct form *form; /* of the row it is about; NULL: about all, or unmatched */
    char *row;
    const struct field *field; /* NULL: the row as a whole */
    char *named;               /* what the file calls all that; "" = nothing */
    char **texts;              /* [comment form's count], by field; NULL = nothing given */
};
void remark_clear(const struct comment_fields *f, struct remark *r);
/* Puts a text into a field (NULL: nothing is done), behind what stands there. */
enum status remark_add(
    struct remark *r, const struct field *field, const char *text, struct error *e);
const char *remark_text(const struct remark *r, const struct field *field);

/* The work of one import. */
struct comments {
    struct workbook *wb;
    struct comment_fields f;
    const struct comments_options *options;
    struct comments_result *result;
    struct lookup *known; /* ids of comments by what they say of what */
    char region[16];
    const char *name; /* of the present file */
    char *assessor;   /* who wrote it, when its rows do not say */
    char *package;    /* of rows that name none: asked for, else the newest; NULL = none */
    bool machine;     /* its headings are those of a package */
};

/* comments_about.c: finds the row; sets `named`. */
enum status comments_find(
    struct comments *c, const struct about *about, struct remark *r, struct error *e);
/* A form by its name or title, in either language; NULL: none. */
const struct form *comments_form(const struct method *m, const char *text);

/* comments_package.c: the package that rows without one speak of; and what stood where a
 * comment belongs when its package was handed over, else now. Caller frees. */
enum status comments_newest_package(struct comments *c, struct error *e);
enum status comments_seen(
    struct comments *c, const struct remark *r, char **text, struct error *e);

/* comments_store.c: what is known at first; one comment into the workbook, unless it is there.
 */
enum status comments_learn(struct comments *c, struct error *e);
enum status comments_store(struct comments *c, struct remark *r, size_t line, struct error *e);

/* Which column of a file is which. */
enum slot_kind {
    SLOT_UNKNOWN,
    SLOT_IGNORED,
    SLOT_REGION,
    SLOT_ID,
    SLOT_CODE, /* of the row, or where that has a column of its own of the comment */
    SLOT_ABOUT,
    SLOT_ABOUT_FORM,
    SLOT_ABOUT_ROW,
    SLOT_ABOUT_CODE,
    SLOT_ABOUT_TITLE,
    SLOT_ABOUT_FIELD,
    SLOT_TEXT, /* a field of the comment */
};
struct slot {
    enum slot_kind kind;
    const struct field *field;
    char *heading; /* cleaned */
};
struct slots {
    size_t count;
    struct slot *items;
    bool machine, about, text; /* it is a package's; says what comments are about; has any */
    bool known;                /* every heading is one of comments */
};
/* comments_head.c */
enum status slots_make(struct slots *s, const struct comment_fields *f,
    const struct csv_row *header, struct error *e);
void slots_free(struct slots *s);
/* A cell as text; NULL without memory or with `flaw`: it is none. Caller frees. */
char *comments_cell(const struct csv_cell *cell, bool machine, enum text_flaw *flaw);

/* comments_beside.c: the form whose CSV has these headings, apart from those of comments (NULL:
 * none); and which columns these are. */
enum status sheet_form(
    struct comments *c, const struct slots *slots, const struct form **form, struct error *e);
enum status sheet_beside(
    const struct form *form, const struct slots *slots, bool *beside, struct error *e);
/* comments_sheet.c: the CSV of a form, with comments beside the rows. */
struct sheet;
enum status sheet_open(struct sheet **s, struct comments *c, const struct form *form,
    const struct csv_row *header, const struct slots *slots, const struct file_kind *kind,
    struct error *e);
enum status sheet_row(struct sheet *s, const struct csv_row *row, struct error *e);
void sheet_free(struct sheet *s);

/* Tells and counts. */
void comments_note(
    struct comments *c, enum comment_news news, size_t line, const char *sentence);

#endif
