/* The method as data: stages, steps, facts, forms, fields and choices of one workshop method,
 * read from CSV (DESIGN.md 4). Knows nothing of workbooks or SQLite. A method is immutable once
 * loaded; every pointer lives until method_free. */
#ifndef SUSUN_METHOD_METHOD_H
#define SUSUN_METHOD_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/base/message.h"

struct type;     /* core/method/type.h */
struct arena;    /* core/method/arena.h */
struct spelling; /* core/method/match.h */

enum form_kind { FORM_SINGLE, FORM_LIST, FORM_FIXED, FORM_KEYED };
enum view {
    VIEW_FORM,
    VIEW_TABLE,
    VIEW_GRID,
    VIEW_QUADRANTS,
    VIEW_BOARD,
    VIEW_ROADMAP,
    VIEW_SCHEDULE
};
enum level { LEVEL_CORE /* pokok */, LEVEL_DETAIL /* rincian */, LEVEL_KEY, LEVEL_COMPUTED };
enum axis { AXIS_NONE, AXIS_ROW, AXIS_COL, AXIS_PAGE };
enum merge_policy { MERGE_ASK, MERGE_LATER, MERGE_UNION };

/* What a field or form means to the program (the list in doc/roles). */
enum field_role {
    ROLE_NONE,
    ROLE_NAME,
    ROLE_TITLE,
    ROLE_OTHER_NAMES,
    ROLE_PARENT,
    ROLE_DIMENSION,
    ROLE_SUB_DIMENSION,
    ROLE_GROUP_SCOPE,
    ROLE_GROUP_NUMBER,
    ROLE_OWNER,
    ROLE_YEAR_FROM,
    ROLE_YEAR_TO,
    ROLE_MONEY,
    ROLE_WEIGHT,
    ROLE_STATE,
    ROLE_SUCCESSOR,
    ROLE_REGION,
    ROLE_PLAN_START,
    ROLE_PLAN_YEARS,
    ROLE_PLAN_SHORT,
    ROLE_PLAN_MEDIUM
};
enum form_role {
    FORM_ROLE_NONE,
    FORM_ROLE_GROUP,
    FORM_ROLE_MEETING,
    FORM_ROLE_DECISION,
    FORM_ROLE_PARKING,
    FORM_ROLE_TASK,
    FORM_ROLE_COMMENT,
    FORM_ROLE_PACKAGE,
    FORM_ROLE_SHEET
};

/* A text in each language; the Indonesian one is never NULL, English may be "" (label() falls
 * back). */
struct words {
    const char *in[LANG_COUNT];
};
/* The text in the language of message_lang(), else the Indonesian one. Never NULL. */
const char *words_get(const struct words *w);

struct choice {
    const char *name;
    struct words label;
    const char *parent;   /* "" or the name of a choice of another list */
    const char **aliases; /* NULL terminated */
    bool retired;         /* of an older version: shown where it was chosen, not offered */
};
struct choice_list {
    const char *name;
    size_t count;
    const struct choice *choices;
    const char **refused; /* NULL terminated spellings that belong to no choice (answer names
                             them all) */
    size_t spelling_count;
    const struct spelling *spellings; /* for list_match (core/method/match.h) */
};

struct form;
struct field {
    const struct form *form;
    const char *name;
    const struct type *type;
    const struct choice_list *list; /* select_one, select_multiple; "@steps" is a list too */
    const struct form **targets;    /* ref, ref_multiple: NULL terminated; NULL otherwise */
    struct words label, shorter, hint,
        section; /* "" = none; a short label that is not given is the label, cut */
    struct words good, bad, who; /* examples.csv: one line each, "" where it says nothing */
    enum level level;
    bool required, personal, readonly;
    bool retired; /* of an older version of the method: kept and shown, not asked for */
    const char *relevant, *fallback /* column default */, *computed; /* SQL expressions or "" */
    const struct field
        *filter; /* choice_filter: choices whose parent is this field's value; or NULL */
    bool has_min, has_max;
    double min, max;
    const char *unit; /* "" */
    enum axis axis;
    enum merge_policy merge;
    enum field_role role;
    const char **aliases; /* NULL terminated */
    size_t number;        /* index in form->fields */
};
struct form {
    const char *name;
    enum form_kind kind;
    enum view view;
    const char *prefix;             /* "" = no codes; "P"; "{field}" or "S{field}" */
    const struct choice_list *rows; /* fixed forms */
    const struct stage *stage;
    struct words title;
    enum merge_policy merge;
    const struct field *scope; /* or NULL */
    enum form_role role;
    size_t count;
    struct field *fields; /* [count], in file order */
    size_t key_count;     /* keyed forms: fields of LEVEL_KEY come in field order */
    size_t number;        /* index in method->forms */
    bool retired;         /* of an older version: its rows are kept, none is added */
    bool dimensional;     /* what form_is_dimensional answers */
    int since;            /* one of the engine's own (core/method/engine.h): the storage format
                           * that has it first; 0 = a form of the method */
};
/* How a row of one form becomes a row of another (promote.csv). */
struct promotion {
    const struct form *from, *to;  /* lists */
    const struct field *when;      /* a choice of `from` that asks for it, or NULL */
    const char *choice;            /* ... when it is this one; "" without `when` */
    const struct field *link;      /* a ref of `to` to `from`, or else of `from` to `to` */
    size_t count;                  /* fields that are carried over */
    const struct field **given;    /* [count] of `from` */
    const struct field **received; /* [count] of `to` */
};
/* A column of the heat map (heat.csv). */
struct heat_column {
    struct words heading;    /* at most 12 cells */
    const struct form *form; /* a list: where its rows are */
    bool money;              /* amounts are summed; else rows are counted */
    const char *sql;         /* gives dimension, id, and for money the amount */
};
struct fact {
    const struct step *step;
    struct words text;
    const char *sql;
};
/* What helps with a step, from guide/LANGUAGE/STEP.md: four parts in this order, each under a
 * heading in the language's own word. */
