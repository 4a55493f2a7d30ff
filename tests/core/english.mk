# The test of the two languages of the built-in methods.
check_PROGRAMS += tests/core/test_english
TESTS += tests/core/test_english
tests_core_test_english_SOURCES = tests/core/test_english.c
tests_core_test_english_LDADD = $(TEST_LDADD)
EXTRA_DIST += tests/data/same-in-both.csv
