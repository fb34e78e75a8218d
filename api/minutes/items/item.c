/*
 * Reads one item: its title, its text, sub-topics, decisions and actions.
 */
#include "minutes/items/build.h"

#include "minutes/text/grow.h"
#include "minutes/items/naming.h"
#include "minutes/items/people.h"
#include "minutes/language/votes.h"

#include <string.h>

/* A longer heading contains more than the title. */
#define TITLE_LENGTH_MAX       120
#define TITLE_BEFORE_COLON_MAX 80
#define SUBTITLE_LENGTH_MAX    90
#define NUMBER_LENGTH_MAX      20
#define NOTHING_LENGTH_MAX     60
#define LABEL_TEXT_MAX         20

static void add_piece(struct builder *builder, struct pieces *pieces, struct minutes_string text)
{
        if (!text.length)
                return;
        pieces->piece = grow_room(builder->arena, pieces->piece, pieces->count, sizeof *pieces->piece);
        pieces->piece[pieces->count++] = text;
        pieces->length += text.length + 1;
}

static bool has_room(const struct pieces *pieces, const struct passage *passage)
{
        return pieces->length + passage->length <= MINUTES_TEXT_LENGTH;
}

/* Joins the pieces to one text, each as a line, and empties them. */
static void join_pieces(struct builder *builder, struct pieces *pieces, struct minutes_string *ret)
{
        struct minutes_string text = {0};
        if (pieces->count) {
                char *bytes = arena_alloc(builder->arena, pieces->length + 1);
                for (size_t i = 0; i < pieces->count; i++) {
                        const struct minutes_string *piece = &pieces->piece[i];
                        if (i)
                                bytes[text.length++] = '\n';
                        memcpy(bytes + text.length, piece->bytes, piece->length);
                        text.length += piece->length;
                }
                text.bytes = bytes;
                text.span = (struct minutes_span){pieces->piece[0].span.from,
                                                  pieces->piece[pieces->count - 1].span.to};
                *ret = text;
        }
        *pieces = (struct pieces){0};
}

/* Whether a word of the title begins with `start`. */
static bool title_has(const struct passage *passage, const char *start)
{
        size_t length = strlen(start);
        for (size_t i = 0; i < passage->word_count; i++) {
                const struct word *word = &passage->word[i];
                if (word->to - word->from >= length &&
                    memcmp(passage->lower + word->from, start, length) == 0)
                        return true;
        }
        return false;
}

/* The kind of an item, as far as its title says it. */
static const char *kind_of(const struct passage *title)
{
        static const struct {
                const char *start, *kind;
        } kinds[] = {{"konstituer", "constitution"},
                     {"eventuelt", "any_other_business"},
                     {"ymse", "any_other_business"},
                     {"eventuell", "any_other_business"},
                     {"godkjenn", "decision"}};
        bool informs = title_has(title, "orientering") || title_has(title, "informasjon") ||
                       title_has(title, "referatsak");
        bool discusses = title_has(title, "drøfting") || title_has(title, "diskusjon");
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (title_has(title, kinds[i].start))
                        return kinds[i].kind;
        return informs && discusses ? "information_and_discussion"
               : informs            ? "information"
               : discusses          ? "discussion"
                                    : NULL;
}

/* The length of the title in a heading, which may be followed by text of the item. */
static size_t title_length(const struct passage *passage)
{
        const char *colon = memchr(passage->text, ':', passage->length);
        size_t before = colon ? (size_t)(colon - passage->text) : passage->length;
        if (colon && before <= TITLE_BEFORE_COLON_MAX && before + 1 < passage->length &&
            strchr(".!?", passage->text[passage->length - 1]))
                return before + 1;
        if (passage->length <= TITLE_LENGTH_MAX)
                return passage->length;
        for (size_t i = 0; i < passage->word_count; i++)
                if (passage->word[i].ends)
                        return passage->word[i].to;
        return passage->length;
}

