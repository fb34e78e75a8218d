// Validates the examples of the contract, and through them the schemas that the bundle derives: each example is whole,
// each of its projections is what a read with `fields` may answer, and each of its members can be patched and removed.
//
//     node validate-examples.mjs BUNDLE EXAMPLES

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { faultsOf, loadContract } from "./contract.mjs";
import { formats } from "./formats.mjs";

const [bundle, folder] = process.argv.slice(2);
const contract = loadContract(bundle);
const { schemas, examples } = contract.document.components;
let checks = 0;
const failures = [];

function expectValid(what, schema, value) {
  checks += 1;
  for (const fault of faultsOf(contract, schema, value)) failures.push(`${what} as ${schema}: ${fault}`);
}

function expectRefused(what, schema, value) {
  checks += 1;
  if (faultsOf(contract, schema, value).length === 0) failures.push(`${what} as ${schema} should be refused`);
}

/** The resource an example belongs to: RuleSeats is a Rule. */
function resourceOf(name) {
  if (schemas[`${name}List`] && schemas[`Stored${name}`]) return name;
  return Object.keys(schemas).find((other) =>
    schemas[`${other}List`] && schemas[other].oneOf?.some(({ $ref }) => $ref === `#/components/schemas/${name}`));
}

function checkDerived(name, stored) {
  const resource = resourceOf(name);
  const own = Object.keys(schemas[name].properties);
  expectValid(name, `Stored${resource}`, stored);
  expectValid(name, `Partial${resource}`, stored);
  expectValid(`a tombstone of ${name}`, `Partial${resource}`,
    { id: stored.id, deleted: true, version: 9, updatedAt: stored.updatedAt });
  expectRefused(`${name} with an unknown member`, resource, { ...stored, unknownMember: 1 });
  for (const member of ["id", "version", "createdAt", "updatedAt"]) {
    const { [member]: _, ...rest } = stored;
    expectRefused(`${name} without ${member}`, `Stored${resource}`, rest);
  }
  for (const member of schemas[name].required) {
    const { [member]: _, ...rest } = stored;
    expectRefused(`${name} without ${member}`, name, rest);
  }
  for (const member of own.filter((key) => key in stored)) {
    expectValid(`${name}, only ${member}`, `Partial${resource}`, { id: stored.id, [member]: stored[member] });
    if (schemas[name].properties[member].readOnly || member === "id") continue;
    expectValid(`a patch of ${name} with ${member}`, `${resource}Patch`, { [member]: stored[member] });
    expectValid(`a patch of ${name} without ${member}`, `${resource}Patch`, { [member]: null });
    expectRefused(`${name} with null as ${member}`, name, { ...stored, [member]: null });
  }
  expectRefused(`a patch of ${name} with version`, `${resource}Patch`, { version: 3 });
}

const seen = new Set();
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")).sort()) {
  const name = basename(file, ".json");
  const value = JSON.parse(readFileSync(join(folder, file), "utf8"));
  seen.add(name);
  expectValid(file, schemas[name] ? name : `Partial${name}`, value);
  if (resourceOf(name)) checkDerived(name, value);
}
for (const [name, { value }] of Object.entries(examples)) expectValid(`the example ${name}`, schemas[name] ? name : `Partial${name}`, value);

// Every resource, and every kind of one, has an example.
for (const name of Object.keys(schemas).filter((key) => schemas[`${key}List`])) {
  const kinds = schemas[name].oneOf?.map(({ $ref }) => $ref.split("/").at(-1)) ?? [name];
  for (const kind of kinds) {
    checks += 1;
    if (!seen.has(kind)) failures.push(`${kind} has no example`);
  }
}

// Formats and conditions that no example breaks by itself.
const refused = {
  PartialDate: ["2023-02-29", "2024-13", "24", "2024-1-1"],
  Orgnr: ["123456789", "98354462", "983544622x"],
  Share: ["2/0", "3/2", "101%", "0.4", 0.4],
  Period: ["P", "P0D", "2Y", "PT1H"],
  Id: ["", "-a", "a-", "Sektorrådet", "a".repeat(101)],
  Text: [{}, { en: "Council" }, { nb: "" }, { nb: "Råd", de: "Rat" }, "Råd"],
  Selector: [{}, { role: ["chair"], person: ["x"] }, { roles: ["chair"] }, { role: [] }, { all: [{}] }],
  Per: [{}, { within: "innlandet-fylke" }, { areas: ["a"], within: "b" }, { areas: ["a"], traits: ["b"] }, { appointedBy: false }],
};
for (const [schema, values] of Object.entries(refused)) {
  for (const value of values) expectRefused(JSON.stringify(value), schema, value);
}
const accepted = {
  PartialDate: ["2024", "2024-02", "2024-02-29"],
  Orgnr: ["123456785", "983 544 622"],
  Share: ["2/5", "40%", "1/1"],
  Period: ["P2Y", "P18M", "P30D", "P1Y6M"],
  Text: [{ nb: "Råd" }, { nn: "Råd", en: "Council" }],
  Selector: [{ all: [{ not: { gender: ["female"] } }, { memberOf: { body: "ssu-innlandet" } }] }],
  Per: [{ areaKind: "municipality", within: "innlandet-fylke", except: { bergen: { min: 1, max: 2 } } }, { appointedBy: true }],
};
for (const [schema, values] of Object.entries(accepted)) {
  for (const value of values) expectValid(JSON.stringify(value), schema, value);
}

// A rule holds for a body or an agreement, never both and never neither, and has the parameters of its kind.
const seats = examples.RuleSeats.value;
const { body: _body, ...nowhere } = seats;
expectRefused("a rule of nothing", "Rule", nowhere);
expectRefused("a rule of two things", "Rule", { ...seats, agreement: "a" });
expectRefused("seats with role and roles", "Rule", { ...seats, roles: ["chair"] });
expectRefused("seats with another kind's parameter", "Rule", { ...seats, every: "year" });
expectRefused("a count without bounds", "Rule", { ...examples.RuleCount.value, min: undefined });
expectRefused("a balance by preset and steps", "Rule", { ...examples.RuleBalance.value, steps: [{ from: 1, min: 1 }] });

// The formats are checked at all: a contract with a format nobody knows would pass everything.
for (const name of Object.keys(formats)) {
  checks += 1;
  if (!contract.ajv.formats[name]) failures.push(`the format ${name} is not checked`);
}

for (const failure of failures) console.error(failure);
console.log(`${checks} checks, ${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
