# Checks and what they find; what a method's SQL may search.
check_PROGRAMS += tests/core/test_findings
TESTS += tests/core/test_findings
tests_core_test_findings_SOURCES = tests/core/test_findings.c tests/core/store_fixture.h
tests_core_test_findings_LDADD = $(TEST_LDADD)

# Findings beside the fields they are about.
check_PROGRAMS += tests/core/test_beside
TESTS += tests/core/test_beside
tests_core_test_beside_SOURCES = tests/core/test_beside.c tests/core/store_fixture.h
tests_core_test_beside_LDADD = $(TEST_LDADD)

# What the shipped method works out by itself.
check_PROGRAMS += tests/core/test_worked_out
TESTS += tests/core/test_worked_out
tests_core_test_worked_out_SOURCES = tests/core/test_worked_out.c tests/core/store_fixture.h
tests_core_test_worked_out_LDADD = $(TEST_LDADD)

# Findings of several copies, and of checks that do not work.
check_PROGRAMS += tests/core/test_findings_together
TESTS += tests/core/test_findings_together
tests_core_test_findings_together_SOURCES = tests/core/test_findings_together.c \
	tests/core/store_fixture.h tests/core/store_union.h
tests_core_test_findings_together_LDADD = $(TEST_LDADD)
