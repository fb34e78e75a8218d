#!/usr/bin/env python3
"""Writes a register of any size as SQL: COPY into the collections' own tables, so that every trigger runs.

    generate.py BODIES >register.sql

The same number gives the same register, byte for byte. Ids are plain numbers, so that pgbench can draw them at
random. A body has fifteen memberships, twelve of them in force; the first hundred bodies also have rules and meetings, for
the check.
"""
import json
import random
import sys

BODY_KINDS = ["council", "coordination_group", "network", "contact_forum", "collaboration_group", "working_group", "committee", "board"]
ORGANISATION_KINDS = [("municipality", "municipal"), ("health_trust", "specialist_health"), ("county", "county"),
                      ("directorate", "state"), ("user_organisation", "user"), ("professional_organisation", "profession")]
CATEGORIES = ["municipal", "specialist_health", "user", "state"]
COUNTIES = 15
# Writes go to these persons; they are members of nothing.
WRITTEN_PERSONS = 512
BODIES_WITH_RULES = 100
MEMBERSHIPS = 15  # of a body; the last three are past

FIRST_NAMES = "Kari Ola Ingrid Per Åse Lars Liv Jan Marit Nils Sissel Øyvind Berit Tor Anne Knut Eva Arne Randi Geir".split()
LAST_NAMES = "Hansen Berg Haugen Lie Dahl Moen Bakke Strand Solberg Lunde Østby Vik Eide Nygård Myhre Sæther Aas Ruud".split()
PLACES = "Nord Sør Øst Vest Midt Fjord Dal Vidde Kyst Innland Skjærgård Ås".split()
BEGINNINGS = "sam hel om bered fag pasient kommune syke drifts kvalitets prioriterings barne ung eldre bruker data".split()
ENDINGS = "handling sorg skap møte råd utvalg plan avtale løp tjeneste medvirkning styring vern kartlegging".split()
WORDS = [a + b for a in BEGINNINGS for b in ENDINGS]


class Register:
    def __init__(self, bodies):
        self.bodies = bodies
        self.organisations = max(60, bodies // 5)
        self.persons = max(WRITTEN_PERSONS * 2, bodies * 5)
        self.random = random.Random(bodies)

    def sentence(self, words):
        text = " ".join(self.random.choices(WORDS, k=words))
        return text[0].upper() + text[1:] + "."

    def day(self, first, last):
        return f"{self.random.randint(first, last)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def areas(self):
        for n in range(1, COUNTIES + 1):
            name = f"{PLACES[n % len(PLACES)]}fylket {n}"
            yield n, {"name": {"nb": name, "nn": name}, "kind": "county", "code": f"{n:02}"}, None

    def all_organisations(self):
        for n in range(1, self.organisations + 1):
            kind, sector = ORGANISATION_KINDS[n % len(ORGANISATION_KINDS)]
            name = f"{self.random.choice(PLACES)} {self.random.choice(WORDS)} {n}"
            yield n, {"name": {"nb": name}, "shortName": f"O{n}", "kind": kind, "sector": sector,
                      "area": str(1 + n % COUNTIES)}, None

    def all_persons(self):
        for n in range(1, self.persons + 1):
            name = f"{self.random.choice(FIRST_NAMES)} {self.random.choice(LAST_NAMES)}"
            open_part = {"name": name, "note": {"nb": self.sentence(3)}}
            whole = {"name": name, "gender": self.random.choice(["female", "male"]), "note": open_part["note"]}
            yield n, open_part, None if n <= WRITTEN_PERSONS else whole

    def all_bodies(self):
        for n in range(1, self.bodies + 1):
            name = f"{self.sentence(1)[:-1]} {self.random.choice(PLACES)} {n}"
            body = {"name": {"nb": name, "nn": name}, "shortName": f"B{n}", "kind": self.random.choice(BODY_KINDS),
                    "purpose": {"nb": self.sentence(6), "en": self.sentence(3)},
                    "mandate": [{"nb": self.sentence(4)}],
                    "establishedBy": [str(self.random.randint(1, self.organisations))],
                    "parties": [{"organisation": str(o)} for o in self.random.sample(range(1, self.organisations + 1), 2)],
                    "area": str(1 + n % COUNTIES), "decisionMode": self.random.choice(["advisory", "consensus"]),
                    "coverage": {"memberships": {"level": "complete", "since": "2018"}, "meetings": {"level": "complete", "since": "2024"}},
                    "validFrom": self.day(2010, 2018)}
            yield n, body, None

    def memberships(self):
        for body in range(1, self.bodies + 1):
            for n in range(MEMBERSHIPS):
                membership = {"body": str(body), "role": "chair" if n == 0 else "member", "voting": True,
                              "person": str(self.random.randint(WRITTEN_PERSONS + 1, self.persons)),
                              "organisation": str(self.random.randint(1, self.organisations)),
                              "categories": [CATEGORIES[n % len(CATEGORIES)]], "area": str(1 + (body + n) % COUNTIES),
                              "appointedBy": str(self.random.randint(1, self.organisations)),
                              "validFrom": self.day(2019, 2022)}
                if n >= 12:
                    membership["validTo"] = self.day(2023, 2025)
                yield f"{body}-{n}", membership, None

    def rules(self):
        for body in range(1, min(self.bodies, BODIES_WITH_RULES) + 1):
            common = {"body": str(body), "force": "shall", "basis": "stated"}
            yield f"{body}-chair", {**common, "kind": "seats", "text": {"nb": "Rådet har én leder."}, "role": "chair", "count": {"min": 1, "max": 1}}, None
            for category in CATEGORIES:
                yield f"{body}-{category.replace('_', '-')}", {
                    **common, "kind": "seats", "text": {"nb": "To til fire medlemmer kommer fra hver gruppe."},
                    "role": "member", "count": {"min": 2, "max": 4}, "who": {"category": [category]}}, None
            yield f"{body}-size", {**common, "kind": "size", "text": {"nb": "Rådet har ti til tjue medlemmer."}, "min": 10, "max": 20}, None
            yield f"{body}-cadence", {**common, "kind": "cadence", "text": {"nb": "Rådet møtes to ganger i året."}, "count": {"min": 2}, "every": "year"}, None

    def meetings(self):
        for body in range(1, min(self.bodies, BODIES_WITH_RULES) + 1):
            for n, date in enumerate(["2024-03-12", "2024-10-08", "2025-03-11", "2025-10-07", "2026-03-10", "2026-10-06"], 1):
                yield f"{body}-{n}", {"body": str(body), "number": n, "date": date, "status": "held"}, None


def compact(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def write_copy(table, rows, out):
    out.write(f"copy {table} (id, data, json, restricted) from stdin;\n")
    for id, document, whole in rows:
        text = compact(document)
        out.write("\t".join([str(id), compact(whole) if whole else text, text, compact(whole) if whole else "\\N"]) + "\n")
    out.write("\\.\n")


def main():
    register = Register(int(sys.argv[1]))
    out = sys.stdout
    out.write("\\set ON_ERROR_STOP on\nset search_path = register, public;\nbegin;\n")
    for table, rows in [("areas", register.areas()), ("organisations", register.all_organisations()),
                        ("persons", register.all_persons()), ("bodies", register.all_bodies()),
                        ("memberships", register.memberships()), ("rules", register.rules()), ("meetings", register.meetings())]:
        write_copy(table, rows, out)
    out.write("commit;\nvacuum analyze;\n")


if __name__ == "__main__":
    main()
