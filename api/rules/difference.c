/*
 * Two results side by side. Both list their rules, and a rule its areas, in order of ids, so one walk along
 * both finds all.
 */
#include "rules/whatif.h"

#include "rules/model/reference.h"
#include "rules/result_members.h"

#include <string.h>

/* An outcome that is not there has no verdict. */
static const char *name_of(const struct outcome *outcome)
{
        return outcome ? verdict_name(outcome->verdict) : NULL;
}

/* At least one of the two is there. */
static void write_rule(struct json_writer *json, const struct outcome *before, const struct outcome *after)
{
        const struct outcome *either = before ? before : after;
        writer_open_object(json);
        writer_member_text(json, "rule", either ? either->rule->id : NULL);
        writer_member_text(json, "from", name_of(before));
        writer_member_text(json, "to", name_of(after));
        writer_close_object(json);
}

/* The order of results: the body's own rules, then general ones. */
static int compare_rules(const struct rule *a, const struct rule *b)
{
        return a->general != b->general ? (a->general ? 1 : -1) : strcmp(a->id, b->id);
}

static void write_rules(struct json_writer *json, const struct rules_result *before,
                        const struct rules_result *after)
{
        uint32_t i = 0, j = 0, before_count = before->facts->rule_count,
                 after_count = after->facts->rule_count;
        while (i < before_count || j < after_count) {
                const struct outcome *old = i < before_count ? &before->outcomes[i] : NULL;
                const struct outcome *new = j < after_count ? &after->outcomes[j] : NULL;
                int order = !old ? 1 : !new ? -1 : compare_rules(old->rule, new->rule);
                old = order <= 0 ? old : NULL;
                new = order >= 0 ? new : NULL;
                if (!old || !new || old->verdict != new->verdict)
                        write_rule(json, old, new);
                i += old != NULL;
                j += new != NULL;
        }
}

void rules_difference_write(struct buffer *out, const struct rules_result *before,
                            const struct rules_result *after)
{
        struct json_writer json = JSON_WRITER(out);
        writer_open_object(&json);
        writer_key(&json, "verdict");
        writer_open_array(&json);
        writer_text(&json, verdict_name(before->verdict));
        writer_text(&json, verdict_name(after->verdict));
        writer_close_array(&json);
        writer_key(&json, "rules");
        writer_open_array(&json);
        write_rules(&json, before, after);
        writer_close_array(&json);
        writer_close_object(&json);
}

/* At least one of the two is there. */
static void write_area(struct json_writer *json, const struct rules_facts *facts,
                       const struct unit_outcome *before, const struct unit_outcome *after)
{
        const struct unit_outcome *either = before ? before : after;
        writer_open_object(json);
        writer_member_text(json, "area", either ? either->unit : NULL);
        if (either)
                result_member_flat(json, "name", reference_area_names(facts, either->id));
        writer_member_text(json, "from", before ? verdict_name(before->verdict) : NULL);
        writer_member_text(json, "to", after ? verdict_name(after->verdict) : NULL);
        writer_close_object(json);
}

void rules_areas_difference_write(struct buffer *out, const struct rules_result *before,
                                  const struct rules_result *after, uint32_t before_counts[VERDICT_COUNT],
                                  uint32_t after_counts[VERDICT_COUNT])
{
        struct json_writer json = JSON_WRITER(out);
        const struct outcome *was = before ? &before->outcomes[0] : NULL, *is = &after->outcomes[0];
        uint32_t i = 0, j = 0, was_count = was ? was->unit_count : 0;
        while (i < was_count || j < is->unit_count) {
                const struct unit_outcome *old = i < was_count ? &was->units[i] : NULL;
                const struct unit_outcome *new = j < is->unit_count ? &is->units[j] : NULL;
                int order = !old ? 1 : !new ? -1 : strcmp(old->unit, new->unit);
                old = order <= 0 ? old : NULL;
                new = order >= 0 ? new : NULL;
                if (old)
                        before_counts[old->verdict]++;
                if (new)
                        after_counts[new->verdict]++;
                write_area(&json, new ? after->facts : before->facts, old, new);
                i += old != NULL;
                j += new != NULL;
        }
}
