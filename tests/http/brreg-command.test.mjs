// `samrad brreg` and `samrad klass`: the register compared with a downloaded Enhetsregisteret, and with codes of KLASS; findings only.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const folder = mkdtempSync(join(tmpdir(), "samrad-"));
after(() => rmSync(folder, { recursive: true }));
const organisation = (id, orgnr, name, members) => [`/v1/organisations/${id}`, { name: { nb: name }, kind: "agency", identifiers: { orgnr }, ...members }];
await samrad.store(
  organisation("helsedirektoratet", "983544622", "Helsedirektoratet"),
  organisation("sorkommune", "964338531", "Sør-Odal kommune"),
  organisation("ks", "971032146", "KS", { names: [{ name: { nb: "KS – Kommunesektorens organisasjon" }, validFrom: "2012" }] }),
  organisation("borte", "974760673", "Registerenheten"),
  organisation("lagt-ned", "889640782", "NAV", { validTo: "2010" }),
);

async function compare(text, name = "enheter.csv", command = name.endsWith(".json") ? ["brreg", "--json"] : ["brreg"]) {
  const path = join(folder, name);
  writeFileSync(path, text);
  try {
    return { status: 0, lines: (await samrad.command(...command, path)).split("\n").filter(Boolean) };
  } catch (error) {
    return { status: error.code, lines: error.stdout.trimEnd().split("\n").filter(Boolean), stderr: error.stderr };
  }
}

const HEAD = '"organisasjonsnummer","navn","konkurs","underAvvikling","aktivitet"';

test("what differs is said, and nothing is changed", async () => {
  const before = await samrad.sql("select revision from register.revision_counter");
  const { status, lines } = await compare(
    `\ufeff${HEAD}\r\n"983544622","HELSEDIREKTORATET","false","false","a, ""b""\nc"\r\n"964338531","SØR-ODAL KOMMUNE I AVVIKLING","false","true",""\r\n"971032146","KS – KOMMUNESEKTORENS ORGANISASJON","true","false",""\r\n"999999999","EN ANNEN","true","true",""\r\n`);
  assert.equal(status, 1);
  assert.deepEqual(lines, [
    "sorkommune\t964338531\tname\tSØR-ODAL KOMMUNE I AVVIKLING",
    "sorkommune\t964338531\twinding_up\tSØR-ODAL KOMMUNE I AVVIKLING",
    "ks\t971032146\tbankrupt\tKS – KOMMUNESEKTORENS ORGANISASJON",
    "borte\t974760673\tmissing\tdeleted, or merged into another",
  ]);
  assert.equal(await samrad.sql("select revision from register.revision_counter"), before);
});

test("a deleted unit, semicolons, and a file in which all is as here", async () => {
  const rows = (deleted) => `organisasjonsnummer;navn;slettedato\n983544622;Helsedirektoratet;${deleted}\n964338531;Sør-Odal kommune;\n971032146;KS;\n974760673;REGISTERENHETEN;\n`;
  assert.deepEqual((await compare(rows("2024-01-31"))).lines, ["helsedirektoratet\t983544622\tdeleted\t2024-01-31"]);
  assert.deepEqual(await compare(rows("")), { status: 0, lines: [] });
});

test("as JSON: the whole download, or a page of the API", async () => {
  const units = [
    { organisasjonsnummer: "983544622", navn: "HELSEDIREKTORATET", organisasjonsform: { kode: "ORGL", _links: {} }, vedtektsfestetFormaal: ['a ]} \\" b', "{"], konkurs: false },
    { organisasjonsnummer: "964338531", navn: "SØR-ODAL KOMMUNE", underAvvikling: true },
    { organisasjonsnummer: "971032146", navn: "KS", konkurs: true, slettedato: "2024-02-01" },
    { organisasjonsnummer: "974760673", navn: "REGISTERENHETEN" },
  ];
  const expected = ["sorkommune\t964338531\twinding_up\tSØR-ODAL KOMMUNE", "ks\t971032146\tdeleted\t2024-02-01", "ks\t971032146\tbankrupt\tKS"];
  for (const text of [JSON.stringify(units), JSON.stringify({ _embedded: { enheter: units }, _links: { self: {} }, page: { size: 20 } }, null, 2)]) {
    const { status, lines } = await compare(text, "enheter.json");
    assert.deepEqual([status, lines], [1, expected]);
  }
  for (const wrong of ["", "{}", "[", '[{"organisasjonsnummer":"983544622"', '[{"organisasjonsnummer":}]', "]", "organisasjonsnummer,navn\n"])
    assert.deepEqual(await compare(wrong, "enheter.json").then(({ status, lines }) => [status, lines]), [65, []], wrong);
});

test("areas and the codes of KLASS on a day: names in any of their languages, codes that one of both does not have", async () => {
  await samrad.store(
    ["/v1/areas/oslo", { name: { nb: "Oslo" }, kind: "municipality", code: "0301" }],
    ["/v1/areas/karasjok", { name: { nb: "Karasjok", se: "Kárášjohka" }, kind: "municipality", code: "5610" }],
    ["/v1/areas/alesund", { name: { nb: "Ålesund" }, kind: "municipality", code: "1507", validTo: "2023-12-31" }],
    ["/v1/areas/nye-alesund", { name: { nb: "Ålesund" }, kind: "municipality", code: "1508", validFrom: "2024-01-01" }],
    ["/v1/areas/finnmark", { name: { nb: "Finnmark" }, kind: "county", code: "56" }],
  );
  const codes = (...pairs) => JSON.stringify({ codes: pairs.map(([code, name]) => ({ code, parentCode: null, level: "1", name, validFromInRequestedRange: "2024-01-01" })) });
  const klass = async (text, ...options) => compare(text, "koder.json", ["klass", ...options]);
  const all = codes(["0301", "Oslo - Oslove"], ["1508", "Ålesund"], ["5610", "Kárášjohka - Karasjok"]);
  assert.deepEqual(await klass(all, "--at", "2024-06-01"), { status: 0, lines: [] });
  const before = await klass(codes(["0301", "Kristiania"], ["1106", "Haugesund"], ["5610", "Karasjok"]), "--at", "2022-01-01");
  assert.deepEqual([before.status, before.lines], [1, ["oslo\t0301\tname\tKristiania", "\t1106\tunregistered\tHaugesund", "alesund\t1507\tmissing\tnot in use on that day"]]);
  assert.deepEqual(await klass(codes(["56", "Finnmark - Finnmárku - Finmarkku"]), "--kind", "county"), { status: 0, lines: [] });
  for (const options of [["--kind", "district"], ["--at", "i fjor"], ["--ukjent", "x"]]) assert.equal((await klass(all, ...options)).status, 64);
});

test("what is no such file is refused", async () => {
  const without = await compare("navn,adresse\nA,B\n");
  assert.deepEqual([without.status, without.lines], [65, []]);
  assert.match(without.stderr, /organisasjonsnummer/);
  assert.equal((await compare("")).status, 65);
  assert.equal((await compare(`${HEAD}\n"983544622","åpent`)).status, 65);
});
