#include "core/exchange/copies.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/region.h"
#include "core/store/carry.h"
#include "core/store/merge.h"
#include "core/store/scope.h"

#define ENDING ".susun"
#define STICK_FOLDER "Susun"
#define WORDS_MOST 40 /* bytes of a group's part in a file name */
#define COMMON 3      /* a first word of as many choices tells nothing */

/* "73.22-luwu-utara"; without a region what the workbook itself is called, without the group it
 * may say. Caller frees. */
static enum status stem(struct workbook *wb, char **text, struct error *e)
{
    const struct region *all, *r = NULL;
    struct plan_years plan;
    size_t count;
    enum status s = workbook_plan(wb, &plan, e);

    *text = NULL;
    if (s == STATUS_OK)
        s = regions_load(&all, &count, e);
    if (s != STATUS_OK)
        return s;
    r = plan.region[0] ? region_find(plan.region) : NULL;
    if (r) {
        char *slug = text_slug(r->name);
        *text = slug ? text_format("%s-%s", r->code, slug) : NULL;
        free(slug);
    } else {
        const char *name = file_name(workbook_path(wb)), *group = strstr(name, "_K");
        size_t size = strlen(name), end = strlen(ENDING);
        if (size > end && strcmp(name + size - end, ENDING) == 0)
            size -= end;
        if (group && group > name && (size_t)(group - name) < size)
            size = (size_t)(group - name);
        *text = strndup(name, size);
    }
    return *text ? STATUS_OK : error_memory(e);
}

/* How many choices of a list begin with the first `size` bytes of a label. */
static size_t beginning_so(const struct choice_list *list, const char *label, size_t size)
{
    size_t found = 0;

    for (size_t i = 0; i < list->count; i++)
        found += strncmp(words_get(&list->choices[i].label), label, size) == 0;
    return found;
}

/* What a choice is called in a file name: "Smart Economy" is "economy" where several begin with
 * Smart, "Nature (alam)" is "nature". Caller frees. */
static char *short_name(const struct choice_list *list, const char *choice)
{
    const struct choice *c = list ? list_choice(list, choice) : NULL;
    const char *label = c ? words_get(&c->label) : choice, *blank = strchr(label, ' ');
    size_t size = strcspn(label, "(");

    if (c && blank && beginning_so(list, label, (size_t)(blank - label) + 1) >= COMMON) {
        label = blank + 1;
        size = strcspn(label, "(");
    }
    char *words = strndup(label, size), *slug = words ? text_slug(words) : NULL;
    free(words);
    return slug;
}

/* "K3-economy" of a group. Caller frees. */
static char *group_words(struct workbook *wb, const struct group *group)
{
    const struct form *form = method_form_of_role(workbook_method(wb), FORM_ROLE_GROUP);
    const struct field *scope = form ? form_role_field(form, ROLE_GROUP_SCOPE) : NULL;
    char *text = text_format("K%d", group->number);

    for (size_t i = 0; text && i < group->count; i++) {
        char *word = short_name(scope ? scope->list : NULL, group->names[i]);
        char *longer = !word ? NULL
                       : strlen(text) + strlen(word) < WORDS_MOST
                           ? text_format("%s-%s", text, word)
                           : strdup(text);
        free(word);
        free(text);
        text = longer;
    }
    return text;
}

/* The file name of a group's copy. Caller frees. */
static enum status name_of(
    struct workbook *wb, const struct group *group, char **name, struct error *e)
{
    char *begin, *words = group->number ? group_words(wb, group) : NULL;
    enum status s = stem(wb, &begin, e);

    *name = NULL;
    if (s == STATUS_OK && group->number && words)
        *name = text_format("%s_%s" ENDING, begin, words);
    else if (s == STATUS_OK && !group->number)
        *name = text_format("%s" ENDING, begin);
    if (s == STATUS_OK && !*name)
        s = error_memory(e);
    free(begin);
    free(words);
    return s;
}

enum status copies_name(struct workbook *wb, int group, char **name, struct error *e)
{
    struct group *groups = NULL, bare = {.number = group};
    const struct group *found = &bare;
    size_t count = 0;
    enum status s = group ? groups_list(wb, &groups, &count, e) : STATUS_OK;

