# The tests of core/method.
check_PROGRAMS += tests/core/test_load tests/core/test_method tests/core/test_region \
	tests/core/test_round \
	tests/core/test_source tests/core/test_type
TESTS += tests/core/test_load tests/core/test_method tests/core/test_region \
	tests/core/test_round \
	tests/core/test_source tests/core/test_type

tests_core_test_load_SOURCES = tests/core/test_load.c tests/core/method_small.h
tests_core_test_load_LDADD = $(TEST_LDADD)
tests_core_test_method_SOURCES = tests/core/test_method.c tests/core/method_small.h
tests_core_test_method_LDADD = $(TEST_LDADD)
tests_core_test_region_SOURCES = tests/core/test_region.c
tests_core_test_region_LDADD = $(TEST_LDADD)
tests_core_test_round_SOURCES = tests/core/test_round.c tests/core/type_world.h \
	tests/core/method_small.h
tests_core_test_round_LDADD = $(TEST_LDADD)
tests_core_test_source_SOURCES = tests/core/test_source.c
tests_core_test_source_LDADD = $(TEST_LDADD)
tests_core_test_type_SOURCES = tests/core/test_type.c tests/core/type_world.h \
	tests/core/method_small.h
tests_core_test_type_LDADD = $(TEST_LDADD)
include tests/core/examples.mk
include tests/core/english.mk
