// What word processors write: its text is searched, and minutes are read out of it; whatever somebody makes of such a file, the service
// goes on.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { DOCX, ODT, zip } from "./files.mjs";
import { foundation } from "./fixtures.mjs";
import { assertProblem, startSamrad } from "./harness.mjs";

const samrad = await startSamrad();
await samrad.store(...foundation);
const run = promisify(execFile);
const MIB = 1024 * 1024;
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';

const wordXml = (body, space = WORD) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="${space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`;
const docx = (document, options) => zip([["[Content_Types].xml", TYPES], ["word/document.xml", document], ["word/comments.xml", "<x>merknad</x>"]], { packed: true, ...options });
const odt = (content) =>
  Buffer.concat([zip([["mimetype", ODT], ["content.xml", content], ["meta.xml", "<x/>"]], { packed: ["content.xml"] })]);
const odtXml = (body) =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
const p = (...runs) => `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr>${runs.join("")}</w:p>`;
const r = (text, more = "") => `<w:r>${more}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const row = (...cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join("")}</w:tr>`;
const P = (text) => `<text:p>${text}</text:p>`;

const REFERAT = [
  "Referat fra møte 3. mars 2024",
  "Til stede: Kari Nordmann, Ola Nordmann",
  "1) Godkjenning av innkalling",
  "Innkallingen ble godkjent.",
  "2) Åpent møte",
  "Vedtak: Møtene holdes åpne.",
];
const parse = (bytes, type, options) => samrad.post("/v1/minutes/parse", bytes, { ...options, headers: { "content-type": type, ...options?.headers } });
const textOf = async (bytes, type) => {
  const answer = await parse(bytes, type);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json.source.mediaType, type);
  return answer.json.source.text;
};
const MORE = "1) Sak\n";

describe("the text", { concurrency: 1 }, () => {
  test("of OOXML: paragraphs, breaks, tabs, rows of cells; letters as they are", async () => {
    const body = [
      p(r("1) Sak")),
      p(r("Ær"), r("lig &amp; &lt;grei&gt;  "), "<w:r><w:tab/></w:r>", r("til høyre")),
      p(r("En"), "<w:r><w:br/></w:r>", r("to"), "<w:r><w:noBreakHyphen/></w:r>", r("tre")),
      `<w:tbl>${row(p(r("PS 1/24")), p(r("Budsjett")))}${row(p(r("PS 2/24")), p(r("Plan")) + p(r("Mer om planen")))}</w:tbl>`,
      p(r("Etter")),
    ].join("");
    const expected = `${MORE}Ærlig & <grei>\ttil høyre\nEn\nto-tre\nPS 1/24\tBudsjett\nPS 2/24\tPlan\nMer om planen\nEtter`;
    assert.equal((await textOf(docx(wordXml(body)), DOCX)).trim(), expected);
    assert.equal((await textOf(docx(wordXml(body, "http://purl.oclc.org/ooxml/wordprocessingml/main")), DOCX)).trim(), expected);
  });

  test("of OOXML: nothing that was struck out, hidden, moved away or said twice", async () => {
    const body = [
      p(r("1) Sak")),
      p(r("Beholdt "), `<w:del><w:r><w:delText>strøket</w:delText></w:r></w:del>`, `<w:ins>${r("satt inn")}</w:ins>`),
      p(`<w:moveFrom>${r("flyttet bort")}</w:moveFrom>`, r("kode", "<w:rPr><w:vanish/></w:rPr>"), r("synlig", '<w:rPr><w:vanish w:val="0"/></w:rPr>')),
      p("<w:r><w:instrText>HYPERLINK skjult</w:instrText></w:r>", r("lenke")),
      p(`<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p(r("i ramme"))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p(r("i ramme"))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`),
    ].join("");
    const text = await textOf(docx(wordXml(body)), DOCX);
    assert.match(text, /Beholdt satt inn\nsynlig\nlenke\ni ramme/);
    assert.doesNotMatch(text, /strøket|flyttet|kode|HYPERLINK|merknad|i ramme[^]*i ramme/);
  });

  test("of ODF: the same", async () => {
    const body = [
      `<text:tracked-changes>${P("strøket")}</text:tracked-changes>`,
      "<text:h>1) Sak</text:h>",
      P('Ær<text:span>lig</text:span><text:s text:c="3"/>\n   og <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>fotnote</text:p></text:note-body></text:note>grei<text:tab/>til høyre'),
      P("En<text:line-break/>to<office:annotation><text:p>merknad</text:p></office:annotation>"),
      `<table:table><table:table-row><table:table-cell>${P("PS 1/24")}</table:table-cell><table:table-cell>${P("Budsjett")}</table:table-cell></table:table-row></table:table>`,
      `<text:list><text:list-item>${P("Etter")}</text:list-item></text:list>`,
    ].join("");
    assert.equal((await textOf(odt(odtXml(body)), ODT)).trim(), `${MORE}Ærlig og grei\ttil høyre\nEn\nto\nPS 1/24\tBudsjett\nEtter`);
  });
});

