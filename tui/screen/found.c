#include "tui/screen/found.h"

#include "core/base/text.h"
#include "tui/screen/findings.h"

bool found_work(struct app *app)
{
    const struct step *step = NULL;
    enum findings_scope scope = findings_looked_at(app, &step);
    struct beside *beside = app_beside(app);

    return beside != NULL && beside_work(beside, scope, step);
}

const struct finding *found_of_row(
    struct app *app, const struct form *form, const char *uid, size_t i)
{
    const struct beside *beside = app_beside(app);
    const struct finding *finding = NULL;

    if (beside == NULL || (uid == NULL && form->kind != FORM_SINGLE))
        return NULL;
    for (size_t k = 0; uid != NULL && (finding = beside_find(beside, form, uid, NULL, k)); k++)
        if (i-- == 0)
            return finding;
    return form->kind == FORM_SINGLE ? beside_find(beside, form, "", NULL, i) : NULL;
}

const struct finding *found_at(struct app *app, const struct form *form, const char *uid,
    const struct field *field, size_t i)
{
    const struct beside *beside = app_beside(app);
    const struct finding *finding = NULL;

    if (beside == NULL || field == NULL || (uid == NULL && form->kind != FORM_SINGLE))
        return NULL;
    for (size_t k = 0; (finding = beside_find(beside, form, uid, field, k)); k++)
        if (i-- == 0)
            return finding;
    bool title = form->kind == FORM_LIST && form_title_field(form) == field;
    return title ? found_of_row(app, form, uid, i) : NULL;
}

const struct finding *found_in_row(
    struct app *app, const struct form *form, const char *uid, size_t i)
{
    const struct beside *beside = app_beside(app);

    return beside != NULL && uid != NULL ? beside_row(beside, form, uid, i) : NULL;
}

const char *found_sign(const struct finding *finding)
{
    return finding->check->level == CHECK_MEND ? "!" : "?";
}

char *found_words(const struct finding *finding)
{
    return text_format("%s %s", found_sign(finding), finding->sentence);
}
