"""Runs the examples of openapi/examples/ as someone would who copies them: every kind of log, in every language."""

import contextlib
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from generated import STRICT, jar, node, run
from simulated import DOCUMENTS, Simulator, check, choices, default_jobs

EXAMPLES = DOCUMENTS / "examples"


def main():
    folder = pathlib.Path.cwd() / "examples"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(EXAMPLES / "typescript", folder)
    run(node("tsc"), *STRICT, "fetch-logs.mts", within=folder)
    commands = {
        "python": [sys.executable, EXAMPLES / "python/fetch_logs.py"],
        "typescript": ["node", folder / "fetch-logs.mjs"],
        "java": ["java", "-cp", jar(), EXAMPLES / "java/FetchLogs.java"],
    }
    # They wait five seconds between two looks, so many at once. Each language has a simulator of its own, as an
    # instance has one collection of run logs at a time.
    with ThreadPoolExecutor(12) as pool, contextlib.ExitStack() as stack:
        began = {}
        for language, command in commands.items():
            sim = stack.enter_context(Simulator("jobs = { takes = { polls = 1 } }"))
            refusal(sim, command, folder / f"{language}-refused")
            for number, job in enumerate(default_jobs(sim)):
                one = Example(sim, command, folder / f"{language}-{number}", *job)
                began.setdefault(language, []).append(pool.submit(one.complete))
        for language, jobs in began.items():
            print(f"{language}: {sum(job.result() for job in jobs)} files of {len(jobs)} kinds of logs", flush=True)


def refusal(sim, command, folder):
    refused = Example(sim, command, folder, *next(default_jobs(sim))).run(token="wrong")
    check(refused.returncode != 0 and "401" in refused.stderr, f"{folder.name}: {refused}")


@dataclass
class Example:
    """A run of an example, in a folder of its own."""

    sim: Simulator
    command: list
    folder: pathlib.Path
    service: str
    instance: str
    operation: str
    job: dict

    def complete(self):
        done = self.run(self.sim.to["token"])
        check(done.returncode == 0, f"{self.folder.name}, {self.operation}: {done.stdout}{done.stderr}")
        saved = sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in self.folder.iterdir())
        held = self.sim.files(service=self.service, instance=self.instance, log=self.job["name"])
        check(saved == sorted(file["sha256"] for file in held), f"{self.folder.name}, {self.operation}: {held}")
        return len(saved)

    def run(self, token):
        self.folder.mkdir()
        chosen = choices(self.sim, self.service, self.instance)
        arguments = {name: value for name, value in chosen.items() if not name.endswith("id")}
        if self.operation == "ListAuditlogs":
            arguments |= {"offset": 0, "limit": 50}
        if self.instance == self.sim.to["rds_sql_server"]:
            arguments["file_name"] = self.sim.files(instance=self.instance, log=self.job["name"])[0]["name"]
        command = [*self.command, DOCUMENTS / f"{self.service}.yaml", self.job["name"]]
        command += [f"{name}={value}" for name, value in arguments.items()]
        environment = {
            "ENDPOINT": self.sim.to[self.service],
            "TOKEN": token,
            "PROJECT_ID": self.sim.to["project_id"],
            "INSTANCE_ID": self.instance,
        }
        # Java is slow to start where there are few cores.
        return subprocess.run(
            command, cwd=self.folder, env=os.environ | environment, timeout=300, capture_output=True, text=True
        )


if __name__ == "__main__":
    main()
