"""From an x-collection declaration to its operations.

What every collection has in common is here and nowhere else: parameters, statuses, headers, scopes.
"""

from . import schemas as schema
from .sources import ContractError

OPERATIONS = ("list", "create", "get", "put", "patch", "delete", "history")
MERGED = ("itself", "along")  # by an operation of its own, or along with what it belongs to
BODY = "application/json"
PATCH_BODIES = ("application/merge-patch+json", "application/json")
SORT_KEYS_MAX = 6  # the server's cursor has room for no more
STREAM_MAX = 10_000_000_000  # far more than a register holds
# The schema of a resource's text is named after both.
TEXTS = {"text/plain": "Text", "application/pdf": "Pdf",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Office",
         "application/vnd.oasis.opendocument.text": "Office"}
PAGE_MAX = 100_000_000  # of a page as a feed
# The forms that a list may have beside JSON, CSV and NDJSON: what `format` calls them, how much there can be of them, and
# whether one resource has it too.
FORMS = {"text/calendar": ("calendar", STREAM_MAX, True), "application/atom+xml": ("atom", PAGE_MAX, False)}
CALENDAR = "text/calendar"
WRITE = [{"bearer": ["samrad:write"]}]
MERGE = (
    "For two that are the same: whatever refers to this one refers to the other from then on, each in a new version, and this one is "
    "gone. Its address leads to the other's (308), its history stays, and what was known before is known as before. The other is not "
    "changed: what only this one says has to be written there, before or in the same transaction. Refused where either refers to the "
    "other, and where two memberships of one person would be the same at the same time; whoever may write only some bodies may not move "
    "what others refer to, and without `samrad:read` nobody moves what he cannot see all of.\n\n"
    "To undo it, put this one back as its history has it, and patch what refers to the other back as their histories have it, in one "
    "transaction: the address is then its own again.")

# How each kind of fault is answered; the component's name.
FAULTS = {
    "304": "NotModified", "400": "BadRequest", "401": "Unauthorized", "403": "Forbidden", "404": "NotFound",
    "406": "NotAcceptable", "409": "Conflict", "412": "PreconditionFailed", "413": "ContentTooLarge",
    "415": "UnsupportedMediaType", "422": "UnprocessableContent", "default": "OtherProblem",
}


def prepare(collection):
    """Fills in what a declaration may leave out."""
    collection.setdefault("operations", list(OPERATIONS))
    collection.setdefault("idParameter", "Id")
    collection.setdefault("without", [])
    collection.setdefault("forms", {})
    collection.setdefault("keeps", [])
    collection.setdefault("merged", None)
    if collection["merged"] not in (None, *MERGED):
        raise ContractError(f"collection {collection['name']}: is merged in no known way")
    if collection["merged"] == "itself":
        collection["operations"] = [*collection["operations"], "merge"]
    collection["plural"] = capital(collection["name"])
    for form in collection["forms"]:
        if form not in FORMS:
            raise ContractError(f"collection {collection['name']}: unknown form '{form}'")
    for name in collection["operations"]:
        if name not in (*OPERATIONS, "merge"):
            raise ContractError(f"collection {collection['name']}: unknown operation '{name}'")


def capital(name):
    """bodies -> Bodies."""
    return name[0].upper() + name[1:]


def parameter(name):
    """A reference to a parameter component."""
    return {"$ref": "#/components/parameters/" + name}


def header(name):
    """A reference to a header component."""
    return {"$ref": "#/components/headers/" + name}


def faults(*statuses):
    """The answers for these statuses, and for anything else."""
    return {status: {"$ref": "#/components/responses/" + FAULTS[status]} for status in (*statuses, "default")}


def comma_list(name, description, names, example, most=100):
    """A query parameter with a comma-separated list out of fixed names."""
    return {
        "name": name, "in": "query", "description": description, "style": "form", "explode": False,
        "schema": {"type": "array", "minItems": 1, "maxItems": most, "items": {"type": "string", "enum": names}},
        "example": example,
    }


def filter_parameter(name, declaration):
    """A filter. Unless it is single it may be repeated, and then means any of the values."""
    value = declaration.get("schema") or schema.ref(declaration["type"])
    result = {"name": name, "in": "query", "description": declaration["description"]}
    if declaration.get("single"):
        return {**result, "schema": value}
    result["description"] += " May be repeated: any of them."
    return {**result, "style": "form", "explode": True,
            "schema": {"type": "array", "minItems": 1, "maxItems": 100, "items": value}}


