// Requests of every kind on the example register, in an order that stays: what `record.mjs` asks. None of them stores anything.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../http/harness.mjs";

const COLLECTIONS = ["organisations", "areas", "persons", "offices", "bodies", "rules", "memberships", "waivers", "agreements", "meetings", "minutes", "documents", "codes"];
const DERIVED = ["actions", "decisions"];
const EACH = 3; // resources of a collection that are looked at one by one

/** The example register: {collection: [{id, data}]}. */
function readExample() {
  const folder = join(root, "db/example");
  const example = Object.fromEntries(COLLECTIONS.map((name) => [name, []]));
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ndjson")).sort())
    for (const line of readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean)) {
      const { type, id, data } = JSON.parse(line);
      example[type].push({ id, data });
    }
  return example;
}

const example = readExample();
/** The first, the last, and some between. */
const some = (name) => {
  const all = example[name];
  return all.filter((_, n) => all.length <= EACH || n % Math.ceil(all.length / EACH) === 0 || n === all.length - 1).map(({ id }) => id);
};
const bodies = ["sektorradet", "nasjonal-koordineringsgruppe", "helsefellesskap-innlandet", "ssu-innlandet"];

const get = (path, headers) => ({ method: "GET", path, headers });
const english = { "accept-language": "en" };
const nynorsk = { "accept-language": "nn" };
const write = (method, path, body, headers) => ({ method, path, body, headers, key: "writer" });

function* lists() {
  for (const name of [...COLLECTIONS, ...DERIVED]) {
    const list = `/v1/${name}`;
    yield get(list);
    yield { ...get(`${list}?limit=2&count=true`), pages: 3 };
    yield get(`${list}?limit=5&sort=-id`);
    yield get(`${list}?fields=id&limit=3`);
    yield get(`${list}?q=helse&limit=5`, nynorsk);
    yield get(`${list}?format=csv&limit=4`);
    yield get(`${list}?limit=4`, { accept: "application/x-ndjson" });
    yield get(`${list}?limit=2`, { accept: "text/calendar" });
    yield get(`${list}?limit=2`, { accept: "application/atom+xml", ...english });
    yield get(`${list}?limit=1`, { accept: "image/png" });
    yield get(`${list}?limit=0&sort=nothing&fields=nothing&nothing=1`, english);
    yield get(`${list}?cursor=xyz`);
  }
  yield get("/v1/bodies?validAt=2015-06-01&kind=council");
  yield get("/v1/bodies?include=within,memberships,rules&limit=2");
  yield get("/v1/memberships?include=body,person,organisation&limit=2");
  yield get("/v1/areas?kind=municipality&sort=-name&limit=3&count=true&fields=name");
  yield get("/v1/areas?within=innlandet&limit=3");
  yield get("/v1/agreements?validAt=2028-12-31");
  yield get("/v1/actions?responsible=helse-og-omsorgsdepartementet");
  yield get("/v1/actions?overdueAt=2014-01-01&limit=3");
  yield get("/v1/meetings?from=2012-01-01&to=2013-01-01");
  yield get("/v1/persons?knownAt=2001-01-01T00:00:00Z");
  yield get("/v1/persons?validAt=2023-02-29&limit=x");
}

function* singles() {
  for (const name of COLLECTIONS) {
    for (const id of some(name)) {
      yield get(`/v1/${name}/${id}`);
      yield get(`/v1/${name}/${id}/history`);
    }
    const [id = "ingen"] = some(name);
    yield get(`/v1/${name}/${id}?fields=id`, english);
    yield get(`/v1/${name}/${id}`, { accept: "text/calendar" });
    yield get(`/v1/${name}/finnes-ikke`, nynorsk);
    yield { ...get(`/v1/${name}/${id}`), method: "HEAD" };
    yield { ...get(`/v1/${name}/${id}`), method: "OPTIONS" };
  }
  yield get("/v1/bodies/sektorradet?include=memberships,rules,within");
  for (const id of ["nasjonal-koordineringsgruppe-2011-08-30-a4", "ingen-a1"]) yield get(`/v1/actions/${id}`);
  yield get("/v1/decisions/nasjonal-koordineringsgruppe-2011-08-30-d1");
}

