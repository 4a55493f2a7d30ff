/* The engine's own forms, added behind those of the method. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/engine.h"
#include "core/method/load_part.h"
#include "core/method/type.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SHORT_CELLS 12
#define STATUS_LIST "@status" /* no list of a method can be called so */
#define STEPS_LIST "@steps"

/* A field as the table below describes it; texts are msgids. */
struct plan_field {
    const char *name;
    enum type_id type;
    const char *list, *label, *hint;
    enum level level;
    enum field_role role;
    bool readonly;
};

static const struct plan_field mark_fields[] = {
    [MARK_NAME] = {"nama_tonggak", TYPE_TEXT, NULL, N_("Name of the mark"),
        N_("For example: after Bimtek II."), LEVEL_CORE, ROLE_TITLE, false},
    [MARK_DAY] = {"tgl_tonggak", TYPE_DATE, NULL, N_("Day"), N_("The day the mark was made."),
        LEVEL_CORE, ROLE_NONE, false},
    [MARK_NOTE] = {"catatan_tonggak", TYPE_MULTILINE, NULL, N_("Note"), N_("Why it was made."),
        LEVEL_CORE, ROLE_NONE, false},
    [MARK_HELD] = {"isi_tonggak", TYPE_MULTILINE, NULL, N_("Changes held"),
        N_("Filled by the program; it does not change."), LEVEL_DETAIL, ROLE_NONE, true},
};
static const struct plan_field waiver_fields[] = {
    [WAIVER_CHECK] = {"pemeriksaan", TYPE_TEXT, NULL, N_("Check"), N_("Filled by the program."),
        LEVEL_CORE, ROLE_TITLE, true},
    [WAIVER_FORM] = {"pada_form", TYPE_TEXT, NULL, N_("Form"), N_("Filled by the program."),
        LEVEL_CORE, ROLE_NONE, true},
    [WAIVER_ROW] = {"pada_id", TYPE_TEXT, NULL, N_("Row"), N_("Filled by the program."),
        LEVEL_CORE, ROLE_NONE, true},
    [WAIVER_REASON] = {"alasan_abai", TYPE_MULTILINE, NULL, N_("Reason"),
        N_("Why nothing has to be mended here."), LEVEL_CORE, ROLE_NONE, false},
};
static const struct plan_field step_fields[] = {
    [STEP_STATUS] = {"status_langkah", TYPE_SELECT_ONE, STATUS_LIST, N_("Status"),
        N_("Your own word; it counts for more than what is counted."), LEVEL_CORE, ROLE_NONE,
        false},
    [STEP_NOTE] = {"catatan_langkah", TYPE_MULTILINE, NULL, N_("Note"),
        N_("What the next person should know about this step."), LEVEL_CORE, ROLE_NONE, false},
};

static const struct {
    const char *name;
    enum form_kind kind;
    enum view view;
    const char *title;
    enum merge_policy merge;
    int since;
    size_t count;
    const struct plan_field *fields;
} plan[ENGINE_FORMS] = {
    [ENGINE_MARK] = {"tonggak", FORM_LIST, VIEW_TABLE, N_("Marks"), MERGE_ASK, 2,
        COUNT(mark_fields), mark_fields},
    [ENGINE_WAIVER] = {"pengecualian", FORM_LIST, VIEW_TABLE, N_("Findings put aside"),
        MERGE_ASK, 2, COUNT(waiver_fields), waiver_fields},
    [ENGINE_STEP] = {"langkah", FORM_FIXED, VIEW_FORM, N_("Step"), MERGE_LATER, 2,
        COUNT(step_fields), step_fields},
};

/* In the order of enum step_word. */
static const struct {
    const char *name, *label;
} status_choices[] = {
    [STEP_SAID_OPEN] = {"belum", N_("not begun")},
    [STEP_SAID_BEGUN] = {"dikerjakan", N_("under way")},
    [STEP_SAID_DONE] = {"selesai", N_("done")},
    [STEP_SAID_NOT_NEEDED] = {"tidak_perlu", N_("not needed")},
};

static const char *const none[] = {NULL};

/* A msgid in both languages. */
static struct words both(const char *msgid)
{
    return (struct words){{[LANG_ID] = message_in(LANG_ID, msgid), [LANG_EN] = msgid}};
}

/* The label as far as it fits over a column. */
static struct words short_words(struct loader *l, const struct words *label)
{
    struct words w;

    for (int lang = 0; lang < LANG_COUNT; lang++) {
        char *cut = text_cut(label->in[lang], SHORT_CELLS, false);
        l->no_memory = l->no_memory || cut == NULL;
        w.in[lang] = cut == NULL ? "" : arena_text(l->arena, cut);
        free(cut);
    }
    return w;
}

/* The list of what can be said of a step. */
static enum status add_status_list(struct loader *l)
{
    struct choice *choices = arena_take(l->arena, COUNT(status_choices), sizeof *choices);
    struct choice_list *list = (struct choice_list *)&l->m->lists[l->m->list_count];

    if (choices == NULL)
        return error_memory(l->e);
    for (size_t i = 0; i < COUNT(status_choices); i++)
        choices[i] = (struct choice){
            .name = status_choices[i].name,
            .label = both(status_choices[i].label),
            .parent = "",
            .aliases = (const char **)none,
        };
    *list = (struct choice_list){.name = STATUS_LIST,
        .count = COUNT(status_choices),
        .choices = choices,
        .refused = (const char **)none};
    l->m->list_count++;
    return load_spellings(l, list);
}

/* One field of one form. */
static void add_field(struct loader *l, struct form *form, const struct plan_field *p)
{
    struct field *f = &form->fields[form->count];

    *f = (struct field){
        .form = form,
        .name = p->name,
        .type = type_at(p->type),
        .list = p->list == NULL ? NULL : method_list(l->m, p->list),
        .label = both(p->label),
        .hint = both(p->hint),
        .section = {{"", ""}},
        .level = p->level,
        .readonly = p->readonly,
        .relevant = "",
        .fallback = "",
        .computed = "",
        .unit = "",
        .merge = form->merge,
        .role = p->role,
        .aliases = (const char **)none,
        .number = form->count++,
    };
    f->shorter = short_words(l, &f->label);
}

enum status load_engine(struct loader *l)
{
    enum status status = add_status_list(l);

    for (size_t i = 0; status == STATUS_OK && i < ENGINE_FORMS; i++) {
        struct form *form = &l->m->forms[l->m->form_count];
        *form = (struct form){
            .name = plan[i].name,
            .kind = plan[i].kind,
            .view = plan[i].view,
            .prefix = "",
            .rows = plan[i].kind == FORM_FIXED ? method_list(l->m, STEPS_LIST) : NULL,
            .title = both(plan[i].title),
            .merge = plan[i].merge,
            .since = plan[i].since,
            .fields = arena_take(l->arena, plan[i].count, sizeof *form->fields),
            .number = l->m->form_count,
        };
        if (form->fields == NULL)
            return error_memory(l->e);
        for (size_t k = 0; k < plan[i].count; k++)
            add_field(l, form, &plan[i].fields[k]);
        l->m->form_count++;
    }
    return status;
}

const struct form *engine_form(const struct method *m, enum engine_form which)
{
    return &m->forms[m->form_count - ENGINE_FORMS + (size_t)which];
}

const struct field *engine_field(const struct method *m, enum engine_form which, int field)
{
    return &engine_form(m, which)->fields[field];
}
