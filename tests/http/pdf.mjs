// PDFs to test with: pages of text in Helvetica, each line as it is.

import { deflateSync } from "node:zlib";

const escaped = (line) => line.replaceAll(/[\\()]/g, "\\$&");

function drawing(text, size) {
  const lines = text.split("\n").map((line) => `(${escaped(line)}) Tj T*\n`);
  return Buffer.from(`BT /F1 ${size} Tf 40 800 Td ${size * 1.2} TL\n${lines.join("")}ET\n`, "latin1");
}

/** The bytes of a PDF with these pages, in type of this size, and with so many bytes that nobody looks at. */
export function pdf(pages, { size = 9, ballast = 0 } = {}) {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ].map((text) => Buffer.from(text));
  pages.forEach((text, i) => {
    const stream = deflateSync(drawing(text, size));
    objects.push(
      Buffer.from(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`),
      Buffer.concat([Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`), stream, Buffer.from("\nendstream")]),
    );
  });
  if (ballast)
    objects.push(Buffer.concat([Buffer.from(`<< /Length ${ballast} >>\nstream\n`), Buffer.alloc(ballast, "ballast "), Buffer.from("\nendstream")]));
  const parts = [Buffer.from("%PDF-1.4\n")];
  const places = [];
  let length = parts[0].length;
  objects.forEach((object, i) => {
    const bytes = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
    places.push(length);
    length += bytes.length;
    parts.push(bytes);
  });
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}
