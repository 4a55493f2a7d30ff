# Bytes from anybody (tests/fuzz/fuzz.h). In the suite each target replays its corpus and a few
# mutations; with --enable-fuzzers (clang) it becomes a fuzzer of libFuzzer, which tests/fuzz/run
# starts for as long as asked.
fuzz_targets = tests/fuzz/fuzz_csv tests/fuzz/fuzz_edit tests/fuzz/fuzz_keys \
	tests/fuzz/fuzz_method tests/fuzz/fuzz_workbook
check_PROGRAMS += $(fuzz_targets)
fuzz_sources = tests/fuzz/fuzz.c tests/fuzz/fuzz.h
if !FUZZERS
TESTS += $(fuzz_targets)
fuzz_sources += tests/fuzz/replay.c tests/property/chance.h
endif
fuzz_ldadd = $(TUI_TEST_LDADD) $(FUZZ_LIBS)
tests_fuzz_fuzz_csv_SOURCES = tests/fuzz/fuzz_csv.c $(fuzz_sources)
tests_fuzz_fuzz_csv_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_edit_SOURCES = tests/fuzz/fuzz_edit.c $(fuzz_sources)
tests_fuzz_fuzz_edit_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_keys_SOURCES = tests/fuzz/fuzz_keys.c $(fuzz_sources)
tests_fuzz_fuzz_keys_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_method_SOURCES = tests/fuzz/fuzz_method.c $(fuzz_sources)
tests_fuzz_fuzz_method_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_workbook_SOURCES = tests/fuzz/fuzz_workbook.c $(fuzz_sources)
tests_fuzz_fuzz_workbook_LDADD = $(fuzz_ldadd)
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/run
