/* Canonical writing, and what is restricted. */
#include "suite.h"
#include "test_json.h"

#include "schema/canonical.h"

static const char *written(const struct schema *compiled, const char *value, unsigned flags)
{
        struct buffer out = BUFFER((size_t)1024 * 1024);
        schema_write(compiled, tree(value), flags, &out);
        ck_assert(!buffer_failed(&out));
        char *text = arena_copy(test.arena, out.bytes, out.length);
        buffer_clear(&out);
        for (char *c = text; *c; c++)
                if (*c == '"')
                        *c = '\'';
        return text;
}

#define ck_written(compiled, value, flags, expected)                                                         \
        ck_assert_str_eq(written(compiled, value, flags), expected)

START_TEST(order_of_the_schema)
{
        const struct schema *compiled =
                schema("{'allOf':[{'$ref':'#/$defs/base'}],'properties':{'z':true,'a':{'items':{'properties':"
                       "{'y':true,'x':true}}}},'$defs':{'base':{'properties':{'id':true,'name':true}}}}");
        ck_written(compiled,
                   "{'a':[{'x':1,'y':2}],'name':'n','other':{'d':1,'c':2},'id':'i','z':0,'more':null}", 0,
                   "{'id':'i','name':'n','z':0,'a':[{'y':2,'x':1}],'more':null,'other':{'c':2,'d':1}}");
        const struct schema *later = schema(
                "{'properties':{'z':true},'allOf':[{'$ref':'#/$defs/base'}],'$defs':{'base':{'properties':"
                "{'id':true,'z':true}}}}");
        ck_written(later, "{'id':1,'z':2}", 0, "{'z':2,'id':1}");
}
END_TEST

START_TEST(chosen_alternatives)
{
        const struct schema *compiled =
                schema("{'properties':{'kind':true},'oneOf':[{'$ref':'#/$defs/a'},{'$ref':'#/$defs/"
                       "b'}],'discriminator':"
                       "{'propertyName':'kind'},'$defs':{'a':{'properties':{'y':true,'x':true}},"
                       "'b':{'properties':{'x':true,'y':true}}}}");
        ck_written(compiled, "{'x':1,'y':2,'kind':'a'}", 0, "{'kind':'a','y':2,'x':1}");
        ck_written(compiled, "{'y':2,'x':1,'kind':'b'}", 0, "{'kind':'b','x':1,'y':2}");
        const struct schema *matched = schema("{'anyOf':[{'required':['p'],'properties':{'q':true,'p':true}},"
                                              "{'properties':{'b':true,'a':true}}]}");
        ck_written(matched, "{'p':1,'q':2}", 0, "{'q':2,'p':1}");
        ck_written(matched, "{'a':1,'b':2}", 0, "{'b':2,'a':1}");
}
END_TEST

START_TEST(maps_and_free_values)
{
        const struct schema *compiled = schema(
                "{'properties':{'names':{'additionalProperties':{'properties':{'nn':true,'nb':true}}}}}");
        ck_written(compiled, "{'names':{'b':{'nb':1,'nn':2},'a':{}}}", 0,
                   "{'names':{'a':{},'b':{'nn':2,'nb':1}}}");
        const struct schema *anything = schema("true");
        ck_written(anything, "[{'b':1,'a':[{'d':'\\u00e6','c':'\\n'}]},true,null,-7,1.5,0.1,1e300]", 0,
                   "[{'a':[{'c':'\\n','d':'æ'}],'b':1},true,null,-7,1.5,0.1,1e300]");
        const struct schema *patterns =
                schema("{'patternProperties':{'^x':{'properties':{'b':true,'a':true}}}}");
        ck_written(patterns, "{'x1':{'a':1,'b':2},'y':{'b':1,'a':2}}", 0,
                   "{'x1':{'b':2,'a':1},'y':{'a':2,'b':1}}");
}
END_TEST

START_TEST(organisation_numbers)
{
        const struct schema *compiled =
                schema("{'properties':{'orgnr':{'$ref':'#/$defs/o'},'text':{'type':'string'}},"
                       "'$defs':{'o':{'type':'string','format':'orgnr'}}}");
        ck_written(compiled, "{'orgnr':' 974 760 673','text':'974 760 673'}", 0,
                   "{'orgnr':'974760673','text':'974 760 673'}");
}
END_TEST

