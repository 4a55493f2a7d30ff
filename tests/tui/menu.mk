# The tests of Menu, help, the trash, keys and what is written about them.
check_PROGRAMS += tests/tui/test_actions tests/tui/test_prose
TESTS += tests/tui/test_actions tests/tui/test_prose tests/tui/readme.test tests/tui/walk.test tests/tui/key-file.test
tests_tui_test_actions_SOURCES = tests/tui/test_actions.c
tests_tui_test_actions_LDADD = $(TUI_TEST_LDADD)
tests_tui_test_prose_SOURCES = tests/tui/test_prose.c
tests_tui_test_prose_LDADD = $(TUI_TEST_LDADD)
EXTRA_DIST += tests/tui/readme.test tests/tui/walk tests/tui/walk.id tests/tui/walk.en tests/tui/walk.test tests/tui/key-file.test
