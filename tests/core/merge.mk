# Copies that come together, and backups.
check_PROGRAMS += tests/core/test_merge tests/core/test_backup
TESTS += tests/core/test_merge tests/core/test_backup
tests_core_test_merge_SOURCES = tests/core/test_merge.c tests/core/store_fixture.h
tests_core_test_merge_LDADD = $(TEST_LDADD)
tests_core_test_backup_SOURCES = tests/core/test_backup.c tests/core/store_fixture.h
tests_core_test_backup_LDADD = $(TEST_LDADD)
