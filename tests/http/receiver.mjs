// Receives webhooks, checks how they are signed, and answers as a test wants.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import http from "node:http";
import { scaled, sleep } from "./pace.mjs";

export class Receiver {
  messages = []; // {id, type, data, at, headers, body}
  /** What to answer to a message: a status, or {status, headers, body}; null: nothing, ever. May be a promise. */
  answer = () => 200;
  secrets = new Map(); // path -> secret
  #waiting = new Set();

  async start() {
    this.server = http.createServer((request, response) => this.#take(request, response).catch((error) => response.destroy(error)));
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    this.port = this.server.address().port;
    return this;
  }

  url(path = "/") {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async #take(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const { headers, url, method } = request;
    const message = { id: headers["webhook-id"], ...JSON.parse(body), headers, body, path: url, method, arrived: performance.now() };
    this.messages.push(message);
    for (const look of this.#waiting) look();
    const answer = await this.answer(message, this.messages.length - 1, response);
    if (answer === null || response.writableEnded || response.destroyed) return;
    const { status = 200, headers: more = {}, body: text = "" } = typeof answer === "number" ? { status: answer } : answer;
    response.writeHead(status, more).end(text);
  }

  /** Waits until something holds of this; fails if it does not within the time. */
  until(holds, what, ms = 15000) {
    return new Promise((done, fail) => {
      const look = () => {
        if (!holds(this.messages)) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        done();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        fail(new Error(`${what} does not arrive: ${this.messages.map(({ type, data }) => `${type} ${data.id ?? ""}`).join(", ")}`));
      }, scaled(ms));
      this.#waiting.add(look);
      look();
    });
  }

  of(path) {
    return this.messages.filter((message) => message.path === path);
  }

  /** Everything that has not come for a while will not come. */
  quiet(ms = 600) {
    return sleep(ms);
  }

  clear() {
    this.messages = [];
    this.answer = () => 200;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }
}

/** Holds a message to its signature, as a receiver would (Standard Webhooks). */
export function assertSigned(message, secret) {
  const { headers, body } = message;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  assert.ok(key.length >= 24 && key.length <= 64);
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  assert.equal(headers["webhook-signature"], expected);
  assert.ok(Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"])) < scaled(60));
  assert.equal(headers["content-type"], "application/json");
  assert.equal(message.method, "POST");
}
