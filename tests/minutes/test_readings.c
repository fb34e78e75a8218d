/*
 * How much of minutes is read, and how much of what is read is there: each FOLDER/<name>.txt beside
 * <name>.expected, which somebody wrote by reading. Counts, of each sort of thing, what was found (recall)
 * and what was invented (precision), and fails where a count is below what was reached before.
 *
 *     test_readings FOLDER [FOLDER ...]      SAMRAD_TOLD=1: names what differs
 *
 * A line of what is expected is a sort and its members, set apart by tabs: item number title, subtopic label
 * title, decision beginning, vote for against unanimous, action kind responsible due part-of-text, people
 * presence name, next date. Sub-topics, decisions and actions are of the item above them, a vote is on the
 * decision above it.
 */
#include "base/arena.h"
#include "minutes/minutes.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT ((size_t)64 * 1024 * 1024)
#define FIELDS      5

enum sort { ITEM, SUBTOPIC, DECISION, VOTE, ACTION, RESPONSIBLE, KIND, DUE, PEOPLE, NEXT, SORTS };

static const char *const sort_names[] = {"items",       "sub-topics", "decisions", "votes",  "actions",
                                         "responsible", "kind",       "due",       "people", "next meetings"};

/* What is held: of a hundred. Sub-topics are counted where they are expected only. */
static const unsigned least_found[SORTS] = {94, 100, 100, 100, 97, 100, 100, 95, 100, 92};
static const unsigned least_true[SORTS] = {94, 0, 100, 100, 100, 100, 100, 95, 100, 100};

struct count {
        size_t expected, got, found;
};

struct reading {
        const char *path;
        const struct minutes *minutes;
        struct count *count;
        size_t item; /* after the last that was expected */
        const struct minutes_vote
                *vote; /* on the decision that was expected last; NULL if it was not found */
        bool *action_taken, *decision_taken;
        bool told;
};

static char *read_file(const char *path, size_t *ret_length)
{
        FILE *file = fopen(path, "rb");
        struct buffer text = BUFFER(1 << 20);
        char piece[4096];
        if (!file) {
                fprintf(stderr, "cannot open %s\n", path);
                exit(2);
        }
        for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
                buffer_add(&text, piece, n);
        fclose(file);
        return buffer_take(&text, ret_length);
}

static bool is(const struct minutes_string *string, const char *text)
{
        size_t length = strlen(text);
        return string->length == length && (!length || memcmp(string->bytes, text, length) == 0);
}

static bool holds(const struct minutes_string *string, const char *text)
{
        return string->length && memmem(string->bytes, string->length, text, strlen(text));
}

static void miss(const struct reading *reading, const char *what, const char *text)
{
        if (reading->told)
                fprintf(stderr, "%s: %s: %s\n", strrchr(reading->path, '/') + 1, what, text);
}

static void count_found(const struct reading *reading, enum sort sort, bool found, const char *text)
{
        reading->count[sort].expected++;
        reading->count[sort].found += found;
        if (!found)
                miss(reading, sort_names[sort], text);
}

static const struct minutes_item *item_of(const struct reading *reading)
{
        return reading->item && reading->item <= reading->minutes->item_count
                       ? &reading->minutes->items[reading->item - 1]
                       : NULL;
}

static void expect_item(struct reading *reading, char **field)
{
        const struct minutes *minutes = reading->minutes;
        size_t at = reading->item;
        while (at < minutes->item_count && !is(&minutes->items[at].number, field[1]))
                at++;
        bool found = at < minutes->item_count && is(&minutes->items[at].title, field[2]);
        reading->item = at < minutes->item_count ? at + 1 : reading->item + 1;
        count_found(reading, ITEM, found, field[2]);
        const struct minutes_item *item = item_of(reading);
        reading->action_taken = calloc(item ? item->action_count + 1 : 1, sizeof(bool));
        reading->decision_taken = calloc(item ? item->decision_count + 1 : 1, sizeof(bool));
}

