# The tests in a real terminal (tmux).
TESTS += tests/term/keys.test tests/term/kill.test tests/term/leave.test tests/term/nowhere.test tests/term/note.test
EXTRA_DIST += tests/term/tmux.sh tests/term/keys.test tests/term/kill.test tests/term/leave.test tests/term/nowhere.test tests/term/note.test
include tests/term/hall.mk
include tests/term/day.mk
include tests/term/evening.mk
include tests/term/looks.mk
include tests/term/differ.mk
include tests/term/search.mk
include tests/term/findings.mk
include tests/term/coming.mk
TESTS += tests/term/scripts.test tests/term/storm.test tests/term/wide.test
EXTRA_DIST += tests/term/storm.test tests/term/wide.test tests/term/scripts.test tests/term/replay.py
