/* The person's own keys in what Susun says. Sentences and the steps of a method name the keys
 * of the table of actions; where a key file gave an action others, those are named instead. */
#ifndef SUSUN_TUI_KEY_WORDS_H
#define SUSUN_TUI_KEY_WORDS_H

/* The text with every key that is named in it (F4, Ctrl-N, ^N) and that an action does not have
 * any more replaced by one it has, or by the word that Menu does it. Takes the text over (NULL
 * is NULL); caller frees what comes back. Without memory it is the text as it was. */
char *key_words(char *text);
/* The same of a text that is not to be freed. Caller frees; NULL without memory. */
char *key_words_of(const char *text);

#endif
