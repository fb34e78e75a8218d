/*
 * A sentence is divided into main clauses. In each, one of a few patterns (language/clause.h) must match:
 * somebody is asked, has promised or is ordered to do something, with a verb of the vocabulary. Conditions,
 * negations, questions, reports of the past and general duties are no actions.
 */
#include "minutes/items/item_actions.h"

#include "minutes/language/clause.h"
#include "minutes/language/due.h"
#include "minutes/text/grow.h"
#include "minutes/language/verbs.h"

/* How many words before a colon may say what a sentence is about. */
#define TOPIC_WORDS_MAX 3

static void add_party(struct action_finder *finder, struct minutes_string name, struct minutes_action *action)
{
        if (!name.length)
                return;
        action->parties =
                grow_room(finder->arena, action->parties, action->party_count, sizeof *action->parties);
        action->parties[action->party_count++] = (struct minutes_party){.name = name};
}

/* The end of the first name in a word such as "HOD/KS", which is two names; the end of the word if it is one.
 */
static size_t slash_at(const struct passage *passage, const struct word *word, size_t from)
{
        size_t at = from;
        while (at < word->to && passage->text[at] != '/')
                at++;
        bool both = at > from + 1 && at + 1 < word->to && passage->text[from] != passage->lower[from] &&
                    passage->text[at + 1] != passage->lower[at + 1];
        return both ? at : word->to;
}

/* Adds each of the names in the words from `first` up to `last` as a party of the action. */
static void take_parties(struct action_finder *finder, const struct passage *passage, size_t first,
                         size_t last, struct minutes_action *action)
{
        for (size_t at = first, end; at < last; at = end + 1) {
                end = actor_end(passage, at, last);
                if (end != at + 1) {
                        add_party(finder, passage_words(passage, at, end), action);
                        continue;
                }
                const struct word *word = &passage->word[at];
                for (size_t from = word->from, to; from < word->to; from = to + 1) {
                        to = slash_at(passage, word, from);
                        add_party(finder, passage_string(passage, from, to), action);
                }
        }
}

static void add_action(struct action_finder *finder, struct minutes_item *item,
                       const struct minutes_action *action)
{
        if (item->action_count == MINUTES_WITHIN_MAX)
                return;
        item->actions = grow_room(finder->arena, item->actions, item->action_count, sizeof *item->actions);
        item->actions[item->action_count++] = *action;
}

/* Adds the action that was found in a clause. If several are to nominate somebody, each does so for itself,
 * so each gets an action. */
static void add_finding(struct action_finder *finder, const struct clause *clause,
                        const struct clause_finding *found, struct minutes_string text,
                        struct minutes_item *item)
{
        const struct passage *passage = clause->passage;
        struct minutes_action action = {.text = text, .kind = found->kind, .due = clause_due(clause)};
        bool each = found->kind == MINUTES_NOMINATION;
        for (size_t at = found->who_first, end; at < found->who_last; at = end + 1) {
                end = each ? actor_end(passage, at, found->who_last) : found->who_last;
                struct minutes_action one = action;
                one.responsible = passage_words(passage, at, end);
                take_parties(finder, passage, at, end, &one);
                if (one.party_count)
                        add_action(finder, item, &one);
        }
        if (found->who_first == found->who_last)
                add_action(finder, item, &action);
}

/* The end of the clause that begins at this word: a semicolon, or a comma before "og", "men", "mens". */
static size_t clause_end(const struct passage *passage, size_t first, size_t last)
{
        static const char *const links[] = {"og", "men", "mens", "medan", "samt", NULL};
        for (size_t i = first + 1; i < last; i++)
                if (passage_word_is(passage, i, ";") || (passage_word_is(passage, i, ",") && i + 1 < last &&
                                                         passage_word_in(passage, i + 1, links)))
                        return i;
        return last;
}

/* The verb after the subject of a clause; the clause after it may have the same subject. */
static size_t subject_end(const struct clause *clause)
{
        static const char *const verbs[] = {
                "ba",   "bad",    "har",   "er",     "meldte",  "vil",        "skal",     "kan",
                "må",   "var",    "hadde", "ønsker", "ønskjer", "orienterte", "opplyste", "sa",
                "fikk", "takket", "takka", "viste",  "støtter", "støttet",    "støtta",   NULL};
        return clause_find(clause, clause->first, clause->last, verbs);
}

