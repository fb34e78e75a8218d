/*
 * upcoming - what will break, and when: the days ahead on which a body's timeline turns for the worse.
 */
#include "register/sweep.h"
#include "render/render.h"
#include "rules/span.h"
#include "rules/timeline.h"

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

static void release_json(void *json)
{
        json_decref(json);
}

/* How bad a verdict is. */
static int weight(const char *verdict)
{
        return !verdict ? 0 : strcmp(verdict, "not_met") == 0 ? 2 : strcmp(verdict, "unknown") == 0;
}

static const char *member(const json_t *object, const char *key)
{
        return json_string_value(json_object_get(object, key));
}

/* The rules that turn for the worse between two intervals; a new reference, NULL if memory runs out. Both
 * list the same rules in the same order. */
static json_t *worse_rules(const json_t *before, const json_t *after)
{
        json_t *found = json_array(), *old_rules = json_object_get(before, "rules"), *rule;
        size_t index;
        json_array_foreach(json_object_get(after, "rules"), index, rule)
        {
                const char *from = member(json_array_get(old_rules, index), "verdict");
                const char *to = member(rule, "verdict");
                if (weight(to) > weight(from) &&
                    json_array_append_new(found, json_pack("{s:s, s:s, s:s}", "rule", member(rule, "rule"),
                                                           "from", from, "to", to)) != 0) {
                        json_decref(found);
                        return NULL;
                }
        }
        return found;
}

/* What a check says in a sentence on a day; a new reference, NULL if memory runs out. */
static json_t *summary_on(const struct sweep_body *body, date day)
{
        struct buffer text = BUFFER(TIMELINE_MAX);
        const struct rules_result *result = check_judge(body->call, body->facts, day);
        if (result)
                check_write(&text, result, body->rows, body->row);
        json_t *json = result && !buffer_failed(&text) ? json_loadb(text.bytes, text.length, 0, NULL) : NULL;
        json_t *summary = json_incref(json_object_get(json, "summary"));
        json_decref(json);
        buffer_clear(&text);
        return summary;
}

/* A new reference; NULL if memory runs out. */
static json_t *name_of(const struct sweep_body *body)
{
        json_t *facts = json_loadb(rows_text(body->rows, body->row, CHECK_FACTS),
                                   rows_length(body->rows, body->row, CHECK_FACTS), 0, NULL);
        json_t *name = json_incref(json_object_get(json_object_get(facts, "body"), "name"));
        json_decref(facts);
        return name;
}

/* Adds what two neighbouring intervals show, if it is for the worse. False if memory runs out. */
static bool add_step(struct upcoming *upcoming, const struct sweep_body *body, const json_t *before,
                     const json_t *after)
{
        const char *from = member(before, "verdict"), *to = member(after, "verdict");
        json_t *rules = worse_rules(before, after);
        if (!rules)
                return false;
        if (weight(to) <= weight(from) && json_array_size(rules) == 0) {
                json_decref(rules);
                return true;
        }
        const char *day = member(after, "from");
        json_t *name = name_of(body);
        json_t *item = json_pack("{s:s, s:o, s:s, s:s, s:s, s:o, s:o*}", "body", body->id, "name", name,
                                 "date", day, "from", from, "to", to, "rules", rules, "summary",
                                 summary_on(body, check_date(day)));
        return item && json_array_append_new(upcoming->items, item) == 0;
}

static bool add_body(struct upcoming *upcoming, const struct sweep_body *body)
{
        struct buffer text = BUFFER(TIMELINE_MAX);
        if (!body->facts) /* past a limit of the rules engine: unknown, now and later */
                return true;
        const struct rules_timeline *timeline =
                rules_timeline(body->call->arena, body->facts, upcoming->from, upcoming->to);
        buffer_add_char(&text, '{');
        if (timeline)
                rules_timeline_write(&text, timeline);
        buffer_add_char(&text, '}');
        json_t *json =
                timeline && !buffer_failed(&text) ? json_loadb(text.bytes, text.length, 0, NULL) : NULL;
        buffer_clear(&text);
        json_t *intervals = json_object_get(json, "intervals");
        bool good = intervals != NULL;
        for (size_t i = 1; good && i < json_array_size(intervals); i++)
                good = add_step(upcoming, body, json_array_get(intervals, i - 1),
                                json_array_get(intervals, i));
        json_decref(json);
        return good ? true : call_fail_internal(body->call, "out of memory");
}