static struct minutes_string trimmed_title(const struct passage *passage, size_t length)
{
        while (length && strchr(": -", passage->text[length - 1]))
                length--;
        return passage_string(passage, 0, length);
}

/* Sets the item's number as written; if it has none, its position among the items. */
static void take_number(struct builder *builder, const struct block *block, struct minutes_item *item)
{
        const struct mark *mark = &builder->headings.mark[block->first];
        size_t length = mark->number_to - mark->number_from;
        if (builder->headings.numbered && length && length <= NUMBER_LENGTH_MAX) {
                item->number = (struct minutes_string){
                        builder->clean.bytes + mark->number_from, length,
                        clean_span(&builder->clean, mark->number_from, mark->number_to)};
                return;
        }
        char *text = arena_format(builder->arena, "%zu", builder->minutes->item_count);
        item->number = (struct minutes_string){.bytes = text, .length = strlen(text)};
}

static void add_text(struct builder *builder, const struct passage *passage, size_t from, size_t to);

/* Begins an item that is a row of a table; its first sentence is the title. False if the block is no such
 * row. */
static bool open_table_row(struct builder *builder, const struct block *block)
{
        struct minutes_item *item = builder->item;
        struct block whole = *block;
        struct passage row;
        struct action_table_row cells;
        size_t end = 0;
        whole.text = builder->lines.line[block->first].from;
        if (!builder->rows.begun || !lines_columns(&builder->lines, block->first))
                return false;
        build_passage(builder, &whole, &row);
        if (!action_table_read_item(&builder->rows, &builder->finder, &row, &cells, item))
                return false;
        for (size_t i = 0; i < row.word_count && end == 0; i++)
                if (row.word[i].ends && row.word[i].from > cells.what_from && row.word[i].to < cells.what_to)
                        end = row.word[i].from;
        end = end ? end : cells.what_to;
        item->title = passage_string(&row, cells.what_from, end);
        add_text(builder, &row, end + 1 < cells.what_to ? end + 1 : cells.what_to, cells.what_to);
        add_text(builder, &row, cells.said_from, cells.said_to);
        return true;
}

void item_open(struct builder *builder, const struct block *block)
{
        struct minutes *minutes = builder->minutes;
        struct passage passage;
        struct block text = *block;
        text.text = builder->headings.mark[block->first].style == MARK_NONE
                            ? builder->lines.line[block->first].from
                            : builder->headings.mark[block->first].text;
        build_passage(builder, &text, &passage);
        if (passage.length == 0 || passage.length > MINUTES_TEXT_LENGTH) {
                build_part(builder, block, builder->item ? MINUTES_PART_ITEM : MINUTES_PART_UNPLACED);
                return;
        }
        minutes->items =
                grow_room(builder->arena, minutes->items, minutes->item_count, sizeof *minutes->items);
        builder->item = &minutes->items[minutes->item_count++];
        *builder->item = (struct minutes_item){0};
        builder->section = LABEL_NONE;
        builder->topic_open = false;
        builder->vote = VOTE_UNSAID;
        builder->table = (struct action_table){0};
        if (open_table_row(builder, block)) {
                take_number(builder, block, builder->item);
                build_part(builder, block, MINUTES_PART_ITEM);
                return;
        }
        size_t end = title_length(&passage);
        builder->item->title = trimmed_title(&passage, end);
        if (!builder->item->title.length)
                builder->item->title = passage_string(&passage, 0, passage.length);
        builder->item->kind = kind_of(&passage);
        builder->next_item = build_announces_next(&passage, 0);
        take_number(builder, block, builder->item);
        build_part(builder, block, MINUTES_PART_ITEM);
        if (end < passage.length)
                add_text(builder, &passage, end, passage.length);
}

