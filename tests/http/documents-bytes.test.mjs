// Documents with their bytes: brought, kept once, offered safely, found by their text, erased.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DOCX, kinds, lockedPdf, ODT, pdfBomb, png, sha256, unfit } from "./files.mjs";
import { foundation } from "./fixtures.mjs";
import { assertProblem, prepareSamrad, startSamrad } from "./harness.mjs";
import { scaled } from "./pace.mjs";
import { pdf } from "./pdf.mjs";

const MIB = 1024 * 1024;
const samrad = await startSamrad({ environment: { SAMRAD_DOCUMENT_MAX_MB: "2" } });
await samrad.store(...foundation);
const english = { "accept-language": "en" };
let made = 0;

/** A new document, with bytes if they are given. */
async function document(more = {}, bytes, type = "application/pdf") {
  made += 1;
  const id = `d-${made}`;
  await samrad.store([`/v1/documents/${id}`, { title: { nb: `Dokument ${made}` }, kind: "report", body: "radet", ...more }]);
  if (bytes) await brought(id, bytes, type);
  return id;
}
const bring = (id, bytes, type = "application/pdf", { query = "", headers = {}, ...options } = {}) =>
  samrad.put(`/v1/documents/${id}/content${query}`, bytes, { ...options, headers: { "content-type": type, ...headers } });
async function brought(id, bytes, type, options) {
  const answer = await bring(id, bytes, type, options);
  assert.equal(answer.status, 200, answer.text);
  return answer;
}
const content = (id, options) => samrad.get(`/v1/documents/${id}/content`, options);
const stored = (bytes) => samrad.sql(`select count(*) from register.content where sha256 = '${sha256(bytes)}'`);
const pieces = () => samrad.sql("select count(*) from register.content_piece");
const found = async (q, more = "") => (await samrad.get(`/v1/search?q=${encodeURIComponent(q)}&type=documents${more}`)).json.items.map(({ resource }) => resource);
const instant = () => samrad.sql("select register.instant(at) from register.revision_counter");

for (const [type, bytes] of Object.entries(kinds)) {
  test(`${type}: what was brought comes back`, async () => {
    const id = await document();
    const put = await brought(id, bytes, type);
    assert.deepEqual(
      { ...put.json.content, text: undefined },
      { mediaType: type, size: bytes.length, sha256: sha256(bytes), text: undefined },
    );
    assert.equal(put.json.version, 2);
    assert.equal(put.headers.etag, `"${sha256(bytes)}"`);
    assert.equal(put.headers["content-location"], `/v1/documents/${id}`);
    const get = await content(id);
    assert.equal(get.status, 200);
    assert.ok(get.bytes.equals(bytes));
    assert.equal(get.headers["content-type"].split(";")[0], type);
    assert.equal(get.headers["content-length"], String(bytes.length));
    assert.equal(get.headers.etag, put.headers.etag);
    assert.equal(get.headers["x-content-type-options"], "nosniff");
    assert.match(get.headers["content-security-policy"], /default-src 'none'/);
    assert.equal(/sandbox/.test(get.headers["content-security-policy"]), type !== "application/pdf");
    assert.deepEqual((await samrad.get(`/v1/documents/${id}`)).json, put.json);
  });
}

for (const [name, bytes] of Object.entries(unfit)) {
  test(`refused under every name: ${name}`, async () => {
    for (const type of ["application/pdf", "text/plain", "image/png", DOCX, ODT])
      assertProblem(await bring("mandatet", bytes, type, { headers: english }), 422, { header: "Content-Type", code: "media_unknown", detail: new RegExp(type.replaceAll(".", "\\.")) });
    assert.equal(await stored(bytes), "0");
  });
}

test("what is called by another name than it shows, is refused, and both are named", async () => {
  const answer = await bring("mandatet", png, "application/pdf", { headers: english });
  assertProblem(answer, 422, { header: "Content-Type", code: "media_mismatch", detail: "The content is image/png, not application/pdf as Content-Type says." });
  assertProblem(await bring("mandatet", kinds["text/csv"], "image/png"), 422, { code: "media_mismatch" });
  for (const type of ["text/html", "image/svg+xml", "application/octet-stream", "application/javascript", "text/plain; charset=iso-8859-1"])
    assertProblem(await bring("mandatet", kinds["text/plain"], type), 415);
  assertProblem(await bring("mandatet", "", "application/pdf"), 400, { code: "empty_body" });
  assert.equal((await samrad.get("/v1/documents/mandatet")).json.version, 1);
});

