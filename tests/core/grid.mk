# The tests of core/plan's grid.
check_PROGRAMS += tests/core/test_grid
TESTS += tests/core/test_grid
tests_core_test_grid_SOURCES = tests/core/test_grid.c tests/core/store_fixture.h
tests_core_test_grid_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_grid_paste
TESTS += tests/core/test_grid_paste
tests_core_test_grid_paste_SOURCES = tests/core/test_grid_paste.c tests/core/store_fixture.h \
	tests/core/chance.h
tests_core_test_grid_paste_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/core/test_grid_different
TESTS += tests/core/test_grid_different
tests_core_test_grid_different_SOURCES = tests/core/test_grid_different.c tests/core/store_fixture.h \
	tests/core/store_union.h
tests_core_test_grid_different_LDADD = $(TEST_LDADD)
