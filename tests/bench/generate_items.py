#!/usr/bin/env python3
"""Writes a register with many items of agendas as SQL, for the figures of search: COPY, so that every trigger runs.

    generate_items.py ITEMS >items.sql

The same number gives the same register, byte for byte. A meeting has twenty items, of three to twelve words; which words is drawn by
Zipf's law from some 19,000 Norwegian ones: simple nouns first, compounds of them after, in the inflections of Bokmål and Nynorsk. Bodies
and organisations are as many as in a large register, so that names and items compete. `--queries` writes what to ask instead: a
line each, with its kind and a tab before it.
"""
import argparse
import itertools
import json
import random
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "db" / "example"
ITEMS_OF_A_MEETING = 20
BODIES = 500
FIRST_YEAR, LAST_YEAR = 2005, 2026
QUERIES_OF_A_KIND = 3000
FLATTENED = 2.7  # Mandelbrot's, of Zipf's law: the first word is not twice as frequent as the second

OPENINGS = ["Orientering om", "Godkjenning av", "Status for", "Drøfting av", "Høring om", "Oppfølging av", "Presentasjon av", "Valg av",
            "Rapport om", "Invitasjon til", "Videre arbeid med", "Innspill til", "Informasjon om", "Vidare arbeid med", "Høyring om"]
COMMON = ["innkalling", "referat", "eventuelt", "møteplan", "budsjett", "årsrapport", "handlingsplan", "samhandling"]
LINKS = ["og", "i", "for", "mellom", "med", "om", "på", "til", "av"]
# The first part of a compound, with what binds it to the next; and nouns as they stand alone, with how they are inflected.
FIRSTS = """samarbeids helse omsorgs kommune syke pasient bruker fag utviklings kvalitets prioriterings barne ungdoms eldre data
    beredskaps forsknings utdannings rekrutterings kompetanse tjeneste fylkes region spesialist primær rehabiliterings habiliterings rus
    psykiatri svangerskaps føde legevakt fastlege sykehjems hjemme digitaliserings journal e-helse personvern sikkerhets økonomi
    finansierings tilskudds avtale møte vedtaks klage tilsyns smittevern vaksinasjons ernærings folkehelse levekårs bolig velferds
    arbeids likestillings minoritets språk pårørende frivillighets innvandrings skole barnehage kultur trafikk miljø klima areal
    transport ambulanse prehospital akutt kirurgi kreft hjerte slag lunge demens kronikar livsstils forløps utskrivnings innleggelses
    henvisnings epikrise medisin legemiddel apotek hjelpemiddel teknologi velferdsteknologi nettverks partnerskaps dialog strategi
    ledelses organisasjons struktur reform overførings kommunal statlig lokal nasjonal regional interkommunal tverrfaglig""".split()
NOUNS = [tuple(entry.split(":")) for entry in """avtale:avtalen:avtaler:avtalene:avtalar:avtalane utvalg:utvalget:utvalg:utvalgene:utval:utvalet
    gruppe:gruppen:grupper:gruppene:grupper:gruppene plan:planen:planer:planene:planar:planane råd:rådet:råd:rådene:råd:råda
    tjeneste:tjenesten:tjenester:tjenestene:tenester:tenestene møte:møtet:møter:møtene:møte:møta reform:reformen:reformer:reformene:reforma:reformene
    prosjekt:prosjektet:prosjekter:prosjektene:prosjekt:prosjekta rapport:rapporten:rapporter:rapportene:rapportar:rapportane
    modell:modellen:modeller:modellene:modellar:modellane rutine:rutinen:rutiner:rutinene:rutinar:rutinane
    kartlegging:kartleggingen:kartlegginger:kartleggingene:kartlegginga:kartleggingane strategi:strategien:strategier:strategiene:strategiar:strategiane
    forum:forumet:fora:foraene:forum:foruma nettverk:nettverket:nettverk:nettverkene:nettverk:nettverka system:systemet:systemer:systemene:system:systema
    løsning:løsningen:løsninger:løsningene:løysing:løysingar ordning:ordningen:ordninger:ordningene:ordninga:ordningar
    oppgave:oppgaven:oppgaver:oppgavene:oppgåve:oppgåver tiltak:tiltaket:tiltak:tiltakene:tiltaka:tiltak behov:behovet:behov:behovene:behov:behova
    leder:lederen:ledere:lederne:leiar:leiarar rolle:rollen:roller:rollene:rolla:rollene ansvar:ansvaret:ansvar:ansvarene:ansvar:ansvara
    senter:senteret:sentre:sentrene:senter:sentra klinikk:klinikken:klinikker:klinikkene:klinikkar:klinikkane
    kapasitet:kapasiteten:kapasiteter:kapasitetene:kapasitetar:kapasitetane flyt:flyten:flyter:flytene:flyten:flytar
    medvirkning:medvirkningen:medvirkninger:medvirkningene:medverknad:medverknaden styring:styringen:styringer:styringene:styringa:styringar
    støtte:støtten:støtter:støttene:støtta:støtter vurdering:vurderingen:vurderinger:vurderingene:vurderinga:vurderingar
    evaluering:evalueringen:evalueringer:evalueringene:evalueringa:evalueringar satsing:satsingen:satsinger:satsingene:satsinga:satsingar
    opplæring:opplæringen:opplæringer:opplæringene:opplæringa:opplæringar veileder:veilederen:veiledere:veilederne:rettleiar:rettleiarar
    utfordring:utfordringen:utfordringer:utfordringene:utfordringa:utfordringar undersøkelse:undersøkelsen:undersøkelser:undersøkelsene:undersøking:undersøkingar
    register:registeret:registre:registrene:register:registera statistikk:statistikken:statistikker:statistikkene:statistikkar:statistikkane
    kontor:kontoret:kontorer:kontorene:kontor:kontora team:teamet:team:teamene:team:teama enhet:enheten:enheter:enhetene:eining:einingar
    skjema:skjemaet:skjemaer:skjemaene:skjema:skjemaa retningslinje:retningslinjen:retningslinjer:retningslinjene:retningslinjer:retningslinjene""".split()]
