"""Runs the samples in the documents: each has to do its work, and to fail when the token is wrong."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from generated import STRICT, node, run
from known import once_done
from simulated import SERVICES, Simulator, check, operations

# How to run a file with a sample. The others are HTTP, which nothing runs.
LANGUAGES = {"Shell": (".sh", ["bash"]), "Python": (".py", [sys.executable]), "TypeScript": (".mts", ["node"])}

def main():
    folder = pathlib.Path.cwd() / "samples"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    samples = [sample for service in SERVICES for sample in extracted(folder, service)]
    run(node("tsc"), *STRICT, *folder.glob("*.mts"), within=folder)
    with Simulator("jobs = { takes = { polls = 0 } }") as sim, ThreadPoolExecutor(os.cpu_count()) as pool:
        known = once_done(sim)
        list(pool.map(lambda sample: tried(sim, known, *sample), samples))
    print(f"{len(samples)} samples work, and tell when a token is wrong")


def extracted(folder, service):
    for operation in operations(service):
        for sample in operation["x-codeSamples"]:
            if sample["lang"] != "HTTP":
                ending, command = LANGUAGES[sample["lang"]]
                file = folder / f"{service}-{operation['operationId']}{ending}"
                file.write_text(sample["source"], encoding="utf-8")
                yield service, operation, command, file


def tried(sim, known, service, operation, command, file):
    saved = file.with_suffix(f"{file.suffix}.saved")
    environment = {**os.environ, **values(sim, known[service], service, operation, saved)}
    # tsc has made a program of it.
    command = [*command, file.with_suffix(".mjs") if file.suffix == ".mts" else file]
    refused = output(command, {**environment, "TOKEN": "wrong"})
    check(refused.returncode != 0, f"{file.name} with a wrong token: {refused}")
    done = output(command, environment)
    check(done.returncode == 0, f"{file.name}: {done.stdout}{done.stderr}")
    if operation.get("x-log-download", {}).get("kind") == "stream":
        held = [held["sha256"] for held in sim.files(service=service)]
        check(hashlib.sha256(saved.read_bytes()).hexdigest() in held, f"{file.name} saved another file")
    else:
        check(done.stdout.strip(), f"{file.name} printed nothing")


def values(sim, known, service, operation, saved):
    """The variables that the samples read."""
    first = {name: values[0] for name, values in known.items()}
    own = first.get(f"{operation['operationId']}.instance_id")
    variables = {
        "ENDPOINT": sim.to[service],
        "PROJECT_ID": sim.to["project_id"],
        "TOKEN": sim.to["token"],
        "INSTANCE_ID": own or first.get("instance_id", first.get("id")),
        "NODE_ID": first.get("replication_id"),
        "LOG_ID": first.get("ids", first.get("id")),
        "EXPORT_ID": first.get("export_id"),
        "JOB_ID": first.get("id"),
        "START": first["start_time"],
        "END": first["end_time"],
        "FILE_NAME": first.get("XelLogDownloadRequest.file_name", str(saved)),
    }
    return {name: value for name, value in variables.items() if value is not None}


def output(command, environment):
    return subprocess.run(command, env=environment, timeout=60, capture_output=True, text=True, encoding="utf-8")


if __name__ == "__main__":
    main()
