# The tests of term.
