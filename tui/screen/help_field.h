/* What help says about one field. Private to the help screen and its tests. */
#ifndef SUSUN_TUI_SCREEN_HELP_FIELD_H
#define SUSUN_TUI_SCREEN_HELP_FIELD_H

#include "core/method/method.h"
#include "tui/widget/prose.h"

/* Adds: what to write, a good and a bad example, who knows it, which notations are read, the
 * bounds, the choices. */
void help_field(struct prose *r, const struct field *field);

#endif
