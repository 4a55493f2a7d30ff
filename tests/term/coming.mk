# A package that comes back, in a real terminal.
TESTS += tests/term/coming.test
EXTRA_DIST += tests/term/coming.test
