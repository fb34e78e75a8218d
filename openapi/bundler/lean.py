"""The contract as the service reads it at its start: without what only people read, and without the schemas of its own
answers. It is less than half of the document, and so is the time to read it and the memory that it takes."""

import hashlib

# What only people read; in a schema, a parameter or an operation.
FOR_PEOPLE = {"description", "summary", "title", "example", "examples", "externalDocs", "tags"}
# Objects whose members have names of their own, which may be any of those.
NAMED = {"properties", "patternProperties", "paths", "content", "schemas", "parameters", "responses", "mapping"}
# The statuses whose answers have media types to choose from.
GOOD = {"200", "201"}


def document(whole, text):
    """Makes the lean document of a whole one, whose text has the entity tag `x-digest`. Values (a default, an enumeration,
    an extension) are kept as they are."""
    kept = {name: whole[name] for name in ("openapi", "info", "security") if name in whole}
    kept["x-digest"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    kept["paths"] = {path: _path(item) for path, item in whole["paths"].items()}
    components = whole["components"]
    kept["components"] = {
        "parameters": _without(components.get("parameters", {}), named=True),
        "responses": {name: _response(response) for name, response in components.get("responses", {}).items()},
        "requestBodies": _without(components.get("requestBodies", {}), named=True),
    }
    kept["components"]["schemas"] = _reachable(kept, components["schemas"])
    return kept


def _path(item):
    return {key: _operation(value) if isinstance(value, dict) else _without(value) for key, value in item.items() if key not in FOR_PEOPLE}


def _operation(operation):
    kept = _without({key: value for key, value in operation.items() if key != "responses"})
    kept["responses"] = {status: _response(response) for status, response in operation["responses"].items() if status in GOOD}
    return kept


def _response(response):
    """Of an answer the service reads the media types only."""
    if "$ref" in response:
        return response
    return {"content": {media_type: {} for media_type in response.get("content", {})}}


def _without(value, named=False):
    if isinstance(value, list):
        return [_without(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: item if key in ("default", "const", "enum") or key.startswith("x-") else _without(item, key in NAMED and not named)
            for key, item in value.items() if named or key not in FOR_PEOPLE}


def _reachable(kept, schemas):
    """The schemas that parameters and bodies refer to, and those that they refer to in turn."""
    found, waiting = set(), sorted(_names(kept))
    while waiting:
        name = waiting.pop()
        if name in schemas and name not in found:
            found.add(name)
            waiting += sorted(_names(schemas[name]))
    return {name: _without(schema) for name, schema in schemas.items() if name in found}


def _names(value):
    """The names of schemas in a value: of references, also those of a discriminator, and of `x-samrad.schema`."""
    if isinstance(value, str):
        return {value.rsplit("/", 1)[1]} if value.startswith("#/components/schemas/") else set()
    if isinstance(value, list):
        return set().union(*map(_names, value))
    if not isinstance(value, dict):
        return set()
    own = {value["x-samrad"]["schema"]} if "schema" in value.get("x-samrad", {}) else set()
    return own.union(*map(_names, value.values()))
