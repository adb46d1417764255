"""Does what the extensions x-log-job, x-log-download and x-pages say, for whatever service they stand in."""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from client import Api

# How often a new link is got for a file.
LINKS = 3
# The longest wait between two looks, in seconds.
WAIT = 5.0

Entry = Any


class Failed(Exception):
    """A job that did not end well."""


def at(value: Any, pointer: str | None) -> Any:
    """What a JSON Pointer leads to; None if there is nothing, or no pointer."""
    if pointer is None:
        return None
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = (value or {}).get(step)
    return value


def read_list(api: Api, operation: str, values: Mapping[str, Any], limit: int | None = None) -> list[Entry]:
    """All entries of a list that comes in pages. Without a limit the pages are as large as they may be."""
    return pages(api, operation, values, None, api.operations[operation]["x-pages"], limit)[1]


def pages(
    api: Api, operation: str, values: Mapping[str, Any], body: object, how: Any, limit: int | None = None
) -> tuple[Any, list[Entry]]:
    """The first answer, and the entries of all."""
    entries: dict[Any, Entry] = {}
    page = {how["limit"]: limit or how["most"]} | ({how["offset"]: 0} if how["offset"] else {})
    first = None
    while True:
        answer = api.call(operation, {**values, **page}, body).data
        first = first or answer
        known, came = len(entries), at(answer, how["list"]) or []
        entries |= {at(entry, how["key"]): entry for entry in came}
        total, marker = at(answer, how["total"]), at(answer, how["next"])
        if len(entries) in (known, total) or (how["marker"] and not marker):
            return first, list(entries.values())
        page |= {how["marker"]: marker} if how["marker"] else {how["offset"]: page[how["offset"]] + len(came)}


