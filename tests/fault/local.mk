# The tests of fault: the power goes, the disk is full, a process is killed, others want the file.
fault_workload = \
	tests/fault/content.c tests/fault/content.h \
	tests/fault/workload.c tests/fault/workload.h \
	$(property_world)

check_PROGRAMS += tests/fault/power_cut tests/fault/test_disk tests/fault/test_kill \
	tests/fault/test_neighbours
TESTS += tests/fault/power_cut tests/fault/test_disk tests/fault/test_kill \
	tests/fault/test_neighbours
tests_fault_power_cut_SOURCES = \
	tests/fault/power_cut.c \
	tests/fault/cut_disk.c tests/fault/cut_disk.h \
	$(fault_workload)
tests_fault_power_cut_LDADD = $(TEST_LDADD)
tests_fault_test_disk_SOURCES = tests/fault/test_disk.c $(fault_workload)
tests_fault_test_disk_LDADD = $(TEST_LDADD)
tests_fault_test_kill_SOURCES = tests/fault/test_kill.c $(fault_workload)
tests_fault_test_kill_LDADD = $(TEST_LDADD)
tests_fault_test_neighbours_SOURCES = tests/fault/test_neighbours.c $(fault_workload)
tests_fault_test_neighbours_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fault/test_salvage
TESTS += tests/fault/test_salvage
tests_fault_test_salvage_SOURCES = tests/fault/test_salvage.c \
	tests/fault/page_truth.c tests/fault/page_truth.h \
	tests/core/store_fixture.h \
	$(property_world)
tests_fault_test_salvage_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fault/test_merge_cut
TESTS += tests/fault/test_merge_cut
tests_fault_test_merge_cut_SOURCES = \
	tests/fault/test_merge_cut.c \
	tests/fault/cut_disk.c tests/fault/cut_disk.h \
	$(fault_workload)
tests_fault_test_merge_cut_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fault/test_swap_cut
TESTS += tests/fault/test_swap_cut
tests_fault_test_swap_cut_SOURCES = \
	tests/fault/group_method.c tests/fault/group_method.h \
	tests/fault/test_swap_cut.c \
	tests/fault/cut_disk.c tests/fault/cut_disk.h \
	tests/fault/cut_files.c tests/fault/cut_files.h \
	$(fault_workload)
tests_fault_test_swap_cut_LDADD = $(TEST_LDADD)

fault_strike = \
	tests/fault/strike.c tests/fault/strike.h \
	tests/fault/fail_memory.c tests/fault/fail_memory.h \
	tests/fault/cut_files.c tests/fault/cut_files.h \
	$(fault_workload)

check_PROGRAMS += tests/fault/test_memory
TESTS += tests/fault/test_memory
tests_fault_test_memory_SOURCES = \
	tests/fault/test_memory.c $(fault_strike)
tests_fault_test_memory_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fault/test_workshop
TESTS += tests/fault/test_workshop
tests_fault_test_workshop_SOURCES = \
	tests/fault/test_workshop.c \
	tests/fault/city.c tests/fault/city.h tests/fault/work_unite.c \
	tests/fault/work_grid.c tests/fault/work_store.c tests/fault/work_history.c \
	tests/fault/work_plan.c tests/fault/work_exchange.c \
	tests/fault/work_handoff.c tests/fault/work_ask.c tests/fault/work_words.c tests/fault/work_odd.c \
	$(fault_strike)
tests_fault_test_workshop_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fault/test_files
TESTS += tests/fault/test_files
tests_fault_test_files_SOURCES = \
	tests/fault/test_files.c \
	tests/fault/cut_disk.c tests/fault/cut_disk.h \
	tests/fault/cut_files.c tests/fault/cut_files.h \
	$(fault_workload)
tests_fault_test_files_LDADD = $(TEST_LDADD)

# Stretches the moment of a COMMIT for tests/term/hall-kill.test.
check_DATA = tests/fault/slow_disk.so
CLEANFILES += tests/fault/slow_disk.so
EXTRA_DIST += tests/fault/slow_disk.c
tests/fault/slow_disk.so: tests/fault/slow_disk.c
	$(AM_V_CC)$(CC) $(CPPFLAGS) -O1 -fPIC -shared -o $@ $(srcdir)/tests/fault/slow_disk.c

check_PROGRAMS += tests/fault/test_starved
TESTS += tests/fault/test_starved
tests_fault_test_starved_SOURCES = tests/fault/test_starved.c \
	tests/fault/fail_memory.c tests/fault/fail_memory.h \
	tests/core/store_fixture.h
tests_fault_test_starved_LDADD = $(TEST_LDADD)
