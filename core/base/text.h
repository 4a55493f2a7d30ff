/* Text is UTF-8, its length is cells, and only this module (with libunistring) knows how.
 * Width is that of a terminal: wide characters 2, combining marks 0. */
#ifndef SUSUN_BASE_TEXT_H
#define SUSUN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"

/* Why bytes cannot be a text. */
enum text_flaw { TEXT_FINE = 0, TEXT_NOT_UTF8, TEXT_HAS_NUL, TEXT_TOO_LONG, TEXT_NO_MEMORY };

/* The one door for text from outside (DESIGN.md 3 "Text"): checks UTF-8 and NUL and LIMIT_TEXT,
 * then NFC, CRLF and CR to LF, control characters other than TAB and LF removed, bidi controls,
 * soft hyphens and U+FEFF removed; ZWJ and ZWNJ stay. Idempotent. Leading and trailing blanks
 * stay. Returns a new string (caller frees) or NULL with *flaw and the byte offset *at (may be
 * NULL). */
char *text_clean(const char *bytes, size_t size, enum text_flaw *flaw, size_t *at);

/* Whether bytes are UTF-8 without NUL, as they stand. */
bool text_is_utf8(const char *bytes, size_t size);

/* A translated sentence part for a flaw, a reason such as
 * "its letters are not stored as UTF-8"; static or "". */
const char *text_flaw_name(enum text_flaw flaw);

/* Normalises what word processors leave: curly quotes, bullets at line starts, no-break and
 * thin spaces. New string, caller frees; NULL without memory. */
char *text_from_paste(const char *clean);

/* Copy without leading and trailing white space (Unicode); caller frees. */
char *text_trim(const char *s);
/* Whether that is the text itself. */
bool text_is_trimmed(const char *s);

/* For matching what people type: NFKC, case folded, accents kept, runs of blanks and
 * punctuation
 * (.,;:-_/()'") to one space, trimmed. New string, caller frees; NULL without memory. */
char *text_fold(const char *s);
/* Whether a text, folded, is this folded one; *starved is set where there was no memory to
 * know.
 */
bool text_folds_to(const char *text, const char *folded, bool *starved);
/* Whether matching sees a character as a blank: white space and the punctuation above. */
bool text_is_gap(uint32_t c);
/* For names of files: folded, everything but a-z and 0-9 to one "-", none at the ends:
 * "Kab. Luwu Utara" gives "kab-luwu-utara". New string, caller frees; NULL without memory. */
char *text_slug(const char *s);

/* Cells the text takes on a terminal: a cluster takes those of its first character that has any
 * (a joined emoji 2, a flag 2); TAB, drawn as a blank, 1; other controls 0. */
size_t text_width(const char *s);
size_t text_width_n(const char *s, size_t bytes);

/* Byte offset of the next/previous grapheme cluster boundary from a boundary `at`; stays at the
 * ends. */
size_t text_next(const char *s, size_t at);
size_t text_prev(const char *s, size_t at);
/* Word boundary movement (start of next word, start of this or previous word). */
size_t text_next_word(const char *s, size_t at);
size_t text_prev_word(const char *s, size_t at);

/* Bytes of the longest prefix of whole grapheme clusters of at most `cells`; *used = its cells
 * (may be NULL). */
size_t text_fit(const char *s, size_t cells, size_t *used);

/* Copy cut to `cells` at a cluster boundary, ending in "…" (or "~" when ascii) if anything was
 * cut, LF and TAB shown as a blank. Caller frees. */
char *text_cut(const char *s, size_t cells, bool ascii);

/* One line of a wrapped text: bytes [start, start+bytes) of the source, without its LF. */
struct text_line {
    size_t start, bytes;
};
/* Wraps at blanks (UAX 14 light: a word longer than `cells` is cut between clusters); the one
 * blank at a break belongs to no line (a cursor on it stands at the end of the line before);
 * every LF starts a line; an empty text is one empty line. *lines is new (caller frees).
 * Returns the count, 0 without memory. */
size_t text_wrap(const char *s, size_t cells, struct text_line **lines);

/* Safe to put on a terminal: copy with every control character (also LF, TAB, C1, DEL, bidi
 * controls) and every byte outside UTF-8 as U+FFFD; caller frees. */
char *text_printable(const char *s);

/* [a-z][a-z0-9_]*: what a method may use as a name. */
bool text_is_name(const char *s);

/* asprintf that returns the string or NULL. Caller frees. */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
