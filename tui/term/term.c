#include "tui/term/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "tui/term/canvas.h"
#include "tui/term/catch.h"
#include "tui/term/hit.h"
#include "tui/term/signal.h"
#include "tui/term/theme.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON                                                                               \
    "\033[?1000h\033[?1006h" /* presses and releases, in the form without limits               \
                              */
#define MOUSE_OFF "\033[?1006l\033[?1000l"
#define HIDDEN_TERM "xterm-256color"

/* The one terminal. */
static struct {
    bool open, hidden;
    bool has_mouse, mouse; /* the terminal can; it is asked to */
    SCREEN *screen;
    FILE *in, *out; /* of a hidden one */
    struct input *input;
    int signals; /* pipe */
    int ended_by;
} term;

/* Keys as terminfo names them, for terminals unlike all others. */
static const struct {
    const char *name;
    enum press_code code;
} learned[] = {
    {"kcuu1", PRESS_UP},
    {"kcud1", PRESS_DOWN},
    {"kcub1", PRESS_LEFT},
    {"kcuf1", PRESS_RIGHT},
    {"khome", PRESS_HOME},
    {"kend", PRESS_END},
    {"kpp", PRESS_PAGE_UP},
    {"knp", PRESS_PAGE_DOWN},
    {"kdch1", PRESS_DELETE},
    {"kich1", PRESS_INSERT},
    {"kcbt", PRESS_BACKTAB},
};

/* Teaches the input machine this terminal's own sequences. */
static void learn_keys(void)
{
    char name[16];

    for (size_t i = 0; i < sizeof learned / sizeof learned[0]; i++) {
        snprintf(name, sizeof name, "%s", learned[i].name);
        input_learn(term.input, tigetstr(name), learned[i].code);
    }
    for (int i = 1; i <= 10; i++) {
        snprintf(name, sizeof name, "kf%d", i);
        input_learn(term.input, tigetstr(name), (enum press_code)(PRESS_F1 + i - 1));
    }
}

/* A capability that is a plain string; "" when the terminal has none. */
static const char *capability(const char *name)
{
    const char *string = tigetstr(name);

    return string == NULL || string == (const char *)-1 ? "" : string;
}

/* Whether this can be a terminal for us at all; said before anything is changed. */
static enum status suitable(struct error *e)
{
    int found = 0;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return error_set(e, STATUS_FILE,
            _("Susun needs a terminal for its screens; without one, use its commands (susun "
              "--help)."));
    if (setupterm(NULL, STDOUT_FILENO, &found) == ERR)
        return error_set(e, STATUS_FILE,
            _("This kind of terminal (TERM=%s) is not known on this computer. "
              "Try: TERM=xterm-256color susun"),
            getenv("TERM") != NULL ? getenv("TERM") : "");
    bool places = capability("cup")[0] != '\0';
    del_curterm(cur_term); /* newterm reads it again for itself */
    if (!places)
        return error_set(e, STATUS_FILE,
            _("This terminal (TERM=%s) cannot place the cursor, so Susun cannot draw its "
              "screens in it."),
            getenv("TERM") != NULL ? getenv("TERM") : "");
    return STATUS_OK;
}

/* Makes the bytes that bring the terminal back after a crash. */
static void prepare_restore(void)
{
    char bytes[500];
    int count = snprintf(bytes, sizeof bytes, "%s%s%s%s%s%s%s\r\n", PASTE_OFF,
        term.mouse ? MOUSE_OFF : "", capability("rmkx"), capability("sgr0"), capability("op"),
        capability("cnorm"), capability("rmcup"));

    if (count > 0 && (size_t)count < sizeof bytes)
        signals_restore_bytes(bytes, (size_t)count);
}

/* Bytes that curses does not know of go out directly. */
static void send(const char *bytes)
{
    fflush(stdout);
    ssize_t written = write(STDOUT_FILENO, bytes, strlen(bytes));
    (void)written;
}

/* What curses does not do itself, on or off. */
static void send_modes(bool on)
{
    send(on ? PASTE_ON : PASTE_OFF);
    if (term.mouse)
        send(on ? MOUSE_ON : MOUSE_OFF);
}

bool term_mouse(bool on)
{
    if (!term.has_mouse || term.mouse == on)
        return term.has_mouse;
    if (!on)
        send(MOUSE_OFF);
    term.mouse = on;
    if (on)
        send(MOUSE_ON);
    input_mouse(term.input, on);
    prepare_restore();
    return true;
}

