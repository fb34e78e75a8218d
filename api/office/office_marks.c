#include "office/office_marks.h"

#include <stddef.h>
#include <string.h>

#define WORD   "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define COMPAT "http://schemas.openxmlformats.org/markup-compatibility/2006"
#define TEXT   "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
#define TABLE  "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
#define OFFICE "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
#define SVG    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"

/* Of WORD, which STRICT stands for, too. A text that is struck out is `delText`; one that was moved stands
 * where it went. What a program that is too old would show instead (`Fallback`) says the same again. */
static const struct {
        const char *space, *name;
        enum office_mark mark;
} marks[] = {
        {WORD, "p", OFFICE_PARAGRAPH},
        {WORD, "r", OFFICE_RUN},
        {WORD, "vanish", OFFICE_HIDDEN},
        {WORD, "t", OFFICE_TEXT},
        {WORD, "tab", OFFICE_TAB},
        {WORD, "br", OFFICE_BREAK},
        {WORD, "cr", OFFICE_BREAK},
        {WORD, "noBreakHyphen", OFFICE_HYPHEN},
        {WORD, "tc", OFFICE_CELL},
        {WORD, "tr", OFFICE_ROW},
        {WORD, "moveFrom", OFFICE_PASSED_OVER},
        {WORD, "pPr", OFFICE_PASSED_OVER}, /* the tabs in it are places, and its mark may be hidden */
        {COMPAT, "Fallback", OFFICE_PASSED_OVER},
        {TEXT, "p", OFFICE_PARAGRAPH},
        {TEXT, "h", OFFICE_PARAGRAPH},
        {TEXT, "tab", OFFICE_TAB},
        {TEXT, "line-break", OFFICE_BREAK},
        {TEXT, "s", OFFICE_SPACES},
        {TABLE, "table-cell", OFFICE_CELL},
        {TABLE, "table-row", OFFICE_ROW},
        {TEXT, "tracked-changes", OFFICE_PASSED_OVER},
        {TEXT, "note", OFFICE_PASSED_OVER},
        {TEXT, "hidden-text", OFFICE_PASSED_OVER},
        {TEXT, "hidden-paragraph", OFFICE_PASSED_OVER},
        {OFFICE, "annotation", OFFICE_PASSED_OVER},
        {SVG, "title", OFFICE_PASSED_OVER},
        {SVG, "desc", OFFICE_PASSED_OVER},
};

enum office_mark office_mark_find(const char *space, const char *name)
{
        if (strcmp(space, STRICT) == 0)
                space = WORD;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
                if (strcmp(marks[i].name, name) == 0 && strcmp(marks[i].space, space) == 0)
                        return marks[i].mark;
        return OFFICE_OTHER;
}