/* The word after "enige om at", where the clause proper begins; `first` if the clause does not contain that.
 */
static size_t after_agreement(const struct passage *passage, size_t first, size_t last)
{
        size_t at = first; /* each of the phrases ends with it */
        while (at < last && !passage_word_is(passage, at, "at"))
                at++;
        for (size_t i = first; at < last && i < last; i++)
                for (size_t k = 0; vocabulary_agreed[k]; k++) {
                        size_t count = passage_words_are(passage, i, vocabulary_agreed[k]);
                        if (count && i + count < last)
                                return i + count;
                }
        return first;
}

/* If the item's last action is a promise that follows a request to the same party at once, it answers the
 * request. */
static void link_answer(struct minutes_item *item, size_t before)
{
        if (before == 0 || item->action_count != before + 1)
                return;
        const struct minutes_action *asked_for = &item->actions[before - 1];
        struct minutes_action *promise = &item->actions[before];
        bool same = asked_for->responsible.length == promise->responsible.length &&
                    promise->responsible.length &&
                    memcmp(asked_for->responsible.bytes, promise->responsible.bytes,
                           promise->responsible.length) == 0;
        bool near = promise->text.span.from >= asked_for->text.span.to &&
                    promise->text.span.from - asked_for->text.span.to <= 8;
        if (promise->kind == MINUTES_PROMISE && same && near &&
            (asked_for->kind == MINUTES_REQUEST || asked_for->kind == MINUTES_INVITATION))
                promise->answers = before;
}

/* The word after a topic and its colon: "Parkering: Jarle tar kontakt ...". `first` if there is none, or if a
 * proposal follows. */
static size_t after_topic(const struct passage *passage, size_t first, size_t last)
{
        static const char *const proposed[] = {"forslag", "framlegg", "innstilling", "tilråding", NULL};
        for (size_t i = first + 1; i + 1 < last && i <= first + TOPIC_WORDS_MAX; i++)
                if (passage_word_is(passage, i, ":"))
                        return passage->word[i + 1].capital && !passage_word_in(passage, first, proposed)
                                       ? i + 1
                                       : first;
        return first;
}

static void read_sentence(struct action_finder *finder, const struct passage *passage, size_t first,
                          size_t last, struct minutes_item *item)
{
        static const char *const links[] = {"og", "men", "mens", "medan", "samt", NULL};
        struct clause clause = {.passage = passage, .known = &finder->known, .reference = finder->reference};
        if (last > first && passage_word_is(passage, last - 1, "?"))
                return;
        first = after_topic(passage, first, last);
        for (size_t at = first, end; at < last; at = end + 1) {
                struct clause_finding found;
                end = clause_end(passage, at, last);
                clause.first = at + (at > first && passage_word_in(passage, at, links));
                size_t proper = after_agreement(passage, clause.first, end);
                clause.agreed = proper > clause.first;
                clause.first = proper;
                clause.last = end;
                size_t before = item->action_count;
                if (clause_match(&clause, &found)) {
                        add_finding(finder, &clause, &found, passage_words(passage, first, last), item);
                        link_answer(item, before);
                }
                size_t subject_last = subject_end(&clause);
                if (subject_last < end && subject_last > clause.first) {
                        clause.subject_first = clause.first;
                        clause.subject_last = subject_last;
                }
        }
}

/* Reads "Ansvar: Kari Nordmann. Frist: 1. mai" at `word`: the text before it, from `first` on, is to be done
 * by her. Returns the word after it. */
