/* Pictures of more, or of worse, than anybody would draw: bounded, escaped, deterministic; and how a map is
 * laid out. */
#include "unit/suite.h"
#include "pictures/axis.h"
#include "pictures/map_layout.h"
#include "pictures/pictures.h"

#include <stdlib.h>
#include <string.h>

#define OUTPUT_MAX ((size_t)16 * 1024 * 1024)

typedef void renderer(struct buffer *out, const json_t *json, enum language language);

static renderer *const renderers[] = {picture_timeline, picture_cadence, picture_agreement, picture_map};
#define RENDERERS (sizeof renderers / sizeof *renderers)

static char *drawn(renderer *render, const json_t *json)
{
        struct buffer out = BUFFER(OUTPUT_MAX);
        size_t length;
        render(&out, json, LANGUAGE_NB);
        char *text = buffer_take(&out, &length);
        ck_assert_ptr_nonnull(text);
        ck_assert_uint_eq(strlen(text), length);
        return text;
}

static size_t times(const char *text, const char *part)
{
        size_t count = 0;
        for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
                count++;
        return count;
}

/* 10,000 characters of a sort, between two that are marked up. */
static json_t *long_text(const char *piece)
{
        struct buffer text = BUFFER(OUTPUT_MAX);
        size_t length;
        buffer_add_string(&text, "<b>");
        for (int i = 0; i < 10000; i++)
                buffer_add_string(&text, piece);
        buffer_add_string(&text, "</b>");
        char *taken = buffer_take(&text, &length);
        json_t *value = json_pack("{s:s}", "nb", taken);
        free(taken);
        ck_assert_ptr_nonnull(value);
        return value;
}

/* One value that has what every picture asks for, with that text everywhere. */
static json_t *all_of(json_t *text)
{
        json_t *interval =
                json_pack("{s:s, s:s, s:s}", "from", "2020-01-01", "to", "2020-12-31", "verdict", "met");
        json_t *period =
                json_pack("{s:s, s:s, s:i, s:b, s:b, s:s, s:s}", "from", "2020-01-01", "to", "2020-12-31",
                          "count", 2, "running", 0, "whole", 1, "coverage", "partial", "verdict", "unknown");
        json_t *rule =
                json_pack("{s:s, s:s, s:b, s:s, s:O, s:s, s:{s:i}, s:i, s:[O], s:[O]}", "rule", "r", "kind",
                          "seats", "decides", 1, "verdict", "met", "text", text, "every", "year", "needed",
                          "min", 2, "tolerance", 1, "intervals", interval, "periods", period);
        json_t *agreement =
                json_pack("{s:s, s:O, s:s}", "agreement", "a", "title", text, "validFrom", "2020");
        json_t *node = json_pack("{s:s, s:s, s:s, s:O}", "key", "bodies/b", "type", "bodies", "id", "b",
                                 "name", text);
        json_t *all = json_pack(
                "{s:s, s:s, s:s, s:s, s:s, s:O, s:[O], s:[O], s:{s:[O]}, s:s, s:[O], s:[{s:O}], s:[O], s:[]}",
                "body", "b", "from", "2019-01-01", "to", "2021-01-01", "today", "2020-06-01", "at",
                "2020-06-01", "name", text, "intervals", interval, "rules", rule, "meetings", "periods",
                period, "agreement", "a", "agreements", agreement, "commitments", "text", text, "nodes", node,
                "edges");
        ck_assert_ptr_nonnull(all);
        json_decref(interval);
        json_decref(period);
        json_decref(rule);
        json_decref(agreement);
        json_decref(node);
        json_decref(text);
        return all;
}

START_TEST(long_names_give_small_pictures)
{
        static const char *const pieces[] = {
                "a",  "W",   "\xcc\x81", "\xe2\x80\xae\xd7\x90", "<i>&", "\xf0\x9f\x91\xa9\xe2\x80\x8d",
                "a ", "\n\t"};
        for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
                json_t *all = all_of(long_text(pieces[p]));
                for (size_t r = 0; r < RENDERERS; r++) {
                        char *text = drawn(renderers[r], all);
                        const char *shapes = strstr(text, "</style>");
                        ck_assert_ptr_nonnull(shapes);
                        /* What is heard is whole, what is seen is cut. */
                        ck_assert_uint_lt(strlen(shapes), 60000);
                        ck_assert_ptr_null(strstr(text, "<b>"));
                        ck_assert_ptr_null(strstr(text, "<i>"));
                        ck_assert_ptr_null(strstr(text, "\xe2\x80\xae"));
                        free(text);
                }
                json_decref(all);
        }
}
END_TEST

