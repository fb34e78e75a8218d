// nginx as a cache in front of a service, as a portal's network would have one: it keeps what the service says may be
// kept, and asks again each time.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { freePort } from "./harness.mjs";
import { scaled, sleep } from "./pace.mjs";

const START_MS = 10000;

/** `X-Cache` says what the cache did: MISS, REVALIDATED, EXPIRED, … or nothing where it had no part. */
const configuration = (folder, port, upstream) => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr;
events { worker_connections 256; }
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ")}
  proxy_cache_path ${folder}/cache keys_zone=answers:1m inactive=10m;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_cache answers;
      proxy_cache_key $request_uri;
      proxy_cache_revalidate on;
      proxy_ignore_headers Cache-Control Expires;
      add_header X-Cache $upstream_cache_status always;
    }
  }
}
`;

async function answers(port) {
  return new Promise((done) => {
    http.get({ port, host: "127.0.0.1", path: "/health/live", agent: false }, (answer) => done(answer.resume().statusCode === 200)).on("error", () => done(false));
  });
}

/** A client of the cache, and the end of it. */
export async function startCache(upstream) {
  const folder = mkdtempSync(join(tmpdir(), "samrad-cache-"));
  const port = await freePort();
  mkdirSync(join(folder, "cache"));
  writeFileSync(join(folder, "nginx.conf"), configuration(folder, port, upstream));
  const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.on("error", (error) => (said += error));
  child.stderr.on("data", (bytes) => (said += bytes));
  process.on("exit", () => child.kill("SIGKILL"));
  for (const deadline = Date.now() + scaled(START_MS); !(await answers(port)); ) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`nginx does not start: ${said}`);
    await sleep(20);
  }
  const client = new Client(port);
  const stop = async () => {
    client.close();
    const ended = new Promise((done) => child.on("close", done));
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { client, stop };
}
