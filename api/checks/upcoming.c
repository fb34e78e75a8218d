/*
 * upcoming - which rules will be broken, and when: the coming days on which a verdict on a body or an
 * agreement changes for the worse, on which an area lacks a body that it must have, or on which an agreement
 * is no longer in force.
 */
#include "checks/checks_handlers.h"
#include "checks/sweep.h"
#include "formats/formats.h"
#include "json/member.h"
#include "json/tree.h"
#include "rules/area_timeline.h"
#include "rules/model/span.h"
#include "rules/timeline.h"
#include "words/verdict.h"

#include <stdlib.h>
#include <string.h>

/* A timeline of the largest body over ten years. */
#define TIMELINE_MAX ((size_t)32 * 1024 * 1024)
#define MONTHS_MAX   120

struct upcoming {
        struct call *call;
        struct sweep *sweep;
        json_t *items;
        date from, to;
        const char *known_at, *revision;
};

/* How bad a verdict is. */
static int weight_of(const char *verdict)
{
        enum verdict named = verdict_named(verdict);
        return !verdict ? 0 : named == VERDICT_NOT_MET ? 2 : named == VERDICT_UNKNOWN;
}

/* The rules whose verdicts change for the worse between two intervals. Both list the same rules in the same
 * order. */
static json_t *worse_rules(struct arena *arena, const json_t *before, const json_t *after)
{
        json_t *found = tree_array(arena), *old_rules = json_object_get(before, "rules"), *rule;
        size_t index;
        json_array_foreach(json_object_get(after, "rules"), index, rule) {
                const char *from = member_text(json_array_get(old_rules, index), "verdict");
                const char *to = member_text(rule, "verdict");
                if (weight_of(to) > weight_of(from))
                        tree_add(found, json_pack("{s:s, s:s, s:s}", "rule", member_text(rule, "rule"),
                                                  "from", from, "to", to));
        }
        return found;
}

/* One body or agreement, and the row with its facts. */
struct subject {
        struct call *call;      /* with memory for it alone */
        const char *collection; /* body or agreement, or rule where it is about areas */
        const struct rules_facts *facts;
        const struct rows *rows;
        size_t row;
};

/* The summary of a check on a day. */
static json_t *summary_on(const struct subject *subject, date day)
{
        struct arena *arena = subject->call->arena;
        struct buffer *text = buffer_new(arena, TIMELINE_MAX);
        check_write(text, check_judge(subject->call, subject->facts, day), subject->rows, subject->row);
        return json_object_get(tree_read(arena, text), "summary");
}

/* The body or the agreement itself, as it is registered. */
static json_t *document_of(const struct subject *subject)
{
        json_t *facts = memory_need(tree_load(subject->call->arena,
                                              rows_text(subject->rows, subject->row, CHECK_FACTS),
                                              rows_length(subject->rows, subject->row, CHECK_FACTS)));
        return json_object_get(facts, subject->collection);
}

/* Adds a finding. */
static void add_item(struct upcoming *upcoming, const struct subject *subject, const char *day,
                     const char *const verdicts[2], json_t *rules, bool ends)
{
        json_t *document = document_of(subject), *name = json_object_get(document, "name");
        json_t *item =
                json_pack("{s:s, s:O, s:s, s:s, s:s, s:O, s:O*}", subject->collection,
                          rows_text(subject->rows, subject->row, CHECK_ID), "name",
                          name ? name : json_object_get(document, "title"), "date", day, "from", verdicts[0],
                          "to", verdicts[1], "rules", rules, "summary", summary_on(subject, check_date(day)));
        tree_add(upcoming->items, item);
        if (ends)
                tree_set(item, "ends", json_true());
}

/* Adds the change between two neighbouring intervals, if it is for the worse. */
static void add_step(struct upcoming *upcoming, const struct subject *subject, const json_t *before,
                     const json_t *after)
{
        const char *verdicts[2] = {member_text(before, "verdict"), member_text(after, "verdict")};
        json_t *rules = worse_rules(subject->call->arena, before, after);
        if (weight_of(verdicts[1]) > weight_of(verdicts[0]) || json_array_size(rules) > 0)
                add_item(upcoming, subject, member_text(after, "from"), verdicts, rules, false);
}

static void add_steps(struct upcoming *upcoming, const struct subject *subject)
{
        struct arena *arena = subject->call->arena;
        struct buffer *text = buffer_new(arena, TIMELINE_MAX);
        const struct rules_timeline *timeline =
                memory_need((void *)rules_timeline(arena, subject->facts, upcoming->from, upcoming->to));
        buffer_add_char(text, '{');
        rules_timeline_write(text, timeline);
        buffer_add_char(text, '}');
        json_t *json = tree_read(arena, text);
        json_t *intervals = json_object_get(json, "intervals");
        for (size_t i = 1; i < json_array_size(intervals); i++)
                add_step(upcoming, subject, json_array_get(intervals, i - 1), json_array_get(intervals, i));
}

