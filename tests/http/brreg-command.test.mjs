// `samrad brreg`: the register's organisations compared with a downloaded Enhetsregisteret; findings only.

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

async function compare(text, name = "enheter.csv") {
  const path = join(folder, name);
  writeFileSync(path, text);
  try {
    return { status: 0, lines: (await samrad.command("brreg", path)).split("\n").filter(Boolean) };
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

test("what is no such file is refused", async () => {
  const without = await compare("navn,adresse\nA,B\n");
  assert.deepEqual([without.status, without.lines], [65, []]);
  assert.match(without.stderr, /organisasjonsnummer/);
  assert.equal((await compare("")).status, 65);
  assert.equal((await compare(`${HEAD}\n"983544622","åpent`)).status, 65);
});
