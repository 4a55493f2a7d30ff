#include "tests/property/world.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/random.h"
#include "core/base/settings.h"
#include "core/store/internal.h"
#include "tests/property/sample_method.h"

#define DAY INT64_C(86400000)

static const struct person person = {.author = "Tim", .program = "susun test"};

bool world_check(struct world *w, bool fine, const char *format, ...)
{
    va_list args;

    if (fine || w->failed)
        return fine;
    w->failed = true;
    int n = snprintf(
        w->why, sizeof w->why, "world %llu, step %zu: ", (unsigned long long)w->seed, w->step);
    va_start(args, format);
    vsnprintf(w->why + n, sizeof w->why - (size_t)n, format, args);
    va_end(args);
    return false;
}

enum m_kind world_kind(const struct form *f)
{
    return f->kind == FORM_LIST ? M_LIST : f->kind == FORM_KEYED ? M_KEYED : M_STANDING;
}

/* This process is the copy's laptop from here on. */
static void be_at(const struct world *w, const struct copy *c)
{
    char moment[32];
    time_t seconds = (time_t)((w->now + c->skew) / 1000);
    struct tm tm;

    gmtime_r(&seconds, &tm);
    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &tm);
    setenv("SUSUN_NOW", moment, 1);
    setenv("XDG_STATE_HOME", c->home, 1);
}

bool copy_open(struct world *w, struct copy *c)
{
    struct error e = {0};

    be_at(w, c);
    if (!c->wb) {
        enum status s = workbook_open(&c->wb, c->path, WORKBOOK_WRITE, &person, &e);
        world_check(w, s == STATUS_OK, "opening %s: %s", c->path, error_text(&e));
        error_clear(&e);
        c->session = NULL;
    }
    return c->wb != NULL;
}

void copy_close(struct copy *c)
{
    if (c->wb)
        setenv("XDG_STATE_HOME", c->home, 1);
    workbook_close(c->wb);
    c->wb = NULL;
}

/* Writes one file as another, byte for byte. */
static bool copy_file(const char *from, const char *to)
{
    char *bytes;
    size_t size;
    bool fine = file_read(from, LIMIT_FILE, &bytes, &size, NULL) == STATUS_OK;
    FILE *f = fine ? fopen(to, "wbe") : NULL;

    fine = f && fwrite(bytes, 1, size, f) == size;
    if (f && fclose(f) != 0)
        fine = false;
    free(bytes);
    return fine;
}

/* A laptop of its own: a state folder with an id in it. What it would remember of files it
 * closed is kept out by a file in that place: nothing is synced, every opening checks in full.
 */
static void furnish(struct world *w, struct copy *c)
{
    struct error e = {0};

    char *here = realpath(".", NULL);
    char *home = here ? file_join(here, c->home) : NULL;
    if (home)
        snprintf(c->home, sizeof c->home, "%s", home);
    free(here);
    free(home);
    setenv("XDG_STATE_HOME", c->home, 1);
    enum status s = settings_set("installation", "id", c->laptop, &e);
    world_check(w, s == STATUS_OK, "a laptop's state folder: %s", error_text(&e));
    char *id = settings_laptop();
    world_check(w, id && strcmp(id, c->laptop) == 0, "the laptop is not who it should be");
    free(id);
    char *path = file_join(c->home, "susun/closed");
    FILE *f = path ? fopen(path, "we") : NULL;
    if (f)
        fclose(f);
    free(path);
    error_clear(&e);
}

/* How the fields of the sample settle, as sample_method.c writes them. */
static void tell_rules(void)
{
    static const char *colours[] = {"merah", "hijau", "biru", NULL};
    static const char *const notes[] = {"nama", "teks", "nilai"};

    m_rule("barang", "warna", M_UNION, colours);
    m_rule("barang", "catatan", M_UNION, NULL);
    m_rule("barang", "setuju", M_LATER, NULL);
    m_rule("langkah", "status_langkah", M_LATER, NULL); /* the engine's own */
    m_rule("langkah", "catatan_langkah", M_LATER, NULL);
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        m_rule("nota", notes[i], M_LATER, NULL);
}

void world_begin(struct world *w, uint64_t seed, size_t count, const char *folder)
{
    struct error e = {0};
    struct source source;
    char uid[UUID_SIZE];

    *w = (struct world){.seed = seed, .chance = chance_from(seed), .count = count};
    w->now = INT64_C(1781314860000);
    w->tally.worlds = 1;
    tell_rules();
    for (size_t i = 0; i < count; i++) {
        struct copy *c = &w->copies[i];
        snprintf(c->path, sizeof c->path, "%s/%zu.susun", folder, i);
        snprintf(c->home, sizeof c->home, "%s/laptop%zu", folder, i);
        c->skew = (int64_t)chance_below(&w->chance, (size_t)(2 * DAY)) - DAY;
        random_uuid4(uid);
        c->laptop = m_name(uid);
        if (i > 0 && chance_below(&w->chance, 4) == 0) /* two copies on one laptop */
            c->laptop = w->copies[0].laptop;
        furnish(w, c);
    }
    be_at(w, &w->copies[0]);
    unlink(w->copies[0].path);
    enum status s = sample_method(&source, &e);
    if (s == STATUS_OK)
        s = workbook_new(w->copies[0].path, &source, "73.22", 2026, 10, &person, &e);
    source_free(&source);
    world_check(w, s == STATUS_OK, "new: %s", error_text(&e));
    for (size_t i = 1; s == STATUS_OK && i < count; i++)
        world_check(w, copy_file(w->copies[0].path, w->copies[i].path), "copying the new file");
    error_clear(&e);
}

void world_end(struct world *w)
{
    for (size_t i = 0; i < w->count; i++) {
        copy_close(&w->copies[i]);
        model_clear(&w->copies[i].model);
        remove(w->copies[i].path);
    }
    world_forget();
}

bool copy_replace(struct world *w, struct copy *to, struct copy *from)
{
    copy_close(from);
    copy_close(to);
    if (!world_check(w, copy_file(from->path, to->path), "copying %s", from->path))
        return false;
    model_copy(&to->model, &from->model);
    w->tally.copied++;
    return copy_open(w, to) && copy_learn(w, to) && copy_compare(w, to);
}
