/* guide/LANGUAGE/STEP.md: who, with what, how and an example, in the shape of the step card:
 *
 *     ## Siapa
 *     Kelompok dimensi; PJ: OPD pengampu
 *     ## Bahan
 *     ...
 *     ## Langkah
 *     1. Buka strategi satu per satu
 *     ...
 *     ## Contoh
 *     Sinyal untuk Semua Desa
 *
 * Blank lines do not count. A numbered line is kept as "1 Buka ...". */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/load_part.h"

#define HEADING "## "

/* Lines a part holds at most. */
static const size_t most[GUIDE_PARTS] = {
    [GUIDE_WHO] = 1, [GUIDE_NEEDS] = 1, [GUIDE_HOW] = 5, [GUIDE_EXAMPLE] = 2};
/* A guide while its lines are read. */
struct reading {
    struct loader *l;
    const char *path;
    struct guide *guide;
    size_t line;                  /* from 1 */
    size_t parts;                 /* headings so far */
    size_t counts[GUIDE_PARTS];   /* lines of each part */
    size_t lines_at[GUIDE_PARTS]; /* where its heading stands */
    bool stray;                   /* a line outside of any part has been told */
};

/* A heading begins the next part. */
static void take_heading(struct reading *r, const char *text)
{
    if (r->parts == GUIDE_PARTS)
        load_mistake(r->l, r->path, r->line, 0,
            _("A guide has %d parts; the heading \"%s\" begins one more."), GUIDE_PARTS, text);
    else if (text[0] == '\0' || text_width(text) > CARD_LABEL - 1)
        load_mistake(r->l, r->path, r->line, 0,
            _("A heading is a word of at most %d letters; \"%s\" does not fit."),
            CARD_LABEL - 1, text);
    if (r->parts < GUIDE_PARTS) {
        r->guide->headings[r->parts] = arena_text(r->l->arena, text);
        r->lines_at[r->parts] = r->line;
    }
    r->parts++;
}

/* "3. Do it" as "3 Do it" in scratch memory; NULL when the number is not the expected one. */
static const char *numbered(struct reading *r, const char *text, size_t expected)
{
    char *end = NULL;
    unsigned long number = strtoul(text, &end, 10);

    if (end == text || number != expected || (*end != '.' && *end != ')' && *end != ' '))
        return NULL;
    end += *end != ' ';
    char *kept = text_format("%zu %s", expected, end + strspn(end, " "));
    r->l->no_memory = r->l->no_memory || kept == NULL;
    const char *line = kept == NULL ? "" : arena_text(r->l->scratch, kept);
    free(kept);
    return line;
}

/* A line of the part that is open. */
static void take_line(struct reading *r, const char *text)
{
    if (r->parts == 0 || r->parts > GUIDE_PARTS) {
        if (!r->stray)
            load_mistake(r->l, r->path, r->line, 0,
                _("This line belongs to no part. A part begins with \"## \" and its heading."));
        r->stray = true;
        return;
    }
    size_t part = r->parts - 1;
    if (r->counts[part] == most[part]) {
        load_mistake(r->l, r->path, r->line, 0,
            _("The part \"%s\" has more lines than fit on the card (%zu)."),
            r->guide->headings[part], most[part]);
        return;
    }
    const char *kept = part == GUIDE_HOW ? numbered(r, text, r->counts[part] + 1) : text;
    if (kept == NULL) {
        load_mistake(r->l, r->path, r->line, 0,
            _("This line has to begin with its number: \"%zu. \"."), r->counts[part] + 1);
        kept = text;
    }
    if (text_width(kept) > CARD_TEXT)
        load_mistake(r->l, r->path, r->line, 0,
            _("This line takes %zu places on the card; %d fit."), text_width(kept), CARD_TEXT);
    r->guide->lines[part][r->counts[part]++] = arena_text(r->l->arena, kept);
}

/* Goes through the lines of a clean text. */
static void take_lines(struct reading *r, char *text)
{
    for (char *line = text, *next = NULL; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        r->line++;
        char *bare = text_trim(line);
        r->l->no_memory = r->l->no_memory || bare == NULL;
        if (bare != NULL && strncmp(bare, HEADING, strlen(HEADING)) == 0)
            take_heading(r, bare + strlen(HEADING) + strspn(bare + strlen(HEADING), " "));
        else if (bare != NULL && bare[0] != '\0')
            take_line(r, bare);
        free(bare);
    }
}