static size_t read_labelled(struct action_finder *finder, const struct passage *passage, size_t first,
                            size_t word, struct minutes_item *item)
{
        static const char *const stops[] = {".", ";", ")", "frist", "tidsfrist", "(", NULL};
        size_t who = word + 2, end = who;
        while (end < passage->word_count &&
               !(passage_word_in(passage, end, stops) && !passage_word_is(passage, end - 1, "v")))
                end++;
        size_t rest = end;
        while (rest < passage->word_count &&
               (passage_word_in(passage, rest, (const char *const[]){".", ";", ",", "(", NULL})))
                rest++;
        size_t past = end;
        struct minutes_action action = {.kind = MINUTES_TASK};
        if (passage_word_in(passage, rest, (const char *const[]){"frist", "tidsfrist", NULL})) {
                for (past = rest; past < passage->word_count && !passage_word_is(passage, past, ")"); past++)
                        if (passage->word[past].ends && past > rest)
                                break;
                past += past < passage->word_count && passage->word[past].ends;
                action.due = due_read(passage, rest, past, finder->reference);
        }
        size_t text_last = word;
        while (text_last > first &&
               passage_word_in(passage, text_last - 1, (const char *const[]){"(", ".", ",", ";", "-", NULL}))
                text_last--;
        while (end > who && passage_word_in(passage, end - 1, (const char *const[]){",", NULL}))
                end--;
        action.text = passage_words(passage, first, text_last);
        action.responsible = passage_words(passage, who, end);
        if (action.due.type == MINUTES_DUE_NONE)
                action.due = due_read(passage, first, text_last, finder->reference);
        take_parties(finder, passage, who, end, &action);
        if (action.text.length && action.responsible.length && actor_plausible(passage, who, end))
                add_action(finder, item, &action);
        return past > end ? past : end;
}

/* Reads an entry of a list of actions: "Kari: sende ut ...", or any text. */
static void read_listed(struct action_finder *finder, const struct passage *passage, size_t first,
                        size_t last, struct minutes_item *item)
{
        size_t before = item->action_count, colon = first;
        read_sentence(finder, passage, first, last, item);
        if (item->action_count > before || first >= last)
                return;
        struct minutes_action action = {.kind = MINUTES_TASK,
                                        .text = passage_words(passage, first, last),
                                        .due = due_read(passage, first, last, finder->reference)};
        while (colon < last && colon <= first + 6 && !passage_word_is(passage, colon, ":"))
                colon++;
        if (colon < last && passage_word_is(passage, colon, ":") && passage->word[first].capital &&
            actor_plausible(passage, first, colon)) {
                action.text = passage_words(passage, colon + 1, last);
                action.responsible = passage_words(passage, first, colon);
                take_parties(finder, passage, first, colon, &action);
        }
        if (action.text.length)
                add_action(finder, item, &action);
}

/* The word "Frist" before a colon, which gives the time for the text before it; the end of the passage if
 * there is none. */
static size_t time_label(const struct passage *passage)
{
        static const char *const label[] = {"frist", "tidsfrist", NULL};
        for (size_t i = 0; i + 1 < passage->word_count; i++)
                if (passage_word_in(passage, i, label) && passage_word_is(passage, i + 1, ":"))
                        return i;
        return passage->word_count;
}

void item_actions_find(struct action_finder *finder, const struct passage *passage, bool listed,
                       struct minutes_item *item)
{
        static const char *const responsible[] = {"ansvar", "ansvarlig", "ansvarleg", NULL};
        size_t count = passage->word_count, first = 0, done = 0;
        for (size_t i = 0; i + 1 < count; i++)
                if (i >= done && passage_word_in(passage, i, responsible) &&
                    passage_word_is(passage, i + 1, ":")) {
                        done = read_labelled(finder, passage, first, i, item);
                        first = done;
                }
        if (done > 0)
                return;
        size_t before = item->action_count, time = time_label(passage);
        count = time;
        for (size_t i = 0; i < count; i++) {
                if (!passage->word[i].ends && i + 1 < count)
                        continue;
                if (listed)
                        read_listed(finder, passage, first, i + 1, item);
                else
                        read_sentence(finder, passage, first, i + 1, item);
                first = i + 1;
        }
        if (time < passage->word_count && item->action_count > before &&
            item->actions[item->action_count - 1].due.type == MINUTES_DUE_NONE)
                item->actions[item->action_count - 1].due =
                        due_read(passage, time, passage->word_count, finder->reference);
}

void item_actions_add_row(struct action_finder *finder, const struct passage *passage,
                          struct minutes_string text, size_t who_from, size_t who_to, struct minutes_due due,
                          struct minutes_item *item)
{
        struct minutes_action action = {.text = text, .due = due, .kind = MINUTES_TASK};
        size_t first = 0, last;
        action.responsible = passage_string(passage, who_from, who_to);
        while (first < passage->word_count && passage->word[first].from < who_from)
                first++;
        for (last = first; last < passage->word_count && passage->word[last].to <= who_to;)
                last++;
        take_parties(finder, passage, first, last, &action);
        if (text.length)
                add_action(finder, item, &action);
}
