#include "rules/mandate/mandate_place.h"

#include "rules/kinds/kinds.h"
#include "rules/mandate/mandate_who.h"
#include "rules/model/reference.h"

#include <assert.h>
#include <string.h>

static void add_must(struct wording *wording)
{
        static const enum mandate_word words[] = {[FORCE_SHALL] = MANDATE_SHALL,
                                                  [FORCE_SHOULD] = MANDATE_SHOULD,
                                                  [FORCE_PLANNED] = MANDATE_PLANNED,
                                                  [FORCE_ENCOURAGED] = MANDATE_ENCOURAGED,
                                                  [FORCE_MAY] = MANDATE_MAY};
        wording_say(wording, words[wording->rule->force]);
}

static void add_body(struct wording *wording)
{
        const struct body *body = wording->facts->own;
        buffer_add_string(wording->out,
                          body ? reference_name(wording->facts, body->id, wording->at, wording->language)
                               : "");
}

static void add_seats(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        uint32_t roles = rule->kind && rule->kind->is_seats ? rule->roles : ROLE_BIT(ROLE_MEMBER);
        if (roles == 0 || roles == MEMBER_ROLES)
                wording_say(wording, MANDATE_LEADERS_COUNTED);
        else
                wording_roles(wording, roles, MANDATE_OR);
}

static void add_who(struct wording *wording)
{
        mandate_relative(wording, wording->rule->who);
}

static void add_of(struct wording *wording)
{
        mandate_relative(wording, wording->rule->of);
}

static void add_matching(struct wording *wording)
{
        mandate_who(wording, wording->selector);
}

static void add_among(struct wording *wording)
{
        mandate_among(wording, wording->rule->of);
}

/* Of a quorum, who is counted. */
static void add_counted(struct wording *wording)
{
        mandate_among(wording, wording->rule->who);
}

static void add_excluded(struct wording *wording)
{
        mandate_who(wording, wording->rule->who);
}

static enum mandate_word word_of_per(const struct per *per)
{
        static const enum mandate_word words[] = {
                [PER_AREAS] = MANDATE_PER_NAMED,          [PER_ORGANISATIONS] = MANDATE_PER_NAMED,
                [PER_CATEGORIES] = MANDATE_PER_CATEGORY,  [PER_TRAITS] = MANDATE_PER_TRAIT,
                [PER_AREA_KIND] = MANDATE_PER_AREA_KIND,  [PER_APPOINTED_BY] = MANDATE_PER_APPOINTER,
                [PER_MEMBERS_OF] = MANDATE_PER_HOLDER_IN, [PER_UNREADABLE] = MANDATE_PER_UNREADABLE,
        };
        if (per->kind == PER_AREA_KIND && per->within)
                return MANDATE_PER_AREA_KIND_IN;
        if (per->kind == PER_MEMBERS_OF && !per->roles)
                return MANDATE_PER_MEMBER_OF;
        return words[per->kind];
}

static void add_per(struct wording *wording)
{
        if (wording->rule->per.kind == PER_NONE)
                return;
        buffer_add_string(wording->out, ", ");
        wording_say(wording, word_of_per(&wording->rule->per));
}

static enum wording_called called_of_per(enum per_kind kind)
{
        if (kind == PER_AREA_KIND)
                return WORDING_BY_TERM;
        return kind == PER_CATEGORIES || kind == PER_TRAITS ? WORDING_BY_CODE : WORDING_BY_NAME;
}

static void add_units(struct wording *wording)
{
        const struct per *per = &wording->rule->per;
        wording_ids(wording,
                    &(struct wording_ids){.items = per->units.items,
                                          .count = per->units.count,
                                          .called = called_of_per(per->kind),
                                          .group = TERM_AREA_KIND,
                                          .sort = per->kind == PER_TRAITS ? CODE_TRAIT : CODE_CATEGORY,
                                          .joined = MANDATE_AND});
}

static void add_unit_within(struct wording *wording)
{
        buffer_add_string(wording->out, reference_name(wording->facts, wording->rule->per.within, wording->at,
                                                       wording->language));
}

