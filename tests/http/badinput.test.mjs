// What must be refused with a clear 4xx and leave nothing behind: broken JSON, wrong values, impossible dates, numbers that
// are none, periods that overlap, keys that do not open.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
const appointment = { body: "radet", role: "member", person: "ola", validFrom: "2020-01-01", validTo: "2021-12-31" };
await samrad.store(...foundation, ["/v1/memberships/forste", appointment]);
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", ...more });
const fingerprint = () => samrad.sql("select count(*), coalesce(sum(version), 0) from register.change");
const send = (bytes, options) => samrad.post("/v1/bodies", bytes, options);

/** Everything here is refused; at its end the register must be as it was. */
function refused(name, run) {
  describe(name, () => {
    let stored;
    before(async () => {
      stored = await fingerprint();
    });
    run();
    test("nothing is stored", async () => assert.equal(await fingerprint(), stored));
  });
}

refused("JSON that is none", () => {
  const broken = {
    "truncated": '{"name":{"nb":"Organ"},"kind":"for', "truncated in an escape": '{"name":{"nb":"\\u00', "an open list": '{"a":[', "a bare word": "forum",
    "a trailing comma": '{"kind":"forum",}', "single quotes": "{'kind':'forum'}", "a comment": '{"kind":"forum"/* x */}', "NaN": '{"a":NaN}',
    "a leading zero": '{"a":01}', "two documents": '{"a":1}{"b":2}', "text behind it": '{"kind":"forum"} x', "half a surrogate": '{"a":"\\ud800"}',
    "a raw line break in a string": '{"a":"x\ny"}', "a byte order mark": '\ufeff{"kind":"forum"}', "only spaces": "   ", "XML": "<body/>",
  };
  for (const [what, text] of Object.entries(broken))
    test(what, async () => {
      const answer = await send(text);
      assertProblem(answer, 400, { pointer: "" });
      assert.match(answer.json.errors[0].code, /^(json_|empty_body|not_utf8)/);
    });
  test("the place is told by line and column", async () => {
    assertProblem(await send('{\n  "kind": "forum",\n  "name" "x"\n}'), 400, { code: "json_syntax", detail: /3\D+1\d/ });
  });
  test("nothing at all", async () => {
    assertProblem(await send(""), 400, { code: "empty_body" });
  });
  test("a key twice, at any depth", async () => {
    assertProblem(await send('{"kind":"forum","kind":"forum"}'), 400, { code: "json_duplicate_key" });
    assertProblem(await send('{"kind":"forum","name":{"nb":"a","en":"b","nb":"a"}}'), 400, { code: "json_duplicate_key" });
    assertProblem(await send('{"kind":"forum","k\\u0069nd":"forum"}'), 400, { code: "json_duplicate_key" });
    assertProblem(await send('{"å":1,"a\u030a":2}'), 400, { code: "json_duplicate_key" });
  });
  test("bytes that are not UTF-8", async () => {
    for (const bytes of [[0xff], [0xc3], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]])
      assertProblem(await send(Buffer.concat([Buffer.from('{"name":{"nb":"'), Buffer.from(bytes), Buffer.from('"},"kind":"forum"}')])), 400);
    assertProblem(await send(Buffer.from(JSON.stringify(body({ shortName: "Blåbær" })), "latin1")), 400, { code: "not_utf8" });
    assertProblem(await send(Buffer.from(JSON.stringify(body()), "utf16le")), 400);
  });
  test("NUL, written and escaped", async () => {
    assertProblem(await send('{"name":{"nb":"a\\u0000b"},"kind":"forum"}'), 400, { code: "json_nul" });
    assertProblem(await send('{"name":{"nb":"a\u0000b"},"kind":"forum"}'), 400);
    assertProblem(await send('{"a\\u0000":1}'), 400);
    assertProblem(await send("\u0000"), 400);
  });
  test("other control characters", async () => {
    for (const escape of ["\\u0001", "\\u001b", "\\u007f", "\\u0085"]) {
      const answer = await send(`{"name":{"nb":"a${escape}b"},"kind":"forum"}`);
      assert.ok([400, 422].includes(answer.status), `${escape}: ${answer.status}`);
      assert.ok(answer.json.errors.some(({ code }) => code === "control_character"), answer.text);
    }
  });
  test("too deep", async () => {
    for (const depth of [65, 100, 5000, 100000]) {
      assertProblem(await send("[".repeat(depth)), 400);
      assertProblem(await send('{"a":'.repeat(depth) + "1" + "}".repeat(depth)), 400, { code: "too_deep" });
    }
  });
  test("numbers too large", async () => {
    for (const number of ["1e999", "123456789012345678901234567890", "-1e400", "9".repeat(5000)])
      assertProblem(await send(`{"a":${number}}`), 400, { code: "json_number" });
  });
  test("many members, long keys and much of everything are told in time", async () => {
    const started = Date.now();
    assertProblem(await send(`{${Array.from({ length: 30000 }, (_, i) => `"k${i}":${i}`).join(",")}}`), 422);
    assertProblem(await send(`{"${"k".repeat(900000)}":1}`), 422);
    assertProblem(await send(JSON.stringify(body({ mandate: Array.from({ length: 30000 }, () => ({ nb: "x" })) }))), 422, { pointer: "/mandate", code: "max_items" });
    assertProblem(await send(JSON.stringify(body({ shortName: "x".repeat(900000) }))), 422, { pointer: "/shortName", code: "max_length" });
    assert.ok(Date.now() - started < 8000);
  });
});

