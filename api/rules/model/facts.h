/*
 * facts - the facts of a check as arrays. The reader (read*.c) writes them, and all other code only reads
 * them.
 *
 * Names are numbers (ids.h); 0 means "absent". Periods are half-open: `from` is the first day, `to` the day
 * after the last. A list that was not given is not `known`; a list that was given is complete, even if it is
 * empty.
 */
#pragma once

#include "rules/model/ids.h"
#include "rules/model/share.h"
#include "rules/model/span.h"
#include "words/verdict.h"

#include "json/flat.h"

/* Limits. No body has ten thousand members; the purpose is that each check takes less than a second. */
#define MEMBERSHIPS_MAX     10000
#define RULES_MAX           1000
/* The number of rules times the number of memberships, which bounds the size of a result. */
#define JUDGEMENTS_MAX      1000000
#define SELECTOR_DEPTH_MAX  8
#define SELECTOR_LEAVES_MAX 64
/* The sides of a rule are bits of one word; the contract permits fewer. */
#define SIDES_MAX           64

/* Kleene's three values; and = the least, or = the greatest, not = 2 - x. */
enum tri { TRI_FALSE, TRI_UNKNOWN, TRI_TRUE };

/* A period of days. */
struct during {
        date from; /* the first day; DATE_BEGINNING: not given */
        date to;   /* the day after the last; DATE_END: not given */
};

static inline bool during_holds(struct during during, date at)
{
        return during.from <= at && at < during.to;
}

/* The days of both. */
static inline struct during during_within(struct during during, struct during other)
{
        return (struct during){during.from > other.from ? during.from : other.from,
                               during.to < other.to ? during.to : other.to};
}

/* Names as numbers, in ascending order, each once. */
struct id_list {
        const uint32_t *items;
        uint32_t count;
        bool known; /* the list was given, so that it is complete */
};

/* A reference that is valid for a period. */
struct link {
        uint32_t id;
        struct during during;
};

struct link_list {
        const struct link *items; /* in the order given */
        uint32_t count;
        bool known; /* the list was given, so that it is complete */
};

enum role {
        ROLE_CHAIR,
        ROLE_DEPUTY_CHAIR,
        ROLE_MEMBER,
        ROLE_OBSERVER,
        ROLE_SECRETARY,
        ROLE_DEPUTY,
        ROLE_COUNT
};
#define ROLE_BIT(role) (1u << (role))
#define MEMBER_ROLES   (ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_DEPUTY_CHAIR) | ROLE_BIT(ROLE_MEMBER))
#define ALL_ROLES      ((1u << ROLE_COUNT) - 1)

/* The role with this name; ROLE_COUNT if there is none. */
enum role facts_parse_role(const char *text, size_t length);

/* What somebody may do at a meeting besides voting. */
enum right { RIGHT_ATTEND, RIGHT_SPEAK, RIGHT_PROPOSE, RIGHT_COUNT };
#define ALL_RIGHTS ((1u << RIGHT_COUNT) - 1)

/* The right with this name; RIGHT_COUNT if there is none. */
enum right facts_parse_right(const char *text, size_t length);

/* Why a membership ended, as far as it matters: a member is held over only if his term has ended. */
enum end_reason { END_NOT_GIVEN, END_TERM, END_OTHER };

/* One appointment to a body. 0, or a list that is not known, means "not stated". */
struct membership {
        const char *id;
        uint32_t key; /* the id as a number */
        enum role role;
        bool votes;
        uint32_t person;                     /* who holds it */
        uint32_t organisation, office, area; /* on whose behalf, by which office, for which area */
        uint32_t appointed_by, nominated_by;
        uint32_t deputy_for; /* the membership whose personal deputy it is */
        struct id_list categories, traits;
        struct id_list replaces; /* memberships that it succeeds */
        struct during during;
        const struct during *absences; /* leave and suspension: it is not in force then */
        uint32_t absence_count;
        uint32_t rights, rights_known; /* bits of enum right: those it has, those that are known */
        enum end_reason end_reason;
        int32_t deputy_order; /* from 1; -1: not given */
};

/* Whether the membership has a seat and a vote, that is, is one of "the members". */
static inline bool is_member(const struct membership *membership)
{
        return membership->votes && (ROLE_BIT(membership->role) & MEMBER_ROLES);
}

struct meeting {
        bool held;               /* it took place, as far as the register knows */
        bool dated;              /* its date is known, if only to a month or a year */
        date first, last;        /* the days it may have been on */
        const struct flat *json; /* as it is written, for its attendance */
};

enum coverage_level { COVERAGE_NONE, COVERAGE_PARTIAL, COVERAGE_COMPLETE };

