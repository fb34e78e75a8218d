// Bodies that are no JSON, or not in the form that is read here: truncated, deep, huge, in another encoding or media type.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { scaled } from "./pace.mjs";
import { refusedBy } from "./refused.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const refused = refusedBy(samrad);
const body = (more) => ({ name: { nb: "Organ" }, kind: "forum", ...more });
const send = (bytes, options) => samrad.post("/v1/bodies", bytes, options);

refused("JSON that is none", () => {
  const broken = {
    truncated: '{"name":{"nb":"Organ"},"kind":"for',
    "truncated in an escape": '{"name":{"nb":"\\u00',
    "an open list": '{"a":[',
    "a bare word": "forum",
    "a trailing comma": '{"kind":"forum",}',
    "single quotes": "{'kind':'forum'}",
    "a comment": '{"kind":"forum"/* x */}',
    NaN: '{"a":NaN}',
    "a leading zero": '{"a":01}',
    "two documents": '{"a":1}{"b":2}',
    "text behind it": '{"kind":"forum"} x',
    "half a surrogate": '{"a":"\\ud800"}',
    "a raw line break in a string": '{"a":"x\ny"}',
    "only spaces": "   ",
    XML: "<body/>",
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
      assertProblem(
        await send(Buffer.concat([Buffer.from('{"name":{"nb":"'), Buffer.from(bytes), Buffer.from('"},"kind":"forum"}')])),
        400,
      );
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
      assert.ok(
        answer.json.errors.some(({ code }) => code === "control_character"),
        answer.text,
      );
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
    assertProblem(await send(JSON.stringify(body({ mandate: Array.from({ length: 20000 }, () => ({ nb: "x" })) }))), 422, {
      pointer: "/mandate",
      code: "max_items",
    });
    assertProblem(await send(JSON.stringify(body({ shortName: "x".repeat(900000) }))), 422, { pointer: "/shortName", code: "max_length" });
    assert.ok(Date.now() - started < scaled(8000));
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
    assert.equal((await samrad.post("/v1/bodies?dryRun=true", padded(limit))).status, 201);
  });
});

refused("media types", () => {
  for (const type of [
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
    "text/json",
    "application/merge-patch+json",
    "application/json; charset=iso-8859-1",
    "application/json; charset=utf-16",
    "*/*",
    "json",
    "",
    null,
  ])
    test(`Content-Type: ${type}`, async () => {
      const headers = { "content-type": type };
      assertProblem(await send(body(), { headers }), 415);
      assertProblem(await samrad.put("/v1/bodies/media", body(), { headers }), 415);
    });
  test("JSON by other spellings", async () => {
    for (const type of [
      "application/json",
      "Application/JSON",
      "application/json; charset=utf-8",
      "application/json; charset=US-ASCII",
      'application/json;charset="UTF-8"',
      "application/json ; charset=UTF-8",
      "application/json;charset=UTF8",
    ])
      assert.equal((await samrad.post("/v1/bodies?dryRun=true", body(), { headers: { "content-type": type } })).status, 201, type);
  });
  test("another charset is refused with the one that is read", async () => {
    const answer = await send(body(), { headers: { "content-type": "application/json; charset=windows-1252", "accept-language": "en" } });
    assertProblem(answer, 415);
    assert.equal(answer.json.detail, "The text must be in UTF-8, not windows-1252.");
  });
  test("a body that is packed is refused with what is taken", async () => {
    const answer = await send(body(), { headers: { "content-encoding": "gzip", "accept-language": "en" } });
    assertProblem(answer, 415);
    assert.equal(answer.json.detail, "The body must be sent as it is, not encoded as gzip.");
    assert.equal(answer.headers["accept-encoding"], "identity");
    assert.equal((await samrad.post("/v1/bodies?dryRun=true", body(), { headers: { "content-encoding": "identity" } })).status, 201);
  });
  test("a byte order mark is passed over", async () => {
    assert.equal((await samrad.post("/v1/bodies?dryRun=true", `\ufeff${JSON.stringify(body())}`)).status, 201);
  });
});

refused("more values than fit", () => {
  const many = (one) => `[${Array(330000).fill(one).join(",")}]`;
  for (const [what, text] of Object.entries({ objects: many("{}"), lists: many("[]"), numbers: many("1"), members: `{"a":${many("{}")}}` }))
    test(what, async () => {
      const start = performance.now();
      assertProblem(await send(text), 400, { code: "too_many_values" });
      assert.ok(performance.now() - start < scaled(1000));
    });
  test("of a change that is only thought of", async () => {
    const ids = Array.from({ length: 100000 }, (_, i) => `m${i}`);
    assertProblem(await samrad.post("/v1/bodies/radet/check", { end: ids }), 400, { code: "too_many_values" });
  });
});

describe("Unicode", () => {
  const decomposed = "Bla\u030ab\u00e6rra\u030adet",
    composed = "Blåbærrådet";
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