static void add_unit_body(struct wording *wording)
{
        buffer_add_string(wording->out, reference_name(wording->facts, wording->rule->per.body, wording->at,
                                                       wording->language));
}

static void add_unit_roles(struct wording *wording)
{
        wording->one = true;
        wording_roles(wording, wording->rule->per.roles, MANDATE_OR);
}

static void add_steps(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        for (uint32_t i = 0; i < rule->step_count; i++) {
                struct wording step = *wording;
                step.number = i;
                if (i)
                        buffer_add_string(wording->out, "; ");
                wording_say(&step, MANDATE_STEP);
        }
}

/* Of a step: the members that there are in all, then what each gender has of them. */
static void add_total(struct wording *wording)
{
        const struct step *step = &wording->rule->steps[wording->number];
        struct bounds total = NO_BOUNDS, needed = NO_BOUNDS;
        struct wording whole = *wording;
        total.min = step->from;
        total.max = step->to;
        wording_need(&whole, total, false);
        wording_say(&whole, MANDATE_NEEDED);
        needed.min = step->min;
        needed.min_share = step->min_share;
        wording_need(wording, needed, false);
}

static void add_preset(struct wording *wording)
{
        static const struct {
                const char *name;
                enum mandate_word word;
        } presets[] = {{"ldl-28", MANDATE_PRESET_LDL},
                       {"koml-7-7", MANDATE_PRESET_KOML},
                       {"asl-6-11a", MANDATE_PRESET_ASL}};
        for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
                if (strcmp(presets[i].name, wording->rule->preset_text) == 0)
                        wording_say(wording, presets[i].word);
        }
}

static void add_sides(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        for (uint32_t i = 0; i < rule->side_count; i++) {
                struct wording side = *wording;
                side.number = i + 1;
                wording_join(wording, i, rule->side_count, MANDATE_AND);
                wording_say(&side, rule->weight_count > i ? MANDATE_SIDE_WEIGHED : MANDATE_SIDE);
        }
}

static void add_clause(struct wording *wording)
{
        mandate_who(wording, wording->rule->sides[wording->number - 1]);
}

static void add_weight(struct wording *wording)
{
        language_add_number(wording->out, wording->rule->weights[wording->number - 1], wording->language);
}

static void add_split_roles(struct wording *wording)
{
        wording->one = true;
        wording_roles(wording, wording->rule->roles, MANDATE_AND);
}

static const enum mandate_word attribute_words[ATTRIBUTE_COUNT][2] = {
        [BY_ORGANISATION] = {MANDATE_ORGANISATION, MANDATE_ORGANISATIONS},
        [BY_AREA] = {MANDATE_AREA, MANDATE_AREAS},
        [BY_APPOINTED_BY] = {MANDATE_APPOINTED_BY, MANDATE_APPOINTERS},
        [BY_OFFICE] = {MANDATE_OFFICE, MANDATE_OFFICES},
        [BY_CATEGORY] = {MANDATE_CATEGORY, MANDATE_CATEGORIES},
};

static void add_attribute(struct wording *wording)
{
        if (wording->rule->by < ATTRIBUTE_COUNT)
                wording_say(wording, attribute_words[wording->rule->by][0]);
}

static void add_attributes(struct wording *wording)
{
        if (wording->rule->by < ATTRIBUTE_COUNT)
                wording_say(wording, attribute_words[wording->rule->by][1]);
}

static void add_same(struct wording *wording)
{
        uint32_t same = wording->rule->same, count = (uint32_t)__builtin_popcount(same), at = 0;
        for (int attribute = 0; attribute < ATTRIBUTE_COUNT; attribute++) {
                if (!(same & (1u << attribute)))
                        continue;
                wording_join(wording, at++, count, MANDATE_AND);
                wording_say(wording, attribute_words[attribute][0]);
        }
}

static void add_size(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        for (uint32_t i = 0; i < rule->in.count; i++) {
                wording_join(wording, i, rule->in.count, MANDATE_OR);
                language_add_numeral(wording->out, rule->in.items[i], wording->language);
        }
        if (!rule->in.count)
                wording_say(wording, MANDATE_NEEDED);
}

