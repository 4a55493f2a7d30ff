# The sources of tui.
tui_libtui_a_SOURCES += \
	tui/action.c tui/action.h \
	tui/app.c tui/app.h tui/app_state.h \
	tui/book.c \
	tui/clip.c \
	tui/face.c \
	tui/frame.c \
	tui/key_file.c tui/key_file.h \
	tui/key_help.c tui/key_help.h \
	tui/key_words.c tui/key_words.h \
	tui/menu.c tui/menu.h \
	tui/mouse.c \
	tui/person.c \
	tui/group.c \
	tui/lesson.c \
	tui/marks.c \
	tui/run.c tui/tui.h \
	tui/screen.c tui/screen.h \
	tui/screen/ask.c tui/screen/ask.h \
	tui/screen/books.c tui/screen/books.h \
	tui/screen/books_draw.c \
	tui/screen/heat.c tui/screen/heat.h \
	tui/screen/heat_draw.c \
	tui/screen/handover.c tui/screen/handover.h \
	tui/screen/handover_draw.c \
	tui/screen/help.c \
	tui/screen/help_field.c tui/screen/help_field.h \
	tui/screen/menu.c \
	tui/undo.c \
	tui/screen/changes.c \
	tui/screen/choose.c tui/screen/choose.h \
	tui/screen/comments.c tui/screen/comments.h \
	tui/screen/comments_draw.c \
	tui/screen/comments_lines.c \
	tui/screen/copies.c \
	tui/screen/differ.c tui/screen/differ.h \
	tui/screen/differ_draw.c tui/screen/differ_one.c \
	tui/screen/findings.c tui/screen/findings.h \
	tui/screen/found.c tui/screen/found.h \
	tui/screen/findings_aside.c tui/screen/findings_draw.c tui/screen/findings_lines.c \
	tui/screen/group.c \
	tui/screen/merged.c tui/screen/merged.h \
	tui/screen/history.c tui/screen/history.h \
	tui/screen/marks.c \
	tui/screen/past.c \
	tui/screen/newbook.c \
	tui/screen/note.c tui/screen/note.h \
	tui/screen/note_draw.c \
	tui/screen/note_row.c \
	tui/screen/open.h \
	tui/screen/openbook.c \
	tui/screen/paste.c \
	tui/screen/promote.c tui/screen/promote.h \
	tui/screen/search.c tui/screen/search.h tui/screen/search_screen.h \
	tui/screen/search_draw.c \
	tui/screen/sheets.c \
	tui/screen/stages.c tui/screen/stages.h \
	tui/screen/stages_card.c \
	tui/screen/stages_foot.c \
	tui/screen/stages_lines.c \
	tui/screen/stages_mark.c \
	tui/screen/stages_words.c \
	tui/screen/coming.c \
	tui/screen/counts.c tui/screen/counts.h \
	tui/screen/practice.c \
	tui/screen/upgrade.c \
	tui/screen/start.c tui/screen/start.h \
	tui/screen/start_draw.c \
	tui/screen/swap.c \
	tui/screen/take.c \
	tui/screen/trash.c \
	tui/screen/unite.c \
	tui/term/canvas.h \
	tui/term/catch.c tui/term/catch.h \
	tui/term/draw.c tui/term/draw.h \
	tui/term/dump.c tui/term/dump.h \
	tui/term/hit.c tui/term/hit.h \
	tui/term/input.c tui/term/input.h \
	tui/term/press.c tui/term/press.h \
	tui/term/script.c tui/term/script.h \
	tui/term/signal.c tui/term/signal.h \
	tui/term/term.c tui/term/term.h \
	tui/term/theme.c tui/term/theme.h \
	tui/widget/bar.c tui/widget/bar.h \
	tui/widget/list.c tui/widget/list.h \
	tui/widget/prompt.c tui/widget/prompt.h \
	tui/widget/prose.c tui/widget/prose.h

include tui/edit.mk
