core_libcore_a_SOURCES += \
	core/store/action.c core/store/action.h \
	core/store/alike.c \
	core/store/arrange.c \
	core/store/backup.c core/store/backup.h \
	core/store/candidates.c \
	core/store/cell.c \
	core/store/carry.c core/store/carry.h \
	core/store/changes.c core/store/changes.h \
	core/store/code.c \
	core/store/commit.c \
	core/store/complete.c \
	core/store/conflict.c core/store/conflict.h core/store/conflict_decide.c \
	core/store/conflict_find.c core/store/conflict_part.h core/store/conflict_show.c \
	core/store/db.c core/store/db.h \
	core/store/db_rows.c \
	core/store/doctor.c core/store/doctor.h \
	core/store/draft.c core/store/draft.h \
	core/store/fill.c \
	core/store/guard.c core/store/guard.h core/store/guard_part.h \
	core/store/guard_findings.c core/store/guard_functions.c core/store/guard_near.c core/store/guard_patterns.c \
	core/store/header.c \
	core/store/history.c core/store/history.h \
	core/store/history_restore.c \
	core/store/info.c \
	core/store/internal.h \
	core/store/journal.c \
	core/store/keyed.c \
	core/store/lock.c \
	core/store/mark.c core/store/mark.h \
	core/store/mark_due.c \
	core/store/method_file.c \
	core/store/merge.c core/store/merge.h core/store/merge_parts.h \
	core/store/merge_carry.c \
	core/store/merge_check.c \
	core/store/merge_count.c \
	core/store/merge_heads.c \
	core/store/merge_names.c \
	core/store/merge_read.c core/store/merge_records.c \
	core/store/merge_tables.c \
	core/store/merge_union.c \
	core/store/merge_verify.c \
	core/store/names.c \
	core/store/near.c core/store/near.h \
	core/store/new.c \
	core/store/order.c \
	core/store/opening.c \
	core/store/reason.c core/store/reason.h \
	core/store/rebuild.c core/store/rebuild.h \
	core/store/peek.c \
	core/store/record.c core/store/record.h \
	core/store/resolve.c \
	core/store/rows.c core/store/rows.h \
	core/store/pages.c core/store/pages.h \
	core/store/salvage.c core/store/salvage.h core/store/salvage_part.h \
	core/store/salvage_find.c core/store/salvage_mend.c core/store/salvage_read.c \
	core/store/schema.c \
	core/store/scope.c core/store/scope.h \
	core/store/session.c \
	core/store/shape.c \
	core/store/standing.c \
	core/store/table.c \
	core/store/table_row.c \
	core/store/touched.c \
	core/store/trash.c core/store/trash.h \
	core/store/union.c \
	core/store/unite.c core/store/unite.h core/store/unite_part.h \
	core/store/unite_keyed.c core/store/unite_follow.c core/store/unite_refs.c \
	core/store/unite_late.c core/store/unite_late.h core/store/unite_return.c core/store/unite_sign.c \
	core/store/versions.c core/store/versions.h \
	core/store/undo.c core/store/undo.h \
	core/store/upgrade.c core/store/upgrade.h core/store/upgrade_compare.c core/store/upgrade_part.h \
	core/store/views.c \
	core/store/workbook.c core/store/workbook.h