static void expect_decision(struct reading *reading, char **field)
{
        const struct minutes_item *item = item_of(reading);
        bool found = false;
        reading->vote = NULL;
        for (size_t i = 0; item && i < item->decision_count && !found; i++) {
                found = !reading->decision_taken[i] && holds(&item->decisions[i].text, field[1]);
                reading->decision_taken[i] = found || reading->decision_taken[i];
                reading->vote = found ? &item->decisions[i].vote : NULL;
        }
        count_found(reading, DECISION, found, field[1]);
}

static bool is_number(int number, const char *text)
{
        return number == (*text ? strtol(text, NULL, 10) : -1);
}

static void expect_vote(const struct reading *reading, char **field)
{
        const struct minutes_vote *vote = reading->vote;
        count_found(reading, VOTE,
                    vote && is_number(vote->in_favour, field[1]) && is_number(vote->against, field[2]) &&
                            vote->unanimous == (strcmp(field[3], "unanimous") == 0),
                    "a vote");
}

static bool is_vote(const struct minutes_vote *vote)
{
        return vote->in_favour >= 0 || vote->against >= 0 || vote->abstained >= 0 || vote->unanimous;
}

static void expect_subtopic(const struct reading *reading, char **field)
{
        const struct minutes_item *item = item_of(reading);
        bool found = false;
        for (size_t i = 0; item && i < item->subtopic_count; i++)
                found = found ||
                        (is(&item->subtopics[i].label, field[1]) && is(&item->subtopics[i].title, field[2]));
        count_found(reading, SUBTOPIC, found, field[2]);
}

static void expect_action(const struct reading *reading, char **field)
{
        static const char *const kinds[] = {"task",       "request",       "promise",   "commission",
                                            "invitation", "participation", "nomination"};
        static const char *const dues[] = {"none", "date", "next_meeting", "free_text", "ongoing"};
        const struct minutes_item *item = item_of(reading);
        const struct minutes_action *action = NULL;
        for (size_t i = 0; item && i < item->action_count && !action; i++)
                if (!reading->action_taken[i] && holds(&item->actions[i].text, field[4])) {
                        action = &item->actions[i];
                        reading->action_taken[i] = true;
                }
        count_found(reading, ACTION, action, field[4]);
        if (!action)
                return;
        for (enum sort sort = RESPONSIBLE; sort <= DUE; sort++)
                reading->count[sort].got++;
        count_found(reading, RESPONSIBLE, is(&action->responsible, field[2]), field[4]);
        count_found(reading, KIND, strcmp(kinds[action->kind], field[1]) == 0, field[4]);
        count_found(reading, DUE, strcmp(dues[action->due.type], field[3]) == 0, field[4]);
}

static void expect_people(const struct reading *reading, char **field)
{
        static const char *const presences[] = {"present", "absent", "excused"};
        bool found = false;
        for (size_t i = 0; i < reading->minutes->people_count && !found; i++) {
                const struct minutes_attendee *one = &reading->minutes->people[i];
                found = strcmp(presences[one->presence], field[1]) == 0 && is(&one->person.name, field[2]);
        }
        count_found(reading, PEOPLE, found, field[2]);
}

static void expect_next(const struct reading *reading, char **field)
{
        bool found = false;
        for (size_t i = 0; i < reading->minutes->next_count && !found; i++) {
                char text[40];
                const struct minutes_date *written = &reading->minutes->next[i].date;
                snprintf(text, sizeof text, "%04d-%02d-%02d", written->year, written->month, written->day);
                found = strcmp(text, field[1]) == 0;
        }
        count_found(reading, NEXT, found, field[1]);
}

/* What was read of an item beyond what was expected. */
static void tell_more(struct reading *reading)
{
        const struct minutes_item *item = item_of(reading);
        for (size_t i = 0; item && i < item->action_count; i++)
                if (!reading->action_taken[i])
                        miss(reading, "action too many", item->actions[i].text.bytes);
        for (size_t i = 0; item && i < item->decision_count; i++)
                if (!reading->decision_taken[i])
                        miss(reading, "decision too many", item->decisions[i].text.bytes);
        free(reading->action_taken);
        free(reading->decision_taken);
        reading->action_taken = reading->decision_taken = NULL;
}