refused("a body larger than the limit", () => {
  const limit = 1024 * 1024;
  const padded = (length) => {
    const text = JSON.stringify(body({ note: { nb: "n" } }));
    return text.slice(0, -1) + " ".repeat(length - text.length) + "}";
  };
  test("a byte too many is 413, and not a shorter body", async () => {
    for (const length of [limit + 1, limit + 2, 2 * limit, 8 * limit]) assertProblem(await send(padded(length)), 413);
    assertProblem(await samrad.put("/v1/bodies/stor", padded(limit + 1)), 413);
    assertProblem(await samrad.patch("/v1/bodies/radet", padded(limit + 1)), 413);
  });
  test("the limit itself is not too large", async () => {
    assert.equal((await samrad.post("/v1/bodies?dryRun=true", padded(limit))).status, 200);
  });
});

refused("values of the wrong sort", () => {
  const wrong = [
    [[], ""], ['"text"', ""], [1, ""], [true, ""], [body({ name: "Organ" }), "/name"], [body({ name: ["Organ"] }), "/name"], [body({ name: {} }), "/name"],
    [body({ name: { en: "Only" } }), "/name"], [body({ name: { nb: "" } }), "/name/nb"], [body({ name: { nb: 1 } }), "/name/nb"], [body({ name: { nb: "a", de: "b" } }), "/name/de"],
    [body({ kind: "Forum" }), "/kind"], [body({ kind: ["forum"] }), "/kind"], [{ kind: "forum" }, ""], [body({ seatsExhaustive: "true" }), "/seatsExhaustive"],
    [body({ establishedBy: "etaten" }), "/establishedBy"], [body({ establishedBy: [["etaten"]] }), "/establishedBy/0"], [body({ area: { id: "bygda" } }), "/area"],
    [body({ coverage: { memberships: { level: "all" } } }), "/coverage/memberships/level"], [body({ reportsTo: [{}] }), "/reportsTo/0"],
    [body({ reportsTo: [{ organisation: "etaten", body: "radet" }] }), "/reportsTo/0"], [body({ sources: [{ title: "" }] }), "/sources/0/title"],
    [body({ id: "Stor Bokstav" }), "/id"], [body({ id: "" }), "/id"], [body({ id: "x".repeat(101) }), "/id"], [body({ id: 7 }), "/id"],
    [body({ basisOf: { name: "guessed" } }), "/basisOf/name"], [body({ identifiers: { x: 1 } }), "/identifiers/x"], [body({ validFrom: null }), "/validFrom"],
    [body({ sources: [{ title: "T", url: "javascript:alert(1)" }] }), "/sources/0/url"],
  ];
  for (const [document, pointer] of wrong)
    test(JSON.stringify(document).slice(0, 100), async () => assertProblem(await send(document), 422, { pointer }));
  test("unknown members, with the nearest", async () => {
    assertProblem(await send(body({ shortname: "x", knid: "y", completelyElse: 1 })), 422,
      { pointer: "/shortname", code: "unknown_property", detail: /«shortName»/ }, { pointer: "/knid", detail: /«kind»/ },
      { pointer: "/completelyElse", code: "unknown_property" });
    assertProblem(await send(body({ sources: [{ title: "T", ulr: "http://x" }] })), 422, { pointer: "/sources/0/ulr", detail: /«url»/ });
    assertProblem(await send(body({ "a/b~c": 1 })), 422, { pointer: "/a~1b~0c", code: "unknown_property" });
    assertProblem(await send(body({ included: {} })), 422, { pointer: "/included" });
    assertProblem(await send('{"__proto__":{"x":1},"constructor":1,"":2}'), 422, { pointer: "/__proto__" }, { pointer: "/constructor" }, { pointer: "/" });
  });
});

