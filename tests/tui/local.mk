# The tests of tui: pure parts, and golden screens.
check_PROGRAMS += tests/tui/test_input tests/tui/test_keys
TESTS += tests/tui/test_input tests/tui/test_keys tests/tui/golden.test tests/tui/shake.test
tests_tui_test_input_SOURCES = tests/tui/test_input.c
tests_tui_test_input_LDADD = $(TUI_TEST_LDADD)
tests_tui_test_keys_SOURCES = tests/tui/test_keys.c
tests_tui_test_keys_LDADD = $(TUI_TEST_LDADD)
EXTRA_DIST += tests/tui/world.sh tests/tui/golden.test tests/tui/shake.test tests/tui/scripts tests/tui/golden tests/tui/data

include tests/tui/edit.mk
include tests/tui/looks.mk
include tests/tui/menu.mk
