/* The types of fields, one row each in one table: how a person's text is read, how a stored
 * value is shown, which SQL columns and CSV cells it makes. A *stored value* is what the
 * journal keeps in edit.value: integer, real or text (canonical form). References are read by
 * the caller's resolver, because only a workbook knows its records. */
#ifndef SUSUN_METHOD_TYPE_H
#define SUSUN_METHOD_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/date.h"
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/method/method.h"

enum value_kind { VALUE_NULL = 0, VALUE_INTEGER, VALUE_REAL, VALUE_TEXT };
/* A stored value. Text is owned by the value. */
struct value {
    enum value_kind kind;
    int64_t integer;
    double real;
    char *text;
};
void value_clear(struct value *v);
enum status value_copy(struct value *to, const struct value *from, struct error *e);
/* Equal kind and content (text bytewise). */
bool value_equal(const struct value *a, const struct value *b);
/* Takes ownership of heap text. */
struct value value_text_own(char *text);
struct value value_integer(int64_t n);
struct value value_real(double x);

enum type_id {
    TYPE_TEXT,
    TYPE_MULTILINE,
    TYPE_INTEGER,
    TYPE_DECIMAL,
    TYPE_MONEY,
    TYPE_PERCENT,
    TYPE_MEASURE,
    TYPE_YEAR,
    TYPE_PERIOD,
    TYPE_DATE,
    TYPE_TIME,
    TYPE_YESNO,
    TYPE_SELECT_ONE,
    TYPE_SELECT_MULTIPLE,
    TYPE_REF,
    TYPE_REF_MULTIPLE,
    TYPE_ANY_REF
};

/* One SQL column of a field: its name is the field's name plus suffix. */
struct type_column {
    const char *suffix; /* "", "_mulai", "_angka" ... */
    const char *sql;    /* "INTEGER", "REAL", "TEXT" */
    const char *schema; /* Table Schema type: "integer", "number", "string", "date", "year",
                           "array" ... */
    const char *format; /* its Table Schema format; NULL = the usual one */
};

/* What reading needs to know of the world. */
struct read_context {
    struct date today;
    int plan_start; /* 0 unknown */
    /* Finds a record by what a person types (id, code, title, alias): sets *uid (caller frees)
     * and *form (its form name, borrowed) and returns MATCH_*; several -> MATCH_SEVERAL. May be
     * NULL: then references are not understood. */
    enum match (*resolve)(void *context, const struct field *field, const char *text,
        char **uid, const char **form);
    void *context;
    /* Choices allowed now: NULL, or the filter field's present value (choice_filter). */
    const char *parent;
};

/* What came of reading a text. */
enum outcome {
    OUTCOME_VALUE,  /* *value is set */
    OUTCOME_EMPTY,  /* blank: the cell is to be empty */
    OUTCOME_ASK,    /* two meanings: *value and *other; stays as typed until chosen */
    OUTCOME_UNREAD, /* not understood: stays as typed, `why` says how to mend it */
};

struct type {
    enum type_id id;
    const char *name; /* as in fields.csv: "text", "select_one" ... */
    bool has_list, has_target;
    bool numeric;   /* right-aligned, summable */
    bool multiline; /* edited in the multi-line editor */
    size_t column_count;
    struct type_column columns[LIMIT_COLUMNS];
    const char *const *words; /* all it ever stores, up to a NULL; NULL = no such few */
    /* Text a person typed (already text_clean) -> stored value. `why` receives one translated
     * sentence for ASK and UNREAD. */
    enum outcome (*read)(const struct field *field, const char *text,
        const struct read_context *context, struct value *value, struct value *other,
        struct error *why);
    /* Stored value -> its SQL column values [column_count]; caller clears each. */
    enum status (*split)(
        const struct value *value, struct value columns[LIMIT_COLUMNS], struct error *e);
    /* Stored value -> text for a person (labels, separators, no reference look-up: ids as they
     * are). Caller frees. */
    char *(*show)(const struct field *field, const struct value *value);
    /* Stored value -> text that `read` gives back as the same value (for editing in place).
     * Caller frees. */
    char *(*edit)(const struct field *field, const struct value *value);
    /* What type_read_machine does for this type. */
    enum outcome (*machine)(const struct field *field, const char *const *cells,
        struct value *value, struct error *why);
};

const struct type *type_named(const char *name);
/* i-th row of the table, NULL past the end. */
const struct type *type_at(size_t i);

/* Machine form (CSV) of one column value and back; exact: read_machine(machine(v)) == v.
 * Integer and real in C notation, text as it is. Caller frees. */
char *value_machine(const struct value *column_value);
/* From the machine CSV's columns of a field to the stored value; OUTCOME_UNREAD when they are
 * not what an export writes, or, with a sentence in `why` (may be NULL), for want of memory.
 * cells[i] may be "" (NULL column). References are taken as uids. */
enum outcome type_read_machine(const struct field *field,
    const char *const cells[LIMIT_COLUMNS], struct value *value, struct error *why);

/* JSON arrays of strings, the stored form of multi values. Names/uids in order given, no
 * repeats. */
enum status json_from_list(
    const char *const *items, size_t count, char **json, struct error *e);
/* Items and array are the caller's: json_list_free. STATUS_DATA when it is not an array of
 * strings (integers become their digits). */
enum status json_to_list(const char *json, char ***items, size_t *count, struct error *e);
void json_list_free(char **items, size_t count);
/* As json_from_list, but keeps repeats: for arrays whose places have a meaning (any_ref, keys).
 */
enum status json_from_places(
    const char *const *items, size_t count, char **json, struct error *e);

/* What is odd about a value that was read: a number out of its bounds (min, max), a measure
 * whose number has two meanings. NULL or a sentence that names them; caller frees. It informs
 * only. */
char *field_range_hint(const struct field *field, const struct value *value);

#endif
