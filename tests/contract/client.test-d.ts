// Uses the types that a client gets out of the contract. It is compiled, never run: if a type says less than the
// contract does, or more, this file does not compile.

import type { components, operations, paths } from "./build/client";

type Schemas = components["schemas"];
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const sure = <_ extends true>() => {};

// What is written: required members are required, everything else may be left out, nothing unknown gets in.

const body: Schemas["Body"] = { name: { nb: "Sektorrådet" }, kind: "council" };
// @ts-expect-error a body has a kind
const noKind: Schemas["Body"] = { name: { nb: "Sektorrådet" } };
// @ts-expect-error there is no such kind
const badKind: Schemas["Body"] = { name: { nb: "Sektorrådet" }, kind: "rad" };
// @ts-expect-error German is not registered
const german: Schemas["Text"] = { nb: "Råd", de: "Rat" };

// What is stored always has its marks, on top of what its kind requires.

declare const stored: Schemas["StoredBody"];
sure<Equal<typeof stored.id, string>>();
sure<Equal<typeof stored.version, number>>();
sure<Equal<typeof stored.name, Schemas["Text"]>>();
sure<Equal<typeof stored.kind, Schemas["BodyKind"]>>();
// @ts-expect-error the purpose may be unknown
const purpose: Schemas["Text"] = stored.purpose;
// @ts-expect-error the server counts versions
stored.version = 2;

// Rules are told apart by their kind, written and stored.

const seats: Schemas["Rule"] = {
  body: "sektorradet", kind: "seats", force: "shall", basis: "stated", text: { nb: "Fire medlemmer." },
  count: { min: 4, max: 4 }, who: { category: ["specialist_health_service"] },
};
// @ts-expect-error seats have no cadence
const mixed: Schemas["Rule"] = { ...seats, kind: "seats", every: "year" };

function meetingsAYear(rule: Schemas["StoredRule"]): number | undefined {
  switch (rule.kind) {
    case "cadence":
      return rule.every === "year" ? rule.count.min : undefined;
    case "mirrors":
      sure<Equal<typeof rule.of, string>>();
      return undefined;
    case "count":
      sure<Equal<typeof rule.of, Schemas["Selector"] | undefined>>();
      return undefined;
    default:
      // @ts-expect-error only some kinds have this
      return rule.tolerance;
  }
}

// A patch names what it changes; null removes; objects are patched member by member.

const patch: Schemas["BodyPatch"] = { validTo: null, purpose: { en: null }, coverage: { meetings: { level: "partial" } } };
// @ts-expect-error there is no such member
const badPatch: Schemas["BodyPatch"] = { valid_to: "2024" };
// @ts-expect-error the server counts versions
const versionPatch: Schemas["BodyPatch"] = { version: 3 };

// Reads with `fields`. A client that wants exact types for both cases gets them from the paths alone: without `fields`
// a GET answers what a PUT to the same path answers; with `fields`, those members of it and the id.

type Json<Response> = Response extends { content: { "application/json": infer Value } } ? Value : never;
type ItemPath = { [P in keyof paths]: paths[P] extends { put: { responses: { 200: unknown } } } ? P : never }[keyof paths];
type Whole<P extends ItemPath> = paths[P] extends { put: { responses: { 200: infer R } } } ? Json<R> : never;
type CollectionPath = { [P in keyof paths]: paths[P] extends { post: { responses: { 201: unknown } } } ? P : never }[keyof paths];
type WholeItem<P extends CollectionPath> = paths[P] extends { post: { responses: { 201: infer R } } } ? Json<R> : never;

declare function get<P extends ItemPath>(path: P, id: string): Promise<Whole<P>>;
declare function get<P extends ItemPath, F extends keyof Whole<P>>(
  path: P, id: string, fields: readonly F[]): Promise<Pick<Whole<P>, F | ("id" & keyof Whole<P>)>>;
declare function list<P extends CollectionPath>(path: P): Promise<{ items: WholeItem<P>[]; next: string | null }>;

async function reads() {
  const whole = await get("/v1/bodies/{id}", "sektorradet");
  sure<Equal<typeof whole, Schemas["StoredBody"]>>();
  const names = await get("/v1/bodies/{id}", "sektorradet", ["name"]);
  sure<Equal<typeof names.name, Schemas["Text"]>>();
  sure<Equal<typeof names.id, string>>();
  // @ts-expect-error it was not asked for
  names.kind;
  const rules = await list("/v1/rules");
  sure<Equal<(typeof rules.items)[number], Schemas["StoredRule"]>>();
  const minutes = await get("/v1/meetings/{id}/minutes", "nasjonal-koordineringsgruppe-2011-08-30");
  sure<Equal<typeof minutes, Schemas["StoredMinutes"]>>();
}

// As generated, a read may hold less: only the id is sure.

type Read = Json<operations["getBody"]["responses"][200]>;
sure<Equal<Read, Schemas["PartialBody"]>>();
sure<Equal<Read["id"], string>>();
sure<Equal<Read["name"], Schemas["Text"] | undefined>>();
sure<Equal<Json<operations["listBodies"]["responses"][200]>["items"][number], Schemas["PartialBody"]>>();
const whole: Read = stored;

// Parameters: lists are lists of what the collection has, and dates are strings.

type Query = NonNullable<operations["listBodies"]["parameters"]["query"]>;
const query: Query = { kind: ["council", "network"], sort: ["name", "-validFrom"], include: ["memberships"], validAt: "2019-06-01", count: true };
// @ts-expect-error bodies are not sorted by place
const badSort: Query = { sort: ["place"] };
// @ts-expect-error the body is in the path
const fixed: NonNullable<operations["listBodyRules"]["parameters"]["query"]> = { body: ["sektorradet"] };

// Included resources are stored resources.

sure<Equal<NonNullable<NonNullable<Schemas["PartialBody"]["included"]>["memberships"]>[number], Schemas["StoredMembership"]>>();

// Checks and faults.

function explain(result: Schemas["CheckResult"]): string[] {
  return result.rules.filter((rule) => rule.verdict === "not_met").map((rule) => rule.text?.nb ?? rule.rule);
}
type Refusal = operations["createBody"]["responses"][422]["content"]["application/problem+json"];
sure<Equal<Refusal, Schemas["Problem"]>>();

export { badKind, badPatch, badSort, body, explain, fixed, german, meetingsAYear, mixed, noKind, patch, purpose, query, reads, versionPatch, whole };
