"""Takes orders, a line of JSON each, carries them out with generated clients, and says what came of it.

    driver.py DOCUMENTS
"""

import hashlib
import json
import pathlib
import sys
from typing import Any

from client import Api, Refused
from jobs import Failed, Job, at, read_list


def say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def carry_out(documents: pathlib.Path, order: dict[str, Any]) -> dict[str, Any]:
    api = Api(documents, order["service"], order["url"], order["token"])
    if order["do"] == "list":
        entries = read_list(api, order["operation"], order["parameters"], order["limit"])
        return {"keys": [at(entry, api.operations[order["operation"]]["x-pages"]["key"]) for entry in entries]}

    def pause() -> None:
        if order.pop("pause"):
            say({"paused": True})
            sys.stdin.readline()
        order["pause"] = False

    job = Job(api, order["operation"], order, pause)
    files = [{"name": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in job.run()]
    return {"files": files, "unknown": sorted(job.unknown)}


for line in sys.stdin:
    try:
        say(carry_out(pathlib.Path(sys.argv[1]), json.loads(line)))
    except (Refused, Failed) as error:
        say({"error": str(error)})
