/*
 * vocabulary - the Norwegian words, in Bokmål and Nynorsk, that the reader of minutes looks for.
 *
 * They are in the tables beside this file (*.tsv), which can be read and extended without knowing C; the
 * build makes arrays of them (vocabulary.py). All words are in lower case. Lists of words end with NULL.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What the text after a label is. */
enum label_kind {
        LABEL_NONE,
        LABEL_TITLE,  /* the title of the minutes */
        LABEL_PEOPLE, /* people who attended, or who did not */
        LABEL_FROM,   /* the same, from one organisation: "Fra KS:" */
        LABEL_PLACE,
        LABEL_DATE,
        LABEL_DATE_PLACE, /* "Tid og sted:" */
        LABEL_AGENDA,
        LABEL_NEXT, /* the next meeting */
        LABEL_ATTACHMENTS,
        LABEL_DECISION,
        LABEL_VOTE,
        LABEL_BACKGROUND, /* what was proposed to the meeting; since it is no decision, it makes no actions */
        LABEL_DISCUSSION,
        LABEL_ACTIONS,     /* what is to be followed up */
        LABEL_RESPONSIBLE, /* who is to do what the text before it says */
        LABEL_DUE,         /* by when */
        LABEL_PRESENTER,
};

/* Where in a label the words of a row must be. */
enum label_how {
        LABEL_HOW_ALONE,  /* the label consists of them */
        LABEL_HOW_FIRST,  /* the label begins with them */
        LABEL_HOW_LAST,   /* the label ends with them */
        LABEL_HOW_WITHIN, /* anywhere */
};

/* Whether somebody attended. EXCUSED: absent, and gave notice of it. UNSAID: the text does not say. */
enum presence {
        PRESENCE_UNSAID,
        PRESENCE_PRESENT,
        PRESENCE_EXCUSED,
        PRESENCE_ABSENT,
};

/* A row of labels.tsv. The first one that fits counts, so that "forslag til vedtak" (a proposal) is not taken
 * for "vedtak" (a decision). */
struct label_row {
        const char *word;       /* words of the label, in lower case */
        enum label_kind kind;   /* what the text after such a label is */
        enum label_how how;     /* where in the label the words must be */
        bool colon;             /* whether a colon must follow the label */
        enum presence presence; /* of LABEL_PEOPLE: whether the people attended */
        const char *role;       /* of LABEL_PEOPLE: their role in the contract; NULL if it says none */
};
extern const struct label_row vocabulary_labels[];
extern const size_t vocabulary_labels_count;

/* How surely a verb describes an action. */
enum verb_use {
        VERB_VAGUE,  /* only together with a time: "vurdere" */
        VERB_WEAK,   /* in the present tense it may be a general duty: "bidra", "informere" */
        VERB_STRONG, /* it has a result: "utarbeide", "sende" */
        VERB_REPORT, /* it has a result, but the present may describe what was done in the meeting:
                        "presentere" */
        VERB_PLEDGE, /* it has a result, and in the present tense it is a promise: "følger opp", "undersøker"
                      */
        VERB_TAKE_PART,
        VERB_NAME, /* to nominate somebody */
};

/* A row of verbs.tsv. */
struct verb {
        const char *infinitive, *present;
        const char *with; /* words separated by spaces, one of which must follow soon; NULL if none need */
        enum verb_use use;
};
extern const struct verb vocabulary_verbs[];
extern const size_t vocabulary_verbs_count;

/* What words that name somebody responsible are, in the order of how surely a sentence about them describes
 * an action. */
enum actor {
        ACTOR_NONE,  /* they name nobody */
        ACTOR_MANY,  /* a whole class: the municipalities, the parties */
        ACTOR_BODY,  /* the group, the council: perhaps the body itself, whose general duties are described */
        ACTOR_ROLE,  /* the secretariat, the chair, a working group */
        ACTOR_NAMED, /* a person or organisation by name */
};

/* A row of actors.tsv: a word with this ending is such an actor. The first row that fits counts. */
struct actor_row {
        const char *ending;
        enum actor actor;
};
extern const struct actor_row vocabulary_actors[];
extern const size_t vocabulary_actors_count;

/* A row of roles.tsv: a word for the role of a person in a meeting, and the contract's name of the role. */
struct role_row {
        const char *word, *role;
};
extern const struct role_row vocabulary_roles[];
extern const size_t vocabulary_roles_count;

/* The lists of words.tsv. Those about actions: */
extern const char *const vocabulary_asked[];      /* "bes" */
extern const char *const vocabulary_invited[];    /* "oppfordres" */
extern const char *const vocabulary_been[];       /* "ble", followed by one of the next two lists */
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
extern const char *const vocabulary_condition[]; /* begins a condition */
extern const char *const vocabulary_habit[];     /* says that something is done regularly */
extern const char *const vocabulary_past[];      /* says that something was before the meeting */
extern const char *const vocabulary_not[];
extern const char *const vocabulary_whom[]; /* whom an organisation nominates: "hvem", a representative */

/* Those about time: */
extern const char *const vocabulary_by[];     /* only used before a time: "innen" */
extern const char *const vocabulary_before[]; /* may be used before a time */
extern const char *const vocabulary_season[]; /* after "til" it is a time by itself */
extern const char *const vocabulary_time[];   /* ends a phrase that is a time */

/* Those about who is responsible: */
extern const char *const vocabulary_no_name[]; /* a phrase with one of these is no name */
extern const char *const vocabulary_more[];    /* begins a description of whom the words before it name */
extern const char
        *const vocabulary_of_a_sort[]; /* alone these may be any of their sort, whose duties are described */
extern const char *const vocabulary_article[];
extern const char *const vocabulary_subordinate[];         /* "daglig" leder does not lead the meeting */
extern const char *const vocabulary_title[];               /* endings of what people are: "kommunalsjef" */
extern const char *const vocabulary_organisation_ending[]; /* endings of words for organisations */
extern const char
        *const vocabulary_organisation_beginning[]; /* first words of names of organisations and places */

/* Those about presence: */
extern const char *const vocabulary_present[];
extern const char *const vocabulary_excused[];
extern const char *const vocabulary_absent[];
extern const char *const vocabulary_denial[];       /* deny what follows: "ikke møtt" */
extern const char *const vocabulary_denial_after[]; /* deny what is before them: "møtte ikke" */
extern const char *const vocabulary_auxiliary[];    /* may stand between a denial and what it denies */
extern const char
        *const vocabulary_coming[]; /* say something only where they are denied: "kunne ikke møte" */

/* Small words of the two written forms of Norwegian; words that both have are in both lists. */
extern const char *const vocabulary_bokmal[];
extern const char *const vocabulary_nynorsk[];

/* Pieces of lines that say how to join a meeting by video or telephone: */
extern const char *const vocabulary_passcode[];        /* words for a passcode */
extern const char *const vocabulary_invitation[];      /* a line with one of these gives access */
extern const char *const vocabulary_invitation_more[]; /* a line with one of these belongs to one that does */

/* Those about votes: */
extern const char *const vocabulary_fallen[]; /* says that a proposal was not adopted */
extern const char *const vocabulary_unanimous[];
extern const char *const vocabulary_abstained[];
extern const char *const vocabulary_in_favour[];
extern const char *const vocabulary_against[];
extern const char *const vocabulary_votes[];
extern const char *const vocabulary_number[]; /* numbers from nought on, in order */
extern const char
        *const vocabulary_number_else[]; /* other words: first nought, last seven, all between one */

extern const char *const vocabulary_abbreviation[]; /* a full stop after them ends no sentence */
