// Asks a server with orval's fetch client, as a program would. It is compiled under --strict and run, with the server's address.

import { createPerson, getBody, listBodies } from "./build/orval/fetch.ts";
import { server } from "./fetcher.ts";

declare const process: { argv: string[] };
server.address = process.argv[2] ?? "";

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const found = await getBody("sektorradet", { fields: ["name"] });
if (found.status !== 200) throw new Error(`a body that is there: ${found.status}`);
const name: string | undefined = found.data.name?.nb;
check(name === "Sektorrådet", "the body's name");

const missing = await getBody("finnes-ikke");
if (missing.status !== 404) throw new Error(`a body that is not there: ${missing.status}`);
const title: string = missing.data.title;
check(title !== "", "what is wrong");

const list = await listBodies({ kind: ["council", "network"], limit: 2 });
if (list.status !== 200) throw new Error(`a list: ${list.status}`);
check(list.data.items.every(({ id }) => id.length > 0), "ids of a list");

const made = await createPerson({ name: "Kari Nordmann" }, { dryRun: true });
check(made.status === 201, "a person");