refused("dates that are none, and ends before starts", () => {
  for (const date of ["2023-02-29", "2023-13", "2023-00-01", "2023-04-31", "2023-1-1", "20230101", "0000", "23", "2023-01-01T00:00:00Z", "i fjor", "", "-2023", "12023", "2023-01-", " 2023"])
    test(`${JSON.stringify(date)} is no date`, async () => {
      assertProblem(await send(body({ validFrom: date })), 422, { pointer: "/validFrom" });
      assertProblem(await send(body({ sources: [{ title: "T", published: date }] })), 422, { pointer: "/sources/0/published" });
    });
  test("an instant must be one", async () => {
    for (const startsAt of ["2024-01-01", "2024-01-01T10:00", "2024-01-01T25:00:00Z", "2023-02-29T10:00:00Z", "2024-01-01T10:00:00"])
      assertProblem(await samrad.post("/v1/meetings", { body: "radet", status: "planned", startsAt }), 422, { pointer: "/startsAt" });
  });
  for (const [validFrom, validTo] of [["2024-01-02", "2024-01-01"], ["2024", "2023"], ["2024-02", "2024-01"], ["2024-02-01", "2024-01"], ["2025", "2024-12-31"]])
    test(`${validTo} ends before ${validFrom}`, async () => {
      assertProblem(await send(body({ validFrom, validTo })), 422, { pointer: "/validTo", code: "end_before_start" });
      assertProblem(await samrad.put("/v1/offices/sent", { title: { nb: "E" }, holders: [{ person: "kari" }, { person: "ola", validFrom, validTo }] }), 422,
        { pointer: "/holders/1/validTo", code: "end_before_start" });
    });
  test("a meeting ends after it starts", async () => {
    assertProblem(await samrad.post("/v1/meetings", { body: "radet", status: "planned", startsAt: "2024-01-01T10:00:00Z", endsAt: "2024-01-01T10:30:00+01:00" }), 422,
      { pointer: "/endsAt", code: "end_before_start" });
  });
});

