/* Schemas: what the compiler refuses, and the faults of values with their places. */
#include "suite.h"
#include "test_json.h"

#include "json/scan.h"

static const char *check_with(const struct schema *compiled, const char *value, unsigned flags)
{
        bool valid = schema_check(compiled, tree(value), "", flags, &test.faults);
        ck_assert_int_eq(valid, test.faults.count == 0);
        return faults_text();
}

#define ck_faults(compiled, value, expected) ck_assert_str_eq(check_with(compiled, value, 0), expected)
#define ck_request(compiled, value, expected)                                                                \
        ck_assert_str_eq(check_with(compiled, value, SCHEMA_REQUEST), expected)

START_TEST(refused)
{
        static const struct {
                const char *schema, *error;
        } examples[] = {
                {"{'multipleOf':2}", "#: the keyword 'multipleOf' is not known"},
                {"{'properties':{'a':{'if':true}}}", "#/properties/a: the keyword 'if' is not known"},
                {"{'items':{'prefixItems':[]}}", "#/items: the keyword 'prefixItems' is not known"},
                {"{'nullable':true}", "#: the keyword 'nullable' is not known"},
                {"{'requierd':[]}", "#: the keyword 'requierd' is not known"},
                {"{'format':'email'}", "#/format: the format 'email' is not known"},
                {"{'type':'text'}", "#/type: 'text' is no type"},
                {"{'type':['string','text']}", "#/type: 'text' is no type"},
                {"{'type':[]}", "#/type: names no type"},
                {"{'type':7}", "#/type: '?' is no type"},
                {"{'enum':'a'}", "#/enum: must be a list of values"},
                {"{'required':'a'}", "#/required: must be a list of names"},
                {"{'required':[1]}", "#/required: must be a list of names"},
                {"{'minLength':-1}", "#/minLength: must be an integer from 0"},
                {"{'maxItems':'3'}", "#/maxItems: must be an integer from 0"},
                {"{'minimum':'3'}", "#/minimum: must be a number"},
                {"{'uniqueItems':1}", "#/uniqueItems: must be true or false"},
                {"{'pattern':'('}", "#/pattern: '(' is no pattern: missing closing parenthesis"},
                {"{'allOf':[]}", "#/allOf: must be a list of schemas"},
                {"{'allOf':[true,3]}", "#/allOf/1: a schema must be an object, true or false"},
                {"{'items':[]}", "#/items: a schema must be an object, true or false"},
                {"{'properties':[]}", "#/properties: must be an object of schemas"},
                {"{'$ref':'#/$defs/x'}",
                 "#/$ref: the reference '#/$defs/x' points to nothing in this document"},
                {"{'$ref':'other.json'}",
                 "#/$ref: the reference 'other.json' points to nothing in this document"},
                {"{'$ref':'#/$defs/x','$defs':{'x':{'then':1}}}",
                 "#/$defs/x: the keyword 'then' is not known"},
                {"{'$ref':'#'}", "#: the schema applies itself to the same value"},
                {"{'allOf':[{'$ref':'#/$defs/x'}],'$defs':{'x':{'not':{'$ref':'#'}}}}",
                 "#/$defs/x/not: the schema applies itself to the same value"},
                {"{'discriminator':{'propertyName':'kind'}}", "#/discriminator: stands beside no oneOf"},
                {"{'oneOf':[true],'discriminator':{'propertyName':'kind'}}",
                 "#/discriminator: without a mapping, oneOf must hold references only"},
                {"{'oneOf':[true],'discriminator':{'propertyName':'kind','mapping':{'a':'#/$defs/x'}},"
                 "'$defs':{'x':{}}}",
                 "#/discriminator/a: is none of the schemas of oneOf"},
        };
        for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
                const char *error = "";
                const struct schema *compiled = schema_of(examples[i].schema, &error);
                ck_assert_msg(!compiled, "%s", examples[i].schema);
                ck_assert_str_eq(error, examples[i].error);
        }
}
END_TEST

START_TEST(a_failed_set_stays_failed)
{
        json_t *document = tree("{'$defs':{'a':{'properties':{'b':{'what':1}}},'ok':{}}}");
        struct schema_set *set = schema_set_new(test.arena, document);
        const char *error = "";
        ck_assert_ptr_null(schema_compile_ref(set, "#/$defs/a", &error));
        ck_assert_str_eq(error, "#/$defs/a/properties/b: the keyword 'what' is not known");
        error = "";
        ck_assert_ptr_null(schema_compile_ref(set, "#/$defs/ok", &error));
        ck_assert_str_eq(error, "#/$defs/a/properties/b: the keyword 'what' is not known");
}
END_TEST

