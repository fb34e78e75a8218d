#include "rules/mandate/mandate_rule.h"

#include "rules/kinds/kinds.h"
#include "rules/mandate/mandate_place.h"
#include "rules/mandate/wording.h"
#include "rules/model/reference.h"

/* One of the sentences that say a rule more exactly. */
static void say_more(struct wording *wording, enum mandate_word word)
{
        buffer_add_char(wording->out, ' ');
        wording_say(wording, word);
}

static struct bounds count_bounds(const struct rule *rule)
{
        struct bounds bounds = NO_BOUNDS;
        bounds.min = rule->count_given ? rule->count_min : 1;
        bounds.max = rule->count_given ? rule->count_max : 1;
        return bounds;
}

static bool is_neuter(uint32_t roles)
{
        return roles == 0 || (roles & ROLE_BIT(ROLE_MEMBER)) || roles == ROLE_BIT(ROLE_DEPUTY);
}

static void say_seats(struct wording *wording)
{
        wording_need(wording, count_bounds(wording->rule), is_neuter(wording->rule->roles));
        wording_say(wording, MANDATE_SEATS);
}

static void say_count(struct wording *wording)
{
        wording_need(wording, wording->rule->bounds, false);
        wording_say(wording, MANDATE_COUNT);
}

static void say_size(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        bool counted = rule->bounds.min > 0 || rule->bounds.max >= 0 || rule->in.count;
        bool roles = rule->of && rule->of->names_role;
        wording_need(wording, rule->bounds, !roles);
        if (rule->in.count)
                wording->one = rule->in.items[rule->in.count - 1] == 1;
        if (counted)
                wording_say(wording, roles ? MANDATE_SIZE_COUNTED : MANDATE_SIZE);
        if (counted && (rule->even || rule->odd))
                buffer_add_char(wording->out, ' ');
        if (rule->even || rule->odd)
                wording_say(wording, rule->even ? MANDATE_EVEN : MANDATE_ODD);
}

static void say_balance(struct wording *wording)
{
        wording_say(wording, wording->rule->preset_text ? MANDATE_BALANCE_PRESET : MANDATE_BALANCE_STEPS);
}

static void say_parity(struct wording *wording)
{
        if (wording->rule->difference)
                wording_say_number(wording, MANDATE_PARITY_NEARLY, wording->rule->difference, true);
        else
                wording_say(wording, MANDATE_PARITY);
}

static void say_split(struct wording *wording)
{
        wording_say(wording, wording->rule->side_count ? MANDATE_SPLIT_SIDES : MANDATE_SPLIT_BY);
}

static void say_distinct(struct wording *wording)
{
        wording_need(wording, wording->rule->bounds, false);
        wording_say(wording, MANDATE_DISTINCT);
}

static void say_rotation(struct wording *wording)
{
        wording_say(wording, MANDATE_ROTATION);
        if (!wording->rule->first_given)
                return;
        wording->number = wording->rule->first_side + 1;
        say_more(wording, MANDATE_ROTATION_FIRST);
}

static void say_tenure(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        bool lasts = rule->max_duration.months || rule->max_duration.days;
        if (lasts)
                wording_say(wording, MANDATE_TENURE_DURATION);
        if (rule->max_terms < 0)
                return;
        if (lasts)
                buffer_add_char(wording->out, ' ');
        wording_say_number(wording, MANDATE_TENURE_TERMS, rule->max_terms, false);
}

static void say_term(struct wording *wording)
{
        wording_say(wording, wording->rule->election_period ? MANDATE_TERM_ELECTION : MANDATE_TERM);
}

static void say_holdover(struct wording *wording)
{
        wording_say(wording, MANDATE_HOLDOVER);
}

static void say_deputies(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        int64_t count = rule->count_given && rule->count_min > 0 ? rule->count_min : 1;
        if (rule->plus >= 0)
                wording_say_number(wording, MANDATE_DEPUTIES_PLUS, rule->plus, true);
        else
                wording_say_number(wording, rule->personal ? MANDATE_DEPUTIES_PERSONAL : MANDATE_DEPUTIES,
                                   count, true);
        if (rule->ordered)
                say_more(wording, MANDATE_DEPUTIES_ORDERED);
        if (rule->same)
                say_more(wording, MANDATE_DEPUTIES_SAME);
}

static void say_tolerance(struct wording *wording)
{
        if (!wording->rule->tolerance)
                return;
        buffer_add_char(wording->out, ' ');
        wording_say_number(wording, MANDATE_TOLERANCE, wording->rule->tolerance, true);
}

