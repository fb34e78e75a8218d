#include "minutes/language/clause.h"

#include "minutes/language/verbs.h"

/* How many words after "vil" or "bes" the verb that says what is to be done may be. */
#define WINDOW 10

/* A pattern: whether the clause says in one certain way that somebody is to do something. */
typedef bool pattern(const struct clause *clause, struct clause_finding *ret);

static bool is_word_in(const struct clause *clause, size_t word, const char *const *list)
{
        return word < clause->last && passage_word_in(clause->passage, word, list);
}

static bool is_word(const struct clause *clause, size_t word, const char *text)
{
        return word < clause->last && passage_word_is(clause->passage, word, text);
}

size_t clause_find(const struct clause *clause, size_t from, size_t limit, const char *const *list)
{
        limit = limit < clause->last ? limit : clause->last;
        for (size_t i = from; i < limit; i++)
                if (passage_word_in(clause->passage, i, list))
                        return i;
        return clause->last;
}

struct minutes_due clause_due(const struct clause *clause)
{
        return due_read(clause->passage, clause->first, clause->last, clause->reference);
}

static enum actor actor_of(const struct clause *clause, size_t first, size_t last)
{
        return actor_read(clause->passage, first, last, clause->known);
}

/* The "å" that introduces what is asked, soon after the word; the clause's end if there is none. */
static size_t infinitive_mark(const struct clause *clause, size_t word)
{
        static const char *const mark[] = {"å", NULL};
        return clause_find(clause, word + 1, word + 1 + WINDOW, mark);
}

/* Finds the subject: the words before the verb, or right after it if the clause begins with something else.
 * With `loose`, words that only may name an actor are accepted. */
static bool find_subject(const struct clause *clause, size_t verb, size_t end, bool loose,
                         struct clause_finding *ret)
{
        static const char *const at_end[] = {"om",   "til",     "innen", "innan", "på",
                                             "også", "snarest", "i",     "for",   NULL};
        const struct passage *passage = clause->passage;
        size_t first = clause->first, last = verb;
        if (first == last && clause->subject_first < clause->subject_last) {
                first = clause->subject_first;
                last = clause->subject_last;
        } else if (first == last || passage_word_in(passage, first, vocabulary_preposition)) {
                first = verb + 1;
                last = clause_find(clause, first + 1, end, at_end);
                last = last < end ? last : end;
        }
        if (actor_of(clause, first, last) == ACTOR_NONE && !(loose && actor_plausible(passage, first, last)))
                return false;
        ret->who_first = first;
        ret->who_last = last;
        return true;
}

/* "HOD bes om å ...", "kommunene oppfordres til å ...", "KS ble bedt om å ..." */
static bool match_asked(const struct clause *clause, struct clause_finding *ret)
{
        for (size_t i = clause->first; i < clause->last; i++) {
                bool been = is_word_in(clause, i, vocabulary_been);
                size_t verb = been ? clause_find(clause, i + 1, i + 3, vocabulary_been_asked) : i;
                bool invited = false;
                if (been && verb == clause->last) {
                        verb = clause_find(clause, i + 1, i + 3, vocabulary_been_invited);
                        invited = verb < clause->last;
                }
                if (been ? verb == clause->last
                         : !is_word_in(clause, i, vocabulary_asked) &&
                                    !is_word_in(clause, i, vocabulary_invited))
                        continue;
                size_t mark = infinitive_mark(clause, verb);
                if (mark == clause->last && !verb_infinitive(clause->passage, verb + 1, clause->last))
                        return false;
                ret->kind = invited || is_word_in(clause, i, vocabulary_invited) ? MINUTES_INVITATION
                                                                                 : MINUTES_REQUEST;
                return find_subject(clause, i, mark < clause->last ? mark : verb + 1, true, ret);
        }
        return false;
}

/* Whether these words name a thing that is asked for: "om en skriftlig redegjørelse". */
static bool is_thing_asked(const struct clause *clause, size_t link)
{
        size_t thing = clause_find(clause, link + 1, link + 4, vocabulary_thing);
        return is_word(clause, link, "om") && thing < clause->last && !is_word(clause, link + 1, "at");
}

/* The word after those who are asked: "om å", "om" with a thing that can be delivered, or the verb itself;
 * the clause's end if nothing is asked. */
static size_t asked_end(const struct clause *clause, size_t first)
{
        static const char *const links[] = {"om", "til", NULL};
        size_t link = clause_find(clause, first, first + WINDOW, links);
        if (link < clause->last &&
            (is_word(clause, link + 1, "å") ||
             (is_thing_asked(clause, link) && actor_of(clause, first, link) >= ACTOR_ROLE)))
                return link;
        for (size_t end = first + 1; end < clause->last && end < first + WINDOW; end++)
                if (verb_infinitive(clause->passage, end, clause->last) &&
                    actor_of(clause, first, end) != ACTOR_NONE)
                        return end;
        return clause->last;
}

