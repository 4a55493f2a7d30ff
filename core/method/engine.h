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

/* What a person can say of a step, in the order of the choices of STEP_STATUS. */
enum step_word { STEP_SAID_OPEN, STEP_SAID_BEGUN, STEP_SAID_DONE, STEP_SAID_NOT_NEEDED };

#endif
