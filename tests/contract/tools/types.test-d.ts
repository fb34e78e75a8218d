// The types that each generator makes of schemas with conditions. It is compiled, never run: where one of them is `any`, or takes a value
// that the contract refuses, or none that it takes, this file does not compile.

import type createClient from "openapi-fetch";
import type * as hey from "./build/hey/types.gen.ts";
import type * as kubb from "./build/kubb/types.ts";
import type * as oazapfts from "./build/oazapfts.ts";
import type { components, paths } from "./build/openapi-typescript.ts";
import type * as orval from "./build/orval/client.ts";
import type * as swagger from "./build/swagger/api.ts";

type IsAny<T> = 0 extends 1 & T ? true : false;
const never = <_ extends false>() => {};

interface Made {
  Text: unknown;
  Per: unknown;
  Attendee: unknown;
  Rule: unknown;
}

/** What must hold of the types of one generator. */
type Loose<T extends Made> = { [Name in keyof Made]: IsAny<T[Name]> }[keyof Made];
type From<Text, Per, Attendee, Rule> = { Text: Text; Per: Per; Attendee: Attendee; Rule: Rule };

never<Loose<From<orval.Text, orval.Per, orval.Attendee, orval.Rule>>>();
never<Loose<From<hey.Text, hey.Per, hey.Attendee, hey.Rule>>>();
never<Loose<From<kubb.Text, kubb.Per, kubb.Attendee, kubb.Rule>>>();
never<Loose<From<swagger.Text, swagger.Per, swagger.Attendee, swagger.Rule>>>();
never<Loose<From<oazapfts.Text, oazapfts.Per, oazapfts.Attendee, oazapfts.Rule>>>();
type Schemas = components["schemas"];
never<Loose<From<Schemas["Text"], Schemas["Per"], Schemas["Attendee"], Schemas["Rule"]>>>();

type Texts = orval.Text | hey.Text | kubb.Text | swagger.Text | oazapfts.Text | Schemas["Text"];
const text: orval.Text & hey.Text & kubb.Text & swagger.Text & oazapfts.Text & Schemas["Text"] = { nb: "Rådet", en: "The council" };
// @ts-expect-error one of the Norwegian languages is always there
const foreign: Texts = { en: "The council" };

type Attendees = orval.Attendee | hey.Attendee | kubb.Attendee | swagger.Attendee | oazapfts.Attendee | Schemas["Attendee"];
const attendee: Attendees = { presence: "present", name: "Berit Sandvik" };
// @ts-expect-error somebody is known by something
const nobody: Attendees = { presence: "present" };

declare const client: ReturnType<typeof createClient<paths>>;
export async function read() {
  const { data } = await client.GET("/v1/bodies/{id}", { params: { path: { id: "sektorradet" } } });
  never<IsAny<NonNullable<typeof data>["name"]>>();
}

export { attendee, foreign, nobody, text };
