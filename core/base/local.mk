# The sources of core/base.
core_libcore_a_SOURCES += \
	core/base/alike.c core/base/alike.h \
	core/base/clock.c core/base/clock.h \
	core/base/csv.c core/base/csv.h core/base/csv_table.c \
	core/base/date.c core/base/date.h core/base/date_read.c \
	core/base/diff.c core/base/diff.h \
	core/base/error.c core/base/error.h \
	core/base/file.c core/base/file.h core/base/file_operations.c core/base/file_operations.h \
	core/base/file_stream.c core/base/file_stream.h \
	core/base/file_tree.c core/base/file_tree.h \
	core/base/file_system.c core/base/file_system.h \
	core/base/find.c core/base/find.h \
	core/base/hash.c core/base/hash.h \
	core/base/initials.c core/base/initials.h \
	core/base/limits.h \
	core/base/message.c core/base/message.h \
	core/base/number.c core/base/number.h core/base/number_show.c core/base/number_words.c \
	core/base/random.c core/base/random.h \
	core/base/recent.c core/base/recent.h \
	core/base/settings.c core/base/settings.h \
	core/base/spelling.c core/base/spelling.h \
	core/base/spool.c core/base/spool.h \
	core/base/sticks.c core/base/sticks.h \
	core/base/text.c core/base/text.h core/base/text_width.c \
	core/base/word_list.c core/base/word_list.h
