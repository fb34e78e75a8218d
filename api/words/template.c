#include "words/template.h"

#include <string.h>

/* One of the two words behind the name of a placeholder that ends at `end`. */
static void add_choice(struct buffer *out, const char *name, size_t length, const char *end,
                       const struct template_filler *filler)
{
        const char *one = name + length + 1;
        const char *bar = memchr(one, '|', (size_t)(end - one));
        if (filler->is_one && filler->is_one(name, length, filler->context))
                buffer_add(out, one, (size_t)(bar - one));
        else
                buffer_add(out, bar + 1, (size_t)(end - bar - 1));
}

void template_fill(struct buffer *out, const char *text, const struct template_filler *filler)
{
        for (const char *open; (open = strchr(text, '{')); text = strchr(open, '}') + 1) {
                const char *name = open + 1, *end = strchr(open, '}');
                size_t length = strcspn(name, "|}");
                buffer_add(out, text, (size_t)(open - text));
                if (name[length] == '|')
                        add_choice(out, name, length, end, filler);
                else
                        filler->add(out, name, length, filler->context);
        }
        buffer_add_string(out, text);
}