/* Headings of a text: lines that begin with "## ". */
static size_t count_headings(const char *text)
{
    size_t count = 0;

    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        count += strncmp(line, HEADING, strlen(HEADING)) == 0;
    }
    return count;
}

/* Parts without a line. */
static void check_parts(const struct reading *r)
{
    for (size_t i = 0; i < GUIDE_PARTS; i++) {
        if (r->counts[i] == 0)
            load_mistake(r->l, r->path, r->lines_at[i], 0, _("The part \"%s\" is empty."),
                r->guide->headings[i]);
    }
}

/* Reads one file. */
static enum status read_guide(
    struct loader *l, const struct source_file *f, const struct guide **out)
{
    struct guide *guide = arena_take(l->arena, 1, sizeof *guide);
    struct reading r = {.l = l, .path = f->path, .guide = guide};
    enum text_flaw flaw = TEXT_FINE;

    if (guide == NULL)
        return error_memory(l->e);
    for (size_t i = 0; i < GUIDE_PARTS; i++) {
        guide->headings[i] = "";
        guide->lines[i] = arena_take(l->arena, most[i] + 1, sizeof *guide->lines[i]);
        if (guide->lines[i] == NULL)
            return error_memory(l->e);
    }
    char *text = text_clean(f->bytes, f->size, &flaw, NULL);
    if (text == NULL && flaw == TEXT_NO_MEMORY)
        return error_memory(l->e);
    if (text == NULL) {
        load_mistake(
            l, f->path, 0, 0, _("This file cannot be read: %s."), text_flaw_name(flaw));
        return STATUS_OK;
    }
    size_t parts = count_headings(text);
    if (parts < GUIDE_PARTS) {
        load_mistake(l, f->path, 0, 0,
            _("This guide has %zu of its %d parts, each below a line that begins with \"## \": "
              "who "
              "works on it, what has to be at hand, what to do, an example."),
            parts, GUIDE_PARTS);
    } else {
        take_lines(&r, text);
        check_parts(&r);
        *out = guide;
    }
    free(text);
    return STATUS_OK;
}

/* Lines a text takes in so many cells. */
static size_t lines_of(struct loader *l, const char *text, size_t cells)
{
    struct text_line *lines = NULL;
    size_t count = text_wrap(text, cells, &lines);

    l->no_memory = l->no_memory || count == 0;
    free(lines);
    return count;
}

/* Once everything else is right: a card has room for the head, the purpose, the guide, and the
 * facts below a line of their own. */
static void check_card(struct loader *l, const char *path, const struct step *step, int lang)
{
    const struct guide *guide = step->guides[lang];
    const char *purpose = step->purpose.in[lang];
    size_t total = 2;

    if (guide == NULL || l->mistakes > 0)
        return;
    total += lines_of(l, purpose[0] != '\0' ? purpose : step->purpose.in[LANG_ID], CARD_TEXT);
    for (size_t i = 0; i < GUIDE_PARTS; i++)
        for (const char **line = guide->lines[i]; *line != NULL; line++)
            total++;
    for (size_t i = 0; i < step->fact_count; i++) {
        const char *text = step->facts[i].text.in[lang];
        total += lines_of(l, text[0] != '\0' ? text : step->facts[i].text.in[LANG_ID],
            CARD_LABEL + CARD_TEXT - CARD_FACT);
    }
    if (total > CARD_LINES)
        load_mistake(l, path, 0, 0,
            _("The card of this step takes %zu lines with its purpose and facts; %d fit."),
            total, CARD_LINES);
}

enum status load_guides(struct loader *l)
{
    static const char *const folders[LANG_COUNT] = {[LANG_ID] = "id", [LANG_EN] = "en"};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < l->m->stage_count; i++)
        for (size_t k = 0; k < l->m->stages[i].count; k++)
            for (int lang = 0; status == STATUS_OK && lang < LANG_COUNT; lang++) {
                struct step *step = (struct step *)&l->m->stages[i].steps[k];
                char *path = text_format("guide/%s/%s.md", folders[lang], step->name);
                if (path == NULL)
                    return error_memory(l->e);
                const struct source_file *f = source_find(l->source, path);
                if (f != NULL)
                    status = read_guide(l, f, &step->guides[lang]);
                if (f != NULL && status == STATUS_OK)
                    check_card(l, f->path, step, lang);
                free(path);
            }
    return status;
}
