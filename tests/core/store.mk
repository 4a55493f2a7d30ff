check_PROGRAMS += tests/core/test_store
TESTS += tests/core/test_store
tests_core_test_store_SOURCES = tests/core/test_store.c tests/core/store_fixture.h
tests_core_test_store_LDADD = $(TEST_LDADD)
