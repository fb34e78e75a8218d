/*
 * Writes minutes as JSON, as the contract describes them.
 */
#include "minutes/minutes.h"

#include "json/writer.h"

/* The number of characters is stored for each byte whose offset is a multiple of this; from there it is
 * counted. */
#define STEP 64

/* The longest strings that the contract permits. Longer ones are left out of the result; they can still be
 * read in the source. */
#define NAME_MAX_LENGTH        200
#define PLACE_MAX_LENGTH       500
#define RESPONSIBLE_MAX_LENGTH 500
#define DUE_MAX_LENGTH         500
#define NEXT_MAX_LENGTH        1000
#define UNPLACED_MAX_LENGTH    500

/* Minutes while they are written. */
struct writing {
        struct json_writer json;
        const struct minutes *minutes;
        struct arena *arena;
        uint32_t *characters; /* how many characters precede each STEPth byte of the source */
};

/* Whether the byte begins a character. */
static bool is_start(char c)
{
        return ((unsigned char)c & 0xc0) != 0x80;
}

static void count_characters(struct writing *writing)
{
        const struct minutes *minutes = writing->minutes;
        uint32_t count = 0;
        writing->characters =
                arena_array(writing->arena, minutes->source_length / STEP + 1, sizeof *writing->characters);
        for (size_t i = 0; i < minutes->source_length; i++) {
                if (i % STEP == 0)
                        writing->characters[i / STEP] = count;
                count += is_start(minutes->source[i]);
        }
        if (minutes->source_length % STEP == 0)
                writing->characters[minutes->source_length / STEP] = count;
}

/* How many characters of the source precede this byte. */
static uint32_t characters_before(const struct writing *writing, uint32_t byte)
{
        uint32_t count = writing->characters[byte / STEP];
        for (uint32_t i = byte - byte % STEP; i < byte; i++)
                count += is_start(writing->minutes->source[i]);
        return count;
}

static void write_ends(struct writing *writing, struct minutes_span span)
{
        writer_member_number(&writing->json, "from", characters_before(writing, span.from));
        writer_member_number(&writing->json, "to", characters_before(writing, span.to));
}

static void write_span(struct writing *writing, struct minutes_span span)
{
        writer_key(&writing->json, "span");
        writer_open_object(&writing->json);
        write_ends(writing, span);
        writer_close_object(&writing->json);
}

/* Writes a string, unless there is none or it is longer than the contract permits. */
static void write_string(struct writing *writing, const char *key, const struct minutes_string *string,
                         size_t most)
{
        if (!string->length || string->length > most)
                return;
        writer_key(&writing->json, key);
        writer_text_n(&writing->json, string->bytes, string->length);
}

/* Writes a string as a Text in the language of the minutes. */
static void write_text(struct writing *writing, const char *key, const struct minutes_string *string)
{
        if (!string->length || string->length > MINUTES_TEXT_LENGTH)
                return;
        writer_key(&writing->json, key);
        writer_open_object(&writing->json);
        write_string(writing, writing->minutes->language, string, MINUTES_TEXT_LENGTH);
        writer_close_object(&writing->json);
}

static void write_date(struct writing *writing, const char *key, const struct minutes_date *written)
{
        if (!written->year)
                return;
        writer_key(&writing->json, key);
        buffer_format(writing->json.out, "\"%04d", written->year);
        if (written->month)
                buffer_format(writing->json.out, "-%02d", written->month);
        if (written->day)
                buffer_format(writing->json.out, "-%02d", written->day);
        buffer_add_char(writing->json.out, '"');
        writing->json.comma = true;
}

/* Writes the name of a person, with the affiliation after it if that is not linked. */
static void write_name(struct writing *writing, const struct minutes_attendee *attendee)
{
        const struct minutes_string *name = &attendee->person.name, *more = &attendee->affiliation.name;
        struct buffer text = BUFFER_OF(writing->arena, NAME_MAX_LENGTH);
        if (!name->length || name->length > NAME_MAX_LENGTH)
                return;
        buffer_add(&text, name->bytes, name->length);
        if (more->length && !attendee->affiliation.id && name->length + 2 + more->length <= NAME_MAX_LENGTH) {
                buffer_add_string(&text, ", ");
                buffer_add(&text, more->bytes, more->length);
        }
        writer_key(&writing->json, "name");
        writer_text_n(&writing->json, text.bytes, text.length);
}

