/* What allocates and what happens when it cannot: guards, arenas, buffers. */
#include "suite.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int released[4], released_count;

static void note_release(void *object)
{
        released[released_count++] = *(int *)object;
}

START_TEST(arena_releases_last_first)
{
        int numbers[] = {1, 2, 3};
        struct arena *arena = arena_new(4096);
        for (size_t i = 0; i < 3; i++)
                arena_defer(arena, note_release, &numbers[i]);
        arena_defer(arena, note_release, NULL);
        arena_free(arena);
        ck_assert_int_eq(released_count, 3);
        ck_assert_int_eq(released[0], 3);
        ck_assert_int_eq(released[2], 1);
        arena_free(NULL);
}
END_TEST

static struct arena *small;

static void take_900(void *unused)
{
        (void)unused;
        ck_assert_ptr_nonnull(arena_alloc(small, 900));
}

static void take_huge(void *unused)
{
        (void)unused;
        arena_alloc(small, SIZE_MAX);
}

static void take_overflowing(void *unused)
{
        (void)unused;
        arena_array(small, SIZE_MAX / 2, 3);
}

static void copy_huge(void *unused)
{
        (void)unused;
        arena_copy(small, "", SIZE_MAX);
}

START_TEST(arena_has_a_limit)
{
        small = arena_new(1000);
        ck_assert(memory_guard(take_900, NULL));
        ck_assert(!memory_guard(take_900, NULL));
        ck_assert(!memory_guard(take_huge, NULL));
        ck_assert(!memory_guard(take_overflowing, NULL));
        ck_assert(!memory_guard(copy_huge, NULL));
        arena_reset(small);
        ck_assert(memory_guard(take_900, NULL));
        arena_free(small);
}
END_TEST

static void defer_release(void *number)
{
        arena_defer(small, note_release, number);
}

START_TEST(arena_releases_at_once_what_it_cannot_keep)
{
        int number = 7;
        small = arena_new(8);
        ck_assert(!memory_guard(defer_release, &number));
        ck_assert_int_eq(released_count, 1);
        arena_free(small);
        ck_assert_int_eq(released_count, 1);
}
END_TEST

/* In a guard within a guard: the inner one is left, then the outer one. */
static void leave_twice(void *ret_inner)
{
        *(bool *)ret_inner = memory_guard(take_huge, NULL);
        take_huge(NULL);
        *(bool *)ret_inner = true;
}

START_TEST(the_innermost_guard_is_left)
{
        bool inner = true;
        small = arena_new(1000);
        ck_assert(!memory_guard(leave_twice, &inner));
        ck_assert(!inner);
        arena_free(small);
}
END_TEST

START_TEST(memory_runs_out_in_no_guard)
{
        memory_ran_out();
}
END_TEST

START_TEST(an_arena_ends_with_the_one_above)
{
        int numbers[] = {1, 2, 3, 4};
        struct arena *above = arena_new(100000), *below = arena_new_below(above, 1000);
        arena_defer(below, note_release, &numbers[0]);
        arena_free(below); /* before its time */
        ck_assert_int_eq(released_count, 1);
        below = arena_new_below(above, 1000);
        arena_defer(below, note_release, &numbers[1]);
        arena_defer(above, note_release, &numbers[2]);
        arena_reset(above);
        ck_assert_int_eq(released_count, 3);
        ck_assert_int_eq(released[1], 3);
        ck_assert_int_eq(released[2], 2);
        below = arena_new_below(above, 1000);
        arena_defer(below, note_release, &numbers[3]);
        arena_free(above);
        ck_assert_int_eq(released_count, 4);
}
END_TEST

START_TEST(arena_resizes_what_it_gave)
{
        struct arena *arena = arena_new((size_t)4 * 1024 * 1024);
        char *bytes = NULL;
        size_t size = 0;
        for (size_t next = 1; next < 200000; next = next * 2 + 1) {
                bytes = arena_resize(arena, bytes, size, next);
                for (size_t i = 0; i < size; i++)
                        ck_assert_int_eq(bytes[i], (char)i);
                for (size_t i = size; i < next; i++)
                        bytes[i] = (char)i;
                size = next;
                if (size == 63 || size == 32767)
                        arena_alloc(arena, 10); /* what stands behind it stays as it is */
        }
        ck_assert_ptr_eq(arena_resize(arena, bytes, size, 10), bytes);
        arena_free(arena);
}
END_TEST

