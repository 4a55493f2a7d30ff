/* A small method built in memory, with every kind of form, every type of field, codes,
 * references and a form whose cells take the later value. For tests that want a workbook of
 * their own. */
#ifndef TESTS_PROPERTY_SAMPLE_METHOD_H
#define TESTS_PROPERTY_SAMPLE_METHOD_H

#include "core/method/source.h"

/* The caller's: source_free. */
enum status sample_method(struct source *s, struct error *e);
/* Its newer version, which leaves one choice of a list out. */
enum status sample_method_later(struct source *s, struct error *e);

#endif
