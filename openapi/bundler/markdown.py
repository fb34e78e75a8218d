"""Markdown to HTML, as far as the contract's descriptions and guides use it.

Headings, paragraphs, lists, tables, quotations, fenced code; within them code, emphasis and links. All else is text and is escaped, HTML too.
"""

import html
import re

SPAN = re.compile(r"(`+)(?P<code>.+?)\1|\*\*(?P<strong>.+?)\*\*|(?<![\w*])\*(?P<em>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])|"
                  r"\[(?P<label>[^\]]+)\]\((?P<url>[^)\s]+)\)|<(?P<auto>https?://[^>\s]+)>", re.S)
ITEM = re.compile(r"^(\s*)([-*]|[0-9]+\.) +(.*)$")


def inline(text, resolve=None):
    """A line of text. `resolve` says where a link leads, or None: then only its words are left."""
    made, at = [], 0
    for found in SPAN.finditer(text):
        made.append(html.escape(text[at:found.start()], quote=False))
        made.append(span(found, resolve))
        at = found.end()
    return "".join(made) + html.escape(text[at:], quote=False)


def span(found, resolve):
    """One piece of marked text."""
    if found["code"] is not None:
        return f"<code>{html.escape(found['code'].strip(), quote=False)}</code>"
    for name in ("strong", "em"):
        if found[name] is not None:
            return f"<{name}>{inline(found[name], resolve)}</{name}>"
    url, label = found["url"] or found["auto"], found["label"] or found["auto"]
    url = resolve(url) if resolve else url
    words = inline(label, resolve) if found["label"] else html.escape(label)
    return f'<a href="{html.escape(url)}">{words}</a>' if url else words


def anchor(text):
    """The id of a heading, as GitHub makes it, so that links work in both places."""
    return re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", text).lower()).strip().replace(" ", "-")


def blocks(text, resolve=None, level=0):
    """Whole text. `level` is added to the level of headings."""
    lines, made, at = text.split("\n"), [], 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.startswith("```"):
            at = code(lines, at, made)
        elif re.match(r"#{1,5} ", line):
            marks, words = line.split(" ", 1)
            size = min(len(marks) + level, 6)
            made.append(f'<h{size} id="{html.escape(anchor(words))}">{inline(words, resolve)}</h{size}>')
            at += 1
        elif line.startswith("|"):
            at = table(lines, at, made, resolve)
        elif ITEM.match(line):
            at = listing(lines, at, made, resolve)
        elif line.startswith("    "):
            at = indented(lines, at, made)
        else:
            at = paragraph(lines, at, made, resolve)
    return "\n".join(made)


def code(lines, at, made):
    """A fence, up to its end."""
    end = next((i for i in range(at + 1, len(lines)) if lines[i].startswith("```")), len(lines))
    made.append(pre("\n".join(lines[at + 1:end])))
    return end + 1


def indented(lines, at, made):
    """Lines set in by four."""
    end = at
    while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
        end += 1
    made.append(pre("\n".join(line[4:] for line in lines[at:end]).rstrip()))
    return end


def pre(text):
    """Text as it stands, which the keyboard can scroll."""
    return f'<pre tabindex="0"><code>{html.escape(text, quote=False)}</code></pre>'


def cells(line):
    """The cells of a table's line; a bar within code does not part them."""
    return [cell.strip() for cell in re.split(r"\|(?=(?:[^`]*`[^`]*`)*[^`]*$)", line.strip().strip("|"))]


def table(lines, at, made, resolve):
    """Lines that begin with a bar; the second says nothing."""
    end = at
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    head = "".join(f"<th scope=\"col\">{inline(cell, resolve)}</th>" for cell in cells(lines[at]))
    rows = ["".join(f"<td>{inline(cell, resolve)}</td>" for cell in cells(line)) for line in lines[at + 2:end]]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    made.append(f'<div class="docs-table" tabindex="0" role="group" aria-label="Table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')
    return end


def listing(lines, at, made, resolve):
    """Items, each with what is set in below it."""
    first = ITEM.match(lines[at])
    depth, ordered, items = len(first[1]), first[2][0].isdigit(), []
    while at < len(lines):
        found = ITEM.match(lines[at])
        if found and len(found[1]) == depth:
            items.append([found[3]])
        elif items and lines[at].startswith(" " * (depth + 2)):
            items[-1].append(lines[at][depth + 2:])
        elif items and not lines[at].strip() and at + 1 < len(lines) and (
                lines[at + 1].startswith(" " * (depth + 2)) or ITEM.match(lines[at + 1])):
            items[-1].append("")
        else:
            break
        at += 1
    name = "ol" if ordered else "ul"
    made.append(f"<{name}>" + "".join(f"<li>{item(lines_, resolve)}</li>" for lines_ in items) + f"</{name}>")
    return at


def item(lines, resolve):
    """What stands in an item: words, and perhaps more blocks."""
    end = next((i for i, line in enumerate(lines) if i and (not line.strip() or ITEM.match(line) or line.lstrip().startswith("```"))), len(lines))
    words = inline(" ".join(line.strip() for line in lines[:end]), resolve)
    rest = "\n".join(line.lstrip() if line.lstrip().startswith("```") else line for line in lines[end:])
    return words + (blocks(rest, resolve) if rest.strip() else "")


def paragraph(lines, at, made, resolve):
    """Lines up to an empty one, or to one that begins something else."""
    end = at + 1
    while end < len(lines) and lines[end].strip() and not re.match(r"```|#{1,5} |\|", lines[end]) and not ITEM.match(lines[end]):
        end += 1
    words = " ".join(line.strip().removeprefix("> ") for line in lines[at:end])
    name = "blockquote" if lines[at].startswith("> ") else "p"
    made.append(f"<{name}>{inline(words, resolve)}</{name}>")
    return end
