// Files to test with, made here: pictures, archives, office files, and PDFs that are not as they should be.

import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { pdf } from "./pdf.mjs";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const OOXML = "application/vnd.openxmlformats-officedocument.";
const ODF = "application/vnd.oasis.opendocument.";

export const png = Buffer.from(
  "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082",
  "hex",
);
export const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");
export const webp = Buffer.concat([Buffer.from("RIFF"), Buffer.from([26, 0, 0, 0]), Buffer.from("WEBPVP8L"), Buffer.alloc(18, 1)]);

const CRC = Uint32Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1), n));
const crc32 = (bytes) => (bytes.reduce((crc, byte) => CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** An archive with these parts: [name, content]. `packed`: all of them are, or those that are named; `locked`: they say that they need a password. */
export function zip(parts, { comment = "", packed = false, locked = false } = {}) {
  const files = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of parts) {
    const whole = Buffer.from(content);
    const pack = packed === true || (packed && packed.includes(name));
    const bytes = pack ? deflateRawSync(whole) : whole;
    const said = Buffer.alloc(26); // what stands in both places, from the version on
    said.writeUInt16LE(20, 0);
    said.writeUInt16LE(locked ? 1 : 0, 2);
    said.writeUInt16LE(pack ? 8 : 0, 4);
    said.writeUInt32LE(crc32(whole), 10);
    said.writeUInt32LE(bytes.length, 14);
    said.writeUInt32LE(whole.length, 18);
    said.writeUInt16LE(name.length, 22);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    said.copy(head, 4);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    said.copy(entry, 6);
    entry.writeUInt32LE(at, 42);
    files.push(head, Buffer.from(name), bytes);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...files, list, end, Buffer.from(comment)]);
}

const ooxml = (main, more = []) => zip([["[Content_Types].xml", "<Types/>"], [main, "<x/>"], ...more]);
const odf = (type, more = []) => zip([["mimetype", type], ["content.xml", "<x/>"], ...more]);

/** One of each media type that is stored. */
export const kinds = {
  "application/pdf": pdf(["En side om samhandling."]),
  "image/png": png,
  "image/jpeg": jpeg,
  "image/webp": webp,
  "text/plain": Buffer.from("\ufeffReferat fra møtet\r\n\tmed æ, ø og å\f"),
  "text/csv": Buffer.from("navn;verdi\nÅse;1 < 2\n"),
  [`${OOXML}wordprocessingml.document`]: ooxml("word/document.xml"),
  [`${OOXML}spreadsheetml.sheet`]: ooxml("xl/workbook.xml"),
  [`${OOXML}presentationml.presentation`]: ooxml("ppt/presentation.xml"),
  [`${ODF}text`]: odf(`${ODF}text`),
  [`${ODF}spreadsheet`]: odf(`${ODF}spreadsheet`),
  [`${ODF}presentation`]: odf(`${ODF}presentation`),
};
export const DOCX = `${OOXML}wordprocessingml.document`;
export const ODT = `${ODF}text`;

/** What is stored under no name: [what it is, its bytes]. */
export const unfit = {
  "a page of HTML": Buffer.from("<!DOCTYPE html><script>alert(1)</script>"),
  "a page of HTML behind blanks and a mark": Buffer.from("\ufeff \r\n\t<ScRipt>alert(1)</script>"),
  "a drawing": Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  "XML": Buffer.from('<?xml version="1.0"?><x/>'),
  "a comment of HTML": Buffer.from("<!-- x --><b>"),
  "a script": Buffer.from("#!/bin/sh\necho\n"),
  "a program for Linux": Buffer.from("7f454c460201010000000000000000000200", "hex"),
  "a program for Windows": Buffer.from("4d5a90000300000004000000ffff0000", "hex"),
  "a text in Latin-1": Buffer.from("Referat fra møtet", "latin1"),
  "a text that breaks off within a letter": Buffer.from("Møt\xc3", "latin1"),
  "a text with control characters": Buffer.from("Referat\x1b[31m"),
  "a text with NUL": Buffer.from("Referat\0"),
  "a PDF behind other bytes": Buffer.concat([Buffer.from("MZ\0\n"), kinds["application/pdf"]]),
  "a PDF that is an archive, too": Buffer.concat([kinds["application/pdf"], zip([["a.html", "<script>"]])]),
  "a picture that is an archive with a comment, too": Buffer.concat([png, zip([["a.class", "x"]], { comment: "hei" })]),
  "an archive of anything": zip([["a.txt", "x"]]),
  "a program in Java": zip([["META-INF/MANIFEST.MF", "x"], ["A.class", "x"]]),
  "a text with macros": ooxml("word/document.xml", [["word/vbaProject.bin", "x"]]),
  "a text of ODF with macros": odf(`${ODF}text`, [["Basic/Standard/Module1.xml", "x"]]),
  "a drawing of ODF": odf(`${ODF}graphics`),
  "a text and a sheet at once": ooxml("word/document.xml", [["xl/workbook.xml", "x"]]),
  "an office file behind other bytes": Buffer.concat([Buffer.from("x"), ooxml("word/document.xml")]),
  "half an office file": ooxml("word/document.xml").subarray(0, 60),
  "an office file with bytes behind it": Buffer.concat([ooxml("word/document.xml"), Buffer.from("\0\0")]),
  "an animation of another sort": Buffer.from("GIF89a\x01\x00\x01\x00", "latin1"),
};

/** A PDF of a few kB that draws a letter ten thousand million times: forms within forms. No two of a number are alike. */
export function pdfBomb(number) {
  const depth = 10;
  const stream = (head, text) => `<< ${head} /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const font = "/Resources << /Font << /F1 4 0 R >>";
  const forms = Array.from({ length: depth }, (_, i) =>
    stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${font} ${i + 1 < depth ? `/XObject << /X ${7 + i} 0 R >>` : ""} >>`,
      i + 1 < depth ? "/X Do ".repeat(10) : `BT /F1 9 Tf 40 ${number} Td (a) Tj ET`,
    ),
  );
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R ${font} /XObject << /X 6 0 R >> >> >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    stream("", "/X Do"),
    ...forms,
  ].map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`);
  return Buffer.from(`%PDF-1.4\n${objects.join("")}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\n%%EOF\n`);
}

/** A PDF that needs a password which nobody has. */
export const lockedPdf = Buffer.from(
  kinds["application/pdf"]
    .toString("latin1")
    .replace(
      "/Root 1 0 R",
      `/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >> /ID [<${"43".repeat(16)}> <${"43".repeat(16)}>]`,
    ),
  "latin1",
);