START_TEST(annotations)
{
        const struct schema *compiled = schema(
                "{'title':'t','description':'d','default':1,'example':1,'examples':[1],'deprecated':true,"
                "'readOnly':true,'writeOnly':false,'$comment':'c','$schema':'s','$id':'i',"
                "'$defs':{'x':{'unknown':1}},'x-anything':{'at':'all'},'type':'integer'}");
        ck_faults(compiled, "1", "");
        ck_faults(compiled, "'1'", "type@(integer)");
}
END_TEST

START_TEST(every_fault_with_its_place)
{
        const struct schema *compiled = schema(
                "{'type':'object','required':['name','kind'],'additionalProperties':false,'properties':{"
                "'name':{'type':'string','minLength':2,'maxLength':4},'kind':{'enum':['a','b',3,null]},"
                "'n':{'type':'integer','minimum':1,'maximum':3},'x':{'exclusiveMinimum':1.5,'"
                "exclusiveMaximum':2},"
                "'list':{'type':'array','minItems':2,'maxItems':3,'uniqueItems':true,'items':{'type':['"
                "string','null']}},"
                "'c':{'const':{'a':1}},'p':{'pattern':'^[a-z]+$'},"
                "'map':{'type':'object','minProperties':1,'maxProperties':2,'propertyNames':{'maxLength':2},"
                "'additionalProperties':{'type':'string'}},'never':false,'no':{'not':{'type':'string'}},"
                "'a/b~':{'type':'null'}}}");
        ck_faults(compiled, "[]", "type@(object)");
        ck_faults(compiled, "{'nmae':'x'}",
                  "required@(name) required@(kind) unknown_property@/nmae(nmae; name)");
        ck_faults(compiled, "{'name':'æøåæø','kind':'c','zzzz':1}",
                  "max_length@/name(4) enum@/kind(a, b, 3, null) unknown_property@/zzzz(zzzz)");
        ck_faults(compiled, "{'name':'æøåæ','kind':null,'n':0,'x':1.5}", "minimum@/n(1) minimum@/x(> 1.5)");
        ck_faults(compiled, "{'name':'æ','kind':3,'n':4,'x':2}",
                  "min_length@/name(2) maximum@/n(3) maximum@/x(< 2)");
        ck_faults(compiled, "{'name':'ab','kind':'a','list':[1]}",
                  "min_items@/list(2) type@/list/0(string | null)");
        ck_faults(compiled, "{'name':'ab','kind':'a','list':['x',null,'x']}", "unique_items@/list(0; 2)");
        ck_faults(compiled, "{'name':'ab','kind':'a','list':[1,2,3,4]}", "max_items@/list(3)");
        ck_faults(compiled, "{'name':'ab','kind':'a','c':{'a':2},'p':'A'}",
                  "const@/c({\"a\":1}) pattern@/p(^[a-z]+$)");
        ck_faults(compiled, "{'name':'ab','kind':'a','p':'a\\n'}", "pattern@/p(^[a-z]+$)");
        ck_faults(compiled, "{'name':'ab','kind':'a','map':{}}", "min_properties@/map(1)");
        ck_faults(compiled, "{'name':'ab','kind':'a','map':{'a':1,'bcd':'x'}}",
                  "type@/map/a(string) max_length@/map/bcd(2)");
        ck_faults(compiled, "{'name':'ab','kind':'a','map':{'a':'','b':'','c':''}}",
                  "max_properties@/map(2)");
        ck_faults(compiled, "{'name':'ab','kind':'a','never':1,'no':'x','a/b~':1}",
                  "not@/never not@/no type@/a~1b~0(null)");
}
END_TEST

START_TEST(numbers_are_compared_exactly)
{
        const struct schema *compiled = schema("{'maximum':9007199254740992,'minimum':-9223372036854775807}");
        ck_faults(compiled, "9007199254740992", "");
        ck_faults(compiled, "9007199254740993", "maximum@(9007199254740992)");
        ck_faults(compiled, "-9223372036854775808", "minimum@(-9223372036854775807)");
        ck_faults(schema("{'maximum':9007199254740992.0}"), "9007199254740993",
                  "maximum@(9.00719925474099e15)");
}
END_TEST

