/* How the face looks and listens: theme and mouse, kept in the settings. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "tui/app_state.h"
#include "tui/term/term.h"
#include "tui/term/theme.h"
#include "tui/tui.h"

#define GROUP "face"
#define THEME "theme"
#define MOUSE "mouse"
#define MOUSE_OFF "0"

/* Keeps a setting; one that cannot be kept is chosen again next time. */
static void keep(const char *key, const char *value)
{
    struct error e = {0};

    settings_set(GROUP, key, value, &e);
    error_clear(&e);
}

char *tui_themes(void)
{
    char *names = strdup(theme_name(0));

    for (size_t i = 1; names != NULL && theme_name(i) != NULL; i++) {
        char *more = text_format("%s, %s", names, theme_name(i));
        free(names);
        names = more;
    }
    return names;
}

enum status face_read(const char *theme, size_t *chosen, bool *mouse, struct error *e)
{
    char *kept = settings_get(GROUP, THEME);
    char *off = settings_get(GROUP, MOUSE);

    *chosen = 0;
    (void)theme_named(kept, chosen);
    *mouse = off == NULL || strcmp(off, MOUSE_OFF) != 0;
    free(kept);
    free(off);
    if (theme == NULL)
        return STATUS_OK;
    if (theme_named(theme, chosen)) {
        keep(THEME, theme);
        return STATUS_OK;
    }
    char *names = tui_themes();
    enum status status = error_set(
        e, STATUS_USAGE, _("--theme knows %s, not “%s”."), names != NULL ? names : "", theme);
    free(names);
    return status;
}

void face_next_theme(struct app *app)
{
    size_t next = theme_present() + 1;

    if (!theme_free()) {
        app_message(app, "%s",
            getenv("NO_COLOR") != NULL && getenv("NO_COLOR")[0] != '\0'
                ? _("Without colours, because NO_COLOR is set on this computer.")
                : _("This terminal has no colours."));
        return;
    }
    theme_choose(theme_name(next) != NULL ? next : 0);
    keep(THEME, theme_name(theme_present()));
    term_repaint();
    app_message(app, _("Colours: %s."), theme_title(theme_present()));
}

void face_turn_mouse(struct app *app)
{
    char *before = settings_get(GROUP, MOUSE);
    bool on = before != NULL && strcmp(before, MOUSE_OFF) == 0;

    free(before);
    keep(MOUSE, on ? NULL : MOUSE_OFF);
    bool there = term_mouse(on);
    app_message(app, "%s",
        !there ? _("This terminal has no mouse.")
        : on   ? _("The mouse works in Susun. Hold Shift to copy with it.")
               : _("The mouse selects and copies in the terminal; Susun leaves it alone."));
}