test("who may not, cannot; and what is not there, has no content", async () => {
  const bytes = kinds["application/pdf"];
  assertProblem(await bring("mandatet", bytes, undefined, { key: null }), 401);
  assertProblem(await bring("mandatet", bytes, undefined, { key: samrad.keys.reader }), 403);
  assertProblem(await bring("finnes-ikke", bytes), 404);
  assertProblem(await bring("finnes-ikke", bytes, undefined, { headers: { "if-match": "*" } }), 412);
  assertProblem(await bring("mandatet", bytes, undefined, { query: "?dryrun=true" }), 400, { parameter: "dryrun" });
  assertProblem(await bring("mandatet", bytes, undefined, { headers: { accept: "text/html" } }), 406);
  assertProblem(await content("finnes-ikke"), 404);
  assertProblem(await content("mandatet"), 404);
  assertProblem(await content("mandatet", { key: "nei" }), 401);
  assertProblem(await content("mandatet", { headers: { accept: "text/html" } }), 406);
  assertProblem(await samrad.get("/v1/documents/mandatet/content?at=2020-01-01"), 400);
  const link = await document({ link: { url: "https://example.no/mandat.pdf" } });
  const answer = await content(link, { headers: english });
  assertProblem(answer, 404);
  assert.equal(answer.json.detail, "The document is a link: https://example.no/mandat.pdf");
});

test("the limit holds, before anything is read where the length is said", async () => {
  const big = Buffer.concat([kinds["application/pdf"], Buffer.alloc(2 * MIB)]);
  const id = await document();
  const head = `PUT /v1/documents/${id}/content HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nAuthorization: Bearer ${samrad.keys.writer}\r\nContent-Length: ${big.length}\r\n\r\n`;
  const early = await samrad.raw(head);
  assert.deepEqual([early.status, early.header("Connection")], [413, "close"], early.text);
  assertProblem(await bring(id, big), 413);
  assertProblem(await bring(id, big, undefined, { headers: { "content-length": null, "transfer-encoding": "chunked" } }), 413);
  await brought(id, big.subarray(0, 2 * MIB));
  await brought(id, big.subarray(0, 1000), undefined, { headers: { "content-length": null, "transfer-encoding": "chunked" } });
});

test("a write under a condition: the tag of the document, or of its content", async () => {
  const [first, second, third] = ["en", "to", "tre"].map((text) => pdf([text]));
  const id = await document();
  assert.equal((await bring(id, first, undefined, { headers: { "if-none-match": "*" } })).status, 200);
  assertProblem(await bring(id, second, undefined, { headers: { "if-none-match": "*" } }), 412);
  assertProblem(await bring(id, second, undefined, { headers: { "if-match": '"1"' } }), 412);
  assertProblem(await bring(id, second, undefined, { headers: { "if-match": `"${sha256(second)}"` } }), 412);
  await brought(id, second, undefined, { headers: { "if-match": '"2"' } });
  await brought(id, third, undefined, { headers: { "if-match": `"${sha256(second)}"` } });
  assert.equal((await brought(id, third)).json.version, 4, "the same again changes nothing");
  const history = (await samrad.get(`/v1/documents/${id}/history`)).json.items;
  assert.deepEqual(history.map(({ data }) => data.content?.sha256), [third, second, first].map(sha256).concat(undefined));
});

test("a trial run stores nothing", async () => {
  const id = await document();
  const bytes = pdf(["prøve"]);
  const answer = await brought(id, bytes, undefined, { query: "?dryRun=true" });
  assert.deepEqual([answer.headers["samrad-dry-run"], answer.json.content.sha256], ["true", sha256(bytes)]);
  assert.equal(await stored(bytes), "0");
  assert.equal((await samrad.get(`/v1/documents/${id}`)).json.version, 1);
});

test("the same bytes are kept once, also when they come at once", async () => {
  const bytes = Buffer.concat([pdf(["samme"]), Buffer.alloc(1.5 * MIB, "x")]);
  const before = Number(await pieces());
  const ids = await Promise.all(Array.from({ length: 6 }, () => document()));
  const answers = await Promise.all(ids.map((id) => bring(id, bytes)));
  assert.deepEqual(answers.map(({ status }) => status), ids.map(() => 200), answers.map(({ text }) => text).join());
  assert.equal(await stored(bytes), "1");
  assert.equal(Number(await pieces()), before + 7);
  assert.ok((await content(ids[5])).bytes.equals(bytes));
  assert.deepEqual((await samrad.ids(`/v1/documents?sha256=${sha256(bytes)}`)).sort(), [...ids].sort());
});