START_TEST(the_same_gives_the_same_bytes)
{
        json_t *all = all_of(json_pack("{s:s}", "nb", "Navn"));
        for (size_t r = 0; r < RENDERERS; r++) {
                char *one = drawn(renderers[r], all), *other = drawn(renderers[r], all);
                ck_assert_str_eq(one, other);
                free(one);
                free(other);
        }
        json_decref(all);
}
END_TEST

START_TEST(full_buffers_fail_and_never_overrun)
{
        json_t *all = all_of(json_pack("{s:s}", "nb", "Navn"));
        for (size_t r = 0; r < RENDERERS; r++) {
                for (size_t limit = 1; limit < 9000; limit += 61) {
                        struct buffer out = BUFFER(limit);
                        renderers[r](&out, all, LANGUAGE_EN);
                        ck_assert(buffer_failed(&out) || out.length > 2000);
                        buffer_clear(&out);
                }
        }
        json_decref(all);
}
END_TEST

START_TEST(nothing_at_all_is_drawn_too)
{
        static const char *const odd[] = {
                "{}", "{\"rules\":7,\"nodes\":{},\"agreements\":[7],\"intervals\":[null],\"edges\":[[]]}",
                "{\"from\":\"9999-12-31\",\"to\":\"0001-01-01\",\"today\":\"x\",\"nodes\":[{}],"
                "\"rules\":[{\"periods\":[{}],\"intervals\":[{}]}],\"agreements\":[{}],"
                "\"meetings\":{\"periods\":[{}]}}"};
        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
                json_t *json = json_loads(odd[i], 0, NULL);
                for (size_t r = 0; r < RENDERERS; r++)
                        free(drawn(renderers[r], json));
                json_decref(json);
        }
}
END_TEST

/* Days in turn met and not met. */
static json_t *restless(int days)
{
        json_t *intervals = json_array();
        date first = date_make(2000, 1, 1);
        for (int i = 0; i < days; i++) {
                char day[DATE_TEXT_SIZE];
                date_format(first + i, day);
                json_array_append_new(intervals,
                                      json_pack("{s:s, s:s, s:s}", "from", day, "to", day, "verdict",
                                                i % 2     ? "met"
                                                : i % 100 ? "unknown"
                                                          : "not_met"));
        }
        return intervals;
}

START_TEST(a_timeline_is_bounded_and_hides_nothing_bad)
{
        json_t *intervals = restless(18000);
        json_t *json = json_pack("{s:s, s:s, s:s, s:O, s:[]}", "from", "2000-01-01", "to", "2049-12-31",
                                 "today", "2020-01-01", "intervals", intervals, "rules");
        for (int i = 0; i < 300; i++)
                json_array_append_new(json_object_get(json, "rules"),
                                      json_pack("{s:o, s:s, s:b, s:O}", "rule", json_sprintf("r%d", i),
                                                "kind", "size", "decides", i == 299, "intervals", intervals));
        char *text = drawn(picture_timeline, json);
        ck_assert_uint_lt(strlen(text), 4 * 1024 * 1024);
        ck_assert_ptr_nonnull(strstr(text, "+ 240 regler til"));
        const char *deciding = strstr(text, ">r299<"), *other = strstr(text, ">r0<");
        ck_assert(deciding && other && deciding < other);
        ck_assert_uint_gt(times(text, "<path class=\"not-met\""), 61 * 100);
        free(text);
        json_decref(json);
        json_decref(intervals);
}
END_TEST

START_TEST(bars_are_the_latest_and_the_rest_is_counted)
{
        json_t *periods = json_array();
        for (int i = 0; i < 1200; i++) {
                char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
                date start = date_add_months(date_make(1920, 1, 1), i);
                date_format(start, from);
                date_format(date_add_months(start, 1) - 1, to);
                json_array_append_new(periods, json_pack("{s:s, s:s, s:i, s:b, s:s, s:s}", "from", from, "to",
                                                         to, "count", i % 7, "running", i == 1199, "coverage",
                                                         "complete", "verdict", "met"));
        }
        json_t *json = json_pack("{s:s, s:[{s:s, s:s, s:{s:i}, s:O}]}", "at", "2020-01-01", "rules", "rule",
                                 "r", "every", "month", "needed", "min", 3, "periods", periods);
        char *text = drawn(picture_cadence, json);
        ck_assert_uint_lt(strlen(text), 60000);
        ck_assert_ptr_nonnull(strstr(text, "+ 1\xc2\xa0"
                                           "172 tidligere perioder"));
        ck_assert_ptr_nonnull(strstr(text, "minst 3 i m\xc3\xa5neden"));
        free(text);
        json_decref(json);
        json_decref(periods);
}
END_TEST