/* "Gruppen ba HOD om å ...", "rådet oppfordrer kommunene til å ...", "rådet ba Ola ta ..." */
static bool match_asks(const struct clause *clause, struct clause_finding *ret)
{
        for (size_t i = clause->first + 1; i < clause->last; i++) {
                bool invites = is_word_in(clause, i, vocabulary_invites);
                if (!invites && !is_word_in(clause, i, vocabulary_asks))
                        continue;
                size_t end = asked_end(clause, i + 1);
                if (end == clause->last || !actor_plausible(clause->passage, i + 1, end))
                        return false;
                *ret = (struct clause_finding){i + 1, end, invites ? MINUTES_INVITATION : MINUTES_REQUEST};
                return true;
        }
        return false;
}

/* "KS fikk i oppdrag å ...", "gruppen gir sekretariatet i oppdrag å ..." */
static bool match_commissioned(const struct clause *clause, struct clause_finding *ret)
{
        static const char *const charge[] = {"oppdrag", "oppgave", "oppgåve", NULL};
        for (size_t i = clause->first; i + 1 < clause->last; i++) {
                if (!is_word(clause, i, "i") || !is_word_in(clause, i + 1, charge) ||
                    infinitive_mark(clause, i + 1) == clause->last)
                        continue;
                ret->kind = MINUTES_COMMISSION;
                size_t gets = clause_find(clause, clause->first, i, vocabulary_gets);
                if (gets < i)
                        return find_subject(clause, gets, i, true, ret);
                size_t gives = clause_find(clause, clause->first, i, vocabulary_gives);
                ret->who_first = gives + 1;
                ret->who_last = i;
                return gives < i && actor_plausible(clause->passage, gives + 1, i);
        }
        return false;
}

/* The main verb after "vil" or "skal"; NULL if it is not in the vocabulary, or is negated. */
static const struct verb *main_verb(const struct clause *clause, size_t match_modal, size_t *ret_word)
{
        const struct passage *passage = clause->passage;
        bool phrase = false;
        for (size_t i = match_modal + 1; i < clause->last && i <= match_modal + WINDOW; i++) {
                const struct verb *verb = verb_infinitive(passage, i, clause->last);
                if (verb) {
                        *ret_word = i;
                        return verb;
                }
                if (passage_word_in(passage, i, vocabulary_not))
                        return NULL;
                phrase = phrase || passage_word_in(passage, i, vocabulary_preposition);
                if (!phrase && !passage_word_in(passage, i, vocabulary_adverb))
                        return NULL;
        }
        return NULL;
}

static enum minutes_action_kind kind_of(const struct clause *clause, const struct verb *verb, size_t word,
                                        enum minutes_action_kind kind)
{
        static const char *const commission[] = {"oppdrag", "oppdraget", "oppdragsbrev", NULL};
        if (verb->use == VERB_TAKE_PART)
                return MINUTES_PARTICIPATION;
        if (verb->use == VERB_NAME || (clause_find(clause, word, word + 5, vocabulary_whom) < clause->last &&
                                       verb->with && is_word(clause, word + 1, "tilbake")))
                return MINUTES_NOMINATION;
        return clause_find(clause, word, word + 4, commission) < clause->last ? MINUTES_COMMISSION : kind;
}

/* Whether the clause gives a time by which it is to be done, or was agreed on. */
static bool is_settled(const struct clause *clause)
{
        enum minutes_due_type due = clause_due(clause).type;
        return clause->agreed || (due != MINUTES_DUE_NONE && due != MINUTES_DUE_ONGOING);
}

/* Whether the clause gives a day by which it is to be done. */
static bool is_dated(const struct clause *clause)
{
        enum minutes_due_type due = clause_due(clause).type;
        return due == MINUTES_DUE_DATE || due == MINUTES_DUE_NEXT_MEETING;
}

/* Whether what this actor is to do is something to follow up. For a whole class of actors, or for the body
 * itself, it is only if there is a time, since the clause may describe a general duty. */
static bool is_commitment(const struct clause *clause, enum actor who, const struct verb *verb)
{
        bool settled = is_settled(clause);
        return (verb->use != VERB_VAGUE || settled) &&
               (who == ACTOR_NAMED || who == ACTOR_ROLE || (who != ACTOR_NONE && settled));
}

/* "HOD vil sende ...", "KS skal delta ...", "til neste møte skal sekretariatet lage ..." */
static bool match_modal(const struct clause *clause, struct clause_finding *ret)
{
        static const char *const modals[] = {"skal", "vil", "må", NULL};
        size_t at = clause_find(clause, clause->first, clause->last, modals), word;
        if (at == clause->last || (is_word(clause, at, "må") && !is_dated(clause)))
                return false;
        const struct verb *verb = main_verb(clause, at, &word);
        bool turned =
                at > clause->first && passage_word_in(clause->passage, clause->first, vocabulary_preposition);
        for (size_t end = at + 2; turned && !verb && end <= at + WINDOW && end < clause->last; end++) {
                if (actor_of(clause, at + 1, end) != ACTOR_NONE)
                        verb = main_verb(clause, end - 1, &word);
        }
        if (!verb)
                return false;
        if (turned) {
                *ret = (struct clause_finding){.who_first = at + 1, .who_last = word};
                while (ret->who_last > ret->who_first &&
                       (actor_of(clause, ret->who_first, ret->who_last) == ACTOR_NONE))
                        ret->who_last--;
        } else if (!find_subject(clause, at, word, false, ret)) {
                return false;
        }
        ret->kind = kind_of(clause, verb, word, is_word(clause, at, "vil") ? MINUTES_PROMISE : MINUTES_TASK);
        return is_commitment(clause, actor_of(clause, ret->who_first, ret->who_last), verb);
}

