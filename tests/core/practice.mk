# Practice: the file, its tasks.
check_PROGRAMS += tests/core/test_practice
TESTS += tests/core/test_practice
tests_core_test_practice_SOURCES = tests/core/test_practice.c tests/core/store_fixture.h \
	tests/core/exchange_fixture.h
tests_core_test_practice_LDADD = $(TEST_LDADD)
