# Cari in a real terminal.
TESTS += tests/term/search.test
EXTRA_DIST += tests/term/search.test
