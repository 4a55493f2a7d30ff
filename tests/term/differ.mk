# Copies that two people wrote into: differences decided and rows united by keys.
TESTS += tests/term/differ.test
EXTRA_DIST += tests/term/differ.test tests/term/differ.py
