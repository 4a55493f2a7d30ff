#include "tui/term/script.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/term/dump.h"
#include "tui/term/term.h"

struct player {
    const struct script_host *host;
    struct error *e;
};

bool script_size(const char *text, int *width, int *height)
{
    int end = 0;

    return sscanf(text, "%3dx%3d%n", width, height, &end) == 2 && text[end] == '\0' &&
           *width >= 1 && *height >= 1 && *width <= 500 && *height <= 500;
}

/* A quoted text at *at (on its quote); *at then stands behind it. Caller frees; NULL when it
 * does not end. */
static char *quoted(const char **at)
{
    char *text = malloc(strlen(*at) + 1);
    size_t length = 0;
    const char *s = *at + 1;

    for (; text != NULL && *s != '\0' && *s != '"'; s++) {
        char byte = *s;
        if (byte == '\\' && s[1] != '\0') {
            s++;
            byte = *s == 'n' ? '\n' : *s == 't' ? '\t' : *s;
        }
        text[length++] = byte;
    }
    if (text == NULL || *s != '"') {
        free(text);
        return NULL;
    }
    text[length] = '\0';
    *at = s + 1;
    return text;
}

/* Types a text, cluster by cluster. */
static void type(struct player *p, const char *text)
{
    size_t length = strlen(text);

    for (size_t at = 0; at < length && !p->host->over(p->host->context);) {
        struct press press = {.code = PRESS_TEXT};
        size_t used = text_next(text, at) - at;
        if (used == 0 || used >= sizeof press.text)
            break;
        memcpy(press.text, text + at, used);
        p->host->press(p->host->context, &press);
        at += used;
    }
}

/* One line of keys and quoted texts. */
static enum status play_keys(struct player *p, const char *line)
{
    for (const char *at = line; *at != '\0';) {
        if (isspace((unsigned char)*at)) {
            at++;
            continue;
        }
        if (*at == '"') {
            char *text = quoted(&at);
            if (text == NULL)
                return error_set(
                    p->e, STATUS_DATA, _("a text does not end with a quotation mark"));
            type(p, text);
            free(text);
            continue;
        }
        size_t bytes = strcspn(at, " \t");
        struct press press;
        bool over = p->host->over(p->host->context);
        if (press_named(at, bytes, &press)) {
            if (!over)
                p->host->press(p->host->context, &press);
        } else if (!over && !p->host->word(p->host->context, at, bytes)) {
            return error_set(
                p->e, STATUS_DATA, _("there is no key named %.*s"), (int)bytes, at);
        }
        at += bytes;
    }
    return STATUS_OK;
}

/* :paste "text" */
static enum status play_paste(struct player *p, const char *rest)
{
    char *text = rest[0] == '"' ? quoted(&rest) : NULL;

    if (text == NULL)
        return error_set(p->e, STATUS_DATA, _("a text does not end with a quotation mark"));
    struct press press = {
        .code = PRESS_PASTE, .paste = text_clean(text, strlen(text), NULL, NULL)};
    free(text);
    if (press.paste == NULL)
        return error_memory(p->e);
    p->host->press(p->host->context, &press);
    press_clear(&press);
    return STATUS_OK;
}

/* Gives the host a press without text. */
static enum status play_code(struct player *p, enum press_code code)
{
    struct press press = {.code = code};

    p->host->press(p->host->context, &press);
    return STATUS_OK;
}

/* :wait-draft */
static enum status play_tick(struct player *p, const char *rest)
{
    (void)rest;
    return play_code(p, PRESS_TICK);
}

/* :drag */
static enum status play_drag(struct player *p, const char *rest)
{
    (void)rest;
    return play_code(p, PRESS_DRAG);
}

/* :right */
static enum status play_right(struct player *p, const char *rest)
{
    (void)rest;
    return play_code(p, PRESS_OTHER_BUTTON);
}

/* :wheel up|down */
static enum status play_wheel(struct player *p, const char *rest)
{
    return play_code(p, strcmp(rest, "up") == 0 ? PRESS_WHEEL_UP : PRESS_WHEEL_DOWN);
}

/* :click 4 10 */
static enum status play_click(struct player *p, const char *rest)
{
    struct press press = {.code = PRESS_CLICK};

    if (sscanf(rest, "%3d %3d", &press.y, &press.x) != 2)
        return error_set(p->e, STATUS_DATA, _("a place is written as row and column: 4 10"));
    p->host->press(p->host->context, &press);
    return STATUS_OK;
}

/* :double 4 10, so quickly that it is one. */
static enum status play_double(struct player *p, const char *rest)
{
    struct press press = {.code = PRESS_DOUBLE_CLICK};
    enum status status = play_click(p, rest);

    if (status == STATUS_OK && !p->host->over(p->host->context)) {
        sscanf(rest, "%3d %3d", &press.y, &press.x);
        p->host->press(p->host->context, &press);
    }
    return status;
}

/* :dump FILE */
static enum status play_dump(struct player *p, const char *rest)
{
    return dump_screen(rest, p->e);
}

/* :dump-looks FILE */
static enum status play_looks(struct player *p, const char *rest)
{
    return dump_looks(rest, p->e);
}

/* :size 60x20 */
static enum status play_size(struct player *p, const char *rest)
{
    int width, height;

    if (!script_size(rest, &width, &height))
        return error_set(p->e, STATUS_DATA, _("%s is no size; write it as 80x24"), rest);
    struct press press = {.code = PRESS_RESIZE};
    term_resize(height, width);
    p->host->press(p->host->context, &press);
    return STATUS_OK;
}

/* What begins with a colon; :quit has its own place. */
static const struct {
    const char *name;
    enum status (*play)(struct player *p, const char *rest);
} commands[] = {
    {"dump", play_dump},
    {"dump-looks", play_looks},
    {"size", play_size},
    {"paste", play_paste},
    {"wait-draft", play_tick},
    {"click", play_click},
    {"double", play_double},
    {"wheel", play_wheel},
    {"drag", play_drag},
    {"right", play_right},
};

/* A line that begins with a colon. */
static enum status play_command(struct player *p, const char *line, bool *quit)
{
    size_t bytes = strcspn(line, " \t");
    const char *rest = line + bytes + strspn(line + bytes, " \t");

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const char *name = commands[i].name;
        if (strlen(name) == bytes && memcmp(name, line, bytes) == 0)
            return commands[i].play(p, rest);
    }
    *quit = bytes == strlen("quit") && memcmp(line, "quit", bytes) == 0;
    return *quit
               ? STATUS_OK
               : error_set(p->e, STATUS_DATA, _("there is no command :%.*s"), (int)bytes, line);
}

/* One line of the script. */
static enum status play_line(struct player *p, char *line, bool *quit)
{
    line[strcspn(line, "\r")] = '\0';
    line += strspn(line, " \t");
    if (line[0] == '\0' || line[0] == '#')
        return STATUS_OK;
    return line[0] == ':' ? play_command(p, line + 1, quit) : play_keys(p, line);
}

enum status script_play(const char *path, const struct script_host *host, struct error *e)
{
    struct player player = {host, e};
    char *bytes = NULL;
    size_t size = 0, number = 0;
    bool quit = false;
    enum status status = file_read(path, LIMIT_TEXT, &bytes, &size, e);

    for (char *line = bytes;
         status == STATUS_OK && line != NULL && !quit && !host->over(host->context);) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        number++;
        status = play_line(&player, line, &quit);
        if (status != STATUS_OK)
            error_where(e, _("%s, line %zu"), path, number);
        host->draw(host->context);
        line = end != NULL ? end + 1 : NULL;
    }
    free(bytes);
    return status;
}