/* Adds what an area shows on the first day of an interval, if it is for the worse. `before` is the interval
 * before it; NULL: the day before the area was none. */
static void add_area_step(struct upcoming *upcoming, const struct subject *subject, const json_t *area,
                          const json_t *before, const json_t *after)
{
        const char *day = member_text(after, "from"), *to = member_text(after, "verdict"),
                   *from = before ? member_text(before, "verdict") : "not_applicable";
        const char *rule = rows_text(subject->rows, subject->row, CHECK_ID);
        if (weight_of(to) <= weight_of(from))
                return;
        tree_add(upcoming->items,
                 json_pack("{s:s, s:O*, s:s, s:s, s:s, s:[{s:s, s:s, s:s}], s:O*}", "area",
                           member_text(area, "area"), "name", json_object_get(area, "name"), "date", day,
                           "from", before ? from : "no_rules", "to", to, "rules", "rule", rule, "from", from,
                           "to", to, "summary", summary_on(subject, check_date(day))));
}

/* Of a rule on where there are to be bodies: what its areas show. */
static void add_areas(struct upcoming *upcoming, const struct subject *subject)
{
        struct arena *arena = subject->call->arena;
        struct buffer *text = buffer_new(arena, TIMELINE_MAX);
        buffer_add_char(text, '{');
        area_timeline_write(text, memory_need((void *)area_timeline_judge(arena, subject->facts,
                                                                          upcoming->from, upcoming->to)));
        buffer_add_char(text, '}');
        json_t *areas = json_object_get(tree_read(arena, text), "areas"), *area, *interval;
        size_t i, j;
        json_array_foreach(areas, i, area) {
                json_t *intervals = json_object_get(area, "intervals");
                json_array_foreach(intervals, j, interval) {
                        const json_t *before = j ? json_array_get(intervals, j - 1) : NULL;
                        if (check_date(member_text(interval, "from")) == upcoming->from)
                                continue;
                        if (before && check_date(member_text(before, "to")) + 1 !=
                                              check_date(member_text(interval, "from")))
                                before = NULL;
                        add_area_step(upcoming, subject, area, before, interval);
                }
        }
}

static void add_body(struct upcoming *upcoming, const struct sweep_body *body)
{
        bool norm = body->facts && rules_facts_of_register(body->facts);
        struct subject subject = {body->call, norm ? "rule" : "body", body->facts, body->rows, body->row};
        if (norm)
                add_areas(upcoming, &subject);
        else if (body->facts) /* else past a limit of the rules engine: unknown, now and later */
                add_steps(upcoming, &subject);
}

/* The first day on which the agreement is no longer in force, if it ends within the window. */
static void add_end(struct upcoming *upcoming, const struct subject *subject)
{
        json_t *document = document_of(subject);
        const char *last = member_text(document, "validTo");
        struct partial_date end = {.last = DATE_END};
        char text[DATE_TEXT_SIZE];
        if (last)
                date_parse_partial(last, strlen(last), &end);
        if (end.last < upcoming->from || end.last >= upcoming->to)
                return;
        const struct rules_result *before = check_judge(subject->call, subject->facts, end.last);
        const struct rules_result *after = check_judge(subject->call, subject->facts, end.last + 1);
        const char *verdicts[2] = {verdict_name(rules_result_verdict(before)),
                                   verdict_name(rules_result_verdict(after))};
        date_format(end.last + 1, text);
        add_item(upcoming, subject, text, verdicts, tree_array(subject->call->arena), true);
}

/* Adds the items of the next agreement, in `one`, which has its own arena; *ret_more is false if there is no
 * next one. False after call_fail() on `one`. */
static bool add_agreement(struct upcoming *upcoming, struct check_load *load, struct call *one,
                          bool *ret_more)
{
        struct subject subject = {.call = one, .collection = "agreement"};
        struct check_body agreement;
        if (!check_load_next(load, one, &agreement))
                return false;
        *ret_more = agreement.rows != NULL;
        subject.rows = agreement.rows;
        subject.row = agreement.row;
        subject.facts = agreement.facts;
        if (agreement.facts) {
                add_end(upcoming, &subject);
                add_steps(upcoming, &subject);
        }
        return true;
}