START_TEST(places_begin_with_the_prefix)
{
        const struct schema *compiled = schema("{'items':{'type':'string'}}");
        schema_check(compiled, tree("['a',1]"), "/operations/3/body", 0, &test.faults);
        ck_assert_str_eq(faults_text(), "type@/operations/3/body/1(string)");
        ck_assert(!schema_check_named(compiled, tree("['a',1]"), FAULT_PARAMETER, "q", &test.faults));
        ck_assert_int_eq(test.faults.first->place, FAULT_PARAMETER);
        ck_assert_str_eq(faults_text(), "type@q(string)");
        ck_assert(!schema_matches(compiled, tree("[1]")));
        ck_assert(schema_matches(compiled, tree("[]")));
}
END_TEST

static const char discriminated[] =
        "{'type':'object','required':['kind'],'unevaluatedProperties':false,'allOf':[{'$ref':'#/$defs/"
        "base'}],"
        "'oneOf':[{'$ref':'#/$defs/size'},{'$ref':'#/$defs/seats'}],"
        "'discriminator':{'propertyName':'kind','mapping':{'size':'#/$defs/size','seats':'#/$defs/seats'}},"
        "'$defs':{'base':{'properties':{'id':{'type':'string'},'kind':{'type':'string'}}},"
        "'size':{'properties':{'min':{'type':'integer'}},'required':['min']},"
        "'seats':{'properties':{'count':{'type':'integer'}}}}}";

/* What is wrong with an object is told at once, and once: also before it is known which kind it is of, and
 * where several schemas look at the same member. */
START_TEST(faults_of_conditions)
{
        const struct schema *kinds = schema(
                "{'oneOf':[{'$ref':'#/$defs/size'},{'$ref':'#/$defs/seats'}],"
                "'discriminator':{'propertyName':'kind','mapping':{'size':'#/$defs/size','seats':'#/$defs/"
                "seats'}},"
                "'$defs':{'text':{'type':'string'},"
                "'size':{'properties':{'kind':{},'text':{'$ref':'#/$defs/text'},'min':{'type':'integer'}},"
                "'additionalProperties':false},"
                "'seats':{'properties':{'kind':{},'text':{'$ref':'#/$defs/text'},'min':{'type':'string'}},"
                "'additionalProperties':false}}}");
        ck_faults(kinds, "{'kind':'siez','zz':1,'text':7,'min':true}",
                  "enum@/kind(size, seats) unknown_property@/zz(zz) type@/text(string)");
        const struct schema *some =
                schema("{'properties':{'a':{'type':'integer'},'b':{'type':'integer'}},'anyOf':["
                       "{'type':'object','required':['a'],'properties':{'a':{'type':'integer'}}},"
                       "{'type':'object','required':['b'],'properties':{'b':{'type':'integer'}}}]}");
        ck_faults(some, "{}", "any_of@(a, b)");
        ck_faults(some, "{'a':'x'}", "type@/a(integer)");
        ck_faults(some, "{'a':1,'b':2}", "");
        const struct schema *one =
                schema("{'oneOf':[{'required':['a']},{'required':['b']}],'not':{'required':['b','c']}}");
        ck_faults(one, "{}", "one_of@(a, b)");
        ck_faults(one, "{'a':1,'b':2}", "one_of@(a, b)");
        ck_faults(one, "{'b':1,'c':2}", "not@(b, c)");
        const struct schema *with = schema("{'dependentRequired':{'within':['kind']}}");
        ck_faults(with, "{'within':1}", "dependent_required@/within(within; kind)");
        ck_faults(with, "{'within':1,'kind':2}", "");
        ck_faults(schema("{'properties':{'all':{},'any':{}},'maxProperties':1}"), "{'all':1,'any':2}",
                  "max_properties@");
}
END_TEST

