// Values that must be refused with their place: wrong types and names, dates that are none, periods that overlap, numbers of
// organisations and municipalities that are none, and national identity numbers anywhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { refusedBy } from "./refused.mjs";

const appointment = { body: "radet", role: "member", person: "ola", validFrom: "2020-01-01", validTo: "2021-12-31" };
const samrad = await startSamrad();
await samrad.store(...foundation, ["/v1/memberships/forste", appointment]);
const refused = refusedBy(samrad);
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", ...more });
const send = (bytes, options) => samrad.post("/v1/bodies", bytes, options);

refused("values of the wrong sort", () => {
  const wrong = [
    [[], ""],
    ['"text"', ""],
    [1, ""],
    [true, ""],
    [body({ name: "Organ" }), "/name"],
    [body({ name: ["Organ"] }), "/name"],
    [body({ name: {} }), "/name"],
    [body({ name: { en: "Only" } }), "/name"],
    [body({ name: { nb: "" } }), "/name/nb"],
    [body({ name: { nb: 1 } }), "/name/nb"],
    [body({ name: { nb: "a", de: "b" } }), "/name/de"],
    [body({ kind: "Forum" }), "/kind"],
    [body({ kind: ["forum"] }), "/kind"],
    [{ kind: "forum" }, ""],
    [body({ seatsExhaustive: "true" }), "/seatsExhaustive"],
    [body({ establishedBy: "etaten" }), "/establishedBy"],
    [body({ establishedBy: [["etaten"]] }), "/establishedBy/0"],
    [body({ area: { id: "bygda" } }), "/area"],
    [body({ coverage: { memberships: { level: "all" } } }), "/coverage/memberships/level"],
    [body({ reportsTo: [{}] }), "/reportsTo/0"],
    [body({ reportsTo: [{ organisation: "etaten", body: "radet" }] }), "/reportsTo/0"],
    [body({ sources: [{ title: "" }] }), "/sources/0/title"],
    [body({ id: "Stor Bokstav" }), "/id"],
    [body({ id: "" }), "/id"],
    [body({ id: "x".repeat(101) }), "/id"],
    [body({ id: 7 }), "/id"],
    [body({ basisOf: { name: "guessed" } }), "/basisOf/name"],
    [body({ identifiers: { x: 1 } }), "/identifiers/x"],
    [body({ validFrom: null }), "/validFrom"],
    [body({ sources: [{ title: "T", url: "javascript:alert(1)" }] }), "/sources/0/url"],
  ];
  for (const [document, pointer] of wrong)
    test(JSON.stringify(document).slice(0, 100), async () => assertProblem(await send(document), 422, { pointer }));
  test("unknown members, with the nearest", async () => {
    assertProblem(
      await send(body({ shortname: "x", knid: "y", completelyElse: 1 })),
      422,
      { pointer: "/shortname", code: "unknown_property", detail: /«shortName»/ },
      { pointer: "/knid", detail: /«kind»/ },
      { pointer: "/completelyElse", code: "unknown_property" },
    );
    assertProblem(await send(body({ sources: [{ title: "T", ulr: "http://x" }] })), 422, { pointer: "/sources/0/ulr", detail: /«url»/ });
    assertProblem(await send(body({ "a/b~c": 1 })), 422, { pointer: "/a~1b~0c", code: "unknown_property" });
    assertProblem(await send(body({ included: {} })), 422, { pointer: "/included" });
    assertProblem(
      await send('{"__proto__":{"x":1},"constructor":1,"":2}'),
      422,
      { pointer: "/__proto__" },
      { pointer: "/constructor" },
      { pointer: "/" },
    );
  });
});

refused("dates that are none, and ends before starts", () => {
  for (const date of [
    "2023-02-29",
    "2023-13",
    "2023-00-01",
    "2023-04-31",
    "2023-1-1",
    "20230101",
    "0000",
    "23",
    "2023-01-01T00:00:00Z",
    "i fjor",
    "",
    "-2023",
    "12023",
    "2023-01-",
    " 2023",
  ])
    test(`${JSON.stringify(date)} is no date`, async () => {
      assertProblem(await send(body({ validFrom: date })), 422, { pointer: "/validFrom" });
      assertProblem(await send(body({ sources: [{ title: "T", published: date }] })), 422, { pointer: "/sources/0/published" });
    });
  test("an instant must be one", async () => {
    for (const startsAt of ["2024-01-01", "2024-01-01T10:00", "2024-01-01T25:00:00Z", "2023-02-29T10:00:00Z", "2024-01-01T10:00:00"])
      assertProblem(await samrad.post("/v1/meetings", { body: "radet", status: "planned", startsAt }), 422, { pointer: "/startsAt" });
  });
  for (const [validFrom, validTo] of [
    ["2024-01-02", "2024-01-01"],
    ["2024", "2023"],
    ["2024-02", "2024-01"],
    ["2024-02-01", "2024-01"],
    ["2025", "2024-12-31"],
  ])
    test(`${validTo} ends before ${validFrom}`, async () => {
      assertProblem(await send(body({ validFrom, validTo })), 422, { pointer: "/validTo", code: "end_before_start" });
      assertProblem(
        await samrad.put("/v1/offices/sent", { title: { nb: "E" }, holders: [{ person: "kari" }, { person: "ola", validFrom, validTo }] }),
        422,
        { pointer: "/holders/1/validTo", code: "end_before_start" },
      );
    });
  test("a meeting ends after it starts", async () => {
    assertProblem(
      await samrad.post("/v1/meetings", {
        body: "radet",
        status: "planned",
        startsAt: "2024-01-01T10:00:00Z",
        endsAt: "2024-01-01T10:30:00+01:00",
      }),
      422,
      { pointer: "/endsAt", code: "end_before_start" },
    );
  });
});

