/* Amounts of money in words, the guard against a zero too many. */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/number.h"

/* A sentence growing word by word. */
struct words {
    char *text;
    size_t size;
    FILE *out;
    bool begun;
};

/* Adds a word. */
static void say(struct words *w, const char *word)
{
    fprintf(w->out, "%s%s", w->begun ? " " : "", word);
    w->begun = true;
}

/* Says 1 to 999 in Indonesian. */
static void say_hundreds_id(struct words *w, unsigned n)
{
    static const char *const ones[] = {"", "satu", "dua", "tiga", "empat", "lima", "enam",
        "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"};
    if (n >= 200) {
        say(w, ones[n / 100]);
        say(w, "ratus");
    } else if (n >= 100) {
        say(w, "seratus");
    }
    n %= 100;
    if (n >= 20) {
        say(w, ones[n / 10]);
        say(w, "puluh");
        n %= 10;
    } else if (n >= 12) {
        say(w, ones[n - 10]);
        say(w, "belas");
        return;
    }
    if (n)
        say(w, ones[n]);
}

/* Says 1 to 999 in English. */
static void say_hundreds_en(struct words *w, unsigned n)
{
    static const char *const ones[] = {"", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n >= 100) {
        say(w, ones[n / 100]);
        say(w, "hundred");
    }
    n %= 100;
    if (n >= 20) {
        say(w, tens[n / 10]);
        if (n % 10)
            fprintf(w->out, "-%s", ones[n % 10]);
    } else if (n) {
        say(w, ones[n]);
    }
}

/* What a language says. */
static const struct voice {
    const char *scales[4]; /* 10^12, 10^9, 10^6, 10^3 */
    const char *thousand;  /* for one thousand, NULL: as for any number of them */
    const char *zero, *minus;
    void (*hundreds)(struct words *w, unsigned n);
} voices[LANG_COUNT] = {
    [LANG_ID] = {{"triliun", "miliar", "juta", "ribu"}, "seribu", "nol", "minus",
        say_hundreds_id},
    [LANG_EN] = {{"trillion", "billion", "million", "thousand"}, NULL, "zero", "minus",
        say_hundreds_en},
};

/* Says a number; above a trillion the trillions are counted in words ("tiga ribu triliun"). */
static void say_number(struct words *w, const struct voice *voice, uint64_t n)
{
    uint64_t size = UINT64_C(1000000000000);
    for (size_t i = 0; i < 4; i++, size /= 1000) {
        uint64_t count = n / size;
        n %= size;
        if (count == 0)
            continue;
        if (count == 1 && size == 1000 && voice->thousand) {
            say(w, voice->thousand);
            continue;
        }
        say_number(w, voice, count);
        say(w, voice->scales[i]);
    }
    voice->hundreds(w, (unsigned)n);
}

char *number_in_words(enum lang lang, int64_t rupiah)
{
    const struct voice *voice = &voices[lang];
    struct words w = {0};
    w.out = open_memstream(&w.text, &w.size);
    if (!w.out)
        return NULL;
    if (rupiah < 0)
        say(&w, voice->minus);
    if (rupiah == 0)
        say(&w, voice->zero);
    else
        say_number(&w, voice, rupiah < 0 ? 0 - (uint64_t)rupiah : (uint64_t)rupiah);
    say(&w, "rupiah");
    bool failed = ferror(w.out) != 0;
    if (fclose(w.out) || failed) {
        free(w.text);
        return NULL;
    }
    return w.text;
}
