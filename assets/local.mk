# What the program says and asks; every file here is compiled in (see Makefile.am).
ASSET_FILES += \
	assets/method/minimal/choices.csv \
	assets/method/minimal/examples.csv \
	assets/method/minimal/facts.csv \
	assets/method/minimal/fields.csv \
	assets/method/minimal/forms.csv \
	assets/method/minimal/method.csv \
	assets/method/minimal/promote.csv \
	assets/method/minimal/stages.csv \
	assets/method/minimal/steps.csv \
	assets/method/smart-city/choices.csv \
	assets/method/smart-city/facts.csv \
	assets/method/smart-city/fields.csv \
	assets/method/smart-city/forms.csv \
	assets/method/smart-city/method.csv \
	assets/method/smart-city/promote.csv \
	assets/method/smart-city/seed/agenda.csv \
	assets/method/smart-city/seed/dasar_hukum.csv \
	assets/method/smart-city/seed/opd.csv \
	assets/method/smart-city/seed/pertemuan.csv \
	assets/method/smart-city/stages.csv \
	assets/method/smart-city/steps.csv \
	assets/sample/anggaran.csv \
	assets/sample/dimensi.csv \
	assets/sample/isu.csv \
	assets/sample/kata_kunci.csv \
	assets/sample/opd.csv \
	assets/sample/pertemuan.csv \
	assets/sample/profil.csv \
	assets/sample/program.csv \
	assets/sample/quick_win.csv \
	assets/sample/sample.csv \
	assets/sample/strategi.csv \
	assets/sample/sub_dimensi.csv \
	assets/wilayah.LICENSE \
	assets/wilayah.csv
