# The tests of cli.
