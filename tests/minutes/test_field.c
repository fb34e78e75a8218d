/*
 * Minutes as they are in the field: every FOLDER/<kind>.cases holds small texts and exactly what they say.
 *
 *     test_field FOLDER
 *
 * A case begins with "=== name"; its text ends at "---"; what follows is what must be read, a line each, with
 * tabs between: present|absent|excused name [role [affiliation]], item number title, decision text (of the
 * item above), vote for against (of the decision above), action responsible due part-of-text, unplaced
 * fragment, nowhere fragment (not in any text that is published). People, items and decisions must be these
 * and no others. A case that expects no item gets one behind its text, as minutes have.
 */
#include "unit/suite.h"

#include "base/arena.h"
#include "minutes/minutes.h"
#include "properties.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT ((size_t)64 * 1024 * 1024)
#define TEXT_LIMIT  ((size_t)1024 * 1024)
#define FIELDS      4
#define CASES_MAX   1000

struct field_case {
        const char *name;
        char *text, *expected;
};

static struct field_case cases[CASES_MAX];
static int case_count;

/* A case while it is held against what was read. */
struct held {
        const struct field_case *of;
        const struct minutes *minutes;
        size_t people, items, decisions; /* found so far; decisions of the item */
        bool any_item;
};

static const struct minutes_item *current_item(const struct held *held)
{
        return held->items ? &held->minutes->items[held->items - 1] : NULL;
}

static bool is(const struct minutes_string *string, const char *text)
{
        size_t length = strlen(text);
        return string->length == length && (!length || memcmp(string->bytes, text, length) == 0);
}

/* The text of a decision may be set in lines. */
static bool is_in_one_line(const struct minutes_string *string, const char *text)
{
        if (string->length != strlen(text))
                return false;
        for (size_t i = 0; i < string->length; i++)
                if ((string->bytes[i] == '\n' ? ' ' : string->bytes[i]) != text[i])
                        return false;
        return true;
}

static bool holds(const struct minutes_string *string, const char *text)
{
        return string->length && memmem(string->bytes, string->length, text, strlen(text));
}

static void expect_person(struct held *held, char **field)
{
        static const char *const presences[] = {"present", "absent", "excused"};
        const struct minutes_attendee *one = NULL;
        for (size_t i = 0; i < held->minutes->people_count && !one; i++)
                if (is(&held->minutes->people[i].person.name, field[1]))
                        one = &held->minutes->people[i];
        ck_assert_msg(one, "%s: nobody is called %s", held->of->name, field[1]);
        ck_assert_msg(strcmp(presences[one->presence], field[0]) == 0, "%s: %s is %s", held->of->name,
                      field[1], presences[one->presence]);
        ck_assert_msg(!*field[2] || (one->role && strcmp(one->role, field[2]) == 0), "%s: %s has the role %s",
                      held->of->name, field[1], one->role ? one->role : "(none)");
        ck_assert_msg(!*field[3] || is(&one->affiliation.name, field[3]), "%s: %s is of %.*s", held->of->name,
                      field[1], (int)one->affiliation.name.length,
                      one->affiliation.name.bytes ? one->affiliation.name.bytes : "");
        held->people++;
}

static void end_item(const struct held *held)
{
        const struct minutes_item *item = current_item(held);
        if (item && held->any_item)
                ck_assert_msg(item->decision_count == held->decisions, "%s: %zu decisions in item %zu",
                              held->of->name, item->decision_count, held->items);
}

static void expect_item(struct held *held, char **field)
{
        end_item(held);
        ck_assert_msg(held->items < held->minutes->item_count, "%s: no item %s", held->of->name, field[1]);
        const struct minutes_item *item = &held->minutes->items[held->items++];
        ck_assert_msg(is(&item->number, field[1]) && is(&item->title, field[2]), "%s: item %zu is %.*s: %.*s",
                      held->of->name, held->items, (int)item->number.length, item->number.bytes,
                      (int)item->title.length, item->title.bytes);
        held->decisions = 0;
        held->any_item = true;
}

static void expect_decision(struct held *held, char **field)
{
        const struct minutes_item *item = current_item(held);
        ck_assert_msg(item && held->decisions < item->decision_count, "%s: no decision %s", held->of->name,
                      field[1]);
        const struct minutes_string *text = &item->decisions[held->decisions++].text;
        ck_assert_msg(is_in_one_line(text, field[1]), "%s: decided was %.*s", held->of->name,
                      (int)text->length, text->bytes);
}

static void expect_vote(const struct held *held, char **field)
{
        const struct minutes_item *item = current_item(held);
        ck_assert_msg(item && held->decisions, "%s: a vote on nothing", held->of->name);
        const struct minutes_vote *vote = &item->decisions[held->decisions - 1].vote;
        char got[3][20];
        snprintf(got[0], sizeof got[0], "%d", vote->in_favour);
        snprintf(got[1], sizeof got[1], "%d", vote->against);
        ck_assert_msg(strcmp(got[0], field[1]) == 0 && strcmp(got[1], field[2]) == 0, "%s: %s to %s",
                      held->of->name, got[0], got[1]);
        ck_assert_msg(!*field[3] || (strcmp(field[3], "unanimous") == 0 && vote->unanimous),
                      "%s: not unanimous", held->of->name);
}

