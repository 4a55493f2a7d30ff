#include "core/exchange/columns.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/personal.h"
#include "core/method/type.h"

/* Adds a column; takes ownership of the heading, also when it fails. */
static enum status add(struct columns *c, enum column_kind kind, const struct field *field,
    size_t part, char *heading, struct error *e)
{
    struct column *items = heading ? realloc(c->items, (c->count + 1) * sizeof *items) : NULL;

    if (!items) {
        free(heading);
        return error_memory(e);
    }
    c->items = items;
    c->items[c->count++] =
        (struct column){.kind = kind, .field = field, .part = part, .heading = heading};
    return STATUS_OK;
}

/* The SQL columns of a field, then what tells people where a reference leads. */
static enum status add_machine(struct columns *c, const struct field *f, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < f->type->column_count; i++)
        s = add(
            c, COLUMN_PART, f, i, text_format("%s%s", f->name, f->type->columns[i].suffix), e);
    if (f->type->id != TYPE_REF && f->type->id != TYPE_ANY_REF)
        return s;
    if (s == STATUS_OK)
        s = add(c, COLUMN_REF_CODE, f, 0, text_format("%s_kode", f->name), e);
    if (s == STATUS_OK)
        s = add(c, COLUMN_REF_TITLE, f, 0, text_format("%s_judul", f->name), e);
    return s;
}

/* What a field's numbers are counted in, "" for none. */
static const char *unit_of(const struct field *f)
{
    if (f->unit && f->unit[0])
        return f->unit;
    return f->type->id == TYPE_MONEY ? "Rp" : f->type->id == TYPE_PERCENT ? "%" : "";
}

char *columns_label(const struct field *field, const char *label)
{
    const char *unit = unit_of(field);
    size_t size = strlen(label);

    if (!unit[0] || (size && label[size - 1] == ')'))
        return strdup(label);
    return text_format("%s (%s)", label, unit);
}

/* Engine columns in front; Excel's readers get the code in front and the long id at the end. */
static enum status add_engine(
    struct columns *c, const struct dialect *dialect, bool front, struct error *e)
{
    static const struct {
        enum column_kind kind;
        const char *heading;
        bool machine_front, excel_front, excel;
    } engine[] = {
        {COLUMN_REGION, HEADING_REGION, true, false, false},
        {COLUMN_ID, HEADING_ID, true, false, true},
        {COLUMN_CODE, HEADING_CODE, true, true, true},
        {COLUMN_OLD_CODE, HEADING_OLD_CODE, true, true, true},
    };
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof engine / sizeof *engine; i++) {
        bool here = dialect->labels ? engine[i].excel && engine[i].excel_front == front
                                    : engine[i].machine_front == front;
        if (here)
            s = add(c, engine[i].kind, NULL, 0, strdup(engine[i].heading), e);
    }
    return s;
}

enum status columns_make(struct columns *c, const struct form *form,
    const struct dialect *dialect, bool personal, struct error *e)
{
    *c = (struct columns){0};
    enum status s = add_engine(c, dialect, true, e);

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (!personal && personal_field(f))
            continue;
        if (dialect->labels)
            s = add(c, COLUMN_WHOLE, f, 0, columns_label(f, words_get(&f->label)), e);
        else
            s = add_machine(c, f, e);
    }
    if (s == STATUS_OK)
        s = add_engine(c, dialect, false, e);
    return s;
}

void columns_free(struct columns *c)
{
    for (size_t i = 0; i < c->count; i++)
        free(c->items[i].heading);
    free(c->items);
    *c = (struct columns){0};
}
