/* Interrupt and termination while a command works: noticed between rows, so that nothing is
 * half done. */
#ifndef SUSUN_CLI_STOP_H
#define SUSUN_CLI_STOP_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP only ask to stop. */
void stop_listen(void);
/* Whether one came; fits the `stop` of import and export options. */
bool stop_asked(void *context);
/* Its number, 0 when none came. */
int stop_signal(void);

#endif