static void write_people(struct writing *writing)
{
        static const char *const presences[] = {"present", "absent", "excused"};
        const struct minutes *minutes = writing->minutes;
        if (!minutes->people_count)
                return;
        writer_key(&writing->json, "present");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < minutes->people_count; i++) {
                const struct minutes_attendee *attendee = &minutes->people[i];
                writer_open_object(&writing->json);
                if (attendee->person.id)
                        writer_member_text(&writing->json, attendee->person.collection, attendee->person.id);
                if (attendee->affiliation.id)
                        writer_member_text(&writing->json, attendee->affiliation.collection,
                                           attendee->affiliation.id);
                write_name(writing, attendee);
                writer_member_text(&writing->json, "presence", presences[attendee->presence]);
                if (attendee->role)
                        writer_member_text(&writing->json, "role", attendee->role);
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

static void write_presenters(struct writing *writing, const struct minutes_item *item)
{
        if (!item->presenter_count)
                return;
        writer_key(&writing->json, "presenters");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < item->presenter_count; i++) {
                const struct minutes_party *party = &item->presenters[i];
                bool person = party->id && party->collection[0] == 'p';
                if (!person && party->name.length > NAME_MAX_LENGTH)
                        continue;
                writer_open_object(&writing->json);
                if (person)
                        writer_member_text(&writing->json, "person", party->id);
                else
                        write_string(writing, "name", &party->name, NAME_MAX_LENGTH);
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

static void write_subtopics(struct writing *writing, const struct minutes_item *item)
{
        if (!item->subtopic_count)
                return;
        writer_key(&writing->json, "subTopics");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < item->subtopic_count; i++) {
                const struct minutes_subtopic *topic = &item->subtopics[i];
                const struct minutes_string *first = topic->label.length   ? &topic->label
                                                     : topic->title.length ? &topic->title
                                                                           : &topic->text;
                const struct minutes_string *last = topic->text.length    ? &topic->text
                                                    : topic->title.length ? &topic->title
                                                                          : &topic->label;
                writer_open_object(&writing->json);
                write_string(writing, "label", &topic->label, NAME_MAX_LENGTH);
                write_text(writing, "title", &topic->title);
                write_text(writing, "text", &topic->text);
                write_span(writing, (struct minutes_span){first->span.from, last->span.to});
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

/* Writes the result of a vote, unless the text says nothing of one. */
static void write_vote(struct writing *writing, const struct minutes_vote *vote)
{
        if (vote->in_favour < 0 && vote->against < 0 && vote->abstained < 0 && !vote->unanimous)
                return;
        writer_key(&writing->json, "vote");
        writer_open_object(&writing->json);
        if (vote->in_favour >= 0)
                writer_member_number(&writing->json, "for", vote->in_favour);
        if (vote->against >= 0)
                writer_member_number(&writing->json, "against", vote->against);
        if (vote->abstained >= 0)
                writer_member_number(&writing->json, "abstained", vote->abstained);
        if (vote->unanimous)
                writer_member_bool(&writing->json, "unanimous", true);
        writer_close_object(&writing->json);
}

static void write_decisions(struct writing *writing, const struct minutes_item *item)
{
        if (!item->decision_count)
                return;
        writer_key(&writing->json, "decisions");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < item->decision_count; i++) {
                writer_open_object(&writing->json);
                write_text(writing, "text", &item->decisions[i].text);
                write_vote(writing, &item->decisions[i].vote);
                write_span(writing, item->decisions[i].text.span);
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

static void write_due(struct writing *writing, const struct minutes_due *due)
{
        static const char *const types[] = {"none", "date", "next_meeting", "free_text", "ongoing"};
        writer_key(&writing->json, "due");
        writer_open_object(&writing->json);
        writer_member_text(&writing->json, "type", types[due->type]);
        write_date(writing, "date", &due->date);
        write_string(writing, "text", &due->text, DUE_MAX_LENGTH);
        writer_close_object(&writing->json);
}

/* The persons that the responsible are linked to. Where only some could be linked none is written: the text
 * names all of them. */
static void write_responsible(struct writing *writing, const struct minutes_action *action)
{
        bool any = false;
        for (size_t i = 0; i < action->party_count; i++)
                any = any || action->parties[i].id;
        if (any) {
                writer_key(&writing->json, "responsible");
                writer_open_array(&writing->json);
                for (size_t i = 0; i < action->party_count && i < 50; i++) {
                        if (!action->parties[i].id)
                                continue;
                        writer_open_object(&writing->json);
                        writer_member_text(&writing->json, action->parties[i].collection,
                                           action->parties[i].id);
                        writer_close_object(&writing->json);
                }
                writer_close_array(&writing->json);
        }
        write_string(writing, "responsibleAsWritten", &action->responsible, RESPONSIBLE_MAX_LENGTH);
}

static void write_actions(struct writing *writing, const struct minutes_item *item, size_t before)
{
        static const char *const kinds[] = {"task",       "request",       "promise",   "commission",
                                            "invitation", "participation", "nomination"};
        if (!item->action_count)
                return;
        writer_key(&writing->json, "actions");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < item->action_count; i++) {
                const struct minutes_action *action = &item->actions[i];
                writer_open_object(&writing->json);
                writer_member_number(&writing->json, "number", (int64_t)(before + i + 1));
                write_text(writing, "text", &action->text);
                writer_member_text(&writing->json, "kind", kinds[action->kind]);
                write_responsible(writing, action);
                write_due(writing, &action->due);
                if (action->answers)
                        writer_member_number(&writing->json, "answers", (int64_t)(before + action->answers));
                write_span(writing, action->text.span);
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

static void write_attachments(struct writing *writing, const struct minutes_string *attachments, size_t count)
{
        if (!count)
                return;
        writer_key(&writing->json, "attachments");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < count; i++) {
                writer_open_object(&writing->json);
                write_string(writing, "title", &attachments[i], 500);
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

static void write_items(struct writing *writing)
{
        size_t actions = 0;
        writer_key(&writing->json, "items");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < writing->minutes->item_count; i++) {
                const struct minutes_item *item = &writing->minutes->items[i];
                writer_open_object(&writing->json);
                write_string(writing, "number", &item->number, NAME_MAX_LENGTH);
                write_text(writing, "title", &item->title);
                if (item->kind)
                        writer_member_text(&writing->json, "kind", item->kind);
                write_text(writing, "text", &item->text);
                if (item->no_matters)
                        writer_member_bool(&writing->json, "noMatters", true);
                write_presenters(writing, item);
                write_subtopics(writing, item);
                write_decisions(writing, item);
                write_actions(writing, item, actions);
                write_attachments(writing, item->attachments, item->attachment_count);
                write_span(writing, item->span);
                writer_close_object(&writing->json);
                actions += item->action_count;
        }
        writer_close_array(&writing->json);
}

static void write_next(struct writing *writing)
{
        const struct minutes *minutes = writing->minutes;
        if (!minutes->next_count)
                return;
        writer_key(&writing->json, "nextMeetings");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < minutes->next_count; i++) {
                const struct minutes_next *next = &minutes->next[i];
                if (!next->date.year && next->text.length > NEXT_MAX_LENGTH)
                        continue;
                writer_open_object(&writing->json);
                write_date(writing, "date", &next->date);
                write_string(writing, "text", &next->text, NEXT_MAX_LENGTH);
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

/* The source as it begins there, cut short where a character ends. */
static void write_excerpt(struct writing *writing, struct minutes_span span)
{
        const char *source = writing->minutes->source;
        size_t length = span.to - span.from;
        if (length > UNPLACED_MAX_LENGTH) {
                length = UNPLACED_MAX_LENGTH;
                while (!is_start(source[span.from + length]))
                        length--;
        }
        writer_key(&writing->json, "text");
        writer_text_n(&writing->json, source + span.from, length);
}

static void write_parts(struct writing *writing)
{
        static const char *const kinds[] = {"title", "date",         "place",      "present",   "agenda",
                                            "item",  "next_meeting", "attachment", "furniture", "unplaced"};
        const struct minutes *minutes = writing->minutes;
        writer_key(&writing->json, "parts");
        writer_open_array(&writing->json);
        for (size_t i = 0; i < minutes->part_count; i++) {
                const struct minutes_part *part = &minutes->parts[i];
                writer_open_object(&writing->json);
                writer_member_text(&writing->json, "kind", kinds[part->kind]);
                if (part->kind == MINUTES_PART_ITEM)
                        writer_member_number(&writing->json, "item", (int64_t)part->item);
                write_ends(writing, part->span);
                if (part->kind == MINUTES_PART_UNPLACED)
                        write_excerpt(writing, part->span);
                writer_close_object(&writing->json);
        }
        writer_close_array(&writing->json);
}

/* The text as given, but for what must not be published: an asterisk stands for each of its characters, so
 * that the places of everything else stay. */
static void write_masked(struct writing *writing)
{
        const struct minutes *minutes = writing->minutes;
        struct buffer text = BUFFER_OF(writing->arena, minutes->source_length + 1);
        size_t at = 0;
        for (size_t i = 0; i < minutes->masked_count; i++) {
                struct minutes_span span = minutes->masked[i];
                buffer_add(&text, minutes->source + at, span.from - at);
                for (at = span.from; at < span.to; at++)
                        if (is_start(minutes->source[at]))
                                buffer_add_char(&text, minutes->source[at] > ' ' || minutes->source[at] < 0
                                                               ? '*'
                                                               : minutes->source[at]);
        }
        buffer_add(&text, minutes->source + at, minutes->source_length - at);
        writer_key(&writing->json, "text");
        writer_text_n(&writing->json, text.bytes ? text.bytes : "", text.length);
}

static void write_source(struct writing *writing, const char *media_type)
{
        writer_key(&writing->json, "source");
        writer_open_object(&writing->json);
        writer_member_text(&writing->json, "mediaType", media_type);
        if (writing->minutes->title.length) {
                writer_key(&writing->json, "title");
                writer_text_n(&writing->json, writing->minutes->title.bytes, writing->minutes->title.length);
        }
        write_date(writing, "date", &writing->minutes->date);
        write_parts(writing);
        write_masked(writing);
        writer_close_object(&writing->json);
}

void minutes_write(struct buffer *out, const struct minutes *minutes, const char *media_type,
                   struct arena *arena)
{
        struct writing writing = {.json = JSON_WRITER(out), .minutes = minutes, .arena = arena};
        count_characters(&writing);
        writer_member_text(&writing.json, "language", minutes->language);
        write_string(&writing, "place", &minutes->place, PLACE_MAX_LENGTH);
        write_people(&writing);
        write_items(&writing);
        write_next(&writing);
        write_attachments(&writing, minutes->attachments, minutes->attachment_count);
        write_source(&writing, media_type);
}

void minutes_parties(const struct minutes *minutes,
                     void (*visit)(void *context, enum minutes_as as, struct minutes_party *party),
                     void *context)
{
        for (size_t i = 0; i < minutes->people_count; i++) {
                visit(context, MINUTES_AS_ATTENDEE, &minutes->people[i].person);
                visit(context, MINUTES_AS_AFFILIATION, &minutes->people[i].affiliation);
        }
        for (size_t i = 0; i < minutes->item_count; i++) {
                const struct minutes_item *item = &minutes->items[i];
                for (size_t k = 0; k < item->presenter_count; k++)
                        visit(context, MINUTES_AS_PRESENTER, &item->presenters[k]);
                for (size_t k = 0; k < item->action_count; k++)
                        for (size_t j = 0; j < item->actions[k].party_count; j++)
                                visit(context, MINUTES_AS_RESPONSIBLE, &item->actions[k].parties[j]);
        }
}