/* Sets modes, theme and input up; the screen exists. */
static void start(const struct term_options *o)
{
    bool unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;

    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    typeahead(-1);
    keypad(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    theme_start(o->theme);
    canvas_start(o->ascii, unicode);
    term.open = true;
}

/* A terminal nobody sees, always of the same kind, with a character set that can show
 * everything. */
static enum status open_hidden(const struct term_options *o, struct error *e)
{
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    term.in = fopen("/dev/null", "r");
    term.out = fopen("/dev/null", "w");
    if (term.in != NULL && term.out != NULL) {
        use_env(FALSE);
        term.screen = newterm(HIDDEN_TERM, term.out, term.in);
    }
    if (term.screen == NULL)
        return error_set(e, STATUS_FILE,
            _("The description of the terminal %s is missing "
              "on this computer (package ncurses-base)."),
            HIDDEN_TERM);
    start(o);
    resize_term(o->height, o->width);
    return STATUS_OK;
}

/* The person's terminal. */
static enum status open_visible(const struct term_options *o, struct error *e)
{
    enum status status = suitable(e);

    if (status == STATUS_OK)
        status = signals_open(&term.signals, e);
    if (status != STATUS_OK)
        return status;
    signals_restore_terminal(STDIN_FILENO);
    term.screen = newterm(NULL, stdout, stdin);
    if (term.screen == NULL)
        return error_set(e, STATUS_FILE,
            _("This terminal (TERM=%s) cannot be used for Susun's screens."), getenv("TERM"));
    prepare_restore();
    catch_stderr();
    start(o);
    learn_keys();
    send_modes(true);
    term.has_mouse = capability("kmous")[0] != '\0';
    term_mouse(o->mouse);
    return STATUS_OK;
}

enum status term_open(const struct term_options *options, struct error *e)
{
    setlocale(LC_CTYPE, "");
    term.hidden = options->hidden;
    term.input = input_new();
    if (term.input == NULL)
        return error_memory(e);
    enum status status = options->hidden ? open_hidden(options, e) : open_visible(options, e);
    if (status != STATUS_OK)
        term_close();
    return status;
}

void term_close(void)
{
    if (term.open && !term.hidden)
        send_modes(false);
    if (term.open)
        endwin();
    if (term.screen != NULL)
        delscreen(term.screen);
    if (!term.hidden)
        signals_close();
    catch_end();
    if (term.in != NULL)
        fclose(term.in);
    if (term.out != NULL)
        fclose(term.out);
    input_free(term.input);
    memset(&term, 0, sizeof term);
}

void term_size(int *height, int *width)
{
    *height = LINES;
    *width = COLS;
}

void term_resize(int height, int width)
{
    resize_term(height, width);
}

void term_erase(void)
{
    canvas_erase();
    hit_forget();
}

void term_flush(void)
{
    canvas_place_cursor();
    wnoutrefresh(stdscr);
    doupdate();
}

void term_repaint(void)
{
    clearok(curscr, TRUE);
}

/* Takes the size the terminal has now. */
static void take_size(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
}

/* Steps aside for the shell and comes back. */
static void step_aside(void)
{
    send_modes(false);
    endwin();
    signals_stop_here();
    reset_prog_mode();
    send_modes(true);
    take_size();
    clearok(curscr, TRUE);
}

/* Everything the signal pipe holds, as bits. */
static int read_signals(void)
{
    int bits = 0;

    for (int number = signals_next(); number != 0; number = signals_next()) {
        switch (number) {
        case SIGWINCH:
            take_size();
            bits |= WAKE_SIZE;
            break;
        case SIGTSTP:
            step_aside();
            bits |= WAKE_AGAIN;
            break;
        case SIGCONT: /* stopped by SIGSTOP, which nobody can hear */
            reset_prog_mode();
            send_modes(true);
            take_size();
            clearok(curscr, TRUE);
            bits |= WAKE_AGAIN;
            break;
        default:
            term.ended_by = number;
            bits |= WAKE_END;
            break;
        }
    }
    return bits;
}

/* Reads all bytes there are; the terminal may be gone. */
static int read_input(void)
{
    char bytes[4096];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);

    if (count > 0)
        return input_feed(term.input, bytes, (size_t)count) ? WAKE_INPUT : 0;
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return 0;
    term.ended_by = SIGHUP;
    return WAKE_END;
}

int term_wait(int milliseconds)
{
    struct pollfd wait[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = term.signals, .events = POLLIN},
    };
    int bits = 0;
    int ready = poll(wait, 2, milliseconds);

    if (ready == 0)
        return WAKE_TIME;
    bits |= read_signals();
    if (ready > 0 && wait[0].revents != 0)
        bits |= read_input();
    return bits;
}

bool term_pending(void)
{
    struct pollfd wait[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = term.signals, .events = POLLIN},
    };

    return !term.hidden && poll(wait, 2, 0) != 0;
}

int term_signal(void)
{
    return term.ended_by;
}

struct input *term_input(void)
{
    return term.input;
}
