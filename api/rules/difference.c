/*
 * Two results side by side. Both list their rules in order of ids, so one walk along both finds all.
 */
#include "rules/whatif.h"

#include "rules/result.h"

#include "json/writer.h"

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
