# The tests of cli.
cli_tests = tests/cli/bad-input.test tests/cli/conflicts.test tests/cli/doctor.test tests/cli/export.test tests/cli/help.test tests/cli/history.test tests/cli/hot.test \
	tests/cli/import.test tests/cli/interrupt.test tests/cli/man.test tests/cli/merge.test tests/cli/method.test tests/cli/new.test \
	tests/cli/roundtrip.test tests/cli/upgrade.test
TESTS += $(cli_tests)
EXTRA_DIST += $(cli_tests) tests/data/quick_win_40.csv tests/data/quick_win_40.expected.csv
