/*
 * Reads what single sentences of an item say of the meeting: who presented the item, when the next meeting
 * is, where meetings are held.
 */
#include "minutes/items/build.h"

#include "minutes/language/dates.h"
#include "minutes/text/grow.h"

#include <string.h>

bool build_announces_next(const struct passage *passage, size_t first)
{
        static const char meeting[] = "møte";
        size_t size = sizeof meeting - 1;
        if (!passage_word_is(passage, first, "neste"))
                return false;
        for (size_t i = first + 1; i < passage->word_count && i <= first + 2; i++) {
                const struct word *word = &passage->word[i];
                if (word->to - word->from >= size &&
                    memcmp(passage->lower + word->to - size, meeting, size) == 0)
                        return true;
        }
        return false;
}

bool build_ends_meeting(const struct passage *passage)
{
        static const char *const ended[] = {"hevet", "heva", "slutt", "avsluttet", "avslutta", NULL};
        if (build_announces_next(passage, 0))
                return true;
        bool meeting = passage_word_in(passage, 0, (const char *const[]){"møtet", "møte", NULL});
        return meeting && (passage_word_in(passage, 1, ended) || passage_word_in(passage, 2, ended));
}

/* Adds the presenter if the sentence that begins with this word names one: "Kari Nordmann orienterte om ...".
 */
static void take_presenter(struct builder *builder, const struct passage *passage, size_t first)
{
        static const char *const presents[] = {
                "orienterte",  "innledet", "innleidde", "innleia", "presenterte", "redegjorde", "informerte",
                "gjennomgikk", "gjekk",    "gikk",      "la",      "gjorde",      NULL};
        struct minutes_item *item = builder->item;
        size_t end = first;
        while (end < passage->word_count && passage->word[end].capital && end < first + 5)
                end++;
        if (end < first + 2 || !passage_word_in(passage, end, presents) || item->presenter_count >= 50 ||
            (passage_word_in(passage, end, (const char *const[]){"gikk", "gjekk", NULL}) &&
             !passage_word_is(passage, end + 1, "gjennom")) ||
            (passage_word_is(passage, end, "la") &&
             !passage_word_in(passage, end + 1, (const char *const[]){"fram", "frem", NULL})) ||
            (passage_word_is(passage, end, "gjorde") && !passage_word_is(passage, end + 1, "greie")))
                return;
        item->presenters =
                grow_room(builder->arena, item->presenters, item->presenter_count, sizeof *item->presenters);
        item->presenters[item->presenter_count++] =
                (struct minutes_party){.name = passage_words(passage, first, end)};
}

void build_read_sentences(struct builder *builder, const struct passage *passage)
{
        struct minutes_date written;
        size_t end;
        bool dated = builder->next_item && builder->section != LABEL_NEXT &&
                     date_find(passage->lower, 0, passage->length, &written, &end) < passage->length;
        if (dated && !build_announces_next(passage, 0))
                build_next(builder, passage, 0, passage->length);
        static const char *const held[] = {"avholdes", "holdes", "avholdt", "holdt", "haldne", "halde", NULL};
        for (size_t i = 0, first = 0; i < passage->word_count; i++) {
                if (!passage->word[i].ends && i + 1 < passage->word_count)
                        continue;
                take_presenter(builder, passage, first);
                if (build_announces_next(passage, first) && builder->section != LABEL_NEXT) {
                        struct passage sentence = *passage;
                        build_next(builder, &sentence, passage->word[first].from, passage->word[i].to);
                }
                bool meets = passage_word_in(
                        passage, first,
                        (const char *const[]){"møter", "møtet", "møtene", "møta", "møte", NULL});
                for (size_t k = first + 1; meets && k < i && k < first + 4; k++)
                        if (passage_word_in(passage, k, held) &&
                            passage_word_in(passage, k + 1, (const char *const[]){"i", "på", "hos", NULL}) &&
                            !builder->minutes->place.length)
                                builder->minutes->place = passage_words(
                                        passage, k + 2, passage_word_is(passage, i, ".") ? i : i + 1);
                first = i + 1;
        }
}
