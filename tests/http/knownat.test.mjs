// What was known when: a register is written step by step, at random, and after each step every read is asked and its
// answer remembered. Then the register is asked what it knew at each of these steps, and must answer the same bytes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { collections, foundation, minutes } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const STEPS = 36;
const samrad = await startSamrad();
const reader = { key: samrad.keys.reader };

/** A generator of numbers below n, the same in every run. */
function seeded(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
const below = seeded(20);
const pick = (list) => list[below(list.length)];

/** The instant of the last commit, to the microsecond. */
const instant = () => samrad.sql("select register.instant(at) from register.revision_counter");
const revision = async () => Number(await samrad.sql("select revision from register.revision_counter"));
const known = (path, at) => `${path}${path.includes("?") ? "&" : "?"}knownAt=${at}`;

const before = await instant();
await samrad.store(
  ...foundation,
  ["/v1/offices/direktoren", { title: { nb: "Direktøren" }, organisation: "etaten", holders: [{ person: "kari", validFrom: "2020-01-01" }] }],
  ["/v1/rules/radet-leder", { body: "radet", kind: "seats", force: "shall", basis: "stated", text: { nb: "Direktøren leder." }, who: { office: ["direktoren"] } }],
  ["/v1/rules/radet-balanse", { body: "radet", kind: "balance", force: "should", basis: "stated", text: { nb: "Begge kjønn." }, preset: "ldl-28" }],
  ["/v1/rules/avtalen-innhold", { agreement: "avtalen", kind: "content", force: "shall", basis: "stated", text: { nb: "Alle punktene." }, checklist: "hol-6-2" }],
  ["/v1/meetings/neste", { body: "radet", status: "planned", date: "2024-03-10" }],
  ["/v1/minutes/motet", {
    meeting: "motet",
    items: [{ number: "1", title: { nb: "Saken" }, actions: [
      { number: 1, text: { nb: "Innen neste møte" }, kind: "task", due: { type: "next_meeting" }, responsible: [{ organisation: "etaten" }] },
      { number: 2, text: { nb: "Innen nyttår" }, kind: "task", due: { type: "date", date: "2024-12-31" } }] }],
  }],
);

/** Every read of everything: lists in several orders and by several filters, single resources, checks, pages. */
function reads(ids) {
  const lists = [];
  for (const collection of Object.keys(collections))
    lists.push(`/v1/${collection}?limit=2&count=true`, `/v1/${collection}?limit=500&sort=id`,
      `/v1/${collection}?modifiedSince=2020-01-01T00:00:00Z&limit=500`, `/v1/${collection}?q=ny&limit=500&sort=id`);
  return [
    ...lists,
    ...[...ids].flatMap(([path]) => [path, `${path}/history`]),
    "/v1/actions?limit=500", "/v1/actions?responsible=etaten", "/v1/actions?q=nyttår", "/v1/actions?overdueAt=2024-03-11", "/v1/actions/motet-a1",
    "/v1/decisions?limit=500", "/v1/decisions?q=vedtak&sort=date,number", "/v1/decisions/motet-d1-1?include=body,meeting", "/v1/bodies/utvalget/decisions",
    "/v1/minutes/motet?include=meeting,body", "/v1/meetings?format=calendar",
    "/v1/bodies/radet?include=rules,memberships,waivers,meetings,agreements", "/v1/bodies?include=memberships,meetings&limit=500",
    "/v1/bodies/radet/rules", "/v1/bodies/radet/memberships?include=person,organisation,office", "/v1/bodies/utvalget/meetings?include=minutes",
    "/v1/bodies/radet/page", "/v1/bodies/utvalget/page",
    "/v1/bodies/radet/check?at=2024-02-01", "/v1/bodies/radet/check?at=2024-02-01&format=svg", "/v1/bodies/utvalget/check",
    "/v1/bodies/radet/check/timeline?from=2019-01-01&to=2026-01-01", "/v1/bodies/radet/timeline?from=2019-01-01&to=2026-01-01",
    "/v1/bodies/radet/cadence?at=2024-02-01", "/v1/bodies/utvalget/cadence?at=2024-02-01&format=svg", "/v1/agreements/avtalen/timeline",
    "/v1/map?at=2024-02-01", "/v1/map?body=radet&at=2024-02-01&edge=represented&edge=party", "/v1/map?body=utvalget&at=2024-02-01&format=svg",
    "/v1/meetings/motet/check", "/v1/meetings/motet?include=minutes,body", "/v1/agreements/avtalen/check", "/v1/agreements?include=bodies,rules&limit=500",
    "/v1/checks?at=2024-02-01", "/v1/checks?changedSince=2020-01-01T00:00:00Z&verdict=unknown", "/v1/checks/upcoming?within=P90D",
    "/v1/memberships?person=kari&limit=500", "/v1/memberships?q=nordmann&limit=500", "/v1/memberships?validAt=2024-01-01&sort=-role&limit=500",
    "/v1/offices?holder=kari", "/v1/offices/direktoren?include=holders,organisation", "/v1/areas?within=fylket",
    "/v1/organisations?include=partOf&limit=500", "/v1/agreements?party=etaten", "/v1/agreements?establishes=utvalget", "/v1/rules?include=waivers&limit=500",
    "/v1/waivers?body=radet", "/v1/meetings?body=utvalget&sort=number&limit=500", "/v1/minutes/motet",
  ];
}

/** An answer without what the question itself makes differ. */
function essence({ status, text, headers }) {
  if (status !== 200) return { status };
  const bare = text.replaceAll(/"knownAt":"[^"]*"/g, '"knownAt":""').replaceAll(/[?&]knownAt=[^&"]*/g, "").replaceAll(/"next":"([^"?&]*)&/g, '"next":"$1?');
  return { status, text: bare, etag: headers.etag, revision: headers["samrad-revision"] };
}