/* "KS meldte at de vil bidra med ..." */
static bool match_says(const struct clause *clause, struct clause_finding *ret)
{
        static const char *const modals[] = {"vil", "skal", "kan", NULL};
        size_t verb = clause_find(clause, clause->first, clause->last, vocabulary_says), word;
        if (verb == clause->last || !is_word(clause, verb + 1, "at"))
                return false;
        size_t at = clause_find(clause, verb + 2, verb + 8, modals);
        const struct verb *led = at < clause->last ? main_verb(clause, at, &word) : NULL;
        if (!led)
                return false;
        /* Somebody may say what another will do; that is no promise. */
        if (!(at == verb + 3 && passage_word_in(clause->passage, verb + 2, vocabulary_pronoun)) ||
            is_word(clause, verb + 2, "det"))
                return false;
        ret->kind = kind_of(clause, led, word, MINUTES_PROMISE);
        return find_subject(clause, verb, at, false, ret) &&
               is_commitment(clause, actor_of(clause, ret->who_first, ret->who_last), led);
}

/* "Kari Nordmann tok på seg å ..." */
static bool match_pledges(const struct clause *clause, struct clause_finding *ret)
{
        static const char *const mark[] = {"å", NULL};
        if (clause_find(clause, clause->first, clause->last, mark) == clause->last)
                return false;
        for (size_t i = clause->first; i < clause->last; i++)
                for (size_t k = 0; vocabulary_pledges[k]; k++) {
                        size_t count = passage_words_are(clause->passage, i, vocabulary_pledges[k]);
                        if (count == 0 || i + count > clause->last)
                                continue;
                        ret->kind = MINUTES_PROMISE;
                        return find_subject(clause, i, i + count, true, ret);
                }
        return false;
}

/* "Arbeidsgruppen utarbeider ... til neste møte", "Kari Nordmann undersøker ..." */
static bool match_present(const struct clause *clause, struct clause_finding *ret)
{
        for (size_t i = clause->first; i < clause->last && i <= clause->first + WINDOW + 4; i++) {
                const struct verb *verb = verb_present(clause->passage, i, clause->last);
                if (!verb)
                        continue;
                bool any = is_settled(clause) || verb->use == VERB_PLEDGE || verb->use == VERB_NAME;
                bool takes =
                        verb->use == VERB_STRONG; /* a promise if the subject is a single person (below) */
                if (verb->use == VERB_WEAK || verb->use == VERB_VAGUE || !(any || takes) ||
                    clause_find(clause, i, i + 4, vocabulary_not) < clause->last ||
                    clause_find(clause, clause->first, clause->last, vocabulary_habit) < clause->last)
                        return false;
                ret->kind = kind_of(clause, verb, i, MINUTES_TASK);
                if (!find_subject(clause, i, clause->last, false, ret))
                        return false;
                /* What all of a sort do is a duty unless it is to be done by a day. */
                enum actor who = actor_of(clause, ret->who_first, ret->who_last);
                if (who < ACTOR_ROLE && !(who == ACTOR_MANY && clause_due(clause).type == MINUTES_DUE_DATE))
                        return false;
                return any || actor_is_person(clause->passage, ret->who_first, ret->who_last, clause->known);
        }
        return false;
}

/* "Saken løftes fram på møteplanen": an action that no one in particular is responsible for. */
static bool match_raised(const struct clause *clause, struct clause_finding *ret)
{
        if (!is_word_in(clause, clause->first, vocabulary_topic) ||
            !is_word_in(clause, clause->first + 1, vocabulary_raised))
                return false;
        *ret = (struct clause_finding){.kind = MINUTES_TASK};
        return clause_due(clause).type == MINUTES_DUE_NEXT_MEETING ||
               clause_find(clause, clause->first + 2, clause->last, vocabulary_agenda) < clause->last;
}

/* Whether the clause cannot describe an action: it is empty, a condition, or a question. */
static bool is_no_action(const struct clause *clause)
{
        return clause->first >= clause->last || is_word_in(clause, clause->first, vocabulary_condition) ||
               is_word(clause, clause->last - 1, "?");
}

bool clause_match(const struct clause *clause, struct clause_finding *ret)
{
        static pattern *const patterns[] = {match_asked, match_commissioned, match_says,  match_pledges,
                                            match_modal, match_present,      match_raised};
        if (is_no_action(clause))
                return false;
        for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
                *ret = (struct clause_finding){0};
                if (patterns[i](clause, ret))
                        return true;
        }
        *ret = (struct clause_finding){0};
        return clause_find(clause, clause->first, clause->last, vocabulary_past) == clause->last &&
               match_asks(clause, ret);
}
