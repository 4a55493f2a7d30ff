# Workbooks on the shelf: what is known of files that are not open.
check_PROGRAMS += tests/core/test_shelf
TESTS += tests/core/test_shelf
tests_core_test_shelf_SOURCES = tests/core/test_shelf.c tests/core/store_fixture.h
tests_core_test_shelf_LDADD = $(TEST_LDADD)