/* Whether the item is any other business with text that says there was none: "Ingen saker." */
static bool has_no_matters(const struct minutes_item *item)
{
        static const char *const nothing[] = {
                "Ingen",        "Ikke noe",      "Ikkje noko",   "Intet",         "Det var ingen",
                "Det kom ikke", "Det kom ikkje", "Det var ikke", "Det var ikkje", "Det kom ingen"};
        const struct minutes_string *text = item->text.length           ? &item->text
                                            : item->subtopic_count == 1 ? &item->subtopics[0].text
                                                                        : NULL;
        if (!item->kind || strcmp(item->kind, "any_other_business") != 0 || !text || !text->length ||
            item->action_count)
                return false;
        const char *line = memchr(text->bytes, '\n', text->length);
        size_t length = line ? (size_t)(line - text->bytes) : text->length;
        for (size_t i = 0; length <= NOTHING_LENGTH_MAX && i < sizeof nothing / sizeof *nothing; i++)
                if (length >= strlen(nothing[i]) && memcmp(text->bytes, nothing[i], strlen(nothing[i])) == 0)
                        return true;
        return false;
}

/* Ends the sub-topic or decision that is being read; one decision too many becomes text of the item. */
static void end_part(struct builder *builder)
{
        struct minutes_item *item = builder->item;
        if (builder->topic.count)
                join_pieces(builder, &builder->topic, &item->subtopics[item->subtopic_count - 1].text);
        if (builder->decided.count && item->decision_count == MINUTES_WITHIN_MAX) {
                for (size_t i = 0; i < builder->decided.count; i++)
                        add_piece(builder, &builder->said, builder->decided.piece[i]);
                builder->decided = (struct pieces){0};
        }
        if (builder->decided.count) {
                item->decisions = grow_room(builder->arena, item->decisions, item->decision_count,
                                            sizeof *item->decisions);
                join_pieces(builder, &builder->decided, &item->decisions[item->decision_count].text);
                item->decisions[item->decision_count++].vote = builder->vote;
                builder->vote = VOTE_UNSAID;
        }
        builder->topic_open = false;
}

void item_close(struct builder *builder)
{
        struct minutes_item *item = builder->item;
        end_part(builder);
        join_pieces(builder, &builder->said, &item->text);
        item->no_matters = has_no_matters(item);
        if (!item->kind && item->decision_count)
                item->kind = "decision";
        for (size_t i = builder->minutes->part_count; i-- > 0;) {
                const struct minutes_part *part = &builder->minutes->parts[i];
                if (part->kind == MINUTES_PART_ITEM && part->item != builder->minutes->item_count - 1)
                        break;
                if (part->kind == MINUTES_PART_ITEM) {
                        item->span.to = item->span.to ? item->span.to : part->span.to;
                        item->span.from = part->span.from;
                }
        }
        builder->item = NULL;
}

/* Whether what is said under the current label can bind anybody; proposals and counts of votes do not. */
static bool is_binding(const struct builder *builder)
{
        return builder->section != LABEL_BACKGROUND && builder->section != LABEL_VOTE;
}

/* Adds the bytes from `from` up to `to` to the text of the item, and finds actions in them. */
static void add_text(struct builder *builder, const struct passage *passage, size_t from, size_t to)
{
        bool binding = is_binding(builder);
        struct passage rest = *passage;
        size_t skip = 0;
        while (skip < rest.word_count && rest.word[skip].from < from)
                skip++;
        rest.word += skip;
        rest.word_count -= skip;
        while (rest.word_count && rest.word[rest.word_count - 1].to > to)
                rest.word_count--;
        if (binding)
                item_actions_find(&builder->finder, &rest, builder->section == LABEL_ACTIONS, builder->item);
        if (binding)
                build_read_sentences(builder, &rest);
        add_piece(builder, &builder->said, passage_string(passage, from, to));
}

