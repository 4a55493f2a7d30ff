# Periksa in a real terminal.
TESTS += tests/term/findings.test
EXTRA_DIST += tests/term/findings.test
