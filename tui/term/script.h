/* A person made of a file: keys and commands, one line after the other, through the same door
 * as the keys of a terminal (--script). For golden screens and for repeating what went wrong.
 *
 *     F4 "Pasar Kakao" Tab     keys by name (press.h) and typed text; \" \\ \n \t inside quotes
 *     new-row                  the key of an action, by the word of its table
 *     :paste "a\tb\n"          a bracketed paste
 *     :click 4 10              the left button in row 4, column 10 (from 0)
 *     :double 4 10             twice; :wheel up|down; :drag; :right (another button)
 *     :dump FILE               the screen as text       :dump-looks FILE   how its cells look
 *     :size 60x20              another size of the terminal
 *     :wait-draft              as if a second had passed: what is being typed is kept now
 *     :quit                    leaves, as the end of the file does
 *     # a remark
 */
#ifndef SUSUN_TUI_SCRIPT_H
#define SUSUN_TUI_SCRIPT_H

#include <stdbool.h>

#include "core/base/error.h"
#include "tui/term/press.h"

/* Who acts upon it. */
struct script_host {
    void *context;
    void (*press)(
        void *context, const struct press *press); /* one key; PRESS_TICK for :wait-draft */
    void (*draw)(void *context);                   /* after each line */
    bool (*over)(void *context);                   /* the person has left */
    /* Does the action of this word as its key would; false when there is none. */
    bool (*word)(void *context, const char *word, size_t bytes);
};

/* Plays a script to its end. STATUS_DATA "FILE, line N: ..." for what it does not know; the
 * lines before have been played. */
enum status script_play(const char *path, const struct script_host *host, struct error *e);

/* "80x24" -> 80 and 24; false when it is none or too large. Smallest 1x1, largest 500x500. */
bool script_size(const char *text, int *width, int *height);

#endif
