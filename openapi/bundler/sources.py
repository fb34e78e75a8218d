"""Reading the source files and writing YAML.

YAML is read as version 1.2 means it: a date, `no` and `on` are strings. (PyYAML follows 1.1, where they are not.)
"""

import json
import re

import yaml

COMPONENT_FILES = ("headers", "parameters", "responses", "security")


class ContractError(Exception):
    """The source files contradict themselves."""


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, without what is more often a slip than meant."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            place = f"{node.start_mark.name}:{key_node.start_mark.line + 1}"
            if key in seen:
                raise ContractError(f"{place}: '{key}' stands twice")
            if value_node.tag == "tag:yaml.org,2002:null":
                raise ContractError(f"{place}: '{key}' has no value; text with a comma in braces needs quotes")
            seen.add(key)
        return super().construct_mapping(node, deep)


class Dumper(yaml.SafeDumper):
    """Writes every use of a value in full: aliases confuse readers."""

    def ignore_aliases(self, data):
        return True


Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("tag:yaml.org,2002:int", r"^-?[0-9]+$", "-0123456789"),
    ("tag:yaml.org,2002:float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
):
    Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


def inputs(root):
    """Every file that the bundle is made from, sorted; the bundler itself belongs to them."""
    found = [root / "bundle.py", root / "docs.py", root / "openapi.yaml"]
    for folder, pattern in (("bundler", "*.py"), ("components", "*.yaml"), ("schemas", "*.yaml"),
                            ("paths", "*.yaml"), ("examples", "*.json")):
        found += (root / folder).glob(pattern)
    return sorted(found)


def load_yaml(path):
    """One YAML file that holds a mapping."""
    try:
        with path.open(encoding="utf-8") as file:
            data = yaml.load(file, Loader)
    except yaml.YAMLError as error:
        raise ContractError(f"{path}: {error}") from error
    if not isinstance(data, dict):
        raise ContractError(f"{path}: is not a mapping")
    return data


def load_json(path):
    """One JSON file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ContractError(f"{path}: {error}") from error


def merge(into, more, path):
    """Adds names to a mapping; a name that is already there is a fault."""
    for name, value in more.items():
        if name in into:
            raise ContractError(f"{path}: '{name}' is already defined elsewhere")
        into[name] = value


def read(root):
    """All source files as one dictionary: root, components, schemas, mixins, paths, collections, examples."""
    result = {"root": load_yaml(root / "openapi.yaml"), "components": {}, "schemas": {}, "mixins": {},
              "paths": {}, "collections": [], "examples": {}}
    for name in COMPONENT_FILES:
        path = root / "components" / f"{name}.yaml"
        merge(result["components"], load_yaml(path), path)
    for path in sorted((root / "schemas").glob("*.yaml")):
        data = load_yaml(path)
        merge(result["mixins"], data.pop("x-mixins", {}), path)
        merge(result["schemas"], data, path)
    for path in sorted((root / "paths").glob("*.yaml")):
        data = load_yaml(path)
        if "x-collection" in data:
            result["collections"].append(data.pop("x-collection"))
        merge(result["paths"], data, path)
    for path in sorted((root / "examples").glob("*.json")):
        result["examples"][path.stem] = load_json(path)
    return result


def to_yaml(document):
    """The document as YAML, in its own order."""
    return yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)