    *name = NULL;
    for (size_t i = 0; i < count && found == &bare; i++)
        if (groups[i].number == group)
            found = &groups[i];
    if (s == STATUS_OK)
        s = name_of(wb, found, name, e);
    groups_free(groups, count);
    return s;
}

bool copies_refused(const struct workbook *wb, struct error *e)
{
    if (workbook_practice(wb))
        error_set(e, STATUS_USAGE, "%s",
            _("This file is for practice: nothing of it goes onto a stick or to a group. Open "
              "your own workbook first."));
    return workbook_practice(wb);
}

enum status copies_region_folder(struct workbook *wb, char **name, struct error *e)
{
    struct plan_years plan;
    enum status s = workbook_plan(wb, &plan, e);

    *name = NULL;
    if (s != STATUS_OK)
        return s;
    *name =
        plan.region[0] ? text_format(STICK_FOLDER "-%s", plan.region) : strdup(STICK_FOLDER);
    return *name ? STATUS_OK : error_memory(e);
}

enum status copies_folder(
    struct workbook *wb, const char *stick, char **folder, struct error *e)
{
    char *region = NULL;
    char *place = stick ? strdup(stick) : file_folder(workbook_path(wb));
    enum status s = place ? STATUS_OK : error_memory(e);

    *folder = NULL;
    if (s == STATUS_OK && stick)
        s = copies_region_folder(wb, &region, e);
    if (s == STATUS_OK) {
        *folder = region ? text_format("%s/%s" COPIES_GROUPS, place, region)
                         : text_format("%s" COPIES_GROUPS, place);
        s = *folder ? STATUS_OK : error_memory(e);
    }
    free(region);
    free(place);
    return s;
}

enum status copies_look(
    struct workbook *wb, const char *path, enum copy_state *state, char **why, struct error *e)
{
    const struct merge_options options = {.dry_run = true};
    struct merge_report report = {0};
    struct error trouble = {0};

    *why = NULL;
    *state = COPY_NONE;
    if (!file_exists(path))
        return STATUS_OK;
    enum status s = merge_files(wb, &path, 1, &options, &report, NULL, &trouble);
    if (s == STATUS_MEMORY) {
        error_clear(&trouble);
        return error_memory(e);
    }
    if (s != STATUS_OK || report.outcome == MERGE_SELF) {
        *state = COPY_STRANGE;
        *why = s != STATUS_OK ? strdup(error_text(&trouble))
                              : strdup(_("This is the workbook that is open here."));
    } else {
        *state = report.outcome == MERGE_KNOWN ? COPY_OLDER : COPY_HOLDS;
    }
    merge_reports_clear(&report, 1);
    error_clear(&trouble);
    return *state == COPY_STRANGE && !*why ? error_memory(e) : STATUS_OK;
}

/* The copy of one group. */
static enum status plan_one(struct workbook *wb, const char *folder, struct group *group,
    struct group_copy *copy, struct error *e)
{
    copy->number = group->number;
    copy->part = group->count > 0;
    copy->title = group->title;
    group->title = NULL;
    enum status s = name_of(wb, group, &copy->name, e);
    if (s == STATUS_OK) {
        copy->path = file_join(folder, copy->name);
        s = copy->path ? copies_look(wb, copy->path, &copy->state, &copy->why, e)
                       : error_memory(e);
    }
    return s;
}

enum status copies_plan(struct workbook *wb, const char *folder, struct group_copy **copies,
    size_t *count, struct error *e)
{
    struct group *groups;
    size_t groups_count;

    *copies = NULL;
    *count = 0;
    if (copies_refused(wb, e))
        return STATUS_USAGE;
    enum status s = groups_list(wb, &groups, &groups_count, e);
    if (s == STATUS_OK && !(*copies = calloc(groups_count + 1, sizeof **copies)))
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < groups_count; i++) {
        if (*count && (*copies)[*count - 1].number == groups[i].number)
            continue; /* of two rows with one number the first counts */
        s = plan_one(wb, folder, &groups[i], &(*copies)[(*count)++], e);
    }
    groups_free(groups, groups_count);
    if (s != STATUS_OK) {
        copies_free(*copies, *count);
        *copies = NULL;
        *count = 0;
    }
    return s;
}

