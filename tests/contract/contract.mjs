// The bundled contract as something values can be validated against.

import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { formats } from "./formats.mjs";

const PASSED_OVER = ["components", "discriminator", "example", "x-restricted", "x-closes", "x-open", "x-tells"];

export function loadContract(path) {
  const document = JSON.parse(readFileSync(path, "utf8"));
  const ajv = new Ajv2020({ allErrors: true, strictSchema: true, strictTypes: false, strictRequired: false });
  addFormats(ajv, ["date", "date-time", "uri"]);
  for (const [name, check] of Object.entries(formats)) ajv.addFormat(name, check);
  for (const name of PASSED_OVER) ajv.addKeyword(name);
  ajv.addSchema({ $id: "contract", components: { schemas: document.components.schemas } });
  return { document, ajv };
}

/** Says what is wrong with a value of a named schema; an empty list if nothing is. */
export function faultsOf({ ajv }, schemaName, value) {
  const validate = ajv.getSchema(`contract#/components/schemas/${schemaName}`);
  if (!validate) return [`there is no schema ${schemaName}`];
  if (validate(value)) return [];
  return validate.errors.map((error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
}
