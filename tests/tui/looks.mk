# The tests of themes.
check_PROGRAMS += tests/tui/test_theme
TESTS += tests/tui/test_theme
tests_tui_test_theme_SOURCES = tests/tui/test_theme.c
tests_tui_test_theme_LDADD = $(TUI_TEST_LDADD) -lm
TESTS += tests/tui/stick.test
EXTRA_DIST += tests/tui/stick.test
TESTS += tests/tui/themes.test
EXTRA_DIST += tests/tui/themes.test tests/tui/themes.script tests/tui/looks