const ids = new Map(Object.keys(collections).flatMap((collection) => [1, 2].map((n) => [`/v1/${collection}/prov-${n}`, { collection, n }])));
let made = 0;

/** Writes something, or tries to; resources come, change, go, and come again. */
async function step() {
  const [path, { collection, n }] = pick([...ids]);
  const { fresh, patch, before: first } = collections[collection];
  const key = { key: samrad.keys.admin };
  made += 1;
  const one = pick(["put", "put", "patch", "delete", "move", "several"]);
  if (first && one !== "delete") await samrad.put(...first(`prov-${n}`), key);
  if (one === "patch") return samrad.patch(path, patch, key);
  if (one === "delete") return samrad.delete(path, key);
  if (one === "move") return pick([
    async () => {
      await samrad.patched("/v1/meetings/motet", { date: `2024-01-1${made % 5}`, body: made % 2 ? "utvalget" : "radet" }, key);
      return samrad.patch("/v1/meetings/neste", { date: `2024-0${2 + below(7)}-10` }, key);
    },
    () => samrad.patch("/v1/offices/direktoren", { holders: [{ person: pick(["kari", "ola"]), validFrom: "2020-01-01" }] }, key),
    () => samrad.patch("/v1/memberships/radet-kari", { office: pick(["direktoren", null]), person: pick(["kari", "ola"]), validFrom: `20${10 + below(9)}` }, key),
    () => samrad.patch("/v1/persons/kari", { name: `Kari ${pick(["Nordmann", "Bakken", "Ny"])}`, gender: pick(["female", "male"]) }, key),
    () => samrad.patch("/v1/areas/bygda", { within: pick([[{ area: "fylket" }], []]) }, key),
    () => samrad.patch("/v1/organisations/etaten", { partOf: pick([[{ organisation: "staten" }], []]) }, key),
    () => samrad.patch("/v1/agreements/avtalen", { establishes: pick([["utvalget"], []]), topics: [] }, key),
    () => samrad.put("/v1/minutes/motet", minutes("motet", ...[1, 2, 3].slice(below(3))), key),
  ])();
  if (one === "several") return samrad.put(path, { ...fresh(10 + made, `prov-${n}`), ...(collection === "memberships" ? { person: "ola", organisation: "laget" } : {}) }, key);
  return samrad.put(path, fresh(made, `prov-${n}`), key);
}

/** All pages of a list, or the one answer there is. */
async function ask(path, at) {
  const answers = [];
  let next = at ? known(path, at) : path;
  for (let page = 0; next !== null && page < 3; page += 1) {
    const answer = await samrad.get(next, reader);
    answers.push(answer);
    next = answer.json?.next ?? null;
  }
  return answers;
}

const steps = [];
const kinds = new Map();

test("every answer is the one that was given then", async () => {
  for (let n = 0; n < STEPS; n += 1) {
    const written = await step();
    assert.ok([200, 201, 204, 404, 409, 412, 422].includes(written.status), `${written.method} ${written.path}: ${written.text}`);
    kinds.set(`${written.method} ${written.status}`, (kinds.get(`${written.method} ${written.status}`) ?? 0) + 1);
    const at = await instant();
    const answers = new Map();
    if (steps.at(-1)?.at !== at) {
      for (const path of reads(ids)) answers.set(path, (await ask(path)).map(essence));
      steps.push({ at, revision: await revision(), answers });
    }
  }
  for (const kind of ["PUT 200", "PUT 201", "PATCH 200", "DELETE 204"]) assert.ok(kinds.get(kind) >= 2, `${kind}: ${JSON.stringify([...kinds])}`);
  let compared = 0;
  for (const { at, revision: then, answers } of steps)
    for (const [path, expected] of answers) {
      const found = await ask(path, at);
      assert.deepEqual(found.map(essence), expected, `${path} as known at ${at}, revision ${then}`);
      if (found[0].status === 200 && found[0].json && /check|page/.test(path))
        for (const [, told] of found[0].text.matchAll(/"knownAt":"([^"]*)"/g)) assert.equal(told, at, path);
      compared += 1;
    }
  assert.ok(compared > 2000, `${compared} answers compared`);
});

