// Tokens of a trusted issuer: which are taken, which are not, and whom they speak for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";
import { hmacWith, ISSUER, KeyServer, makeKey, now, party, token } from "./issuer.mjs";
import { scaled } from "./pace.mjs";

const issuer = await new KeyServer().start();
const key = makeKey("første");
const second = { ...makeKey("andre", 3072) };
delete second.jwk.alg;
issuer.keys = [key, second];
const samrad = await startSamrad({
  environment: {
    SAMRAD_TOKEN_ISSUER: ISSUER,
    SAMRAD_TOKEN_AUDIENCE: "https://samrad.example.no",
    SAMRAD_TOKEN_JWKS: issuer.url,
    SAMRAD_TOKEN_REFETCH: "3600",
  },
});
const AUDIENCE = "https://samrad.example.no";
await samrad.store(...foundation, [
  "/v1/organisations/kommunen",
  { name: { nb: "Kommunen" }, kind: "municipality", identifiers: { orgnr: "974760673" } },
]);
await samrad.store(["/v1/bodies/kommunens", { name: { nb: "Kommunens" }, kind: "forum", establishedBy: ["kommunen"] }]);

const tokenFor = (claims, more) => token(more?.key ?? key, { aud: AUDIENCE, ...claims }, more);
const member = (body = "kommunens") => ({ body, role: "member", person: "kari" });
const write = (bearer, body) => samrad.post("/v1/memberships?dryRun=true", member(body), { key: bearer, headers: { "accept-language": "en" } });
const read = (bearer) => samrad.get("/v1/bodies/radet", { key: bearer, headers: { "accept-language": "en" } });

async function assertRefused(bearer, detail) {
  const answer = await write(bearer);
  assertProblem(answer, 401);
  assert.match(answer.headers["www-authenticate"], /^Bearer realm="samrad", error="invalid_token"$/);
  if (detail) assert.match(answer.json.detail, detail);
  assertProblem(await read(bearer), 401);
}

test("a good token writes for its consumer, and stands in the history with his number", async () => {
  const bearer = tokenFor({ supplier: party("991825827") });
  assert.equal((await write(bearer)).status, 201);
  assert.equal((await samrad.put("/v1/memberships/ny", member(), { key: bearer })).status, 201);
  const { by, supplier } = (await samrad.get("/v1/memberships/ny/history")).json.items[0];
  assert.deepEqual([by, supplier], ["0192:974760673", "0192:991825827"]);
  const line = samrad.process.log().findLast(({ operation }) => operation === "putMembership");
  assert.deepEqual([line.key, line.supplier], ["0192:974760673", "0192:991825827"]);
});

test("what one of his tokens was answered under an Idempotency-Key is not given to another that sees less", async () => {
  const body = { operations: [{ method: "POST", path: "/v1/memberships", body: member() }] };
  const under = (scope) => samrad.post("/v1/transactions", body, { key: tokenFor({ scope }), headers: { "idempotency-key": "ser-mer" } });
  const first = await under("samrad:read samrad:write");
  assert.equal(first.status, 200, first.text);
  assert.equal((await under("samrad:write samrad:read")).headers["idempotency-replayed"], "true");
  assertProblem(await under("samrad:write"), 422, { header: "Idempotency-Key", code: "key_reused" });
});

test("a consumer writes only what his organisation keeps", async () => {
  const answer = await write(tokenFor(), "radet");
  assertProblem(answer, 403, { pointer: "/body", code: "kept_by_others", detail: /'radet'.*etaten/ });
  assert.match(answer.json.detail, /kommunen/);
});

test("a consumer whom the register does not know writes nothing", async () => {
  const answer = await write(tokenFor({ consumer: party("991825827") }));
  assertProblem(answer, 403, { pointer: "/body" });
  assert.match(answer.json.detail, /not bound to any organisation/);
});

test("an administrator's token is bound to nobody", async () => {
  const bearer = tokenFor({ scope: "samrad:admin", consumer: party("991825827") });
  assert.equal((await write(bearer, "radet")).status, 201);
  assert.equal((await samrad.get("/v1/keys", { key: bearer })).status, 200);
});

test("each algorithm of the list, and a key that is for any", async () => {
  for (const alg of ["RS256", "RS384", "RS512"])
    assert.equal((await write(tokenFor({}, { key: second, header: { alg } }))).status, 201, alg);
  await assertRefused(tokenFor({}, { header: { alg: "RS512" } }), /signature/);
});