static void add_length(struct wording *wording)
{
        const struct rule *rule = wording->rule;
        const struct span *spans[] = {&rule->max_duration, &rule->length, &rule->every};
        for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
                if (spans[i]->months || spans[i]->days)
                        wording_span(wording, *spans[i]);
        }
}

static void add_date(struct wording *wording)
{
        language_add_date(wording->out, wording->rule->first_from, wording->language);
}

static void add_method(struct wording *wording)
{
        wording_say(wording, wording->rule->sainte_lague ? MANDATE_SAINTE_LAGUE : MANDATE_LARGEST_REMAINDER);
}

/* In a period, as often as it is counted; a sequence without one is counted by the year. */
static void add_every(struct wording *wording)
{
        static const enum mandate_word words[][2] = {
                [CALENDAR_MONTH] = {MANDATE_EVERY_MONTH, MANDATE_BY_MONTH},
                [CALENDAR_QUARTER] = {MANDATE_EVERY_QUARTER, MANDATE_BY_QUARTER},
                [CALENDAR_HALF_YEAR] = {MANDATE_EVERY_HALF_YEAR, MANDATE_BY_HALF_YEAR},
                [CALENDAR_YEAR] = {MANDATE_EVERY_YEAR, MANDATE_BY_YEAR},
                [CALENDAR_NONE] = {MANDATE_EVERY_YEAR, MANDATE_BY_YEAR},
        };
        wording_say(wording, words[wording->rule->calendar][wording->rule->kind == &kind_sequence]);
}

static void add_list(struct wording *wording, struct id_list list)
{
        wording_ids(wording, &(struct wording_ids){.items = list.items,
                                                   .count = list.count,
                                                   .called = WORDING_BY_NAME,
                                                   .joined = MANDATE_AND});
}

static void add_before(struct wording *wording)
{
        add_list(wording, wording->rule->before);
}

static void add_after(struct wording *wording)
{
        add_list(wording, wording->rule->after);
}

static void add_other_body(struct wording *wording)
{
        add_list(wording, wording->rule->of_bodies);
}

static void add_kind(struct wording *wording)
{
        language_add_quoted(wording->out,
                            term_text(TERM_RULE_KIND, wording->rule->kind_text, wording->language),
                            wording->language);
}

static void add_unless(struct wording *wording)
{
        const struct id_list kinds = wording->rule->unless_kinds;
        wording_ids(wording, &(struct wording_ids){.items = kinds.items,
                                                   .count = kinds.count,
                                                   .called = WORDING_BY_TERM,
                                                   .group = TERM_BODY_KIND,
                                                   .joined = MANDATE_OR});
}

static const struct {
        const char *name;
        void (*add)(struct wording *wording);
} places[] = {
        {"must", add_must},
        {"body", add_body},
        {"seats", add_seats},
        {"who", add_who},
        {"of", add_of},
        {"matching", add_matching},
        {"among", add_among},
        {"counted", add_counted},
        {"excluded", add_excluded},
        {"per", add_per},
        {"units", add_units},
        {"unit_within", add_unit_within},
        {"unit_body", add_unit_body},
        {"unit_roles", add_unit_roles},
        {"steps", add_steps},
        {"total", add_total},
        {"preset", add_preset},
        {"sides", add_sides},
        {"clause", add_clause},
        {"weight", add_weight},
        {"split_roles", add_split_roles},
        {"attribute", add_attribute},
        {"attributes", add_attributes},
        {"same", add_same},
        {"size", add_size},
        {"length", add_length},
        {"date", add_date},
        {"method", add_method},
        {"every", add_every},
        {"before", add_before},
        {"after", add_after},
        {"other_body", add_other_body},
        {"kind", add_kind},
        {"unless", add_unless},
};

void mandate_place(struct wording *wording, const char *name, size_t length)
{
        size_t i = 0;
        while (i < sizeof places / sizeof *places &&
               (strlen(places[i].name) != length || memcmp(places[i].name, name, length) != 0))
                i++;
        assert(i < sizeof places / sizeof *places);
        places[i].add(wording);
}
