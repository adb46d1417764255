"""What openapi/README.md says about answers, as a program: from an answer to what a client must make of it.

Nothing here knows an operation, a field or a status word of a service. All that is read out of its document.
"""

import base64
import hashlib
import json
import re
from urllib.parse import parse_qsl, unquote_to_bytes

from document import Unreadable, decode, pointer, text
from refusal import refusal

# The last second that a date of four digits has.
LAST_SECOND = 253402300799


def read(document, vector):
    """What a client must make of the answer in a vector."""
    operation = document.operations[vector["operation"]]
    response, known = vector["response"], vector.get("known", {})
    headers = {name.lower(): value for name, value in response["headers"].items()}
    body = bytes_of(response["body"])
    if response["status"] >= 400:
        return {"error": refusal(response["status"], headers, body)}
    media_type, schema = document.success(operation)
    if media_type is None:
        return {}
    download, job = operation.get("x-log-download"), document.job_of(operation)
    if media_type != "application/json":
        name = file_name(headers.get(download["name_header"].lower(), ""))
        return {"file": {"name": name, "sha256": hashlib.sha256(body).hexdigest()}}
    try:
        # A 204 is an empty list.
        answer = decode(document, schema, json.loads(body) if response["status"] != 204 else {})
    except (ValueError, Unreadable):
        return {"unreadable": True}
    made = {"decode": answer}
    items = []
    if job is not None:
        made["job"], items = observe(job, answer, known.get("before_start", []))
    if download is not None:
        expires = download["expires"]
        if job is not None:  # the poll carries the links itself
            ready = [(item["key"], entry) for item, entry in items if item["phase"] == "succeeded"]
        else:
            ready = [(None, answer)]
        found = [(key, text(pointer(place, download["link"]))) for key, place in ready]
        made["links"] = [
            {"key": key, "link": link, "expires": end_of(link, expires)} for key, link in found if link
        ]
    if "x-pages" in operation:
        made["page"] = page_of(operation["x-pages"], answer, known.get("earlier_pages", []))
    return made


def bytes_of(body):
    match body:
        case None:
            return b""
        case {"json": value}:
            return json.dumps(value).encode()
        case {"text": value}:
            return value.encode()
        case {"base64": value}:
            return base64.b64decode(value)


def phase_of(words, word):
    """What a word means; one in no list is pending. Words are compared without regard to case."""
    for phase in ("succeeded", "failed"):
        if word is not None and word.lower() in [known.lower() for known in words[phase]]:
            return phase
    return "pending"


def observe(job, answer, before_start):
    """How far a job is, and its items with their entries."""
    place, listed = job["answer"], job["items"]
    word = text(pointer(answer, place["status"])) if place else None
    percent = percentage(pointer(answer, place["percentage"])) if place and place["percentage"] else None
    # A job without any words is a list that is complete as it stands.
    complete = place is None and listed is not None and listed["status"] is None
    whole = "succeeded" if complete else phase_of(place, word) if place else "pending"
    items, seen = [], set()
    for entry in (pointer(answer, listed["list"]) or []) if listed else []:
        name = text(pointer(entry, listed["name"])) if listed["name"] else None
        key = text(pointer(entry, listed["key"])) or name
        if listed["new_only"] and key in before_start or name is not None and (key, name) in seen:
            continue
        seen.add((key, name))
        own = text(pointer(entry, listed["status"])) if listed["status"] else None
        phase = phase_of(listed, own) if own is not None else whole
        items.append(({"key": key, "name": name, "phase": phase}, entry))
    phases = {item["phase"] for item, _ in items}
    phase = whole
    if place is not None and whole == "succeeded" and "pending" in phases:
        phase = "pending"
    if place is None and not complete:
        phase = "pending" if not phases or "pending" in phases else "failed" if phases == {"failed"} else "succeeded"
    state = {"name": job["name"], "phase": phase, "word": word, "percent": percent}
    return {**state, "items": [item for item, _ in items]}, items


def percentage(value):
    """30, "30" and "30%" are the same; anything else is none."""
    if isinstance(value, str):
        found = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*%?\s*", value)
        value = float(found[1]) if found else None
    return value if isinstance(value, (int, float)) and 0 <= value <= 100 else None


def end_of(link, parameter):
    """The end of a link in Unix seconds: the first parameter of that name, if it has digits only."""
    query = link.partition("#")[0].partition("?")[2]
    value = next((value for name, value in parse_qsl(query, True) if name == parameter), "")
    return int(value) if re.fullmatch("[0-9]+", value) and int(value) <= LAST_SECOND else None


def page_of(pages, answer, earlier):
    """The keys of the entries that are new, and where the next page begins."""
    keys = [text(pointer(entry, pages["key"])) for entry in pointer(answer, pages["list"]) or []]
    new = [key for key in keys if key is None or key not in earlier]
    count = len({*earlier, *new} - {None})
    following = None
    if count > len(set(earlier)):  # a page without a new key is the last
        if pages["next"]:
            marker = text(pointer(answer, pages["next"]))
            following = {pages["marker"]: marker} if marker else None
        else:
            total = pointer(answer, pages["total"]) if pages["total"] else None
            following = {pages["offset"]: str(count)} if total is None or count < total else None
    return {"new": new, "next": following}


def file_name(header):
    """The file name in Content-Disposition (RFC 6266), without a path."""
    found = {}
    for name, value in re.findall(r';\s*([^=;]+?)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)', header):
        value = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value.strip()
        found.setdefault(name.lower(), value)
    name = found.get("filename")
    charset, _, encoded = (found.get("filename*") or "").partition("'")
    if charset.lower() in ("utf-8", "iso-8859-1"):
        name = unquote_to_bytes(encoded.partition("'")[2]).decode(charset)
    return re.split(r"[/\\]", name)[-1] or None if name else None