test("scopes are whole words", async () => {
  for (const scope of ["samrad:writer", "samrad:writ", "xsamrad:write", "samrad:write,samrad:read", "samrad:write2 samrad:read", "SAMRAD:WRITE", ""]) {
    const answer = await write(tokenFor({ scope }));
    assertProblem(answer, 403);
    assert.match(answer.headers["www-authenticate"], /error="insufficient_scope", scope="samrad:write"/, scope);
  }
  assert.equal((await write(tokenFor({ scope: "other:x   samrad:write  y" }))).status, 201);
  await assertRefused(tokenFor({ scope: undefined }), /'scope'/);
  await assertRefused(tokenFor({ scope: ["samrad:write"] }), /'scope'/);
});

const claims = {
  "expired": [{ exp: now() - 60 }, /expired/],
  "expired a little more than clocks differ": [{ exp: now() - 11 }, /expired/],
  "without an end": [{ exp: undefined }, /'exp'/],
  "an end that is text": [{ exp: String(now() + 60) }, /'exp'/],
  "an end that is no time": [{ exp: 1e300 }, /'exp'/],
  "an end before all time": [{ exp: -5 }, /'exp'/],
  "an end with a fraction": [{ exp: now() + 60.5 }, /'exp'/],
  "not valid yet": [{ nbf: now() + 60 }, /not valid yet/],
  "issued in the future": [{ iat: now() + 60 }, /not valid yet/],
  "issued at a text": [{ iat: "now" }, /'iat'/],
  "another issuer": [{ iss: "https://issuer.example.no" }, /'iss'/],
  "no issuer": [{ iss: undefined }, /'iss'/],
  "issuers": [{ iss: [ISSUER] }, /'iss'/],
  "for another": [{ aud: "https://other.example.no" }, /'aud'/],
  "for others": [{ aud: ["https://a.example.no", `${AUDIENCE}/`] }, /'aud'/],
  "for nobody": [{ aud: undefined }, /'aud'/],
  "without a consumer": [{ consumer: undefined }, /'consumer'/],
  "a consumer that is text": [{ consumer: "0192:974760673" }, /'consumer'/],
  "a consumer of another scheme": [{ consumer: { authority: "x", ID: "9908:974760673" } }, /'consumer'/],
  "a consumer with a wrong number": [{ consumer: party("974760674") }, /'consumer'/],
  "a consumer with no number": [{ consumer: { ID: "0192:" } }, /'consumer'/],
  "a consumer with spaces": [{ consumer: { ID: "0192:974 760 673" } }, /'consumer'/],
  "a consumer that is a number": [{ consumer: { ID: 974760673 } }, /'consumer'/],
  "a supplier with a wrong number": [{ supplier: party("974760674") }, /'supplier'/],
  "a supplier that is text": [{ supplier: "0192:974760673" }, /'supplier'/],
};
for (const [what, [changed, detail]] of Object.entries(claims)) test(`refused: ${what}`, () => assertRefused(tokenFor(changed), detail));

test("clocks may differ by ten seconds", async () => {
  for (const near of [{ exp: now() - 6 }, { nbf: now() + 8 }, { iat: now() + 8 }]) assert.equal((await write(tokenFor(near))).status, 201);
});

test("an audience among others", async () => {
  assert.equal((await write(tokenFor({ aud: ["https://other.example.no", AUDIENCE] }))).status, 201);
});

const stranger = makeKey("første");
const headers = {
  "no signature at all": [{ header: { alg: "none" }, signature: () => "" }, /'alg'/],
  "no signature, in other letters": [{ header: { alg: "nOnE" }, signature: () => "" }, /'alg'/],
  "the public key as a secret": [{ header: { alg: "HS256" }, signature: hmacWith(key) }, /'alg'/],
  "the public key as a secret, called RS256": [{ signature: hmacWith(key) }, /signature/],
  "another algorithm": [{ header: { alg: "PS256" } }, /'alg'/],
  "no algorithm": [{ header: { alg: undefined } }, /'alg'/],
  "an algorithm that is a list": [{ header: { alg: ["RS256"] } }, /'alg'/],
  "no key": [{ header: { kid: undefined } }, /'kid'/],
  "a key that is a number": [{ header: { kid: 1 } }, /'kid'/],
  "an empty key": [{ header: { kid: "" } }, /'kid'/],
  "a key with a long name": [{ header: { kid: "x".repeat(201) } }, /'kid'/],
  "an unknown key": [{ header: { kid: "tredje" } }, /unknown key/],
  "keys elsewhere": [{ header: { jku: "http://127.0.0.1:1/jwks" } }, /'jku'/],
  "a key that comes with it": [{ header: { jwk: stranger.jwk }, key: stranger }, /'jwk'/],
  "a certificate elsewhere": [{ header: { x5u: "http://127.0.0.1:1/x" } }, /'x5u'/],
  "a certificate that comes with it": [{ header: { x5c: ["AAAA"] } }, /'x5c'/],
  "an extension": [{ header: { crit: ["exp"] } }, /'crit'/],
  "text that is not encoded": [{ header: { b64: false } }, /'b64'/],
  "another's key of the same name": [{ key: stranger }, /signature/],
  "a signature of another hash": [{ hash: "sha512" }, /signature/],
  "a signature of nothing": [{ signature: () => "" }, /cannot be read/],
  "a signature of zeros": [{ signature: () => "A".repeat(342) }, /signature/],
};
for (const [what, [more, detail]] of Object.entries(headers)) test(`refused: ${what}`, () => assertRefused(tokenFor({}, more), detail));

