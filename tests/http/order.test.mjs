// The order of lists, and the way through their pages while others write.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, PAGES_MAX, startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
await samrad.store(...foundation);
const { paths, components } = (await samrad.get("/v1/openapi.json")).json;
const named = (id, name, more) => [`/v1/bodies/${id}`, { name: { nb: name }, kind: "youth_council", ...more }];
const mine = "kind=youth_council";

/** The pages of a list, as a client meets them that follows `next`. */
async function walk(path, between = async () => {}) {
  const pages = [];
  for (let next = path; next !== null;) {
    const { status, json, headers, text } = await samrad.get(next);
    assert.equal(status, 200, text);
    assert.equal(headers.link, json.next === null ? undefined : `<${json.next}>; rel="next"`);
    pages.push(json.items.map(({ id }) => id));
    next = json.next;
    await between(pages.length);
  }
  return pages;
}

test("Norwegian order: Æ, Ø and Å last, whatever the case", async () => {
  const names = ["Åm", "Øgar", "Ærø", "zulu", "Zebra", "Alfa", "alfa-to", "Ås", "Østre", "Ødegård", "Bakke"];
  await samrad.store(...names.map((name, i) => named(`navn-${i}`, name)));
  const { items } = (await samrad.get(`/v1/bodies?${mine}&sort=name`)).json;
  assert.deepEqual(
    items.map(({ name }) => name.nb),
    ["Alfa", "alfa-to", "Bakke", "Zebra", "zulu", "Ærø", "Ødegård", "Øgar", "Østre", "Åm", "Ås"],
  );
  const down = (await samrad.get(`/v1/bodies?${mine}&sort=-name`)).json.items;
  assert.deepEqual(
    down.map(({ id }) => id),
    items.map(({ id }) => id).reverse(),
  );
});

test("Nynorsk names stand among the others", async () => {
  await samrad.store(["/v1/bodies/nynorsk", { name: { nn: "Cellosamarbeidet" }, kind: "youth_council" }]);
  const { items } = (await samrad.get(`/v1/bodies?${mine}&sort=name`)).json;
  assert.deepEqual(
    items.slice(2, 4).map(({ id }) => id),
    ["navn-10", "nynorsk"],
  );
  await samrad.deleted("/v1/bodies/nynorsk");
});

const collator = new Intl.Collator("nb");
const text = (value) => value?.nb ?? value?.nn ?? value ?? "";
const early = (written) => written ?? "";
const late = (written) =>
  written === undefined ? "9999" : written.length === 4 ? `${written}-12-31` : written.length === 7 ? `${written}-31` : written;

/** Compares two resources by a sort key, as the contract says it. */
const compare = {
  name: (a, b) => collator.compare(text(a.name), text(b.name)),
  title: (a, b) => collator.compare(text(a.title), text(b.title)),
  number: (a, b) => (a.number ?? 0) - (b.number ?? 0),
  validFrom: (a, b) => (early(a.validFrom) < early(b.validFrom) ? -1 : early(a.validFrom) > early(b.validFrom) ? 1 : 0),
  validTo: (a, b) => (late(a.validTo) < late(b.validTo) ? -1 : late(a.validTo) > late(b.validTo) ? 1 : 0),
  dueDate: (a, b) => (late(a.dueDate) < late(b.dueDate) ? -1 : late(a.dueDate) > late(b.dueDate) ? 1 : 0),
};
const plain = (key) => (a, b) => ((a[key] ?? "") < (b[key] ?? "") ? -1 : (a[key] ?? "") > (b[key] ?? "") ? 1 : 0);

for (const [path, { get }] of Object.entries(paths).filter(
  ([path, item]) => item.get?.["x-samrad"].action === "list" && !item.get["x-samrad"].fixed && !path.endsWith(".ics"),
)) {
  test(`${path} in every order it offers`, async () => {
    const count = (await samrad.get(`${path}?count=true&limit=1`)).json.total;
    for (const key of get["x-samrad"].sort) {
      for (const sign of ["", "-"]) {
        const items = await samrad.all(`${path}?sort=${sign}${key}&limit=97`);
        assert.equal(items.length, count);
        assert.equal(new Set(items.map(({ id }) => id)).size, count, "no item twice");
        for (let i = 1; i < items.length; i += 1) {
          const order = (compare[key] ?? plain(key))(items[i - 1], items[i]) * (sign ? -1 : 1);
          const told = `${sign}${key}: ${JSON.stringify(items[i - 1]).slice(0, 300)} before ${JSON.stringify(items[i]).slice(0, 300)}`;
          // minutes have no date of their own
          if (!(key === "date" && path === "/v1/minutes")) assert.ok(order <= 0, told);
        }
      }
    }
  });
}

