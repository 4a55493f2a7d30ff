#include "tui/term/input.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"

#define ESC '\033'
#define LEARNED 40
#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"
#define MOUSE_BEGIN "\033[<"
#define OLD_MOUSE_BEGIN "\033[M"
#define OLD_MOUSE_BYTES 6
#define OLD_MOUSE_BASE 32 /* the old form's zero */

struct input {
    char *bytes;
    size_t count, room;
    bool pasting;
    size_t scanned; /* bytes of a paste already searched for its end */
    bool mouse;     /* it reports */
    bool held;      /* the left button is down since down_y, down_x */
    int down_y, down_x;
    size_t learned_count;
    struct {
        char sequence[16];
        enum press_code code;
    } learned[LEARNED];
};

struct input *input_new(void)
{
    return calloc(1, sizeof(struct input));
}

void input_free(struct input *in)
{
    if (in != NULL)
        free(in->bytes);
    free(in);
}

void input_learn(struct input *in, const char *sequence, enum press_code code)
{
    if (sequence == NULL || sequence == (const char *)-1 || sequence[0] != ESC)
        return;
    size_t length = strlen(sequence);
    if (length < 3 || length >= sizeof in->learned[0].sequence || in->learned_count == LEARNED)
        return;
    memcpy(in->learned[in->learned_count].sequence, sequence, length + 1);
    in->learned[in->learned_count++].code = code;
}

void input_mouse(struct input *in, bool on)
{
    in->mouse = on;
    in->held = false;
}

bool input_feed(struct input *in, const char *bytes, size_t count)
{
    if (in->count + count > in->room) {
        size_t room = (in->count + count) * 2 + 256;
        char *more = realloc(in->bytes, room);
        if (more == NULL)
            return false;
        in->bytes = more;
        in->room = room;
    }
    memcpy(in->bytes + in->count, bytes, count);
    in->count += count;
    return true;
}

/* Forgets the first bytes: they have been understood. */
static void take(struct input *in, size_t count)
{
    in->count -= count;
    memmove(in->bytes, in->bytes + count, in->count);
    in->scanned = 0;
}

/* Whether the buffer begins with a text; *partly when it may yet become so. */
static bool begins(const struct input *in, const char *text, bool *partly)
{
    size_t length = strlen(text);
    size_t have = in->count < length ? in->count : length;
    bool same = memcmp(in->bytes, text, have) == 0;
    *partly = same && have < length;
    return same && have == length;
}

/* A Ctrl byte, or PRESS_NONE. Backspace is either of its two historic bytes. */
static enum press_code control_code(unsigned char byte)
{
    switch (byte) {
    case '\r':
    case '\n': return PRESS_ENTER;
    case '\t': return PRESS_TAB;
    case '\b':
    case 0x7f: return PRESS_BACKSPACE;
    case 0x1d: return PRESS_CTRL_BRACKET;
    default: break;
    }
    if (byte >= 1 && byte <= 26)
        return press_ctrl((char)('A' + byte - 1));
    return PRESS_NONE;
}

/* The final letters of "ESC [ x" and "ESC O x". */
static enum press_code letter_code(char final, bool ctrl)
{
    switch (final) {
    case 'A': return PRESS_UP;
    case 'B': return PRESS_DOWN;
    case 'C': return ctrl ? PRESS_CTRL_RIGHT : PRESS_RIGHT;
    case 'D': return ctrl ? PRESS_CTRL_LEFT : PRESS_LEFT;
    case 'H': return ctrl ? PRESS_CTRL_HOME : PRESS_HOME;
    case 'F': return ctrl ? PRESS_CTRL_END : PRESS_END;
    case 'Z': return PRESS_BACKTAB;
    case 'P':
    case 'Q':
    case 'R':
    case 'S': return (enum press_code)(PRESS_F1 + (final - 'P'));
    default: return PRESS_NONE;
    }
}

/* The numbers of "ESC [ n ~": DEC's editing keys and F-keys, with their gaps. */
static enum press_code tilde_code(int number, bool ctrl)
{
    static const signed char fkeys[] = {1, 2, 3, 4, 5, 0, 6, 7, 8, 9, 10, 0, 11, 12};

    switch (number) {
    case 1:
    case 7: return ctrl ? PRESS_CTRL_HOME : PRESS_HOME;
    case 2: return PRESS_INSERT;
    case 3: return PRESS_DELETE;
    case 4:
    case 8: return ctrl ? PRESS_CTRL_END : PRESS_END;
    case 5: return PRESS_PAGE_UP;
    case 6: return PRESS_PAGE_DOWN;
    default: break;
    }
    if (number >= 11 && number <= 24 && fkeys[number - 11] != 0)
        return (enum press_code)(PRESS_F1 + fkeys[number - 11] - 1);
    return PRESS_NONE;
}

