"""Takes the clients that others generate from the documents through every job, every list, and what can go wrong.

    clients.py typescript | python | java

The clients are called by a driver in their language, which knows the documents and their extensions but no service.
It gets orders, and what comes of them is compared with what the simulator holds and saw.
"""

import json
import pathlib
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta

from generated import LANGUAGES
from simulated import SERVICES, Simulator, check, choices, default_jobs, having

# Several of everything, so that each list has several pages.
MANY = """
[jobs]
takes = { polls = 2 }

[[rds]]
[[rds]]
engine = "mysql"
[[rds]]
engine = "sql-server"
slow_logs = { generated = { size = "4KiB", files = 3 } }
xel_logs = { generated = { size = "4KiB", files = 3 } }
[[dds]]
count = 2
[[dcs]]
count = 2
[[clouddc]]
count = 23
"""

# The smallest pages; CloudDC has no smaller ones.
PAGE = {"rds": 1, "dds": 1, "dcs": 1, "clouddc": 10}

# The lists that are not of instances, and what logs they list.
LISTS = {
    "ListSlowLogFile": "slow-log",
    "ListXellogFiles": "xel-log",
    "ListAuditlogs": "audit-log",
    "ListRedislog": "run-log",
}

# Those of them that only SQL Server has. Its jobs want one of the names.
NAMED = {"slow-log": "ListSlowLogFile", "xel-log": "ListXellogFiles"}