/* Begins a sub-topic: a lettered or numbered part, or a bullet. */
static void add_topic(struct builder *builder, const struct block *block, const struct passage *passage)
{
        struct minutes_item *item = builder->item;
        const struct mark *mark = &block->mark;
        end_part(builder);
        item->subtopics =
                grow_room(builder->arena, item->subtopics, item->subtopic_count, sizeof *item->subtopics);
        struct minutes_subtopic topic = {0};
        size_t label = mark->number_to - mark->number_from;
        if (label && label <= LABEL_TEXT_MAX)
                topic.label = (struct minutes_string){
                        builder->clean.bytes + mark->number_from, label,
                        clean_span(&builder->clean, mark->number_from, mark->number_to)};
        bool titled = label && passage->length <= SUBTITLE_LENGTH_MAX && passage->length &&
                      !strchr(".;,", passage->text[passage->length - 1]);
        struct minutes_string text = passage_string(passage, 0, passage->length);
        *(titled ? &topic.title : &topic.text) = text;
        item->subtopics[item->subtopic_count++] = topic;
        builder->topic_open = titled;
        if (!is_binding(builder))
                return;
        item_actions_find(&builder->finder, passage, builder->section == LABEL_ACTIONS, item);
        build_read_sentences(builder, passage);
}

/* Adds a numbered point of a decision, with its number. */
static void add_point(struct builder *builder, const struct block *block)
{
        struct block whole = *block;
        struct passage passage;
        whole.text = builder->lines.line[block->first].from;
        build_passage(builder, &whole, &passage);
        add_piece(builder, &builder->decided, passage_string(&passage, 0, passage.length));
}

static void add_decision(struct builder *builder, const struct block *block, const struct passage *passage)
{
        item_actions_find(&builder->finder, passage, false, builder->item);
        vote_read(passage, 0, passage->word_count, &builder->vote);
        if (block->mark.style != MARK_NONE && block->label.kind == LABEL_NONE) {
                add_point(builder, block);
                return;
        }
        add_piece(builder, &builder->decided, passage_string(passage, 0, passage->length));
}

static void add_attachment(struct builder *builder, const struct passage *passage)
{
        struct minutes_item *item = builder->item;
        struct minutes_string title = passage_string(passage, 0, passage->length);
        if (!title.length)
                return;
        if (title.length > 500 || item->attachment_count == MINUTES_WITHIN_MAX) {
                add_piece(builder, &builder->said, title);
                return;
        }
        item->attachments = grow_room(builder->arena, item->attachments, item->attachment_count,
                                      sizeof *item->attachments);
        item->attachments[item->attachment_count++] = title;
}

/* Adds the whole block to the text of the item, including its label or mark. */
static void add_whole_block(struct builder *builder, const struct block *block)
{
        struct block whole = *block;
        struct passage passage;
        whole.text = builder->lines.line[block->first].from;
        build_passage(builder, &whole, &passage);
        add_text(builder, &passage, 0, passage.length);
}

/* Adds the chair or the secretary, who may be named at the end of the minutes. */
static void read_officer(struct builder *builder, const struct block *block, const struct passage *passage)
{
        struct people_list list = {
                .presence = block->label.presence, .role = block->label.role, .strict = true};
        struct people_rest rest = {0};
        const char *role = block->label.role;
        if (role && (strcmp(role, "chair") == 0 || strcmp(role, "secretary") == 0))
                people_read(builder->arena, passage, &list, builder->minutes, &rest);
}

