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


def check_frame(text, language, name, links=False):
    """What every picture owes: it is an image with words, complete in itself, and nothing of it lies outside."""
    root = ElementTree.fromstring(text)
    marked = [element.get("id") for element in root.iter() if element.get("id")]
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    left, top, width, height = map(int, root.get("viewBox").split())
    title, desc = root.find(SVG + "title"), root.find(SVG + "desc")
    role = "graphics-document" if links else "img"
    expect(root.tag == SVG + "svg" and root.get("role") == role and root.get("lang") == language, f"{name}: root")
    expect(len(marked) == len(ids) and all(label.startswith("samrad-") for label in marked), f"{name}: ids {marked}")
    expect([ids.get(label) for label in root.get("aria-labelledby").split()] == [title, desc], f"{name}: labels")
    expect(title.text and desc.text, f"{name}: no words")
    known = ("svg", "title", "desc", "style", "rect", "text", "tspan", "path", "g", "circle") + (("a",) if links else ())
    tags = {element.tag for element in root.iter()}
    expect(tags <= {SVG + tag for tag in known}, f"{name}: elements {tags}")
    attributes = {key for element in root.iter() if element.tag != SVG + "a" for key in element.attrib}
    expect(not any(key.startswith("on") or "href" in key for key in attributes), f"{name}: attributes {attributes}")
    expect(all(element.attrib.keys() == {"href"} and element.get("href").startswith("/bodies/") for element in root.iter(SVG + "a")),
           f"{name}: a link elsewhere")
    expect("url(" not in text and "@import" not in text, f"{name}: refers outside itself")
    expect(not re.search("[\u202a-\u202e\u2066-\u2069]", text), f"{name}: turned letters")
    places = [(int(element.get("x")), int(element.get("y"))) for tag in ("tspan", "text") for element in root.iter(SVG + tag) if element.get("x")]
    places += [tuple(map(int, re.findall(r"\d+", element.get("transform"))[:2])) for element in root.iter() if element.get("transform")]
    expect(all(left < x <= width - 10 and top < y < height - 4 for x, y in places), f"{name}: something is outside the picture")
    shapes = [float(element.get(key)) for element in root.iter() for key in ("width", "height") if element.tag == SVG + "rect"
              and not element.get(key).endswith("%")]
    expect(all(size >= 0 for size in shapes), f"{name}: a shape of negative size")
    lines = [element.text or "" for tag in ("tspan", "text") for element in root.iter(SVG + tag)]
    expect(all(len(line) <= 110 for line in lines), f"{name}: a line too long")
    return root, title.text + desc.text


def luminance(colour):
    colour = colour * 2 if len(colour) == 3 else colour
    parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(ink, paper, share):
    whole = [paper * 2 if len(paper) == 3 else paper, ink * 2 if len(ink) == 3 else ink]
    parts = [[int(colour[i:i + 2], 16) for i in (0, 2, 4)] for colour in whole]
    return "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(*parts))


def check_contrast(style, name):
    """Text at 4.5 to 1 and marks at 3 to 1, in both schemes, also where they are drawn thinner."""
    schemes = [dict(re.findall(r"--samrad-([a-z-]+),#([0-9a-f]+)", part)) for part in style.split("@media screen")]
    expect(len(schemes) == 2 and all(len(scheme) >= 5 for scheme in schemes), f"{name}: schemes {schemes}")
    for scheme in schemes:
        paper, ink = scheme["paper"], scheme["ink"]
        expect(contrast(mixed(ink, paper, 0.78), paper) >= 4.5, f"{name}: small text on paper")
        expect(contrast(mixed(ink, paper, 0.62), paper) >= 3, f"{name}: lines of a map on paper")
        for mark in ("ink", "met", "not-met", "unknown", "vacant"):
            expect(contrast(scheme[mark], paper) >= 3, f"{name}: {mark} on paper")


def check_svg(text, fixture, language, name):
    root, told = check_frame(text, language, name)
    for rule in fixture["result"]["rules"]:
        expect(shown(said(rule.get("text", {}), language)) in told, f"{name}: the description lacks {rule['rule']}")
    check_counts(root.find(SVG + "desc").text, root, language, name)
    check_contrast(root.find(SVG + "style").text, name)


def texts_in(value):
    """Every human text in a value."""
    if isinstance(value, dict) and value.keys() & {"nb", "nn", "en"}:
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def check_picture(text, fixture, language, name):
    """The words of a picture say all that its source has words for; a map has a link for each body."""
    links = fixture["picture"] == "map"
    root, told = check_frame(text, language, name, links)
    tied = {edge[end] for edge in fixture["json"].get("edges", []) for end in ("from", "to")}
    source = [node for node in fixture["json"]["nodes"] if node["key"] in tied] if links else fixture["json"]
    for human in texts_in(source):
        expect(shown(said(human, language)) in told, f"{name}: the description lacks {human}")
    if links:
        bodies = ["/bodies/" + node["id"] for node in fixture["json"]["nodes"] if node["type"] == "bodies"]
        expect(sorted(bodies) == sorted(link.get("href") for link in root.iter(SVG + "a")), f"{name}: links")


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
        if "picture" in fixture:
            check_picture(rendered("picture", language, path), fixture, language, name)
            continue
        check_svg(rendered("svg", language, path), fixture, language, name)
        check_junit(rendered("junit", language, path), fixture, name)
        check_sarif(rendered("sarif", language, path), fixture, name)
        check_text(rendered("text", language, path), fixture, name)
print(f"renderings: {done - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