describe("minutes and documents", { concurrency: 1 }, () => {
  const files = { [DOCX]: docx(wordXml(REFERAT.map((line) => p(r(line))).join(""))), [ODT]: odt(odtXml(REFERAT.map(P).join(""))) };

  for (const [type, bytes] of Object.entries(files)) {
    test(`${type.split(".").at(-1)}: minutes are what the same lines are as text`, async () => {
      const plain = (await parse(REFERAT.join("\n"), "text/plain")).json;
      const { json } = await parse(bytes, type, { key: null });
      assert.deepEqual([json.items, json.present], [plain.items, plain.present].map((list) => list));
      assert.equal(json.items.length, 2);
      const stored = await samrad.put("/v1/meetings/motet/minutes", bytes, { headers: { "content-type": type } });
      assert.ok([200, 201].includes(stored.status), stored.text);
      assert.equal(stored.json.source.mediaType, type);
      assert.equal((await samrad.get("/v1/meetings/motet/minutes")).json.items[1].title.nb, "Åpent møte");
    });

    test(`${type.split(".").at(-1)}: what a document says is found`, async () => {
      const id = `d-${type.length}`;
      const word = `Vidunderord${type.length}`;
      const file = type === DOCX ? docx(wordXml(p(r(word)))) : odt(odtXml(P(word)));
      await samrad.store([`/v1/documents/${id}`, { title: { nb: "Dokument" }, kind: "report", body: "radet" }]);
      const brought = await samrad.put(`/v1/documents/${id}/content`, file, { headers: { "content-type": type } });
      assert.equal(brought.json?.content?.text, "read", brought.text);
      assert.deepEqual((await samrad.get(`/v1/search?q=${word}`)).json.items.map(({ id: found }) => found), [`documents:${id}`]);
    });
  }

  test("the command reads them, too", async () => {
    const folder = mkdtempSync(join(samrad.cluster, "office-"));
    after(() => rmSync(folder, { recursive: true }));
    for (const [type, bytes] of Object.entries(files)) {
      writeFileSync(join(folder, "referat"), bytes);
      const { stdout } = await run(process.env.SAMRAD_BIN, ["minutes", join(folder, "referat")]);
      assert.equal(JSON.parse(stdout).source.mediaType, type);
    }
  });
});

describe("files that are not as they should be", { concurrency: 1 }, () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">${"bcdefgh".split("").map((name, i) => `<!ENTITY ${name} "${`&${"abcdefg"[i]};`.repeat(10)}">`).join("")}]>`;
  const outside = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
  const inWord = (head, text) => head + wordXml(p(r("1) Sak")) + p(r(text))).replace(/^<\?xml[^>]*>/, "");
  const whole = docx(wordXml(p(r("1) Sak"))));
  const flipped = Buffer.from(whole);
  flipped[whole.indexOf("word/document.xml") + 30] ^= 0xff;
  const hostile = {
    "entities that grow": [docx(inWord(laughs, "&h;")), 422, "file_unreadable"],
    "an entity that is a file of ours": [docx(inWord(outside, "&a;")), 422, "file_unreadable"],
    "no XML": [docx("Hei"), 422, "file_unreadable"],
    "XML that ends in the middle": [docx(wordXml(p(r("1) Sak"))).slice(0, -30)), 422, "file_unreadable"],
    "elements within each other without end": [docx(wordXml("<w:p>".repeat(100000))), 422, "file_unreadable"],
    "bytes that are not what was packed": [flipped, 422, "file_unreadable"],
    "a part that says it is locked": [docx(wordXml(p(r("1) Sak"))), { locked: true }), 422, "file_unreadable"],
    "a part of a hundred megabytes in a hundred kilobytes": [docx(wordXml("<w:p/>".repeat(16 * MIB))), 422, "file_beyond"],
    "one text of a hundred megabytes": [docx(wordXml(p(r(" ".repeat(100 * MIB))))), 422, "file_unreadable"],
    "text without end": [docx(wordXml(p(r("Sak og atter sak.")).repeat(30000))), 422, "file_beyond"],
    "no text": [docx(wordXml(p())), 422, "file_no_text"],
    "a PDF": [Buffer.from("%PDF-1.4\n"), 422, "file_unreadable"],
    "an archive of anything": [zip([["a.txt", "x"]]), 422, "file_unreadable"],
    "half a file": [whole.subarray(0, 90), 422, "file_unreadable"],
    "nothing": [Buffer.alloc(0), 400, "empty_body"],
  };
  for (const [what, [bytes, status, code]] of Object.entries(hostile)) {
    test(what, async () => {
      assertProblem(await parse(bytes, DOCX), status, { code });
      assert.equal((await parse(MORE, "text/plain")).status, 200);
    });
  }

  test("as documents they are kept, and it is said why they are not searched", async () => {
    const cases = { unreadable: hostile["entities that grow"][0], beyond: hostile["a part of a hundred megabytes in a hundred kilobytes"][0], partial: hostile["text without end"][0], none: hostile["no text"][0] };
    for (const [state, bytes] of Object.entries(cases)) {
      await samrad.store([`/v1/documents/rart-${state}`, { title: { nb: state }, kind: "other" }]);
      const answer = await samrad.put(`/v1/documents/rart-${state}/content`, bytes, { headers: { "content-type": DOCX } });
      assert.equal(answer.json?.content?.text, state, answer.text);
    }
  });
});

samrad.endsCleanly();
