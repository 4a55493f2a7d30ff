# How tests run: each in a world of its own (tests/env), each case told by TAP.
TEST_EXTENSIONS = .test
TAP_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_WORLD = $(SHELL) $(top_srcdir)/tests/env $(abs_top_srcdir) $(abs_top_builddir)
LOG_DRIVER = $(TAP_DRIVER)
LOG_COMPILER = $(TEST_WORLD)
TEST_LOG_DRIVER = $(TAP_DRIVER)
TEST_LOG_COMPILER = $(TEST_WORLD)

EXTRA_DIST += tests/env tests/tap.sh

# The house itself: its order, its names, its catalogue.
TESTS += tests/desktop.test tests/layers.test tests/names.test tests/po.test \
	tests/screens.test
EXTRA_DIST += doc/format-names doc/HACKING tests/desktop.test tests/layers.test tests/names.test tests/po.test \
	tests/screens.test tests/lint-screens tests/lint/CSource.pm tests/lint/layers tests/lint/names tests/lint/summary

if HAVE_CMOCKA
check_PROGRAMS += tests/core/test_builtin
TESTS += tests/core/test_builtin
tests_core_test_builtin_SOURCES = tests/core/test_builtin.c
tests_core_test_builtin_LDADD = $(TEST_LDADD)
endif

# Counts what the last `make check` told, by kind; the last line is the sum.
summary:
	@$(AWK) -f $(srcdir)/tests/lint/summary $(TEST_LOGS:.log=.trs)

# Breaks one line at a time and asks whether the suite notices; takes long.
mutants:
	$(srcdir)/tests/mutants $(srcdir)

# The whole proof that nothing is lost; takes about 90 minutes.
if HAVE_CMOCKA
check-long: susun $(check_PROGRAMS) $(check_DATA)
	$(SHELL) $(srcdir)/tests/check-long $(srcdir) .
else
check-long: need-cmocka
endif

EXTRA_DIST += tests/check-fresh tests/check-long tests/cover tests/mutants tests/mutants.tsv

# need-cmocka stands in Makefile.am.
.PHONY: summary mutants check-long need-cmocka