static void expect_action(const struct held *held, char **field)
{
        const struct minutes_action *found = NULL;
        for (size_t i = 0; i < held->minutes->item_count && !found; i++)
                for (size_t k = 0; k < held->minutes->items[i].action_count && !found; k++)
                        if (holds(&held->minutes->items[i].actions[k].text, field[3]))
                                found = &held->minutes->items[i].actions[k];
        ck_assert_msg(found, "%s: nothing is to be done: %s", held->of->name, field[3]);
        char due[40];
        snprintf(due, sizeof due, "%04d-%02d-%02d", found->due.date.year, found->due.date.month,
                 found->due.date.day);
        ck_assert_msg(is(&found->responsible, field[1]) && (!*field[2] || strcmp(due, field[2]) == 0),
                      "%s: %.*s by %s", held->of->name, (int)found->responsible.length,
                      found->responsible.bytes ? found->responsible.bytes : "", due);
}

static void expect_unplaced(const struct held *held, char **field)
{
        bool found = false;
        for (size_t i = 0; i < held->minutes->part_count; i++) {
                const struct minutes_part *part = &held->minutes->parts[i];
                if (part->kind == MINUTES_PART_UNPLACED)
                        found = found || memmem(held->minutes->source + part->span.from,
                                                part->span.to - part->span.from, field[1], strlen(field[1]));
        }
        ck_assert_msg(found, "%s: «%s» is not reported", held->of->name, field[1]);
}

/* What is written is what is published. */
static void expect_nowhere(const struct held *held, char **field, struct arena *arena)
{
        struct buffer out = BUFFER(TEXT_LIMIT);
        size_t length;
        minutes_write(&out, held->minutes, "text/plain", arena);
        char *text = buffer_take(&out, &length);
        ck_assert_ptr_nonnull(text);
        ck_assert_msg(!memmem(text, length, field[1], strlen(field[1])), "%s: «%s» is published",
                      held->of->name, field[1]);
        free(text);
}

static void expect(struct held *held, char *line, struct arena *arena)
{
        char *field[FIELDS] = {"", "", "", ""};
        for (size_t i = 0; i < FIELDS && line; i++)
                field[i] = strsep(&line, "\t");
        if (strcmp(field[0], "present") == 0 || strcmp(field[0], "absent") == 0 ||
            strcmp(field[0], "excused") == 0)
                expect_person(held, field);
        else if (strcmp(field[0], "item") == 0)
                expect_item(held, field);
        else if (strcmp(field[0], "decision") == 0)
                expect_decision(held, field);
        else if (strcmp(field[0], "vote") == 0)
                expect_vote(held, field);
        else if (strcmp(field[0], "action") == 0)
                expect_action(held, field);
        else if (strcmp(field[0], "unplaced") == 0)
                expect_unplaced(held, field);
        else if (strcmp(field[0], "nowhere") == 0)
                expect_nowhere(held, field, arena);
        else
                ck_assert_msg(!*field[0], "%s: what is «%s»?", held->of->name, field[0]);
}

START_TEST(case_is_read)
{
        const struct field_case *of = &cases[_i];
        struct arena *arena = arena_new(ARENA_LIMIT);
        bool items = strncmp(of->expected, "item\t", 5) == 0 || strstr(of->expected, "\nitem\t") ||
                     strstr(of->expected, "action\t");
        const char *text = items ? of->text : arena_format(arena, "%s\n\n1. Sak\nGodkjent.\n", of->text);
        struct held held = {.of = of};
        ck_assert_int_eq(minutes_parse(arena, text, strlen(text), date_make(2024, 5, 6), &held.minutes),
                         MINUTES_READ);
        const char *broken = minutes_broken(held.minutes);
        ck_assert_msg(!broken, "%s: %s", of->name, broken);
        char *expected = strdup(of->expected);
        for (char *rest = expected, *line; (line = strsep(&rest, "\n"));)
                expect(&held, line, arena);
        end_item(&held);
        ck_assert_msg(!held.any_item || held.items == held.minutes->item_count, "%s: %zu items", of->name,
                      held.minutes->item_count);
        ck_assert_msg(held.people == held.minutes->people_count, "%s: %zu people", of->name,
                      held.minutes->people_count);
        free(expected);
        arena_free(arena);
}
END_TEST

/* Takes the file apart; it is kept until the end. */
static void read_cases(const char *path)
{
        FILE *file = fopen(path, "rb");
        char *text = calloc(1, TEXT_LIMIT);
        if (!file || !text || fread(text, 1, TEXT_LIMIT - 1, file) == 0)
                exit(2);
        fclose(file);
        for (char *at = strstr(text, "=== "); at && case_count < CASES_MAX;) {
                char *name = at + strlen("=== "), *body = strchr(name, '\n'),
                     *expected = strstr(body, "\n---\n"), *next = strstr(body, "\n=== ");
                if (!expected || (next && next < expected))
                        exit(2);
                *body = *expected = '\0';
                if (next)
                        *next = '\0';
                cases[case_count++] = (struct field_case){name, body + 1, expected + strlen("\n---\n")};
                at = next ? next + 1 : NULL;
        }
}

Suite *suite_make(void)
{
        char pattern[4096];
        glob_t found;
        snprintf(pattern, sizeof pattern, "%s/*.cases", suite_folder());
        if (glob(pattern, 0, NULL, &found) != 0)
                exit(2);
        for (size_t i = 0; i < found.gl_pathc; i++)
                read_cases(found.gl_pathv[i]);
        globfree(&found);
        TCase *tests = tcase_create("field");
        tcase_add_loop_test(tests, case_is_read, 0, case_count);
        Suite *suite = suite_create("field");
        suite_add_tcase(suite, tests);
        return suite;
}
