# The pure editors of the terminal's face.
check_PROGRAMS += tests/core/test_edit_line tests/core/test_edit_text
TESTS += tests/core/test_edit_line tests/core/test_edit_text
tests_core_test_edit_line_SOURCES = tests/core/test_edit_line.c tests/core/edit_random.h
tests_core_test_edit_line_LDADD = $(TUI_TEST_LDADD)
tests_core_test_edit_text_SOURCES = tests/core/test_edit_text.c tests/core/edit_random.h
tests_core_test_edit_text_LDADD = $(TUI_TEST_LDADD)