def parameters(collection, all_schemas):
    """The parameter components that are a collection's own."""
    plural = collection["plural"]
    fields = list(schema.all_members(all_schemas, collection["schema"]))
    fields = [name for name in fields if name not in ("included", "findings")]
    both = [sign + key for key in collection["sort"] for sign in ("", "-")]
    default = collection["defaultSort"]
    made = {
        plural + "Sort": comma_list(
            "sort", f"The order, by these keys; `-` before a key turns it round. `{default}` if absent. Text is in Norwegian "
            "order, and ties are in order of id.", both, [default], SORT_KEYS_MAX),
        plural + "Fields": comma_list(
            "fields", "Answer only these members, and always the id.", fields, ["id", fields[-1]]),
    }
    if collection.get("include"):
        told = "; ".join(f"`{name}`: {value['description'][0].lower()}{value['description'][1:].rstrip('.')}"
                         for name, value in collection["include"].items())
        made[plural + "Include"] = comma_list(
            "include", f"Answer these related resources too, in `included`. {capital(told)}.",
            list(collection["include"]), [next(iter(collection["include"]))])
    for name, declaration in collection["filters"].items():
        made[plural + capital(name) + "Filter"] = filter_parameter(name, declaration)
    return {**made, **format_parameters(collection)}


def format_parameters(collection):
    """How a caller names the forms that a collection has beside those that all have."""
    forms, told = collection["forms"], "The form of the answer, before what `Accept` asks for."
    example = [FORMS[form][0] for form in forms]
    made = {}
    if forms:
        whole = ["csv", "ndjson", *(FORMS[form][0] for form in forms if form == "text/calendar")]
        names = " and ".join([", ".join(f"`{name}`" for name in whole[:-1]), f"`{whole[-1]}`"])
        made[collection["plural"] + "Format"] = {
            "name": "format", "in": "query", "example": example[0],
            "description": f"{told} {names} answer everything that matches, or as much as `limit` says if it is given, and are sent "
                           "while they are read: what is written meanwhile may be in it or not."
                           + (" `atom` answers a page." if "atom" in example else ""),
            "schema": {"type": "string", "enum": ["json", "csv", "ndjson", *example]}}
    single = single_forms(collection)
    if single:
        made[collection["schema"] + "Format"] = {
            "name": "format", "in": "query", "example": FORMS[single[0]][0], "description": told,
            "schema": {"type": "string", "enum": ["json", *(FORMS[form][0] for form in single)]}}
    return made


def single_forms(collection):
    """The forms that one resource has beside JSON."""
    return [form for form in collection["forms"] if FORMS[form][2]]


def form_content(collection, forms):
    """The answers in these forms."""
    return {form: {"schema": {"type": "string", "maxLength": FORMS[form][1], "description": collection["forms"][form]}}
            for form in forms}


def list_parameters(collection, leave_out=()):
    """The parameters of a list, filters first."""
    plural, without = collection["plural"], collection["without"]
    filters = [plural + capital(name) + "Filter" for name in collection["filters"] if name not in leave_out]
    shared = [*(["Identifier"] if collection["identified"] else []), "Query"]
    shared += [component for name, component in (("validAt", "ValidAt"), ("modifiedSince", "ModifiedSince"))
               if name not in without]
    shared += ["KnownAt", plural + "Sort", plural + "Fields"]
    shared += [plural + "Include"] if collection.get("include") else []
    shared += [plural + "Format" if collection["forms"] else "ListFormat", "Delimiter"]
    shared += ["Limit", "Cursor", "Count", "Lang", "AcceptLanguage", "IfNoneMatch", "MinRevision"]
    return [parameter(name) for name in filters + shared]


def answer(description, schema_name, headers, example=None):
    """A successful answer with a body."""
    media = {"schema": schema.ref(schema_name)}
    media["x-example-of"] = example or schema_name
    result = {"description": description}
    if headers:
        result["headers"] = {name: header(component) for name, component in headers.items()}
    return {**result, "content": {BODY: media}}


def as_table(page, columns, included):
    """A list's answer in its other forms: a row or a line each, as many as match."""
    names = ", ".join(f"`{column['name']}`" for column in columns)
    more = ", ".join(f"`{column['name']}`" for column in included)
    names += f"; with `include` also {more}" if more else ""
    page["content"]["text/csv"] = {"schema": {
        "type": "string", "maxLength": STREAM_MAX,
        "description": f"A header and a row for each (see the tag Bulk). Columns: {names}."}}
    page["content"]["application/x-ndjson"] = {"schema": {
        "type": "string", "maxLength": STREAM_MAX, "description": "A line for each, what `items` would hold."}}
    return page