static void expect(struct reading *reading, char *line)
{
        char *field[FIELDS] = {"", "", "", "", ""};
        for (size_t i = 0; i < FIELDS && line; i++)
                field[i] = strsep(&line, "\t");
        if (strcmp(field[0], "item") == 0) {
                tell_more(reading);
                expect_item(reading, field);
        } else if (strcmp(field[0], "decision") == 0) {
                expect_decision(reading, field);
        } else if (strcmp(field[0], "vote") == 0) {
                expect_vote(reading, field);
        } else if (strcmp(field[0], "subtopic") == 0) {
                expect_subtopic(reading, field);
        } else if (strcmp(field[0], "action") == 0) {
                expect_action(reading, field);
        } else if (strcmp(field[0], "people") == 0) {
                expect_people(reading, field);
        } else if (strcmp(field[0], "next") == 0) {
                expect_next(reading, field);
        }
}

static void count_got(const struct reading *reading)
{
        const struct minutes *minutes = reading->minutes;
        reading->count[ITEM].got += minutes->item_count;
        reading->count[PEOPLE].got += minutes->people_count;
        reading->count[NEXT].got += minutes->next_count;
        for (size_t i = 0; i < minutes->item_count; i++) {
                reading->count[SUBTOPIC].got += minutes->items[i].subtopic_count;
                reading->count[DECISION].got += minutes->items[i].decision_count;
                for (size_t k = 0; k < minutes->items[i].decision_count; k++)
                        reading->count[VOTE].got += is_vote(&minutes->items[i].decisions[k].vote);
                reading->count[ACTION].got += minutes->items[i].action_count;
        }
}

static void read_one(const char *path, struct count *count, bool told)
{
        size_t length, expected_length;
        char expected_path[4096];
        snprintf(expected_path, sizeof expected_path, "%.*s.expected", (int)(strlen(path) - 4), path);
        char *text = read_file(path, &length), *expected = read_file(expected_path, &expected_length);
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct reading reading = {.path = path, .count = count, .told = told};
        if (minutes_parse(arena, text, length, DATE_BEGINNING, &reading.minutes) != MINUTES_READ)
                exit(2);
        for (char *rest = expected, *line; (line = strsep(&rest, "\n"));)
                expect(&reading, line);
        tell_more(&reading);
        count_got(&reading);
        arena_free(arena);
        free(text);
        free(expected);
}

static unsigned percent(size_t part, size_t whole)
{
        return whole ? (unsigned)(part * 100 / whole) : 100;
}

/* False if it is less than what is held. */
static bool tell(const struct count *count)
{
        bool held = true;
        for (enum sort sort = ITEM; sort < SORTS; sort++) {
                unsigned found = percent(count[sort].found, count[sort].expected);
                unsigned real = percent(count[sort].found, count[sort].got);
                printf("%-14s %3zu expected, %3zu found (%3u %%); %3zu read (%3u %% of them expected)\n",
                       sort_names[sort], count[sort].expected, count[sort].found, found, count[sort].got,
                       real);
                held = held && found >= least_found[sort] && real >= least_true[sort];
        }
        return held;
}

int main(int argc, char **argv)
{
        bool held = true, told = getenv("SAMRAD_TOLD");
        for (int i = 1; i < argc; i++) {
                struct count count[SORTS] = {0};
                char pattern[4096];
                glob_t found;
                snprintf(pattern, sizeof pattern, "%s/*.txt", argv[i]);
                if (glob(pattern, 0, NULL, &found) != 0)
                        return 2;
                for (size_t k = 0; k < found.gl_pathc; k++)
                        read_one(found.gl_pathv[k], count, told);
                printf("%s: %zu minutes\n", argv[i], found.gl_pathc);
                held = tell(count) && held;
                globfree(&found);
        }
        return held ? EXIT_SUCCESS : EXIT_FAILURE;
}
