// An authorisation server for tests: RSA keys, the tokens that it signs, and a server of its public keys that can be slow,
// huge, wrong or away.

import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import http from "node:http";

export const ISSUER = "https://issuer.example.no/";
const HASHES = { RS256: "sha256", RS384: "sha384", RS512: "sha512" };
const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
export const now = () => Math.floor(Date.now() / 1000);
export const party = (orgnr) => ({ authority: "iso6523-actorid-upis", ID: `0192:${orgnr}` });

export function makeKey(kid, bits = 2048) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  return { kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" } };
}

/** A token with these claims; `header` changes the header, `signature` makes another signature. */
export function token(key, claims = {}, { header = {}, signature, hash } = {}) {
  const standard = { alg: "RS256", kid: key.kid, typ: "JWT" };
  const all = {
    iss: ISSUER,
    exp: now() + 120,
    iat: now(),
    scope: "samrad:read samrad:write",
    consumer: party("974760673"),
    client_id: "test",
    jti: "1",
    ...claims,
  };
  const head = { ...standard, ...header };
  for (const object of [head, all]) for (const name of Object.keys(object)) if (object[name] === undefined) delete object[name];
  const text = `${encode(head)}.${typeof claims === "string" ? encode(claims) : encode(all)}`;
  const signed = signature ? signature(text) : sign(hash ?? HASHES[head.alg] ?? "sha256", Buffer.from(text), key.privateKey).toString("base64url");
  return `${text}.${signed}`;
}

/** Signed with the public key as if it were a secret that both know. */
export const hmacWith = (key) => (text) =>
  createHmac("sha256", key.publicKey.export({ format: "pem", type: "spki" })).update(text).digest("base64url");

/** Serves public keys; `answer` may be set to anything that answers a request. */
export class KeyServer {
  fetches = 0;
  keys = [];
  answer = (response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }));
  };
  #standard = this.answer;

  async start() {
    this.server = http.createServer((_, response) => {
      this.fetches += 1;
      this.answer(response);
    });
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${this.server.address().port}/jwks`;
    return this;
  }

  mend() {
    this.answer = this.#standard;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }
}
