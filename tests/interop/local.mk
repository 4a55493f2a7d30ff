# Do other people's tools accept what Susun hands over? `make check-interop` installs them itself
# (build-aux/packages-interop and tests/interop/package.json) and counts a skipped case as failed.
EXTRA_PROGRAMS += tests/interop/csv_cells
tests_interop_csv_cells_SOURCES = tests/interop/csv_cells.c
tests_interop_csv_cells_LDADD = core/libcore.a $(CORE_LIBS)
CLEANFILES += tests/interop/csv_cells$(EXEEXT)
EXTRA_DIST += build-aux/packages-interop tests/data/datapackage-2.json \
	tests/interop/csv-spectrum.js tests/interop/csv-spectrum.test tests/interop/duckdb.js \
	tests/interop/duckdb.test tests/interop/gather.test tests/interop/install tests/interop/mutations.js \
	tests/interop/mutations.test tests/interop/npm.test tests/interop/office.js \
	tests/interop/office.test tests/interop/package.js tests/interop/package.json \
	tests/interop/postgres.sh tests/interop/postgres.test tests/interop/run \
	tests/interop/sums.test

check-interop: susun$(EXEEXT) tests/interop/csv_cells$(EXEEXT)
	@$(SHELL) $(srcdir)/tests/interop/run $(srcdir) .
.PHONY: check-interop
