# Speed is looked at, never asserted: `make bench` prints ratios (CSV on stdout).
EXTRA_PROGRAMS += tests/bench/bench_store tests/bench/bench_screen tests/bench/bench_merge \
	tests/bench/bench_search
tests_bench_bench_store_SOURCES = tests/bench/bench_store.c
tests_bench_bench_store_LDADD = core/libcore.a $(CORE_LIBS)
tests_bench_bench_merge_SOURCES = tests/bench/bench_merge.c
tests_bench_bench_merge_LDADD = core/libcore.a $(CORE_LIBS)
tests_bench_bench_search_SOURCES = tests/bench/bench_search.c
tests_bench_bench_search_LDADD = core/libcore.a $(CORE_LIBS)
tests_bench_bench_screen_SOURCES = tests/bench/bench_screen.c
tests_bench_bench_screen_LDADD = -lutil
CLEANFILES += tests/bench/bench_store$(EXEEXT) tests/bench/bench_screen$(EXEEXT) \
	tests/bench/bench_merge$(EXEEXT) tests/bench/bench_search$(EXEEXT)
EXTRA_DIST += tests/bench/bench.sh tests/bench/export.sh tests/bench/gather.sh tests/bench/import.sh \
	tests/bench/peers.sh build-aux/packages-bench

bench: susun$(EXEEXT) tests/bench/bench_store$(EXEEXT) tests/bench/bench_screen$(EXEEXT) \
		tests/bench/bench_merge$(EXEEXT) tests/bench/bench_search$(EXEEXT)
	@SUSUN=$(abs_builddir)/susun BENCH_TOOLS=$(abs_builddir)/tests/bench \
		sh $(srcdir)/tests/bench/bench.sh
.PHONY: bench
