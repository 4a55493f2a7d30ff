/* Fields of every type on the small method, and a little world of records for references. */
#ifndef SUSUN_TESTS_TYPE_WORLD_H
#define SUSUN_TESTS_TYPE_WORLD_H

#include <stdlib.h>
#include <string.h>

#include "core/method/type.h"
#include "tests/core/method_small.h"

/* A field of any type on the small method's lists and forms. */
static inline struct field field_of(const struct method *m, enum type_id id)
{
    static const struct form *targets[3];
    static struct words label = {{"Isian", "Entry"}};
    struct field f = {
        .form = &m->forms[0], .name = "isian", .type = type_at(id), .label = label};

    targets[0] = method_form(m, "kantor");
    targets[1] = method_form(m, "orang");
    if (f.type->has_list)
        f.list = method_list(m, id == TYPE_SELECT_ONE ? "nada" : "warna");
    if (f.type->has_target)
        f.targets = targets;
    return f;
}

/* A world where "KTR-01" and the ids "u..." are records, and "dua" fits two. */
static inline enum match resolve(
    void *context, const struct field *field, const char *text, char **uid, const char **form)
{
    (void)context, (void)field;
    if (strcmp(text, "dua") == 0)
        return MATCH_SEVERAL;
    bool id =
        text[0] == '[' || (text[0] == 'u' && text[1 + strspn(text + 1, "0123456789")] == '\0');
    if (strcmp(text, "KTR-01") != 0 && !id)
        return MATCH_NONE;
    *uid = strdup(strcmp(text, "KTR-01") == 0 ? "u01" : text);
    *form = "kantor";
    return MATCH_ONE;
}

static inline struct read_context world(void)
{
    return (struct read_context){
        .today = {2026, 6, 13}, .plan_start = 2026, .resolve = resolve};
}

#endif