refused("periods that overlap", () => {
  const named = (...names) => ({ name: { nb: "O" }, kind: "ministry", names: names.map(([validFrom, validTo]) => ({ name: { nb: "N" }, ...(validFrom && { validFrom }), ...(validTo && { validTo }) })) });
  test("two names at a time", async () => {
    assertProblem(await samrad.put("/v1/organisations/navn", named(["2010-01-01", "2012-06-30"], ["2012-06-30", "2014"])), 422, { pointer: "/names/1", code: "overlap" });
    assertProblem(await samrad.put("/v1/organisations/navn", named(["2010-01-01"], ["2012-01-01", "2013-01-01"])), 422, { pointer: "/names/1" });
    assertProblem(await samrad.put("/v1/organisations/navn", named(["2010", "2011"], ["2015", "2016"], ["2010-01-01", "2011-03-01"])), 422, { pointer: "/names/2", detail: /\/names\/0/ });
  });
  test("two holders of an office that one holds at a time", async () => {
    const office = { title: { nb: "E" }, holders: [{ person: "kari", validFrom: "2020-01-01", validTo: "2022-12-31" }, { person: "ola", validFrom: "2022-12-31" }] };
    assertProblem(await samrad.put("/v1/offices/overlapp", office), 422, { pointer: "/holders/1", code: "overlap" });
    assertProblem(await samrad.put("/v1/offices/overlapp", { ...office, shared: false }), 422, { pointer: "/holders/1", code: "overlap" });
    assert.equal((await samrad.put("/v1/offices/overlapp?dryRun=true", { ...office, shared: true })).status, 200);
  });
  test("the same appointment twice", async () => {
    assertProblem(await samrad.put("/v1/memberships/andre", { ...appointment, validFrom: "2021-12-31", validTo: "2023-01-01" }), 422, { pointer: "/validFrom", code: "overlap", detail: /forste/ });
    assert.equal((await samrad.put("/v1/memberships/andre?dryRun=true", { ...appointment, validFrom: "2022-01-01", validTo: "2023-01-01" })).status, 200);
    assert.equal((await samrad.put("/v1/memberships/andre?dryRun=true", { ...appointment, role: "observer" })).status, 200);
    assert.equal((await samrad.patch("/v1/memberships/forste?dryRun=true", { validTo: "2023-01-01" })).status, 200, "not with itself");
  });
  test("periods that only may overlap are let through", async () => {
    assert.equal((await samrad.put("/v1/organisations/navn?dryRun=true", named(["2010", "2012"], ["2012", "2014"]))).status, 200);
    assert.equal((await samrad.put("/v1/organisations/navn?dryRun=true", named([undefined, "2012"], ["2011", "2014"]))).status, 200);
    assert.equal((await samrad.put("/v1/organisations/navn?dryRun=true", named(["2010-01-01", "2012-06-30"], ["2012-07-01"]))).status, 200);
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
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.identifiers.orgnr, "123456785");
    }
  });
  for (const kommunenummer of ["301", "03011", "O301", 301, ""])
    test(`municipality number ${JSON.stringify(kommunenummer)}`, async () => {
      assertProblem(await samrad.post("/v1/organisations", organisation({ kommunenummer })), 422, { pointer: "/identifiers/kommunenummer" });
    });
  test("0301 is one, and 03 a county's", async () => {
    assert.equal((await samrad.post("/v1/areas?dryRun=true", { name: { nb: "O" }, kind: "county", identifiers: { kommunenummer: "0301", fylkesnummer: "03" } })).status, 200);
    assertProblem(await samrad.post("/v1/areas", { name: { nb: "O" }, kind: "county", identifiers: { fylkesnummer: "3" } }), 422, { pointer: "/identifiers/fylkesnummer" });
  });
  const places = [
    [(text) => body({ name: { nb: text } }), "/name/nb"], [(text) => body({ shortName: text }), "/shortName"], [(text) => body({ note: { nb: "Merk", en: text } }), "/note/en"],
    [(text) => body({ sources: [{ title: "T", note: text }] }), "/sources/0/note"], [(text) => body({ identifiers: { saksnummer: text } }), "/identifiers/saksnummer"],
    [(text) => body({ statements: [{ field: "name", value: { nb: text }, preferred: true }] }), "/statements/0/value/nb"],
    [(text) => body({ mandate: [{ nb: "a" }, { nb: text }] }), "/mandate/1/nb"], [(text) => body({ id: text }), "/id"],
  ];
  for (const [place, pointer] of places)
    test(`a national identity number in ${pointer}`, async () => {
      for (const text of pointer === "/id" ? ["01019012345"] : ["01019012345", "Kari (01019012345) møtte", "010190 12345", "41019012345", "x01019012345y"])
        assertProblem(await send(place(text)), 422, { pointer, code: "national_identity_number" });
    });
  test("a national identity number in the address, in a list and in a name of a person", async () => {
    assertProblem(await samrad.put("/v1/persons/01019012345", { name: "Kari" }), 422, { code: "national_identity_number" });
    assertProblem(await samrad.post("/v1/persons", { name: "Kari 01019012345" }), 422, { pointer: "/name", code: "national_identity_number" });
    assertProblem(await samrad.patch("/v1/persons/kari", { note: { nb: "Født 010190 12345" } }), 422, { pointer: "/note/nb", code: "national_identity_number" });
  });
  test("other long numbers are none", async () => {
    for (const text of ["Sak 2024/123456", "99999999999", "tlf. 22 22 22 22", "123456785", "ISBN 9788202123456"])
      assert.equal((await samrad.post("/v1/bodies?dryRun=true", body({ shortName: text }))).status, 200, text);
  });
});

refused("media types", () => {
  for (const type of ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "text/json", "application/merge-patch+json",
    "application/json; charset=iso-8859-1", "application/json; charset=utf-16", "*/*", "json", "", null])
    test(`Content-Type: ${type}`, async () => {
      const headers = { "content-type": type };
      assertProblem(await send(body(), { headers }), 415);
      assertProblem(await samrad.put("/v1/bodies/media", body(), { headers }), 415);
    });
  test("JSON by other spellings", async () => {
    for (const type of ["application/json", "Application/JSON", "application/json; charset=utf-8", 'application/json;charset="UTF-8"', "application/json ; charset=UTF-8"])
      assert.equal((await samrad.post("/v1/bodies?dryRun=true", body(), { headers: { "content-type": type } })).status, 200, type);
  });
});