test("the default order is the one that the contract names", async () => {
  for (const [path, { get }] of Object.entries(paths)) {
    if (get?.["x-samrad"].action !== "list" || get["x-samrad"].fixed || path.endsWith(".ics")) continue;
    assert.deepEqual(
      await samrad.ids(`${path}?limit=500`),
      await samrad.ids(`${path}?limit=500&sort=${get["x-samrad"].defaultSort}`),
      path,
    );
  }
});

test("keys of different directions, page by page", async () => {
  for (const sort of ["kind,-name", "-kind,name", "-validFrom,name,-id", "kind,-validFrom,name"]) {
    const whole = await samrad.ids(`/v1/bodies?limit=500&sort=${sort}`);
    const pages = await walk(`/v1/bodies?limit=3&sort=${sort}`);
    assert.deepEqual(pages.flat(), whole, sort);
  }
  const items = await samrad.all("/v1/organisations?sort=kind,-name&limit=7");
  for (let i = 1; i < items.length; i += 1) {
    const [a, b] = [items[i - 1], items[i]];
    assert.ok(a.kind < b.kind || (a.kind === b.kind && compare.name(a, b) >= 0), `${a.id} before ${b.id}`);
  }
});

test("equal keys are told apart by id, and the way round follows the last key", async () => {
  const kinds = await samrad.all("/v1/bodies?kind=health_community&sort=kind&limit=4");
  assert.deepEqual(
    kinds.map(({ id }) => id),
    kinds.map(({ id }) => id).sort(),
  );
  const down = await samrad.ids("/v1/bodies?kind=health_community&sort=-kind&limit=4");
  assert.deepEqual(down, kinds.map(({ id }) => id).reverse());
});

test("pages of every size give the same list", async () => {
  const whole = await samrad.ids("/v1/bodies?limit=500&sort=name");
  for (const limit of [1, 2, 7, whole.length - 1, whole.length, whole.length + 1]) {
    const pages = await walk(`/v1/bodies?sort=name&limit=${limit}`);
    assert.deepEqual(pages.flat(), whole, `limit=${limit}`);
    assert.equal(pages.length, Math.ceil(whole.length / limit), `limit=${limit}`);
  }
});

test("who pages while others write meets every resource that stays, once", async () => {
  const before = await samrad.ids(`/v1/bodies?${mine}&sort=name&limit=500`);
  const deleted = [before[1], before[2], before[6]];
  const pages = await walk(`/v1/bodies?${mine}&sort=name&limit=3`, async (page) => {
    if (page === 1) {
      await samrad.store(named("ny-foran", "Aaa fremst"), named("ny-bak", "Åå bakerst"), named("ny-midt", "Cesar"));
      for (const id of [before[1], before[2]]) await samrad.deleted(`/v1/bodies/${id}`);
    }
    if (page === 2) await samrad.deleted(`/v1/bodies/${before[6]}`);
  });
  const met = pages.flat();
  assert.equal(new Set(met).size, met.length, "nothing twice");
  assert.deepEqual(
    met.filter((id) => before.includes(id)),
    before.filter((id) => id !== deleted[2]),
  );
  assert.ok(met.includes("ny-bak") && met.includes("ny-midt"), "what came after the cursor is met");
});

test("an item that is changed between pages does not move the others", async () => {
  const ids = await samrad.ids(`/v1/bodies?${mine}&sort=-name&limit=500`);
  const pages = await walk(`/v1/bodies?${mine}&sort=-name&limit=2`, async (page) => {
    if (page === 1) await samrad.patched(`/v1/bodies/${ids[1]}`, { shortName: "endret" });
  });
  assert.deepEqual(pages.flat(), ids);
});

test("a page goes on behind a name of any length", async () => {
  for (const length of [700, 1000, 5000]) {
    const long = [named(`lang-a-${length}`, "Q".repeat(length)), named(`lang-b-${length}`, "Q".repeat(length) + "r")];
    await samrad.store(...long);
    const pages = await walk(`/v1/bodies?${mine}&sort=name&limit=1`);
    assert.ok(pages.flat().includes(`lang-b-${length}`));
    for (const [path] of long) await samrad.deleted(path);
  }
});

