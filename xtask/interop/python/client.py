"""Calls operations by their ids, with the clients that openapi-python-client has generated."""

import functools
import importlib
import inspect
import json
import pathlib
import pkgutil
import time
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import attrs
import yaml

# How often a call is made that is refused for its number.
ATTEMPTS = 5


@functools.cache
def load(document: pathlib.Path) -> Any:
    return yaml.safe_load(document.read_text(encoding="utf-8"))


class Refused(Exception):
    """An answer that is an error."""


@dataclass
class Answer:
    data: Any
    content: bytes
    headers: Mapping[str, str]


class Api:
    """One service: its document, and the client that was generated from it."""

    def __init__(self, documents: pathlib.Path, service: str, url: str, token: str) -> None:
        document = load(documents / f"{service}.yaml")
        paths = document["paths"].values()
        self.operations: dict[str, Any] = {it["operationId"]: it for path in paths for it in path.values()}
        self.schemas: dict[str, Any] = document["components"]["schemas"]
        self.service = service
        client = importlib.import_module(f"{service}.client").AuthenticatedClient
        self.client = client(base_url=url, token=token, prefix="", auth_header_name="X-Auth-Token", timeout=60)

    def call(self, operation: str, values: Mapping[str, Any], body: object = None) -> Answer:
        """Waits and tries again when it is refused for the number of calls; then nothing was done."""
        function = self.function(operation)
        arguments = self.arguments(function, values, body)
        for _ in range(ATTEMPTS):
            response = function(client=self.client, **arguments)
            if response.status_code != 429:
                break
            time.sleep(float(response.headers.get("Retry-After", "0.1")))
        if response.status_code >= 300:
            raise Refused(f"{operation}: {response.status_code.value} {told(response.content)}")
        if attrs.has(type(response.parsed)) and hasattr(response.parsed, "to_dict"):
            return Answer(self.kept(operation, response), response.content, response.headers)
        return Answer({}, response.content, response.headers)

    def function(self, operation: str) -> Callable[..., Any]:
        """The function of an operation; its module has the operation's name in small letters with underscores."""
        package = importlib.import_module(f"{self.service}.api")
        for module in pkgutil.walk_packages(package.__path__, f"{self.service}.api."):
            if module.name.rpartition(".")[2].replace("_", "") == operation.lower():
                return typing.cast(Callable[..., Any], importlib.import_module(module.name).sync_detailed)
        raise LookupError(f"no function for {operation}")

    def arguments(self, function: Callable[..., Any], values: Mapping[str, Any], body: object) -> dict[str, Any]:
        names = inspect.signature(function).parameters.keys() - {"client", "body"}
        # A name that Python needs for itself has got an underscore.
        arguments = {name: values[name.rstrip("_")] for name in names if name.rstrip("_") in values}
        hint = typing.get_type_hints(function).get("body")
        if hint is not None and body is not None:
            kinds = [kind for kind in typing.get_args(hint) or (hint,) if hasattr(kind, "from_dict")]
            arguments["body"] = kinds[0].from_dict(body)
        return arguments

    def kept(self, operation: str, response: Any) -> Any:
        """The answer as the generated client holds it, which must be all of the answer, in the declared types."""
        models = vars(importlib.import_module(f"{self.service}.models"))
        kept, sent = response.parsed.to_dict(), json.loads(response.content)
        if not same(kept, sent):
            raise TypeError(f"{operation}: the client made {kept} of {sent}")
        wrong = misfit(response.parsed, type(response.parsed), models)
        if wrong:
            raise TypeError(f"{operation}: {wrong}")
        return sent


def told(content: bytes) -> str:
    try:
        error = json.loads(content)
        return f"{error['error_code']} {error['error_msg']}"
    except (ValueError, KeyError):
        return content.decode(errors="replace")


def same(kept: Any, sent: Any) -> bool:
    if isinstance(sent, dict):
        return kept.keys() == sent.keys() and all(same(kept[key], sent[key]) for key in sent)
    if isinstance(sent, list):
        return len(kept) == len(sent) and all(map(same, kept, sent))
    # A time may be written in several ways.
    return bool(kept == sent or datetime.fromisoformat(kept) == datetime.fromisoformat(sent))


def misfit(value: Any, hint: Any, models: dict[str, Any]) -> str | None:
    """Says what is not as it is declared, as from_dict looks at no types of its own."""
    kinds = typing.get_args(hint)
    if typing.get_origin(hint) is list:
        if not isinstance(value, list):
            return f"{value!r} is no list"
        return next(filter(None, (misfit(one, kinds[0], models) for one in value)), None)
    if kinds:
        found = [misfit(value, kind, models) for kind in kinds]
        return None if None in found else found[0]
    if attrs.has(hint) and isinstance(value, hint):
        return misfit_of(value, models)
    if type(value) is hint or (hint is float and type(value) is int):
        return None
    return f"{value!r} is no {hint.__name__}"


def misfit_of(model: Any, models: dict[str, Any]) -> str | None:
    kind = type(model)
    fields = typing.get_type_hints(kind, localns=models)
    more = fields.pop("additional_properties", None) and model.additional_properties
    # A model without fields is one that may have any.
    if fields and more:
        return f"{kind.__name__} has no {', '.join(more)}"
    found = ((name, misfit(getattr(model, name), hint, models)) for name, hint in fields.items())
    return next((f"{kind.__name__}.{name}: {wrong}" for name, wrong in found if wrong), None)
