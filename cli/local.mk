# The sources of cli.
susun_SOURCES += \
	cli/call.c cli/call.h \
	cli/check.c \
	cli/command.h \
	cli/comments.c \
	cli/conflicts.c \
	cli/doctor.c \
	cli/export.c \
	cli/forms.c cli/forms.h \
	cli/gather.c \
	cli/help.c cli/help.h \
	cli/history.c \
	cli/import.c \
	cli/info.c \
	cli/main.c \
	cli/man.c cli/man.h \
	cli/merge.c \
	cli/method.c \
	cli/nearest.c cli/nearest.h \
	cli/new.c \
	cli/sample.c \
	cli/say.c cli/say.h \
	cli/stop.c cli/stop.h \
	cli/unite.c \
	cli/upgrade.c
