/*
 * kinds - the rows of the table of kinds; only kinds.c and the files of the kinds include it.
 */
#pragma once

#include "rules/judging/judgement.h"
#include "rules/judging/sentence.h"
#include "rules/model/kind.h"

extern const struct rule_kind kind_seats, kind_count, kind_size, kind_balance, kind_parity, kind_split,
        kind_distinct, kind_rotation, kind_tenure, kind_term, kind_deputies, kind_exclusion, kind_cadence,
        kind_quorum, kind_sequence, kind_mirrors, kind_content, kind_deadline, kind_statement, kind_holdover,
        kind_proportion, kind_existence;
