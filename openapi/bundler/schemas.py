"""Schemas that follow from others, so that no resource is written twice.

Of a resource X, written once by hand, these are made:

    StoredX     X as it is stored: X, and always id, version, createdAt, updatedAt
    XIncluded   the related resources that `include` adds to a read (where X has any)
    PartialX    the members of X, none of them required but id, and `included`: what reads answer, and a tombstone
    XPatch      a merge patch (RFC 7396) for X: no member required, null where it may be removed
    XList       a page of a list
    XVersion, XHistory   its history
    ChangedX    a change of it in the feed; Change is any of them, told apart by `type`
"""

from copy import deepcopy

from .sources import ContractError

PREFIX = "#/components/schemas/"
ANNOTATIONS = ("title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly")
COMBINATORS = ("allOf", "anyOf", "oneOf", "not")


def ref(name, **annotations):
    """A reference to a schema component."""
    return {"$ref": PREFIX + name, **annotations}


def target(schema):
    """The name a reference leads to, or None."""
    return schema["$ref"][len(PREFIX):] if "$ref" in schema else None


def expand(schemas, mixins):
    """Puts mixins around the members of schemas that ask for them, and finishes the kinds of rules."""
    for name, schema in schemas.items():
        if "x-rule" in schema:
            schemas[name] = rule_kind(schema, mixins)
        elif "x-first" in schema or "x-last" in schema:
            first, last = schema.pop("x-first", []), schema.pop("x-last", [])
            schema["properties"] = members(mixins, first, schema["properties"], last)


def members(mixins, first, own, last):
    """The members of mixins, a schema's own, and those of more mixins, in this order."""
    result = {}
    groups = [mixins[name] for name in first] + [own] + [mixins[name] for name in last]
    for group in groups:
        for name, schema in group.items():
            if name in result:
                raise ContractError(f"the member '{name}' is defined twice")
            result[name] = deepcopy(schema)
    return result


def rule_kind(schema, mixins):
    """The whole schema of one kind of rule: what all rules have, around what is the kind's own."""
    kind = {"kind": {"type": "string", "const": schema["x-rule"], "description": "What the rule speaks of."}}
    result = {
        "type": "object",
        "description": schema["description"],
        "additionalProperties": False,
        "required": ["kind", "force", "basis", "text"] + schema.get("required", []),
        "properties": {
            **members(mixins, ["Resource", schema.get("x-head", "RuleHead")], kind, ["RuleCommon"]),
            **members(mixins, [], schema["properties"], ["Validity", "Provenance"]),
        },
    }
    if "x-head" in schema:
        result["required"].append("issuedBy")
    else:
        result["oneOf"] = [{"required": ["body"]}, {"required": ["agreement"]}, {"required": ["appliesTo", "issuedBy"]}]
    for keyword, word in (("anyOf", "x-bounds"), ("oneOf", "x-either")):
        if word in schema:
            result["allOf"] = [{keyword: schema[word]}]
    if "not" in schema:
        result["not"] = schema["not"]
    return result


def unroll(schemas, name):
    """Parts a schema that contains itself from what it contains: X stands where others use it, XPart within both.

    A tool that puts schemas in the place of references makes a copy where words stand beside one. Such a copy shares its members with
    the schema itself, and if that came again within it, Prism would take the members for a circle and lose them.
    """
    inner = name + "Part"
    schemas[inner] = deepcopy(schemas[name])
    schemas[inner].pop("example", None)
    for node in [*nodes(schemas[name]), *nodes(schemas[inner])]:
        if node.get("$ref") == PREFIX + name:
            node["$ref"] = PREFIX + inner


def complete_conditions(schemas):
    """Says of every condition on an object what it is about: `{required: [nb]}` beside members becomes an object with that member.

    Without its type and its member generators make `any` of a condition, and of everything that it is part of.
    """
    for schema in schemas.values():
        for node in nodes(schema):
            if "properties" in node:
                complete_condition(node, node["properties"])