ETAG = {"ETag": "ETag"}
WRITTEN = {"ETag": "ETag", "Samrad-Revision": "SamradRevision", "Samrad-Dry-Run": "SamradDryRun"}


class Writer:
    """Makes the operations of one collection, under its own paths or under another's."""

    def __init__(self, collection, name=None, of=None):
        self.collection = collection
        self.name = name or collection["schema"]  # in operationIds: getBody
        self.one, self.many = collection["noun"]
        self.stored = schema.complete(collection)
        self.of = f" {of}" if of else ""
        self.id = parameter(collection["idParameter"])

    def operation(self, action, operation_id, summary, description, **more):
        """What every operation begins with."""
        marks = {"action": action, "collection": self.collection["name"], **more.pop("marks", {})}
        about = self.collection.get("description")
        return {"operationId": operation_id, "tags": [self.collection["tag"]], "summary": summary,
                "description": f"{description} {about}" if about else description, "x-samrad": marks, **more}

    def read_marks(self):
        """What the server must know for a read: names of related resources, the schema without `fields`."""
        return {"include": list(self.collection.get("include", {})), "complete": schema.ref(self.stored)}

    def list(self, below=None):
        """A list, of the whole collection or of what belongs to one resource of another."""
        collection, below = self.collection, below or {}
        marks = {"sort": collection["sort"], "defaultSort": collection["defaultSort"], **self.read_marks()}
        marks.update({key: below[key] for key in ("fixed", "parent") if key in below})
        marks["columns"] = collection["columns"]
        marks |= {"includedColumns": collection["includedColumns"]} if collection["includedColumns"] else {}
        statuses = ["304", "400", "401", *(["404"] if below else []), "406"]
        fixed = below.get("fixed", {})
        return self.operation(
            "list", below.get("operationId", "list" + collection["plural"]), below.get("summary", f"List {self.many}"),
            f"Answers a page of {self.many}, filtered, sorted and cut as the parameters say; or, as CSV or NDJSON, all of them.",
            marks=marks, parameters=([parameter("Id")] if below else []) + list_parameters(collection, fixed),
            responses={"200": self.page(), **faults(*statuses)})

    def calendar(self, below=None):
        """The same list as a calendar, at an address of its own: programs know what it is by its end, and subscribe to it."""
        collection, below = self.collection, below or {}
        listed = below.get("operationId", "list" + collection["plural"])
        marks = {"sort": collection["sort"], "defaultSort": collection["defaultSort"], **self.read_marks()}
        marks.update({key: below[key] for key in ("fixed", "parent") if key in below})
        unused = [collection["plural"] + "Format", collection["plural"] + "Fields", collection["plural"] + "Include", "Cursor", "Count", "ModifiedSince"]
        kept = [one for one in list_parameters(collection, below.get("fixed", {})) if one not in map(parameter, unused)]
        return self.operation(
            "list", listed + "Calendar", f"Subscribe to {self.many}", f"Answers what `format=calendar` answers of {self.many}, under a name that ends as calendars do.",
            marks=marks, parameters=([parameter("Id")] if below else []) + kept,
            responses={"200": {"description": "The calendar.",
                               "headers": {name: header(component) for name, component in (("ETag", "ETag"), ("Samrad-Revision", "SamradRevision"))},
                               "content": form_content(collection, ["text/calendar"])},
                       **faults("304", "400", "401", *(["404"] if below else []), "406")})

    def page(self):
        """A page of a list, in each of its forms."""
        collection = self.collection
        made = as_table(answer("A page.", collection["schema"] + "List",
                               {"Link": "Link", "ETag": "ETag", "Samrad-Revision": "SamradRevision"}), collection["columns"], collection["includedColumns"])
        made["content"].update(form_content(collection, collection["forms"]))
        return made

    def create(self):
        """POST to the collection."""
        return self.operation(
            "create", "create" + self.name, f"Create {self.one}",
            "Stores a new resource. Without an `id` in the body it gets a UUIDv7.", security=WRITE, marks=self.write_marks(),
            parameters=[parameter("DryRun"), parameter("IdempotencyKey"), *self.prefer(), parameter("AcceptLanguage")],
            requestBody=self.body([BODY], self.collection["schema"]),
            responses={
                "201": answer("It is created; or, with `dryRun=true`, would have been.", self.stored,
                              {"Location": "Location", **WRITTEN, "Idempotency-Replayed": "IdempotencyReplayed"}),
                **faults("400", "401", "403", "406", "409", "413", "415", "422")})

    def get(self):
        """GET one."""
        collection = self.collection
        parameters_ = [self.id, parameter(collection["plural"] + "Fields")]
        if collection.get("include"):  # what is included may depend on the day
            parameters_ += [parameter(collection["plural"] + "Include")]
            parameters_ += [] if "validAt" in collection["without"] else [parameter("ValidAt")]
        single = single_forms(collection)
        parameters_ += [parameter(collection["schema"] + "Format")] if single else []
        parameters_ += [parameter(name) for name in ("KnownAt", "Lang", "AcceptLanguage", "IfNoneMatch", "MinRevision")]
        resource = answer("The resource.", "Partial" + collection["schema"], ETAG, self.stored)
        resource["content"].update(form_content(collection, single))
        return self.operation(
            "get", "get" + self.name, f"Get {self.one}{self.of}", "Answers the resource as it is stored.",
            marks=self.read_marks(), parameters=parameters_,
            responses={"200": resource, **self.moved(), **faults("304", "400", "401", "404", "406")})

    def moved(self):
        """308, where what was asked for may have been merged into another."""
        return {"308": {"$ref": "#/components/responses/Moved"}} if self.collection["merged"] else {}

    def put(self):
        """PUT one."""
        marks = self.write_marks()
        marks |= {"keeps": self.collection["keeps"]} if self.collection["keeps"] else {}
        marks |= {"upload": "minutes"} if "application/pdf" in self.collection.get("bodies", []) else {}
        return self.operation(
            "put", "put" + self.name, f"Create or replace {self.one}{self.of}",
            "Stores the resource under this id, whether or not there is one already. An `id` in the body must be the same. "
            "Repeating it changes nothing.", security=WRITE, marks=marks,
            parameters=[self.id] + [parameter(name) for name in
                                    ("DryRun", "IfMatch", "IfNoneMatchToCreate")] + self.prefer()
            + [parameter("AcceptLanguage")],
            requestBody=self.replacing(),
            responses={
                "200": answer("It is replaced; or, with `dryRun=true`, would have been.", self.stored, WRITTEN),
                "201": answer("It is created; or, with `dryRun=true`, would have been.", self.stored, {"Location": "Location", **WRITTEN}),
                **faults("400", "401", "403", "406", *self.conflict("put"), "412", "413", "415", "422")})

    def patch(self):
        """PATCH one."""
        return self.operation(
            self.collection.get("patchAction", "patch"), "patch" + self.name, f"Change {self.one}{self.of}",
            "Merges the body into the stored resource (RFC 7396); a list is replaced whole. Or carries out a JSON Patch (RFC 6902), which can "
            "add one element to a list or take one away.", security=WRITE,
            marks={"schema": self.collection["schema"], **self.write_marks()},
            parameters=[self.id, parameter("DryRun"), parameter("IfMatch"), *self.prefer(), parameter("AcceptLanguage")],
            requestBody=self.patching(),
            responses={
                "200": answer("It is changed; or, with `dryRun=true`, what would have been stored.", self.stored, WRITTEN),
                **faults("400", "401", "403", "404", "406", *self.conflict("patch"), "412", "413", "415", "422")})

    def delete(self):
        """DELETE one."""
        referred = {"409": {"$ref": "#/components/responses/Referred"}} if self.collection.get("referred") else {}
        gone = {"description": "It is deleted; or, with `dryRun=true`, it could have been.",
                "headers": {"Samrad-Revision": header("SamradRevision"), "Samrad-Dry-Run": header("SamradDryRun")}}
        breaks = ["422"] if self.collection.get("judged") == "deletions" else []
        answers = {"204": gone, **faults("400", "401", "403", "404", "412", *breaks), **referred}
        told = " Refused while other resources refer to it." if referred else ""
        return self.operation(
            "delete", "delete" + self.name, f"Delete {self.one}{self.of}", f"Deletes the resource. Its history stays.{told}",
            security=WRITE, marks=self.write_marks(),
            parameters=[self.id, parameter("DryRun"), parameter("IfMatch"), *(self.prefer() if breaks else []),
                        parameter("AcceptLanguage")],
            responses=dict(sorted(answers.items())))

    def history(self):
        """GET the versions of one."""
        return self.operation(
            "history", f"get{self.name}History", f"Get the history of {self.one}",
            "Answers every version, the newest first: when, by whom, and what changed. A deleted resource still has its history.",
            parameters=[self.id] + [parameter(name) for name in ("Limit", "Cursor", "KnownAt", "Lang", "AcceptLanguage", "MinRevision")],
            responses={"200": answer("A page.", self.collection["schema"] + "History", {"Link": "Link"}),
                       **faults("400", "401", "404", "406")})

    def merge(self):
        """POST that merges one into another."""
        answered = answer("It is merged; or, with `dryRun=true`, could have been.", "MergeResult",
                          {**WRITTEN, "Idempotency-Replayed": "IdempotencyReplayed"})
        answered["headers"].pop("ETag")  # the resource is gone
        return self.operation(
            "merge", "merge" + self.name, f"Merge {self.one} into another", " ".join([MERGE, *filter(None, [self.collection.get("merging")])]),
            security=WRITE, marks={"judged": True},
            parameters=[self.id] + [parameter(name) for name in ("DryRun", "IfMatch", "IdempotencyKey", "Prefer", "AcceptLanguage")],
            requestBody=self.body([BODY], "Merge"),
            responses={"200": answered, **faults("400", "401", "403", "404", "406", "412", "413", "415", "422")})

    def write_marks(self):
        """What the server must know of every write of the collection."""
        marks = {"judged": True} if self.collection.get("judged") else {}
        return marks | ({"idFrom": self.collection["idFrom"]} if self.collection.get("idFrom") else {})

    def prefer(self):
        """Strict handling, where a write is held against the rules of bodies."""
        return [parameter("Prefer")] if self.collection.get("judged") else []

    def conflict(self, operation):
        """409, where a write can meet something that it cannot stand beside."""
        return ["409"] if operation in self.collection.get("conflicts", []) else []

    def patching(self):
        """The body of a PATCH: members to merge; or, of a resource of its own, operations."""
        body = self.body(PATCH_BODIES, self.collection["schema"] + "Patch")
        if "patchAction" not in self.collection:
            body["content"]["application/json-patch+json"] = {"schema": schema.ref("JsonPatch")}
        return body

    def replacing(self):
        """The body of a PUT: the resource, or a text that it is read from."""
        body, collection = self.body([BODY], self.collection["schema"]), self.collection
        for media_type in collection.get("bodies", []):
            body["content"][media_type] = {"schema": schema.ref(collection["schema"] + TEXTS[media_type])}
        return body

    @staticmethod
    def body(media_types, schema_name):
        """A request body."""
        media = {"schema": schema.ref(schema_name), "x-example-of": schema_name}
        return {"required": True, "content": {name: dict(media) for name in media_types}}