START_TEST(dates_stand_as_precisely_as_they_are_written)
{
        json_t *json = json_loads(
                "{\"agreement\":\"a\",\"today\":\"2020-01-01\",\"agreements\":[{\"agreement\":\"a\","
                "\"title\":{\"nb\":\"A\"},\"signedOn\":\"2011\",\"validFrom\":\"2012-03\",\"validTo\":\"2015-"
                "06-30\"},"
                "{\"agreement\":\"b\",\"title\":{\"nb\":\"B\"}}]}",
                0, NULL);
        char *text = drawn(picture_agreement, json);
        ck_assert_ptr_nonnull(strstr(text, "undertegnet 2011, fra mars 2012 til 30. juni 2015"));
        ck_assert_ptr_nonnull(strstr(text, "B: ingen datoer oppgitt."));
        free(text);
        json_decref(json);
}
END_TEST

START_TEST(an_axis_names_what_there_is_room_for)
{
        const struct {
                int from, to, months;
        } cases[] = {{2020, 2020, 1},  {2019, 2021, 3},   {2015, 2026, 12},
                     {1980, 2028, 60}, {1800, 2400, 600}, {1, 9999, 12000}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct axis axis =
                        axis_of(date_make(cases[i].from, 1, 1), date_make(cases[i].to, 12, 31), 20, 440);
                ck_assert_int_eq(axis.months, cases[i].months);
                ck_assert_int_eq(axis_at(&axis, axis.from), 20);
                ck_assert_int_eq(axis_at(&axis, axis.to + 1), 460);
                ck_assert_int_eq(axis_at(&axis, DATE_BEGINNING), 20);
                ck_assert_int_eq(axis_at(&axis, DATE_END), 460);
        }
}
END_TEST

/* How a map is laid out ------------------------------------------------------------------------------ */

static struct map_layout layout_of(struct arena *arena, size_t boxes, const int (*lines)[2],
                                   size_t line_count)
{
        struct map_layout layout = {.boxes = arena_array(arena, boxes, sizeof *layout.boxes),
                                    .box_count = boxes,
                                    .lines = arena_array(arena, line_count + 1, sizeof *layout.lines),
                                    .line_count = line_count};
        for (size_t i = 0; i < boxes; i++)
                layout.boxes[i].height = 26 + (int)(i % 3) * 15;
        for (size_t i = 0; i < line_count; i++)
                layout.lines[i] = (struct map_line){
                        .weight = 1, .from = (size_t)lines[i][0], .to = (size_t)lines[i][1]};
        ck_assert(map_layout_make(arena, &layout));
        return layout;
}

static void assert_sound(const struct map_layout *layout)
{
        for (size_t i = 0; i < layout->box_count; i++) {
                const struct map_box *one = &layout->boxes[i];
                if (one->column < 0)
                        continue;
                ck_assert(one->y - one->height / 2 >= 0 && one->y + one->height / 2 <= layout->height + 1);
                for (size_t j = 0; j < i; j++) {
                        const struct map_box *other = &layout->boxes[j];
                        int64_t apart = one->y > other->y ? one->y - other->y : other->y - one->y;
                        ck_assert_msg(one->column != other->column ||
                                              apart >= (one->height + other->height) / 2,
                                      "boxes %zu and %zu overlap", i, j);
                }
        }
        for (size_t i = 0; i < layout->line_count; i++)
                ck_assert_int_le(layout->boxes[layout->lines[i].from].column,
                                 layout->boxes[layout->lines[i].to].column);
}

