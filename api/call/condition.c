#include "call/call.h"

#include <string.h>

static const char *skip_space(const char *text)
{
        while (*text == ' ' || *text == '\t')
                text++;
        return text;
}

/* The length of a tag without what compressing proxies add: nginx makes tags weak, Apache and Caddy append to
 * them ("7-gzip", Jetty "7--gzip"). The version is the same, and none of our tags ends like that. */
static size_t length_as_ours(const char *tag, size_t length)
{
        static const char *const marks[] = {"--gzip", "-gzip", "-br", "-zstd", "-deflate"};
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
                size_t mark = strlen(marks[i]);
                if (length > mark && memcmp(tag + length - mark, marks[i], mark) == 0)
                        return length - mark;
        }
        return length;
}

/* An entity-tag at `*text` (RFC 9110, 8.8.3): moves past it and gives its opaque part; NULL if it is none. */
static const char *read_tag(struct arena *arena, const char **text)
{
        const char *c = *text;
        if (c[0] == 'W' && c[1] == '/')
                c += 2;
        if (*c++ != '"')
                return NULL;
        size_t length = 0;
        while ((unsigned char)c[length] > 0x20 && c[length] != '"' && c[length] != 0x7f)
                length++;
        if (c[length] != '"')
                return NULL;
        *text = c + length + 1;
        return arena_copy(arena, c, length_as_ours(c, length));
}

void call_read_condition(struct call *call, enum fault_place place, const char *where, const char *value,
                         struct condition *ret)
{
        if (!value)
                return;
        ret->given = true;
        value = skip_space(value);
        if (value[0] == '*' && !*skip_space(value + 1)) {
                ret->any = true;
                return;
        }
        const char **tags = arena_array(call->arena, strlen(value) / 2 + 1, sizeof *tags);
        while (*value) {
                const char *tag = read_tag(call->arena, &value);
                value = skip_space(value);
                if (!tag || (*value && *value != ',')) {
                        fault_add(&call->faults, place, where, FAULT_BAD_ETAG, NULL, NULL);
                        return;
                }
                tags[ret->count++] = tag;
                if (*value == ',')
                        value = skip_space(value + 1);
        }
        if (!ret->count)
                fault_add(&call->faults, place, where, FAULT_BAD_ETAG, NULL, NULL);
        ret->tags = tags;
}

bool call_condition_names(const struct condition *condition, const char *tag)
{
        for (size_t i = 0; i < condition->count; i++)
                if (strcmp(condition->tags[i], tag) == 0)
                        return true;
        return false;
}
