/* What the families of types (type_text.c, type_number.c, ...) give to the table in type.c, and
 * the few things they share. Internal to core/method. */
#ifndef SUSUN_METHOD_TYPE_FAMILY_H
#define SUSUN_METHOD_TYPE_FAMILY_H

#include "core/method/type.h"

typedef enum outcome read_fn(const struct field *field, const char *text,
    const struct read_context *context, struct value *value, struct value *other,
    struct error *why);
typedef enum status split_fn(
    const struct value *value, struct value columns[LIMIT_COLUMNS], struct error *e);
typedef char *show_fn(const struct field *field, const struct value *value);
typedef enum outcome machine_fn(const struct field *field, const char *const *cells,
    struct value *value, struct error *why);

/* type.c: a sentence whose two %s are the field's label and the (shortened) text. */
enum outcome type_unread(
    struct error *why, const char *sentence, const struct field *field, const char *text);
/* "Label: "text" can mean A or B": takes over both readings (NULL = no memory). */
enum outcome type_ask(
    struct error *why, const struct field *field, const char *text, char *one, char *two);
/* Memory is gone: the text stays as typed. */
enum outcome type_no_memory(struct error *why);
/* A text of our own as outcome ("" is EMPTY); takes it over, NULL is no memory. */
enum outcome type_text_outcome(char *text, struct value *value, struct error *why);
/* The stored text itself, or "" for another kind. */
show_fn type_show_text;
/* One column: the stored value. */
split_fn type_split_same;

/* type_pieces.c: what a person separated by "|", ";" or a new line, trimmed, without empty
 * ones. false without memory; json_list_free afterwards. */
bool pieces_split(const char *text, const char *separators, char ***pieces, size_t *count);
#define PIECES_HARD "|;\n"
#define PIECES_SOFT "|;\n,"
/* How one piece is read; the stored item is new, NULL when it is not known. */
typedef char *piece_fn(void *context, const char *piece);
/* Reads a cell with several values through `take`: a JSON array, or pieces. Sets *value to the
 * JSON array; on UNREAD *unknown is the piece nobody knew (caller frees; NULL = no memory). */
enum outcome pieces_read(
    const char *text, piece_fn *take, void *context, struct value *value, char **unknown);
/* The items of a stored JSON array joined for a person; `name` gives the text of an item (new).
 */
char *pieces_join(const struct field *field, const struct value *value,
    char *(*name)(const struct field *field, const char *item));
/* A cell that is exactly what json_from_list writes of at least one item; `fine` may refuse
 * items. */
enum outcome pieces_machine(const struct field *field, const char *cell, struct value *value,
    bool (*fine)(const struct field *field, const char *item), struct error *why);

read_fn read_text, read_multiline, read_measure;
split_fn split_measure;
machine_fn machine_text, machine_multiline;

read_fn read_integer, read_decimal, read_money, read_percent;
show_fn show_integer, show_decimal, show_money, show_percent;
machine_fn machine_integer, machine_real;

read_fn read_year, read_period, read_date, read_time;
split_fn split_period;
show_fn show_year, show_period, show_date, show_time, edit_period, edit_date;
machine_fn machine_year, machine_period, machine_date, machine_time;

extern const char *const yesno_stored[];
read_fn read_yesno, read_select_one, read_select_multiple;
show_fn show_yesno, show_select_one, show_select_multiple, edit_select_one,
    edit_select_multiple;
machine_fn machine_yesno, machine_select_one, machine_select_multiple;

read_fn read_ref, read_ref_multiple, read_any_ref;
split_fn split_any_ref;
show_fn show_ref_multiple, show_any_ref, edit_ref_multiple;
machine_fn machine_ref, machine_ref_multiple, machine_any_ref;

#endif
