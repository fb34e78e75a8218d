"""Puts the parts together into one document."""

from copy import deepcopy

from . import collections, columns, pages, schemas, verify
from .sources import ContractError

# The order in which collections appear: what others refer to comes first.
ORDER = ("organisations", "areas", "persons", "offices", "bodies", "rules", "memberships", "waivers", "agreements",
         "meetings", "minutes", "documents", "codes", "actions", "decisions")


def position(collection):
    """The place of a collection; new ones follow the known ones by name."""
    name = collection["name"]
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def document(parts):
    """The whole document."""
    declared = sorted(parts["collections"], key=position)
    for collection in declared:
        collections.prepare(collection)
    components = parts["components"]
    made = parts["schemas"]
    schemas.expand(made, parts["mixins"])
    schemas.unroll(made, "Selector")
    for collection in declared:
        schemas.derive(made, collection)
        collection["columns"] = columns.columns(made, collection["schema"])
        collection["identified"] = "identifiers" in made["Partial" + collection["schema"]]["properties"]
        components["parameters"].update(collections.parameters(collection, made))
    for collection in declared:
        collection["includedColumns"] = columns.included(made, collection["schema"], collection)
    schemas.add_changes(made, declared)
    schemas.add_import(made, declared)
    schemas.complete_conditions(made)
    paths = all_paths(parts["paths"], declared)
    scopes_apart(paths)
    parts["root"]["security"] = without_scopes(parts["root"]["security"])
    examples = all_examples(parts["examples"], declared, made)
    attach_examples(paths, examples, made)
    inline_marks(paths, made)
    return {
        **parts["root"],
        "paths": paths,
        "components": {
            "securitySchemes": components["securitySchemes"],
            "parameters": components["parameters"],
            "headers": components["headers"],
            "responses": components["responses"],
            "examples": {name: {"value": value} for name, value in sorted(examples.items())},
            "schemas": dict(sorted(made.items())),
        },
    }


def all_paths(written, declared):
    """The paths of the collections, each followed by what is written below it, and the rest."""
    by_name = {collection["name"]: collection for collection in declared}
    written = {path: pages.item(item["x-page"]) if "x-page" in item
               else pages.document(item["x-document"]) if "x-document" in item
               else collections.elsewhere(item, by_name) for path, item in written.items()} | calendars(written, by_name)
    made = {}
    for collection in declared:
        made.update(collections.paths(collection))
        below = f"/v1/{collection['name']}/"
        made.update({path: item for path, item in written.items() if path.startswith(below)})
    made.update({path: item for path, item in written.items() if path not in made})
    return made


def calendars(written, by_name):
    """The lists below other paths that have a calendar, at addresses of their own."""
    made = {}
    for path, item in written.items():
        made.update(collections.calendars(path, item, by_name))
    return made


def inline_marks(paths, made):
    """Puts schemas to which only our own marks refer into the marks themselves: for everybody else nobody uses them."""
    marks = [operation["x-samrad"] for item in paths.values() for operation in item.values() if "x-samrad" in operation]
    used = set(verify.references([made, [operation | {"x-samrad": None} for item in paths.values() for operation in item.values()]]))
    alone = set()
    for mark in marks:
        for key in ("complete", "line"):
            name = schemas.target(mark.get(key, {}))
            if name and schemas.PREFIX + name not in used:
                mark[key] = deepcopy(made[name])
                alone.add(name)
    for name in alone:
        made.pop(name, None)


def scopes_apart(paths):
    """Moves the scopes of operations from `security` to `x-samrad.scope`: tools know scopes of OAuth flows only, and ours has none."""
    for item in paths.values():
        for operation in item.values():
            asked = [scope for choice in operation.get("security", []) for scope in choice.get("bearer", [])]
            if asked:
                operation["x-samrad"]["scope"] = asked[0]
                operation["security"] = without_scopes(operation["security"])


def without_scopes(security):
    """The same schemes, with no scopes named."""
    return [{scheme: [] for scheme in choice} for choice in security]


def all_examples(written, declared, made):
    """Examples by the schema they are of. A stored resource is also, less what the server sets, one to be sent."""
    examples = {}
    for name, value in written.items():
        if name not in made:
            raise ContractError(f"examples/{name}.json: there is no schema {name}")
        examples[name] = value
    for collection in declared:
        for kind in schemas.kinds(made, collection["schema"]):
            if kind in examples and schemas.complete(collection) != collection["schema"]:
                examples["Stored" + kind] = examples[kind]
                examples[kind] = as_sent(examples[kind], made[kind])
    return examples


def as_sent(example, schema):
    """An example without what the server sets."""
    return {name: value for name, value in example.items() if not schema["properties"][name].get("readOnly")}


def attach_examples(paths, examples, made):
    """Replaces x-example-of by references to the examples of that schema, or of the kinds it consists of."""
    for item in paths.values():
        for operation in item.values():
            bodies = [operation.get("requestBody", {})] + list(operation["responses"].values())
            for media in [media for body in bodies for media in body.get("content", {}).values()]:
                attach(media, examples, made)


def attach(media, examples, made):
    """The examples of one media type."""
    name = media.pop("x-example-of", None)
    if name is None:
        return
    if name.endswith("List") and "Partial" + name[:-4] in made:
        return attach_page(media, examples, made, name[:-4])
    found = examples_of(name, examples, made)
    if found:
        media["examples"] = {key: {"$ref": "#/components/examples/" + key} for key in found}


def examples_of(name, examples, made):
    """The names of the examples of a schema; of the kinds of a resource, those of each."""
    stored = name.startswith("Stored")
    base = name[len("Stored"):] if stored else name
    if base not in made or name.endswith("Patch"):
        return [name] if name in examples else []
    names = [name] if name in examples else []
    if not names and "oneOf" in made[base]:
        names = [("Stored" if stored else "") + kind for kind in schemas.kinds(made, base)]
    return [key for key in names if key in examples]


def attach_page(media, examples, made, base):
    """A page that holds the stored examples of a resource."""
    stored = examples_of("Stored" + base, examples, made) or examples_of(base, examples, made)
    if stored:
        media["example"] = {"items": [deepcopy(examples[key]) for key in stored[:2]], "next": None}