static void say_proportion(struct wording *wording)
{
        wording_say(wording, MANDATE_PROPORTION);
        say_tolerance(wording);
}

static void say_exclusion(struct wording *wording)
{
        if (wording->rule->who)
                wording_say(wording, MANDATE_EXCLUSION);
        if (wording->rule->who && wording->rule->distinct_persons)
                buffer_add_char(wording->out, ' ');
        if (wording->rule->distinct_persons)
                wording_say(wording, MANDATE_DISTINCT_PERSONS);
}

static void say_cadence(struct wording *wording)
{
        wording_need(wording, count_bounds(wording->rule), false);
        wording_say(wording, MANDATE_CADENCE);
        say_tolerance(wording);
}

static void say_quorum(struct wording *wording)
{
        wording_need(wording, wording->rule->bounds, false);
        wording_say(wording, MANDATE_QUORUM);
}

static void say_sequence(struct wording *wording)
{
        wording_say(wording, MANDATE_SEQUENCE);
}

static void say_mirrors(struct wording *wording)
{
        wording_say(wording, wording->rule->approximate ? MANDATE_MIRRORS_NEARLY : MANDATE_MIRRORS);
}

/* A norm that cannot be counted, and what has no sentence here: in its own words. */
static void say_as_written(struct wording *wording)
{
        const char *written = reference_text(wording->rule->text, wording->language);
        if (written)
                buffer_add_string(wording->out, written);
        else
                wording_say(wording, MANDATE_UNWRITTEN);
}

/* The kinds of rules in the order of a mandate. Rules of other kinds follow, with the text that they have. */
static const struct {
        const struct rule_kind *kind;
        void (*say)(struct wording *wording);
} sentences[] = {
        {&kind_seats, say_seats},         {&kind_size, say_size},
        {&kind_count, say_count},         {&kind_balance, say_balance},
        {&kind_parity, say_parity},       {&kind_split, say_split},
        {&kind_distinct, say_distinct},   {&kind_proportion, say_proportion},
        {&kind_exclusion, say_exclusion}, {&kind_deputies, say_deputies},
        {&kind_mirrors, say_mirrors},     {&kind_term, say_term},
        {&kind_tenure, say_tenure},       {&kind_holdover, say_holdover},
        {&kind_rotation, say_rotation},   {&kind_cadence, say_cadence},
        {&kind_sequence, say_sequence},   {&kind_quorum, say_quorum},
};
#define SENTENCE_COUNT (sizeof sentences / sizeof *sentences)

unsigned mandate_rule_order(const struct rule *rule)
{
        unsigned i = 0;
        while (i < SENTENCE_COUNT && sentences[i].kind != rule->kind)
                i++;
        return i;
}

static void say_exceptions(struct wording *wording)
{
        const struct per *per = &wording->rule->per;
        if (per->exception_count)
                say_more(wording, MANDATE_EXCEPTIONS);
        for (uint32_t i = 0; i < per->exception_count; i++) {
                struct bounds bounds = NO_BOUNDS;
                bounds.min = per->exceptions[i].min;
                bounds.max = per->exceptions[i].max;
                buffer_format(wording->out, "%s%s: ", i ? "; " : " ",
                              reference_unit_name(wording->facts, per->kind, per->exceptions[i].unit,
                                                  wording->at, wording->language));
                wording_need(wording, bounds, true);
                wording_say(wording, MANDATE_NEEDED);
        }
        if (per->exception_count)
                buffer_add_char(wording->out, '.');
}

/* A sentence begins with a capital letter; what it begins with is a word of ours or a name. */
static void capitalise(struct buffer *out, size_t start)
{
        if (!buffer_failed(out) && out->length > start && out->bytes[start] >= 'a' &&
            out->bytes[start] <= 'z')
                out->bytes[start] = (char)(out->bytes[start] - 'a' + 'A');
}

void mandate_rule(struct buffer *out, const struct rules_facts *facts, const struct rule *rule, date at,
                  enum language language)
{
        struct wording wording = {.out = out,
                                  .language = language,
                                  .facts = facts,
                                  .at = at,
                                  .rule = rule,
                                  .place = mandate_place};
        unsigned order = mandate_rule_order(rule);
        size_t start = out->length;
        if (order == SENTENCE_COUNT) {
                say_as_written(&wording);
                return;
        }
        sentences[order].say(&wording);
        say_exceptions(&wording);
        if (rule->unless_kinds.count)
                say_more(&wording, MANDATE_UNLESS);
        if (rule->sitting)
                say_more(&wording, MANDATE_SITTING);
        capitalise(out, start);
}
