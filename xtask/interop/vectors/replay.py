"""Replays the test vectors: replay.py FOLDER-OF-THE-DOCUMENTS [--self-test]."""

import copy
import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

from document import Document, request_fits
from reading import read
from signing import steps

SERVICES = ("rds", "dds", "dcs", "clouddc")


def main(folder, self_test):
    vectors = Path(folder) / "vectors"
    schema = Draft202012Validator(json.loads((vectors / "schema.json").read_bytes()))
    files = {path.stem: json.loads(path.read_bytes()) for path in vectors.iterdir() if path.name != "schema.json"}
    if set(files) != {*SERVICES, "signing"}:
        sys.exit(f"{vectors}: nobody replays one of {sorted(files)}, or one is missing")
    count = 0
    for stem, file in files.items():
        for problem in schema.iter_errors(file):
            sys.exit(f"{stem}.json is not what the schema says: {problem}")
        document = None
        if stem in SERVICES:
            root = yaml.safe_load((Path(folder) / f"{stem}.yaml").read_text(encoding="utf-8"))
            document = Document(stem, root)
        for vector in file["vectors"]:
            expected, made = parts(document, vector)
            if made != expected:
                shown = [json.dumps(part, indent=1, ensure_ascii=False) for part in (expected, made)]
                sys.exit(f"{stem} {vector['name']}: expected {shown[0]}\nmade {shown[1]}")
            count += 1
            if self_test:
                prove(f"{stem} {vector['name']}", document, schema, file, vector)
    print(f"{count} vectors checked" + (", each change of them was noticed" if self_test else ""))


def parts(document, vector):
    """What a vector expects, and what is made of it here."""
    if document is None:
        made = steps(vector["input"])
        # One vector's source tells less than is made.
        expected = {name: vector[name] for name in vector if name not in ("name", "note", "input")}
        return expected, {name: made[name] for name in expected}
    expected = {"request": True, **vector["expect"]}
    return expected, {"request": request_fits(document, vector), **read(document, vector)}


def prove(name, document, schema, file, vector):
    """Every change of what a vector expects is noticed, and so is a wrong request, key or name of a part."""
    expected, made = parts(document, vector)
    for changed in changes(expected):
        if changed == made:
            sys.exit(f"{name}: a change is not noticed: {json.dumps(changed)}")
    other = copy.deepcopy(vector)
    if document is None:
        other["input"]["sk"] += "x"
    else:
        other["request"]["method"] = "PATCH"
    expected, made = parts(document, other)
    if expected == made:
        sys.exit(f"{name}: a wrong request or key is not noticed")
    if schema.is_valid({**file, "vectors": [{**vector, "no_such_part": 1}]}):
        sys.exit(f"{name}: the schema takes parts that it does not name")


def changes(value):
    """A value with each of its parts changed in turn, and with parts left out or added."""
    match value:
        case dict():
            for name, part in value.items():
                yield {other: value[other] for other in value if other != name}
                yield from ({**value, name: changed} for changed in changes(part))
            yield {**value, "no_such_part": 1}
        case list():
            for at, part in enumerate(value):
                yield from (value[:at] + [changed] + value[at + 1 :] for changed in changes(part))
            yield value + ["no such part"]
        case bool():
            yield not value
        case int() | float():
            yield value + 1
        case str():
            yield value + "x"
        case None:
            yield "not null"


main(sys.argv[1], "--self-test" in sys.argv)