test("a PUT of the document leaves its content, a patch takes it off, and the past has it still", async () => {
  const bytes = pdf(["blir"]);
  const id = await document({}, bytes);
  const replaced = await samrad.put(`/v1/documents/${id}`, { title: { nb: "Nytt navn" }, kind: "plan" });
  assert.deepEqual([replaced.status, replaced.json.content.sha256, replaced.json.body], [200, sha256(bytes), undefined], replaced.text);
  assert.equal((await samrad.put(`/v1/documents/${id}`, { title: { nb: "Nytt navn" }, kind: "plan" })).json.version, 3);
  const then = await instant();
  const off = await samrad.patched(`/v1/documents/${id}`, { content: null });
  assert.equal(off.content, undefined);
  assertProblem(await content(id), 404);
  const past = await samrad.get(`/v1/documents/${id}/content?knownAt=${then}`);
  assert.ok(past.bytes.equals(bytes), past.text);
  await samrad.deleted(`/v1/documents/${id}`);
  assert.ok((await samrad.get(`/v1/documents/${id}/content?knownAt=${then}`)).bytes.equals(bytes));
  const again = await document({}, bytes);
  const operations = [{ method: "PUT", path: `/v1/documents/${again}`, body: { title: { nb: "I en transaksjon" }, kind: "plan" } }];
  assert.equal((await samrad.post("/v1/transactions", { operations })).status, 200);
  assert.ok((await content(again)).bytes.equals(bytes));
  const line = JSON.stringify({ type: "documents", id: again, data: { title: { nb: "Innlest" }, kind: "plan" } });
  assert.equal((await samrad.post("/v1/import", line, { headers: { "content-type": "application/x-ndjson" } })).status, 200);
  assertProblem(await content(again), 404);
});

test("what is said of content must be so of the bytes that are here", async () => {
  const bytes = pdf(["sannhet"]);
  const id = await document({}, bytes);
  const { content: said } = (await samrad.get(`/v1/documents/${id}`)).json;
  for (const wrong of [{ size: said.size + 1 }, { mediaType: "image/png" }])
    assertProblem(await samrad.patch(`/v1/documents/${id}`, { content: { ...said, ...wrong } }, { headers: english }), 422, {
      pointer: "/content", code: "content_differs", detail: `The content with this checksum is application/pdf, ${bytes.length} bytes.`,
    });
  const other = await document({ content: said });
  assert.ok((await content(other)).bytes.equals(bytes));
  for (const wrong of [{ sha256: "X" }, { mediaType: "text/html" }, { size: 0 }])
    assertProblem(await samrad.patch(`/v1/documents/${id}`, { content: { ...said, ...wrong } }), 422);
});

test("a name that means harm is a safe one", async () => {
  const names = {
    'a"b\\c.pdf': [`a_b_c.pdf`, "a_b_c.pdf"],
    "../../etc/passwd": ["_.._etc_passwd.pdf", "_.._etc_passwd.pdf"],
    "\u202efdp.exe": ["fdp.exe.pdf", "fdp.exe.pdf"],
    "r\u200bapport\u2066.PDF": ["rapport.PDF", "rapport.PDF"],
    "Årsmøte i Bodø 100%.pdf": ["_rsm_te i Bod_ 100_.pdf", "%C3%85rsm%C3%B8te%20i%20Bod%C3%B8%20100%25.pdf"],
    "...": ["dokument.pdf", "dokument.pdf"],
    ["\u65e5".repeat(200)]: [`${"_".repeat(60)}.pdf`, `${"%E6%97%A5".repeat(60)}.pdf`],
  };
  const id = await document({}, kinds["application/pdf"]);
  for (const [name, [plain, encoded]] of Object.entries(names)) {
    await samrad.patched(`/v1/documents/${id}`, { fileName: name });
    assert.equal((await content(id)).headers["content-disposition"], `inline; filename="${plain}"; filename*=UTF-8''${encoded}`);
  }
  assertProblem(await samrad.patch(`/v1/documents/${id}`, { fileName: "a\r\nSet-Cookie: x=1" }), 422);
  await samrad.patched(`/v1/documents/${id}`, { fileName: null, title: { nb: "Mandat\nfor: rådet" } });
  assert.equal((await content(id)).headers["content-disposition"], `inline; filename="Mandatfor_ r_det.pdf"; filename*=UTF-8''Mandatfor_%20r%C3%A5det.pdf`);
  const office = await document({ fileName: "regnskap.xlsm" }, kinds[DOCX], DOCX);
  assert.match((await content(office)).headers["content-disposition"], /^attachment; filename="regnskap\.xlsm\.docx"/);
});

