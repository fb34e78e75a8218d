"""From an x-page declaration to an operation that answers a page for people, and from an x-document to one for programs that look for us.

What all pages have in common is here: the language, conditions, statuses, and faults that are pages too.
"""

DOCUMENT_MAX = 20_000_000
PAGE_MAX = 10_000_000
STATUSES = {"304": "NotModified", "308": "Moved", "400": "BadRequestPage", "401": "UnauthorizedPage", "404": "NotFoundPage",
            "406": "NotAcceptable", "default": "OtherProblemPage"}


def component(group, name):
    """A reference to a component."""
    return {"$ref": f"#/components/{group}/{name}"}


def item(declaration):
    """The path item; `missing` says that what the page is about may not be there, `moved` that it may have been merged into another."""
    statuses = {status: component("responses", name) for status, name in STATUSES.items()
                if (status != "404" or declaration.get("missing")) and (status != "308" or declaration.get("moved"))}
    parameters = declaration.get("parameters", []) + ["Lang", "AcceptLanguage", "IfNoneMatch"]
    page = {
        "description": "The page.",
        "headers": {"ETag": component("headers", "ETag")},
        "content": {"text/html": {"schema": {
            "type": "string", "maxLength": PAGE_MAX, "description": "A page in HTML, for people. What it says may be rearranged; programs read the JSON."}}},
    }
    return {"get": {
        "operationId": declaration["operationId"], "tags": ["Pages"], "summary": declaration["summary"],
        "description": declaration["description"], "x-samrad": {"action": declaration["action"]},
        "parameters": [component("parameters", name) for name in parameters],
        "responses": {"200": page, **statuses}}}


def document(declaration):
    """The path item of a document without parameters, the same for everybody: `types` are its media types, described."""
    made = {"type": "string", "maxLength": DOCUMENT_MAX}
    missing = ["404"] if declaration.get("missing") else []
    names = {"304": "NotModified", "400": "BadRequest", "404": "NotFound", "406": "NotAcceptable", "default": "OtherProblem"}
    content = {kind: {"schema": ({"type": "object", "additionalProperties": True} if kind.endswith("json") else made) | {"description": about}}
               for kind, about in declaration["types"].items()}
    answer = {"description": "The document.", "headers": {"ETag": component("headers", "ETag")}, "content": content}
    return {"get": {
        "operationId": declaration["operationId"], "tags": ["Discovery"], "summary": declaration["summary"],
        "description": declaration["description"], "security": [], "x-samrad": {"action": declaration["action"]},
        "parameters": [component("parameters", "IfNoneMatch")],
        "responses": {"200": answer, **{status: component("responses", names[status]) for status in ("304", "400", *missing, "406", "default")}}}}
