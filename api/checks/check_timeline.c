/*
 * check_timeline - the verdicts on a body over a period: by intervals, or as a picture with a band for each
 * rule; and those on a rule on the existence of bodies, area by area.
 */
#include "checks/checks_handlers.h"
#include "rules/area_timeline.h"
#include "rules/timeline.h"

#include "checks/picture_answer.h"
#include "pictures/pictures.h"

/* Where the period begins and ends by default, in months from today. */
#define MONTHS_BACK  60
#define MONTHS_AHEAD 24
/* The longest period. No body is older, and the work grows with it. */
#define YEARS_MAX    50

struct stretch {
        date from, to;
        char from_text[DATE_TEXT_SIZE], to_text[DATE_TEXT_SIZE];
};

static void add_stretch_fault(struct call *call, enum fault_code code, const char *arg)
{
        fault_add(&call->faults, FAULT_PARAMETER, "from", code, arg, NULL);
        fault_add(&call->faults, FAULT_PARAMETER, "to", code, arg, NULL);
}

static bool read_stretch(struct call *call, struct stretch *ret)
{
        const char *from = call_argument(call, "from"), *to = call_argument(call, "to");
        const char *today = access_today(call);
        ret->from = from ? check_date(from) : date_add_months(check_date(today), -MONTHS_BACK);
        ret->to = to ? check_date(to) : date_add_months(check_date(today), MONTHS_AHEAD);
        if (ret->from > ret->to)
                add_stretch_fault(call, FAULT_FROM_AFTER_TO, NULL);
        else if (date_add_months(ret->from, 12 * YEARS_MAX) < ret->to)
                add_stretch_fault(call, FAULT_TOO_LONG, "50");
        date_format(ret->from, ret->from_text);
        date_format(ret->to, ret->to_text);
        return call->faults.count ? call_fail_faults(call, PROBLEM_BAD_REQUEST) : true;
}

/* `today`: the result distinguishes past and coming days; NULL: it does not. */
static bool write_timeline(struct call *call, const struct check_body *body, const struct stretch *stretch,
                           const char *today)
{
        const struct rules_facts *facts = check_load_facts(call, body);
        if (!facts)
                return false;
        const struct rules_timeline *timeline =
                memory_need((void *)rules_timeline(call->arena, facts, stretch->from, stretch->to));
        struct buffer *out = &call->answer.body;
        char end[DATE_TEXT_SIZE];
        date_format(rules_timeline_end(timeline), end);
        buffer_format(out, "{\"body\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",", call->id, stretch->from_text,
                      end);
        if (today) {
                buffer_format(out, "\"today\":\"%s\",", today);
                rules_timeline_write_bands(out, timeline);
        } else {
                rules_timeline_write(out, timeline);
        }
        check_write_known(out, body->rows, body->row);
        buffer_add_char(out, '}');
        return true;
}

bool timeline_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        struct stretch stretch;
        if (!read_stretch(call, &stretch) || !check_load_one(registry, call, call->id, NULL, &body) ||
            !write_timeline(call, &body, &stretch, NULL))
                return false;
        check_tag(call, body.rows, arena_format(call->arena, "%s-%s", stretch.from_text, stretch.to_text),
                  "");
        return true;
}

bool timeline_bands_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        struct stretch stretch;
        const char *today = access_today(call);
        return read_stretch(call, &stretch) && check_load_one(registry, call, call->id, NULL, &body) &&
               write_timeline(call, &body, &stretch, today) &&
               picture_answer(
                       call, body.rows,
                       arena_format(call->arena, "%s-%s-%s", stretch.from_text, stretch.to_text, today),
                       picture_timeline);
}

/* Why there is no such timeline: there is no such rule, or it is of another kind. */
static bool fail_without_areas(struct registry *registry, struct call *call)
{
        struct sql_value values[] = {{"id", call->id}};
        struct session *session;
        struct rows *rows;
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "rules/owner", values, 1, &rows))
                return false;
        store_return(session);
        return rows_count(rows)
                       ? call_fail(call, PROBLEM_UNPROCESSABLE, FAULT_NOT_FOR_KIND, rows_text(rows, 0, 0),
                                   NULL)
                       : call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "rules");
}

bool rule_timeline_handler(struct registry *registry, struct call *call)
{
        struct check_body norm;
        struct stretch stretch;
        struct buffer *out = &call->answer.body;
        char end[DATE_TEXT_SIZE];
        if (!read_stretch(call, &stretch) || !check_load_norm(registry, call, call->id, NULL, &norm))
                return false;
        if (!norm.rows)
                return fail_without_areas(registry, call);
        const struct rules_facts *facts = check_load_facts(call, &norm);
        if (!facts)
                return false;
        const struct area_timeline *timeline =
                memory_need((void *)area_timeline_judge(call->arena, facts, stretch.from, stretch.to));
        date_format(area_timeline_end(timeline), end);
        buffer_format(out, "{\"rule\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",", call->id, stretch.from_text,
                      end);
        area_timeline_write(out, timeline);
        check_write_known(out, norm.rows, norm.row);
        buffer_add_char(out, '}');
        check_tag(call, norm.rows, arena_format(call->arena, "%s-%s", stretch.from_text, stretch.to_text),
                  "");
        return true;
}
