/* JSON written straight into a buffer. */
#include "suite.h"
#include "test_json.h"

#include "json/writer.h"

#include <stdint.h>

START_TEST(writer_places_commas)
{
        struct buffer buffer = BUFFER(1000);
        struct json_writer writer = JSON_WRITER(&buffer);
        writer_open_object(&writer);
        writer_key(&writer, "a");
        writer_open_array(&writer);
        writer_number(&writer, INT64_MIN);
        writer_null(&writer);
        writer_open_object(&writer);
        writer_close_object(&writer);
        writer_raw(&writer, "[1]", 3);
        writer_close_array(&writer);
        writer_member_text(&writer, "b", NULL);
        writer_member_bool(&writer, "c", true);
        writer_member_number(&writer, "d", 0);
        writer_close_object(&writer);
        size_t length;
        char *text = buffer_take(&buffer, &length);
        ck_assert_str_eq(text, "{\"a\":[-9223372036854775808,null,{},[1]],\"b\":null,\"c\":true,\"d\":0}");
        free(text);
}
END_TEST

START_TEST(writer_escapes)
{
        struct buffer buffer = BUFFER(1000);
        struct json_writer writer = JSON_WRITER(&buffer);
        writer_text_n(&writer, "\"\\\n\r\t\x01\x7f\0å/", 11);
        size_t length;
        char *text = buffer_take(&buffer, &length);
        ck_assert_str_eq(text, "\"\\\"\\\\\\n\\r\\t\\u0001\\u007f\\u0000å/\"");
        free(text);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("json writer");
        TCase *cases = tcase_create("writer");
        tcase_add_test(cases, writer_places_commas);
        tcase_add_test(cases, writer_escapes);
        suite_add_tcase(suite, cases);
        return suite;
}
