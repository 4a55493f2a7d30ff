# The sources of core/plan.
core_libcore_a_SOURCES += \
	core/plan/beside.c core/plan/beside.h \
	core/plan/check.c core/plan/check.h \
	core/plan/comment.c core/plan/comment.h core/plan/comment_part.h \
	core/plan/comment_answer.c \
	core/plan/comment_lines.c \
	core/plan/doubles.c core/plan/doubles.h \
	core/plan/engine_checks.c \
	core/plan/facts.c \
	core/plan/findings.c core/plan/findings.h core/plan/findings_part.h \
	core/plan/findings_dimension.c \
	core/plan/findings_due.c \
	core/plan/findings_take.c \
	core/plan/findings_waive.c \
	core/plan/glance.c core/plan/glance.h \
	core/plan/grid.c core/plan/grid.h core/plan/grid_part.h \
	core/plan/grid_different.c \
	core/plan/grid_keys.c \
	core/plan/grid_paste.c core/plan/grid_paste.h core/plan/grid_paste_part.h \
	core/plan/grid_paste_columns.c \
	core/plan/grid_paste_key.c \
	core/plan/grid_paste_place.c \
	core/plan/grid_read.c \
	core/plan/grid_sums.c \
	core/plan/heat.c core/plan/heat.h \
	core/plan/near_checks.c core/plan/near_checks.h \
	core/plan/practice.c core/plan/practice.h \
	core/plan/progress.c core/plan/progress.h \
	core/plan/promote.c core/plan/promote.h \
	core/plan/search.c core/plan/search.h core/plan/search_part.h \
	core/plan/search_form.c \
	core/plan/search_hits.c \
	core/plan/check_words.c core/plan/check_words.h \
	core/plan/sentence.c core/plan/sentence.h \
	core/plan/weakest.c core/plan/weakest.h
