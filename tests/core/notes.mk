# The part of a group, and rows that become other rows.
check_PROGRAMS += tests/core/test_scope tests/core/test_promote
TESTS += tests/core/test_scope tests/core/test_promote
tests_core_test_scope_SOURCES = tests/core/test_scope.c tests/core/store_fixture.h
tests_core_test_scope_LDADD = $(TEST_LDADD)
tests_core_test_promote_SOURCES = tests/core/test_promote.c tests/core/store_fixture.h \
	tests/core/method_small.h
tests_core_test_promote_LDADD = $(TEST_LDADD)
