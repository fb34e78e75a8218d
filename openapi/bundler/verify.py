"""What the contract owes its readers, checked in the finished document.

The server refuses a schema with a keyword that it does not check; this finds it when it is written, not when it starts.
"""

import re

from . import schemas

CHECKED = {
    "type", "enum", "const", "required", "properties", "additionalProperties", "propertyNames", "items", "minItems",
    "maxItems", "uniqueItems", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "pattern", "format", "$ref", "allOf", "anyOf", "oneOf", "not", "minProperties", "maxProperties", "dependentRequired",
    "discriminator",
}
FORMATS = {"date", "partial-date", "date-time", "uri", "orgnr", "share", "period", "text"}
ACTIONS = {
    "list",
    "search",
    "erase",
    "create",
    "get",
    "put",
    "patch",
    "delete",
    "merge",
    "transaction",
    "history",
    "check",
    "whatif",
    "timeline",
    "timeline_bands",
    "cadence",
    "map",
    "agreement_check",
    "agreement_timeline",
    "meeting_check",
    "checks",
    "rule_check",
    "rule_timeline",
    "rule_whatif",
    "upcoming",
    "page",
    "mandate",
    "roster",
    "statistics",
    "minutes_parse",
    "content_get",
    "content_put",
    "content_erase",
    "action_patch",
    "import",
    "export",
    "changes",
    "keys",
    "key",
    "create_key",
    "revoke_key",
    "webhook_list",
    "webhook_create",
    "webhook_get",
    "webhook_patch",
    "webhook_delete",
    "webhook_deliveries",
    "webhook_replay",
    "webhook_ping",
    "webhook_secret",
    "openapi_json",
    "openapi_yaml",
    "live",
    "ready",
    "metrics",
    "front_home",
    "front_search",
    "front_bodies",
    "front_body",
    "front_agreements",
    "front_agreement",
    "front_meeting",
    "front_person",
    "front_office",
    "front_area",
    "front_areas",
    "front_codes",
    "front_body_changes",
    "front_body_mandate",
    "front_body_roster",
    "front_body_statistics",
    "front_organisation",
    "front_problem",
    "robots",
    "icon",
    "sitemap",
    "security",
    "api_catalog",
    "catalogue",
    "front_docs",
    "front_asset",
    "front_to_docs",
}
METHODS = ("get", "put", "post", "delete", "patch")


def faults(document):
    """Every breach of the conventions, in words."""
    found = list(dangling(document))
    for name, schema in document["components"]["schemas"].items():
        found += schema_faults(schema, f"#/components/schemas/{name}")
        found += [] if "description" in schema else [f"schema {name} has no description"]
        found += [f"schema {name}: a default belongs in the description: generated types take it for always there"
                  for node in walk(schema) if "default" in node]
    for name, parameter in document["components"]["parameters"].items():
        found += schema_faults(parameter["schema"], f"#/components/parameters/{name}/schema")
    found += operation_faults(document)
    found += unused(document)
    return found


def walk(node):
    """Every mapping in the document, examples left out."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key not in ("example", "examples", "value"):
                yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def references(node):
    """Every reference in the document, those to examples too."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolve(document, reference):
    """What an internal reference leads to, or None."""
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node.get(part) if isinstance(node, dict) else None
    return node if reference.startswith("#/") else None


def dangling(document):
    """References that lead nowhere."""
    for reference in sorted(set(references(document))):
        if resolve(document, reference) is None:
            yield f"{reference} leads nowhere"


def unused(document):
    """Components that nobody refers to."""
    used = set(references(document)) | set(mapped(document))
    for group, members in document["components"].items():
        for name in members:
            if group != "securitySchemes" and f"#/components/{group}/{name}" not in used:
                yield f"#/components/{group}/{name} is not used"


def mapped(document):
    """What discriminators lead to, and what the server is told by name."""
    for node in walk(document):
        if isinstance(node.get("discriminator"), dict):
            yield from node["discriminator"].get("mapping", {}).values()
        marks = node.get("x-samrad", {})
        if "schema" in marks:
            yield schemas.PREFIX + marks["schema"]


def schema_faults(schema, place):
    """What is wrong with a schema and the schemas in it."""
    if isinstance(schema, bool):
        return
    known = CHECKED | set(schemas.ANNOTATIONS)
    for keyword in schema:
        if keyword not in known and not keyword.startswith("x-"):
            yield f"{place}: the keyword '{keyword}' is not checked by the server"
    if "$ref" in schema and CHECKED & set(schema) != {"$ref"}:
        yield f"{place}: a $ref stands alone"
    if "format" in schema and schema["format"] not in FORMATS:
        yield f"{place}: unknown format '{schema['format']}'"
    if "properties" in schema and "anyOf" in schema:
        yield f"{place}: anyOf beside properties belongs within allOf: generated types lose the members otherwise"
    yield from required_faults(schema, schema.get("properties"), place)
    yield from limit_faults(schema, place)
    for key, inner in inner_schemas(schema):
        yield from schema_faults(inner, f"{place}/{key}")


def required_faults(schema, known, place):
    """Members that are required but not there, also in conditions on an object (not, oneOf of required)."""
    if known is None:
        return
    for name in schema.get("required", []):
        if name not in known:
            yield f"{place}: '{name}' is required but no member"
    for key, inner in inner_schemas(schema):
        if key.startswith(("not", "allOf", "anyOf", "oneOf")) and "properties" not in inner and "$ref" not in inner:
            yield from required_faults(inner, known, f"{place}/{key}")


def limit_faults(schema, place):
    """Everything has a limit: strings, lists, open objects."""
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    fixed = "const" in schema or "enum" in schema
    if "string" in types and not fixed and "maxLength" not in schema:
        yield f"{place}: a string without maxLength"
    if "array" in types and ("maxItems" not in schema or "items" not in schema):
        yield f"{place}: a list without maxItems or items"
    open_part = place.endswith("/Stored") or re.search(r"/(?:allOf|anyOf|oneOf|not)(?:/[0-9]+)?$", place)
    if "object" in types and "additionalProperties" not in schema and not open_part:
        yield f"{place}: an object without additionalProperties"
    if isinstance(schema.get("additionalProperties"), dict) and "maxProperties" not in schema:
        if "null" not in types:  # the merged object of a patch is limited
            yield f"{place}: an open object without maxProperties"


def inner_schemas(schema):
    """The schemas within a schema, with their place."""
    for key in ("items", "not", "propertyNames", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield key, schema[key]
    for key in ("allOf", "anyOf", "oneOf"):
        for index, inner in enumerate(schema.get(key, [])):
            yield f"{key}/{index}", inner
    for name, inner in schema.get("properties", {}).items():
        yield f"properties/{name}", inner


def operation_faults(document):
    """What is wrong with operations: names that stand twice, actions the server does not know, leftovers."""
    seen = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            place = f"{method.upper()} {path}"
            if method not in METHODS:
                yield f"{place}: '{method}' was not expanded"
                continue
            name = operation["operationId"]
            if name in seen:
                yield f"{place}: operationId {name} is also that of {seen[name]}"
            seen[name] = place
            if operation.get("x-samrad", {}).get("action") not in ACTIONS:
                yield f"{place}: x-samrad names no action that the server knows"
            if "default" not in operation["responses"]:
                yield f"{place}: no default answer"
