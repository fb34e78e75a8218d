#!/usr/bin/python3
"""Calendars and feeds as their readers have them: parsed by others' parsers, and held to what the standards demand.

    readers.py calendar|feed < TEXT

writes what was read as JSON; exit status 1 with a sentence if it is not what it should be.
"""
import io
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import feedparser
import icalendar
from dateutil import tz

ATOM, XHTML, TOMBSTONES = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}", "{http://purl.org/atompub/tombstones/1.0}"
INSTANT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


class Wrong(Exception):
    """What a reader would stumble over."""


def demand(truth, what):
    """Goes on only if it is true."""
    if not truth:
        raise Wrong(what)


# Calendars (RFC 5545) ---------------------------------------------------------------------------------------------------

def check_lines(data):
    """What is asked of every line: its end, its length, and that it is text by itself."""
    demand(data.endswith(b"\r\n"), "the last line does not end")
    for line in data[:-2].split(b"\r\n"):
        demand(len(line) <= 75, f"a line of {len(line)} octets")
        demand(not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), f"a control character in {line!r}")
        line.decode("utf-8")


def zone_of(text):
    """The zone that the calendar itself describes."""
    block = re.search("BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n", text, flags=re.S)
    demand(block, "no VTIMEZONE")
    return tz.tzical(io.StringIO(block.group().replace("\r\n", "\n"))).get("Europe/Oslo")


def written(instant):
    """An instant in UTC as text."""
    return f"{instant.isoformat()[:19]}Z"


def in_utc(value, parameters, own):
    """A day as it is; an instant in UTC, by the zone database and by the calendar's own zone alike."""
    if not isinstance(value, datetime):
        return value.isoformat()
    if "TZID" not in parameters:
        demand(value.utcoffset() is not None, f"{value}: a time of no zone")
        return written(value.astimezone(timezone.utc))
    demand(parameters["TZID"] == "Europe/Oslo", f"unknown zone {parameters['TZID']}")
    naive = value.replace(tzinfo=None, fold=0)
    known = naive.replace(tzinfo=ZoneInfo("Europe/Oslo")).astimezone(timezone.utc)
    described = naive.replace(tzinfo=own).astimezone(timezone.utc)
    demand(known == described, f"{naive}: the calendar's zone says {described}, the database {known}")
    demand(known.astimezone(ZoneInfo("Europe/Oslo")).replace(tzinfo=None, fold=0) == naive, f"{naive} is on no clock")
    return written(known)


def unescaped(value):
    """A TEXT value as it was before it was escaped (3.3.11)."""
    demand(not re.search(r"(?<!\\)(?:\\\\)*(?:[;,]|\\[^\\;,nN])", value), f"{value} is not escaped")
    return re.sub(r"\\(.)", lambda match: "\n" if match.group(1) in "nN" else match.group(1), value)


def texts_of(text):
    """The texts of each component as they stand, read without a library: this one takes an escaped backslash before an n for a
    line break."""
    unfolded = text.replace("\r\n ", "")
    return [{name.lower(): unescaped(value) for name, value in re.findall("^(SUMMARY|DESCRIPTION|LOCATION):(.*)\r$", block, flags=re.M)}
            for block in re.findall("^BEGIN:(?:VEVENT|VTODO)\r\n(.*?)^END:", unfolded, flags=re.S | re.M)]


def component(part, own, texts):
    """An event or a task."""
    demand(not part.errors, f"{part.name}: {part.errors}")
    for name in ("UID", "DTSTAMP"):
        demand(name in part and not isinstance(part[name], list), f"{part.name} has not one {name}")
    demand(part.name == "VTODO" or "DTSTART" in part, "an event without a beginning")
    read = {"kind": part.name}
    for name, value in part.items():
        if name == "CATEGORIES":
            read[name.lower()] = [str(category) for category in value.cats]
        elif hasattr(value, "dt"):
            read[name.lower()] = in_utc(value.dt, value.params, own)
        else:
            read[name.lower()] = value if isinstance(value, int) else str(value)
    for name, value in texts.items():
        demand(read[name] == value or "\\" in value, f"{name} is {value!r} or {read[name]!r}")
    read.update(texts)
    if "dtend" in read:
        demand(read["dtend"] > read["dtstart"], f"{read['uid']} ends before it begins")
    return read


