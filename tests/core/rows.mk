# Lists of rows: views, seeds, what rows begin with.
check_PROGRAMS += tests/core/test_rows
TESTS += tests/core/test_rows
tests_core_test_rows_SOURCES = tests/core/test_rows.c tests/core/store_fixture.h
tests_core_test_rows_LDADD = $(TEST_LDADD)
