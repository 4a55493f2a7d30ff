# The tests of the editors, pickers, Form and Table.
