# The tests of property.
property_world = \
	tests/property/chance.h \
	tests/property/journal_state.c tests/property/journal_state.h \
	tests/property/sample_method.c tests/property/sample_method.h \
	tests/fault/cut_log.c tests/fault/cut_log.h \
	tests/fault/cut_vfs.c tests/fault/cut_vfs.h

check_PROGRAMS += tests/property/test_worlds
TESTS += tests/property/test_worlds
tests_property_test_worlds_SOURCES = \
	tests/property/test_worlds.c \
	tests/property/model.c tests/property/model.h \
	tests/property/model_merge.c tests/property/model_merge.h \
	tests/property/world.c tests/property/world.h \
	tests/property/world_act.c \
	tests/property/world_compare.c \
	tests/property/world_decide.c \
	tests/property/world_history.c \
	tests/property/world_journal.c \
	tests/property/world_unite.c tests/property/world_late.c \
	tests/property/world_judge.c tests/property/world_wish.h \
	tests/property/typed_text.h \
	$(property_world)
tests_property_test_worlds_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/property/test_undo_walk
TESTS += tests/property/test_undo_walk
tests_property_test_undo_walk_SOURCES = \
	tests/property/test_undo_walk.c \
	tests/property/undo_walk.c tests/property/undo_walk.h \
	tests/property/typed_text.h \
	tests/core/store_fixture.h \
	$(property_world)
tests_property_test_undo_walk_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/property/test_return
TESTS += tests/property/test_return
tests_property_test_return_SOURCES = \
	tests/property/test_return.c \
	tests/property/horrors.c tests/property/horrors.h \
	tests/property/sample_method.c tests/property/sample_method.h \
	tests/core/chance.h tests/core/store_fixture.h tests/core/exchange_fixture.h
tests_property_test_return_LDADD = $(TEST_LDADD)
