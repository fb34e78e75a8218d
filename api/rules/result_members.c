#include "rules/result_members.h"

void result_member_date(struct json_writer *json, const char *key, date day)
{
        char text[DATE_TEXT_SIZE];
        date_format(day, text);
        writer_member_text(json, key, text);
}

void result_member_flat(struct json_writer *json, const char *key, const struct flat *object)
{
        if (!flat_is(object, FLAT_OBJECT))
                return;
        writer_key(json, key);
        flat_write(json->out, object);
        json->comma = true;
}

void result_member_force(struct json_writer *json, const struct rule *rule)
{
        static const char *const forces[] = {"shall", "should", "planned", "encouraged", "may"};
        static const char *const bases[] = {"stated", "interpreted", "derived"};
        writer_member_text(json, "force", forces[rule->force]);
        writer_member_text(json, "basis", bases[rule->basis]);
}

const char *result_member_coverage_name(enum coverage_level level)
{
        static const char *const names[] = {"none", "partial", "complete"};
        return names[level];
}
