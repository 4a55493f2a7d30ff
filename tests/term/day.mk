# One day of Bimtek II by keys, and the folder it must become.
TESTS += tests/term/day.test
EXTRA_DIST += tests/term/day.test tests/term/day.py tests/term/day.walk tests/data/day
