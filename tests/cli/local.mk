# The tests of cli.
cli_tests = \
	tests/cli/bad-input.test \
	tests/cli/check-sample.test \
	tests/cli/check.test \
	tests/cli/comments.test \
	tests/cli/conflicts.test \
	tests/cli/difference.test \
	tests/cli/doctor.test \
	tests/cli/export.test \
	tests/cli/follow.test \
	tests/cli/gather.test \
	tests/cli/handoff.test \
	tests/cli/help.test \
	tests/cli/history.test \
	tests/cli/hot.test \
	tests/cli/import.test \
	tests/cli/interrupt.test \
	tests/cli/man.test \
	tests/cli/merge.test \
	tests/cli/method.test \
	tests/cli/method-counts.test \
	tests/cli/method-doc.test \
	tests/cli/new.test \
	tests/cli/package.test \
	tests/cli/persons.test \
	tests/cli/roundtrip.test \
	tests/cli/sample.test \
	tests/cli/sentences.test \
	tests/cli/sheets.test \
	tests/cli/since.test \
	tests/cli/upgrade.test \
	tests/cli/zip.test
TESTS += $(cli_tests)
# What most tests take for the sample (tests/env), and a file for each mistake of the one that is compiled in.
EXTRA_DIST += \
	tests/cli/handoff.py \
	tests/data/draft-fields.csv \
	tests/data/sample-small/anggaran.csv \
	tests/data/sample-small/dimensi.csv \
	tests/data/sample-small/isu.csv \
	tests/data/sample-small/kata_kunci.csv \
	tests/data/sample-small/opd.csv \
	tests/data/sample-small/pertemuan.csv \
	tests/data/sample-small/profil.csv \
	tests/data/sample-small/program.csv \
	tests/data/sample-small/quick_win.csv \
	tests/data/sample-small/sample.csv \
	tests/data/sample-small/strategi.csv \
	tests/data/sample-small/sub_dimensi.csv \
	tests/data/sample-mend/D02-quick_win.csv \
	tests/data/sample-mend/D03-opd.csv \
	tests/data/sample-mend/I01-indikator.csv \
	tests/data/sample-mend/I02-indikator.csv \
	tests/data/sample-mend/I04-target.csv \
	tests/data/sample-mend/I06-indikator.csv \
	tests/data/sample-mend/Q02-risiko.csv \
	tests/data/sample-mend/Q04-quick_win.csv \
	tests/data/sample-mend/Q05-quick_win.csv \
	tests/data/sample-mend/Q08-penilaian.csv \
	tests/data/sample-mend/R05-strategi.csv \
	tests/data/sample-mend/R07-program.csv \
	tests/data/sample-mend/R08-program.csv \
	tests/data/sample-mend/R10-program.csv \
	tests/data/sample-mend/S01-swot.csv \
	tests/data/sample-mend/T03-catatan.csv \
	tests/data/sample-mend/T04-tugas.csv \
	tests/data/sample-mend/U01-anggaran.csv \
	tests/data/sample-mend/U02-anggaran.csv \
	tests/data/sample-mend/U03-anggaran.csv \
	tests/data/sample-mend/U04-anggaran.csv \
	tests/data/sample-mend/W01-program.csv \
	tests/data/sample-mend/W02-program.csv \
	tests/data/sample-mend/W04-quick_win.csv
EXTRA_DIST += $(cli_tests) tests/cli/check-cases tests/data/check-cases tests/data/check-implied \
	tests/data/sample-planted.csv tests/data/quick_win_40.csv tests/data/quick_win_40.expected.csv
