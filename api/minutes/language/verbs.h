/*
 * verbs - the words by which somebody takes something on, or is asked to, in Bokmål and Nynorsk.
 */
#pragma once

#include "minutes/text/passage.h"

#include <stddef.h>

enum verb_use {
        VERB_VAGUE,  /* counts only with a time: "vurdere" */
        VERB_WEAK,   /* may as well be a duty in general: "bidra", "informere" */
        VERB_STRONG, /* something comes of it: "utarbeide", "sende" */
        VERB_TELL,   /* the same, but in the present perhaps what somebody did in the meeting: "presentere" */
        VERB_PLEDGE, /* the same, and said in the present it is a promise: "følger opp", "undersøker" */
        VERB_TAKE_PART,
        VERB_NAME, /* to name somebody */
};

struct verb {
        const char *infinitive, *present;
        const char *with; /* one of these words follows soon, set apart by spaces; NULL if it needs none */
        enum verb_use use;
};

/* The verb whose infinitive (or present) this word is, with what it needs after it; NULL if there is none. */
const struct verb *verb_infinitive(const struct passage *passage, size_t word, size_t last);
const struct verb *verb_present(const struct passage *passage, size_t word, size_t last);

extern const char *const words_asked[];      /* "bes" */
extern const char *const words_invited[];    /* "oppfordres" */
extern const char *const words_been[];       /* "ble", and then one of the two: */
extern const char *const words_been_asked[]; /* "bedt" */
extern const char *const words_been_invited[];
extern const char *const words_asks[];    /* "ber" somebody "om å" */
extern const char *const words_invites[]; /* "oppfordrer" somebody "til å" */
extern const char *const words_thing[];   /* what somebody may be asked for: "redegjørelse" */
extern const char *const words_gets[];    /* "får" i oppdrag å */
extern const char *const words_gives[];   /* "gir" somebody i oppdrag å */
extern const char *const words_says[];    /* "meldte" at de vil */
extern const char *const words_pledges[]; /* "påtok seg å" and the like, phrases */
extern const char *const words_agreed[];  /* "enige om at", phrases */
extern const char *const words_topic[];   /* "saken" */
extern const char *const words_raised[];  /* "løftes" */
extern const char *const words_agenda[];  /* "møteplanen" */
extern const char *const words_adverb[];  /* may stand between "vil" and its verb */
extern const char *const words_preposition[];
extern const char *const words_pronoun[];
extern const char *const words_condition[]; /* begins what is only supposed */
extern const char *const words_habit[];     /* what is done as a rule */
extern const char *const words_past[];      /* tells what was before the meeting */
extern const char *const words_not[];
extern const char *const words_whom[]; /* "hvem", a representative: who is named */
