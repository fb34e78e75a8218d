#include "words/language.h"

#include "base/utf8.h"
#include "words/month_table.h"
#include "words/numeral_table.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *language_code(enum language language)
{
        static const char *const codes[LANGUAGE_COUNT] = {"nb", "nn", "en"};
        return codes[language];
}

bool language_of_tag(const char *tag, size_t length, enum language *ret)
{
        static const struct {
                const char *code;
                enum language language;
        } known[] = {{"nb", LANGUAGE_NB}, {"no", LANGUAGE_NB}, {"nn", LANGUAGE_NN}, {"en", LANGUAGE_EN}};
        if (length < 2 || (length > 2 && tag[2] != '-'))
                return false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
                if (strncasecmp(tag, known[i].code, 2) == 0) {
                        *ret = known[i].language;
                        return true;
                }
        }
        return false;
}

const char *const *language_fallbacks(enum language language)
{
        static const char *const order[LANGUAGE_COUNT][LANGUAGE_FALLBACKS] = {
                {"nb", "nn", "en", "se"}, {"nn", "nb", "en", "se"}, {"en", "nb", "nn", "se"}};
        return order[language];
}

const char *language_string_in(const json_t *text, enum language language, const char **ret_code)
{
        const char *const *codes = language_fallbacks(language);
        for (size_t i = 0; i < LANGUAGE_FALLBACKS; i++) {
                const char *said = json_string_value(json_object_get(text, codes[i]));
                *ret_code = codes[i];
                if (said)
                        return said;
        }
        return NULL;
}

const char *language_string(const json_t *text, enum language language)
{
        const char *unused;
        return language_string_in(text, language, &unused);
}

const char *language_string_or(const json_t *object, const char *key, enum language language,
                               const char *otherwise)
{
        const char *said = language_string(json_object_get(object, key), language);
        return said ? said : otherwise;
}

static void add_days(struct buffer *out, date first, enum date_precision precision, enum language language)
{
        int year, month, day;
        date_split(first, &year, &month, &day);
        if (precision == DATE_DAY)
                buffer_format(out, language == LANGUAGE_EN ? "%d " : "%d. ", day);
        if (precision != DATE_YEAR)
                buffer_format(out, "%s ", month_text((enum month)(MONTH_JANUARY + month - 1), language));
        buffer_format(out, "%d", year);
}

void language_add_date(struct buffer *out, date day, enum language language)
{
        add_days(out, day, DATE_DAY, language);
}

void language_add_partial_date(struct buffer *out, const char *written, enum language language)
{
        struct partial_date when;
        if (date_parse_partial(written, strlen(written), &when))
                add_days(out, when.first, when.precision, language);
        else
                utf8_add_plain(out, written);
}

void language_add_written_date(struct buffer *out, const char *iso, enum language language)
{
        date day;
        if (date_parse(iso, strlen(iso), &day))
                language_add_date(out, day, language);
        else
                utf8_add_plain(out, iso);
}

void language_add_day_of(struct buffer *out, const char *instant, enum language language)
{
        char day[DATE_TEXT_SIZE] = "";
        snprintf(day, sizeof day, "%s", instant);
        language_add_written_date(out, day, language);
}

const char *language_month_short(int month, enum language language)
{
        return month_text((enum month)(MONTH_SHORT_JANUARY + month - 1), language);
}

static void add_thousands(struct buffer *out, uint64_t number, const char *gap)
{
        if (number < 1000) {
                buffer_format(out, "%u", (unsigned)number);
                return;
        }
        add_thousands(out, number / 1000, gap);
        buffer_format(out, "%s%03u", gap, (unsigned)(number % 1000));
}

void language_add_number(struct buffer *out, int64_t number, enum language language)
{
        uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
        if (number < 0)
                buffer_add_char(out, '-');
        add_thousands(out, size, language == LANGUAGE_EN ? "," : "\xc2\xa0");
}

void language_add_numeral(struct buffer *out, int64_t number, enum language language)
{
        if (number >= 0 && number < NUMERAL_COUNT)
                buffer_add_string(out, numeral_text((enum numeral)number, language));
        else
                buffer_format(out, "%lld", (long long)number);
}

void language_add_quoted(struct buffer *out, const char *text, enum language language)
{
        buffer_add_string(out, language == LANGUAGE_EN ? "“" : "«");
        buffer_add_string(out, text);
        buffer_add_string(out, language == LANGUAGE_EN ? "”" : "»");
}
