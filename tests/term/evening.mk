# The evening of a bimtek: copies, typing, exchange by stick; by keys and as a script.
evening_tests = tests/term/evening.test tests/tui/evening.test
TESTS += $(evening_tests)
EXTRA_DIST += $(evening_tests) tests/term/evening.sh tests/term/evening.report