def calendar(data):
    """Its properties and its components."""
    check_lines(data)
    text = data.decode("utf-8")
    parsed = icalendar.Calendar.from_ical(text, multiple=True)
    demand(len(parsed) == 1 and not parsed[0].errors, "not one calendar")
    whole = parsed[0]
    demand(str(whole["VERSION"]) == "2.0" and whole["PRODID"] and whole["METHOD"] == "PUBLISH", "its head is wrong")
    demand(whole.subcomponents, "a calendar without a component")
    own = zone_of(text)
    parts = [part for part in whole.subcomponents if part.name != "VTIMEZONE"]
    texts = texts_of(text)
    demand(len(parts) == len(texts), f"{len(parts)} components, or {len(texts)}")
    components = [component(part, own, said) for part, said in zip(parts, texts)]
    uids = [part["uid"] for part in components]
    demand(len(uids) == len(set(uids)), "a UID stands twice")
    return {"name": str(whole["NAME"]), "calname": str(whole["X-WR-CALNAME"]),
            "about": str(whole.get("DESCRIPTION", "")), "components": components}


# Feeds (RFC 4287, 5005, 6721) -------------------------------------------------------------------------------------------

def one(element, name):
    """The text of the child that must be there once."""
    found = element.findall(ATOM + name)
    demand(len(found) == 1, f"{element.tag}: {len(found)} {name}")
    return found[0].text or ""


def check_instant(text):
    """RFC 3339."""
    demand(INSTANT.fullmatch(text), f"{text} is no instant")
    datetime.fromisoformat(text.replace("Z", "+00:00"))


def check_common(element):
    """What a feed and an entry have both."""
    read = {name: one(element, name) for name in ("id", "title", "updated")}
    demand(re.fullmatch(r"[a-z][a-z0-9+.-]*:[!-~]+", read["id"]), f"{read['id']} is no IRI")
    check_instant(read["updated"])
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in element.findall(ATOM + "link")]
    demand(all(href for _, _, href in links), "a link without an address")
    demand(len({link[:2] for link in links}) == len(links), "two links of one sort")
    read["links"] = {relation: href for relation, _, href in links}
    for author in element.findall(ATOM + "author"):
        read["author"] = one(author, "name")
        demand(read["author"], "an author without a name")
    return read


def entry(element, author):
    """One entry."""
    read = check_common(element)
    demand(author or "author" in read, f"{read['id']}: nobody wrote it")
    published = element.findall(ATOM + "published")
    demand(len(published) <= 1, "published twice")
    for instant in published:
        check_instant(instant.text)
        read["published"] = instant.text
    content = element.findall(ATOM + "content")
    demand(len(content) <= 1 and (content or "alternate" in read["links"]), f"{read['id']}: no content and no link")
    for part in content:
        read["type"] = part.get("type")
        if read["type"] == "xhtml":
            demand([child.tag for child in part] == [XHTML + "div"], "XHTML stands in one div")
            demand({child.tag for child in part[0].iter()} <= {XHTML + tag for tag in ("div", "h3", "h4", "p")}, "an element of another's")
        read["content"] = "\n".join(text for text in part.itertext() if text)
    category = element.find(ATOM + "category")
    if category is not None:
        demand(category.get("term"), "a category without a term")
        read["category"] = category.get("term")
    return read


def feed(data):
    """Its head, its entries and its tombstones."""
    root = ElementTree.fromstring(data)
    demand(root.tag == ATOM + "feed", f"a {root.tag}")
    read = check_common(root)
    demand(read["links"].get("self"), "it does not say where it is")
    read["language"] = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    read["entries"] = [entry(element, read.get("author")) for element in root.findall(ATOM + "entry")]
    ids = [part["id"] for part in read["entries"]]
    demand(len(ids) == len(set(ids)), "an id stands twice")
    read["deleted"] = [(stone.get("ref"), stone.get("when")) for stone in root.findall(TOMBSTONES + "deleted-entry")]
    for reference, when in read["deleted"]:
        demand(reference and reference not in ids, f"{reference} is deleted and there")
        check_instant(when)
    parsed = feedparser.parse(data)
    demand(not parsed.bozo, f"feedparser: {parsed.get('bozo_exception')}")
    demand([part.id for part in parsed.entries] == ids and parsed.version == "atom10", "feedparser reads another feed")
    demand(all(part.updated_parsed and (part.get("author") or parsed.feed.get("author")) for part in parsed.entries), "feedparser misses something")
    return read


def main():
    """As a command."""
    data = sys.stdin.buffer.read()
    try:
        print(json.dumps({"calendar": calendar, "feed": feed}[sys.argv[1]](data)))
    except (Wrong, ValueError, ElementTree.ParseError) as wrong:
        print(f"{type(wrong).__name__}: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