START_TEST(the_part_that_says_most)
{
        const struct schema *compiled = schema("{'properties':{'who':true},'allOf':[{'properties':{'who':{'"
                                               "properties':{'b':true,'a':true}}}}]}");
        ck_written(compiled, "{'who':{'a':1,'b':2}}", 0, "{'who':{'b':2,'a':1}}");
}
END_TEST

static const char persons[] =
        "{'properties':{'id':{'readOnly':true},'name':true,'gender':{'$ref':'#/$defs/gender'},"
        "'children':{'items':{'$ref':'#'}},'by':{'additionalProperties':{'$ref':'#'}},"
        "'free':true,'secret':{'items':{'x-restricted':true}}},"
        "'$defs':{'gender':{'enum':['female','male'],'x-restricted':true}}}";

START_TEST(left_out)
{
        const struct schema *compiled = schema(persons);
        const char *value =
                "{'gender':'male','id':'i','name':'n','children':[{'gender':'female','name':'c'}],"
                "'by':{'k':{'gender':'female'}},'free':{'gender':'x'}}";
        ck_written(compiled, value, 0,
                   "{'id':'i','name':'n','gender':'male','children':[{'name':'c','gender':'female'}],"
                   "'by':{'k':{'gender':'female'}},'free':{'gender':'x'}}");
        ck_written(compiled, value, SCHEMA_WRITE_UNRESTRICTED,
                   "{'id':'i','name':'n','children':[{'name':'c'}],'by':{'k':{}},'free':{'gender':'x'}}");
        ck_written(compiled, value, SCHEMA_WRITE_UNRESTRICTED | SCHEMA_WRITE_WITHOUT_READ_ONLY,
                   "{'name':'n','children':[{'name':'c'}],'by':{'k':{}},'free':{'gender':'x'}}");
}
END_TEST

static const char *restricted_in(const struct schema *compiled, const char *value)
{
        const char *pointer = "";
        bool found = schema_restricted_member(compiled, tree(value), test.arena, &pointer);
        return found ? pointer : "none";
}

START_TEST(restricted_members)
{
        const struct schema *compiled = schema(persons);
        ck_assert(schema_has_restricted(compiled));
        ck_assert(!schema_has_restricted(schema_member(compiled, "name")));
        ck_assert(schema_has_restricted(schema_member(compiled, "children")));
        ck_assert(!schema_has_restricted(schema("{'properties':{'a':{'$ref':'#'}}}")));
        ck_assert_str_eq(restricted_in(compiled, "{'name':'x','children':[{'name':'y'}]}"), "none");
        ck_assert_str_eq(restricted_in(compiled, "{'name':'x','gender':'male'}"), "/gender");
        ck_assert_str_eq(restricted_in(compiled, "{'children':[{},{'gender':'male'}]}"),
                         "/children/1/gender");
        ck_assert_str_eq(restricted_in(compiled, "{'by':{'a/b':{'gender':'male'}}}"), "/by/a~1b/gender");
        ck_assert_str_eq(restricted_in(compiled, "{'secret':[1]}"), "/secret/0");
        ck_assert_str_eq(restricted_in(compiled, "{'free':{'gender':'male'}}"), "none");
}
END_TEST

START_TEST(failure_sticks)
{
        struct buffer out = BUFFER(5);
        schema_write(schema("true"), tree("[1,2,3,4,5]"), 0, &out);
        ck_assert(buffer_failed(&out));
        buffer_clear(&out);
}
END_TEST

/* The same value in any order of members gives the same bytes, and reading those gives the value again. */
START_TEST(canonical_means_canonical)
{
        const struct schema *compiled = schema(persons);
        const char *first =
                written(compiled, "{'name':'n','by':{'a':{'id':1},'b':{}},'free':[{'x':1,'y':2}]}", 0);
        const char *second =
                written(compiled, "{'free':[{'y':2,'x':1}],'by':{'b':{},'a':{'id':1}},'name':'n'}", 0);
        ck_assert_str_eq(first, second);
        ck_assert_str_eq(written(compiled, first, 0), first);
}
END_TEST

Suite *suite_make(void)
{
        const TTest *const tests[] = {
                order_of_the_schema,  chosen_alternatives,     maps_and_free_values,
                organisation_numbers, the_part_that_says_most, left_out,
                restricted_members,   failure_sticks,          canonical_means_canonical,
        };
        Suite *suite = suite_create("json canonical");
        TCase *cases = tcase_create("canonical");
        tcase_add_checked_fixture(cases, set_up, tear_down);
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
                tcase_add_test(cases, tests[i]);
        suite_add_tcase(suite, cases);
        return suite;
}