static bool add_agreements(struct registry *registry, struct upcoming *upcoming)
{
        struct call *call = upcoming->call;
        struct session *session;
        struct rows *rows;
        char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
        date_format(upcoming->from, from);
        date_format(upcoming->to, to);
        struct sql_value values[] = {{"from", from}, {"to", to}};
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "agreements/facts", values, 2, &rows))
                return false;
        store_return(session);
        struct check_load *load = check_load_rows(call, rows);
        struct call one;
        if (!load)
                return false;
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &one);
        bool good = true;
        for (bool more = true; good && more;) {
                good = add_agreement(upcoming, load, &one, &more);
                if (good) {
                        arena_reset(one.arena);
                        call_copy(call, one.arena, &one);
                }
        }
        if (!good)
                call_fail_as(call, &one);
        arena_free(one.arena);
        return good;
}

static const char *subject_of(const json_t *item)
{
        return member_text_or(item, "body", member_text_or(item, "agreement", member_text(item, "area")));
}

/* The first of the rules; an agreement that ends has none. */
static const char *rule_of(const json_t *item)
{
        return member_text_or(json_array_get(json_object_get(item, "rules"), 0), "rule", "");
}

static int compare_items(const void *a, const void *b)
{
        const json_t *one = *(json_t *const *)a, *other = *(json_t *const *)b;
        int order = strcmp(member_text(one, "date"), member_text(other, "date"));
        if (order == 0)
                order = strcmp(subject_of(one), subject_of(other));
        return order ? order : strcmp(rule_of(one), rule_of(other));
}

/* The items in order of date, then of id, then of rule. */
static json_t *sort_items(struct arena *arena, json_t *items)
{
        size_t count = json_array_size(items);
        json_t **list = arena_array(arena, count + 1, sizeof *list), *result = tree_array(arena);
        for (size_t i = 0; i < count; i++)
                list[i] = json_array_get(items, i);
        qsort(list, count, sizeof *list, compare_items);
        for (size_t i = 0; i < count; i++)
                tree_add(result, json_incref(list[i]));
        return result;
}

static void write_answer(const struct registry *registry, struct upcoming *upcoming)
{
        struct call *call = upcoming->call;
        char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
        date_format(upcoming->from, from);
        date_format(upcoming->to, to);
        json_t *items = sort_items(call->arena, upcoming->items);
        json_t *json = tree_tie(call->arena, json_pack("{s:s, s:s, s:s, s:O}", "knownAt", upcoming->known_at,
                                                       "from", from, "to", to, "items", items));
        bool calendar = strcmp(call->answer_type, "text/calendar") == 0;
        if (calendar)
                format_upcoming_calendar(&call->answer.body, json, registry->public_url, call->language);
        else
                buffer_add_string(&call->answer.body, tree_text(call->arena, json));
        call->answer.media_type = calendar ? "text/calendar; charset=utf-8" : NULL;
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s-%s-%d%d\"", upcoming->revision, from, to,
                                         calendar, calendar ? (int)call->language : 0);
        call->answer.revision = upcoming->revision;
}

static bool read_window(struct upcoming *upcoming)
{
        struct call *call = upcoming->call;
        const char *within = call_argument(call, "within"), *today = access_today(call);
        struct span span;
        upcoming->from = check_date(today);
        bool known = span_parse(within, strlen(within), &span); /* if not, it is too long */
        upcoming->to = known ? span_after(upcoming->from, span) : DATE_END;
        if (upcoming->to > date_add_months(upcoming->from, MONTHS_MAX)) {
                fault_add(&call->faults, FAULT_PARAMETER, "within", FAULT_TOO_LONG, "10", NULL);
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        }
        return true;
}

static bool read_clock(struct registry *registry, struct upcoming *upcoming)
{
        struct call *call = upcoming->call;
        struct session *session;
        struct rows *rows;
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "operations/now", NULL, 0, &rows))
                return false;
        store_return(session);
        upcoming->known_at = rows_text(rows, 0, 0);
        upcoming->revision = rows_text(rows, 0, 1);
        return true;
}

bool upcoming_handler(struct registry *registry, struct call *call)
{
        struct upcoming upcoming = {.call = call, .items = tree_array(call->arena)};
        const struct argument *bodies = call_arguments(call, "body");
        struct sweep_options options = {
                .only = bodies ? sql_array(call->arena, bodies->texts, bodies->count) : NULL, .norms = true};
        struct sweep_body body;
        if (!read_window(&upcoming) || !read_clock(registry, &upcoming))
                return false;
        upcoming.sweep = sweep_new(registry, call, &options);
        enum sweep_step step;
        while ((step = sweep_next(upcoming.sweep, &body)) == SWEEP_BODY)
                add_body(&upcoming, &body);
        if (step != SWEEP_END || !(options.only || add_agreements(registry, &upcoming)))
                return false;
        write_answer(registry, &upcoming);
        return true;
}
