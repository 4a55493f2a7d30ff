# The tests of core/base.
base_tests = tests/core/test_clock tests/core/test_csv tests/core/test_date tests/core/test_error \
	tests/core/test_file tests/core/test_hash tests/core/test_message tests/core/test_number \
	tests/core/test_random tests/core/test_settings tests/core/test_text
check_PROGRAMS += $(base_tests)
TESTS += $(base_tests)

tests_core_test_clock_SOURCES = tests/core/test_clock.c tests/core/chance.h
tests_core_test_clock_LDADD = $(TEST_LDADD)
tests_core_test_csv_SOURCES = tests/core/test_csv.c tests/core/chance.h
tests_core_test_csv_LDADD = $(TEST_LDADD)
tests_core_test_date_SOURCES = tests/core/test_date.c tests/core/chance.h
tests_core_test_date_LDADD = $(TEST_LDADD)
tests_core_test_error_SOURCES = tests/core/test_error.c tests/core/chance.h
tests_core_test_error_LDADD = $(TEST_LDADD)
tests_core_test_file_SOURCES = tests/core/test_file.c tests/core/chance.h
tests_core_test_file_LDADD = $(TEST_LDADD)
tests_core_test_hash_SOURCES = tests/core/test_hash.c tests/core/chance.h
tests_core_test_hash_LDADD = $(TEST_LDADD)
tests_core_test_message_SOURCES = tests/core/test_message.c tests/core/chance.h
tests_core_test_message_LDADD = $(TEST_LDADD)
tests_core_test_number_SOURCES = tests/core/test_number.c tests/core/chance.h
tests_core_test_number_LDADD = $(TEST_LDADD)
tests_core_test_random_SOURCES = tests/core/test_random.c tests/core/chance.h
tests_core_test_random_LDADD = $(TEST_LDADD)
tests_core_test_settings_SOURCES = tests/core/test_settings.c tests/core/chance.h
tests_core_test_settings_LDADD = $(TEST_LDADD)
tests_core_test_text_SOURCES = tests/core/test_text.c tests/core/chance.h
tests_core_test_text_LDADD = $(TEST_LDADD)
