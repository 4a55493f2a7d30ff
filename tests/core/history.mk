check_PROGRAMS += tests/core/test_history
TESTS += tests/core/test_history
tests_core_test_history_SOURCES = tests/core/test_history.c tests/core/store_fixture.h
tests_core_test_history_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_mark
TESTS += tests/core/test_mark
tests_core_test_mark_SOURCES = tests/core/test_mark.c tests/core/chance.h \
	tests/core/store_fixture.h
tests_core_test_mark_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_since
TESTS += tests/core/test_since
tests_core_test_since_SOURCES = tests/core/test_since.c tests/core/store_fixture.h
tests_core_test_since_LDADD = $(TEST_LDADD)
