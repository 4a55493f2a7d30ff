/* One call of a command: its options and operands. */
#ifndef SUSUN_CLI_CALL_H
#define SUSUN_CLI_CALL_H

#include "cli/command.h"
#include "core/store/workbook.h"

struct given_option {
    const struct option_spec *spec;
    const char *value; /* NULL when it takes none */
};
struct call {
    const struct command *command;
    struct given_option *given;
    size_t given_count;
    char *const *operands; /* borrowed from argv */
    size_t operand_count;
};

/* Takes options and operands of argv (argv[0] is skipped) into the call; `stop_early` ends at
 * the first operand. What an earlier call gave stays. STATUS_USAGE with a sentence that names
 * the nearest option. call_clear afterwards. */
enum status call_parse(
    struct call *call, int argc, char **argv, bool stop_early, struct error *e);
void call_clear(struct call *call);

/* Value of an option, the last one counts; NULL when absent. */
const char *call_value(const struct call *call, const char *option);
bool call_has(const struct call *call, const char *option);
/* Whole number of an option; STATUS_USAGE when it is missing or something else. */
enum status call_number(
    const struct call *call, const char *option, int *number, struct error *e);
/* Values of an option that may be repeated, NULL terminated; caller frees the array. */
enum status call_values(
    const struct call *call, const char *option, const char ***values, struct error *e);
/* STATUS_USAGE that says an option is missing. */
enum status call_needs(const struct call *call, const char *option, struct error *e);
/* Who is typing, for the journal. */
struct person call_person(const struct call *call);

#endif