refused("periods that overlap", () => {
  const named = (...names) => ({
    name: { nb: "O" },
    kind: "ministry",
    names: names.map(([validFrom, validTo]) => ({ name: { nb: "N" }, ...(validFrom && { validFrom }), ...(validTo && { validTo }) })),
  });
  test("two names at a time", async () => {
    assertProblem(await samrad.put("/v1/organisations/navn", named(["2010-01-01", "2012-06-30"], ["2012-06-29", "2014"])), 422, {
      pointer: "/names/1",
      code: "overlap",
    });
    assertProblem(await samrad.put("/v1/organisations/navn", named(["2010-01-01"], ["2012-01-01", "2013-01-01"])), 422, {
      pointer: "/names/1",
    });
    assertProblem(
      await samrad.put("/v1/organisations/navn", named(["2010", "2011"], ["2015", "2016"], ["2010-01-01", "2011-03-01"])),
      422,
      { pointer: "/names/2", detail: /\/names\/0/ },
    );
  });
  test("two holders of an office that one holds at a time", async () => {
    const office = {
      title: { nb: "E" },
      holders: [
        { person: "kari", validFrom: "2020-01-01", validTo: "2022-12-31" },
        { person: "ola", validFrom: "2022-12-30" },
      ],
    };
    assertProblem(await samrad.put("/v1/offices/overlapp", office), 422, { pointer: "/holders/1", code: "overlap" });
    assertProblem(await samrad.put("/v1/offices/overlapp", { ...office, shared: false }), 422, { pointer: "/holders/1", code: "overlap" });
    assert.equal((await samrad.put("/v1/offices/overlapp?dryRun=true", { ...office, shared: true })).status, 201);
  });
  test("the same appointment twice", async () => {
    assertProblem(await samrad.put("/v1/memberships/andre", { ...appointment, validFrom: "2021-12-30", validTo: "2023-01-01" }), 422, {
      pointer: "/validFrom",
      code: "overlap",
      detail: /forste/,
    });
    assert.equal(
      (await samrad.put("/v1/memberships/andre?dryRun=true", { ...appointment, validFrom: "2022-01-01", validTo: "2023-01-01" })).status,
      201,
    );
    assert.equal((await samrad.put("/v1/memberships/andre?dryRun=true", { ...appointment, role: "observer" })).status, 201);
    assert.equal((await samrad.patch("/v1/memberships/forste?dryRun=true", { validTo: "2023-01-01" })).status, 200, "not with itself");
  });
  test("periods that only may overlap are let through", async () => {
    assert.equal((await samrad.put("/v1/organisations/navn?dryRun=true", named(["2010", "2012"], ["2012", "2014"]))).status, 201);
    assert.equal((await samrad.put("/v1/organisations/navn?dryRun=true", named([undefined, "2012"], ["2011", "2014"]))).status, 201);
    assert.equal((await samrad.put("/v1/organisations/navn?dryRun=true", named(["2010-01-01", "2012-06-30"], ["2012-07-01"]))).status, 201);
  });
});

