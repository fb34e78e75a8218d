/* Renderings of results: what they say, that they stay within bounds, and the pieces they are made of. */
#include "unit/suite.h"
#include "formats/atom.h"
#include "pictures/text_lines.h"
#include "formats/formats.h"
#include "pictures/pictures.h"
#include "formats/view.h"
#include "base/utf8.h"
#include "base/xml.h"

#include <stdlib.h>
#include <string.h>

#define OUTPUT_MAX ((size_t)16 * 1024 * 1024)

/* All results as one document. */
static void write_sarif(struct buffer *out, const json_t *const *results, size_t count,
                        enum language language)
{
        struct sarif sarif;
        format_sarif_begin(&sarif, out, language);
        for (size_t i = 0; i < count; i++)
                format_sarif_add(&sarif, out, results[i]);
        format_sarif_end(&sarif, out, "1.0.0");
}

static char *taken(struct buffer *out)
{
        size_t length;
        char *text = buffer_take(out, &length);
        ck_assert_ptr_nonnull(text);
        ck_assert_uint_eq(strlen(text), length);
        return text;
}

/* JSON with ' for ". */
static json_t *tree(const char *quoted)
{
        char *text = strdup(quoted);
        ck_assert_ptr_nonnull(text);
        for (char *c = text; *c; c++)
                *c = *c == '\'' ? '"' : *c;
        json_error_t error;
        json_t *value = json_loads(text, 0, &error);
        ck_assert_msg(value, "%s in %s", error.text, text);
        free(text);
        return value;
}

static void assert_xml(const char *in, size_t length, const char *expected)
{
        struct buffer out = BUFFER(1000);
        xml_add(&out, in, length);
        char *text = taken(&out);
        ck_assert_str_eq(text, expected);
        free(text);
}

