# Kinds of terminals, themes, the mouse, pastes, sizes: in a pty of the test's own; and the cursor.
TESTS += tests/term/looks.test tests/tui/cursor.test tests/term/bytes.test
EXTRA_DIST += tests/term/bytes.test tests/term/looks.test tests/term/ptys.py tests/tui/cursor.test