def nodes(schema):
    """A schema and every schema in it."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key not in ("example", "examples"):
                yield from nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from nodes(value)


def complete_condition(schema, known):
    """The conditions within a schema, about the members that are known of."""
    for condition in [inner for keyword in COMBINATORS for inner in listed(schema.get(keyword, []))]:
        if set(condition) == {"required"}:
            condition["type"] = "object"
            condition["properties"] = {name: bare(known[name]) for name in condition["required"] if name in known}
        elif "properties" not in condition:
            complete_condition(condition, known)


def listed(value):
    """The schemas of a keyword that has one or several."""
    return value if isinstance(value, list) else [value]


def kinds(schemas, name):
    """The object schemas that a resource consists of: itself, or the kinds it is one of."""
    schema = schemas[name]
    return [target(kind) for kind in schema["oneOf"]] if "properties" not in schema else [name]


def all_members(schemas, name):
    """Every member that a resource can have. What differs between kinds is any of theirs."""
    found = {}
    for kind in kinds(schemas, name):
        for member, schema in schemas[kind]["properties"].items():
            variants = found.setdefault(member, [])
            if bare(schema) not in [bare(other) for other in variants]:
                variants.append(schema)
    return {member: one_of_variants(variants) for member, variants in found.items()}


def bare(schema):
    """A schema without its annotations, to compare."""
    return {key: value for key, value in schema.items() if key not in ANNOTATIONS}


def one_of_variants(variants):
    """One schema for all that a member can be."""
    if len(variants) == 1:
        return deepcopy(variants[0])
    constants = [variant.get("const") for variant in variants]
    if None not in constants:
        return {"type": variants[0]["type"], "enum": constants, "description": variants[0]["description"]}
    return {"description": "Differs between the kinds.", "anyOf": [deepcopy(bare(variant)) for variant in variants]}


def included(schemas, collection):
    """XIncluded: a list of stored resources for each name that `include` may have; a reference to it, as a member.

    Only reads have it, never what is stored or included itself: else every resource would hold every other, over and over,
    and a tool that follows references would not come to an end.
    """
    name = collection["schema"] + "Included"
    schemas[name] = {
        "type": "object",
        "description": "Related resources that `include` asked for: a list for each name.",
        "additionalProperties": False,
        "properties": {
            key: {"type": "array", "maxItems": 10000, "description": value["description"],
                  "items": ref("Stored" + value["schema"])}
            for key, value in collection["include"].items()
        },
    }
    return ref(name, readOnly=True, description="Related resources that `include` asked for.")


def derive(schemas, collection):
    """All the schemas that follow from a resource."""
    name, noun = collection["schema"], collection["noun"][1]
    stored = complete(collection)
    if stored != name:
        add_stored(schemas, name)
    schemas["Partial" + name] = partial(schemas, collection)
    schemas[name + "List"] = page_of(f"A page of {noun}.", ref("Partial" + name), 500, {
        "total": {"type": "integer", "minimum": 0, "description": "With `count=true`: how many match on all pages."}})
    if "patch" in collection["operations"]:
        schemas[name + "Patch"] = patch_of_resource(schemas, name, collection.get("patched"))
    if "history" not in collection["operations"]:
        return
    schemas[name + "Version"] = {
        "type": "object",
        "description": f"One version of {collection['noun'][0]}.",
        "additionalProperties": False,
        "required": ["version", "operation", "at"],
        "properties": {
            "version": {"type": "integer", "minimum": 1, "description": "Counts the changes."},
            "operation": ref("HistoryOperation"),
            "at": ref("Instant", description="When it was done."),
            "by": {"type": "string", "maxLength": 300, "description": "Whose key did it (its name), or which consumer's token (`0192:` and the number)."},
            "supplier": {"type": "string", "maxLength": 20, "description": "Who worked for that consumer, if somebody else did."},
            "data": ref(stored, description="The resource as it then was; absent once it is deleted."),
            "patch": {"type": "object", "additionalProperties": True,
                      "description": "What changed since the version before, as a merge patch."},
            **merged(collection),
        },
    }
    schemas[name + "History"] = page_of("Versions, the newest first.", ref(name + "Version"), 500, {})


def add_changes(schemas, declared):
    """A change in the feed: of one of the collections that have a history."""
    recorded = [collection for collection in declared if "history" in collection["operations"]]
    for collection in recorded:
        schemas["Changed" + collection["schema"]] = {
            "type": "object",
            "description": f"A change of {collection['noun'][0]}.",
            "additionalProperties": False,
            "required": ["cursor", "revision", "type", "id", "operation", "version", "at"],
            "properties": {
                "cursor": ref("ChangeCursor"),
                "revision": {"type": "integer", "minimum": 1, "description": "Of the register; the changes of one transaction have the same."},
                "type": {"type": "string", "const": collection["name"], "description": "The collection."},
                "id": ref("Id"),
                "operation": ref("HistoryOperation"),
                "version": {"type": "integer", "minimum": 1, "description": "Of the resource, after the change."},
                "at": ref("Instant", description="When it was committed."),
                "by": {"type": "string", "maxLength": 300, "description": "Whose key or token did it."},
                "body": ref("Id", description="The body that the resource belongs to, if it belongs to one."),
                "data": ref(complete(collection), description="The resource after the change; absent where it was deleted."),
                **merged(collection),
            },
        }
    names = [collection["name"] for collection in recorded]
    schemas["ChangeType"] = {"type": "string", "description": "A collection whose changes are recorded.", "enum": names}
    schemas["Change"] = {
        "description": "A change of one resource.",
        "oneOf": [ref("Changed" + collection["schema"]) for collection in recorded],
        "discriminator": {"propertyName": "type", "mapping": {
            collection["name"]: PREFIX + "Changed" + collection["schema"] for collection in recorded}},
    }


def merged(collection):
    """The member that says where something went, of a collection whose resources can be merged."""
    if not collection["merged"]:
        return {}
    return {"mergedInto": ref("Id", readOnly=True, description="Where it is deleted because it was merged into another: which one.")}


def add_import(schemas, declared):
    """What can be imported: everything that can be put."""
    schemas["ImportType"] = {"type": "string", "description": "A collection that can be written.",
                             "enum": [collection["name"] for collection in declared if "put" in collection["operations"]]}


def add_stored(schemas, name):
    """StoredX. Of a resource of several kinds each kind has one: generated types can then still be told apart."""
    for kind in kinds(schemas, name):
        schemas["Stored" + kind] = {"description": f"{kind} as it is stored and answered.",
                                    "allOf": [ref(kind), ref("Stored")]}
    if "oneOf" in schemas[name]:
        choice = deepcopy(schemas[name])
        choice["description"] = f"{name} as it is stored and answered."
        choice["oneOf"] = [ref("Stored" + target(kind)) for kind in choice["oneOf"]]
        mapping = choice["discriminator"]["mapping"]
        mapping.update({value: PREFIX + "Stored" + kind[len(PREFIX):] for value, kind in mapping.items()})
        schemas["Stored" + name] = choice


def complete(collection):
    """The name of the schema of a resource as it is stored."""
    writable = "put" in collection["operations"]
    return "Stored" + collection["schema"] if writable else collection["schema"]


def partial(schemas, collection):
    """What reads answer: with `fields` only those members, and in lists of changes also tombstones."""
    name = collection["schema"]
    properties = all_members(schemas, name)
    properties.pop("findings", None)  # only writes answer it
    if collection.get("include"):
        properties["included"] = included(schemas, collection)
    if "modifiedSince" not in collection.get("without", []):
        properties["deleted"] = {
            "type": "boolean", "const": True, "readOnly": True,
            "description": "Only in lists with `modifiedSince`: it is deleted, and only id, version and updatedAt are left."}
        properties.update(merged(collection))
    return {
        "type": "object",
        "description": f"{complete(collection)}; with `fields`, only the members that were asked for, and always the id.",
        "additionalProperties": False,
        "required": ["id"],
        "properties": properties,
    }


def page_of(description, items, most, more):
    """The envelope of a list."""
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "maxItems": most, "description": "In the order that was asked for.",
                      "items": items},
            "next": {"type": ["string", "null"], "maxLength": 16000,
                     "description": "The path of the next page; null on the last one."},
            **more,
        },
    }


def patch_of_resource(schemas, name, only=None):
    """The merge patch of a whole resource, or of some of its members. What the server sets cannot be patched."""
    properties = {}
    for member, schema in all_members(schemas, name).items():
        if only and member not in only:
            continue
        if member == "id":
            properties[member] = schema
        elif not schema.get("readOnly"):
            properties[member] = nullable_patch(schemas, schema)
    return {
        "type": "object",
        "description": f"A merge patch (RFC 7396) for {name}: `null` removes a member, an object is merged, a list is replaced. "
                       "What comes out must be whole again.",
        "additionalProperties": False,
        "properties": properties,
    }


def nullable_patch(schemas, schema):
    """The patch of one member: its values, null, and for an object the patch of its members."""
    name = target(schema)
    if name:
        annotations = {key: value for key, value in schema.items() if key != "$ref"}
        if is_object(schemas[name]):
            return {**patch_component(schemas, name), **annotations}
        return {**nullable_patch(schemas, schemas[name]), **annotations}
    if "type" not in schema:
        variants = [nullable_patch(schemas, variant) for variant in schema.get("anyOf", [])]
        return {**deepcopy(schema), "anyOf": variants} if variants else deepcopy(schema)
    result = deepcopy(schema)
    result["type"] = [schema["type"], "null"]
    if "const" in result:
        result["enum"] = [result.pop("const"), None]
    elif "enum" in result:
        result["enum"] = result["enum"] + [None]
    if is_object(schema):
        loosen(schemas, result)
    return result


def is_object(schema):
    """Whether a patch is merged into it, member by member."""
    return schema.get("type") == "object"


def patch_component(schemas, name):
    """A reference to the patch of an object schema, which is made once."""
    made = name + "Patch"
    if made not in schemas:
        schemas[made] = None  # a schema may contain itself
        patched = nullable_patch(schemas, {**schemas[name]})
        patched["description"] = f"A merge patch for {name}."
        schemas[made] = patched
    return ref(made)


def loosen(schemas, schema):
    """Turns a copy of an object schema into that of a patch: whether it is whole, the merged object shows."""
    for keyword in ("required", "minProperties", "maxProperties", "dependentRequired", "example", "anyOf", "oneOf", "not"):
        schema.pop(keyword, None)
    also = [part for part in schema.pop("allOf", []) if "properties" in part]
    for part in also:
        part["type"] = schema["type"]
        loosen(schemas, part)
    if also:
        schema["allOf"] = also
    for member, value in schema.get("properties", {}).items():
        schema["properties"][member] = nullable_patch(schemas, value)
    more = schema.get("additionalProperties")
    if isinstance(more, dict):
        schema["additionalProperties"] = nullable_patch(schemas, more)