enum guide_part { GUIDE_WHO, GUIDE_NEEDS, GUIDE_HOW, GUIDE_EXAMPLE, GUIDE_PARTS };
struct guide {
    const char *headings[GUIDE_PARTS]; /* at most CARD_LABEL - 1 cells */
    const char **lines[GUIDE_PARTS];   /* NULL terminated, each at most CARD_TEXT cells */
};
/* The step card (FIELD.md 10): two columns of these cells, at most so many lines with head and
 * facts. */
#define CARD_LABEL 9
#define CARD_TEXT 35
#define CARD_FACT 5 /* cells before a fact: "[x]" between blanks */
#define CARD_LINES 19

/* How much a finding matters: it has to be mended, looked at, or thought about (checks.csv:
 * perbaiki, cek, saran). */
enum check_level { CHECK_MEND, CHECK_LOOK, CHECK_ADVICE, CHECK_LEVELS };
/* A question to the workbook whose answers are what breaks it (DESIGN.md 4): each row is one
 * finding. */
struct check {
    const char *name;        /* "R05", once in the method */
    const struct step *step; /* from which it counts; NULL = from the first row on ("*") */
    enum check_level level;
    const struct form *form;   /* it is about, or NULL */
    const struct field *field; /* of that form, or NULL */
    struct words message;      /* with {kode}, {a}, {b}, {c} */
    const char *sql;           /* gives form, id, field, a, b, c; "" for one of the engine's */
    int engine; /* 1 + enum engine_check (core/method/engine.h); 0 = the method's */
};

struct step {
    const char *name; /* "2.5" */
    const struct stage *stage;
    struct words title, purpose;
    int minutes;
    const struct form **forms;              /* NULL terminated */
    const char *screen;                     /* "" */
    const struct guide *guides[LANG_COUNT]; /* NULL = none */
    size_t fact_count;
    const struct fact *facts;
};
struct stage {
    const char *name;
    struct words title;
    const char *open, *closed; /* SQL or "" */
    size_t count;
    const struct step *steps;
};
/* A number about the whole plan (summary.csv), for who looks at many plans. */
struct figure {
    const char *name; /* of its column in ringkasan.csv */
    struct words title;
    const char *schema; /* Table Schema type: "string", "integer" or "number" */
    const char *sql;    /* gives one cell */
};
/* A sheet of the package for people (sheets.csv). */
enum sheet_kind { SHEET_ROWS, SHEET_FINDINGS };
#define SHEET_YEAR "{year}" /* in a heading: a column for each year */
struct method_sheet {
    const char *name; /* of its file */
    enum sheet_kind kind;
    const char *sql; /* of SHEET_ROWS: its rows; the names of the columns are the headings */
};
struct method {
    const char *name;
    int version;
    struct words title, source;
    size_t stage_count, form_count, list_count;
    const struct stage *stages;
    struct form *forms;
    const struct choice_list *lists;
    size_t check_count; /* the engine's stand behind those of the method */
    const struct check *checks;
    size_t promotion_count;
    const struct promotion *promotions;
    size_t heat_count;
    const struct heat_column *heat;
    size_t figure_count;
    const struct figure *figures;
    size_t sheet_count;
    const struct method_sheet *sheets;
    char hash[65];        /* SHA-256 over the files in sorted path order (path, size, bytes) */
    struct arena *memory; /* everything above lives here */
};

void method_free(struct method *m);

/* Look-ups; NULL when absent. */
const struct form *method_form(const struct method *m, const char *name);
const struct choice_list *method_list(const struct method *m, const char *name);
const struct field *form_field(const struct form *f, const char *name);
/* First field with a role, or NULL. */
const struct field *form_role_field(const struct form *f, enum field_role role);
/* The field that best names a record: role title, else name, else the first text field; NULL
 * for none. */
const struct field *form_title_field(const struct form *f);
const struct check *method_check(const struct method *m, const char *name);
const struct step *method_step(const struct method *m, const char *name);
/* The first step that works on a form; NULL: none does. */
const struct step *form_first_step(const struct method *m, const struct form *f);
/* "perbaiki", "cek", "saran". */
const char *check_level_name(enum check_level level);
const struct form *method_form_of_role(const struct method *m, enum form_role role);
/* The single form that carries the plan: the one with a field of role region. */
const struct form *method_plan_form(const struct method *m);

/* The field that says where a record of this form stands (role dimension), or the
 * sub-dimension's parent list; true when codes of this form wait for a dimension: it has a
 * field of role dimension or sub_dimension, or its references to one row of a list (in field
 * order, not to itself) lead to a form that has, directly or over others. */
bool form_is_dimensional(const struct form *f);

/* The step's guide in the language of message_lang(), else the Indonesian one, else NULL. */
const struct guide *step_guide(const struct step *step);

/* Choice by machine name, also a retired one; NULL when absent. */
const struct choice *list_choice(const struct choice_list *l, const char *name);
/* How a typed text was matched against a list: name, label (either language), alias, then a
 * unique prefix of at least three letters; all folded (text_fold). *found is set for MATCH_ONE
 * only. MATCH_FAILED: nobody can say, as memory ended while looking. */
enum match { MATCH_NONE, MATCH_ONE, MATCH_SEVERAL, MATCH_REFUSED, MATCH_FAILED };
enum match list_match(
    const struct choice_list *l, const char *text, const struct choice **found);

#endif