/* Reads a block that begins with a label. The label also says what the blocks after it are. */
static void item_label(struct builder *builder, const struct block *block, const struct passage *passage)
{
        enum label_kind kind = block->label.kind;
        end_part(builder);
        builder->section = kind;
        switch (kind) {
        case LABEL_DECISION:
                builder->decision_inline = passage->length > 0;
                build_read_vote_of_label(builder, block);
                add_decision(builder, block, passage);
                return;
        case LABEL_ATTACHMENTS:
                add_attachment(builder, passage);
                return;
        case LABEL_NEXT:
                build_next(builder, passage, 0, passage->length);
                add_whole_block(builder, block);
                return;
        case LABEL_ACTIONS:
                add_text(builder, passage, 0, passage->length);
                return;
        case LABEL_PEOPLE:
                read_officer(builder, block, passage);
                break;
        case LABEL_PRESENTER:
                if (naming_is_person(passage, 0, passage->length) && builder->item->presenter_count < 50) {
                        struct minutes_item *item = builder->item;
                        item->presenters = grow_room(builder->arena, item->presenters, item->presenter_count,
                                                     sizeof *item->presenters);
                        item->presenters[item->presenter_count++] =
                                (struct minutes_party){.name = passage_string(passage, 0, passage->length)};
                }
                break;
        case LABEL_VOTE:
                build_read_vote(builder, passage);
                add_whole_block(builder, block);
                return;
        case LABEL_BACKGROUND:
                add_whole_block(builder, block);
                return;
        default:
                break;
        }
        builder->section = LABEL_NONE;
        add_whole_block(builder, block);
}

/* Reads a block without a label, by the label that it is under. */
static void item_text(struct builder *builder, const struct block *block, const struct passage *passage)
{
        bool marked = block->mark.style != MARK_NONE, columns = lines_columns(&builder->lines, block->first);
        if (columns && (action_table_read(&builder->table, &builder->finder, passage, builder->item) ||
                        (!marked && action_table_read_below(&builder->rows, &builder->finder, passage,
                                                            builder->item)))) {
                add_piece(builder, &builder->said, passage_string(passage, 0, passage->length));
                return;
        }
        builder->table.begun = builder->table.begun && columns;
        if (builder->section != LABEL_NONE && !marked && build_ends_meeting(passage)) {
                end_part(builder);
                builder->section = LABEL_NONE;
        }
        if (builder->section == LABEL_DECISION) {
                /* With text on the label's line it ends with the paragraph, else at the next label. */
                if (!builder->decision_inline || marked || !lines_apart(&builder->lines, block->first)) {
                        add_decision(builder, block, passage);
                        return;
                }
                end_part(builder);
                builder->section = LABEL_NONE;
        }
        if (builder->section == LABEL_ATTACHMENTS &&
            (marked || !lines_apart(&builder->lines, block->first))) {
                add_attachment(builder, passage);
                return;
        }
        if (builder->section == LABEL_ATTACHMENTS)
                builder->section = LABEL_NONE;
        if (builder->section == LABEL_VOTE)
                build_read_vote(builder, passage);
        if (builder->section == LABEL_NEXT && !marked)
                build_next_below(builder, passage);
        if (marked && builder->item->subtopic_count < MINUTES_WITHIN_MAX) {
                add_topic(builder, block, passage);
                return;
        }
        if (builder->topic_open && !marked) {
                if (is_binding(builder)) {
                        item_actions_find(&builder->finder, passage, builder->section == LABEL_ACTIONS,
                                          builder->item);
                        build_read_sentences(builder, passage);
                }
                add_piece(builder, &builder->topic, passage_string(passage, 0, passage->length));
                return;
        }
        add_text(builder, passage, 0, passage->length);
}

void item_block(struct builder *builder, const struct block *block)
{
        struct passage passage;
        size_t size = builder->lines.line[block->last - 1].to - builder->lines.line[block->first].from;
        if (size > MINUTES_TEXT_LENGTH) {
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
        build_passage(builder, block, &passage);
        if (!has_room(&builder->said, &passage) || !has_room(&builder->decided, &passage) ||
            !has_room(&builder->topic, &passage)) {
                build_part(builder, block, MINUTES_PART_UNPLACED);
                return;
        }
        build_part(builder, block, MINUTES_PART_ITEM);
        enum label_kind kind = block->label.kind;
        if (kind != LABEL_NONE && kind != LABEL_RESPONSIBLE && kind != LABEL_DUE)
                item_label(builder, block, &passage);
        else
                item_text(builder, block, &passage);
}
