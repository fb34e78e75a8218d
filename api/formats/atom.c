#include "formats/atom.h"

#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"
#include "base/xml.h"

static void add_element(struct atom *atom, const char *name, const char *text)
{
        buffer_format(atom->out, "<%s>", name);
        xml_add_string(atom->out, text);
        buffer_format(atom->out, "</%s>\n", name);
}

static void add_link(struct atom *atom, const char *relation, const char *type, const char *address)
{
        buffer_format(atom->out, "<link rel=\"%s\"", relation);
        if (type)
                buffer_format(atom->out, " type=\"%s\"", type);
        buffer_add_string(atom->out, " href=\"");
        xml_add_string(atom->out, atom->base ? atom->base : "");
        xml_add_string(atom->out, address);
        buffer_add_string(atom->out, "\"/>\n");
}

static void add_author(struct atom *atom, const char *name)
{
        buffer_add_string(atom->out, "<author><name>");
        xml_add_string(atom->out, name);
        buffer_add_string(atom->out, "</name></author>\n");
}

void atom_begin(struct atom *atom, const struct atom_feed *feed)
{
        buffer_format(atom->out,
                      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                      "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                      "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\" xml:lang=\"%s\">\n",
                      language_code(atom->language));
        add_element(atom, "id", feed->id);
        add_element(atom, "title", feed->title);
        add_element(atom, "updated", feed->updated);
        add_author(atom, feed->author);
        add_link(atom, "self", ATOM_MEDIA_TYPE, feed->self);
        if (feed->next)
                add_link(atom, "next", ATOM_MEDIA_TYPE, feed->next);
}

static void add_content(struct atom *atom, const struct atom_entry *entry)
{
        struct buffer *out = atom->out;
        if (entry->xhtml) {
                buffer_add_string(out,
                                  "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">");
                buffer_add_string(out, entry->xhtml);
                buffer_add_string(out, "</div></content>\n");
        } else if (entry->content) {
                buffer_add_string(out, "<content type=\"text\">");
                xml_add_string(out, entry->content);
                buffer_add_string(out, "</content>\n");
        }
}

void atom_entry(struct atom *atom, const struct atom_entry *entry)
{
        buffer_add_string(atom->out, "<entry>\n");
        add_element(atom, "id", entry->id);
        add_element(atom, "title", entry->title);
        add_element(atom, "updated", entry->updated);
        if (entry->published)
                add_element(atom, "published", entry->published);
        if (entry->author)
                add_author(atom, entry->author);
        if (entry->page)
                add_link(atom, "alternate", "text/html", entry->page);
        add_link(atom, "alternate", entry->link_type, entry->link);
        if (entry->category) {
                buffer_add_string(atom->out, "<category term=\"");
                xml_add_string(atom->out, entry->category);
                buffer_add_string(atom->out, "\"/>\n");
        }
        if (entry->summary)
                add_element(atom, "summary", entry->summary);
        add_content(atom, entry);
        buffer_add_string(atom->out, "</entry>\n");
}

void atom_deleted(struct atom *atom, const char *id, const char *when)
{
        buffer_add_string(atom->out, "<at:deleted-entry ref=\"");
        xml_add_string(atom->out, id);
        buffer_add_string(atom->out, "\" when=\"");
        xml_add_string(atom->out, when);
        buffer_add_string(atom->out, "\"/>\n");
}

void atom_end(struct atom *atom)
{
        buffer_add_string(atom->out, "</feed>\n");
}