/* How completely something is registered. */
struct coverage {
        enum coverage_level level;
        date since; /* before that day the coverage is partial, whatever the level */
};

/* Whether all is registered on that day. */
static inline bool coverage_complete(struct coverage coverage, date at)
{
        return coverage.level == COVERAGE_COMPLETE && coverage.since <= at;
}

/* A body, with what is delivered of its memberships and meetings. */
struct body {
        uint32_t id;
        const struct flat *name;  /* by language */
        const struct flat *names; /* those that it has had, with their periods */
        uint32_t kind;
        struct coverage memberships_coverage, meetings_coverage;
        const struct membership *memberships; /* by (validFrom, id) */
        uint32_t membership_count;
        const struct meeting *meetings; /* by first day */
        uint32_t meeting_count;
        uint32_t area, within; /* where it works, and the body that it is a part of */
        struct id_list above;  /* the bodies that it is a part of; not given: of none */
        struct id_list established_by;
        struct id_list parties;                 /* the organisations that are parties to it */
        bool memberships_known, meetings_known; /* a list was delivered */
        bool seats_exhaustive;                  /* every member has to have a seat */
        bool too_large;                         /* more memberships than MEMBERSHIPS_MAX: none were read */
        uint32_t preferred_variant;             /* the reading whose verdict is the body's; 0: none */
        struct during during;                   /* when it existed */
        uint32_t reached;                       /* the mark of the facts that it belongs to */
};

/* Whether a membership of the body is in force on a day. */
static inline bool body_membership_holds(const struct body *body, const struct membership *row, date at)
{
        if (!during_holds(row->during, at) || !during_holds(body->during, at))
                return false;
        for (uint32_t i = 0; i < row->absence_count; i++) {
                if (during_holds(row->absences[i], at))
                        return false;
        }
        return true;
}

/* Reference data, persons and bodies are shared by the facts of many bodies. A mark (`reached`, and the
 * arrays of marks in rules_facts) is the number of the last body that refers to the entity. If that is not
 * the body that was read last, the facts are as if the entity had not been given. */

struct organisation {
        const struct flat *name;  /* by language */
        const struct flat *names; /* those that it has had, with their periods */
        uint32_t kind, sector;
        struct link_list part_of; /* what it lies below */
        struct id_list comprises; /* what a collective consists of */
        struct during during;     /* when it existed */
};

struct area {
        uint32_t id;
        const struct flat *name; /* by language */
        uint32_t kind;
        struct link_list within;  /* what it lies in */
        struct id_list comprises; /* what a catchment area consists of */
        struct during during;     /* when it existed */
};

struct office {
        const struct flat *title; /* by language */
        struct id_list traits;
        struct link_list holders; /* persons */
};

struct person {
        uint32_t gender;  /* 0: not registered */
        uint32_t reached; /* the mark of the facts that it belongs to */
};

enum selector_kind {
        SELECT_CATEGORY,
        SELECT_ORGANISATION,
        SELECT_ORGANISATION_KIND,
        SELECT_ORGANISATION_WITHIN,
        SELECT_OFFICE,
        SELECT_AREA,
        SELECT_AREA_WITHIN,
        SELECT_AREA_KIND,
        SELECT_TRAIT,
        SELECT_PERSON,
        SELECT_ROLE,
        SELECT_APPOINTED_BY,
        SELECT_NOMINATED_BY,
        SELECT_GENDER,
        SELECT_MEMBER_OF,
        SELECT_RIGHT,
        SELECT_OFFICE_TRAIT,
        SELECT_DIFFERS_FROM,
        SELECT_ALL,
        SELECT_ANY,
        SELECT_NOT,
        SELECT_UNREADABLE, /* not a valid selector: it is unknown for all memberships */
};

/* A predicate on memberships (selector.h). Equal selectors are one object, numbered by `index`, so that a
 * check evaluates each once. */
struct selector {
        enum selector_kind kind;
        uint32_t index;
        const uint32_t *values; /* of a leaf: the names that it compares with, in ascending order */
        uint32_t value_count;
        uint32_t roles; /* of SELECT_ROLE, SELECT_MEMBER_OF and SELECT_DIFFERS_FROM; 0: none named */
        uint32_t bits;  /* rights of SELECT_RIGHT; the attribute of SELECT_DIFFERS_FROM */
        const struct selector *const *parts; /* of SELECT_ALL, SELECT_ANY and SELECT_NOT */
        uint32_t part_count;
        bool names_role;   /* it contains `role`, so it ranges over all memberships and not only members */
        bool names_gender; /* it contains `gender`, so the memberships that match are counted and never shown
                            */
};

