#!/usr/bin/python3
"""Reads every rendering of the fixtures as its readers do: SVG and JUnit as XML, SARIF as JSON, iCalendar line by line.

    validate.py PRINT_RENDERING FIXTURES
"""
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")
SVG = "{http://www.w3.org/2000/svg}"
LABELS = {  # filled, perhaps, vacant, open, surplus
    "nb": ("Besatt", "Kanskje besatt", "Ledig", "Ledig, ikke påkrevd", "For mange"),
    "nn": ("Fylt", "Kanskje fylt", "Ledig", "Ledig, ikkje kravd", "For mange"),
    "en": ("Filled", "Perhaps filled", "Vacant", "Free, not required", "Too many"),
}
program, fixtures = sys.argv[1], Path(sys.argv[2])
done = failed = 0


def expect(truth, what):
    global done, failed
    done += 1
    if not truth:
        failed += 1
        print(f"{what}", file=sys.stderr)


def rendered(form, language, path):
    run = [subprocess.run([program, form, language, path], capture_output=True) for _ in range(2)]
    expect(run[0].returncode == 0, f"{form} {path.name}: {run[0].stderr.decode()}")
    expect(run[0].stdout == run[1].stdout, f"{form} {path.name}: two runs differ")
    return run[0].stdout.decode("utf-8")


def shown(text):
    """The text as the renderings keep it."""
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", "", text)
    return re.sub(r"[ \n\t]+", " ", text).strip(" ")


def said(text, language):
    order = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}[language]
    return next((text[key] for key in order if key in text), "")


def check_svg(text, fixture, language, name):
    root = ElementTree.fromstring(text)
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    left, top, width, height = map(int, root.get("viewBox").split())
    title, desc = root.find(SVG + "title"), root.find(SVG + "desc")
    expect(root.tag == SVG + "svg" and root.get("role") == "img" and root.get("lang") == language, f"{name}: root")
    expect([ids.get(label) for label in root.get("aria-labelledby").split()] == [title, desc], f"{name}: labels")
    tags = {element.tag for element in root.iter()}
    expect(tags <= {SVG + tag for tag in ("svg", "title", "desc", "style", "rect", "text", "tspan", "path", "g", "circle")},
           f"{name}: elements {tags}")
    attributes = {key for element in root.iter() for key in element.attrib}
    expect(not any(key.startswith("on") or "href" in key for key in attributes), f"{name}: attributes {attributes}")
    expect("url(" not in text and "@import" not in text, f"{name}: refers outside itself")
    places = [(int(span.get("x")), int(span.get("y"))) for span in root.iter(SVG + "tspan")]
    places += [tuple(map(int, re.findall(r"\d+", element.get("transform")))) for element in root.iter() if element.get("transform")]
    expect(all(left < x < width - 10 and top < y < height - 4 for x, y in places), f"{name}: something is outside the picture")
    lines = [span.text or "" for span in root.iter(SVG + "tspan")]
    expect(all(len(line) <= 110 for line in lines), f"{name}: a line too long")
    told = desc.text + title.text
    for rule in fixture["result"]["rules"]:
        expect(shown(said(rule.get("text", {}), language)) in told, f"{name}: the description lacks {rule['rule']}")
    check_counts(desc.text, root, language, name)


def check_counts(told, root, language, name):
    """As many seats are drawn as the description counts, and one of each kind in the legend."""
    numbers = {label: 0 for label in LABELS[language]}
    for label, number in re.findall(r"(?:^|(?<=\. ))([A-ZÅ][^.:\n]*): (\d+)\.", told, flags=re.M):
        if label in numbers:
            numbers[label] += int(number)
    rest = re.search(r"(?:uten plass etter reglene|utan plass etter reglane|without a seat by the rules): (\d+)", told)
    numbers[LABELS[language][4]] += int(rest.group(1)) if rest else 0
    expected = sum(numbers.values()) + sum(number > 0 for number in numbers.values())
    drawn = sum(element.get("transform") is not None for element in root.iter(SVG + "path"))
    expect(drawn == expected, f"{name}: {drawn} seats drawn, {expected} told")


