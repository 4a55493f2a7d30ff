# What two people wrote without having seen each other's: texts put together, isian berbeda,
# rows united.
conflict_tests = tests/core/test_diff
check_PROGRAMS += $(conflict_tests)
TESTS += $(conflict_tests)

tests_core_test_diff_SOURCES = tests/core/test_diff.c tests/core/chance.h
tests_core_test_diff_LDADD = $(TEST_LDADD)