enum force { FORCE_SHALL, FORCE_SHOULD, FORCE_PLANNED, FORCE_ENCOURAGED, FORCE_MAY };
enum basis { BASIS_STATED, BASIS_INTERPRETED, BASIS_DERIVED };

/* How many, and which share of a total. */
struct bounds {
        int32_t min, max;                             /* -1: no bound */
        struct share min_share, max_share, more_than; /* share_given() says whether there is one */
};
#define NO_BOUNDS ((struct bounds){.min = -1, .max = -1})

enum per_kind {
        PER_NONE,
        PER_AREA_KIND,
        PER_AREAS,
        PER_ORGANISATIONS,
        PER_CATEGORIES,
        PER_TRAITS,
        PER_APPOINTED_BY,
        PER_MEMBERS_OF,
        PER_UNREADABLE,
};

/* Other bounds for one unit of a rule. */
struct exception {
        uint32_t unit;
        int32_t min, max; /* -1: no bound */
};

/* `per` of a rule: what its units are. */
struct per {
        enum per_kind kind;
        struct id_list units; /* listed ones, or area kinds */
        uint32_t within;      /* the area in which they lie; 0: anywhere */
        uint32_t body;        /* of PER_MEMBERS_OF: whose members they are */
        uint32_t roles;       /* and in which roles */
        const struct exception *exceptions;
        uint32_t exception_count;
};

/* What `differsFrom` compares. */
enum comparand { COMPARE_AREA, COMPARE_ORGANISATION, COMPARE_PARTY, COMPARE_CATEGORY, COMPARAND_COUNT };

enum attribute {
        BY_ORGANISATION,
        BY_AREA,
        BY_APPOINTED_BY,
        BY_OFFICE,
        BY_CATEGORY,
        ATTRIBUTE_COUNT,
};

/* One step of a balance rule: of `from`..`to` in all, so many of each gender. */
struct step {
        int32_t from, to; /* -1: no end */
        int32_t min;      /* -1: a share */
        struct share min_share;
};

/* The index of the entity with a name in an array. */
struct position {
        uint32_t id;
        int32_t at;
};

struct positions {
        struct position *items; /* by (id, at) */
        uint32_t count;
};

/* The names of codes in all languages, for sentences. */
enum code_sort { CODE_CATEGORY, CODE_TRAIT, CODE_VARIANT, CODE_SORT_COUNT };
struct code_names {
        const struct flat **names;
        struct positions positions[CODE_SORT_COUNT];
};

struct rule_kind;

/* Whether a general rule applies to the body of the facts. */
struct applies_to {
        enum tri always;      /* by conditions that do not depend on the day */
        uint32_t area_within; /* and if the body's area is within this one on the day; 0: no such condition */
};

/* A rule, with the parameters of all kinds in one struct: a rule is small, and so the table of kinds needs no
 * casts. Parameters are named as in the contract. One that was not given is 0 or NULL, or -1 where the member
 * says so. */
struct rule {
        const char *id;
        uint32_t key;
        const struct rule_kind *kind; /* NULL: there is no such kind */
        const char *kind_text;        /* as it is written */
        enum force force;
        enum basis basis;
        uint32_t variant;        /* 0: common to all */
        const struct flat *json; /* as it is written; NULL: not known */
        const struct flat *text, *sources;
        struct during during;
        const char *body;
        bool general; /* it is a general rule that may apply to the body, and not the body's own */
        struct applies_to applies_to;
        uint32_t derogates_from; /* the general rule that it replaces for the body */

        uint32_t roles;             /* 0: not given */
        const enum role *role_list; /* in written order, for split */
        uint32_t role_list_count;
        const struct selector *who, *of; /* whom it counts, and among whom */
        struct bounds bounds;
        bool count_given; /* `count` was written */
        int32_t count_min, count_max;
        struct id_list in; /* sorted whole numbers of `in` */
        bool even, odd;
        uint32_t preset; /* name as a number */
        const char *preset_text;
        const struct step *steps; /* of balance */
        uint32_t step_count;
        const struct selector *const *sides;
        uint32_t side_count;
        int32_t difference, tolerance;
        enum attribute by; /* ATTRIBUTE_COUNT: not given */
        uint32_t same;     /* bits of attributes */
        enum calendar calendar;
        struct span every, length, max_duration, within;
        bool first_given; /* of rotation: which side has the role first, and from when */
        int32_t first_side;
        date first_from;
        int32_t max_terms; /* -1: not given */
        bool personal, distinct_persons, approximate;
        struct id_list of_bodies, before, after;     /* other bodies: of mirrors and sequence */
        const char *checklist, *event, *after_event; /* of agreements: content and deadline */
        int32_t plus;                                /* -1: not given */
        bool ordered, sainte_lague, sitting, election_period;
        const int32_t *weights; /* of the sides, in their order */
        uint32_t weight_count;
        struct id_list unless_kinds; /* kinds of bodies that it does not apply to */
        uint32_t body_kind;          /* of the bodies that are to exist */
        struct coverage coverage;    /* how completely they are registered */
        struct per per;
};

