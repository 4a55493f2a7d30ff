/* The person's own keys: $XDG_CONFIG_HOME/susun/keys, a text of lines
 *
 *     # a remark
 *     new-row = F5 Ctrl-D
 *
 * with the words of the table of actions. A line replaces all keys of its action, except that
 * Esc always goes back and Ctrl-Q always leaves. What cannot be followed is told with its line;
 * the rest works. */
#ifndef SUSUN_TUI_KEY_FILE_H
#define SUSUN_TUI_KEY_FILE_H

#include <stddef.h>

#define KEY_FILE_TOLD 20 /* sentences kept; nobody reads more */

/* Start with {0}; key_file_free at the end. */
struct key_file {
    char *path;   /* where it is or would be; NULL without a home folder */
    size_t lines; /* that give keys */
    char *told[KEY_FILE_TOLD];
    size_t count;
};

/* Reads the file, if there is one, and gives the actions their keys. */
void key_file_load(struct key_file *f);
/* The same from a text in memory. */
void key_file_take(struct key_file *f, const char *text);
void key_file_free(struct key_file *f);

#endif