/* A control sequence "ESC [ ... final" that begins the buffer. Returns its length, 0 when it is
 * not whole yet. */
static size_t control_sequence(const struct input *in, enum press_code *code)
{
    int numbers[2] = {0, 0};
    size_t at = 2, which = 0;

    *code = PRESS_NONE;
    if (in->count > 2 && in->bytes[2] == '[') { /* Linux console: F1 is ESC [ [ A */
        if (in->count < 4)
            return 0;
        if (in->bytes[3] >= 'A' && in->bytes[3] <= 'E')
            *code = (enum press_code)(PRESS_F1 + (in->bytes[3] - 'A'));
        return 4;
    }
    for (; at < in->count; at++) {
        char byte = in->bytes[at];
        if (byte >= '0' && byte <= '9') {
            if (which < 2 && numbers[which] < 1000)
                numbers[which] = numbers[which] * 10 + (byte - '0');
        } else if (byte == ';') {
            which++;
        } else if (byte < 0x20 || byte > 0x3f) {
            break;
        }
    }
    if (at == in->count)
        return 0;
    char final = in->bytes[at];
    bool ctrl = numbers[1] >= 5 || final == '^'; /* xterm: 5 and more have Ctrl; rxvt: ^ */
    if (final == '~' || final == '^')
        *code = tilde_code(numbers[0], ctrl);
    else if (final >= 0x40 && final <= 0x7e)
        *code = letter_code(final, ctrl);
    else
        return at; /* broken off by a control byte, which stays */
    return at + 1;
}

/* "ESC O ..." of the application keypad, xterm also with a modifier between. */
static size_t keypad_sequence(const struct input *in, enum press_code *code)
{
    size_t at = 2;
    int modifier = 0;

    *code = PRESS_NONE;
    while (at < in->count &&
           ((in->bytes[at] >= '0' && in->bytes[at] <= '9') || in->bytes[at] == ';'))
        modifier = in->bytes[at++] - '0';
    if (at == in->count)
        return 0;
    switch (in->bytes[at]) {
    case 'M': *code = PRESS_ENTER; break;      /* keypad */
    case 'c': *code = PRESS_CTRL_RIGHT; break; /* rxvt */
    case 'd': *code = PRESS_CTRL_LEFT; break;
    default: *code = letter_code(in->bytes[at], modifier >= 5); break;
    }
    return at + 1;
}

/* What stands at the beginning when it is ESC. Length, 0 = not whole yet. */
static size_t escape_sequence(const struct input *in, bool late, enum press_code *code)
{
    bool partly = false, waits = false;

    for (size_t i = 0; i < in->learned_count; i++) {
        if (begins(in, in->learned[i].sequence, &partly)) {
            *code = in->learned[i].code;
            return strlen(in->learned[i].sequence);
        }
        waits = waits || partly;
    }
    *code = PRESS_ESC;
    if (in->count == 1)
        return late ? 1 : 0;
    char second = in->bytes[1];
    size_t length = 1;
    if (second == '[' || second == 'O') {
        length = second == '[' ? control_sequence(in, code) : keypad_sequence(in, code);
        if (length == 0 && late) {
            *code = PRESS_ESC;
            length = 1;
        }
    } else if (second >= '0' && second <= '9') { /* Alt and a digit in one burst */
        *code = (enum press_code)(PRESS_F1 + (second == '0' ? 9 : second - '1'));
        length = 2;
    } else if (waits && !late) {
        length = 0;
    }
    return length;
}

/* What the buttons mean: the left one counts when it is let go where it was pressed. One cell
 * aside is a hand that trembles, more is an attempt to select. */
static enum press_code mouse_code(struct input *in, int button, bool release, int y, int x)
{
    enum { LEFT = 0, NONE = 3, BUTTONS = 3, MOVES = 32, WHEEL = 64, WHEELS = 0xc3 };

    if ((button & WHEEL) != 0)
        return (button & WHEELS) == WHEEL       ? PRESS_WHEEL_UP
               : (button & WHEELS) == WHEEL + 1 ? PRESS_WHEEL_DOWN
                                                : PRESS_NONE;
    if ((button & MOVES) != 0)
        return PRESS_NONE;
    if (release || (button & BUTTONS) == NONE) {
        bool here = in->held && y == in->down_y && abs(x - in->down_x) <= 1;
        enum press_code code = here ? PRESS_CLICK : in->held ? PRESS_DRAG : PRESS_NONE;
        in->held = false;
        return code;
    }
    if ((button & BUTTONS) != LEFT)
        return PRESS_OTHER_BUTTON; /* pastes elsewhere */
    in->held = true;
    in->down_y = y;
    in->down_x = x;
    return PRESS_NONE;
}

/* Whether a report of the mouse begins the buffer. */
static bool mouse_begins(const struct input *in)
{
    bool partly = false;

    return begins(in, MOUSE_BEGIN, &partly) ||
           (in->mouse && begins(in, OLD_MOUSE_BEGIN, &partly));
}