/* Whether the rule can decide the verdict on the body; others only warn. */
static inline bool rule_decides(const struct rule *rule)
{
        return rule->force == FORCE_SHALL && rule->basis == BASIS_STATED;
}

/* A dispensation from a rule. */
struct waiver {
        uint32_t rule;
        struct during during; /* when it is valid */
};

/* What an agreement rule is judged on. */
struct agreement {
        const char *id;
        const struct flat *json; /* as it is written, for its dates */
        struct id_list topics;   /* the points that it covers */
        bool topics_complete;    /* it covers no others */
};

/* All that a check may look at. */
struct rules_facts {
        const char *body_id;     /* the id of the body, or of the agreement */
        struct ids ids;          /* all names in the facts */
        const struct body *body; /* the body that is judged; NULL if an agreement is */
        const struct body *own;  /* the body itself, even if `body` is made of those present at a meeting */
        bool of_register; /* what is judged is the existence of bodies, neither a body nor an agreement */
        bool at_meeting;  /* `body` is made of those present at a meeting */
        bool withholds_gender; /* readers of the result may not see gender */
        const struct agreement *agreement;
        const struct rule *rules; /* by id */
        uint32_t rule_count;
        const struct waiver *waivers;
        uint32_t waiver_count;
        const struct organisation *organisations;
        const struct area *areas;
        uint32_t area_count;
        const struct office *offices;
        struct code_names codes;
        const uint32_t *organisation_marks, *area_marks, *office_marks;
        const struct person *persons;
        const struct body *bodies; /* other bodies, which rules refer to */
        uint32_t body_count;
        struct positions person_positions, body_positions;
        uint32_t reached; /* the mark of entities that belong to these facts */
        uint32_t selector_count;
        const uint32_t *variants; /* the variants that rules name, in the order of their text */
        uint32_t variant_count;
        const date *breakpoints; /* days on which something in the facts changes, ascending */
        uint32_t breakpoint_count;
        uint32_t county, municipal, state, specialist_health; /* the public sectors */
};

/* The index of the entity with a name; -1 if there is none. */
int32_t facts_find_position(const struct positions *positions, uint32_t id);

static inline const char *id_text(const struct rules_facts *facts, uint32_t id)
{
        return ids_at(&facts->ids, id)->text;
}

/* These functions return NULL if the entity is not among the facts. */
static inline const struct organisation *find_organisation(const struct rules_facts *facts, uint32_t id)
{
        int32_t at = id ? ids_at(&facts->ids, id)->organisation : -1;
        return at < 0 || facts->organisation_marks[at] != facts->reached ? NULL : &facts->organisations[at];
}

static inline const struct area *find_area(const struct rules_facts *facts, uint32_t id)
{
        int32_t at = id ? ids_at(&facts->ids, id)->area : -1;
        return at < 0 || facts->area_marks[at] != facts->reached ? NULL : &facts->areas[at];
}

static inline const struct office *find_office(const struct rules_facts *facts, uint32_t id)
{
        int32_t at = id ? ids_at(&facts->ids, id)->office : -1;
        return at < 0 || facts->office_marks[at] != facts->reached ? NULL : &facts->offices[at];
}

static inline const struct person *find_person(const struct rules_facts *facts, uint32_t id)
{
        int32_t at = id ? facts_find_position(&facts->person_positions, id) : -1;
        return at < 0 || facts->persons[at].reached != facts->reached ? NULL : &facts->persons[at];
}

static inline const struct body *find_body(const struct rules_facts *facts, uint32_t id)
{
        if (id && facts->own && facts->own->id == id)
                return facts->own;
        int32_t at = id ? facts_find_position(&facts->body_positions, id) : -1;
        return at < 0 || facts->bodies[at].reached != facts->reached ? NULL : &facts->bodies[at];
}

/* The facts' own body for 0, then the others from 1 to body_count; NULL if it is not among the facts. */
static inline const struct body *nth_body(const struct rules_facts *facts, uint32_t n)
{
        const struct body *other = n ? &facts->bodies[n - 1] : NULL;
        if (!other)
                return facts->own;
        bool own = facts->own && facts->own->id == other->id;
        return own || other->reached != facts->reached ? NULL : other;
}

/* Whether the list, which is sorted, contains the id. */
bool facts_list_holds(struct id_list list, uint32_t id);