test("the text is found: of PDFs, texts and tables, however it is broken", async () => {
  const id = await document({ date: "2022-05-01" }, pdf(["Ingenting her", "Brev fra helse\xacdirekt\xf8ren om\nmedvirknings-\nevaluering"]));
  assert.equal((await samrad.get(`/v1/documents/${id}`)).json.content.text, "read");
  assert.deepEqual(await found("helsedirektøren"), [id]);
  assert.deepEqual(await found("medvirkningsevaluering"), [id]);
  assert.deepEqual(await found("medvirkningsevaluering", "&body=radet&kind=report&from=2022-01-01"), [id]);
  assert.deepEqual(await found("medvirkningsevaluering", "&body=utvalget"), []);
  const hit = (await samrad.get("/v1/search?q=medvirkningsevaluering")).json.items[0];
  assert.deepEqual([hit.type, hit.href, hit.body, hit.date], ["documents", `/v1/documents/${id}`, "radet", "2022-05-01"]);
  assert.ok(hit.highlights.text.some(({ text, match }) => match && /evaluering/.test(text)));
  const table = await document({}, Buffer.from("navn;tema\nSnåsa;primærhelseteam\n"), "text/csv");
  assert.deepEqual(await found("primærhelseteam"), [table]);
  await brought(id, pdf(["Noe helt annet om pakkeforløp"]));
  assert.deepEqual([await found("medvirkningsevaluering"), await found("pakkeforløp")], [[], [id]]);
  await samrad.deleted(`/v1/documents/${id}`);
  assert.deepEqual(await found("pakkeforløp"), []);
});

test("what cannot be read is stored all the same, and says so", async () => {
  const states = {
    none: pdf([""]),
    unreadable: lockedPdf,
    partial: pdf(Array(5).fill(`${"om mangt ".repeat(40)}\n`.repeat(210)), { size: 3.2 }),
  };
  for (const [state, bytes] of Object.entries(states)) {
    const id = await document({}, bytes);
    assert.equal((await samrad.get(`/v1/documents/${id}`)).json.content.text, state);
    assert.ok((await content(id)).bytes.equals(bytes));
    assert.deepEqual(await samrad.ids(`/v1/documents?text=${state}&sha256=${sha256(bytes)}`), [id]);
  }
  const broken = await document({}, Buffer.from("%PDF-1.7\nog så ikke mer"));
  assert.equal((await samrad.get(`/v1/documents/${broken}`)).json.content.text, "unreadable");
  const picture = await document({}, png, "image/png");
  assert.equal((await samrad.get(`/v1/documents/${picture}`)).json.content.text, "none");
});

test("PDFs that unfold to no end are read for so long only, one at a time of each caller, and nobody else waits for them", async () => {
  const bombs = [1, 2, 3].map(pdfBomb);
  const ids = await Promise.all(bombs.map(() => document()));
  const began = Date.now();
  const running = Promise.all(bombs.map((bytes, i) => bring(ids[i], bytes)));
  assert.equal((await samrad.get("/v1/documents/mandatet")).status, 200);
  assert.equal((await samrad.patch("/v1/documents/mandatet", { language: "nb" })).status, 200);
  assert.ok(Date.now() - began < scaled(4000));
  const other = await samrad.put(`/v1/documents/${await document()}/content`, pdf(["andres papir"]), { key: samrad.keys.admin, headers: { "content-type": "application/pdf" } });
  assert.equal(other.status, 200, other.text);
  assert.equal(other.json.content.text, "read");
  const answers = await running;
  for (const answer of answers) {
    if (answer.status === 200) assert.equal(answer.json.content.text, "beyond");
    else assertProblem(answer, 429);
  }
  assert.ok(answers.some(({ status }) => status === 200));
  assert.ok(Date.now() - began < scaled(28000));
});

test("a national identity number in the text is refused as everywhere", async () => {
  const id = await document();
  assertProblem(await bring(id, pdf(["Fødselsnummer: 010190 12345".replace("ø", "\xf8")])), 422, { code: "national_identity_number" });
  assertProblem(await bring(id, Buffer.from("01019012345"), "text/plain"), 422, { code: "national_identity_number" });
});

