# The tests of fault: the power goes, the disk is full, a process is killed, two want to write.
fault_workload = \
	tests/fault/workload.c tests/fault/workload.h \
	$(property_world)

check_PROGRAMS += tests/fault/power_cut
TESTS += tests/fault/power_cut
tests_fault_power_cut_SOURCES = \
	tests/fault/power_cut.c \
	tests/fault/cut_disk.c tests/fault/cut_disk.h \
	$(fault_workload)
tests_fault_power_cut_LDADD = $(TEST_LDADD)