function* checks() {
  for (const id of bodies) {
    for (const part of ["rules", "memberships", "waivers", "meetings", "minutes", "decisions"]) yield get(`/v1/bodies/${id}/${part}?limit=5`);
    for (const headers of [undefined, nynorsk, english]) yield get(`/v1/bodies/${id}/check?at=2019-06-01`, headers);
    yield get(`/v1/bodies/${id}/check?at=2014-12-31`);
    yield get(`/v1/bodies/${id}/check?at=2019-06-01&format=svg`);
    yield get(`/v1/bodies/${id}/check/timeline?from=2012-01-01&to=2020-12-31`);
    yield get(`/v1/bodies/${id}/timeline?from=2012-01-01&to=2020-12-31`);
    yield get(`/v1/bodies/${id}/timeline?from=2012-01-01&to=2020-12-31&format=svg`, english);
    yield get(`/v1/bodies/${id}/cadence?at=2014-12-31`);
    yield get(`/v1/bodies/${id}/cadence?at=2014-12-31&format=svg`);
    yield get(`/v1/bodies/${id}/page?at=2019-06-01`, english);
    yield get(`/v1/map?body=${id}&depth=2&at=2019-06-01`);
    yield get(`/v1/map?body=${id}&depth=1&at=2019-06-01&format=svg`);
  }
  for (const { id } of example.agreements) {
    yield get(`/v1/agreements/${id}/check?at=2024-06-01`, english);
    yield get(`/v1/agreements/${id}/timeline`);
    yield get(`/v1/agreements/${id}/timeline?format=svg`);
  }
  for (const id of some("meetings")) yield get(`/v1/meetings/${id}/check`);
  yield get(`/v1/meetings/${example.meetings[0].id}/minutes`);
  for (const query of ["", "&verdict=unknown&limit=3", "&format=csv", "&kind=council", "&force=shall", "&ruleKind=seats"]) yield get(`/v1/checks?at=2019-06-01${query}`);
  for (const accept of ["application/sarif+json", "application/xml", "text/csv"]) yield get("/v1/checks?at=2019-06-01", { accept });
  yield get("/v1/checks/upcoming?within=P10Y");
  yield get("/v1/checks/upcoming?within=P1Y&format=calendar");
  yield get("/v1/bodies/sektorradet/check?at=tomorrow", english);
}

const rule = { body: "sektorradet", kind: "size", force: "shall", basis: "stated", text: { nb: "Høyst tre." }, max: 3 };

function* whatIfs() {
  const ask = (id, body, headers) => ({ method: "POST", path: `/v1/bodies/${id}/check`, body: { at: "2019-06-01", ...body }, headers });
  for (const id of bodies) {
    yield ask(id, {});
    yield ask(id, { memberships: { add: [{ role: "member", organisation: "ks", validFrom: "2018-01-01" }] } }, english);
    yield ask(id, { rules: { add: [{ ...rule, body: id }] } });
  }
  yield ask("sektorradet", { memberships: { add: [{ role: "keiser" }], remove: ["finnes-ikke"] } }, english);
  yield ask("sektorradet", { rules: { add: [{ ...rule, kind: "nothing" }, { ...rule, max: -1 }] } });
  yield { method: "POST", path: "/v1/minutes/parse?date=2011-08-30", body: "1) Informasjon\nGruppen skal sørge for god dialog. HOD bes om å legge fram planen på neste møte.\n2) Vedtak\nMøteplanen vedtas.\n", headers: { "content-type": "text/plain" } };
}

const fresh = {
  organisations: { name: { nb: "Ny" }, kind: "association" },
  areas: { name: { nb: "Ny" }, kind: "district" },
  persons: { name: "Ny" },
  offices: { title: { nb: "Ny" }, organisation: "ks" },
  bodies: { name: { nb: "Ny" }, kind: "network" },
  rules: rule,
  memberships: { body: "sektorradet", role: "observer", organisation: "ks" },
  waivers: { rule: example.rules[0].id, ground: { nb: "Ikke mulig ennå." } },
  agreements: { title: { nb: "Ny" }, kind: "framework" },
  meetings: { body: "sektorradet", status: "planned", number: 99 },
  minutes: { meeting: example.meetings.at(-1).id, items: [] },
  codes: { of: "category", code: "ny", name: { nb: "ny" } },
  documents: { title: { nb: "Ny" }, kind: "report", body: "sektorradet" },
};

