"""What schemathesis has to know beyond the documents."""

import json
import os

import schemathesis
from hypothesis import strategies

# Values that exist in the simulator, by the name of the parameter or the property.
KNOWN = json.loads(os.environ["INTEROP_KNOWN"])
# Whether jobs are at work while schemathesis runs.
PENDING = os.environ["INTEROP_PENDING"] == "1"

# The codes that say that something else is going on (openapi/README.md, "From start to file").
BUSY = {"POST redislog": "111400017", "POST links": "111400017", "GET content": "iMetal.0101"}

# An opaque identifier is any text, but not no text.
schemathesis.openapi.format("id", strategies.text(min_size=1))


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Closes what a request may hold: the documented words and the values that exist are the right ones.

    The documents keep both open, so that nothing breaks when the cloud gains a word. For a server that
    knows just these, anything else is a wrong input, and schemathesis then sends both and tells them apart.
    """
    for item in raw_schema["paths"].values():
        for operation in item.values():
            for body in operation.get("requestBody", {}).get("content", {}).values():
                # They name files and nodes of another instance.
                body.pop("examples")
            for parameter in operation["parameters"]:
                close(resolved(raw_schema, parameter))
    for name, schema in raw_schema["components"]["schemas"].items():
        if name.endswith("Request"):
            for name, property in schema.get("properties", {}).items():
                close({"name": name, "schema": property["items"]})


def resolved(document, parameter):
    if "$ref" in parameter:
        return document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return parameter


def close(parameter):
    schema = parameter["schema"]
    words = KNOWN.get(parameter["name"]) or schema.get("x-extensible-enum")
    if words:
        schema["enum"] = words
        # An example from the document need not exist here.
        for holder in (schema, parameter):
            if holder.get("example") not in (None, *words):
                holder["example"] = words[0]


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A job that is at work may refuse a right request with 400, where other services would say 409."""
    if not PENDING or failure.code != "ST202" or response.status_code != 400:
        return True
    expected = BUSY.get(f"{case.method.upper()} {case.path.rpartition('/')[2]}")
    return expected is None or response.json().get("error_code") != expected