class Driver:
    """A program that carries out orders: a line of JSON each way."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        check(answer, f"the driver ended when it was told {line}")
        return json.loads(answer)

    def order(self, sim, service, instance, do, operation, **order):
        order = {
            "url": sim.to[service], "token": sim.to["token"], "service": service, "do": do, "operation": operation,
            "parameters": choices(sim, service, instance), **order,
        }  # fmt: skip
        return self.tell(json.dumps(order))

    def list(self, sim, service, instance, operation):
        return self.order(sim, service, instance, "list", operation, limit=PAGE[service])["keys"]

    def job(self, sim, service, instance, operation, **order):
        # One body has to name something.
        body = {"file_name": "any"} if operation == "CreateXelLogDownload" else {}
        usual = {"body": body, "wait": 0.02, "deadline": 20, "pause": False}
        return self.order(sim, service, instance, "job", operation, **usual | order)

    def end(self):
        self.process.stdin.close()
        check(self.process.wait(10) == 0, "the driver did not end well")


def main():
    compiled, afterwards = LANGUAGES[sys.argv[1]]
    folder = pathlib.Path.cwd() / sys.argv[1]
    began = time.monotonic()
    command = compiled(folder)
    print(f"generated and compiled: {time.monotonic() - began:.0f} s", flush=True)
    driver = Driver(command, folder)
    for what in (every_job_and_list, unknown_words, failures, expired_links, throttling, wrong_token):
        began = time.monotonic()
        print(f"{what.__name__.replace('_', ' ')}: {what(driver)}, {time.monotonic() - began:.0f} s", flush=True)
    driver.end()
    afterwards(folder)


def every_job_and_list(driver):
    files, pages = 0, 0
    with Simulator(MANY) as sim:
        for service in SERVICES:
            for operation, job in having("x-log-job", service):
                # The other servers are there for the list.
                for instance in sim.instances(service)[: 1 if service == "clouddc" else None]:
                    answers = complete(driver, sim, service, instance, operation, job)
                    files += sum(len(answer["files"]) for answer in answers)
            for operation, _ in having("x-pages", service):
                pages += listed(driver, sim, service, operation)
    return f"{files} files and {pages} pages"


def complete(driver, sim, service, instance, operation, job, **order):
    """Does a job, for each file if they have to be named, and compares the files with those of the simulator."""
    which = {"service": service, "instance": instance, "log": job["name"]}
    if not sim.files(**which):
        error = driver.job(sim, service, instance, operation)["error"]
        check("400 DBS.280343" in error, f"an engine without such logs: {error}")
        return []
    bodies = [{}]
    if instance == sim.to["rds_sql_server"]:
        bodies = [{"file_name": name} for name in driver.list(sim, service, instance, NAMED[job["name"]])]
    answers = [driver.job(sim, service, instance, operation, body=body, **order) for body in bodies]
    if order.get("pause"):
        check(answers == [{"paused": True}], answers)
        sim.control("POST", "clock", {"advance": "2m"})
        answers = [driver.tell("")]
    check(all("files" in answer for answer in answers), f"{service} {operation}: {answers}")
    got = [(file["name"].rpartition("/")[2], file["sha256"]) for answer in answers for file in answer["files"]]
    held = [(file["name"], file["sha256"]) for file in sim.files(**which)]
    check(sorted(got) == sorted(held), f"{service} {operation}: {got} instead of {held}")
    return answers


def listed(driver, sim, service, operation):
    """Reads a list with small pages. Returns how many there were."""
    log, pages = LISTS.get(operation), 0
    for instance in sim.instances(service) if log else [None]:
        here = sim.files(service=service, instance=instance, log=log) if log else sim.instances(service)
        if not here or (operation in NAMED.values() and instance != sim.to["rds_sql_server"]):
            continue
        before = len(sim.requests(operation=operation))
        keys = driver.list(sim, service, instance, operation)
        check(len(keys) == len(set(keys)) == len(here), f"{service} {operation}: {keys} instead of {here}")
        check(log or set(keys) == set(here), f"{service} {operation}: {keys} instead of {here}")
        asked = len(sim.requests(operation=operation)) - before
        check(asked >= len(here) / PAGE[service], f"{service} {operation}: {asked} pages of {len(here)} entries")
        pages += asked
    return pages


def unknown_words(driver):
    """A word that no document knows is waited for, and shown."""
    jobs = 0
    with Simulator('dialect = { unknown_word = "MARSHALLING", words = "lower", item_status = false }') as sim:
        for service, instance, operation, job in default_jobs(sim):
            answers = complete(driver, sim, service, instance, operation, job)
            if worded(job):
                check("marshalling" in (word.lower() for word in answers[0]["unknown"]), answers)
                jobs += 1
    return f"{jobs} jobs met one"


def failures(driver):
    """A failed job is an error, and so is one that is not done in time: CloudDC has no word for a failure."""
    jobs = 0
    with Simulator("jobs = { takes = { polls = 1 }, failure_rate = 1.0 }") as sim:
        for service, instance, operation, job in default_jobs(sim):
            if worded(job) and instance != sim.to["rds_sql_server"]:
                error = driver.job(sim, service, instance, operation, deadline=1).get("error")
                expected = "is not done after 1 s" if service == "clouddc" else "failed"
                check(error == f"{job['name']} {expected}", error)
                jobs += 1
    return f"{jobs} jobs failed"


def expired_links(driver):
    """A link that the store refuses is got anew, which may start another export."""
    with Simulator('jobs = { takes = { polls = 1 } }\nlinks = { lifetime = "60s" }') as sim:
        for service, instance, operation, job in default_jobs(sim):
            if service != "clouddc":
                complete(driver, sim, service, instance, operation, job, pause=True)
        refused = len(sim.requests(service="obs", status=403))
    check(refused >= 7, refused)
    return f"{refused} links were refused"


def throttling(driver):
    """A call that is refused for the number of calls is made again, and not before it may be."""
    fault = {"kind": "status", "status": 429, "body": "gateway", "retry_after": "1"}
    with Simulator("jobs = { takes = { polls = 1 } }") as sim:
        for service in SERVICES:
            operation, job = having("x-log-job", service)[0]
            sim.control("POST", "faults", {"on": {"service": service}, "after": 1, "times": 1, "fault": fault})
            complete(driver, sim, service, sim.instances(service)[0], operation, job)
            calls = [(call["status"], datetime.fromisoformat(call["at"])) for call in sim.requests(service=service)]
            refused = [index for index, (status, _) in enumerate(calls) if status == 429]
            check(len(refused) == 1, calls)
            waited = calls[refused[0] + 1][1] - calls[refused[0]][1]
            check(waited >= timedelta(seconds=1), waited)
    return "a second was waited for"


def wrong_token(driver):
    with Simulator() as sim:
        for service, instance, operation, _ in default_jobs(sim):
            error = driver.job(sim, service, instance, operation, token="wrong")["error"]
            check(re.match(r"\w+: 401 APIGW?\.\d+ \w+", error), error)
        check(sum(call["jobs_started"] for call in sim.requests()) == 0, "a job was started")
    return error


def worded(job):
    """Whether there are words to wait for."""
    return job["answer"] or job["items"]["status"]


if __name__ == "__main__":
    main()
