// deploy/nginx/samrad.conf as it stands, before a stand-in for the service: what reaches the service, and what slow senders
// and one greedy address cost the others.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import tls from "node:tls";
import { freePort, root } from "../http/harness.mjs";

const folder = mkdtempSync(join(tmpdir(), "samrad-nginx-"));
const seen = [];
const upstream = http.createServer((request, answer) => {
  const entry = { url: request.url, headers: request.headers, whole: false };
  seen.push(entry);
  request.on("data", () => {}).on("end", () => {
    entry.whole = true;
    answer.end(request.url.startsWith("/v1/export") ? Buffer.alloc(8 << 20) : "{}");
    entry.done = new Promise((done) => answer.on("finish", done));
  });
});
let nginx, port;

function configuration(own, plain, service) {
  const text = readFileSync(join(root, "deploy/nginx/samrad.conf"), "utf8")
    .replace("listen 443 ssl http2;", `listen 127.0.0.1:${own} ssl http2;`)
    .replace("listen 80;", `listen 127.0.0.1:${plain};`)
    .replace("server 127.0.0.1:8080;", `server 127.0.0.1:${service};`)
    .replaceAll("/etc/samrad/tls", `${folder}/tls`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 4096; }
http { access_log off; ${temporary}\n${text} }`;
}

before(async () => {
  await new Promise((done) => upstream.listen(0, "127.0.0.1", done));
  port = await freePort();
  const names = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  execFileSync("openssl", [...names, "-keyout", join(folder, "tls.key"), "-out", join(folder, "tls.crt")], { stdio: "ignore" });
  writeFileSync(join(folder, "nginx.conf"), configuration(port, await freePort(), upstream.address().port));
  nginx = spawn("/usr/sbin/nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "inherit"] });
  for (let i = 0; i < 200 && !(await ask("GET", "/v1/ready").catch(() => null)); i += 1) await new Promise((done) => setTimeout(done, 50));
});

after(async () => {
  const ended = new Promise((done) => nginx.on("close", done));
  nginx.kill("SIGTERM");
  await ended;
  upstream.closeAllConnections();
  upstream.close();
  rmSync(folder, { recursive: true });
});

function ask(method, path, { headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const request = https.request({ port, host: "127.0.0.1", method, path, headers, rejectUnauthorized: false, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (bytes) => (text += bytes)).on("end", () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    request.on("error", fail);
    request.end(body);
  });
}

/** A connection that has sent this and says no more. */
function silent(text) {
  return new Promise((done, fail) => {
    const socket = tls.connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => socket.write(text, () => done(socket)));
    socket.on("error", fail);
  });
}

const PATHS = [
  ["GET", "/v1/bodies"],
  ["GET", "/v1/export"],
  ["POST", "/v1/import"],
  ["GET", "/v1/documents/x/content"],
  ["PUT", "/v1/documents/x/content"],
  ["POST", "/v1/meetings/x/minutes"],
  ["PUT", "/v1/minutes/x"],
  ["GET", "/metrics"],
];

test("the service hears the sender's own address everywhere, whatever he says of it", async () => {
  for (const [method, path] of PATHS) {
    seen.length = 0;
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const answer = await ask(method, path, { headers: { "X-Forwarded-For": "203.0.113.9", traceparent }, body: method === "GET" ? undefined : "{}" });
    assert.equal(answer.status, 200, path);
    assert.equal(seen[0].headers["x-forwarded-for"], "127.0.0.1", path);
    assert.equal(seen[0].headers.traceparent, traceparent, path);
    assert.equal(answer.headers["strict-transport-security"], "max-age=63072000", path);
  }
});

test("a body that comes slowly does not reach the service", async () => {
  seen.length = 0;
  const sockets = [];
  for (const [method, path] of PATHS.filter(([method]) => method !== "GET"))
    sockets.push(await silent(`${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`));
  assert.equal((await ask("GET", "/v1/bodies")).status, 200);
  assert.deepEqual(seen.map(({ url }) => url), ["/v1/bodies"]);
  for (const socket of sockets) socket.destroy();
});

test("a reader who takes nothing does not keep the service", async () => {
  seen.length = 0;
  const socket = await silent("GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n");
  socket.pause();
  for (let i = 0; i < 200 && !seen[0]?.done; i += 1) await new Promise((done) => setTimeout(done, 20));
  await seen[0].done;
  socket.destroy();
});

test("one address has a share of the connections, and is told so as a problem", async () => {
  const sockets = [];
  for (let i = 0; i < 64; i += 1) sockets.push(await silent("POST /v1/checks HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"));
  const answer = await ask("GET", "/v1/bodies");
  assert.equal(answer.status, 429);
  assert.equal(answer.headers["content-type"], "application/problem+json");
  assert.equal(answer.headers["retry-after"], "1");
  assert.equal(JSON.parse(answer.text).status, 429);
  for (const socket of sockets) socket.destroy();
});

test("no TLS below 1.2", async () => {
  await assert.rejects(
    new Promise((done, fail) => {
      const socket = tls.connect({ port, host: "127.0.0.1", rejectUnauthorized: false, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" }, done);
      socket.on("error", fail);
    }),
  );
});
