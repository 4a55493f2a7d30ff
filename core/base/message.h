/* The message catalogue: English msgids, Indonesian compiled in (po/id.mo, read in GNU MO
 * format, see the gettext manual "The Format of GNU MO Files"). Independent of the locale. */
#ifndef SUSUN_BASE_MESSAGE_H
#define SUSUN_BASE_MESSAGE_H

#include <stddef.h>

enum lang { LANG_ID = 0, LANG_EN = 1, LANG_COUNT };

/* Chooses the language for the whole process (the one piece of state a catalogue needs);
 * Indonesian before any call. */
void message_set_lang(enum lang lang);
enum lang message_lang(void);

/* "id" or "en" -> language; returns 0 when it is one of the two, -1 otherwise. */
int message_lang_named(const char *name, enum lang *lang);

/* The translation of an English msgid, or the msgid itself. Never NULL, static storage. */
const char *message_get(const char *msgid) __attribute__((format_arg(1)));

/* The same in a language other than the chosen one. */
const char *message_in(enum lang lang, const char *msgid) __attribute__((format_arg(2)));

/* The translation of a msgid in a catalogue of these bytes, either byte order, or NULL (also
 * when the bytes are no catalogue or a damaged one). What message_get asks; tests call it
 * alone. */
const char *message_find(const unsigned char *bytes, size_t size, const char *msgid)
    __attribute__((format_arg(3)));

#define _(text) message_get(text)
#define N_(text) text

#endif
