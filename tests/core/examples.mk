# The test of examples.csv.
check_PROGRAMS += tests/core/test_examples
TESTS += tests/core/test_examples
tests_core_test_examples_SOURCES = tests/core/test_examples.c tests/core/method_small.h
tests_core_test_examples_LDADD = $(TEST_LDADD)