START_TEST(discriminator)
{
        const struct schema *compiled = schema(discriminated);
        ck_faults(compiled, "{'kind':'size','min':1,'id':'x'}", "");
        ck_faults(compiled, "{'kind':'seats','min':1,'id':'x'}", "unknown_property@/min(min)");
        ck_faults(compiled, "{'kind':'seats','mni':1}", "unknown_property@/mni(mni)");
        ck_faults(compiled, "{'kind':'seats','cuont':1}", "unknown_property@/cuont(cuont; count)");
        ck_faults(compiled, "{'kind':'size','min':'x','zz':1}",
                  "type@/min(integer) unknown_property@/zz(zz)");
        ck_faults(compiled, "{'kind':'size'}", "required@(min)");
        ck_faults(compiled, "{'kind':'siez','zz':1}", "enum@/kind(size, seats)");
        ck_faults(compiled, "{'kind':7}", "type@/kind(string)");
        ck_faults(compiled, "{'id':7}", "required@(kind) type@/id(string)");
        ck_faults(compiled, "[]", "type@(object)");
        const struct schema *by_name = schema("{'oneOf':[{'$ref':'#/$defs/A'},{'$ref':'#/$defs/B'}],"
                                              "'discriminator':{'propertyName':'t'},"
                                              "'$defs':{'A':{'required':['a']},'B':{}}}");
        ck_faults(by_name, "{'t':'A'}", "required@(a)");
        ck_faults(by_name, "{'t':'B'}", "");
        ck_faults(by_name, "{'t':'C'}", "enum@/t(A, B)");
        ck_faults(by_name, "3", "type@(object)");
}
END_TEST

START_TEST(recursion_and_likely_alternatives)
{
        const struct schema *selector = schema(
                "{'type':'object','oneOf':[{'$ref':'#/$defs/all'},{'$ref':'#/$defs/not'},{'$ref':'#/$defs/"
                "person'}],"
                "'$defs':{'all':{'required':['all'],'additionalProperties':false,'properties':{'all':{'type':"
                "'array',"
                "'items':{'$ref':'#'}}}},"
                "'not':{'required':['not'],'additionalProperties':false,'properties':{'not':{'$ref':'#'}}},"
                "'person':{'required':['person'],'additionalProperties':false,'properties':{'person':"
                "{'type':'array','items':{'type':'string'}}}}}}");
        ck_faults(selector, "{'all':[{'not':{'person':['a']}},{'person':[]}]}", "");
        ck_faults(selector, "{'all':[{'not':{'person':['a',1]}},{'person':[]}]}",
                  "type@/all/0/not/person/1(string)");
        ck_faults(selector, "{'all':[{'not':{'persno':['a']}}]}", "one_of@/all/0/not");
        ck_faults(selector, "{'all':[],'not':{}}", "one_of@");
        ck_faults(selector, "{'all':3}", "type@/all(array)");
        ck_faults(selector, "3", "type@(object)");
        const struct schema *any = schema("{'anyOf':[{'type':'string','minLength':2},{'type':'integer'}]}");
        ck_faults(any, "'x'", "min_length@(2)");
        ck_faults(any, "true", "any_of@");
        ck_faults(schema("{'oneOf':[{'type':'integer'},{'minimum':2}]}"), "3", "one_of@");
}
END_TEST

START_TEST(requests)
{
        const struct schema *compiled =
                schema("{'type':'object','required':['id','version','status'],'additionalProperties':false,"
                       "'properties':{'id':{'type':'string','readOnly':true,'pattern':'^[a-z]+$'},"
                       "'version':{'$ref':'#/$defs/version'},'createdAt':{'type':'string','readOnly':true},"
                       "'status':{'type':'string','readOnly':true},'name':{'type':'string'}},"
                       "'$defs':{'version':{'type':'integer','readOnly':true}}}");
        ck_request(compiled, "{'name':'x'}", "");
        ck_request(compiled, "{'id':'x','version':7,'createdAt':'now'}", "");
        ck_request(compiled, "{'id':'X','version':'7','createdAt':7}", "pattern@/id(^[a-z]+$)");
        ck_request(compiled, "{'status':'s'}", "read_only@/status(status)");
        ck_faults(compiled, "{'id':'x','version':7,'status':'s'}", "");
        ck_faults(compiled, "{'name':'x'}", "required@(id) required@(version) required@(status)");
}
END_TEST

