# The tests of steps: their status, guides, the engine's forms, the older storage format.
check_PROGRAMS += tests/core/test_step_status tests/core/test_weakest tests/core/test_heat \
	tests/core/test_facts tests/core/test_guides
TESTS += tests/core/test_step_status tests/core/test_weakest tests/core/test_heat tests/core/test_facts tests/core/test_guides \
	tests/cli/format.test
tests_core_test_step_status_SOURCES = tests/core/test_step_status.c tests/core/store_fixture.h
tests_core_test_step_status_LDADD = $(TEST_LDADD)
tests_core_test_weakest_SOURCES = tests/core/test_weakest.c tests/core/store_fixture.h
tests_core_test_weakest_LDADD = $(TEST_LDADD)
tests_core_test_heat_SOURCES = tests/core/test_heat.c tests/core/store_fixture.h
tests_core_test_heat_LDADD = $(TEST_LDADD)
tests_core_test_facts_SOURCES = tests/core/test_facts.c tests/core/store_fixture.h
tests_core_test_facts_LDADD = $(TEST_LDADD)
tests_core_test_guides_SOURCES = tests/core/test_guides.c tests/core/method_small.h
tests_core_test_guides_LDADD = $(TEST_LDADD)
EXTRA_DIST += tests/data/sample-facts.csv tests/cli/format.test tests/data/format-1.susun.gz tests/data/format-2.susun.gz \
	tests/data/format-2
