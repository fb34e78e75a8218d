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

/* The elements of WORD are also those of STRICT. Deleted text is `delText`; moved text is read at its new
 * place. `Fallback` repeats, for old programs, what comes before it. */
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
        {WORD, "moveFrom", OFFICE_SKIPPED},
        {WORD, "pPr", OFFICE_SKIPPED}, /* the tabs in it are tab stops, and its `vanish` concerns the
                                              paragraph mark only */
        {COMPAT, "Fallback", OFFICE_SKIPPED},
        {TEXT, "p", OFFICE_PARAGRAPH},
        {TEXT, "h", OFFICE_PARAGRAPH},
        {TEXT, "tab", OFFICE_TAB},
        {TEXT, "line-break", OFFICE_BREAK},
        {TEXT, "s", OFFICE_SPACES},
        {TABLE, "table-cell", OFFICE_CELL},
        {TABLE, "table-row", OFFICE_ROW},
        {TEXT, "tracked-changes", OFFICE_SKIPPED},
        {TEXT, "note", OFFICE_SKIPPED},
        {TEXT, "hidden-text", OFFICE_SKIPPED},
        {TEXT, "hidden-paragraph", OFFICE_SKIPPED},
        {OFFICE, "annotation", OFFICE_SKIPPED},
        {SVG, "title", OFFICE_SKIPPED},
        {SVG, "desc", OFFICE_SKIPPED},
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
