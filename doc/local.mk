# How a method is written, for whoever adds a field to one.
EXTRA_DIST += doc/comments doc/handoff doc/method.md doc/roles

# The manual page, printed by the program itself from its tables of commands, options and keys, in
# English and Indonesian. A program for another machine cannot print it here: then there is none.
if !CROSS
nodist_man_MANS = doc/susun.1
manid1dir = $(mandir)/id/man1
nodist_manid1_DATA = doc/id/susun.1
CLEANFILES += doc/susun.1 doc/id/susun.1
endif

doc/susun.1: susun$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) doc && ./susun$(EXEEXT) --lang en --man > $@.new && mv $@.new $@

doc/id/susun.1: susun$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) doc/id && ./susun$(EXEEXT) --lang id --man > $@.new && mv $@.new $@
