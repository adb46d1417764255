"""Fetches the files of one kind of log into the current folder, as x-log-job and x-log-download of a document say.

    python fetch_logs.py DOCUMENT JOB [NAME=VALUE ...]

JOB is the `name` in an `x-log-job`. NAME is a parameter of the call that starts the job, or a field of its body.
ENDPOINT, TOKEN, PROJECT_ID and INSTANCE_ID come from the environment. Of a list in pages it reads the first.
"""

import os
import pathlib
import re
import sys
import time
from urllib.parse import quote

import requests
import yaml

DEADLINE = time.monotonic() + 30 * 60

document = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
operations = {}
for path, methods in document["paths"].items():
    for method, operation in methods.items():
        operations[operation["operationId"]] = {"method": method, "path": path, **operation}
jobs = {it["x-log-job"]["name"]: it["x-log-job"] for it in operations.values() if "x-log-job" in it}
job = jobs.get(sys.argv[2]) or sys.exit(f"there is no job {sys.argv[2]}, only {list(jobs)}")
start, poll, download = (job[step]["operation"] for step in ("start", "poll", "download"))
items, gives = job["items"], operations[download]["x-log-download"]

instance = os.environ["INSTANCE_ID"]
values = {"project_id": os.environ["PROJECT_ID"], "instance_id": instance, "id": instance}
values |= dict(argument.split("=", 1) for argument in sys.argv[3:])


def at(value, pointer):
    """What a JSON Pointer leads to; None if there is nothing, or no pointer."""
    for step in pointer.split("/")[1:] if pointer else []:
        value = value[int(step)] if isinstance(value, list) else (value or {}).get(step)
    return value if pointer else None


def call(operation_id, values):
    """Calls an operation with those of the values that it has parameters or fields for."""
    operation, body = operations[operation_id], None
    path = operation["path"].format_map({name: quote(value, safe="") for name, value in values.items()})
    parameters = [at(document, it.get("$ref", "")[1:]) or it for it in operation["parameters"]]
    query = {it["name"]: values[it["name"]] for it in parameters if it["in"] == "query" and it["name"] in values}
    url, headers = os.environ["ENDPOINT"] + path, {"X-Auth-Token": os.environ["TOKEN"]}
    if "requestBody" in operation:
        schema = at(document, operation["requestBody"]["content"]["application/json"]["schema"]["$ref"][1:])
        fields = {name: field for name, field in schema.get("properties", {}).items() if name in values}
        body = {name: [values[name]] if fields[name]["type"] == "array" else values[name] for name in fields}
    while True:
        answer = requests.request(operation["method"], url, params=query, json=body, headers=headers, timeout=60)
        if answer.status_code != 429:
            break
        pause = answer.headers.get("Retry-After", "")
        time.sleep(int(pause) if pause.isdigit() else 5)
    if not answer.ok:
        sys.exit(f"{operation_id}: {answer.status_code} {answer.text}")
    return answer


def later(step, item=None):
    """A later call of the job, with what it takes from the answer of the start or from an entry."""
    sources = {name: source.split("#") for name, source in job[step]["parameters"].items()}
    found = {name: at(item if base == "$item" else started, to) for name, (base, to) in sources.items()}
    return call(job[step]["operation"], {**values, **found})


def look():
    """Polls: the answer, and its entries by key and name: a DDS node may have two files."""
    answer = later("poll")
    data = answer.json() if answer.content else {}
    entries = at(data, items["list"]) or [] if items else [data]
    return data, {items and (at(entry, items["key"]), at(entry, items["name"])): entry for entry in entries}


def state(value, words):
    word = words and at(value, words["status"])
    states = [it for it in ("pending", "succeeded", "failed") if word and word.lower() in map(str.lower, words[it])]
    # A word that no document knows is a reason to wait.
    return states[0] if states else "pending" if word else None


def fetch(item):
    answer = None if download == poll else later("download", item)
    if gives["kind"] == "stream":
        name = re.search(r'filename="?([^";]+)', answer.headers[gives["name_header"]])[1]
    else:
        name, link = at(item, items["name"]), at(answer.json() if answer else item, gives["link"])
        # The link is the permission, so no token goes with it.
        answer = requests.get(link, timeout=60)
        answer.raise_for_status()
    # A name from a server is never a path.
    pathlib.Path(re.sub(r"[^\w.-]|^\.+", "_", name.rpartition("/")[2])).write_bytes(answer.content)
    print(name, len(answer.content), "bytes")


old = look()[1] if items and items["new_only"] else {}
answer = call(start, values) if start != poll else None
started = answer.json() if answer and answer.content else None
fetched, before, wait, wordless = set(), None, 5, not job["answer"] and not items["status"]
while time.monotonic() < DEADLINE:
    answer, entries = look()
    entries, whole = {key: it for key, it in entries.items() if key not in old}, state(answer, job["answer"])
    # Where nothing has a word, what is listed is there.
    states = {key: state(it, items) or whole or ("succeeded" if wordless else "pending") for key, it in entries.items()}
    for key in [key for key in entries if states[key] == "succeeded" and key not in fetched]:
        fetch(entries[key])
        fetched.add(key)
    pending = "pending" in states.values()
    if whole == "failed" or ("failed" in states.values() and not pending):
        sys.exit(f"{job['name']} failed")
    # Where only entries have words, more may come until two looks have found the same.
    if not pending and (whole == "succeeded" if job["answer"] else wordless or (entries and entries.keys() == before)):
        sys.exit()
    before = entries.keys()
    time.sleep(wait)
    wait = min(wait * 1.5, 30)
sys.exit(f"{job['name']} is not done")
