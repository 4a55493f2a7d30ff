/* The small method of tests/property/sample_method with working groups, for tests of their
 * copies. */
#ifndef TESTS_FAULT_GROUP_METHOD_H
#define TESTS_FAULT_GROUP_METHOD_H

#include "core/store/workbook.h"

/* Makes a workbook of it, as workload_new does, in which the groups of these numbers (0 ends
 * them) stand. */
enum status group_workbook(const char *path, const int *numbers, struct error *e);

#endif
