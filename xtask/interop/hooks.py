"""What schemathesis has to know beyond the documents."""

import copy
import json
import os

import schemathesis
from hypothesis import strategies

# Values that exist in the simulator, by the name of the parameter or the property.
KNOWN = json.loads(os.environ["INTEROP_KNOWN"])
# Whether jobs may be at work while schemathesis runs.
PENDING = os.environ["INTEROP_PENDING"] == "1"

# The codes that say that something else is going on (openapi/README.md, "From start to file").
BUSY = {"POST redislog": "111400017", "POST links": "111400017", "GET content": "iMetal.0101"}
# The code that says that the instance has another engine.
ENGINE = "DBS.280343"

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
            # What a list of instances is filtered by may be anything, it then finds nothing.
            filters = operation["operationId"] in ("ListInstances", "ListServers")
            for body in operation.get("requestBody", {}).get("content", {}).values():
                # They name files and nodes of another instance.
                body.pop("examples")
            operation["parameters"] = [resolved(raw_schema, parameter) for parameter in operation["parameters"]]
            for parameter in operation["parameters"]:
                if not filters or parameter["in"] == "path" or parameter["name"] == "marker":
                    close(operation["operationId"], parameter["name"], parameter["schema"], parameter)
                elif parameter["name"] == "limit" and "maximum" not in parameter["schema"]:
                    # One that is never refused, however large it is.
                    del parameter["schema"]["format"]
    for name, schema in raw_schema["components"]["schemas"].items():
        for field, property in schema.get("properties", {}).items() if name.endswith("Request") else ():
            close(name, field, property.get("items", property), property)
            if field in schema.get("required", ()) and property["type"] == "array":
                # Nobody asks for links to nothing.
                property["minItems"] = 1


def resolved(document, parameter):
    if "$ref" in parameter:
        parameter = document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return copy.deepcopy(parameter)


def close(where, name, schema, holder):
    words = KNOWN.get(f"{where}.{name}") or KNOWN.get(name) or schema.get("x-extensible-enum")
    if words:
        schema["enum"] = words
        # An example from the document need not exist here.
        schema.pop("example", None)
        holder.pop("example", None)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A right request may be refused with 400 because of what an instance does or is."""
    if failure.code != "ST202" or response.status_code != 400:
        return True
    busy = BUSY.get(f"{case.method.upper()} {case.path.rpartition('/')[2]}") if PENDING else None
    return response.json().get("error_code") not in (busy, ENGINE)
