/*
 * vocabulary - the words by which minutes are understood, in Bokmål and Nynorsk.
 *
 * They stand in the tables beside this file (*.tsv), which need no C to be read or added to; the build makes
 * arrays of them (tables.py). All are in lower case. Lists of words end with NULL.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What a label says stands behind it. */
enum label_kind {
        LABEL_NONE,
        LABEL_TITLE,  /* what the minutes are of */
        LABEL_PEOPLE, /* who was there, and who was not */
        LABEL_FROM,   /* "Fra KS:", a group of them */
        LABEL_PLACE,
        LABEL_DATE,
        LABEL_DATE_PLACE, /* "Tid og sted:" */
        LABEL_AGENDA,
        LABEL_NEXT, /* the next meeting */
        LABEL_ATTACHMENTS,
        LABEL_DECISION,
        LABEL_VOTE,
        LABEL_BACKGROUND, /* what was proposed or laid before the meeting: nobody has taken it on */
        LABEL_DISCUSSION,
        LABEL_ACTIONS,     /* what is to be followed up */
        LABEL_RESPONSIBLE, /* belongs to what stands before it */
        LABEL_DUE,         /* the same */
        LABEL_PRESENTER,
};

/* How the words of a row stand in a label. */
enum label_how {
        LABEL_HOW_ALONE,  /* the whole label is this */
        LABEL_HOW_FIRST,  /* the label begins with this */
        LABEL_HOW_LAST,   /* the label ends with this */
        LABEL_HOW_WITHIN, /* this stands in it somewhere */
};

enum presence {
        PRESENCE_UNSAID,
        PRESENCE_PRESENT,
        PRESENCE_EXCUSED,
        PRESENCE_ABSENT,
};

/* labels.tsv; the first row that fits counts: "forslag til vedtak" is none that was made. */
struct label_row {
        const char *word;       /* what the label says, in small letters */
        enum label_kind kind;   /* what stands behind such a label */
        enum label_how how;     /* how much of the label has to be that word */
        bool colon;             /* it counts only with a colon behind the label */
        enum presence presence; /* of people behind it: whether they came */
        const char *role;       /* as the contract calls it; NULL if none is said */
};
extern const struct label_row vocabulary_labels[];
extern const size_t vocabulary_labels_count;

enum verb_use {
        VERB_VAGUE,  /* counts only with a time: "vurdere" */
        VERB_WEAK,   /* may as well be a duty in general: "bidra", "informere" */
        VERB_STRONG, /* something comes of it: "utarbeide", "sende" */
        VERB_TELL,   /* the same, but in the present perhaps what somebody did in the meeting: "presentere" */
        VERB_PLEDGE, /* the same, and said in the present it is a promise: "følger opp", "undersøker" */
        VERB_TAKE_PART,
        VERB_NAME, /* to name somebody */
};

/* verbs.tsv */
struct verb {
        const char *infinitive, *present;
        const char *with; /* one of these words follows soon, set apart by spaces; NULL if it needs none */
        enum verb_use use;
};
extern const struct verb vocabulary_verbs[];
extern const size_t vocabulary_verbs_count;

/* What words are that name somebody who can be responsible. */
enum actor {
        ACTOR_NONE,
        ACTOR_MANY,  /* the municipalities, the parties: all of a sort */
        ACTOR_BODY,  /* the group, the council: perhaps the body itself, whose duties are described */
        ACTOR_ROLE,  /* the secretariat, the chair, a working group */
        ACTOR_NAMED, /* a name */
};

/* actors.tsv, by the ending of a word; the first that fits counts. */
struct actor_row {
        const char *ending;
        enum actor actor;
};
extern const struct actor_row vocabulary_actors[];
extern const size_t vocabulary_actors_count;

/* roles.tsv: words for the roles of people in a meeting. */
struct role_row {
        const char *word, *role;
};
extern const struct role_row vocabulary_roles[];
extern const size_t vocabulary_roles_count;