refused("numbers of organisations, municipalities and persons", () => {
  const organisation = (identifiers) => ({ name: { nb: "O" }, kind: "agency", identifiers });
  for (const orgnr of ["123456789", "12345678", "1234567850", "12345678x", "", "123-456-785", "123  456 785", " 123456785"])
    test(`organisation number ${JSON.stringify(orgnr)}`, async () => {
      assertProblem(await samrad.post("/v1/organisations", organisation({ orgnr })), 422, { pointer: "/identifiers/orgnr" });
    });
  test("123456785 is one, with or without spaces, and is stored without", async () => {
    for (const orgnr of ["123456785", "123 456 785"]) {
      const answer = await samrad.post("/v1/organisations?dryRun=true", organisation({ orgnr }));
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.json.identifiers.orgnr, "123456785");
    }
  });
  for (const kommunenummer of ["301", "03011", "O301", 301, ""])
    test(`municipality number ${JSON.stringify(kommunenummer)}`, async () => {
      assertProblem(await samrad.post("/v1/organisations", organisation({ kommunenummer })), 422, {
        pointer: "/identifiers/kommunenummer",
      });
    });
  test("0301 is one, and 03 a county's", async () => {
    assert.equal(
      (
        await samrad.post("/v1/areas?dryRun=true", {
          name: { nb: "O" },
          kind: "county",
          identifiers: { kommunenummer: "0301", fylkesnummer: "03" },
        })
      ).status,
      201,
    );
    assertProblem(await samrad.post("/v1/areas", { name: { nb: "O" }, kind: "county", identifiers: { fylkesnummer: "3" } }), 422, {
      pointer: "/identifiers/fylkesnummer",
    });
  });
  const places = [
    [(text) => body({ name: { nb: text } }), "/name/nb"],
    [(text) => body({ shortName: text }), "/shortName"],
    [(text) => body({ note: { nb: "Merk", en: text } }), "/note/en"],
    [(text) => body({ sources: [{ title: "T", note: text }] }), "/sources/0/note"],
    [(text) => body({ identifiers: { saksnummer: text } }), "/identifiers/saksnummer"],
    [(text) => body({ statements: [{ field: "name", value: { nb: text }, preferred: true }] }), "/statements/0/value/nb"],
    [(text) => body({ mandate: [{ nb: "a" }, { nb: text }] }), "/mandate/1/nb"],
    [(text) => body({ id: text }), "/id"],
  ];
  for (const [place, pointer] of places)
    test(`a national identity number in ${pointer}`, async () => {
      for (const text of pointer === "/id"
        ? ["01019012345"]
        : ["01019012345", "Kari (01019012345) møtte", "010190 12345", "41019012345", "x01019012345y"])
        assertProblem(await send(place(text)), 422, { pointer, code: "national_identity_number" });
    });
  test("a national identity number in the address, in a list and in a name of a person", async () => {
    assertProblem(await samrad.put("/v1/persons/01019012345", { name: "Kari" }), 422, { code: "national_identity_number" });
    assertProblem(await samrad.post("/v1/persons", { name: "Kari 01019012345" }), 422, {
      pointer: "/name",
      code: "national_identity_number",
    });
    assertProblem(await samrad.patch("/v1/persons/kari", { note: { nb: "Født 010190 12345" } }), 422, {
      pointer: "/note/nb",
      code: "national_identity_number",
    });
  });
  test("other long numbers are none", async () => {
    for (const text of ["Sak 2024/123456", "99999999999", "tlf. 22 22 22 22", "123456785", "ISBN 9788202123456"])
      assert.equal((await samrad.post("/v1/bodies?dryRun=true", body({ shortName: text }))).status, 201, text);
  });
});

refused("a text in which nothing can be seen, or that turns the direction of writing", () => {
  for (const nb of ["\u200b", " \u00a0\u3000\n", "\u00ad\ufeff", "\u2800", "\u3164", "Alice \u202eliE", "K\u2067re\u2069"])
    test(JSON.stringify(nb), async () => assertProblem(await send(body({ name: { nb } })), 422, { pointer: "/name/nb", code: "format" }));
  test("of a person", async () => assertProblem(await samrad.post("/v1/persons", { name: "\u200b" }), 422, { pointer: "/name", code: "format" }));
});

test("a text is kept without blanks at its ends, and as it is between them", async () => {
  for (const [sent, kept] of [
    [" Kari", "Kari"],
    ["\tKari  Nordmann\u00a0\n", "Kari  Nordmann"],
    ["\ufeffKari\u200b", "Kari"],
    ["Kari \u2764\ufe0f", "Kari \u2764\ufe0f"],
  ]) {
    const answer = await samrad.put("/v1/persons/kantet", { name: sent });
    assert.equal(answer.json.name, kept);
  }
  const same = await samrad.put("/v1/persons/kantet", { name: "  Kari \u2764\ufe0f " });
  assert.equal(same.json.version, (await samrad.get("/v1/persons/kantet")).json.version, "blanks at the ends are no change");
});

test("a list is searched as search is: without regard to accents, soft hyphens and letters that a keyboard lacks", async () => {
  await samrad.store(
    ["/v1/bodies/samisk", body({ name: { nb: "Samisk utvalg", se: "Čoahkkinlávdegoddi" } })],
    ["/v1/bodies/bindestrek", body({ name: { nb: "Sam\u00adordnings\u00adrådet" } })],
    ["/v1/persons/aase", { name: "Åse Bjørnø" }],
    ["/v1/persons/polsk", { name: "Łukasz Żółć" }],
  );
  const found = async (collection, q) => (await samrad.get(`/v1/${collection}?fields=id&q=${encodeURIComponent(q)}`)).json.items.map(({ id }) => id);
  for (const q of ["coahkkinlavdegoddi", "ČOAHKKIN", "lávde", "Čoahkkinlávdegoddi"]) assert.deepEqual(await found("bodies", q), ["samisk"], q);
  for (const q of ["samordningsrådet", "Samordningsrad", "sam\u00adordnings"]) assert.deepEqual(await found("bodies", q), ["bindestrek"], q);
  for (const q of ["åse", "Aase", "ase bjorno", "bjørn"]) assert.deepEqual(await found("persons", q), ["aase"], q);
  for (const q of ["Łukasz", "lukasz zolc", "ŻÓŁĆ"]) assert.deepEqual(await found("persons", q), ["polsk"], q);
  assert.deepEqual(await found("bodies", "100%"), []);
});

samrad.endsCleanly();