void copies_free(struct group_copy *copies, size_t count)
{
    for (size_t i = 0; copies && i < count; i++) {
        free(copies[i].title);
        free(copies[i].name);
        free(copies[i].path);
        free(copies[i].why);
    }
    free(copies);
}

enum status copies_make(struct workbook *wb, struct group_copy *copy, struct error *e)
{
    char *folder = file_folder(copy->path);
    enum status s = folder ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK) { /* a person may have typed there since the plan */
        free(copy->why);
        s = copies_look(wb, copy->path, &copy->state, &copy->why, e);
    }
    if (s == STATUS_OK && copy->state == COPY_HOLDS)
        s = error_set(e, STATUS_USAGE,
            _("%s holds changes that are not here yet. Take it in first, then make it anew."),
            copy->name);
    else if (s == STATUS_OK && copy->state == COPY_STRANGE)
        s = error_set(e, STATUS_USAGE, _("%s is left as it is. %s"), copy->name, copy->why);
    if (s == STATUS_OK)
        s = file_make_folder(folder, false, e);
    if (s == STATUS_OK)
        s = carry_copy(wb, copy->number, copy->path, e);
    if (s == STATUS_OK)
        copy->state = COPY_OLDER;
    free(folder);
    return s;
}

/* What tells whether two files are copies of one workbook. */
struct face {
    char *uid; /* NULL: it cannot be opened */
    char region[16];
    int group;
};

/* Opens a file as any stranger's is opened. Only memory fails. */
static enum status face_of(const char *path, struct face *face, struct error *e)
{
    struct workbook *wb = NULL;
    struct plan_years plan = {0};
    struct error why = {0};
    enum status s = workbook_open(&wb, path, WORKBOOK_READ, NULL, &why);

    *face = (struct face){0};
    if (s == STATUS_OK)
        s = workbook_plan(wb, &plan, &why);
    if (s == STATUS_OK) {
        face->uid = strdup(workbook_uid(wb));
        face->group = workbook_group(wb);
        memcpy(face->region, plan.region, sizeof face->region);
        s = face->uid ? STATUS_OK : STATUS_MEMORY;
    }
    workbook_close(wb);
    error_clear(&why);
    return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
}

/* How well a file answers copies_beside; 0 = not at all. */
static enum status fitness(
    const char *path, const char *name, const struct face *ours, int *fits, struct error *e)
{
    struct face face;
    enum status s = face_of(path, &face, e);
    bool same =
        face.uid && strcmp(face.uid, ours->uid) == 0 && strcmp(face.region, ours->region) == 0;

    free(face.uid);
    *fits = !same ? 0 : strcmp(file_name(path), name) == 0 ? 3 : face.group == 0 ? 2 : 1;
    return s;
}

enum status copies_beside(const char *path, const char *folder, char **found, struct error *e)
{
    char **names = NULL;
    size_t count = 0, end = strlen(ENDING);
    int best = 0;
    struct face ours;
    enum status s = face_of(path, &ours, e);

    *found = NULL;
    if (ours.uid)
        s = file_list(folder, &names, &count, NULL);
    if (s != STATUS_OK)
        s = s == STATUS_MEMORY ? error_memory(e) : STATUS_OK; /* no folder, no copy */
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        size_t size = strlen(names[i]);
        if (size <= end || strcmp(names[i] + size - end, ENDING) != 0)
            continue;
        char *there = file_join(folder, names[i]);
        int fits = 0;
        s = there ? fitness(there, file_name(path), &ours, &fits, e) : error_memory(e);
        if (fits > best) {
            best = fits;
            free(*found);
            *found = there;
            there = NULL;
        }
        free(there);
    }
    file_names_free(names, count);
    free(ours.uid);
    if (s != STATUS_OK) {
        free(*found);
        *found = NULL;
    }
    return s;
}