def check_junit(text, fixture, name):
    root = ElementTree.fromstring(text)
    suite = root.find("testsuite")
    cases = suite.findall("testcase")
    result = fixture["result"]
    expect(root.tag == "testsuites" and suite.get("name") == result["body"], f"{name}: suite")
    expect([element.tag for element in suite] == ["properties"] + ["testcase"] * len(cases), f"{name}: order")
    expect(int(suite.get("tests")) == len(cases) == len(result["rules"]) + ("seating" in result), f"{name}: tests")
    for word, tag in (("failures", "failure"), ("skipped", "skipped")):
        expect(int(suite.get(word)) == len(suite.findall(f"testcase/{tag}")), f"{name}: {word}")
    names = [case.get("name") for case in cases]
    expect(len(names) == len(set(names)) and all(case.get("classname") for case in cases), f"{name}: names")
    for rule, case in zip(result["rules"], cases):
        children = [child.tag for child in case]
        other = "variant" in rule and rule["variant"] != result.get("variant")
        wanted = {"met": [], "not_met": ["failure" if rule["decides"] and not other else "system-out"]}
        expect(children == wanted.get(rule["verdict"], ["skipped"]), f"{name}: {rule['rule']} is {children}")
        expect(all(child.get("message") or child.tag == "system-out" for child in case), f"{name}: no message")


def check_sarif(text, fixture, name):
    log = json.loads(text)
    run = log["runs"][0]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    expect(log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json"), f"{name}: version")
    ids = [rule["id"] for rule in rules]
    expect(len(ids) == len(set(ids)), f"{name}: a rule is described twice")
    prints = [json.dumps(result["partialFingerprints"]) for result in results]
    expect(len(prints) == len(set(prints)), f"{name}: two findings share a fingerprint")
    for result in results:
        expect(ids[result["ruleIndex"]] == result["ruleId"], f"{name}: rule index")
        expect(result["level"] in ("error", "warning", "note") and result["message"]["text"], f"{name}: level")
        place = result["locations"][0]["logicalLocations"][0]
        expect(place["fullyQualifiedName"] == "bodies/" + fixture["result"]["body"], f"{name}: place")
    told = {rule["rule"] for rule in fixture["result"]["rules"] if rule["verdict"] in ("not_met", "unknown")}
    expect(told == {result["ruleId"] for result in results} - {"samrad/seating"}, f"{name}: findings {told}")


def unescaped(value):
    expect(not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), f"calendar: unescaped {value}")
    return re.sub(r"\\(.)", lambda match: "\n" if match.group(1) in "nN" else match.group(1), value)


def check_calendar(text, fixture, name):
    expect(text.endswith("\r\n") and "\n" not in text.replace("\r\n", "") and "\r" not in text.replace("\r\n", ""), f"{name}: line ends")
    expect(all(len(line.encode()) <= 75 for line in text.split("\r\n")), f"{name}: a line of more than 75 octets")
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    expect(lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and "VERSION:2.0" in lines, f"{name}: frame")
    expect(all(re.match(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?:", line) for line in lines), f"{name}: a line without a name")
    events = [dict(line.split(":", 1) for line in event.strip("\n").split("\n"))
              for event in re.findall("BEGIN:VEVENT\n(.*?)END:VEVENT", "\n".join(lines), flags=re.S)]
    expect(len(events) == len(fixture["items"]) == len({event["UID"] for event in events}), f"{name}: events")
    for event, item in zip(events, fixture["items"]):
        expect(re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]), f"{name}: stamp")
        expect(event["DTSTART;VALUE=DATE"] == item["date"].replace("-", ""), f"{name}: date")
        expect(unescaped(event["DESCRIPTION"]).startswith(item["summary"]["nb"]), f"{name}: description")
        unescaped(event["SUMMARY"])


def check_text(text, fixture, name):
    expect(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), f"{name}: control characters")
    expect(all(rule["rule"] in text for rule in fixture["result"]["rules"]), f"{name}: a rule is missing")


for path in sorted(fixtures.glob("*.json")):
    fixture = json.loads(path.read_text(encoding="utf-8"))
    for language in LANGUAGES:
        name = f"{path.name} {language}"
        if "items" in fixture:
            check_calendar(rendered("calendar", language, path), fixture, name)
            continue
        check_svg(rendered("svg", language, path), fixture, language, name)
        check_junit(rendered("junit", language, path), fixture, name)
        check_sarif(rendered("sarif", language, path), fixture, name)
        check_text(rendered("text", language, path), fixture, name)
print(f"renderings: {done - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
