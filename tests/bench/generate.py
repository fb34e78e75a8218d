#!/usr/bin/env python3
"""Writes a register of any size as SQL: COPY into the collections' own tables, so that every trigger runs.

    generate.py BODIES >register.sql

The same number gives the same register, byte for byte. Ids are plain numbers, so that pgbench can draw them at
random. A body has fifteen memberships, twelve of them in force, and six rules such as mandates have; every second one has a
rule on how often it meets, and meetings. Ten thousand bodies are the national scale: 150,000 memberships, 60,000 rules.
"""
import json
import random
import sys

BODY_KINDS = ["council", "coordination_group", "network", "contact_forum", "collaboration_group", "working_group", "committee", "board"]
ORGANISATION_KINDS = [("municipality", "municipal"), ("health_trust", "specialist_health"), ("county", "county"),
                      ("directorate", "state"), ("user_organisation", "user"), ("professional_organisation", "profession")]
CATEGORIES = ["municipal", "specialist_health", "user", "state"]
TRAITS = ["general_practitioner", "municipal_doctor", "union_representative"]
COUNTIES = 15
MUNICIPALITIES = 342
TOPS = 40  # organisations that others are part of
# Writes go to these persons; they are members of nothing.
WRITTEN_PERSONS = 512
MEMBERSHIPS = 15  # of a body; the last three are past
HELD = ["2024-03-12", "2024-10-08", "2025-03-11", "2025-10-07", "2026-03-10", "2026-10-06"]

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
        for n in range(1, MUNICIPALITIES + 1):
            name = f"{self.random.choice(PLACES)}vik {n}"
            yield self.municipality(n), {"name": {"nb": name}, "kind": "municipality", "code": f"{n:04}",
                                         "within": [{"area": str(1 + n % COUNTIES)}], "validFrom": "1838"}, None

    def municipality(self, n):
        return COUNTIES + 1 + n % MUNICIPALITIES

    def all_organisations(self):
        for n in range(1, self.organisations + 1):
            kind, sector = ORGANISATION_KINDS[n % len(ORGANISATION_KINDS)]
            name = f"{self.random.choice(PLACES)} {self.random.choice(WORDS)} {n}"
            above = {"partOf": [{"organisation": str(1 + n % TOPS), "validFrom": "2002"}]} if n > TOPS else {}
            yield n, {"name": {"nb": name}, "shortName": f"O{n}", "kind": kind, "sector": sector,
                      "area": str(1 + n % COUNTIES), **above, "validFrom": "1990"}, None

    def all_persons(self):
        for n in range(1, self.persons + 1):
            name = f"{self.random.choice(FIRST_NAMES)} {self.random.choice(LAST_NAMES)}"
            open_part = {"name": name, "note": {"nb": self.sentence(3)}}
            whole = {"name": name, "gender": self.random.choice(["female", "male"]), "note": open_part["note"]}
            yield n, open_part, None if n <= WRITTEN_PERSONS else whole

    def offices(self):
        for n in range(1, self.bodies // 20 + 1):
            holders = [{"person": str(self.random.randint(WRITTEN_PERSONS + 1, self.persons)), "validFrom": "2015", "validTo": "2021"},
                       {"person": str(self.random.randint(WRITTEN_PERSONS + 1, self.persons)), "validFrom": "2022"}]
            yield n, {"title": {"nb": f"Direktør {n}"}, "organisation": str(1 + n % self.organisations), "holders": holders}, None

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
                area = 1 + (body + n) % COUNTIES if n % 2 else self.municipality(body * 7 + n)
                membership = {"body": str(body), "role": "chair" if n == 0 else "member", "voting": True,
                              "person": str(self.random.randint(WRITTEN_PERSONS + 1, self.persons)),
                              "organisation": str(self.random.randint(1, self.organisations)),
                              "categories": [CATEGORIES[n % len(CATEGORIES)]], "area": str(area),
                              "appointedBy": str(self.random.randint(1, self.organisations)),
                              "traits": [self.random.choice(TRAITS)] if n % 3 == 0 else [],
                              "validFrom": self.day(2019, 2022)}
                if n == 1 and body % 10 == 0:
                    membership["office"] = str(1 + body // 10 % (self.bodies // 20))
                if n >= 12:
                    membership["validTo"] = self.day(2023, 2025)
                yield f"{body}-{n}", membership, None

    def rules(self):
        for body in range(1, self.bodies + 1):
            common = {"body": str(body), "force": "shall", "basis": "stated"}
            source = {"sources": [{"title": f"Mandat {body}", "url": f"https://example.org/mandat/{body}", "locator": "punkt 2"}]}
            for name, nb, nn, rule in self.rules_of(body):
                yield f"{body}-{name}", {**common, "kind": rule.pop("kind"), "text": {"nb": nb, "nn": nn}, **rule, **source}, None

    def rules_of(self, body):
        """Six rules: (name, text in Bokmål, text in Nynorsk, what it asks)."""
        county = str(1 + body % COUNTIES)
        yield "chair", "Rådet har én leder.", "Rådet har ein leiar.", {"kind": "seats", "role": "chair", "count": {"min": 1, "max": 1}}
        yield ("members", "Fire til fjorten medlemmer kommer fra gruppene.", "Fire til fjorten medlemer kjem frå gruppene.",
               {"kind": "seats", "role": "member", "count": {"min": 4, "max": 14}, "who": {"category": CATEGORIES[:3]}})
        yield "balance", "Begge kjønn er representert.", "Begge kjønn er representerte.", {"kind": "balance", "preset": "ldl-28"}
        yield [
            ("municipal", "To til seks kommer fra kommunene.", "To til seks kjem frå kommunane.",
             {"kind": "seats", "role": "member", "count": {"min": 2, "max": 6}, "who": {"category": ["municipal"]}}),
            ("counties", "Hvert av to fylker har minst ett medlem.", "Kvart av to fylke har minst éin medlem.",
             {"kind": "count", "min": 1, "who": {"any": [{"category": CATEGORIES}, {"role": ["chair"]}]},
              "per": {"areas": [county, str(1 + (body + 1) % COUNTIES)]}}),
            ("trusts", "Høyst halvparten kommer fra helseforetak eller kommuner.", "Høgst halvparten kjem frå helseføretak eller kommunar.",
             {"kind": "count", "maxShare": "1/2", "who": {"organisationKind": ["health_trust", "municipality"]}}),
            ("within", "Minst ett medlem kommer fra fylket.", "Minst éin medlem kjem frå fylket.",
             {"kind": "count", "min": 1, "who": {"areaWithin": county}}),
        ][body % 4]
        yield [
            ("doctors", "Minst én er lege.", "Minst éin er lege.", {"kind": "count", "min": 1, "who": {"trait": TRAITS[:2]}}),
            ("owner", "Høyst en tredel kommer fra eieren.", "Høgst ein tredel kjem frå eigaren.",
             {"kind": "count", "maxShare": "1/3", "who": {"organisationWithin": str(1 + body % TOPS)}}),
            ("parity", "Partene er like mange.", "Partane er like mange.",
             {"kind": "parity", "sides": [{"category": ["municipal"]}, {"category": ["specialist_health"]}], "difference": 1}),
            ("spread", "Medlemmene kommer fra minst fire områder.", "Medlemene kjem frå minst fire område.", {"kind": "distinct", "by": "area", "min": 4}),
            ("tenure", "Ingen sitter mer enn ti år.", "Ingen sit meir enn ti år.", {"kind": "tenure", "maxDuration": "P10Y"}),
        ][body % 5]
        yield [
            ("size", "Rådet har ti til tjue medlemmer.", "Rådet har ti til tjue medlemer.", {"kind": "size", "min": 10, "max": 20}),
            ("cadence", "Rådet møtes to ganger i året.", "Rådet møtest to gonger i året.", {"kind": "cadence", "count": {"min": 2}, "every": "year"}),
        ][body % 2]

    def meetings(self):
        for body in range(1, self.bodies + 1, 2):
            for n, date in enumerate(HELD, 1):
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
    out.write("\\set ON_ERROR_STOP on\nset search_path = register, public;\nset samrad.bound = '*';\nbegin;\n")
    for table, rows in [("areas", register.areas()), ("organisations", register.all_organisations()),
                        ("persons", register.all_persons()), ("offices", register.offices()), ("bodies", register.all_bodies()),
                        ("memberships", register.memberships()), ("rules", register.rules()), ("meetings", register.meetings())]:
        write_copy(table, rows, out)
    out.write("commit;\nvacuum analyze;\n")


if __name__ == "__main__":
    main()
