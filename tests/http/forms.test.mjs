// Every read of the contract in each of its forms and languages, with each member alone and each related resource: what is answered
// is held against the contract afterwards, by tests/contract/verify-exchanges.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
const { paths, components } = (await samrad.get("/v1/openapi.json")).json;
const CHOICES = ["format", "lang", "fields", "include"];
const WITHOUT_END = "text/event-stream";

const resolved = (value) => (value.$ref ? value.$ref.slice(2).split("/").reduce((at, key) => at[key], { components }) : value);
const choicesOf = (schema) => {
  const whole = resolved(schema);
  return whole.enum ?? (whole.items ? resolved(whole.items).enum : undefined) ?? [];
};

/** The id of something that is there: the first of the collection's list. */
const first = new Map();
async function idIn(collection) {
  if (!first.has(collection)) first.set(collection, (await samrad.get(`/v1/${collection}?limit=1`)).json.items?.[0]?.id);
  return first.get(collection);
}

async function addressOf(path, operation) {
  if (!path.includes("{")) return path === "/v1/search" ? "/v1/search?q=avtale" : path;
  const id = await idIn(path.split("/")[2]);
  return id && operation.parameters && /^[^{]*\{id\}[^{]*$/.test(path) ? path.replace("{id}", id) : undefined;
}

for (const [path, { get }] of Object.entries(paths)) {
  const open = get && path.startsWith("/v1/") && !get["x-samrad"].scope;
  const parameters = (get?.parameters ?? []).map(resolved).filter(({ name }) => CHOICES.includes(name));
  if (!open || parameters.length === 0) continue;
  test(`${path} in all its forms`, async (t) => {
    const address = await addressOf(path, get);
    if (!address) return t.skip("the example register has none");
    const ask = async (query) => {
      const answer = await samrad.get(`${address}${address.includes("?") ? "&" : "?"}${query}`);
      assert.ok([200, 404].includes(answer.status), `${query}: ${answer.status} ${answer.text.slice(0, 300)}`);
    };
    for (const { name, schema } of parameters) {
      const values = choicesOf(schema).filter((value) => value !== "events" && value !== WITHOUT_END);
      for (const value of values) await ask(`${name}=${value}`);
      if (["fields", "include"].includes(name) && values.length > 1) await ask(`${name}=${values.join(",")}`);
    }
    const format = parameters.find(({ name }) => name === "format");
    for (const value of format ? choicesOf(format.schema).filter((one) => one !== "events") : [])
      for (const lang of ["nb", "nn", "en"]) await ask(`format=${value}&lang=${lang}`);
  });
}

samrad.endsCleanly();
