#include "minutes/language/due.h"

#include "minutes/vocabulary/vocabulary.h"

#include "minutes/language/dates.h"

#include <string.h>

/* How many words a time without a date may have: "innen utgangen av neste kvartal". */
#define FREE_WORDS_MAX 5

/* A phrase that gives a time by itself. */
struct phrase {
        const char *words;
        enum minutes_due_type type;
};

static const struct phrase phrases[] = {
        {"neste møte", MINUTES_DUE_NEXT_MEETING},
        {"neste gang", MINUTES_DUE_NEXT_MEETING},
        {"neste gong", MINUTES_DUE_NEXT_MEETING},
        {"neste samling", MINUTES_DUE_NEXT_MEETING},
        {"neste møtet", MINUTES_DUE_NEXT_MEETING},
        {"med det første", MINUTES_DUE_FREE_TEXT},
        {"med det fyrste", MINUTES_DUE_FREE_TEXT},
        {"snarest mulig", MINUTES_DUE_FREE_TEXT},
        {"snarast mogleg", MINUTES_DUE_FREE_TEXT},
        {"så snart som mulig", MINUTES_DUE_FREE_TEXT},
        {"så snart som mogleg", MINUTES_DUE_FREE_TEXT},
        {"så snart som råd", MINUTES_DUE_FREE_TEXT},
        {"så raskt som mulig", MINUTES_DUE_FREE_TEXT},
        {"så raskt som mogleg", MINUTES_DUE_FREE_TEXT},
        {"så fort som mulig", MINUTES_DUE_FREE_TEXT},
        {"snarest", MINUTES_DUE_FREE_TEXT},
        {"snarast", MINUTES_DUE_FREE_TEXT},
        {"straks", MINUTES_DUE_FREE_TEXT},
        {"umiddelbart", MINUTES_DUE_FREE_TEXT},
        {"omgående", MINUTES_DUE_FREE_TEXT},
        {"fortløpende", MINUTES_DUE_ONGOING},
        {"fortløpande", MINUTES_DUE_ONGOING},
        {"løpende", MINUTES_DUE_ONGOING},
        {"løpande", MINUTES_DUE_ONGOING},
        {"kontinuerlig", MINUTES_DUE_ONGOING},
        {"kontinuerleg", MINUTES_DUE_ONGOING},
};

static struct minutes_due due_of(const struct passage *passage, enum minutes_due_type type, size_t first,
                                 size_t last)
{
        return (struct minutes_due){.type = type, .text = passage_words(passage, first, last)};
}

/* Reads a phrase that gives a time, such as "neste møte", with the preposition before it. */
static bool phrase_at(const struct passage *passage, size_t word, size_t first, size_t last,
                      struct minutes_due *ret)
{
        static const char *const lead[] = {"på", "til", "i", "før", "innen", "innan", NULL};
        for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
                size_t count = passage_words_are(passage, word, phrases[i].words);
                if (count == 0 || word + count > last)
                        continue;
                size_t from = word > first && passage_word_in(passage, word - 1, lead) ? word - 1 : word;
                *ret = due_of(passage, phrases[i].type, from, word + count);
                return true;
        }
        return false;
}

/* Reads a date at this word, or after words like "den", "utgangen av" or a weekday. `by_word` is the word
 * that the text of the result begins with. */
static bool date_here(const struct passage *passage, size_t word, size_t by_word, size_t last, date reference,
                      struct minutes_due *ret)
{
        static const char *const between[] = {
                "den",     "fristen", "utgangen", "av",     "utgongen", "starten", "slutten", "mandag",
                "tirsdag", "onsdag",  "torsdag",  "fredag", "måndag",   "tysdag",  ":",       "er",
                "settes",  "til",     "midten",   "senest", "seinast",  NULL};
        size_t at = word;
        while (at < last && at < word + 4 && passage_word_in(passage, at, between))
                at++;
        if (at >= last)
                return false;
        struct minutes_date written;
        size_t from = passage->word[at].from, limit = passage->word[last - 1].to;
        size_t end = date_at_due(passage->lower, from, limit, &written);
        if (end == from)
                return false;
        size_t to = at;
        while (to < last && passage->word[to].from < end)
                to++;
        *ret = due_of(passage, MINUTES_DUE_FREE_TEXT, by_word, to);
        if (date_complete(&written, reference)) {
                ret->type = MINUTES_DUE_DATE;
                ret->date = written;
        }
        return true;
}

/* Reads a time without a date: "innen sommeren", "i løpet av høsten 2024". */
static bool time_here(const struct passage *passage, size_t word, size_t by_word, size_t last,
                      struct minutes_due *ret)
{
        for (size_t i = word; i < last && i < word + FREE_WORDS_MAX; i++) {
                if (passage->word[i].kind == WORD_MARK)
                        return false;
                if (!passage_word_in(passage, i, vocabulary_time))
                        continue;
                size_t end = i + 1;
                if (end < last && passage->word[end].kind == WORD_NUMBER)
                        end++; /* uke 12, høsten 2024 */
                *ret = due_of(passage, MINUTES_DUE_FREE_TEXT, by_word, end);
                return true;
        }
        return false;
}

static bool is_meeting(const struct passage *passage, size_t word)
{
        static const char *const ends[] = {"møte", "møtet"};
        const struct word *at = &passage->word[word];
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
                size_t size = strlen(ends[i]);
                if (at->to - at->from >= size && memcmp(passage->lower + at->to - size, ends[i], size) == 0)
                        return true;
        }
        return false;
}

/* Reads a meeting with its time: "i styremøtet 20. juni", "på møtet i november". */
static bool meeting_here(const struct passage *passage, size_t word, size_t last, date reference,
                         struct minutes_due *ret)
{
        static const char *const lead[] = {"i", "på", "til", NULL};
        if (!passage_word_in(passage, word, lead) || word + 2 >= last || !is_meeting(passage, word + 1))
                return false;
        return date_here(passage, word + 2, word, last, reference, ret) ||
               (passage_word_is(passage, word + 2, "i") && word + 3 < last &&
                time_here(passage, word + 3, word, word + 4, ret));
}

struct minutes_due due_read(const struct passage *passage, size_t first, size_t last, date reference)
{
        struct minutes_due due = {0};
        for (size_t i = first; i < last; i++) {
                if (phrase_at(passage, i, first, last, &due))
                        return due;
                if (meeting_here(passage, i, last, reference, &due))
                        return due;
                if (passage_word_is(passage, i, "til") && i + 1 < last &&
                    passage_word_in(passage, i + 1, vocabulary_season))
                        return due_of(passage, MINUTES_DUE_FREE_TEXT, i, i + 2);
                size_t during = passage_words_are(passage, i, "i løpet av"), after = i + 1;
                bool only = during || passage_word_in(passage, i, vocabulary_by);
                if (!only && !passage_word_in(passage, i, vocabulary_before))
                        continue;
                after = during ? i + during : after;
                if (date_here(passage, after, i, last, reference, &due))
                        return due;
                if ((only || passage_word_is(passage, i, "før")) && time_here(passage, after, i, last, &due))
                        return due;
        }
        return due;
}