refused("keys", () => {
  const write = (options) => samrad.post("/v1/bodies", body(), options);
  test("none", async () => {
    const answer = await write({ key: null });
    assertProblem(answer, 401);
    assert.match(answer.headers["www-authenticate"], /^Bearer/);
  });
  for (const name of ["expired", "revoked"])
    test(name, async () => {
      assertProblem(await write({ key: samrad.keys[name] }), 401);
      assertProblem(await samrad.get("/v1/bodies", { key: samrad.keys[name] }), 401);
    });
  test("a key for reading does not write", async () => {
    for (const send of [(o) => samrad.post("/v1/bodies", body(), o), (o) => samrad.put("/v1/bodies/x", body(), o), (o) => samrad.patch("/v1/bodies/radet", {}, o), (o) => samrad.delete("/v1/bodies/radet", o)]) {
      const answer = await send({ key: samrad.keys.reader });
      assertProblem(answer, 403);
      assert.match(answer.json.detail, /samrad:write/);
    }
  });
  test("garbage", async () => {
    const good = samrad.keys.writer, last = good.at(-1) === "0" ? "1" : "0";
    const other = samrad.keys.admin.split("_"), mixed = good.split("_");
    mixed[mixed.length - 1] = other.at(-1);
    for (const authorization of ["", "Bearer", "Bearer ", "Bearer x", `Basic ${Buffer.from("a:b").toString("base64")}`, good, `Bearer ${good}x`, `Bearer ${good.slice(0, -1)}`,
      `Bearer ${good.slice(0, -1)}${last}`, `Bearer ${good.toUpperCase()}`, `Bearer  ${good}`, `Bearer ${mixed.join("_")}`, `Bearer ${"x".repeat(5000)}`, `Bearer ${good}, Bearer ${good}`,
      "Bearer eyJhbGciOiJub25lIn0.eyJzY29wZSI6InNhbXJhZDphZG1pbiJ9.", "Bearer ' or 1=1 --"])
      assertProblem(await write({ key: null, headers: { authorization } }), 401);
  });
  test("a bad key is refused on open reads too: its owner thinks it opens something", async () => {
    assertProblem(await samrad.get("/v1/bodies/radet", { headers: { authorization: "Bearer x" } }), 401);
  });
  test("a key in the address is no key", async () => {
    assertProblem(await samrad.post(`/v1/bodies?key=${samrad.keys.writer}`.slice(0, 80), body(), { key: null }), 401);
  });
  test("the scheme's name is written in any case", async () => {
    assert.equal((await samrad.post("/v1/bodies?dryRun=true", body(), { key: null, headers: { authorization: `bearer ${samrad.keys.writer}` } })).status, 200);
  });
});

describe("Unicode", () => {
  const decomposed = "Bla\u030ab\u00e6rra\u030adet", composed = "Blåbærrådet";
  test("decomposed text is stored composed, and found either way", async () => {
    const answer = await samrad.put("/v1/bodies/unicode", body({ name: { nb: decomposed }, identifiers: { navn: decomposed } }));
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.json.name.nb, composed);
    assert.equal((await samrad.get("/v1/bodies/unicode")).json.identifiers.navn, composed);
    for (const q of [decomposed, composed, "bla\u030aba\u0308r".replace("ba\u0308r", "bær")])
      assert.deepEqual(await samrad.ids(`/v1/bodies?q=${encodeURIComponent(q)}`), ["unicode"], q);
    await samrad.store(["/v1/persons/asa", { name: "A\u030asa" }]);
    for (const name of ["Åsa", "A\u030asa"]) assert.deepEqual(await samrad.ids(`/v1/persons?name=${encodeURIComponent(name)}`), ["asa"]);
    assert.equal((await samrad.put("/v1/persons/asa", { name: "Åsa" })).json.version, 1, "the same text is no change");
  });
  test("text outside the basic plane, right-to-left and Sámi come back as they were", async () => {
    const name = { nb: "\u{1f600} 𝔖amråd", se: "Sámi ŋŧđšžč", en: "\u05d0\u05d1 \u200d" };
    await samrad.store(["/v1/bodies/tegn", body({ name })]);
    assert.deepEqual((await samrad.get("/v1/bodies/tegn")).json.name, name);
  });
});

samrad.endsCleanly();
