# What two people wrote without having seen each other's: texts put together, isian berbeda,
# rows united.
conflict_tests = tests/core/test_conflict tests/core/test_diff tests/core/test_unite \
	tests/core/test_unite_late
check_PROGRAMS += $(conflict_tests)
TESTS += $(conflict_tests)

tests_core_test_diff_SOURCES = tests/core/test_diff.c tests/core/chance.h
tests_core_test_diff_LDADD = $(TEST_LDADD)
tests_core_test_conflict_SOURCES = tests/core/test_conflict.c tests/core/store_fixture.h \
	tests/core/store_union.h
tests_core_test_conflict_LDADD = $(TEST_LDADD)
tests_core_test_unite_SOURCES = tests/core/test_unite.c tests/core/store_fixture.h \
	tests/core/store_union.h
tests_core_test_unite_LDADD = $(TEST_LDADD)
tests_core_test_unite_late_SOURCES = tests/core/test_unite_late.c tests/core/store_fixture.h
tests_core_test_unite_late_LDADD = $(TEST_LDADD)
