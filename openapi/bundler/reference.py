"""The contract as pages: one that lists everything, one for each operation, each schema and each guide.

They are made when the contract is bundled and need no script to be read; the fields for trying are shown by one. What the pages
share with all others (head, menu, foot) is put around them by the server.
"""

import html
import json

from . import markdown, schemas
from .verify import METHODS, resolve

SITE = "http://localhost:8080"  # in examples; a script puts the server's own address there
SENT = ("application/json", "application/merge-patch+json", "application/x-ndjson", "text/plain", "text/csv")


def text(value):
    """Text as text."""
    return html.escape(str(value), quote=False)


def attribute(value):
    """Text as the value of an attribute."""
    return f'"{html.escape(str(value))}"'


def link(name, words=None):
    """A link to a page of the documentation."""
    return f'<a href="/docs/{name}">{words or f"<code>{name}</code>"}</a>'


class Reference:
    """The pages of one document."""

    def __init__(self, document, guides):
        self.document, self.guides = document, guides
        self.schemas = document["components"]["schemas"]

    def pages(self):
        """Every page by its name; the first one, which lists them, has the name `index`."""
        made = {"index": self.index()}
        for method, path, operation in self.operations():
            made[operation["operationId"]] = self.operation(method, path, operation)
        for name, schema in self.schemas.items():
            made[name] = self.schema_page(name, schema)
        for name, guide in self.guides.items():
            made[name] = CRUMB + self.words(guide)
        return made

    def operations(self):
        """Every operation with its method and path."""
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield method, path, item[method]

    def words(self, source, level=0):
        """Markdown; links to other files of the project lead to their pages, or nowhere."""
        return markdown.blocks(source, self.address, level)

    def address(self, url):
        """Where a link of a guide leads on this site."""
        file, _, part = url.partition("#")
        name = file.rsplit("/", 1)[-1].removesuffix(".md").lower()
        if file.endswith(".md"):
            return f"/docs/{name}" + (f"#{part}" if part else "") if name in self.guides else None
        return url if url.startswith(("http", "/", "#")) else None

    # The list

    def index(self):
        """What there is, by tag, with a field that narrows it. The server writes its heading, in the reader's language."""
        info, made = self.document["info"], []
        made.append(f'<p class="lead">{text(info["summary"])}</p>')
        made.append("<ul>" + "".join(f"<li>{link(name, text(title_of(guide)))}</li>" for name, guide in self.guides.items())
                    + '<li><a href="/v1/openapi.json">OpenAPI as JSON</a>, <a href="/v1/openapi.yaml">as YAML</a></li></ul>')
        made.append('<form class="docs-search" role="search" hidden><label for="docs-words">Search operations and schemas</label>'
                    '<input type="search" id="docs-words" autocomplete="off" spellcheck="false">'
                    '<output for="docs-words" role="status"></output></form>')
        for tag in self.document["tags"]:
            made.append(self.tag(tag))
        names = "".join(f'<li data-words={attribute(name.lower())}>{link(name)}</li>' for name in self.schemas)
        made.append(f'<section class="docs-group"><h2 id="schemas">Schemas</h2><ul class="docs-names">{names}</ul></section>')
        made.append(f'<section><h2 id="about">What holds for all of it</h2>{self.words(info["description"], 2)}</section>')
        return "\n".join(made)

    def tag(self, tag):
        """The operations of one subject."""
        entries = "".join(self.entry(*found) for found in self.operations() if tag["name"] in found[2]["tags"])
        about = self.words(tag["description"], 2)
        return f'<section class="docs-group"><h2 id={attribute(markdown.anchor(tag["name"]))}>{text(tag["name"])}</h2>{about}<ul class="docs-operations">{entries}</ul></section>'

    def entry(self, method, path, operation):
        """One line of the list."""
        names = [self.resolved(parameter)["name"] for parameter in operation.get("parameters", [])]
        words = " ".join([method, path, operation["operationId"], operation["summary"], *names]).lower()
        shown = f'<b class="method">{method.upper()}</b> <code>{text(path)}</code> <span>{text(operation["summary"])}</span>'
        return f'<li data-words={attribute(words)}>{link(operation["operationId"], shown)}</li>'

    def resolved(self, value):
        """What a reference leads to."""
        return resolve(self.document, value["$ref"]) if "$ref" in value else value

    # An operation

    def operation(self, method, path, operation):
        """All about one operation."""
        parameters = [self.resolved(parameter) for parameter in operation.get("parameters", [])]
        body = self.resolved(operation["requestBody"]) if "requestBody" in operation else None
        scope = operation["x-samrad"].get("scope")
        made = [CRUMB, f"<h1>{text(operation['summary'])}</h1>",
                f'<p class="docs-call"><b class="method">{method.upper()}</b> <code>{text(path)}</code></p>',
                self.words(operation["description"]),
                f"<p>Needs a key with the scope <code>{scope}</code>.</p>" if scope else ""]
        if parameters:
            made.append("<h2>Parameters</h2><ul class=\"docs-members\">" + "".join(map(self.parameter, parameters)) + "</ul>")
        if body:
            made.append("<h2>Body</h2>" + "".join(self.media(name, value) for name, value in body["content"].items()))
        made.append("<h2>Example</h2><h3>curl</h3>" + markdown.pre(self.curl(method, path, operation, parameters, body))
                    + "<h3>TypeScript</h3>" + markdown.pre(self.typescript(method, path, parameters, body))
                    + '<p>Types come from <code>npx openapi-typescript</code> and <code>/v1/openapi.json</code>; '
                    + link("portal", "the guide for portals") + " has the whole of it.</p>")
        made.append(self.trial(method, path, operation, parameters, body))
        made.append("<h2>Answers</h2>" + "".join(self.answer(*found) for found in operation["responses"].items()))
        return "\n".join(part for part in made if part)

    def parameter(self, parameter):
        """One parameter as an item."""
        where = {"path": "in the path", "query": "in the query", "header": "as a header"}[parameter["in"]]
        marks = [self.type(parameter["schema"]), where] + (["required"] if parameter.get("required") else [])
        example = parameter.get("example")
        told = f" For example <code>{text(plain(example))}</code>." if example is not None else ""
        return f"<li><code>{text(parameter['name'])}</code> <small>{', '.join(marks)}</small> {inline(parameter['description'])}{told}</li>"

    def media(self, name, value):
        """A body of one media type: what it is, and an example."""
        made = f"<h3><code>{text(name)}</code></h3>{self.shape(value.get('schema', {}))}"
        example = self.example(value)
        return made + (f"<details><summary>Example</summary>{markdown.pre(shown(example))}</details>" if example is not None else "")

    def shape(self, schema):
        """A schema where it is used: a link, or what it says."""
        if "$ref" in schema:
            return f"<p>{link(schemas.target(schema))}: {inline(self.schemas[schemas.target(schema)]['description'])}</p>"
        return f"<p>{self.type(schema)}. {inline(schema.get('description', ''))}</p>" + self.members(schema)

    def example(self, media):
        """An example of a media type: its own, or that of its schema."""
        if "example" in media:
            return media["example"]
        for value in media.get("examples", {}).values():
            return self.resolved(value)["value"]
        schema = media.get("schema", {})
        return self.resolved(schema).get("example") if schema else None

    def answer(self, status, response):
        """One answer."""
        response = self.resolved(response)
        headers = "".join(f"<li><code>{text(name)}</code> {inline(self.resolved(value)['description'])}</li>"
                          for name, value in response.get("headers", {}).items())
        made = f"<h3>{text(status)}</h3><p>{inline(response['description'])}</p>"
        made += f'<ul class="docs-members">{headers}</ul>' if headers else ""
        return made + "".join(self.media(name, value) for name, value in response.get("content", {}).items())

    def request(self, path, parameters, body):
        """What an example sends: path, query, and the first body with an example."""
        filled = path
        for parameter in parameters:
            if parameter["in"] == "path":
                filled = filled.replace("{" + parameter["name"] + "}", plain(parameter.get("example", "x")))
        query = {parameter["name"]: parameter.get("example", "x") for parameter in parameters
                 if parameter["in"] == "query" and parameter.get("required")}
        for name in SENT:
            if body and name in body["content"]:
                return filled, query, name, self.example(body["content"][name])
        return filled, query, None, None

    def curl(self, method, path, operation, parameters, body):
        """The request as a command."""
        filled, query, kind, example = self.request(path, parameters, body)
        address = SITE + filled + ("?" + "&".join(f"{name}={plain(value)}" for name, value in query.items()) if query else "")
        parts = ["curl" + ("" if method == "get" else f" -X {method.upper()}") + f" '{address}'"]
        if operation["x-samrad"].get("scope"):
            parts.append('-H "Authorization: Bearer $KEY"')
        if kind:
            value = shown(example if example is not None else {}).replace("'", "'\\''")
            parts += [f"-H 'Content-Type: {kind}'", f"--data-binary '{value}'"]
        return " \\\n  ".join(parts)

    def typescript(self, method, path, parameters, body):
        """The request with openapi-fetch."""
        _, query, kind, example = self.request(path, parameters, body)
        values = {parameter["name"]: parameter.get("example", "x") for parameter in parameters if parameter["in"] == "path"}
        params = {name: group for name, group in (("path", values), ("query", query)) if group}
        options = {"params": params} if params else {}
        if kind and kind.endswith("json"):
            options["body"] = example if example is not None else {}
        told = ", " + json.dumps(options, ensure_ascii=False, indent=2) if options else ""
        return ('import createClient from "openapi-fetch";\nimport type { paths } from "./samrad";\n\n'
                f'const samrad = createClient<paths>({{ baseUrl: "{SITE}" }});\n'
                f'const {{ data, error }} = await samrad.{method.upper()}("{path}"{told});')

    def trial(self, method, path, operation, parameters, body):
        """Fields to send the request with; a script shows and sends them."""
        _, _, kind, example = self.request(path, parameters, body)
        fields = [field(f"p-{number}", parameter["name"], parameter["in"], parameter.get("example") if parameter.get("required") else None,
                        parameter.get("required")) for number, parameter in enumerate(parameters)]
        fields.append(field("key", "Key", "key", None, operation["x-samrad"].get("scope"), "password"))
        if kind:
            fields.append(f'<p><label for="body">Body <small>{kind}</small></label><textarea id="body" name="body" data-type="{kind}" rows="12" spellcheck="false">'
                          f"{text(shown(example if example is not None else {}))}</textarea></p>")
        return (f'<section class="docs-try" hidden><h2>Try it</h2><p>The request goes to this server, and a write is stored. A key stays in this page and is forgotten with it.</p>'
                f'<form data-method="{method.upper()}" data-path={attribute(path)} autocomplete="off">{"".join(fields)}<p><button>Send</button></p></form>'
                '<div role="status" class="docs-answer"></div></section>')

    # A schema

    def schema_page(self, name, schema):
        """All about one schema."""
        example = schema.get("example", self.document["components"]["examples"].get(name, {}).get("value"))
        made = [CRUMB, f"<h1><code>{name}</code></h1>", self.words(schema["description"]), f"<p>{self.type(schema)}.</p>", self.members(schema)]
        if example is not None:
            made.append(f"<h2>Example</h2>{markdown.pre(shown(example))}")
        return "\n".join(made)

    def type(self, schema):
        """What a schema asks for, in a few words."""
        if "$ref" in schema:
            return link(schemas.target(schema))
        if "const" in schema:
            return f"<code>{text(shown(schema['const']))}</code>"
        if "enum" in schema:
            return "one of " + ", ".join(f"<code>{text(plain(value))}</code>" for value in schema["enum"])
        if "items" in schema:
            return f"list of {self.type(schema['items'])}" + limits(schema)
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema and "properties" not in schema:
                return "one of " + ", ".join(self.type(inner) for inner in schema[keyword])
        types = schema.get("type", "any value")
        told = types if isinstance(types, str) else " or ".join(types)
        return told + (f" ({schema['format']})" if "format" in schema else "") + limits(schema)

    def members(self, schema, depth=0):
        """The members of an object, and what holds between them."""
        made, required = [], schema.get("required", [])
        for name, value in schema.get("properties", {}).items():
            marks = [self.type(value)] + (["required"] if name in required else []) + (["set by the register"] if value.get("readOnly") else [])
            inner = value.get("items", value)
            within = self.members(inner, depth + 1) if "properties" in inner and depth < 4 else ""
            made.append(f"<li><code>{text(name)}</code> <small>{', '.join(marks)}</small> {inline(value.get('description', ''))}{within}</li>")
        others = schema.get("additionalProperties")
        if isinstance(others, dict):
            made.append(f"<li>any other name <small>{self.type(others)}</small></li>")
        made += [f"<li>{told}</li>" for told in conditions(schema)]
        parts = "".join(self.shape(part) for part in schema.get("allOf", []) if "$ref" in part or "properties" in part)
        return (f'<ul class="docs-members">{"".join(made)}</ul>' if made else "") + parts


