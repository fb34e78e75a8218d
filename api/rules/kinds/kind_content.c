/*
 * content - an agreement covers every point of a checklist.
 *
 * `checklist` names a list by statute, in the version of the date. `hol-6-2` is helse- og
 * omsorgstjenesteloven (LOV-2011-06-24-30) § 6-2 first paragraph: 11 points from 2012-01-01, 13 from
 * 2022-08-01, numbered as in the act. A topic covers a point if its `code` is the point's number, with or
 * without the checklist's name before it
 * ("7", "hol-6-2-7"). Points that are not among the topics are unknown unless the agreement's topics are
 * marked complete.
 */
#include "rules/kinds/kinds.h"

#include <stdlib.h>
#include <string.h>

struct checklist {
        const char *name;
        date from, to;
        int32_t points;
};

/* Days since 1970-01-01. */
#define DAY_2012_01_01 15340
#define DAY_2022_08_01 19205

static const struct checklist checklists[] = {
        {"hol-6-2", DAY_2012_01_01, DAY_2022_08_01, 11},
        {"hol-6-2", DAY_2022_08_01, DATE_END, 13},
};
#define CHECKLIST_COUNT (sizeof checklists / sizeof *checklists)

/* The point of the checklist that a code denotes; 0: none. */
static int32_t point_of(const char *code, const char *checklist)
{
        size_t length = strlen(checklist);
        if (strncmp(code, checklist, length) == 0 && code[length] == '-')
                code += length + 1;
        int32_t point = 0;
        for (; *code >= '0' && *code <= '9' && point < 1000; code++)
                point = point * 10 + (*code - '0');
        return *code ? 0 : point;
}

static bool checklist_covers(const struct rules_facts *facts, const char *checklist, int32_t point)
{
        for (uint32_t i = 0; i < facts->agreement->topics.count; i++) {
                if (point_of(id_text(facts, facts->agreement->topics.items[i]), checklist) == point)
                        return true;
        }
        return false;
}

static const struct checklist *version_at(const char *name, date at, bool *ret_known)
{
        *ret_known = false;
        for (size_t i = 0; i < CHECKLIST_COUNT; i++) {
                if (strcmp(checklists[i].name, name) != 0)
                        continue;
                *ret_known = true;
                if (checklists[i].from <= at && at < checklists[i].to)
                        return &checklists[i];
        }
        return NULL;
}

static bool judge_content(struct check *check, const struct rule *rule, struct outcome *ret)
{
        bool known = false;
        const struct checklist *list =
                rule->checklist ? version_at(rule->checklist, check->at, &known) : NULL;
        if (!known)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_UNKNOWN_CHECKLIST);
        if (!list)
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_OUTSIDE_YEARS);
        int32_t covered = 0;
        for (int32_t point = 1; point <= list->points; point++)
                covered += checklist_covers(check->facts, list->name, point);
        bool complete = check->facts->agreement->topics.known && check->facts->agreement->topics_complete;
        ret->tally = (struct tally){.needed = true,
                                    .min = list->points,
                                    .max = -1,
                                    .counted = true,
                                    .certain = covered,
                                    .possible = complete ? covered : list->points,
                                    .missing = complete ? list->points - covered : 0};
        return outcome_set(ret, verdict_of(covered == list->points, complete && covered < list->points));
}

static void describe_content(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_CONTENT_REGISTERED, outcome);
        else
                sentence_say(sentence, PHRASE_CONTENT_COVERED, outcome);
}

static date next_content(const struct check *check, const struct rule *rule)
{
        date first = DATE_END;
        for (size_t i = 0; rule->checklist && i < CHECKLIST_COUNT; i++) {
                if (strcmp(checklists[i].name, rule->checklist) == 0 && checklists[i].from > check->at &&
                    checklists[i].from < first)
                        first = checklists[i].from;
        }
        return first;
}

const struct rule_kind kind_content = {.name = "content",
                                       .subject = SUBJECT_AGREEMENT,
                                       .judge = judge_content,
                                       .describe = describe_content,
                                       .next = next_content};