test("meetings, their items and minutes name documents, and what is named stays", async () => {
  const id = await document({}, pdf(["sakspapir"]));
  const attachments = [{ title: "Sakspapir", document: id }];
  await samrad.store(
    ["/v1/meetings/papirmote", { body: "radet", status: "held", date: "2024-03-01", agenda: [{ title: { nb: "Sak" }, attachments }], attachments }],
    ["/v1/minutes/papirmote", { meeting: "papirmote", attachments, items: [{ number: "1", title: { nb: "Sak" }, attachments }] }],
  );
  const refused = await samrad.delete(`/v1/documents/${id}`);
  assertProblem(refused, 409);
  assert.deepEqual(refused.json.referrers.map(({ collection, pointer }) => collection + pointer), [
    "meetings/agenda/0/attachments/0/document", "meetings/attachments/0/document",
    "minutes/attachments/0/document", "minutes/items/0/attachments/0/document",
  ]);
  assertProblem(await samrad.patch("/v1/meetings/papirmote", { attachments: [{ title: "X", document: "finnes-ikke" }] }), 422, {
    pointer: "/attachments/0/document", code: "unknown_reference",
  });
});

test("a document belongs to the body of its meeting; lists and answers know it", async () => {
  const id = await document({ body: undefined, meeting: "motet", agreement: "avtalen" }, png, "image/png");
  assertProblem(await samrad.patch(`/v1/documents/${id}`, { body: "utvalget" }), 422, { pointer: "/body", code: "const" });
  assert.ok((await samrad.ids("/v1/documents?body=radet")).includes(id));
  assert.ok(!(await samrad.ids("/v1/documents?body=utvalget")).includes(id));
  assert.deepEqual(await samrad.ids("/v1/documents?meeting=motet&mediaType=image/png&stored=true"), [id]);
  assert.deepEqual(await samrad.ids("/v1/documents?agreement=avtalen&stored=false"), []);
  const { included } = (await samrad.get(`/v1/documents/${id}?include=body,meeting,agreement`)).json;
  assert.deepEqual(Object.values(included).map(([one]) => one.id), ["radet", "motet", "avtalen"]);
  assert.deepEqual((await samrad.get("/v1/meetings/motet?include=documents")).json.included.documents.map((one) => one.id), [id]);
  const csv = (await samrad.get("/v1/documents?meeting=motet&format=csv&fields=id,content")).text;
  assert.match(csv, new RegExp(`content\\.sha256.*\r\n${id},image/png,${png.length},${sha256(png)},none\r\n`, "s"));
  const change = (await samrad.get("/v1/changes?type=documents&limit=500")).json.items.filter((one) => one.id === id);
  assert.deepEqual(change.map(({ body, data }) => [body, data.content?.sha256]), [["radet", undefined], ["radet", sha256(png)]]);
});

test("who is bound to organisations writes only documents of bodies that they keep", async () => {
  const key = await samrad.command("key", "create", "--name", "for etaten", "--scopes", "samrad:write", "--organisations", "etaten");
  samrad.keys.etaten = key;
  const bytes = pdf(["fullmakt"]);
  const own = await document();
  const others = await document({ body: "utvalget" });
  const loose = await document({ body: undefined, agreement: "avtalen" });
  assert.equal((await bring(own, bytes, undefined, { key })).status, 200);
  assertProblem(await bring(others, bytes, undefined, { key }), 403, { pointer: "/body", code: "kept_by_nobody" });
  assertProblem(await bring(loose, bytes, undefined, { key }), 403, { pointer: "", code: "not_below_body" });
  await samrad.store(["/v1/meetings/fremmed", { body: "utvalget", status: "held" }]);
  assertProblem(await samrad.put("/v1/documents/fremmed", { title: { nb: "X" }, kind: "other", meeting: "fremmed" }, { key }), 403, { pointer: "/meeting" });
  assertProblem(await samrad.patch(`/v1/documents/${own}`, { body: "utvalget" }, { key }), 403, { pointer: "/body" });
  assert.equal((await samrad.put("/v1/documents/egen", { title: { nb: "X" }, kind: "other", meeting: "motet" }, { key })).status, 201);
  assertProblem(await samrad.delete(`/v1/documents/${own}/content`, { key }), 403);
});

