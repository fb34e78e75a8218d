#!/usr/bin/python3
"""Calendars and feeds out of hostile and awkward resources, read by readers.py; every instant is compared with UTC.

    validate_feeds.py PRINT_RENDERING
"""
import json
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import readers

program = sys.argv[1]
done = failed = 0
STAMPS = {"version": 3, "createdAt": "2026-01-02T03:04:05.123456Z", "updatedAt": "2026-11-26T08:00:00Z"}
HOSTILE = [
    "a\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nSUMMARY:x", "\n\nBEGIN:VEVENT\n", ";,\\n\\;\\,:\"'", "<b>&amp;</b>]]><!--<script>", "=cmd|' /C calc'!A0",
    "😀" * 40, "å" * 10000, "x" * 10000, "a\u2028b\u2029c\u0085d", "\u202egnirts\u202c", "\ufeff\ufffe", "\t", " ", "\\", "\\n", "e\u0301" * 200,
]


def expect(truth, what):
    global done, failed
    done += 1
    if not truth:
        failed += 1
        print(what, file=sys.stderr)


def read(form, items, language="nb"):
    """What a reader has of these resources."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"items": items}, file)
        file.flush()
        run = subprocess.run([program, form, language, file.name], capture_output=True)
    expect(run.returncode == 0 and not run.stderr, f"{form}: {run.stderr.decode()}")
    reader = readers.feed if form in ("minutes", "decisions") else readers.calendar
    try:
        return reader(run.stdout)
    except (readers.Wrong, ValueError) as wrong:
        expect(False, f"{form}: {wrong}")
        return {"components": [], "entries": [], "deleted": []}


def meeting(at, **members):
    body = {"id": "radet", "name": {"nb": "Rådet", "en": "The council"}}
    day = {"day": members["date"]} if "date" in members else {}  # the register's own member; of an instant it is not asked for
    return {"id": f"m{at}", **STAMPS, "body": "radet", "status": "planned", **day, **members, "included": {"body": [body]}}


def awkward_instants():
    """Around each turn of the clock and of the year, and far away."""
    for year in (1969, *range(1994, 2030), 2037, 2038, 2100, 2400, 9998):
        sundays = [max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6) for month in (3, 10)]
        for day in (*sundays, date(year, 1, 1), date(year, 9, 30), date(year, 7, 1)):
            for minutes in range(-90, 240, 30):
                yield datetime(day.year, day.month, day.day, tzinfo=timezone.utc) + timedelta(minutes=minutes)
    yield datetime(1, 1, 2, tzinfo=timezone.utc)
    yield datetime(9999, 12, 31, 22, 15, tzinfo=timezone.utc)


def check_instants():
    """Whatever the offset in the data, a reader has the same instant; where the clock tells it, as it is in Norway."""
    offsets = ["Z", "+01:00", "+02:00", "-05:30", "+14:00", "-00:00"]
    instants = list(awkward_instants())
    items = []
    for number, instant in enumerate(instants):
        offset = offsets[number % len(offsets)] if 1 < instant.year < 9999 else "Z"
        shift = timedelta(0) if offset == "Z" else timedelta(hours=int(offset[:3]), minutes=int(offset[0] + offset[4:]))
        written = [(moment + shift).isoformat()[:19] + (".5" if number % 2 else "") + offset for moment in (instant, instant + timedelta(minutes=90))]
        items.append(meeting(number, startsAt=written[0], endsAt=written[1]))
    events = read("meetings", items)["components"]
    expect(len(events) == len(items), f"{len(events)} of {len(items)} meetings")
    for instant, event in zip(instants, events):
        for name, wanted in (("dtstart", instant), ("dtend", instant + timedelta(minutes=90))):
            wanted = f"{wanted.isoformat()[:19]}Z"
            expect(event[name] == wanted, f"{event['uid']}: {name} {event[name]} instead of {wanted}")


def check_local():
    """What a person in Norway sees: local time on every day but those on which the clock leaves it in doubt."""
    told = {"2026-03-29T00:59:00Z": "DTSTART;TZID=Europe/Oslo:20260329T015900", "2026-03-29T01:00:00Z": "DTSTART;TZID=Europe/Oslo:20260329T030000",
            "2026-10-25T00:30:00Z": "DTSTART;TZID=Europe/Oslo:20261025T023000", "2026-10-25T01:30:00Z": "DTSTART:20261025T013000Z",
            "2026-10-25T02:30:00+02:00": "DTSTART;TZID=Europe/Oslo:20261025T023000", "2026-10-25T02:30:00+01:00": "DTSTART:20261025T013000Z",
            "2026-10-25T02:00:00Z": "DTSTART;TZID=Europe/Oslo:20261025T030000", "2026-12-31T23:30:00Z": "DTSTART;TZID=Europe/Oslo:20270101T003000",
            "1995-07-01T10:00:00Z": "DTSTART:19950701T100000Z", "2016-12-31T23:59:60Z": "DTSTART;TZID=Europe/Oslo:20170101T010000"}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"items": [meeting(n, startsAt=instant) for n, instant in enumerate(told)]}, file)
        file.flush()
        text = subprocess.run([program, "meetings", "nb", file.name], capture_output=True, check=True).stdout.decode()
    events = text.split("BEGIN:VEVENT")[1:]
    for line, event in zip(told.values(), events):
        expect(f"\r\n{line}\r\n" in event, f"no {line} in {event}")
    zone = ZoneInfo("Europe/Oslo")
    expect(datetime(2026, 10, 25, 2, 30, tzinfo=zone).astimezone(timezone.utc).hour == 0, "the zone database is another")


def check_days():
    """All-day meetings; what is known to a month or a year, or not at all, is no event."""
    items = [meeting(0, date="2026-02-28"), meeting(1, date="2026-02"), meeting(2, date="2026"), meeting(3), meeting(4, date="2024-02-29"),
             meeting(5, date="2026-02", startsAt="2026-02-10T09:00:00Z"), meeting(6, startsAt="2026-02-10T09:00:00Z", endsAt="2026-02-10T09:00:00Z")]
    events = read("meetings", items)["components"]
    expect([(event["uid"], event["dtstart"], event.get("dtend")) for event in events] == [
        ("meetings/m0@samrad.example.no", "2026-02-28", None), ("meetings/m4@samrad.example.no", "2024-02-29", None),
        ("meetings/m5@samrad.example.no", "2026-02-10T09:00:00Z", None), ("meetings/m6@samrad.example.no", "2026-02-10T09:00:00Z", None)], f"{events}")


def check_meetings():
    """What an event says."""
    agenda = [{"number": "1", "title": {"nb": "Åpning"}}, {"title": {"nb": "Eventuelt; og, mer"}}]
    items = [meeting(0, date="2026-02-28", number=4, agenda=agenda, place="Oslo; rom 2,\nfløy B")]
    items += [meeting(1, date="2026-02-28", status="cancelled", title={"nb": "Vårmøte"}), meeting(2, date="2026-02-28", status="held")]
    whole = read("meetings", items)
    first, second, third = whole["components"]
    expect(whole["name"] == whole["calname"] == "Samråd: En; to, tre (Rådet\nog\\eller)" and whole["about"] == "Alt", f"{whole['name']}")
    expect(first["summary"] == "Rådet: Møte 4" and first["description"] == "1 Åpning\nEventuelt; og, mer", f"{first}")
    expect(first["location"] == "Oslo; rom 2,\nfløy B" and first["categories"] == ["Rådet"] and first["sequence"] == 3, f"{first}")
    expect(first["dtstamp"] == first["last-modified"] == "2026-11-26T08:00:00Z" and first["created"] == "2026-01-02T03:04:05Z", f"{first}")
    expect(first["url"] == "https://samrad.example.no/meetings/m0", f"{first}")
    expect([event["status"] for event in whole["components"]] == ["TENTATIVE", "CANCELLED", "CONFIRMED"], "status")
    expect(second["summary"] == "Avlyst: Rådet: Vårmøte" and third["summary"] == "Rådet: Møte", f"{second} {third}")
    expect(read("meetings", items, "en")["components"][1]["summary"] == "Cancelled: The council: Vårmøte", "English")


def shown(text):
    """The text as readers of calendars are shown it: line breaks of every sort are one, what is not shown is gone."""
    for end in ("\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return "".join(c for c in text if c in "\n\t" or not (ord(c) < 32 or 0x7f <= ord(c) <= 0x9f or 0x202a <= ord(c) <= 0x202e or ord(c) & 0xfffe == 0xfffe))


def cut(text, most=1000):
    """As much of it as is shown."""
    data = text.encode()
    return text if len(data) <= most else data[:most].decode(errors="ignore") + "…"


def check_hostile_calendars():
    """Nothing that stands in a resource is more than text."""
    items = [meeting(n, date="2026-02-28", title={"nb": text}, place=text, agenda=[{"number": "1", "title": {"nb": text}}]) for n, text in enumerate(HOSTILE)]
    events = read("meetings", items)["components"]
    expect(len(events) == len(items), "a meeting more or less")
    for event, text in zip(events, HOSTILE):
        expect(event["summary"] == "Rådet: " + shown(cut(text)), f"{event['summary'][:200]!r} for {text[:200]!r}")
    person = [{"id": f"t{n}", **STAMPS, "body": "radet", "role": "chair", "validTo": "2027-06-30",
               "included": {"body": [{"name": {"nb": "Rådet"}}], "person": [{"name": text}], "organisation": [], "office": []}} for n, text in enumerate(HOSTILE)]
    expect([event["dtstart"] for event in read("memberships", person)["components"]] == ["2027-06-30"] * len(HOSTILE), "terms")
    ends = [{"id": f"a{n}", **STAMPS, "title": {"nb": text}, "purpose": {"nb": text}, "validTo": "2027-06-30"} for n, text in enumerate(HOSTILE)]
    expect(len(read("agreements", ends)["components"]) == len(HOSTILE), "agreements")
    tasks = [{"id": f"m-a{n}", **STAMPS, "text": {"nb": text}, "responsibleAsWritten": text, "item": {"number": "1", "title": {"nb": text}},
              "due": {"type": "free_text", "text": text}, "status": "open", "dueDate": "2026-12-01"} for n, text in enumerate(HOSTILE)]
    expect([task["due"] for task in read("actions", tasks)["components"]] == ["2026-12-01"] * len(HOSTILE), "tasks")


def check_terms():
    """Last days that are known to the day, and who it is as far as the register says."""
    def term(number, included, **members):
        return {"id": f"t{number}", **STAMPS, "body": "radet", "role": "deputyChair", **members, "included": {"body": [{"name": {"nb": "Rådet"}}], **included}}
    items = [term(0, {"person": [{"name": "Kari"}]}, validTo="2027-06-30"), term(1, {"office": [{"title": {"nb": "Direktøren"}}]}, validTo="2027-06-30"),
             term(2, {"organisation": [{"name": {"nb": "Etaten"}}]}, validTo="2027-06-30"), term(3, {}, validTo="2027-06-30"),
             term(4, {}, validTo="2027-06"), term(5, {}, validTo="2027"), term(6, {})]
    whole = read("memberships", items)["components"]
    expect([event["summary"] for event in whole] == ["Rådet: Kari, nestleder: siste dag", "Rådet: Direktøren, nestleder: siste dag",
                                                     "Rådet: Etaten, nestleder: siste dag", "Rådet: nestleder: siste dag"], f"{whole}")
    expect(whole[0]["uid"] == "memberships/t0/end@samrad.example.no" and whole[0]["transp"] == "TRANSPARENT", f"{whole[0]}")
    expect(read("agreements", [])["components"] == [], "an empty calendar is one, too")


def check_feeds():
    """Entries, their times and authors, what is not to be markup, and what is deleted."""
    included = {"body": [{"name": {"nb": "Rådet <&>"}}], "meeting": [{"date": "2026-02-28", "day": "2026-02-28"}]}
    items = [{"id": f"n{n}", **STAMPS, "meeting": f"n{n}", "status": "draft" if n == 0 else "approved", "included": included,
              "items": [{"number": "1", "title": {"nb": text}, "text": {"nb": text}, "decisions": [{"text": {"nb": text}}]}]} for n, text in enumerate(HOSTILE)]
    items.append({"id": "borte", "deleted": True, "version": 2, "updatedAt": "2026-11-26T08:00:00Z", "included": {"meeting": [], "body": []}})
    huge = {"number": "1", "title": {"nb": "&" * 20000}, "text": {"nb": "<" * 20000}, "decisions": [{"text": {"nb": "\"" * 20000}}] * 3}
    items.append({"id": "stor", **STAMPS, "meeting": "stor", "items": [huge] * 20, "included": included})
    read_feed = read("minutes", items)
    expect(read_feed["deleted"] == [("tag:samrad,2026:minutes/borte", "2026-11-26T08:00:00Z")], f"{read_feed['deleted']}")
    expect(len(read_feed["entries"]) == len(HOSTILE) + 1, "entries")
    first, last = read_feed["entries"][0], read_feed["entries"][-1]
    expect(first["title"] == "Rådet <&>, 28. februar 2026 (utkast)" and first["author"] == "Rådet <&>", f"{first['title']}")
    expect(first["published"] == STAMPS["createdAt"] and first["updated"] == STAMPS["updatedAt"] and first["type"] == "xhtml", f"{first}")
    expect(len(last["content"]) < 200 * 1024 and last["content"].endswith("…"), f"{len(last['content'])}")
    decisions = [{"id": f"m-d1-{n}", **STAMPS, "meeting": "m", "body": "radet", "date": "2026-02", "item": {"number": "1", "title": {"nb": text}},
                  "text": {"nb": text}, "kind": "budsjett", "included": included} for n, text in enumerate(HOSTILE)]
    entries = read("decisions", decisions)["entries"]
    expect([part["id"] for part in entries] == [f"tag:samrad,2026:decisions/m-d1-{n}" for n in range(len(HOSTILE))], "ids")
    expect(entries[3]["content"] == HOSTILE[3] and entries[3]["type"] == "text" and entries[3]["category"] == "budsjett", f"{entries[3]}")
    expect(entries[3]["title"] == "Rådet <&>, 2026-02: " + HOSTILE[3], f"{entries[3]['title']}")


for check in (check_instants, check_local, check_days, check_meetings, check_hostile_calendars, check_terms, check_feeds):
    check()
print(f"calendars and feeds: {done - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
