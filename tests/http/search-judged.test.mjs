// What people look for in the example register, and what they must get, how far up. A change of how search ranks is judged by this.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });

/** What is asked: [how far up it must be, what (the beginning of its id is enough)]. */
const judged = {
  sektorrådet: [1, "bodies:sektorradet"],
  SEKTORRÅDET: [1, "bodies:sektorradet"],
  sektorradet: [1, "bodies:sektorradet"],
  "sektor rådet": [1, "bodies:sektorradet"],
  sektorrået: [1, "bodies:sektorradet"],
  råd: [5, "bodies:sektorradet"],
  helsedirektoratet: [1, "organisations:helsedirektoratet"],
  Hdir: [1, "organisations:helsedirektoratet"],
  "H-dir": [1, "organisations:helsedirektoratet"],
  helsedirekotratet: [1, "organisations:helsedirektoratet"],
  "directorate of health": [1, "organisations:helsedirektoratet"],
  HOD: [1, "organisations:helse-og-omsorgsdepartementet"],
  "helse- og omsorgsdepartementet": [1, "organisations:helse-og-omsorgsdepartementet"],
  KS: [1, "organisations:ks"],
  "ks innlandet": [1, "organisations:ks-innlandet"],
  "KS Hedmark og Oppland": [1, "organisations:ks-innlandet"],
  "arbeids- og sosialdepartementet": [1, "organisations:arbeids-og-inkluderingsdepartementet"],
  "kommunal- og moderniseringsdepartementet": [1, "organisations:kommunal-og-distriktsdepartementet"],
  moderniseringsdepartementet: [1, "organisations:kommunal-og-distriktsdepartementet"],
  kyrkjedepartementet: [1, "organisations:fornyings-administrasjons-og-kirkedepartementet"],
  983971709: [1, "organisations:sykehuset-innlandet"],
  "983 971 709": [1, "organisations:sykehuset-innlandet"],
  "NO 983 971 709 MVA": [1, "organisations:sykehuset-innlandet"],
  3411: [3, "organisations:ringsaker-kommune"],
  ringsaker: [3, "organisations:ringsaker-kommune"],
  "ringsaker kommune": [1, "organisations:ringsaker-kommune"],
  tromso: [1, "areas:tromso"],
  tromsoe: [1, "areas:tromso"],
  tromsø: [1, "areas:tromso"],
  kautokeino: [1, "areas:kautokeino"],
  guovdageaidnu: [1, "areas:kautokeino"],
  karasjohka: [1, "areas:karasjok"],
  "sykehuset innlandet": [1, "organisations:sykehuset-innlandet"],
  "sjukehuset innlandet": [3, "organisations:sykehuset-innlandet"],
  sorlandet: [3, "organisations:sorlandet-sykehus"],
  helsefellesskap: [3, "organisations:helsefellesskapene"],
  "helse fellesskap": [10, "bodies:helsefellesskap-"],
  "helsefellesskap telemark": [1, "bodies:helsefellesskap-telemark"],
  "helsefellesskapet i sogn og fjordane": [1, "bodies:helsefellesskap-forde"],
  "helsefelleskap innlandet": [3, "bodies:helsefellesskap-innlandet"],
  "vest viken": [3, "bodies:helsefellesskap-vest-viken"],
  samarbeidsavtale: [3, "agreements:samarbeidsavtale-"],
  "samarbeids avtale": [3, "agreements:samarbeidsavtale-"],
  samarbeidsavtalle: [3, "agreements:samarbeidsavtale-"],
  samarbeidsutval: [1, "bodies:ssu-"],
  samarbeidsutvalg: [1, "bodies:ssu-"],
  ssu: [1, "bodies:ssu-innlandet"],
  "strategisk samarbeidsutvalg": [1, "bodies:ssu-"],
  intensjonsavtale: [1, "agreements:intensjonsavtale-samhandlingsreformen"],
  "bærekraftige velferdstjenester": [1, "agreements:barekraftige-velferdstjenester"],
  "berekraftige velferdstenester": [1, "agreements:barekraftige-velferdstjenester"],
  "nasjonal koordineringsgruppe": [1, "bodies:nasjonal-koordineringsgruppe"],
  koordineringsgruppa: [3, "bodies:nasjonal-koordineringsgruppe"],
  samhandlingsreforma: [10, "agreements:intensjonsavtale-samhandlingsreformen"],
  "nasjonalt nettverk": [1, "bodies:nasjonalt-nettverk"],
  konsultasjonsordningen: [1, "bodies:konsultasjonsordningen"],
  helsedirektøren: [1, "offices:helsedirektoren"],
  "petter øgar": [1, "persons:petter-ogar"],
  "petter ogar": [1, "persons:petter-ogar"],
  "tor åm": [1, "persons:tor-am"],
  oppstartsmøte: [1, "meetings:nasjonalt-nettverk-2011-08-15"],
  "30. august 2011": [3, "meetings:nasjonal-koordineringsgruppe-2011-08-30"],
  "30.08.2011": [3, "meetings:nasjonal-koordineringsgruppe-2011-08-30"],
  "2011-08-30": [3, "meetings:nasjonal-koordineringsgruppe-2011-08-30"],
  "oppstartsmøte 2011": [1, "meetings:nasjonalt-nettverk-2011-08-15"],
  "øyeblikkelig hjelp": [3, "actions:nasjonal-koordineringsgruppe-2011-08-30-a8"],
  informasjonsplanen: [1, "actions:nasjonal-koordineringsgruppe-2011-08-30-a4"],
  medfinansiering: [3, "minutes:nasjonal-koordineringsgruppe-2011-08-30:1"],
};

for (const [q, [within, wanted]] of Object.entries(judged))
  test(`${q}: ${wanted} is among the first ${within}`, async () => {
    const { json } = await samrad.get(`/v1/search?q=${encodeURIComponent(q)}&limit=10`);
    const ids = json.items.map(({ id }) => id);
    const place = ids.findIndex((id) => id.startsWith(wanted));
    assert.ok(place >= 0 && place < within, `${q}: ${JSON.stringify(ids)}`);
  });

/** What is typed, and what must be suggested after `from` letters among the first five. */
for (const [typed, from, wanted] of [
  ["sektorrådet", 3, "bodies:sektorradet"],
  ["helsefelles", 6, "bodies:helsefellesskap-"],
  ["ringsaker", 4, "areas:ringsaker"],
  ["tromsoe", 4, "areas:tromso"],
  ["kautok", 3, "areas:kautokeino"],
  ["nasjonal koord", 12, "bodies:nasjonal-koordineringsgruppe"],
])
  test(`${typed}, letter by letter`, async () => {
    for (let n = 1; n <= typed.length; n++) {
      const { status, json } = await samrad.get(`/v1/search?prefix=true&limit=5&q=${encodeURIComponent(typed.slice(0, n))}`);
      assert.equal(status, 200);
      if (n >= from) assert.ok(json.items.some(({ id }) => id.startsWith(wanted)), `${typed.slice(0, n)}: ${json.items.map(({ id }) => id)}`);
    }
  });

samrad.endsCleanly();
