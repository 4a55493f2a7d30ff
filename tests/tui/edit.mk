# The tests of the editors, pickers, Form and Table.
check_PROGRAMS += tests/tui/test_steps
TESTS += tests/tui/test_steps
tests_tui_test_steps_SOURCES = tests/tui/test_steps.c tests/core/store_fixture.h
tests_tui_test_steps_LDADD = $(TUI_TEST_LDADD)
