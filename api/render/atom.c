#include "render/atom.h"

#include "render/xml.h"

static void add_element(struct buffer *out, const char *name, const char *text)
{
        buffer_format(out, "<%s>", name);
        xml_add_string(out, text);
        buffer_format(out, "</%s>\n", name);
}

static void add_link(struct buffer *out, const char *relation, const char *type, const char *address)
{
        buffer_format(out, "<link rel=\"%s\"", relation);
        if (type)
                buffer_format(out, " type=\"%s\"", type);
        buffer_add_string(out, " href=\"");
        xml_add_string(out, address);
        buffer_add_string(out, "\"/>\n");
}

static void add_author(struct buffer *out, const char *name)
{
        buffer_add_string(out, "<author>");
        buffer_add_string(out, "<name>");
        xml_add_string(out, name);
        buffer_add_string(out, "</name></author>\n");
}

void atom_begin(struct buffer *out, const struct atom_feed *feed)
{
        buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                               "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
        add_element(out, "id", feed->id);
        add_element(out, "title", feed->title);
        add_element(out, "updated", feed->updated);
        add_author(out, feed->author);
        add_link(out, "self", "application/atom+xml", feed->self);
        if (feed->next)
                add_link(out, "next", "application/atom+xml", feed->next);
}

void atom_entry(struct buffer *out, const struct atom_entry *entry)
{
        buffer_add_string(out, "<entry>\n");
        add_element(out, "id", entry->id);
        add_element(out, "title", entry->title);
        add_element(out, "updated", entry->updated);
        if (entry->author)
                add_author(out, entry->author);
        add_link(out, "alternate", entry->link_type, entry->link);
        if (entry->summary)
                add_element(out, "summary", entry->summary);
        if (entry->content) {
                buffer_add_string(out, "<content type=\"text\">");
                xml_add_string(out, entry->content);
                buffer_add_string(out, "</content>\n");
        }
        buffer_add_string(out, "</entry>\n");
}

void atom_end(struct buffer *out)
{
        buffer_add_string(out, "</feed>\n");
}
