/* Shared by the two files of the model. */
#ifndef TESTS_PROPERTY_MODEL_MERGE_H
#define TESTS_PROPERTY_MODEL_MERGE_H

void m_rules_forget(void);

#endif
