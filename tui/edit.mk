# Editors, pickers, Form and Table.
tui_libtui_a_SOURCES += \
	tui/edit/buffer.c tui/edit/buffer.h \
	tui/edit/line.c tui/edit/line.h \
	tui/edit/text.c tui/edit/text.h \
	tui/screen/cell.c tui/screen/cell.h \
	tui/screen/cell_edit.c \
	tui/screen/form.c tui/screen/form.h tui/screen/form_screen.h \
	tui/screen/form_draw.c \
	tui/screen/form_layout.c \
	tui/screen/form_mouse.c \
	tui/screen/form_row.c \
	tui/screen/grid.c tui/screen/grid.h tui/screen/grid_screen.h \
	tui/screen/grid_draw.c \
	tui/screen/grid_found.c \
	tui/screen/grid_edit.c \
	tui/screen/grid_layout.c \
	tui/screen/grid_mouse.c \
	tui/screen/grid_paste.c tui/screen/grid_paste.h \
	tui/screen/grid_paste_draw.c \
	tui/screen/grid_words.c \
	tui/screen/form_said.c \
	tui/screen/form_step.c \
	tui/screen/open_form.c \
	tui/screen/table.c tui/screen/table.h tui/screen/table_screen.h \
	tui/screen/table_draw.c \
	tui/screen/table_edit.c \
	tui/screen/table_found.c \
	tui/screen/table_layout.c \
	tui/screen/table_move.c \
	tui/screen/table_mouse.c \
	tui/screen/table_rows.c \
	tui/screen/table_view.c \
	tui/widget/field_view.c tui/widget/field_view.h \
	tui/widget/picker.c tui/widget/picker.h \
	tui/widget/picker_items.c \
	tui/widget/picker_name.c
