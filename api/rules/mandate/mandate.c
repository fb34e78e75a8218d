#include "rules/mandate/mandate.h"

#include "rules/mandate/mandate_rule.h"
#include "rules/model/applies_to.h"
#include "rules/model/facts.h"
#include "rules/model/reference.h"

#include "json/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A sentence names a hundred of anything at most, and so do its parts. */
#define SENTENCE_MAX ((size_t)8 * 1024 * 1024)

struct mandate_writer {
        struct json_writer json;
        struct buffer sentence; /* one after the other is written here */
        const struct rules_facts *facts;
        date at; /* the day whose names are taken */
};

static void write_value(struct mandate_writer *writer, const char *key, const struct flat *value)
{
        if (!value)
                return;
        writer->sentence.length = 0;
        flat_write(&writer->sentence, value);
        writer_key(&writer->json, key);
        writer_raw(&writer->json, writer->sentence.bytes, writer->sentence.length);
}

static void write_sentence(struct mandate_writer *writer, const struct rule *rule)
{
        writer_key(&writer->json, "text");
        writer_open_object(&writer->json);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
                writer->sentence.length = 0;
                mandate_rule(&writer->sentence, writer->facts, rule, writer->at, (enum language)language);
                writer_key(&writer->json, language_code((enum language)language));
                writer_text_n(&writer->json, writer->sentence.bytes, writer->sentence.length);
        }
        writer_close_object(&writer->json);
}

static void write_rule(struct mandate_writer *writer, const struct rule *rule, uint32_t number, bool doubtful)
{
        static const char *const copied[] = {"force",   "basis",          "variant", "validFrom",
                                             "validTo", "interpretation", "note",    "sources"};
        struct json_writer *json = &writer->json;
        writer_open_object(json);
        writer_member_number(json, "number", number);
        writer_member_text(json, "rule", rule->id);
        writer_member_text(json, "kind", rule->kind_text);
        if (rule->general)
                writer_member_bool(json, "general", true);
        if (doubtful)
                writer_member_bool(json, "doubtful", true);
        write_sentence(writer, rule);
        write_value(writer, "written", rule->text);
        for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
                write_value(writer, copied[i], flat_get(rule->json, copied[i]));
        writer_close_object(json);
}

struct mandate_entry {
        const struct rule *rule;
        const char *variant;
        unsigned order;
        bool doubtful; /* whether it applies is not known */
};

/* By reading, the body's own before general ones, then by what the rule is about, then by id. */
static int compare_entries(const void *a, const void *b)
{
        const struct mandate_entry *x = a, *y = b;
        int order = strcmp(x->variant, y->variant);
        if (order)
                return order;
        if (x->rule->general != y->rule->general)
                return x->rule->general ? 1 : -1;
        if (x->order != y->order)
                return x->order < y->order ? -1 : 1;
        return strcmp(x->rule->id, y->rule->id);
}

/* Whether a rule of the body replaces a general one in every reading. */
static bool is_derogated(const struct rules_facts *facts, const struct rule *general, date at)
{
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct rule *rule = &facts->rules[i];
                if (!rule->variant && rule->derogates_from == general->key && during_holds(rule->during, at))
                        return true;
        }
        return false;
}

static uint32_t gather_entries(struct mandate_entry *entries, const struct rules_facts *facts, date at)
{
        uint32_t count = 0;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct rule *rule = &facts->rules[i];
                enum tri applies = rule->general ? applies_to_body(facts, rule, at) : TRI_TRUE;
                if (!during_holds(rule->during, at) || applies == TRI_FALSE ||
                    (rule->general && is_derogated(facts, rule, at)))
                        continue;
                entries[count++] =
                        (struct mandate_entry){rule, rule->variant ? id_text(facts, rule->variant) : "",
                                               mandate_rule_order(rule), applies == TRI_UNKNOWN};
        }
        qsort(entries, count, sizeof *entries, compare_entries);
        return count;
}

void rules_mandate_write(struct buffer *out, struct arena *arena, const struct rules_facts *facts, date at)
{
        assert(facts->own);
        struct mandate_writer writer = {JSON_WRITER(out), BUFFER_OF(arena, SENTENCE_MAX), facts, at};
        struct mandate_entry *entries = arena_array(arena, facts->rule_count + 1, sizeof *entries);
        uint32_t count = gather_entries(entries, facts, at);
        write_value(&writer, "name", reference_body_names(facts->own, at));
        writer_key(&writer.json, "sentences");
        writer_open_array(&writer.json);
        for (uint32_t i = 0; i < count; i++)
                write_rule(&writer, entries[i].rule, i + 1, entries[i].doubtful);
        writer_close_array(&writer.json);
}