START_TEST(a_buffer_of_an_arena)
{
        struct arena *arena = arena_new(100000);
        struct buffer one = BUFFER_OF(arena, 1000), two = BUFFER_OF(arena, 1000);
        for (int i = 0; i < 100; i++) {
                buffer_format(&one, "%d", i % 10);
                buffer_add_char(&two, 'x');
        }
        ck_assert_uint_eq(strlen(buffer_text(&one)), 100);
        ck_assert_int_eq(buffer_text(&one)[99], '9');
        ck_assert_uint_eq(strspn(buffer_text(&two), "x"), 100);
        buffer_clear(&one);
        ck_assert_str_eq(buffer_text(&one), "");
        arena_free(arena);
}
END_TEST

static void fill_buffer(void *buffer)
{
        for (int i = 0; i < 11; i++)
                buffer_add_char(buffer, 'x');
}

START_TEST(a_buffer_of_an_arena_leaves_at_its_maximum)
{
        struct arena *arena = arena_new(100000);
        struct buffer buffer = BUFFER_OF(arena, 10);
        ck_assert(!memory_guard(fill_buffer, &buffer));
        ck_assert_uint_eq(buffer.length, 10);
        arena_free(arena);
}
END_TEST

START_TEST(arena_memory_is_zeroed_and_aligned)
{
        struct arena *arena = arena_new((size_t)1024 * 1024);
        for (size_t size = 1; size < 20000; size = size * 3 + 1) {
                char *bytes = arena_alloc(arena, size);
                ck_assert_ptr_nonnull(bytes);
                ck_assert_uint_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
                for (size_t i = 0; i < size; i++)
                        ck_assert_int_eq(bytes[i], 0);
                memset(bytes, 'x', size);
        }
        arena_reset(arena);
        char *again = arena_alloc(arena, 100);
        ck_assert_int_eq(again[99], 0);
        ck_assert_str_eq(arena_copy(arena, "abcdef", 3), "abc");
        ck_assert_str_eq(arena_format(arena, "%d-%s", 7, "x"), "7-x");
        arena_free(arena);
}
END_TEST

START_TEST(buffer_grows_to_its_limit)
{
        struct buffer buffer = BUFFER(1000);
        for (int i = 0; i < 1000; i++)
                buffer_add_char(&buffer, 'x');
        ck_assert(!buffer_failed(&buffer));
        buffer_add_char(&buffer, 'y');
        ck_assert(buffer_failed(&buffer));
        buffer_add_string(&buffer, "");
        ck_assert(buffer_failed(&buffer));
        size_t length = 77;
        ck_assert_ptr_null(buffer_take(&buffer, &length));
        ck_assert_uint_eq(length, 77);
        ck_assert(!buffer_failed(&buffer));
}
END_TEST

START_TEST(buffer_hands_over)
{
        struct buffer buffer = BUFFER(100);
        buffer_format(&buffer, "%s %d", "ark", 12);
        buffer_add(&buffer, "\0!", 2);
        size_t length;
        char *bytes = buffer_take(&buffer, &length);
        ck_assert_uint_eq(length, 8);
        ck_assert_mem_eq(bytes, "ark 12\0!", 9);
        free(bytes);
        bytes = buffer_take(&buffer, &length);
        ck_assert_str_eq(bytes, "");
        free(bytes);
        buffer_clear(&buffer);
}
END_TEST

Suite *suite_make(void)
{
        const TTest *const tests[] = {arena_releases_last_first,
                                      arena_has_a_limit,
                                      arena_releases_at_once_what_it_cannot_keep,
                                      the_innermost_guard_is_left,
                                      an_arena_ends_with_the_one_above,
                                      arena_resizes_what_it_gave,
                                      a_buffer_of_an_arena,
                                      a_buffer_of_an_arena_leaves_at_its_maximum,
                                      arena_memory_is_zeroed_and_aligned,
                                      buffer_grows_to_its_limit,
                                      buffer_hands_over};
        Suite *suite = suite_create("memory");
        TCase *cases = tcase_create("memory");
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
                tcase_add_test(cases, tests[i]);
        tcase_add_test_raise_signal(cases, memory_runs_out_in_no_guard, SIGABRT);
        suite_add_tcase(suite, cases);
        return suite;
}
