# Copies for groups, the exchange by stick, and what is there twice after it.
check_PROGRAMS += tests/core/test_copies tests/property/test_groups
TESTS += tests/core/test_copies tests/property/test_groups
tests_core_test_copies_SOURCES = tests/core/test_copies.c tests/core/store_fixture.h
tests_core_test_copies_LDADD = $(TEST_LDADD)
tests_property_test_groups_SOURCES = tests/property/test_groups.c tests/core/store_fixture.h \
	tests/property/chance.h
tests_property_test_groups_LDADD = $(TEST_LDADD)
# The package as it is handed over.
check_PROGRAMS += tests/core/test_handover
TESTS += tests/core/test_handover
tests_core_test_handover_SOURCES = tests/core/test_handover.c tests/core/store_fixture.h
tests_core_test_handover_LDADD = $(TEST_LDADD)
# What comes back.
check_PROGRAMS += tests/core/test_coming
TESTS += tests/core/test_coming
tests_core_test_coming_SOURCES = tests/core/test_coming.c tests/core/store_fixture.h
tests_core_test_coming_LDADD = $(TEST_LDADD)