test("next holds every parameter of the request, in its own form", async () => {
  const { next } = (await samrad.get("/v1/bodies?limit=1&kind=youth_council&kind=council&fields=name,kind&count=true&q=%C3%85s%20OR%20%C3%98gar"))
    .json;
  assert.notEqual(next, null);
  const url = new URL(next, "http://x");
  assert.equal(url.pathname, "/v1/bodies");
  assert.deepEqual(url.searchParams.getAll("kind"), ["youth_council", "council"]);
  assert.equal(url.searchParams.get("fields"), "name,kind");
  assert.equal(url.searchParams.get("q"), "Ås OR Øgar");
  const { items, total } = (await samrad.get(next)).json;
  assert.equal(total, 2);
  assert.deepEqual(Object.keys(items[0]).sort(), ["id", "kind", "name"]);
});

const base64url = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

test("a cursor that is not this list's is refused, whatever is in it", async () => {
  const cursor = async (path) => new URL((await samrad.get(path)).json.next, "http://x").searchParams.get("cursor");
  const good = await cursor("/v1/bodies?sort=name&limit=1");
  const [bound] = JSON.parse(Buffer.from(good, "base64url").toString());
  const bad = [
    ["/v1/bodies?sort=-name", good],
    ["/v1/bodies?sort=kind", good],
    ["/v1/bodies?sort=name,kind", good],
    ["/v1/organisations?sort=name", good],
    ["/v1/bodies?sort=name", await cursor("/v1/bodies?sort=kind&limit=1")],
    ["/v1/bodies?sort=name", await cursor("/v1/bodies/nasjonal-koordineringsgruppe/meetings?limit=1")],
    ...[
      "x",
      "%2F%2F%2F%2F",
      "=",
      "null",
      base64url("null"),
      base64url("[]"),
      base64url("{"),
      base64url({}),
      good.slice(0, -3),
      `${good}A*`,
      base64url([bound]),
      base64url([bound, "a"]),
      base64url([bound, 1, 2]),
      base64url([bound, "a", "b", "c"]),
      base64url([bound, "a", "b\u0000"]),
      base64url([[bound, "a", "b"]]),
      base64url("\xff\xfe"),
      "A".repeat(1000),
    ].map((text) => ["/v1/bodies?sort=name", text]),
  ];
  for (const [path, text] of bad) assertProblem(await samrad.get(`${path}&cursor=${text}`), 400, { parameter: "cursor" });
  assertProblem(await samrad.get("/v1/bodies?cursor="), 400, { parameter: "cursor" });
});

test("a forged cursor with values of the wrong type is 400, not a fault of the database", async () => {
  const forge = async (path, ...values) => {
    const { next } = (await samrad.get(`${path}&limit=1`)).json;
    const [bound] = JSON.parse(Buffer.from(new URL(next, "http://x").searchParams.get("cursor"), "base64url").toString());
    return samrad.get(`${path}&cursor=${base64url([bound, ...values])}`);
  };
  for (const value of ["i går", "2024-02-30", "", "99999999999999999999"]) {
    assertProblem(await forge("/v1/meetings?sort=date", value, "x"), 400, { parameter: "cursor" });
    assertProblem(await forge("/v1/meetings?sort=number", `${value}x`, "x"), 400, { parameter: "cursor" });
    assertProblem(await forge("/v1/bodies?sort=updatedAt", value, "x"), 400, { parameter: "cursor" });
  }
  assert.equal((await forge("/v1/bodies?sort=name", "'; drop table x; --", "x")).status, 200);
});

test("what cannot be sorted by is refused, with the nearest name", async () => {
  assertProblem(await samrad.get("/v1/bodies?sort=nam"), 400, { parameter: "sort", detail: /«name»/ });
  assertProblem(await samrad.get("/v1/bodies?sort=purpose"), 400, { parameter: "sort" });
  for (const sort of ["", ",", "name,", "--name", "+name", "name,name", "name,-name", "Name", "name%20desc", "data->>'x'"])
    assertProblem(await samrad.get(`/v1/bodies?sort=${encodeURI(sort)}`), 400, { parameter: "sort" });
  assert.ok(components.parameters.BodiesSort.schema.items.enum.includes("-validFrom"));
});

samrad.endsCleanly();
