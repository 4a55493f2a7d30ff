# The tests in a real terminal (tmux).
TESTS += tests/term/disk.test tests/term/keys.test tests/term/kill.test tests/term/leave.test tests/term/nowhere.test
EXTRA_DIST += tests/term/tmux.sh tests/term/disk.test tests/term/keys.test tests/term/kill.test tests/term/leave.test tests/term/nowhere.test
