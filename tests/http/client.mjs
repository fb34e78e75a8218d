// A client that shows everything: requests as they are written, answers as they came. What was exchanged is added to
// the file that SAMRAD_EXCHANGES names, one line of JSON each, for the contract's own test.

import { appendFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { basename } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { scaled } from "./pace.mjs";

const RECORDED_BODY_MAX = 20000;
const ANSWER_TIMEOUT_MS = 30000;

function record(exchange) {
  const file = process.env.SAMRAD_EXCHANGES;
  if (file) appendFileSync(file, `${JSON.stringify(exchange)}\n`);
}

function parseJson(type, text) {
  return /^application\/(problem\+)?json\b/.test(type ?? "") && text ? JSON.parse(text) : undefined;
}

const decoders = { gzip: gunzipSync, br: brotliDecompressSync };

/** What the bytes say, whatever they were packed in. */
function decode(encoding, bytes) {
  return (encoding && bytes.length ? decoders[encoding](bytes) : bytes).toString("utf8");
}

export class Client {
  #agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

  constructor(port) {
    this.port = port;
    this.exchanges = []; // without bodies: what the log is held against
  }

  close() {
    this.#agent.destroy();
  }

  #send(method, path, headers, bytes) {
    return new Promise((resolve, reject) => {
      const request = http.request(
        { host: "127.0.0.1", port: this.port, method, path, headers, agent: this.#agent, timeout: scaled(ANSWER_TIMEOUT_MS) },
        (response) => {
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => resolve({ response, bytes: Buffer.concat(chunks) }));
        },
      );
      request.on("timeout", () => request.destroy(new Error(`no answer to ${method} ${path.slice(0, 200)}`)));
      request.on("error", reject);
      request.end(bytes);
    });
  }

  /**
   * Sends a request. A body that is not a string or bytes is sent as JSON. Headers with the value null are left out.
   * `key` goes into Authorization.
   */
  async request(method, path, { body, headers = {}, key } = {}) {
    const raw = body === undefined || typeof body === "string" || Buffer.isBuffer(body);
    const bytes = body === undefined ? undefined : Buffer.from(raw ? body : JSON.stringify(body));
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const wanted = {
      ...(bytes === undefined ? {} : { "content-type": type, "content-length": bytes.length }),
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
    const { response, bytes: received } = await this.#send(method, path, sent, bytes);
    const text = decode(response.headers["content-encoding"], received);
    const answer = { method, path, status: response.statusCode, headers: response.headers, text, bytes: received };
    answer.json = parseJson(response.headers["content-type"], text);
    this.#note(answer, sent, bytes);
    return answer;
  }

  #note(answer, sent, bytes) {
    const { method, path, status, headers, text } = answer;
    const { authorization: _, ...requestHeaders } = sent;
    this.exchanges.push({ method, path, status, id: headers["x-request-id"] });
    record({
      test: basename(process.argv[1]),
      method,
      path,
      requestHeaders,
      requestBody: bytes?.subarray(0, RECORDED_BODY_MAX).toString("utf8"),
      status,
      headers,
      body: text,
    });
  }

  /**
   * Writes bytes as they are and reads until the other side closes or is silent for `silence` milliseconds (scaled). With `end`
   * our side is closed after the last byte.
   */
  raw(bytes, { end = false, silence = 1500 } = {}) {
    return new Promise((resolve) => {
      const socket = net.connect(this.port, "127.0.0.1");
      const chunks = [];
      const finish = () => {
        socket.destroy();
        resolve(this.#noteRaw(Buffer.concat(chunks).toString("utf8")));
      };
      socket.setTimeout(scaled(silence), finish);
      socket.on("data", (chunk) => {
        chunks.push(chunk);
        socket.setTimeout(scaled(Math.min(silence, 300)), finish);
      });
      socket.on("error", finish);
      socket.on("end", finish);
      if (end) socket.end(bytes);
      else socket.write(bytes);
    });
  }

  #noteRaw(text) {
    const match = /^HTTP\/1\.1 (\d{3})/.exec(text);
    const body = text.slice(text.indexOf("\r\n\r\n") + 4);
    const header = (name) => new RegExp(`^${name}: *(.*)\r$`, "im").exec(text)?.[1];
    return { status: match ? Number(match[1]) : 0, text, body, header };
  }
}
