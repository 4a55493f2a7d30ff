/* What an installation remembers outside any workbook: state under $XDG_STATE_HOME/susun
 * (default
 * ~/.local/state/susun). Values are short texts; a missing or unreadable state is no error, it
 * is empty. Each key is one small file, written atomically. */
#ifndef SUSUN_BASE_SETTINGS_H
#define SUSUN_BASE_SETTINGS_H

#include "core/base/error.h"

/* The value of `group`/`key` (both [a-zA-Z0-9._-]+), or NULL. Caller frees. */
char *settings_get(const char *group, const char *key);
/* Stores it; NULL removes. Failure is reported but callers usually go on. */
enum status settings_set(
    const char *group, const char *key, const char *value, struct error *e);
/* The random id of this installation ("this laptop" for undo), made at the first call. Caller
 * frees; never NULL unless memory is gone (a state folder that cannot be written gives an id
 * for this process). */
char *settings_laptop(void);
/* Path of a file that the person writes for us: $XDG_CONFIG_HOME/susun/NAME (default
 * ~/.config/susun/NAME), whether it exists or not. Caller frees; NULL without a home folder. */
char *settings_config_path(const char *name);
/* Folder for people's workbooks: XDG documents directory (user-dirs.dirs) or ~/Dokumen or
 * ~/Documents, + "/Susun". Caller frees. */
char *settings_workbook_folder(void);

#endif
