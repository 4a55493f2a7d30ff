# The sources of core/method.
core_libcore_a_SOURCES += \
	core/method/arena.c core/method/arena.h \
	core/method/json.c \
	core/method/load.c core/method/load.h \
	core/method/load_cell.c \
	core/method/load_checks.c \
	core/method/load_choices.c \
	core/method/load_examples.c \
	core/method/load_engine.c core/method/engine.h \
	core/method/load_field_rules.c \
	core/method/load_fields.c \
	core/method/load_forms.c \
	core/method/load_guides.c \
	core/method/load_heat.c \
	core/method/load_part.h \
	core/method/load_promote.c \
	core/method/load_roles.c \
	core/method/load_stages.c \
	core/method/load_steps.c \
	core/method/load_sheets.c \
	core/method/load_summary.c \
	core/method/load_table.c core/method/load_table.h \
	core/method/match.c core/method/match.h \
	core/method/method.c core/method/method.h \
	core/method/range.c \
	core/method/region.c core/method/region.h \
	core/method/retire.c core/method/retire.h \
	core/method/source.c core/method/source.h \
	core/method/load_tasks.c core/method/tasks.h \
	core/method/type.c core/method/type.h core/method/type_family.h \
	core/method/type_choice.c \
	core/method/type_date.c \
	core/method/type_number.c \
	core/method/type_pieces.c \
	core/method/type_ref.c \
	core/method/type_text.c \
	core/method/value.c

EXTRA_DIST += doc/roles