test("the microsecond before a change is the state before it, and that of the change the state after", async () => {
  await samrad.store(["/v1/persons/skifte", { name: "Den første" }]);
  await samrad.store(["/v1/persons/skifte", { name: "Den andre" }]);
  const at = await instant();
  const justBefore = await samrad.sql("select register.instant(at - interval '1 microsecond') from register.revision_counter");
  assert.equal((await samrad.get(known("/v1/persons/skifte", at))).json.name, "Den andre");
  assert.equal((await samrad.get(known("/v1/persons/skifte", justBefore))).json.name, "Den første");
  assert.equal((await samrad.get("/v1/persons/skifte/history")).json.items[0].at, at);
});

test("before the register began there is nothing", async () => {
  for (const at of ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", before]) {
    for (const collection of [...Object.keys(collections), "actions", "decisions", "checks"]) {
      const answer = await samrad.get(known(`/v1/${collection}`, at));
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json.items, []);
    }
    for (const path of ["/v1/bodies/radet", "/v1/bodies/radet/check", "/v1/bodies/radet/page", "/v1/bodies/radet/memberships", "/v1/bodies/radet/check/timeline",
      "/v1/bodies/radet/timeline", "/v1/bodies/radet/cadence", "/v1/agreements/avtalen/timeline", "/v1/map?body=radet", "/v1/meetings/motet/check", "/v1/agreements/avtalen/check", "/v1/actions/motet-a1", "/v1/organisations/etaten", "/v1/persons/kari"])
      assertProblem(await samrad.get(known(path, at)), 404);
  }
});

test("of what is still to come nothing is told, and what is no instant is refused", async () => {
  for (const path of ["/v1/bodies", "/v1/bodies/radet", "/v1/bodies/radet/rules", "/v1/bodies/radet/check", "/v1/bodies/radet/check?format=svg", "/v1/bodies/radet/page",
    "/v1/bodies/radet/check/timeline", "/v1/meetings/motet/check", "/v1/agreements/avtalen/check", "/v1/checks", "/v1/checks/upcoming?within=P30D", "/v1/actions", "/v1/decisions",
    "/v1/meetings?format=calendar", "/v1/meetings/motet?format=calendar", "/v1/minutes?format=atom"]) {
    assertProblem(await samrad.get(known(path, "2999-01-01T00:00:00Z")), 400, { parameter: "knownAt", code: "in_future" });
    assertProblem(await samrad.get(known(path, "2024-01-01")), 400, { parameter: "knownAt", code: "format" });
  }
  assertProblem(await samrad.get(`${known("/v1/bodies", "2024-01-01T00:00:00Z")}&knownAt=2024-01-02T00:00:00Z`), 400, { parameter: "knownAt", code: "repeated_parameter" });
  assertProblem(await samrad.put("/v1/persons/ny?knownAt=2024-01-01T00:00:00Z", { name: "Ny" }), 400, { parameter: "knownAt" });
});

test("what would have been is judged by what was known", async () => {
  const body = { at: "2024-02-01", add: [{ body: "radet", role: "member", organisation: "laget" }] };
  const answer = await samrad.post("/v1/bodies/radet/check", body);
  assert.equal(answer.status, 200, answer.text);
  const at = await instant();
  await samrad.store(["/v1/memberships/senere", { body: "radet", role: "member", organisation: "staten", validFrom: "2021-01-01" }]);
  const now = await samrad.post("/v1/bodies/radet/check", body), then = await samrad.post(known("/v1/bodies/radet/check", at), body);
  assert.notDeepEqual(essence(now).text, essence(answer).text);
  assert.deepEqual(essence(then).text, essence(answer).text);
  assertProblem(await samrad.post(known("/v1/bodies/radet/check", "2999-01-01T00:00:00Z"), body), 400, { parameter: "knownAt", code: "in_future" });
  assertProblem(await samrad.post(known("/v1/bodies/radet/check", "1999-01-01T00:00:00Z"), body), 404);
});

test("restricted members of the past are shown to whoever may see them, and to nobody else", async () => {
  await samrad.store(["/v1/persons/vis", { name: "Vis", gender: "female" }]);
  const at = await instant();
  await samrad.store(["/v1/persons/vis", { name: "Vis", gender: "male" }]);
  assert.equal((await samrad.get(known("/v1/persons/vis", at), reader)).json.gender, "female");
  assert.equal((await samrad.get(known("/v1/persons/vis", at))).json.gender, undefined);
});

test("the instant may be written in any zone", async () => {
  const at = steps.at(-1).at, shifted = new Date(Date.parse(at) + 2 * 3600e3).toISOString().slice(0, 19);
  const one = await samrad.get(known("/v1/bodies", `${shifted}.999999%2B02:00`)), other = await samrad.get(known("/v1/bodies", `${at.slice(0, 19)}.999999Z`));
  assert.equal(essence(one).text, essence(other).text);
});

samrad.endsCleanly();
