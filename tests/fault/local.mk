# The tests of fault.