CRUMB = '<p class="docs-crumb"><a href="/docs">All operations and schemas</a></p>'


def title_of(guide):
    """The first heading of a guide."""
    return guide.split("\n", 1)[0].removeprefix("# ")


def inline(words):
    """A description within a line."""
    return markdown.inline(" ".join(words.split()))


def plain(value):
    """A value as it stands in an address."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else str(value)


def shown(value):
    """A value as it is sent."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def limits(schema):
    """Bounds, in brackets."""
    names = (("minLength", "at least {} characters"), ("maxLength", "at most {} characters"), ("minimum", "at least {}"), ("maximum", "at most {}"),
             ("minItems", "at least {}"), ("maxItems", "at most {}"), ("pattern", "form {}"))
    told = [words.format(text(schema[name])) for name, words in names if name in schema]
    return f" ({', '.join(told)})" if told else ""


def conditions(schema):
    """What holds between members: which must be there, and which not together."""
    for inner in [schema, *schema.get("allOf", [])]:
        for keyword, words in (("anyOf", "At least one of"), ("oneOf", "Exactly one of")):
            asked = [condition.get("required", []) for condition in inner.get(keyword, [])]
            if asked and all(asked):
                yield f"{words} " + ", ".join(f"<code>{' + '.join(names)}</code>" for names in asked) + " is given."
    if "required" in schema.get("not", {}):
        yield "Not together: " + ", ".join(f"<code>{name}</code>" for name in schema["not"]["required"]) + "."
    for name, needed in schema.get("dependentRequired", {}).items():
        yield f"<code>{name}</code> only together with <code>{', '.join(needed)}</code>."


def field(key, name, where, value, required, kind="text"):
    """A field with its label."""
    marks = (f" value={attribute(plain(value))}" if value is not None else "") + (" required" if required and where == "path" else "")
    return (f'<p><label for="{key}">{text(name)} <small>{where}</small></label>'
            f'<input type="{kind}" id="{key}" name={attribute(name)} data-in="{where}"{marks} autocomplete="off" spellcheck="false"></p>')
