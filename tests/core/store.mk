check_PROGRAMS += tests/core/test_store
TESTS += tests/core/test_store
tests_core_test_store_SOURCES = tests/core/test_store.c tests/core/store_fixture.h
tests_core_test_store_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_opening
TESTS += tests/core/test_opening
tests_core_test_opening_SOURCES = tests/core/test_opening.c tests/core/store_fixture.h
tests_core_test_opening_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_commit
TESTS += tests/core/test_commit
tests_core_test_commit_SOURCES = tests/core/test_commit.c tests/core/store_fixture.h
tests_core_test_commit_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_undo_unit
TESTS += tests/core/test_undo_unit
tests_core_test_undo_unit_SOURCES = tests/core/test_undo_unit.c tests/core/store_fixture.h
tests_core_test_undo_unit_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_carry
TESTS += tests/core/test_carry
tests_core_test_carry_SOURCES = tests/core/test_carry.c tests/core/store_fixture.h
tests_core_test_carry_LDADD = $(TEST_LDADD)