test("an export goes round: bytes are not in it, and fill what they are missed by", async () => {
  const bytes = pdf(["rundtur til naboregisteret"]);
  const id = await document({ link: { url: "https://example.no/x", checkedOn: "2024-01-01", sha256: sha256(bytes) } }, bytes);
  const other = await prepareSamrad();
  await other.serve();
  const text = (await samrad.get("/v1/export", { key: samrad.keys.admin })).text;
  const imported = await other.post("/v1/import", text, { key: other.keys.admin, headers: { "content-type": "application/x-ndjson" } });
  assert.equal(imported.status, 200, imported.text.slice(0, 2000));
  const round = async () => (await other.get("/v1/export", { key: other.keys.admin })).text;
  assert.equal(await round(), text);
  const missing = await other.get(`/v1/documents/${id}/content`, { headers: english });
  assertProblem(missing, 404);
  assert.match(missing.json.detail, new RegExp(sha256(bytes)));
  assert.ok((await other.ids("/v1/documents?stored=false")).includes(id));
  const filled = await other.put(`/v1/documents/${id}/content`, bytes, { headers: { "content-type": "application/pdf" } });
  assert.deepEqual([filled.status, filled.json.version], [200, 1], filled.text);
  assert.ok((await other.get(`/v1/documents/${id}/content`)).bytes.equals(bytes));
  assert.deepEqual((await other.get("/v1/search?q=naboregisteret")).json.items.map(({ resource }) => resource), [id]);
  assert.equal(await round(), text);
  assert.deepEqual(await other.stop(), { code: 0, signal: null }, other.process.report());
  await other.drop();
});

test("erased bytes are gone everywhere, but where another document has them", async () => {
  const admin = { key: samrad.keys.admin };
  const erase = (id, query = "", options = admin) => samrad.delete(`/v1/documents/${id}/content${query}`, options);
  const [shared, own] = [pdf(["delt kvikksølvrapport".replace("ø", "\xf8")]), pdf(["hemmelig zinkrapport"])];
  const id = await document({}, shared);
  const other = await document({}, shared);
  const then = await instant();
  await brought(id, own);
  const later = await instant();
  assert.deepEqual(await found("zinkrapport"), [id]);
  assertProblem(await erase(id, "", {}), 403);
  assertProblem(await erase(id, "", { key: null }), 401);
  assertProblem(await erase(id, "?x=1"), 400);
  assertProblem(await erase("finnes-ikke"), 404);
  assert.equal((await erase(id, "?dryRun=true")).status, 204);
  assert.ok((await content(id)).bytes.equals(own));
  assert.equal((await erase(id)).status, 204);
  assert.equal(await stored(own), "0");
  assert.equal(await stored(shared), "1");
  const left = await samrad.get(`/v1/documents/${id}`);
  assert.deepEqual([left.status, left.json.content, left.json.version], [200, undefined, 4], left.text);
  for (const at of [then, later]) assertProblem(await samrad.get(`/v1/documents/${id}/content?knownAt=${at}`), 404);
  assert.ok((await samrad.get(`/v1/documents/${other}/content?knownAt=${then}`)).bytes.equals(shared));
  assert.deepEqual(await found("zinkrapport"), []);
  assert.equal(await samrad.sql("select count(*) from register.search_word where word like '%zink%'"), "0");
  assert.equal((await erase(id)).status, 204, "again");
  await samrad.deleted(`/v1/documents/${other}`);
  assert.equal((await erase(other)).status, 204);
  assert.equal(await stored(shared), "0");
  await brought(id, own);
  assert.ok((await content(id)).bytes.equals(own));
});

test("a PDF with a line or a mark before it is one; a page with a PDF behind it is none", async () => {
  for (const [n, before] of ["\n", "\r\n\r\n", "\uFEFF", "Received: by mail\r\n\r\n", " "].entries()) {
    const id = await document();
    const answer = await bring(id, Buffer.concat([Buffer.from(before), pdf([`Nr. ${n}`])]));
    assert.equal(answer.status, 200, `${JSON.stringify(before)} ${answer.text}`);
    assert.deepEqual([answer.json.content.mediaType, answer.json.content.text], ["application/pdf", "read"]);
  }
  for (const before of ["<html><script>1</script>\n", "#!/bin/sh\n", "x".repeat(1100) + "\n"])
    assertProblem(await bring(await document(), Buffer.concat([Buffer.from(before), pdf(["Skjult"])])), 422, { header: "Content-Type" });
});

samrad.endsCleanly();
