"""Runs schemathesis over the four documents against a running hwlogs-sim.

    fuzz.py PASS < connection.json

The passes differ in what schemathesis is told and in what state the simulator is:

    strangers  nothing is told, so the answers are 401, 403 and 404
    pending    the project and the instances are known; jobs take hundreds of looks
    ready      every id is known, jobs are done at once, and each operation has to reach its answer

The configurations and the outputs are left in the working directory.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from simulated import DCS_REPLICA, RDS_JOB

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENTS = HERE.parents[1] / "openapi"
SERVICES = ("rds", "dds", "dcs", "clouddc")

# Seconds for one document. It takes 20 on an idle machine.
LIMIT = 300


def main():
    name, folder = sys.argv[1], pathlib.Path.cwd()
    to = json.load(sys.stdin)
    known = {service: {} for service in SERVICES} if name == "strangers" else own(to)
    if name == "ready":
        known = finished(to, known)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = pool.map(lambda service: run(service, name, folder, to, known[service]), SERVICES)
    failed = [service for service, good in zip(SERVICES, passed) if not good]
    if failed:
        sys.exit(f"schemathesis found failures in {', '.join(failed)} (pass {name})")


def own(to):
    """What is known before any job has been started."""
    project = {"project_id": [to["project_id"]]}
    dds = call(to, "POST", errorlog_download(to, "dds"), b"{}")
    names = [entry["file_name"] for entry in dds["list"]]
    nodes = [name.split("_")[1] for name in names]
    return {
        "rds": {**project, "instance_id": [to["rds_instance"]]},
        "dds": {**project, "instance_id": [to["dds_instance"]], "file_name_list": names, "node_id_list": nodes},
        "dcs": {**project, "instance_id": [to["dcs_instance"]], "replication_id": [DCS_REPLICA]},
        "clouddc": {**project, "id": [to["clouddc_server"]]},
    }


def finished(to, known):
    """Starts a job of each kind, sees it done, and adds its id. The simulator must need no polls."""
    for service in ("rds", "dds"):
        state = call(to, "POST", errorlog_download(to, service), b"{}")
        assert state["status"].upper() == "FINISH", state
    known["rds"]["id"] = [RDS_JOB]

    url = f"{to['dcs']}/v2/{to['project_id']}/instances/{to['dcs_instance']}/redislog?log_type=run"
    call(to, "POST", url + "&query_time=7")
    files = call(to, "GET", url)["file_list"]
    assert all(file["status"] == "succeed" for file in files), files
    known["dcs"]["id"] = [file["id"] for file in files]

    url = f"{to['clouddc']}/v1/{to['project_id']}/physicalservers/{to['clouddc_server']}/logs/exports"
    export = call(to, "POST", url, b"{}")["export_id"]
    state = call(to, "GET", f"{url}/{export}")
    assert state["status"] == "completed", state
    known["clouddc"]["export_id"] = [export]
    return known


def errorlog_download(to, service):
    return f"{to[service]}/v3/{to['project_id']}/instances/{to[service + '_instance']}/errorlog-download"


def call(to, method, url, body=None):
    headers = {"X-Auth-Token": to["token"], "Content-Type": "application/json"}
    request = urllib.request.Request(url, method=method, headers=headers, data=body)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or "null")


def run(service, name, folder, to, known):
    settings = [(HERE / "schemathesis.toml").read_text(encoding="utf-8")]
    if name == "ready":
        # Schemathesis demands more of a path that it was given than of one that it made up.
        settings += ["[parameters]", *(f"{it} = {json.dumps(known[it][0])}" for it in path_parameters(service))]
        # Every operation must get beyond 403 and 404 here.
        settings += ["[warnings]", "fail-on = true"]
    configuration = folder / f"{name}-{service}.toml"
    configuration.write_text("\n".join([*settings, ""]), encoding="utf-8")
    try:
        done = schemathesis(service, name, folder, to, known, configuration)
    except subprocess.TimeoutExpired as late:
        print(f"{service}: not done after {LIMIT} s\n{(late.stdout or b'').decode(errors='replace')}", flush=True)
        return False
    (folder / f"{name}-{service}.txt").write_text(done.stdout, encoding="utf-8")
    counted = re.search(r"^Test cases:\n +(.+)$", done.stdout, re.MULTILINE)
    good = done.returncode == 0 and counted is not None
    text = f"{service}: {counted[1] if counted else 'no test cases'}"
    if not good:
        # Ahead of that are lists of what passed.
        found = re.search(r"^=+ (FAILURES|ERRORS|WARNINGS) =+$.*", done.stdout, re.MULTILINE | re.DOTALL)
        text += "\n" + (found[0] if found else done.stdout)
    print(text, flush=True)
    return good


def schemathesis(service, name, folder, to, known, configuration):
    return subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", configuration, "run",
            DOCUMENTS / f"{service}.yaml", "--url", to[service], "--header", f"X-Auth-Token: {to['token']}",
        ],
        cwd=folder,
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"),
            "INTEROP_KNOWN": json.dumps(known),
            "INTEROP_PENDING": str(int(name == "pending")),
        },
        timeout=LIMIT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )


def path_parameters(service):
    document = (DOCUMENTS / f"{service}.yaml").read_text(encoding="utf-8")
    paths = re.findall(r"^  (/\S+):$", document, re.MULTILINE)
    return sorted(set(re.findall(r"\{(\w+)\}", " ".join(paths))))


if __name__ == "__main__":
    main()
