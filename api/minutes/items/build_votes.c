/*
 * Reads how it was voted on decisions: in their labels, or below labels of votes.
 */
#include "minutes/items/build.h"

#include "minutes/language/votes.h"

void build_read_vote_of_label(struct builder *builder, const struct block *block)
{
        struct block whole = *block;
        struct passage passage;
        size_t count = 0;
        whole.text = builder->lines.line[block->first].from;
        build_passage(builder, &whole, &passage);
        while (count < passage.word_count && !passage_word_is(&passage, count, ":"))
                count++;
        if (count < passage.word_count)
                vote_read(&passage, 0, count, &builder->vote);
}

void build_read_vote(struct builder *builder, const struct passage *passage)
{
        struct minutes_item *item = builder->item;
        struct minutes_vote vote = VOTE_UNSAID;
        if (!vote_read(passage, 0, passage->word_count, &vote))
                return;
        struct minutes_vote *last =
                item->decision_count ? &item->decisions[item->decision_count - 1].vote : NULL;
        if (last && last->in_favour < 0 && last->against < 0 && !last->unanimous)
                *last = vote;
        else
                builder->vote = vote;
}
