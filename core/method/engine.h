/* The forms every method has without naming them, because the program itself writes them: marks
 * in time, findings put aside with a reason, and a person's word on a step (DESIGN.md 3
 * "Waivers, step status, marks"). They are tables, records and files like the method's own; a
 * loaded method carries them behind its own forms, in this order. Their names belong to the
 * format (doc/format-names). */
#ifndef SUSUN_METHOD_ENGINE_H
#define SUSUN_METHOD_ENGINE_H

#include "core/method/method.h"

enum engine_form {
    ENGINE_MARK,   /* tonggak, a list: one mark a row */
    ENGINE_WAIVER, /* pengecualian, a list: one finding put aside a row */
    ENGINE_STEP,   /* langkah, fixed: one row for each step, its id the step's name */
    ENGINE_FORMS
};
const struct form *engine_form(const struct method *m, enum engine_form which);

/* Fields, by their number in the form. */
enum { MARK_NAME, MARK_DAY, MARK_NOTE, MARK_HELD /* store/mark.h */ };
enum { WAIVER_CHECK, WAIVER_FORM, WAIVER_ROW /* id */, WAIVER_REASON };
enum { STEP_STATUS, STEP_NOTE };
const struct field *engine_field(const struct method *m, enum engine_form which, int field);

/* The checks that are true of any method (FIELD.md 11): they attach to types and roles, over
 * all forms. A loaded method carries them behind its own. */
enum engine_check {
    ENGINE_CHECK_FILTER,    /* R10: a choice that does not belong to the one above it */
    ENGINE_CHECK_DEAD,      /* R11: a reference to a row that is gone */
    ENGINE_CHECK_CODES,     /* R12: a code that two rows have */
    ENGINE_CHECK_REVERSED,  /* W01: a period that ends before it begins */
    ENGINE_CHECK_OUTSIDE,   /* W02: years outside the plan */
    ENGINE_CHECK_UNREAD,    /* T11: a text its field could not understand */
    ENGINE_CHECK_VANISHED,  /* T12: a choice that is not in its list any more */
    ENGINE_CHECK_DIFFERENT, /* T13: cells two people filled in differently */
    ENGINE_CHECK_NAMES,     /* D01: rows called nearly the same */
    ENGINE_CHECK_TEXTS,     /* D02: long texts that are nearly the same */
    ENGINE_CHECKS
};
const struct check *engine_check(const struct method *m, enum engine_check which);

/* What a person can say of a step, in the order of the choices of STEP_STATUS. */
enum step_word { STEP_SAID_OPEN, STEP_SAID_BEGUN, STEP_SAID_DONE, STEP_SAID_NOT_NEEDED };

/* Columns of ringkasan.csv that are not the method's: in a district's package, and those that
 * stand before them where packages are gathered (core/exchange/gather/papers.c). A figure of
 * the method has none of these names. */
#define ENGINE_FIGURE_STAGE "tahap_berjalan"
#define ENGINE_FIGURE_MEND "temuan_perlu_diperbaiki"
#define ENGINE_SUMMARY_TITLE "nama_daerah"
#define ENGINE_SUMMARY_EDITED "terakhir_diubah"
#define ENGINE_SUMMARY_MARK "tanda_paket"
#define ENGINE_SUMMARY_FILE "berkas_paket"

/* The sheet for people that the program makes itself; no sheet of the method has this name. */
#define ENGINE_SHEET_CHANGES "perubahan"

#endif
