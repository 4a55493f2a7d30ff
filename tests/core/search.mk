# Cari: looking for a text in the whole workbook.
check_PROGRAMS += tests/core/test_search
TESTS += tests/core/test_search
tests_core_test_search_SOURCES = tests/core/test_search.c tests/core/store_fixture.h \
	tests/property/chance.h
tests_core_test_search_LDADD = $(TEST_LDADD)
