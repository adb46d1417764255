"""An OpenAPI document: its operations, its schemas, and the job that an operation belongs to."""

import re

RANGES = {"int32": 2**31, "int64": 2**63}


class Unreadable(Exception):
    """Nothing that the service writes."""


class Document:
    """An OpenAPI document, with its operations by their ids."""

    def __init__(self, service, root):
        self.service, self.root = service, root
        self.operations = {}
        for path, item in root["paths"].items():
            for method, node in item.items():
                if isinstance(node, dict) and "operationId" in node:
                    self.operations[node["operationId"]] = {**node, "method": method.upper(), "path": path}

    def resolve(self, node):
        while "$ref" in node:
            node = pointer(self.root, node["$ref"].removeprefix("#"))
        return node

    def success(self, operation):
        """The media type and the schema of an operation's good answer; none of both where it has no body."""
        for status, response in operation["responses"].items():
            for media_type, content in self.resolve(response).get("content", {}).items():
                if status.startswith("2"):
                    return media_type, content["schema"]
        return None, None

    def job_of(self, operation):
        """The job whose state an operation answers: as its poll, or as its start if both answer the same."""
        for node in self.operations.values():
            job = node.get("x-log-job")
            if job is None:
                continue
            poll = self.operations[job["poll"]["operation"]]
            start = self.operations[job["start"]["operation"]]
            if operation is poll or operation is start and self.success(start) == self.success(poll):
                return job
        return None


def pointer(value, path):
    """Where a JSON Pointer leads; None if it leads nowhere."""
    for name in path.split("/")[1:]:
        name = name.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(name)] if name.isdigit() and int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def text(value):
    """Text that is there and not empty; a number counts as its text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


def decode(document, schema, value):
    """The fields of a value that its schema names, each of the right type."""
    schema = document.resolve(schema)
    kind, form = schema.get("type"), schema.get("format")
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match kind:
        case "object" if isinstance(value, dict):
            if schema.get("additionalProperties"):
                return value
            fields = schema.get("properties", {})
            # A null is taken anywhere, as services write some where no page shows one.
            return {
                name: field if field is None else decode(document, fields[name], field)
                for name, field in value.items()
                if name in fields
            }
        case "array" if isinstance(value, list):
            return [decode(document, schema["items"], entry) for entry in value]
        case "string" if isinstance(value, str) or form in ("decimal", "percentage") and is_number:
            return value
        case "integer" if is_number and isinstance(value, int) and -RANGES[form] <= value < RANGES[form]:
            return value
        case "number" if is_number:
            return value
        case "boolean" if isinstance(value, bool):
            return value
    raise Unreadable(f"{value!r} is no {kind}")


def request_fits(document, vector):
    """Whether a request is one that the document describes."""
    operation, request = document.operations[vector["operation"]], vector["request"]
    template = re.escape(operation["path"]).replace(r"\{", "{").replace(r"\}", "}")
    if request["method"] != operation["method"]:
        return False
    if not re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", template), request["path"]):
        return False
    parameters = [document.resolve(parameter) for parameter in operation.get("parameters", [])]
    query = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "query"}
    sent = dict(request["query"])
    if set(sent) - set(query) or any(query[name].get("required") and name not in sent for name in query):
        return False
    for name, value in sent.items():
        schema = document.resolve(query[name]["schema"])
        most = schema.get("maximum", RANGES["int32"])
        if schema["type"] == "integer" and not schema.get("minimum", 0) <= int(value) <= most:
            return False
    if "requestBody" not in operation:
        return request["body"] is None
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    typed = request["headers"].get("Content-Type") == "application/json"
    return typed and decode(document, schema, request["body"]) == request["body"]
