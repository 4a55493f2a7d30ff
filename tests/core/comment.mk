# Comments of experts.
check_PROGRAMS += tests/core/test_comment
TESTS += tests/core/test_comment
tests_core_test_comment_SOURCES = tests/core/test_comment.c tests/core/store_fixture.h
tests_core_test_comment_LDADD = $(TEST_LDADD)
