# The day in the hall: in a real terminal, killed, traced; and with a method of other names.
hall_tests = tests/term/hall.test tests/term/hall-kill.test tests/term/strace.test \
	tests/cli/renamed.test
TESTS += $(hall_tests)
EXTRA_DIST += $(hall_tests) tests/term/hall.py tests/term/hall.walk tests/lint/rename-method