/* words.tsv: what is done. */
extern const char *const vocabulary_asked[];      /* "bes" */
extern const char *const vocabulary_invited[];    /* "oppfordres" */
extern const char *const vocabulary_been[];       /* "ble", and then one of the two: */
extern const char *const vocabulary_been_asked[]; /* "bedt" */
extern const char *const vocabulary_been_invited[];
extern const char *const vocabulary_asks[];    /* "ber" somebody "om å" */
extern const char *const vocabulary_invites[]; /* "oppfordrer" somebody "til å" */
extern const char *const vocabulary_thing[];   /* what somebody may be asked for: "redegjørelse" */
extern const char *const vocabulary_gets[];    /* "får" i oppdrag å */
extern const char *const vocabulary_gives[];   /* "gir" somebody i oppdrag å */
extern const char *const vocabulary_says[];    /* "meldte" at de vil */
extern const char *const vocabulary_pledges[]; /* "påtok seg å" and the like, phrases */
extern const char *const vocabulary_agreed[];  /* "enige om at", phrases */
extern const char *const vocabulary_topic[];   /* "saken" */
extern const char *const vocabulary_raised[];  /* "løftes" */
extern const char *const vocabulary_agenda[];  /* "møteplanen" */
extern const char *const vocabulary_adverb[];  /* may stand between "vil" and its verb */
extern const char *const vocabulary_preposition[];
extern const char *const vocabulary_pronoun[];
extern const char *const vocabulary_condition[]; /* begins what is only supposed */
extern const char *const vocabulary_habit[];     /* what is done as a rule */
extern const char *const vocabulary_past[];      /* describes what was before the meeting */
extern const char *const vocabulary_not[];
extern const char *const vocabulary_whom[]; /* "hvem", a representative: who is named */

/* When. */
extern const char *const vocabulary_by[];     /* before a time, and before nothing else */
extern const char *const vocabulary_before[]; /* before a time, too */
extern const char *const vocabulary_season[]; /* after "til" a time by itself */
extern const char *const vocabulary_time[];   /* makes a time of the words before it */

/* Who. */
extern const char *const vocabulary_no_name[]; /* a phrase with one of these is more than a name */
extern const char *const vocabulary_more[];    /* what follows only describes whom the words before it name */
extern const char
        *const vocabulary_of_a_sort[]; /* alone these may be any of their sort, whose duties are described */
extern const char *const vocabulary_article[];
extern const char *const vocabulary_title[];               /* endings of what people are: "kommunalsjef" */
extern const char *const vocabulary_organisation_ending[]; /* endings of words for organisations */
extern const char
        *const vocabulary_organisation_beginning[]; /* first words of names of organisations and places */

/* Who was there. */
extern const char *const vocabulary_present[];
extern const char *const vocabulary_excused[];
extern const char *const vocabulary_absent[];
extern const char *const vocabulary_denial[];
extern const char *const vocabulary_auxiliary[]; /* may stand between a denial and what it denies */
extern const char
        *const vocabulary_coming[]; /* say something only where they are denied: "kunne ikke møte" */

/* Small words of the two written forms of Norwegian; those of both stand in both. */
extern const char *const vocabulary_bokmal[];
extern const char *const vocabulary_nynorsk[];

/* How to join by video or telephone; pieces of a line. */
extern const char *const vocabulary_passcode[];
extern const char *const vocabulary_invitation[];      /* of a line that lets somebody in */
extern const char *const vocabulary_invitation_more[]; /* of a line near one */

/* Votes. */
extern const char *const vocabulary_fallen[]; /* of a proposal that was not adopted */
extern const char *const vocabulary_unanimous[];
extern const char *const vocabulary_abstained[];
extern const char *const vocabulary_in_favour[];
extern const char *const vocabulary_against[];
extern const char *const vocabulary_votes[];
extern const char *const vocabulary_number[];      /* from nought on, in order */
extern const char *const vocabulary_number_else[]; /* other words: nought, one six times and more, seven */

extern const char *const vocabulary_abbreviation[]; /* a full stop after them ends no sentence */