/* A report of the mouse, "ESC [ < button ; x ; y M" (m = let go) or its old form. Returns its
 * length, 0 when it is not whole yet; nobody types one, so its rest is always waited for. */
static size_t mouse_report(struct input *in, struct press *press)
{
    int numbers[3] = {0, 0, 0};
    size_t at = strlen(MOUSE_BEGIN), which = 0;
    bool release = false;

    if (in->bytes[2] == 'M') {
        if (in->count < OLD_MOUSE_BYTES)
            return 0;
        for (size_t i = 0; i < 3; i++)
            numbers[i] = (unsigned char)in->bytes[3 + i] - OLD_MOUSE_BASE;
        at = OLD_MOUSE_BYTES;
    } else {
        for (; at < in->count && in->bytes[at] >= '0' && in->bytes[at] <= ';'; at++) {
            if (in->bytes[at] == ';')
                which++;
            else if (which < 3 && numbers[which] < 10000 && in->bytes[at] != ':')
                numbers[which] = numbers[which] * 10 + (in->bytes[at] - '0');
        }
        if (at == in->count)
            return 0;
        release = in->bytes[at] == 'm';
        if (!release && in->bytes[at] != 'M')
            return at; /* broken off: what follows is something else */
        at++;
    }
    press->y = in->down_y;
    press->x = in->down_x;
    press->code = mouse_code(in, numbers[0], release, numbers[2] - 1, numbers[1] - 1);
    return at;
}

/* The pasted bytes as a text: NULs are left out, and what would be longer than a cell may be.
 * NULL when they are not UTF-8 or there is no memory. */
static char *paste_text(char *bytes, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != '\0')
            bytes[kept++] = bytes[i];
    }
    if (kept > LIMIT_TEXT) {
        kept = LIMIT_TEXT;
        while (kept > 0 && ((unsigned char)bytes[kept] & 0xc0) == 0x80)
            kept--;
    }
    return text_clean(bytes, kept, NULL, NULL);
}

/* Inside a paste: looks for its end. */
static bool next_paste(struct input *in, struct press *press)
{
    size_t end = strlen(PASTE_END);

    for (size_t at = in->scanned; at + end <= in->count; at++) {
        if (memcmp(in->bytes + at, PASTE_END, end) != 0)
            continue;
        press->paste = paste_text(in->bytes, at);
        press->code = press->paste != NULL ? PRESS_PASTE : PRESS_NONE;
        in->pasting = false;
        take(in, at + end);
        return true;
    }
    in->scanned = in->count < end ? 0 : in->count - end + 1;
    return false;
}

/* Bytes of the character that a lead byte begins, 0 for a byte that begins none. */
static size_t character_bytes(unsigned char lead)
{
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef)
        return 3;
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/* One typed character beyond ASCII. Bytes that are none, and characters no text may have, are
 * swallowed. False when more bytes are needed. */
static bool next_text(struct input *in, bool late, struct press *press)
{
    size_t bytes = character_bytes((unsigned char)in->bytes[0]);

    if (in->count < bytes && !late)
        return false;
    char *clean =
        bytes > 0 && in->count >= bytes ? text_clean(in->bytes, bytes, NULL, NULL) : NULL;
    if (clean != NULL && clean[0] != '\0' && strlen(clean) < sizeof press->text) {
        press->code = PRESS_TEXT;
        memcpy(press->text, clean, strlen(clean) + 1);
    }
    take(in, clean != NULL ? bytes : 1);
    free(clean);
    return true;
}

bool input_next(struct input *in, bool late, struct press *press)
{
    bool partly = false;

    *press = (struct press){0};
    while (in->count > 0 && press->code == PRESS_NONE) {
        unsigned char first = (unsigned char)in->bytes[0];
        if (in->pasting) {
            if (!next_paste(in, press))
                return false;
        } else if (begins(in, PASTE_BEGIN, &partly)) {
            in->pasting = true;
            take(in, strlen(PASTE_BEGIN));
        } else if (mouse_begins(in)) {
            size_t length = mouse_report(in, press);
            if (length == 0)
                return false;
            take(in, length);
        } else if (first == ESC) {
            size_t length = escape_sequence(in, late, &press->code);
            if (length == 0)
                return false;
            take(in, length);
        } else if (first < 0x20 || first == 0x7f) {
            press->code = control_code(first);
            take(in, 1);
        } else if (first < 0x80) {
            press->code = PRESS_TEXT;
            press->text[0] = (char)first;
            take(in, 1);
        } else if (!next_text(in, late, press)) {
            return false;
        }
    }
    return press->code != PRESS_NONE;
}

bool input_waiting(const struct input *in)
{
    return in->count > 0 && !in->pasting && !mouse_begins(in);
}