SURNAMES = "Hansen Berg Haugen Lie Dahl Moen Bakke Strand Solberg Lunde Østby Vik Eide Nygård Myhre Sæther Aas Ruud".split()


def names_of(collection):
    with (EXAMPLE / f"{collection}.ndjson").open() as lines:
        documents = [json.loads(line) for line in lines]
    return [document["data"]["name"]["nb"] for document in documents if document["data"].get("kind") == "municipality"]


class Words:
    """Words by rank: the further on, the less often drawn."""

    def __init__(self, chance):
        self.random = chance
        compounds = [tuple(first + form for form in noun) for first in FIRSTS for noun in NOUNS]
        threes = [tuple(first + form for form in self.random.choice(compounds)) for first in FIRSTS for _ in range(120)]
        self.random.shuffle(compounds)
        self.ranked = [*NOUNS, *compounds, *threes]
        self.places = names_of("areas")
        self.cumulated = list(itertools.accumulate(1 / (rank + FLATTENED) for rank in range(1, len(self.ranked) + 1)))

    def draw(self, number):
        return [self.random.choice(forms) for forms in self.random.choices(self.ranked, cum_weights=self.cumulated, k=number)]

    def title(self):
        parts = [self.random.choice(OPENINGS)] if self.random.random() < 0.7 else []
        for word in self.draw(self.random.randint(1, 5)):
            parts += [word, self.random.choice(LINKS)] if self.random.random() < 0.6 else [word]
        if self.random.random() < 0.3:
            parts.append(self.random.choice(COMMON))
        parts.append(self.random.choice(self.places) if self.random.random() < 0.4 else self.draw(1)[0])
        text = " ".join(parts)
        return text[0].upper() + text[1:]


class Register:
    def __init__(self, items):
        self.random = random.Random(items)
        self.words = Words(self.random)
        self.meetings_number = items // ITEMS_OF_A_MEETING

    def organisations(self):
        for n, place in enumerate(self.words.places, 1):
            yield f"o{n}", {"name": {"nb": f"{place} kommune"}, "kind": "municipality"}

    def bodies(self):
        for n in range(1, BODIES + 1):
            word = self.words.draw(1)[0]
            yield f"b{n}", {"name": {"nb": f"{word[0].upper()}{word[1:]} {self.random.choice(self.words.places)}"}, "kind": "council",
                            "purpose": {"nb": " ".join(self.words.draw(12))}}

    def day(self):
        """More of late than of old."""
        year = max(self.random.randint(FIRST_YEAR, LAST_YEAR) for _ in range(2))
        return f"{year}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def meetings(self):
        for n in range(1, self.meetings_number + 1):
            agenda = [{"number": f"{i}/{n % 100:02}", "title": {"nb": self.words.title()}} for i in range(1, ITEMS_OF_A_MEETING + 1)]
            yield f"m{n}", {"body": f"b{self.random.randint(1, BODIES)}", "date": self.day(), "status": "held", "agenda": agenda}


def with_slip(word, chance):
    """One letter left out, doubled, or put before the one that it follows."""
    at = chance.randint(1, len(word) - 2)
    return chance.choice([word[:at] + word[at + 1:], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2:]])


def queries(items):
    """(kind, text): what people ask, no two alike within a kind as far as there are so many."""
    register = Register(items)
    chance, words = register.random, register.words
    titles = [item["title"]["nb"] for _, meeting in itertools.islice(register.meetings(), QUERIES_OF_A_KIND) for item in meeting["agenda"][:1]]
    rare = [forms[1] for forms in words.ranked[3000:]]
    simple = [form for forms in NOUNS for form in forms] + COMMON + [opening.split()[0] for opening in OPENINGS]
    common = [f"{word} {place}" if n else word for n, place in enumerate(["", *words.places]) for word in simple][:len(simple)]
    for n in range(QUERIES_OF_A_KIND):
        yield "rare word", rare[n * 7 % len(rare)]
        yield "common word", common[n % len(common)]
        yield "compound", chance.choice(FIRSTS).rstrip("s")
        yield "two words", " ".join(words.draw(2))
        yield "phrase", '"' + " ".join(titles[n % len(titles)].split()[:3]) + '"'
        yield "slip", with_slip(rare[n * 11 % len(rare)], chance)
        yield "prefix", chance.choice(words.draw(1) + words.places)[:3].strip()


def compact(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def write_copy(table, rows, out):
    out.write(f"copy {table} (id, data, json) from stdin;\n")
    for id, document in rows:
        text = compact(document)
        out.write(f"{id}\t{text}\t{text}\n")
    out.write("\\.\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("items", type=int)
    parser.add_argument("--queries", action="store_true")
    asked = parser.parse_args()
    if asked.queries:
        for kind, text in queries(asked.items):
            print(f"{kind}\t{text}")
        return
    register, out = Register(asked.items), sys.stdout
    out.write("\\set ON_ERROR_STOP on\nset search_path = register, public;\nset samrad.bound = '*';\nbegin;\n")
    for table, rows in [("organisations", register.organisations()), ("bodies", register.bodies()), ("meetings", register.meetings())]:
        write_copy(table, rows, out)
    out.write("commit;\nvacuum analyze;\n")


if __name__ == "__main__":
    main()
