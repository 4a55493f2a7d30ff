#include "tests/fault/group_method.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/source.h"
#include "core/store/action.h"
#include "tests/fault/workload.h"
#include "tests/property/sample_method.h"

/* What the files of the sample's method say besides. */
static const struct {
    const char *path, *text;
} more[] = {
    {"forms.csv", "rombongan,list,table,,,satu,Rombongan,,,group\n"},
    {"fields.csv", "rombongan,nomor,integer,Nomor,pokok,,1,9,group_number,\n"
                   "rombongan,nama,text,Nama,pokok,,,,title,\n"
                   "rombongan,lingkup,select_multiple aspek,Lingkup,pokok,,,,group_scope,\n"},
    {"steps.csv", "satu,1.2,Membagi,10,Rombongan terbagi,rombongan,\n"},
};

/* The method; the caller's. */
static enum status method_with_groups(struct source *to, struct error *e)
{
    struct source from;
    enum status s = sample_method(&from, e);

    if (s == STATUS_OK)
        s = source_begin(to, "contoh", e);
    for (size_t i = 0; s == STATUS_OK && i < from.count; i++) {
        const struct source_file *f = &from.files[i];
        const char *behind = "";
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
            behind = strcmp(more[k].path, f->path) == 0 ? more[k].text : behind;
        char *text = text_format("%s%s", f->bytes, behind);
        s = text ? source_add(to, f->path, text, strlen(text), e) : error_memory(e);
        free(text);
    }
    source_free(&from);
    return s;
}

enum status group_workbook(const char *path, const int *numbers, struct error *e)
{
    struct source source = {0};
    struct workbook *wb = NULL;
    char uid[64];
    enum status s = method_with_groups(&source, e);

    if (s == STATUS_OK)
        s = workbook_new(path, &source, "73.22", 2026, 10, &workload_person, e);
    if (s == STATUS_OK)
        s = workbook_open(&wb, path, WORKBOOK_WRITE, &workload_person, e);
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_EDIT, e);
    for (; s == STATUS_OK && *numbers; numbers++) {
        const struct form *form = method_form_of_role(workbook_method(wb), FORM_ROLE_GROUP);
        const struct field *number = form_role_field(form, ROLE_GROUP_NUMBER);
        const struct value v = value_integer(*numbers);
        s = action_create(wb, form, NULL, NULL, uid, e);
        if (s == STATUS_OK)
            s = action_set(wb, form, uid, number->name, &v, NULL, e);
    }
    if (s == STATUS_OK)
        s = action_commit(wb, e);
    workbook_close(wb);
    source_free(&source);
    return s;
}
