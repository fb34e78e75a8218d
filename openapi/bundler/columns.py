"""The columns of a resource as a table: what CSV can hold of it.

A member that is a text, a number or a truth is a column; so is a list of plain texts, joined. An object whose members are all of
that sort has a column for each of those it names (`name.nb`). Everything else, such as a list of objects, is left out.
"""

from . import schemas as schema

SCALARS = ("string", "integer", "boolean")
FORMATS = {"date": "date", "partial-date": "date", "orgnr": "digits"}  # what a text is, for who reads a table
LANGUAGES = (".nb", ".nn", ".en", ".se")
LEFT_OUT = ("included", "findings", "mergedInto")  # what is added to an answer, or to a tombstone


def columns(all_schemas, name):
    """Every column, in the order of the members."""
    found = []
    for member, value in all_schemas["Partial" + name]["properties"].items():
        if member not in LEFT_OUT:
            found += flat(all_schemas, member, value) or []
    return found


def included(all_schemas, name, collection):
    """The columns of related resources: what each is called, of those includes that are one resource."""
    members = all_schemas["Partial" + name]["properties"]
    found = []
    for include, declared in collection.get("include", {}).items():
        one = declared.get("one") or resolved(all_schemas, members.get(include, {})).get("type") == "string"
        of = all_schemas["Partial" + declared["schema"]]["properties"]
        called = next((member for member in ("name", "title", "day", "date") if member in of), None) if one else None
        if called:
            several = "properties" in resolved(all_schemas, of[called])
            found += [{"name": f"{include}.{called}{part}", "type": "string"} for part in (LANGUAGES if several else ("",))]
    return found


def resolved(all_schemas, value):
    """What a chain of references leads to."""
    while schema.target(value):
        value = all_schemas[schema.target(value)]
    return value


def members_of(value):
    """The members that an object's schema names, itself or in what it takes in by `allOf`."""
    named = dict(value.get("properties", {}))
    for part in value.get("allOf", []):
        named.update(part.get("properties", {}))
    return named


def flat(all_schemas, name, value, around=()):
    """The columns of a member; None if it is not flat, or holds itself."""
    value = resolved(all_schemas, value)
    if "type" not in value:
        variants = [flat(all_schemas, name, variant, around) for variant in value.get("anyOf", [])]
        return variants[0] if variants and all(variant == variants[0] for variant in variants) else None
    if value["type"] in SCALARS:
        return [{"name": name, "type": FORMATS.get(value.get("format"), value["type"])}]
    if value["type"] == "array":
        texts = resolved(all_schemas, value["items"]).get("type") == "string"
        return [{"name": name, "type": "list"}] if texts else None
    named = members_of(value)
    if id(value) in around or not named:
        return None
    parts = [flat(all_schemas, f"{name}.{member}", part, (*around, id(value))) for member, part in named.items()]
    return None if None in parts else [column for part in parts for column in part]
