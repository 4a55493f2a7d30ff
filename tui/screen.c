#include "tui/screen.h"

#include <stdlib.h>

const char *screen_keep(char **place, char *text)
{
    free(*place);
    *place = text;
    return text != NULL ? text : "";
}
