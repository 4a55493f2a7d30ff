# The evening of a bimtek: copies, typing, exchange by stick.
TESTS += tests/term/evening.test
EXTRA_DIST += tests/term/evening.test
