/*
 * oracle_parts - what the files of the oracle share among themselves.
 */
#pragma once

#include "oracle.h"

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_MAYBE };

struct member {
        const json_t *json;
        const char *id;
        const char *role;
        bool counts; /* one of "the members": a voting chair, deputy chair or member */
};

/* One body at one date. */
struct instance {
        const json_t *facts;
        const json_t *body;
        date at;
        bool complete; /* coverage of memberships on that date */
        size_t member_count;
        struct member members[ORACLE_MEMBERS]; /* memberships in force */
};

/* A unit of `per`; a rule without `per` has one, with the key UNIT_WHOLE. */
enum unit_key { UNIT_WHOLE, UNIT_AREA, UNIT_ORGANISATION, UNIT_CATEGORY, UNIT_TRAIT };

struct unit {
        enum unit_key key;
        const char *id;
};

struct bounds {
        int min;
        int max; /* UNBOUNDED for no maximum */
};

#define UNBOUNDED 1000

/* What is possible over all completions, and the verdict that follows. */
struct outlook {
        bool can_hold;
        bool can_fail;
};

static inline enum oracle_verdict outlook_verdict(struct outlook outlook)
{
        if (!outlook.can_fail)
                return ORACLE_MET;
        return outlook.can_hold ? ORACLE_UNKNOWN : ORACLE_NOT_MET;
}

/* Facts (oracle_facts.c). */
const char *text_at(const json_t *object, const char *key);
int number_at(const json_t *object, const char *key, int otherwise);
bool has_text(const json_t *array, const char *text);
const json_t *find_by_id(const json_t *array, const char *id);
date start_of(const json_t *object); /* DATE_BEGINNING if absent */
date end_of(const json_t *object);   /* the last day; DATE_END if absent */
bool in_force(const json_t *object, date at);
bool sits(const json_t *body, const json_t *membership, date at);
bool covered(const json_t *body, const char *what, date at);
bool has_vote(const json_t *membership, const char *role);
bool read_instance(const json_t *facts, date at, struct instance *ret_instance);

/* General rules (oracle_norms.c): whether one applies to the body on that date, or (`ever`) on any; and
 * whether a rule of the body's own, in a reading or in all, stands in its place. */
enum truth truth_applies(const struct instance *in, const json_t *rule, bool ever);
bool derogated(const struct instance *in, const json_t *rule, const char *variant);

/* Selectors (oracle_select.c). */
enum truth truth_select(const struct instance *in, const struct member *member, const json_t *selector);
enum truth truth_of(const struct instance *in, const struct member *member, const json_t *of);
enum truth truth_and(enum truth a, enum truth b);

/* Selectors that look beyond the membership (oracle_sits.c). */
enum truth truth_office(const struct instance *in, const struct member *member, const json_t *wanted);
enum truth truth_member_of(const struct instance *in, const struct member *member, const json_t *wanted);

/* Units and bounds (oracle_units.c). -1: too many. */
int list_units(const struct instance *in, const json_t *rule, struct unit units[ORACLE_GROUPS]);
enum truth truth_in_unit(const struct instance *in, const struct member *member, const struct unit *unit);
struct bounds unit_bounds(const json_t *rule, const json_t *count, const struct unit *unit);
bool read_share(const json_t *share, int *ret_part, int *ret_whole);

/* Kinds. Each answers for one rule in force; `ret_answer` carries the counts where they are defined. */
bool judge_count(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_size(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_parity(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_distinct(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_balance(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_cadence(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_term(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_proportion(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_deputies(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);
bool judge_exclusion(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer);

/* All seats rules of one variant, as one problem (oracle_seats.c). `rules` are those in force, `waived` says
 * which of them are under a waiver; *ret_verdicts are theirs, before a waiver is looked at. */
struct seat_rules {
        size_t count;
        const json_t *rules[ORACLE_RULES];
        bool waived[ORACLE_RULES];
};

bool decides(const json_t *rule);
bool judge_seats(const struct instance *in, const struct seat_rules *rules,
                 enum oracle_verdict ret_verdicts[ORACLE_RULES], struct oracle_seating *ret_seating);