START_TEST(identity_numbers)
{
        const struct schema *anything = schema("true");
        const char *value = "{'a':['01019012345',{'b':'f. 010190 "
                            "12345'}],'01019012345':1,'n':31019012345,'d':'2019-01-01',"
                            "'orgnr':'974 760 673'}";
        ck_request(anything, value,
                   "national_identity_number@/a/0 national_identity_number@/a/1/b "
                   "national_identity_number@/01019012345 national_identity_number@/n");
        ck_faults(anything, value, "");
        ck_assert(scan_identity(tree("[1,'x']"), "/p", &test.faults));
        ck_assert(!scan_identity(tree("[1,'01019012345']"), "/p", &test.faults));
        ck_assert_str_eq(faults_text(), "national_identity_number@/p/1");
}
END_TEST

START_TEST(values_from_text)
{
        static const struct {
                const char *schema, *text, *value;
        } examples[] = {
                {"{'type':'integer'}", "12", "12"},
                {"{'type':'integer'}", "-9223372036854775808", "-9223372036854775808"},
                {"{'type':'integer'}", "9223372036854775807", "9223372036854775807"},
                {"{'type':'integer'}", "9223372036854775808", "'9223372036854775808'"},
                {"{'type':'integer'}", "012", "'012'"},
                {"{'type':'integer'}", "+1", "'+1'"},
                {"{'type':'integer'}", " 1", "' 1'"},
                {"{'type':'integer'}", "1 ", "'1 '"},
                {"{'type':'integer'}", "-", "'-'"},
                {"{'type':'integer'}", "", "''"},
                {"{'type':'integer'}", "1.0", "'1.0'"},
                {"{'type':'integer'}", "0", "0"},
                {"{'type':'string'}", "12", "'12'"},
                {"{'type':'boolean'}", "true", "true"},
                {"{'type':'boolean'}", "false", "false"},
                {"{'type':'boolean'}", "1", "'1'"},
                {"{'type':'boolean'}", "TRUE", "'TRUE'"},
                {"{'$ref':'#/$defs/n','$defs':{'n':{'type':'integer'}}}", "12", "12"},
                {"{'enum':['a']}", "true", "'true'"},
        };
        for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
                json_t *value = schema_value_from_text(schema(examples[i].schema), examples[i].text);
                ck_assert_msg(json_equal(value, tree(examples[i].value)), "%s", examples[i].text);
                json_decref(value);
        }
        ck_assert_ptr_null(schema_value_from_text(schema("true"), "\xff"));
}
END_TEST

START_TEST(parameters)
{
        const struct schema *limit = schema("{'type':'integer','minimum':1,'maximum':500}");
        json_t *value = schema_value_from_text(limit, "12x");
        ck_assert(!schema_check_named(limit, value, FAULT_PARAMETER, "limit", &test.faults));
        ck_assert_str_eq(faults_text(), "type@limit(integer)");
        json_decref(value);
        ck_assert_ptr_null(schema_items(limit));
        const struct schema *list = schema("{'allOf':[{'type':'array','items':{'type':'boolean'}}]}");
        ck_assert_ptr_nonnull(schema_items(list));
        ck_faults(schema_items(list), "1", "type@(boolean)");
}
END_TEST

START_TEST(member_names)
{
        const struct schema *compiled = schema(discriminated);
        const char *const *names;
        size_t count;
        schema_member_names(compiled, test.arena, &names, &count);
        ck_assert_uint_eq(count, 4);
        ck_assert_str_eq(names[0], "id");
        ck_assert_str_eq(names[1], "kind");
        ck_assert_str_eq(names[2], "min");
        ck_assert_str_eq(names[3], "count");
        ck_faults(schema_member(compiled, "min"), "'x'", "type@(integer)");
        ck_assert_ptr_null(schema_member(compiled, "max"));
        schema_member_names(schema("{'type':'string'}"), test.arena, &names, &count);
        ck_assert_uint_eq(count, 0);
}
END_TEST

Suite *suite_make(void)
{
        const TTest *const tests[] = {
                refused,
                a_failed_set_stays_failed,
                annotations,
                every_fault_with_its_place,
                numbers_are_compared_exactly,
                places_begin_with_the_prefix,
                faults_of_conditions,
                discriminator,
                recursion_and_likely_alternatives,
                requests,
                identity_numbers,
                values_from_text,
                parameters,
                member_names,
        };
        Suite *suite = suite_create("json schema");
        TCase *cases = tcase_create("schema");
        tcase_add_checked_fixture(cases, set_up, tear_down);
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
                tcase_add_test(cases, tests[i]);
        suite_add_tcase(suite, cases);
        return suite;
}
