# The sources of core/exchange.
core_libcore_a_SOURCES += \
	core/exchange/ahead.c core/exchange/ahead.h \
	core/exchange/cells.c core/exchange/cells.h \
	core/exchange/coming.c core/exchange/coming.h \
	core/exchange/columns.c core/exchange/columns.h \
	core/exchange/comments.c core/exchange/comments.h core/exchange/comments_part.h \
	core/exchange/comments_about.c \
	core/exchange/comments_beside.c \
	core/exchange/comments_head.c \
	core/exchange/comments_out.c \
	core/exchange/comments_package.c \
	core/exchange/comments_sheet.c \
	core/exchange/comments_store.c \
	core/exchange/computed.c core/exchange/computed.h \
	core/exchange/copies.c core/exchange/copies.h \
	core/exchange/descriptor.c \
	core/exchange/dialect.c core/exchange/dialect.h \
	core/exchange/dictionary.c \
	core/exchange/difference.c core/exchange/difference.h \
	core/exchange/excel.c core/exchange/excel.h \
	core/exchange/export.c core/exchange/export.h \
	core/exchange/feed.c core/exchange/feed.h \
	core/exchange/unread_file.c core/exchange/unread_file.h \
	core/exchange/folder.c \
	core/exchange/gather/blend.c core/exchange/gather/blend.h \
	core/exchange/gather/entries.c core/exchange/gather/entries.h \
	core/exchange/gather/gather.c core/exchange/gather/gather.h \
	core/exchange/gather/inspect.c core/exchange/gather/inspect.h \
	core/exchange/gather/leads.c core/exchange/gather/leads.h \
	core/exchange/gather/papers.c core/exchange/gather/papers.h \
	core/exchange/gather/parcel.c core/exchange/gather/parcel.h \
	core/exchange/gather/parcel_folder.c core/exchange/gather/parcel_zip.c \
	core/exchange/gather/pour.c core/exchange/gather/pour.h \
	core/exchange/gather/scan.c core/exchange/gather/scan.h \
	core/exchange/gather/shape.c core/exchange/gather/shape.h \
	core/exchange/gather/value.c \
	core/exchange/gather/verify.c core/exchange/gather/verify.h \
	core/exchange/handover.c core/exchange/handover.h \
	core/exchange/import.c core/exchange/import.h \
	core/exchange/intake.c core/exchange/intake.h \
	core/exchange/label.c core/exchange/label.h \
	core/exchange/links.c core/exchange/links.h \
	core/exchange/load_sql.c \
	core/exchange/lookup.c core/exchange/lookup.h \
	core/exchange/manifest.c core/exchange/manifest.h \
	core/exchange/match.c core/exchange/match.h \
	core/exchange/merged.c core/exchange/merged.h \
	core/exchange/package.c core/exchange/package.h \
	core/exchange/package_zip.c core/exchange/package_zip.h \
	core/exchange/part.c core/exchange/part.h core/exchange/part_comments.c core/exchange/part_findings.c \
	core/exchange/part_changes.c \
	core/exchange/part_forms.c core/exchange/part_sheets.c core/exchange/part_summary.c core/exchange/part_trail.c \
	core/exchange/paste.c core/exchange/paste.h \
	core/exchange/personal.c core/exchange/personal.h \
	core/exchange/persons.c core/exchange/persons.h \
	core/exchange/present.c core/exchange/present.h \
	core/exchange/promise.c core/exchange/promise.h \
	core/exchange/read.c core/exchange/read.h core/exchange/readme.c \
	core/exchange/refer.c core/exchange/refer.h \
	core/exchange/register.c core/exchange/register.h \
	core/exchange/reject.c core/exchange/reject.h \
	core/exchange/sample.c core/exchange/sample.h \
	core/exchange/seed.c core/exchange/seed.h \
	core/exchange/sheet_findings.c core/exchange/sheet_findings.h \
	core/exchange/since.c core/exchange/since.h \
	core/exchange/sums.c core/exchange/sums.h \
	core/exchange/swap.c core/exchange/swap.h \
	core/exchange/trail.c core/exchange/trail.h \
	core/exchange/unpack.c core/exchange/unpack.h \
	core/exchange/unread.c core/exchange/unread.h
