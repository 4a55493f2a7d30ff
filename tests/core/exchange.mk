# The tests of core/exchange and core/plan.
exchange_tests = tests/core/test_exchange_parts tests/core/test_flat tests/core/test_import tests/core/test_package \
	tests/core/test_paste tests/core/test_progress
check_PROGRAMS += $(exchange_tests)
TESTS += $(exchange_tests)

tests_core_test_exchange_parts_SOURCES = tests/core/test_exchange_parts.c tests/core/chance.h
tests_core_test_exchange_parts_LDADD = $(TEST_LDADD)
tests_core_test_flat_SOURCES = tests/core/test_flat.c tests/core/store_fixture.h \
	tests/core/exchange_fixture.h tests/core/chance.h
tests_core_test_flat_LDADD = $(TEST_LDADD)
tests_core_test_import_SOURCES = tests/core/test_import.c tests/core/store_fixture.h \
	tests/core/exchange_fixture.h
tests_core_test_import_LDADD = $(TEST_LDADD)
tests_core_test_package_SOURCES = tests/core/test_package.c tests/core/store_fixture.h
tests_core_test_package_LDADD = $(TEST_LDADD)
tests_core_test_paste_SOURCES = tests/core/test_paste.c tests/core/store_fixture.h \
	tests/core/exchange_fixture.h
tests_core_test_paste_LDADD = $(TEST_LDADD)
tests_core_test_progress_SOURCES = tests/core/test_progress.c tests/core/store_fixture.h
tests_core_test_progress_LDADD = $(TEST_LDADD)
