/* Merge patches: the examples of RFC 7396, and that a difference applied gives what it was taken from. */
#include "suite.h"
#include "test_json.h"

#include "json/merge_patch.h"

static void expect(const char *target, const char *patch, const char *result)
{
        json_t *before = tree(target), *copy = json_deep_copy(before);
        json_t *patched = merge_patch_apply(before, tree(patch));
        ck_assert_ptr_nonnull(patched);
        ck_assert_msg(json_equal(patched, tree(result)), "%s with %s", target, patch);
        ck_assert(json_equal(before, copy));
        json_decref(patched);
        json_decref(copy);
}

START_TEST(apply)
{
        expect("{'a':'b'}", "{'a':'c'}", "{'a':'c'}");
        expect("{'a':'b'}", "{'b':'c'}", "{'a':'b','b':'c'}");
        expect("{'a':'b'}", "{'a':null}", "{}");
        expect("{'a':'b','b':'c'}", "{'a':null}", "{'b':'c'}");
        expect("{'a':['b']}", "{'a':'c'}", "{'a':'c'}");
        expect("{'a':'c'}", "{'a':['b']}", "{'a':['b']}");
        expect("{'a':{'b':'c'}}", "{'a':{'b':'d','c':null}}", "{'a':{'b':'d'}}");
        expect("{'a':[{'b':'c'}]}", "{'a':[1]}", "{'a':[1]}");
        expect("['a','b']", "['c','d']", "['c','d']");
        expect("{'a':'b'}", "['c']", "['c']");
        expect("{'a':'foo'}", "null", "null");
        expect("{'a':'foo'}", "'bar'", "'bar'");
        expect("{'e':null}", "{'a':1}", "{'e':null,'a':1}");
        expect("[1,2]", "{'a':'b','c':null}", "{'a':'b'}");
        expect("{}", "{'a':{'bb':{'ccc':null}}}", "{'a':{'bb':{}}}");
        expect("{'a':{'x':1},'k':{'deep':[{'y':1}]}}", "{'a':{'x':null}}", "{'a':{},'k':{'deep':[{'y':1}]}}");
        json_t *from_nothing = merge_patch_apply(NULL, tree("{'a':1,'b':null}"));
        ck_assert(json_equal(from_nothing, tree("{'a':1}")));
        json_decref(from_nothing);
}
END_TEST

static void expect_difference(const char *before, const char *after, const char *patch)
{
        json_t *difference = merge_patch_diff(tree(before), tree(after));
        ck_assert_ptr_nonnull(difference);
        char *text = json_dumps(difference, JSON_ENCODE_ANY | JSON_SORT_KEYS);
        ck_assert_msg(json_equal(difference, tree(patch)), "%s to %s: %s", before, after, text);
        free(text);
        json_t *patched = merge_patch_apply(tree(before), difference);
        ck_assert(json_equal(patched, tree(after)));
        json_decref(patched);
        json_decref(difference);
}

START_TEST(difference)
{
        expect_difference("{'a':1}", "{'a':1}", "{}");
        expect_difference("{'a':1}", "{'a':2,'b':3}", "{'a':2,'b':3}");
        expect_difference("{'a':1,'b':2}", "{'b':2}", "{'a':null}");
        expect_difference("{'a':{'x':1,'y':2}}", "{'a':{'x':1,'y':3}}", "{'a':{'y':3}}");
        expect_difference("{'a':{'x':1}}", "{'a':{}}", "{'a':{'x':null}}");
        expect_difference("{'a':[1,2]}", "{'a':[1,2,3]}", "{'a':[1,2,3]}");
        expect_difference("{'a':'x'}", "{'a':{}}", "{'a':{}}");
        expect_difference("{'a':{}}", "{'a':[]}", "{'a':[]}");
        expect_difference("{'a':1}", "{'a':true}", "{'a':true}");
        expect_difference("[1]", "[2]", "[2]");
        expect_difference("{'a':1}", "3", "3");
}
END_TEST

START_TEST(nothing_is_shared)
{
        json_t *before = tree("{'a':{'x':[1]}}"), *patch = tree("{'b':{'y':[2]}}");
        json_t *patched = merge_patch_apply(before, patch);
        json_array_clear(json_object_get(json_object_get(patched, "a"), "x"));
        json_array_clear(json_object_get(json_object_get(patched, "b"), "y"));
        ck_assert(json_equal(before, tree("{'a':{'x':[1]}}")));
        ck_assert(json_equal(patch, tree("{'b':{'y':[2]}}")));
        json_decref(patched);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("json patch");
        TCase *cases = tcase_create("patch");
        tcase_add_checked_fixture(cases, set_up, tear_down);
        tcase_add_test(cases, apply);
        tcase_add_test(cases, difference);
        tcase_add_test(cases, nothing_is_shared);
        suite_add_tcase(suite, cases);
        return suite;
}
