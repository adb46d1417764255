"""The simulator and the documents, as these scripts see them."""

import functools
import json
import pathlib
import subprocess
import urllib.request
from datetime import datetime, timedelta

import yaml

SERVICES = ("rds", "dds", "dcs", "clouddc")
DOCUMENTS = pathlib.Path(__file__).resolve().parents[2] / "openapi"


class Running:
    """A simulator that is running. `to` is the line that it has printed."""

    def __init__(self, to):
        self.to = to

    def call(self, method, service, path, body=None):
        """Sends a right request."""
        headers = {"X-Auth-Token": self.to["token"], "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.to[service]}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or "null")

    def control(self, method, path, body=None):
        return self.call(method, "control", f"_sim/{path}", body)

    def files(self, **which):
        """The files that it holds, of a service, an instance, a kind of log."""
        return [file for file in self.control("GET", "files")["files"] if which.items() <= file.items()]

    def instances(self, service):
        return self.control("GET", "instances")[service]

    def requests(self, **which):
        """What it was asked."""
        return [asked for asked in self.control("GET", "requests")["requests"] if which.items() <= asked.items()]


class Simulator(Running):
    """A hwlogs-sim with a scenario, for as long as it is needed."""

    def __init__(self, scenario=""):
        file = pathlib.Path.cwd() / "scenario.toml"
        file.write_text(scenario, encoding="utf-8")
        command = ["hwlogs-sim", "--scenario", file]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        super().__init__(json.loads(self.process.stdout.readline()))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)


def default_jobs(sim):
    """Every job with an instance that has such logs."""
    for service in SERVICES:
        for operation, job in having("x-log-job", service):
            instance = sim.files(service=service, log=job["name"])[0]["instance"]
            yield service, instance, operation, job


@functools.cache
def operations(service):
    """The operations of a document."""
    document = yaml.safe_load((DOCUMENTS / f"{service}.yaml").read_text(encoding="utf-8"))
    return [operation for path in document["paths"].values() for operation in path.values()]


def having(extension, service):
    """The operations of a document that have an extension, with it."""
    return [(it["operationId"], it[extension]) for it in operations(service) if extension in it]


def choices(sim, service, instance):
    """What a caller knows and chooses."""
    now = datetime.fromisoformat(sim.control("GET", "clock")["now"])
    times = [time.strftime("%Y-%m-%dT%H:%M:%S+0000") for time in (now - timedelta(days=29), now)]
    values = {"project_id": sim.to["project_id"], "start_time": times[0], "end_time": times[1]}
    if instance:
        values["id" if service == "clouddc" else "instance_id"] = instance
    if service == "dcs":
        values |= {"log_type": "run", "query_time": 7}
    return values


def check(right, what):
    if not right:
        raise SystemExit(f"not as expected: {what}")
