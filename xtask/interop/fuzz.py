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
from concurrent.futures import ThreadPoolExecutor

from known import from_the_start, once_done
from simulated import DOCUMENTS, SERVICES, Running

HERE = pathlib.Path(__file__).resolve().parent

# Seconds for one document. It takes 20 on an idle machine.
LIMIT = 300


def main():
    name, folder = sys.argv[1], pathlib.Path.cwd()
    to = json.load(sys.stdin)
    sim = Running(to)
    if name == "strangers":
        # Ids may be any, but a marker that is made up is a wrong one.
        known = {service: {} for service in SERVICES} | {"clouddc": {"marker": [to["clouddc_server"]]}}
    else:
        known = once_done(sim) if name == "ready" else from_the_start(sim)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = pool.map(lambda service: run(service, name, folder, to, known[service]), SERVICES)
    failed = [service for service, good in zip(SERVICES, passed) if not good]
    if failed:
        sys.exit(f"schemathesis found failures in {', '.join(failed)} (pass {name})")


def run(service, name, folder, to, known):
    settings = [(HERE / "schemathesis.toml").read_text(encoding="utf-8")]
    if name == "ready":
        # Schemathesis demands more of a path that it was given than of one that it made up.
        settings += parameters(known)
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
            "INTEROP_PENDING": str(int(name != "ready")),
        },
        timeout=LIMIT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )


def parameters(known):
    """What schemathesis takes for the parameters of paths, and for those of some operations instead."""
    names = ("project_id", "instance_id", "id", "export_id")
    lines = ["[parameters]", *(f'"path.{name}" = {json.dumps(known[name][0])}' for name in names if name in known)]
    for name, values in known.items():
        operation, _, parameter = name.rpartition(".")
        if parameter in names and operation:
            lines += ["[[operations]]", f'include-operation-id = "{operation}"']
            lines += [f'parameters = {{ "path.{parameter}" = {json.dumps(values[0])} }}']
    return lines


if __name__ == "__main__":
    main()
