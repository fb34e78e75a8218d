// A server for a generated client to be run against: it answers with examples of the contract, and only what is asked as the contract says.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const example = (name) => JSON.parse(readFileSync(new URL(`../../../openapi/examples/${name}.json`, import.meta.url), "utf8"));
const body = { ...example("Body"), id: "sektorradet", name: { nb: "Sektorrådet" } };
const problem = (status, detail) => [status, { type: "/problems/not-found", title: "Not found", status, detail, requestId: "0193f1c2a7b47c0e" }];

/** What is answered to a request: a status and a body. */
function answer(method, url, text) {
  const query = [...url.searchParams].map((pair) => pair.join("=")).join("&");
  switch (`${method} ${url.pathname} ${query}`) {
    case "GET /v1/bodies/sektorradet fields=name":
      return [200, { id: body.id, name: body.name }];
    case "GET /v1/bodies kind=council&kind=network&limit=2":
      return [200, { items: [body], next: null }];
    case "POST /v1/persons dryRun=true":
      return [201, { ...example("Person"), ...JSON.parse(text) }];
    default:
      return problem(404, `${method} ${url}`);
  }
}

/** Starts it on a free port; its address, and how to end it. */
export async function startServer() {
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece) => (text += piece));
    request.on("end", () => {
      const [status, value] = answer(request.method, new URL(request.url, "http://x"), text);
      response.writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json" });
      response.end(JSON.stringify(value));
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