function* dryRuns() {
  for (const name of COLLECTIONS) {
    const id = name === "minutes" ? example.meetings.at(-1).id : "ny";
    const there = example[name][0]?.id ?? "finnes-ikke";
    yield write("POST", `/v1/${name}?dryRun=true`, fresh[name]);
    yield write("PUT", `/v1/${name}/${id}?dryRun=true`, fresh[name]);
    yield write("PUT", `/v1/${name}/${id}?dryRun=true`, { unknown: 1, name: 7, title: 7, validFrom: "2023-02-29" }, english);
    yield write("PATCH", `/v1/${name}/${there}?dryRun=true`, { note: { nb: "Endret." } }, { "if-match": '"1"', "content-type": "application/merge-patch+json" });
    yield write("PATCH", `/v1/${name}/${there}?dryRun=true`, { kind: 7 }, { "if-match": '"99"', ...nynorsk, "content-type": "application/merge-patch+json" });
    yield write("DELETE", `/v1/${name}/${there}?dryRun=true`);
  }
  yield write("PATCH", "/v1/actions/nasjonal-koordineringsgruppe-2011-08-30-a4?dryRun=true", { status: "done" }, { "content-type": "application/merge-patch+json" });
  const operations = [
    { method: "PUT", path: "/v1/persons/ny", body: { name: "Ny" } },
    { method: "PUT", path: "/v1/memberships/ny", body: { body: "sektorradet", role: "member", person: "ny" } },
  ];
  yield write("POST", "/v1/transactions?dryRun=true", { operations });
  yield write("POST", "/v1/transactions?dryRun=true", { operations: [...operations, { method: "PUT", path: "/v1/persons/x", body: { name: 7 } }] }, english);
  const lines = '{"type":"persons","id":"ny","data":{"name":"Ny"}}\n';
  const ndjson = { "content-type": "application/x-ndjson" };
  yield write("POST", "/v1/import?dryRun=true", lines, ndjson);
  yield write("POST", "/v1/import?dryRun=true", `${lines}{"type":"persons","id":"x","data":{"name":7}}\n{"type":"persons"}\n`, { ...ndjson, ...english });
  yield write("POST", "/v1/import?dryRun=true&type=persons", "id,name\nny,Ny\nfeil\n", { "content-type": "text/csv" });
  yield { ...write("POST", "/v1/keys?dryRun=true", { name: "Ny", scopes: ["samrad:read"] }), key: "admin" };
}

function* others() {
  for (const query of ["q=helse", "q=avtale&type=agreements", "q=råd&facets=type,year&limit=5", "q=helsedirekt&prefix=true", "q=", "q=finnesikkeher", "q=styret&from=2012-01-01"])
    yield { ...get(`/v1/search?${encodeURI(query)}`, query.includes("facets") ? english : undefined), pages: 2 };
  for (const query of ["limit=5", "limit=5&type=bodies", "after=xyz", "type=keys", "wait=31", "body=sektorradet&limit=5"]) yield get(`/v1/changes?${query}`);
  yield get("/v1/changes?format=atom&limit=3", english);
  yield get("/v1/export");
  yield { ...get("/v1/export"), key: "admin" };
  for (const path of ["/v1/keys", "/v1/webhooks", "/v1/keys/finnes-ikke", "/v1/webhooks/finnes-ikke"]) yield { ...get(path), key: "admin" };
  yield get("/v1/keys");
  yield get("/v1/nothing", english);
  yield { method: "DELETE", path: "/v1/bodies" };
  yield { method: "POST", path: "/v1/persons", body: { name: "Uten nøkkel" } };
  yield { method: "POST", path: "/v1/persons?dryRun=true", body: { name: "Bare lesing" }, key: "reader" };
  yield { method: "POST", path: "/v1/persons?dryRun=true", body: { name: "Utløpt" }, key: "expired" };
  yield write("POST", "/v1/persons?dryRun=true", "{", { "content-type": "application/json" });
  yield write("POST", "/v1/persons?dryRun=true", "name=x", { "content-type": "application/x-www-form-urlencoded" });
  yield write("POST", "/v1/persons?dryRun=true", { name: "01019012345" });
  yield get("/health/live");
  yield get("/health/ready");
}

function* pages() {
  for (const headers of [undefined, nynorsk, english]) {
    for (const path of ["/", "/bodies", "/agreements", "/search?q=helse", "/search", "/docs"]) yield get(path, headers);
    for (const id of bodies) yield get(`/bodies/${id}?at=2019-06-01`, headers);
  }
  for (const id of some("agreements")) yield get(`/agreements/${id}`);
  for (const id of some("meetings")) yield get(`/meetings/${id}`);
  for (const id of some("organisations")) yield get(`/organisations/${id}`);
  for (const path of ["/bodies/finnes-ikke", "/finnes-ikke", "/organisations/finnes-ikke?lang=en"]) yield get(path, { accept: "text/html" });
}

export function* requests() {
  yield* lists();
  yield* singles();
  yield* checks();
  yield* whatIfs();
  yield* dryRuns();
  yield* others();
  yield* pages();
}