test("a token that is changed on its way", async () => {
  const [head, body, signature] = tokenFor().split(".");
  const other = tokenFor({ scope: "samrad:admin" }).split(".");
  await assertRefused(`${head}.${other[1]}.${signature}`, /signature/);
  await assertRefused(`${head}.${body}.${signature.slice(0, -2)}`, /signature|cannot be read/);
  const twin = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(head, "base64url")), typ: "jwt" })).toString("base64url");
  await assertRefused(`${twin}.${body}.${signature}`, /signature/);
});

test("a compressed token is refused before it is opened", async () => {
  const bomb = deflateRawSync(Buffer.alloc(1 << 20, "a")).toString("base64url");
  const head = Buffer.from(JSON.stringify({ alg: "RS256", kid: "første", zip: "DEF" })).toString("base64url");
  const start = Date.now();
  await assertRefused(`${head}.${bomb}.AAAA`, /'zip'/);
  assert.ok(Date.now() - start < scaled(1000));
});

test("what is no token", async () => {
  const good = tokenFor(),
    [head, body, signature] = good.split(".");
  const deep = Buffer.from(`${"[".repeat(1500)}${"]".repeat(1500)}`).toString("base64url");
  for (const text of [
    ".",
    "..",
    "...",
    `${head}.${body}`,
    `${good}.`,
    `${good}.${signature}`,
    `.${body}.${signature}`,
    `${head}..${signature}`,
    `${head}=.${body}.${signature}`,
    `${head}.${body}.${signature}==`,
    `${head}.${body}.${signature}!`,
    `${head}. ${body}.${signature}`,
    `${head}.${body.replace(/.$/, "+")}.${signature}`,
    `${Buffer.from("[]").toString("base64url")}.${body}.${signature}`,
    `${Buffer.from('{"alg":"RS256","alg":"none","kid":"første"}').toString("base64url")}.${body}.${signature}`,
    `${head}.${Buffer.from("null").toString("base64url")}.${signature}`,
    `${head}.${Buffer.from([0xff, 0xfe]).toString("base64url")}.${signature}`,
    `${deep}.${body}.${signature}`,
    `${head}.${deep}.${signature}`,
    `${good}${"A".repeat(4096)}`,
    tokenFor({ padding: "x".repeat(3500) }),
  ])
    await assertRefused(text);
});

test("a token within a field that is too long is not even looked at", async () => {
  assertProblem(await samrad.get("/v1/bodies/radet", { key: tokenFor({ padding: "x".repeat(9000) }) }), 431);
});

test("none of this has made the service ask for keys again", () => assert.equal(issuer.fetches, 1));

test("no token is in the log", () => {
  for (const part of tokenFor().split(".").slice(0, 1)) assert.ok(!samrad.process.stderr.includes(part));
});

test("an API key still works", async () => {
  assert.equal((await write(samrad.keys.writer, "radet")).status, 201);
});

test("an answer that is kept under a key is given again only to whom sees as much", async () => {
  const make = (scope) =>
    samrad.post("/v1/memberships", member(), { key: tokenFor({ scope }), headers: { "idempotency-key": "samme-nokkel" } });
  const first = await make("samrad:write");
  assert.equal(first.status, 201, first.text);
  assertProblem(await make("samrad:read samrad:write"), 422, { header: "Idempotency-Key", code: "key_reused" });
  const again = await make("samrad:write");
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.equal(again.text, first.text);
});

samrad.endsCleanly();
test("the issuer ends", () => issuer.stop());
