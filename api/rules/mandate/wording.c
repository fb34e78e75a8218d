#include "rules/mandate/wording.h"

#include "rules/model/reference.h"

#include "words/template.h"

#include <string.h>

/* How many names are listed; the rest is counted. */
#define NAMES_LISTED_MAX 100

static void add_number(struct wording *wording, int64_t number)
{
        if (number == 0)
                wording_say(wording, MANDATE_ZERO);
        else if (number == 1)
                wording_say(wording, wording->neuter ? MANDATE_ONE_NEUTER : MANDATE_ONE);
        else
                language_add_numeral(wording->out, number, wording->language);
}

static void add_share(struct wording *wording)
{
        struct share share = wording->share;
        if (share.numerator * 2 == share.denominator)
                wording_say(wording, MANDATE_HALF);
        else if (share.denominator && 100 % share.denominator == 0)
                buffer_format(wording->out, "%d %%", share.numerator * (100 / share.denominator));
        else
                buffer_format(wording->out, "%d/%d", share.numerator, share.denominator);
}

static void say_share(struct wording *wording, enum mandate_word word, struct share share, bool *said)
{
        if (!share_given(share))
                return;
        if (*said) {
                buffer_add_char(wording->out, ' ');
                wording_say_on(wording, MANDATE_AND);
        }
        wording->share = share;
        wording_say(wording, word);
        *said = true;
}

static enum mandate_word word_of_bounds(const struct bounds *bounds)
{
        if (bounds->max == 0)
                return MANDATE_ZERO;
        if (bounds->min > 0 && bounds->min == bounds->max)
                return MANDATE_EXACTLY;
        if (bounds->min > 0 && bounds->max > 0)
                return MANDATE_FROM_TO;
        return bounds->min > 0 ? MANDATE_AT_LEAST : MANDATE_AT_MOST;
}

static void add_needed(struct wording *wording)
{
        const struct bounds *needed = &wording->needed;
        bool said = needed->min > 0 || needed->max >= 0;
        wording->low = needed->min;
        wording->high = needed->max;
        if (said)
                wording_say(wording, word_of_bounds(needed));
        say_share(wording, MANDATE_SHARE_AT_LEAST, needed->min_share, &said);
        say_share(wording, MANDATE_SHARE_MORE, needed->more_than, &said);
        say_share(wording, MANDATE_SHARE_AT_MOST, needed->max_share, &said);
        if (!said)
                wording_say(wording, MANDATE_ANY_NUMBER);
}

static bool is_place(const char *place, const char *name, size_t length)
{
        return strlen(place) == length && memcmp(place, name, length) == 0;
}

static void add_place(struct buffer *out, const char *name, size_t length, void *context)
{
        struct wording *wording = context;
        (void)out;
        if (is_place("n", name, length))
                add_number(wording, wording->number);
        else if (is_place("number", name, length))
                buffer_format(wording->out, "%lld", (long long)wording->number);
        else if (is_place("low", name, length))
                add_number(wording, wording->low);
        else if (is_place("high", name, length))
                add_number(wording, wording->high);
        else if (is_place("share", name, length))
                add_share(wording);
        else if (is_place("needed", name, length))
                add_needed(wording);
        else
                wording->place(wording, name, length);
}

static bool is_one(const char *name, size_t length, void *context)
{
        const struct wording *wording = context;
        (void)name;
        (void)length;
        return wording->one;
}

void wording_say(struct wording *wording, enum mandate_word word)
{
        const struct template_filler filler = {add_place, is_one, wording};
        template_fill(wording->out, mandate_text(word, wording->language), &filler);
}

void wording_say_on(struct wording *wording, enum mandate_word word)
{
        wording_say(wording, word);
        buffer_add_char(wording->out, ' ');
}

void wording_say_number(struct wording *wording, enum mandate_word word, int64_t number, bool neuter)
{
        wording->number = number;
        wording->one = number == 1;
        wording->neuter = neuter;
        wording_say(wording, word);
}

void wording_need(struct wording *wording, struct bounds bounds, bool neuter)
{
        wording->needed = bounds;
        wording->neuter = neuter;
        wording->one = (bounds.max >= 0 ? bounds.max : bounds.min) == 1;
}

void wording_join(struct wording *wording, uint32_t at, uint32_t count, enum mandate_word word)
{
        if (at == 0)
                return;
        if (at + 1 < count) {
                buffer_add_string(wording->out, ", ");
        } else {
                buffer_add_char(wording->out, ' ');
                wording_say_on(wording, word);
        }
}

void wording_roles(struct wording *wording, uint32_t roles, enum mandate_word word)
{
        static const enum mandate_word words[ROLE_COUNT] = {
                [ROLE_CHAIR] = MANDATE_CHAIR,         [ROLE_DEPUTY_CHAIR] = MANDATE_DEPUTY_CHAIR,
                [ROLE_MEMBER] = MANDATE_MEMBER,       [ROLE_OBSERVER] = MANDATE_OBSERVER,
                [ROLE_SECRETARY] = MANDATE_SECRETARY, [ROLE_DEPUTY] = MANDATE_DEPUTY,
        };
        uint32_t count = (uint32_t)__builtin_popcount(roles), at = 0;
        for (int role = 0; role < ROLE_COUNT; role++) {
                if (!(roles & ROLE_BIT(role)))
                        continue;
                wording_join(wording, at++, count, word);
                wording_say(wording, words[role]);
        }
}

/* The text for quotation marks: a term, the name of a code, or the id itself. */
static const char *quoted_name(const struct wording *wording, uint32_t id, const struct wording_ids *ids)
{
        const char *text = id_text(wording->facts, id), *name = NULL;
        if (ids->called == WORDING_BY_TERM)
                name = term_text(ids->group, text, wording->language);
        else if (ids->called == WORDING_BY_CODE)
                name = reference_text(reference_code_names(wording->facts, ids->sort, id), wording->language);
        return name ? name : text;
}

static void add_id(struct wording *wording, uint32_t id, const struct wording_ids *ids)
{
        if (ids->called == WORDING_BY_NAME)
                buffer_add_string(wording->out,
                                  reference_name(wording->facts, id, wording->at, wording->language));
        else
                language_add_quoted(wording->out, quoted_name(wording, id, ids), wording->language);
}

void wording_ids(struct wording *wording, const struct wording_ids *ids)
{
        uint32_t listed = ids->count > NAMES_LISTED_MAX ? NAMES_LISTED_MAX : ids->count;
        for (uint32_t i = 0; i < listed; i++) {
                wording_join(wording, i, listed == ids->count ? listed : UINT32_MAX, ids->joined);
                add_id(wording, ids->items[i], ids);
        }
        if (listed == ids->count)
                return;
        struct wording rest = *wording;
        buffer_add_char(wording->out, ' ');
        wording_say_number(&rest, MANDATE_MORE, ids->count - listed, false);
}

void wording_span(struct wording *wording, struct span span)
{
        struct wording part = *wording;
        if (span.months && span.months % 12 == 0)
                wording_say_number(&part, MANDATE_YEARS, span.months / 12, true);
        else if (span.months)
                wording_say_number(&part, MANDATE_MONTHS, span.months, false);
        if (span.months && span.days) {
                buffer_add_char(wording->out, ' ');
                wording_say_on(&part, MANDATE_AND);
        }
        if (span.days)
                wording_say_number(&part, MANDATE_DAYS, span.days, false);
}