START_TEST(what_leads_stands_to_the_left)
{
        static const int lines[][2] = {{0, 1}, {1, 2}, {0, 2}, {3, 2}, {4, 5}};
        struct arena *arena = arena_new(1 << 24);
        struct map_layout layout = layout_of(arena, 7, lines, 5);
        static const int columns[] = {0, 1, 2, 1, 0, 1, -1};
        for (size_t i = 0; i < 7; i++)
                ck_assert_int_eq(layout.boxes[i].column, columns[i]);
        assert_sound(&layout);
        ck_assert_int_gt(layout.boxes[4].y, layout.boxes[2].y); /* the smaller component below */
        ck_assert_int_eq(layout.lines[2].waypoints, 1);
        arena_free(arena);
}
END_TEST

START_TEST(cycles_are_broken)
{
        static const int lines[][2] = {{0, 1}, {1, 2}, {2, 0}, {2, 1}};
        struct arena *arena = arena_new(1 << 24);
        struct map_layout layout = layout_of(arena, 3, lines, 4);
        int swapped = 0;
        for (size_t i = 0; i < 4; i++)
                swapped += layout.lines[i].swapped;
        ck_assert_int_ge(swapped, 1);
        assert_sound(&layout);
        arena_free(arena);
}
END_TEST

START_TEST(a_tree_has_no_crossings)
{
        static int lines[19 + 19 * 4][2];
        size_t count = 0;
        for (int i = 0; i < 19; i++) {
                lines[count][0] = 0;
                lines[count++][1] = 1 + (i * 7) % 19;
                for (int c = 0; c < 4; c++) {
                        lines[count][0] = 1 + i;
                        lines[count++][1] = 20 + (i * 4 + c) * 11 % 76;
                }
        }
        struct arena *arena = arena_new(1 << 24);
        struct map_layout layout = layout_of(arena, 96, (const int(*)[2])lines, count);
        assert_sound(&layout);
        for (size_t a = 0; a < count; a++) {
                for (size_t b = 0; b < count; b++) {
                        const struct map_box *boxes = layout.boxes;
                        const struct map_line *one = &layout.lines[a], *other = &layout.lines[b];
                        if (boxes[one->from].column != 1 || boxes[other->from].column != 1 ||
                            boxes[one->from].y >= boxes[other->from].y)
                                continue;
                        ck_assert_msg(boxes[one->to].y < boxes[other->to].y, "lines %zu and %zu cross", a, b);
                }
        }
        arena_free(arena);
}
END_TEST

START_TEST(a_long_chain_and_a_crowd_are_bounded)
{
        static int chain[499][2], crowd[3000][2];
        for (int i = 0; i < 499; i++) {
                chain[i][0] = i;
                chain[i][1] = i + 1;
        }
        for (int i = 0; i < 3000; i++) {
                crowd[i][0] = i % 499;
                crowd[i][1] = (i * 31 + 7) % 500 == i % 499 ? 499 : (i * 31 + 7) % 500;
        }
        struct arena *arena = arena_new((size_t)1 << 26);
        struct map_layout layout = layout_of(arena, 500, (const int(*)[2])chain, 499);
        ck_assert_int_le(layout.columns, MAP_COLUMNS_MAX);
        assert_sound(&layout);
        layout = layout_of(arena, 500, (const int(*)[2])crowd, 3000);
        ck_assert_int_le(layout.columns, MAP_COLUMNS_MAX);
        assert_sound(&layout);
        arena_free(arena);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("pictures");
        TCase *hostile = tcase_create("hostile"), *layout = tcase_create("layout");
        tcase_add_test(hostile, long_names_give_small_pictures);
        tcase_add_test(hostile, the_same_gives_the_same_bytes);
        tcase_add_test(hostile, full_buffers_fail_and_never_overrun);
        tcase_add_test(hostile, nothing_at_all_is_drawn_too);
        tcase_add_test(hostile, a_timeline_is_bounded_and_hides_nothing_bad);
        tcase_add_test(hostile, bars_are_the_latest_and_the_rest_is_counted);
        tcase_add_test(hostile, dates_stand_as_precisely_as_they_are_written);
        tcase_add_test(layout, an_axis_names_what_there_is_room_for);
        tcase_add_test(layout, what_leads_stands_to_the_left);
        tcase_add_test(layout, cycles_are_broken);
        tcase_add_test(layout, a_tree_has_no_crossings);
        tcase_add_test(layout, a_long_chain_and_a_crowd_are_bounded);
        tcase_set_timeout(hostile, 60);
        tcase_set_timeout(layout, 60);
        suite_add_tcase(suite, hostile);
        suite_add_tcase(suite, layout);
        return suite;
}