# Where the operations of a collection stand.
PLACES = (("", {"get": "list", "post": "create"}),
          ("/{id}", {"get": "get", "put": "put", "patch": "patch", "delete": "delete"}),
          ("/{id}/history", {"get": "history"}),
          ("/{id}/merge", {"post": "merge"}))


def paths(collection):
    """All the paths of a collection."""
    writer, made = Writer(collection), {}
    for suffix, methods in PLACES:
        item = {method: getattr(writer, name)() for method, name in methods.items()
                if name in collection["operations"]}
        if item:
            made[f"/v1/{collection['name']}{suffix}"] = item
        if "get" in item and suffix == "" and CALENDAR in collection["forms"]:
            made[f"/v1/{collection['name']}.ics"] = {"get": writer.calendar()}
    return made


def calendars(path, item, collections):
    """The address of a list below another's path as a calendar, where it has one."""
    below = item.get("x-list", {})
    if not below or CALENDAR not in collections[below["collection"]]["forms"]:
        return {}
    return {path + ".ics": {"get": Writer(collections[below["collection"]]).calendar(below)}}


def elsewhere(item, collections):
    """Operations of a collection that stand under another's path: x-list, x-item."""
    if "x-list" in item:
        below = item["x-list"]
        return {"get": Writer(collections[below["collection"]]).list(below)}
    if "x-item" in item:
        declaration = item["x-item"]
        writer = Writer(collections[declaration["collection"]], declaration["name"], declaration["of"])
        return {name: getattr(writer, name)() for name in declaration["operations"]}
    return item
