/* Every theme can be read: contrast as WCAG 2 counts it, with 256, 16 and 8 colours, in the
 * palettes of xterm and of the Linux console. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/term/theme.h"

#define READABLE 4.5
#define LINES_SEEN 3.0
#define HIGH 7.0

static const unsigned palettes[][16] = {
    {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
        0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff},
    {0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555,
        0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff},
};
#define PALETTES (sizeof palettes / sizeof palettes[0])

/* Red, green and blue of a colour's number. */
static unsigned rgb(const unsigned *palette, short number)
{
    static const unsigned steps[] = {0, 95, 135, 175, 215, 255};

    if (number < 16)
        return palette[number];
    if (number >= 232)
        return (unsigned)(8 + 10 * (number - 232)) * 0x010101u;
    unsigned cube = (unsigned)(number - 16);
    return steps[cube / 36] << 16 | steps[cube / 6 % 6] << 8 | steps[cube % 6];
}

/* Relative luminance. */
static double luminance(unsigned colour)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126}; /* blue, green, red */
    double sum = 0;

    for (int i = 0; i < 3; i++, colour >>= 8) {
        double part = (colour & 0xff) / 255.0;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(unsigned one, unsigned other)
{
    double a = luminance(one), b = luminance(other);

    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

/* The least contrast of a theme's style over the palettes. */
static double least(size_t theme, enum style style, int colours)
{
    struct colours c = theme_colours(theme, style, colours);
    double found = 21;

    for (size_t i = 0; i < PALETTES; i++)
        found = fmin(found, contrast(rgb(palettes[i], c.text), rgb(palettes[i], c.ground)));
    return found;
}

static void every_coloured_theme_can_be_read(void **state)
{
    static const int numbers[] = {8, 16, 256};

    (void)state;
    for (size_t theme = 0; strcmp(theme_name(theme), "mono") != 0; theme++) {
        bool high = strcmp(theme_name(theme), "kontras") == 0;
        for (int i = 0; i < STYLE_COUNT * 3; i++) {
            enum style style = (enum style)(i / 3);
            int colours = numbers[i % 3];
            double wanted = style == STYLE_RULE      ? (colours == 16 ? 2.5 : LINES_SEEN)
                            : high && colours == 256 ? HIGH
                                                     : READABLE;
            double found = least(theme, style, colours);
            if (found < wanted)
                print_error("%s, style %d, %d colours: %.1f\n", theme_name(theme), style,
                    colours, found);
            assert_true(found >= wanted);
        }
    }
}

static void without_colours_focus_and_box_are_still_told_apart(void **state)
{
    (void)state;
    assert_true(theme_swaps(STYLE_FOCUS));
    assert_true(theme_swaps(STYLE_EDIT));
    assert_false(theme_swaps(STYLE_VALUE));
    size_t mono = 0;
    assert_true(theme_named("mono", &mono));
    assert_int_equal(theme_colours(mono, STYLE_MARK, 8).text, -1);
    assert_int_equal(theme_colours(mono, STYLE_TEXT, 256).ground, -1);
}

static void themes_are_found_by_name(void **state)
{
    size_t theme = 9;

    (void)state;
    assert_true(theme_named("gelap", &theme));
    assert_int_equal(theme, 0);
    assert_false(theme_named("biru", &theme));
    assert_false(theme_named(NULL, &theme));
    assert_null(theme_name(4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_coloured_theme_can_be_read),
        cmocka_unit_test(without_colours_focus_and_box_are_still_told_apart),
        cmocka_unit_test(themes_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
