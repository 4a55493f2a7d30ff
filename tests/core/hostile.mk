# Workbooks made to harm: refused by name, or harmless.
check_PROGRAMS += tests/core/test_hostile
TESTS += tests/core/test_hostile
tests_core_test_hostile_SOURCES = tests/core/test_hostile.c tests/core/hostile.h \
	tests/core/hostile_file.c tests/core/hostile_journal.c tests/core/hostile_method.c tests/core/store_fixture.h \
	tests/property/sample_method.c tests/property/sample_method.h
tests_core_test_hostile_LDADD = $(TEST_LDADD)