START_TEST(xml_escapes_and_drops)
{
        assert_xml("<a b=\"c\" d='e'>&amp;", 20, "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
        assert_xml("a\0b\x01\x1f\n\t\r\x7f", 9, "ab&#10;&#9;");
        assert_xml("\xc2\x85\xe2\x80\xae\xe2\x81\xa6ø\xe2\x80\x8f", 13, "ø\xe2\x80\x8f");
        assert_xml("\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\x98\x80", 10, "\xf0\x9f\x98\x80");
}
END_TEST

START_TEST(xml_survives_bytes_that_are_no_text)
{
        assert_xml("a\xff\xc3", 3, "a\xef\xbf\xbd\xef\xbf\xbd");
        assert_xml("\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        assert_xml("\xc0\xaf", 2, "\xef\xbf\xbd\xef\xbf\xbd");
        assert_xml("\xf4\x90\x80\x80", 4, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}
END_TEST

START_TEST(lines_fit_and_lose_nothing)
{
        static const char text[] =
                "  Fire representanter fra den kommunale helse- og omsorgstjenesten, "
                "Spesialisthelsetjenesterepresentantsammenslutningen\nog \xf0\x9f\x91\xa9 til";
        for (int64_t width = 500; width < 60000; width += 333) {
                struct lines lines = text_lines_of(text, width, width % 2);
                const char *line;
                size_t length, bytes = 0;
                while (text_lines_next(&lines, &line, &length)) {
                        uint32_t point;
                        size_t first = utf8_next(line, length, &point);
                        ck_assert(text_lines_width(line, length, width % 2) <= width || length == first);
                        ck_assert(line[0] != ' ' && line[length - 1] != ' ');
                        for (size_t i = 0; i < length; i++)
                                bytes += line[i] != ' ' && line[i] != '\n';
                }
                size_t expected = 0;
                for (const char *c = text; *c; c++)
                        expected += *c != ' ' && *c != '\n';
                ck_assert_uint_eq(bytes, expected);
        }
}
END_TEST

START_TEST(lines_break_at_spaces_and_hyphens)
{
        struct lines lines = text_lines_of("helse- og omsorg", 4500, false);
        const char *line;
        size_t length;
        ck_assert(text_lines_next(&lines, &line, &length) && length == 6 && memcmp(line, "helse-", 6) == 0);
        ck_assert(text_lines_next(&lines, &line, &length) && length == 2);
        ck_assert(text_lines_next(&lines, &line, &length) && length == 6);
        ck_assert(!text_lines_next(&lines, &line, &length));
}
END_TEST

static void assert_places(const char *finding, enum verdict verdict, const char *expected)
{
        json_t *json = tree(finding);
        struct view_seats places = view_seats_of(json, verdict);
        struct buffer out = BUFFER(1000);
        view_seats_describe(&out, &places, LANGUAGE_EN);
        buffer_add_string(&out, "");
        char *text = taken(&out);
        ck_assert_str_eq(text, expected);
        free(text);
        json_decref(json);
}

START_TEST(places_by_verdict)
{
        static const char two_of_four[] =
                "{'needed':{'min':4,'max':4},'certain':2,'possible':2,'members':['a','b'],'missing':2}";
        assert_places(two_of_four, VERDICT_NOT_MET, "Filled: 2. Vacant: 2.");
        assert_places(two_of_four, VERDICT_WAIVED, "Filled: 2. Vacant: 2.");
        assert_places(two_of_four, VERDICT_UNKNOWN, "Filled: 2. Perhaps filled: 2.");
        assert_places("{'needed':{'min':1,'max':3},'certain':1,'possible':2,'members':['a','b']}",
                      VERDICT_MET, "Filled: 1. Perhaps filled: 1. Free, not required: 1.");
        assert_places("{'needed':{'min':1,'max':1},'certain':2,'possible':2,'members':['a'],'surplus':['b']}",
                      VERDICT_NOT_MET, "Filled: 1. Too many: 1.");
        assert_places("{'needed':{'min':1},'certain':3,'possible':3,'members':['a','b','c']}", VERDICT_MET,
                      "Filled: 3.");
        assert_places("{}", VERDICT_UNKNOWN, "");
}
END_TEST

START_TEST(places_where_naming_is_not_allowed)
{
        assert_places("{'needed':{'min':4,'max':4},'certain':2,'possible':3,'missing':1}", VERDICT_NOT_MET,
                      "Filled: 2. Perhaps filled: 1. Vacant: 1.");
        assert_places("{'needed':{'min':2,'max':3},'certain':7,'possible':9}", VERDICT_MET, "Filled: 3.");
}
END_TEST

START_TEST(places_survive_absurd_numbers)
{
        assert_places(
                "{'needed':{'min':-5,'max':9223372036854775807},'certain':-1,'possible':9223372036854775807}",
                VERDICT_NOT_MET, "Perhaps filled: 1,000,000,000.");
        assert_places("{'needed':{'min':3,'max':1},'certain':1,'members':['a']}", VERDICT_NOT_MET,
                      "Filled: 1. Vacant: 2.");
        assert_places("{'needed':4,'members':'x','surplus':{}}", VERDICT_MET, "");
}
END_TEST

START_TEST(what_needs_attention_is_drawn_where_room_is_short)
{
        struct view_seats places = {{9900, 50, 40, 500, 10}};
        struct view_seats drawn = view_seats_drawn(&places, 60);
        ck_assert_int_eq(view_seats_total(&drawn), 60);
        ck_assert_int_eq(drawn.count[SEAT_VACANT], 10);
        ck_assert_int_eq(drawn.count[SEAT_SURPLUS], 10);
        drawn = view_seats_drawn(&places, 0);
        ck_assert_int_eq(view_seats_total(&drawn), 0);
        struct view_seats vacant = {.count[SEAT_VACANT] = 100};
        drawn = view_seats_drawn(&vacant, 60);
        ck_assert_int_eq(drawn.count[SEAT_VACANT], 60);
}
END_TEST

static char *svg(const json_t *result, const json_t *body, enum language language)
{
        struct buffer out = BUFFER(OUTPUT_MAX);
        picture_seats(&out, result, body, language);
        return taken(&out);
}

static size_t times(const char *text, const char *part)
{
        size_t count = 0;
        for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
                count++;
        return count;
}

START_TEST(deciding_rules_come_first)
{
        json_t *result = tree("{'body':'b','at':'2020-01-15','verdict':'not_met','rules':["
                              "{'rule':'r1','kind':'seats','decides':false,'verdict':'not_met'},"
                              "{'rule':'r2','kind':'seats','decides':true,'verdict':'met'},"
                              "{'rule':'r3','kind':'size','decides':true,'verdict':'met'},"
                              "{'rule':'r4','kind':'seats','decides':true,'verdict':'not_met'}]}");
        static const char *const expected[] = {">r4<", ">r2<", ">r1<", ">r3<"};
        char *text = svg(result, NULL, LANGUAGE_EN);
        const char *last = text;
        for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
                const char *place = strstr(text, expected[i]);
                ck_assert_msg(place && place > last, "%s is not after those before it", expected[i]);
                last = place;
        }
        ck_assert_ptr_nonnull(strstr(text, "Not met as of 15 January 2020"));
        free(text);
        json_decref(result);
}
END_TEST

/* 10,000 seats, or a rule with a thousand units, or a thousand rules. */
static json_t *large(int rules, int units, int members)
{
        json_t *result = tree("{'body':'b','at':'2020-01-15','verdict':'met','rules':[]}");
        json_t *ids = json_array();
        for (int i = 0; i < members; i++)
                json_array_append_new(ids, json_sprintf("m%d", i));
        for (int r = 0; r < rules; r++) {
                json_t *rule =
                        json_pack("{s:o, s:s, s:b, s:s, s:i, s:O, s:{s:i}}", "rule", json_sprintf("r%d", r),
                                  "kind", "seats", "decides", 1, "verdict", "not_met", "certain", members,
                                  "members", ids, "needed", "min", members + 7);
                json_t *list = json_array();
                for (int u = 0; u < units; u++)
                        json_array_append_new(list, json_pack("{s:o, s:s, s:i, s:O}", "unit",
                                                              json_sprintf("u%d", u), "verdict",
                                                              u % 100 ? "met" : "not_met", "certain", members,
                                                              "members", ids));
                if (units)
                        json_object_set(rule, "units", list);
                json_decref(list);
                json_array_append_new(json_object_get(result, "rules"), rule);
        }
        json_decref(ids);
        return result;
}

START_TEST(ten_thousand_seats_are_summed_up)
{
        json_t *result = large(1, 0, 10000);
        char *text = svg(result, NULL, LANGUAGE_EN);
        ck_assert_ptr_nonnull(strstr(text, "+ 9,947 more. Filled: 9,947."));
        ck_assert_ptr_nonnull(strstr(text, "Filled: 10,000. Vacant: 7."));
        ck_assert_uint_eq(times(text, "<path class=\"met\""), 53 + 1);
        ck_assert_uint_eq(times(text, "<path class=\"vacant\""), 7 + 1);
        free(text);
        json_decref(result);
}
END_TEST

START_TEST(a_picture_is_bounded)
{
        json_t *result = large(200, 100, 100);
        char *text = svg(result, NULL, LANGUAGE_NB);
        ck_assert_uint_lt(strlen(text), 2 * 1024 * 1024);
        ck_assert_ptr_nonnull(strstr(text, "+ 140 regler til"));
        ck_assert_ptr_nonnull(strstr(text, "+ 40 enheter til"));
        free(text);
        json_decref(result);
        result = large(1, 1000, 1);
        text = svg(result, NULL, LANGUAGE_NB);
        for (int u = 0; u < 1000; u += 100) {
                char name[32];
                snprintf(name, sizeof name, ">u%d<", u);
                ck_assert_msg(strstr(text, name), "the unit %s is broken and not drawn", name);
        }
        free(text);
        json_decref(result);
}
END_TEST

START_TEST(full_buffers_fail_and_never_overrun)
{
        json_t *result = large(3, 3, 3);
        const json_t *results[] = {result};
        for (size_t limit = 1; limit < 9000; limit += 97) {
                struct buffer svg_out = BUFFER(limit), sarif_out = BUFFER(limit / 4),
                              junit_out = BUFFER(limit / 8);
                picture_seats(&svg_out, result, NULL, LANGUAGE_NN);
                write_sarif(&sarif_out, results, 1, LANGUAGE_NN);
                format_junit(&junit_out, result, LANGUAGE_NN);
                ck_assert(buffer_failed(&svg_out) || svg_out.length > 8000);
                buffer_clear(&svg_out);
                buffer_clear(&sarif_out);
                buffer_clear(&junit_out);
        }
        json_decref(result);
}
END_TEST

START_TEST(other_readings_break_nothing)
{
        json_t *result =
                tree("{'body':'b','at':'2020-01-15','verdict':'met','variant':'a','rules':["
                     "{'rule':'r1','kind':'size','decides':true,'variant':'b','verdict':'not_met'}]}");
        const json_t *results[] = {result};
        struct buffer out = BUFFER(OUTPUT_MAX);
        format_junit(&out, result, LANGUAGE_NB);
        char *text = taken(&out);
        ck_assert_ptr_null(strstr(text, "<failure"));
        free(text);
        write_sarif(&out, results, 1, LANGUAGE_NB);
        text = taken(&out);
        ck_assert_ptr_nonnull(strstr(text, "\"level\":\"warning\""));
        free(text);
        json_decref(result);
}
END_TEST

START_TEST(members_that_fit_nowhere_are_told)
{
        json_t *result = tree(
                "{'body':'b','at':'2020-01-15','verdict':'not_met','seating':{'verdict':'not_met','seats':1,"
                "'seated':1,'unseated':['x','y']},'rules':[{'rule':'r1','kind':'seats','decides':true,"
                "'verdict':'met','needed':{'min':1,'max':1},'certain':1,'members':['a'],'surplus':['y']}]}");
        const json_t *results[] = {result};
        struct buffer out = BUFFER(OUTPUT_MAX);
        write_sarif(&out, results, 1, LANGUAGE_EN);
        char *text = taken(&out);
        ck_assert_ptr_nonnull(strstr(text, "\"samradFinding/v1\":\"b/samrad/seating\""));
        ck_assert_ptr_nonnull(strstr(text, "\"level\":\"error\""));
        free(text);
        text = svg(result, NULL, LANGUAGE_EN);
        ck_assert_ptr_nonnull(strstr(text, "Other members without a seat by the rules: 1"));
        free(text);
        json_decref(result);
}
END_TEST

static void assert_stamp(const char *known, const char *expected)
{
        json_t *upcoming = json_pack("{s:s, s:[{s:s, s:s}]}", "knownAt", known, "items", "body", "b", "date",
                                     "2020-01-15");
        struct buffer out = BUFFER(OUTPUT_MAX);
        format_upcoming_calendar(&out, upcoming, NULL, LANGUAGE_NB);
        char *text = taken(&out);
        ck_assert_msg(strstr(text, expected), "%s gives no %s", known, expected);
        free(text);
        json_decref(upcoming);
}

START_TEST(calendar_stamps_in_utc)
{
        assert_stamp("2026-11-22T05:00:00Z", "DTSTAMP:20261122T050000Z\r\n");
        assert_stamp("2026-11-22T05:00:00.123456Z", "DTSTAMP:20261122T050000Z\r\n");
        assert_stamp("2026-11-22T00:30:00+01:00", "DTSTAMP:20261121T233000Z\r\n");
        assert_stamp("2026-12-31T23:30:00.5-00:30", "DTSTAMP:20270101T000000Z\r\n");
        assert_stamp("yesterday", "DTSTAMP:19700101T000000Z\r\n");
        assert_stamp("2026-11-22T05:00:00+1:00", "DTSTAMP:19700101T000000Z\r\n");
}
END_TEST

START_TEST(atom_says_what_it_was_given)
{
        const struct atom_feed feed = {.id = "tag:a",
                                       .title = "A & B",
                                       .updated = "2026-11-22T05:00:00Z",
                                       .author = "Samråd",
                                       .self = "/v1/changes?a=1&b=2"};
        const struct atom_entry entry = {.id = "tag:a/1",
                                         .title = "<b>\x01",
                                         .updated = "2026-11-22T05:00:00Z",
                                         .link = "/v1/x",
                                         .summary = "kort",
                                         .content = "lang"};
        struct buffer out = BUFFER(OUTPUT_MAX);
        struct atom atom = {&out, LANGUAGE_NN, "https://a.no"};
        atom_begin(&atom, &feed);
        atom_entry(&atom, &entry);
        atom_deleted(&atom, "tag:a/2", "2026-11-22T06:00:00Z");
        atom_end(&atom);
        char *text = taken(&out);
        ck_assert_ptr_nonnull(strstr(text, "<title>A &amp; B</title>"));
        ck_assert_ptr_nonnull(strstr(text, "<title>&lt;b&gt;</title>"));
        ck_assert_ptr_nonnull(strstr(text, "href=\"https://a.no/v1/changes?a=1&amp;b=2\""));
        ck_assert_ptr_nonnull(strstr(text, "xml:lang=\"nn\""));
        ck_assert_ptr_nonnull(
                strstr(text, "<at:deleted-entry ref=\"tag:a/2\" when=\"2026-11-22T06:00:00Z\"/>"));
        ck_assert_ptr_nonnull(strstr(text, "<summary>kort</summary>"));
        ck_assert_ptr_nonnull(strstr(text, "<content type=\"text\">lang</content>"));
        ck_assert_ptr_null(strstr(text, "rel=\"next\""));
        free(text);
}
END_TEST

START_TEST(nothing_at_all)
{
        json_t *nothing = json_object();
        const json_t *results[] = {nothing};
        struct buffer out = BUFFER(OUTPUT_MAX);
        picture_seats(&out, nothing, NULL, LANGUAGE_NB);
        format_check_text(&out, nothing, LANGUAGE_NB);
        format_junit_begin(&out);
        format_junit(&out, nothing, LANGUAGE_NB);
        format_junit_end(&out);
        write_sarif(&out, results, 1, LANGUAGE_NB);
        write_sarif(&out, NULL, 0, LANGUAGE_NB);
        format_upcoming_calendar(&out, nothing, NULL, LANGUAGE_NB);
        ck_assert(!buffer_failed(&out));
        buffer_clear(&out);
        json_decref(nothing);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("render");
        TCase *pieces = tcase_create("pieces"), *whole = tcase_create("whole");
        tcase_add_test(pieces, xml_escapes_and_drops);
        tcase_add_test(pieces, xml_survives_bytes_that_are_no_text);
        tcase_add_test(pieces, lines_fit_and_lose_nothing);
        tcase_add_test(pieces, lines_break_at_spaces_and_hyphens);
        tcase_add_test(pieces, places_by_verdict);
        tcase_add_test(pieces, places_where_naming_is_not_allowed);
        tcase_add_test(pieces, places_survive_absurd_numbers);
        tcase_add_test(pieces, what_needs_attention_is_drawn_where_room_is_short);
        tcase_add_test(whole, deciding_rules_come_first);
        tcase_add_test(whole, ten_thousand_seats_are_summed_up);
        tcase_add_test(whole, a_picture_is_bounded);
        tcase_add_test(whole, full_buffers_fail_and_never_overrun);
        tcase_add_test(whole, other_readings_break_nothing);
        tcase_add_test(whole, members_that_fit_nowhere_are_told);
        tcase_add_test(whole, calendar_stamps_in_utc);
        tcase_add_test(whole, atom_says_what_it_was_given);
        tcase_add_test(whole, nothing_at_all);
        tcase_set_timeout(whole, 60);
        suite_add_tcase(suite, pieces);
        suite_add_tcase(suite, whole);
        return suite;
}