static int compare(const void *a, const void *b)
{
        const json_t *one = *(json_t *const *)a, *other = *(json_t *const *)b;
        int order = strcmp(member(one, "date"), member(other, "date"));
        return order ? order : strcmp(member(one, "body"), member(other, "body"));
}

/* The items in order of date, then of body; a new reference, NULL if memory runs out. */
static json_t *sorted(struct call *call, json_t *items)
{
        size_t count = json_array_size(items);
        json_t **list = arena_array(call->arena, count + 1, sizeof *list), *result = json_array();
        for (size_t i = 0; list && i < count; i++)
                list[i] = json_array_get(items, i);
        if (list)
                qsort(list, count, sizeof *list, compare);
        for (size_t i = 0; list && result && i < count; i++)
                if (json_array_append(result, list[i]) != 0)
                        list = NULL;
        if (list)
                return result;
        json_decref(result);
        return NULL;
}

static bool answer(struct upcoming *upcoming)
{
        struct call *call = upcoming->call;
        char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
        date_format(upcoming->from, from);
        date_format(upcoming->to, to);
        json_t *json = json_pack("{s:s, s:s, s:s, s:o}", "knownAt", upcoming->known_at, "from", from, "to",
                                 to, "items", sorted(call, upcoming->items));
        if (!json || !arena_defer(call->arena, release_json, json))
                return call_fail_internal(call, "out of memory");
        bool calendar = strcmp(call->answer_type, "text/calendar") == 0;
        char *text = calendar ? NULL : json_dumps(json, JSON_COMPACT);
        if (calendar)
                render_upcoming_calendar(&call->answer.body, json, call->language);
        else
                buffer_add_string(&call->answer.body, text ? text : "");
        bool good = calendar || text;
        free(text);
        call->answer.media_type = calendar ? "text/calendar; charset=utf-8" : NULL;
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s-%s-%d%d\"", upcoming->revision, from, to,
                                         calendar, calendar ? (int)call->language : 0);
        call->answer.revision = upcoming->revision;
        return good && call->answer.etag ? true : call_fail_internal(call, "out of memory");
}

static bool read_window(struct upcoming *upcoming)
{
        struct call *call = upcoming->call;
        const char *within = call_argument(call, "within"), *today = access_today(call);
        struct span span;
        if (!today)
                return call_fail_internal(call, "no clock");
        upcoming->from = check_date(today);
        bool known = span_parse(within, strlen(within), &span); /* if not, it is too long */
        upcoming->to = known ? span_after(upcoming->from, span) : DATE_END;
        if (upcoming->to > date_add_months(upcoming->from, MONTHS_MAX)) {
                faults_add(&call->faults, FAULT_PARAMETER, "within", FAULT_TOO_LONG, "10", NULL);
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
        struct upcoming upcoming = {.call = call, .items = json_array()};
        const struct argument *bodies = call_arguments(call, "body");
        struct sweep_options options = {.only = bodies ? sql_array(call->arena, bodies->texts, bodies->count)
                                                       : NULL};
        struct sweep_body body;
        if (!upcoming.items || !arena_defer(call->arena, release_json, upcoming.items))
                return call_fail_internal(call, "out of memory");
        if (!read_window(&upcoming) || !read_clock(registry, &upcoming))
                return false;
        upcoming.sweep = sweep_new(registry, call, &options);
        if (!upcoming.sweep)
                return call_fail(call, PROBLEM_OVERLOADED, FAULT_NOT_NOW, NULL, NULL);
        enum sweep_step step;
        while ((step = sweep_next(upcoming.sweep, &body)) == SWEEP_BODY)
                if (!add_body(&upcoming, &body))
                        return sweep_fail(upcoming.sweep, &body), false;
        return step == SWEEP_END && answer(&upcoming);
}