class Job:
    """A job from its start to its files. `pause` is called once, before the first download."""

    def __init__(self, api: Api, operation: str, order: Mapping[str, Any], pause: Callable[[], None]) -> None:
        self.api, self.order, self.pause = api, order, pause
        self.values, self.body = order["parameters"], order["body"]
        self.job = api.operations[operation]["x-log-job"]
        self.download = api.operations[self.job["download"]["operation"]]["x-log-download"]
        self.started: Any = None
        self.deadline = time.monotonic() + order["deadline"]
        self.fetched: dict[Any, tuple[str, bytes]] = {}
        self.unknown: set[str] = set()

    def run(self) -> list[tuple[str, bytes]]:
        job, items = self.job, self.job["items"]
        old = {self.key(entry) for entry in self.look()[1]} if items and items["new_only"] else set()
        if job["start"]["operation"] != job["poll"]["operation"]:
            self.started = self.api.call(job["start"]["operation"], self.values, self.body).data
        before, wait = None, self.order["wait"]
        while True:
            answer, entries = self.look()
            entries = [entry for entry in entries if self.key(entry) not in old]
            states = [self.state(entry, answer) for entry in entries]
            for entry, state in zip(entries, states, strict=True):
                if state == "succeeded" and self.key(entry) not in self.fetched:
                    self.fetched[self.key(entry)] = self.fetch(entry)
            whole = self.state_of(answer, job["answer"])
            if whole == "failed" or ("failed" in states and "pending" not in states):
                raise Failed(f"{job['name']} failed")
            seen = [self.key(entry) for entry in entries]
            if "pending" not in states and self.over(whole, before, seen):
                return list(self.fetched.values())
            before = seen
            wait = self.wait(wait)

    def over(self, whole: str | None, before: list[Any] | None, seen: list[Any]) -> bool:
        if self.job["answer"]:
            return whole == "succeeded"
        # Where only the entries have words, the list may still grow.
        return self.wordless() or (bool(seen) and seen == before)

    def wait(self, wait: float) -> float:
        if time.monotonic() > self.deadline:
            raise Failed(f"{self.job['name']} is not done after {self.order['deadline']} s")
        time.sleep(wait)
        return min(wait * 1.5, WAIT)

    def look(self) -> tuple[Any, list[Entry]]:
        """Polls: the answer, and the entries of all its pages."""
        operation, items = self.job["poll"]["operation"], self.job["items"]
        values, body = self.filled(self.job["poll"])
        how = self.api.operations[operation].get("x-pages")
        if how and items:
            return pages(self.api, operation, values, body, how)
        answer = self.api.call(operation, values, body).data
        return answer, [answer] if items is None else at(answer, items["list"]) or []

    def filled(self, call: Any, item: Entry = None) -> tuple[dict[str, Any], Any]:
        """The parameters and the body of a later call of the job."""
        body = self.body if call["operation"] == self.job["start"]["operation"] else None
        values = dict(self.values)
        for name, source in call["parameters"].items():
            base, _, pointer = source.partition("#")
            value = at({"$start": self.started, "$item": item}[base], pointer)
            field = self.field(call["operation"], name)
            if field:
                body = {**(body or {}), name: [value] if field["type"] == "array" else value}
            else:
                values[name] = value
        return values, body

    def field(self, operation: str, name: str) -> Any:
        """The schema of a field of the operation's body."""
        content = self.api.operations[operation].get("requestBody", {}).get("content", {})
        for body in content.values():
            schema = self.api.schemas[body["schema"]["$ref"].rpartition("/")[2]]
            return schema.get("properties", {}).get(name)
        return None

    def key(self, entry: Entry) -> Any:
        return self.job["items"] and at(entry, self.job["items"]["key"])

    def state(self, entry: Entry, answer: Any) -> str:
        """An entry has a word of its own or that of the answer. Where nothing has a word, what is listed is there."""
        own, whole = self.state_of(entry, self.job["items"]), self.state_of(answer, self.job["answer"])
        return own or whole or ("succeeded" if self.wordless() else "pending")

    def wordless(self) -> bool:
        return not self.job["answer"] and not self.job["items"]["status"]

    def state_of(self, value: Any, words: Any) -> str | None:
        word = words and at(value, words["status"])
        if word is None:
            return None
        for state in ("pending", "succeeded", "failed"):
            if word.lower() in (known.lower() for known in words[state]):
                return state
        self.unknown.add(word)
        return "pending"

    def fetch(self, entry: Entry) -> tuple[str, bytes]:
        if self.download["kind"] == "stream":
            values, body = self.filled(self.job["download"], entry)
            answer = self.api.call(self.job["download"]["operation"], values, body)
            name = re.search(r'filename="?([^";]+)', answer.headers[self.download["name_header"]])
            return name[1] if name else "", answer.content
        for turn in range(LINKS):
            if turn and self.job["download"]["operation"] == self.job["poll"]["operation"]:
                entry = self.again(entry)
            link = self.link(entry)
            self.pause()
            if self.expired(link):
                continue
            try:
                with urllib.request.urlopen(link, timeout=60) as answer:
                    content = answer.read()
            except urllib.error.HTTPError as error:
                if error.code != 403:
                    raise
                continue
            return at(entry, self.job["items"]["name"]), content
        raise Failed(f"{self.job['name']}: {LINKS} links were refused")

    def link(self, entry: Entry) -> str:
        call = self.job["download"]
        if call["operation"] != self.job["poll"]["operation"]:
            values, body = self.filled(call, entry)
            entry = self.api.call(call["operation"], values, body).data
        link = at(entry, self.download["link"])
        if not isinstance(link, str):
            raise Failed(f"{self.job['name']}: {call['operation']} gave no {self.download['link']}")
        return link

    def expired(self, link: str) -> bool:
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
        ends = query.get(self.download["expires"])
        return ends is not None and float(ends[0]) <= time.time()

    def again(self, entry: Entry) -> Entry:
        """The entry with a newer link. What is made anew may have another key, if it is the only one."""
        wait = self.order["wait"]
        while True:
            answer, entries = self.look()
            for newer in [it for it in entries if self.key(it) == self.key(entry)] or entries[: len(entries) == 1]:
                if self.state(newer, answer) == "succeeded":
                    return newer
            wait = self.wait(wait)
