# The tests in a real terminal (tmux).
TESTS += tests/term/keys.test tests/term/kill.test tests/term/leave.test tests/term/nowhere.test
EXTRA_DIST += tests/term/tmux.sh tests/term/keys.test tests/term/kill.test tests/term/leave.test tests/term/nowhere.test
include tests/term/hall.mk
