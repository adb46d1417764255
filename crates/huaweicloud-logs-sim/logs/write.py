#!/usr/bin/env python3
"""Writes those of the simulator's logs that no server on hand can record. Run it to make them anew:

    crates/huaweicloud-logs-sim/logs/write.py

  postgresql-slow.log                  in PostgreSQL's format, as log_min_duration_statement makes it
  postgresql-audit-1.csv, -2.csv       in the format of the extension pgAudit
  mysql-slow.log                       in the format of MySQL 8.0
  mysql-audit-1.csv, -2.csv            a table of statements
  sql-server.trc, sql-server.xel       no real ones: bytes that are not text, with texts in UTF-16 between them
  mongod-slow-1.log ... -3.log         MongoDB's structured format, slow queries only
  mongod-audit-1.log ... -3.log        in the format of MongoDB's audit log

All of it is invented, and the same on every run.
"""

import csv
import io
import json
import random
import struct
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
START = datetime(2026, 1, 15, 8, 0, 0)
TABLES = ["orders", "customers", "invoices", "stock"]
PEOPLE = ["客户 7", "Zoë", "O'Brien", "Иванов", "Smith"]


def times(chance, count, longest):
    """Rising times, some seconds apart."""
    at = START
    for _ in range(count):
        at += timedelta(milliseconds=chance.randrange(500, longest * 1000))
        yield at


def statement(chance):
    table, number = chance.choice(TABLES), chance.randrange(1, 90000)
    person = chance.choice(PEOPLE).replace("'", "''")
    return chance.choice([
        f"SELECT * FROM {table} WHERE customer = '{person}' ORDER BY total DESC",
        f"SELECT count(*) FROM {table} t JOIN stock s ON s.id = t.id WHERE s.amount < {number}",
        f"UPDATE {table} SET paid = true WHERE id BETWEEN {number} AND {number + 500}",
        f"DELETE FROM {table} WHERE created < '2025-{number % 12 + 1:02}-01'",
    ])


def postgresql_slow(chance):
    for at in times(chance, 36, 90):
        took = chance.randrange(1000, 30000) + chance.random()
        text = statement(chance).replace(" WHERE ", "\n\t WHERE ")
        yield (f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03} UTC [{chance.randrange(900, 9000)}] app@shop "
               f"LOG:  duration: {took:.3f} ms  statement: {text}\n")


def postgresql_audit(chance):
    for number, at in enumerate(times(chance, 30, 60), 1):
        text = statement(chance)
        word = text.split()[0]
        kind = "READ" if word == "SELECT" else "WRITE"
        row = io.StringIO()
        csv.writer(row, lineterminator="\n").writerow(
            ["AUDIT: SESSION", number, 1, kind, word, "TABLE", f"public.{chance.choice(TABLES)}", text, "<none>"])
        yield f"{at:%Y-%m-%d %H:%M:%S} UTC,app,shop,{chance.randrange(900, 9000)},{row.getvalue()}"


def mysql_slow(chance):
    yield "mysqld, Version: 8.0.32 (MySQL Community Server). started with:\nTcp port: 3306  Unix socket: /tmp/mysql.sock\n"
    yield "Time                 Id Command    Argument\n"
    for at in times(chance, 24, 90):
        sent, examined = chance.randrange(0, 900), chance.randrange(10000, 900000)
        yield (f"# Time: {at:%Y-%m-%dT%H:%M:%S.%f}Z\n"
               f"# User@Host: app[app] @  [192.168.0.{sent % 250}]  Id: {chance.randrange(8, 900):5}\n"
               f"# Query_time: {chance.uniform(1, 30):.6f}  Lock_time: {chance.random() / 1000:.6f} "
               f"Rows_sent: {sent}  Rows_examined: {examined}\n"
               f"SET timestamp={int((at - datetime(1970, 1, 1)).total_seconds())};\n{statement(chance)};\n")


def mysql_audit(chance):
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["record_id", "connection_id", "connection_status", "name", "timestamp", "command_class", "sqltext",
                   "user", "host", "ip", "db"])
    for number, at in enumerate(times(chance, 30, 60), 1):
        text = statement(chance)
        ip = f"192.168.0.{chance.randrange(2, 250)}"
        rows.writerow([f"{number}_2026-01-15T08:00:00", chance.randrange(8, 900), 0, "Query", f"{at:%Y-%m-%dT%H:%M:%S}Z",
                       text.split()[0].lower(), text, "app[app]", "", ip, "shop"])
    yield table.getvalue()


def trace(chance, title, count):
    """Records with a length, a time in units of 100 ns since 1601, and a text in UTF-16."""
    yield struct.pack("<HHI", 0xFEFF, 0x0C01, count) + (title + "\0").encode("utf-16-le")
    for at in times(chance, count, 90):
        text = statement(chance).encode("utf-16-le")
        since = int((at - datetime(1601, 1, 1)).total_seconds() * 10_000_000)
        yield struct.pack("<IQIII", len(text), since, chance.randrange(50, 90), chance.randrange(10**6, 10**8),
                          chance.getrandbits(32)) + text + chance.randbytes(16)


def mongod_slow(chance):
    for at in times(chance, 12 + chance.randrange(8), 120):
        table, took = chance.choice(TABLES), chance.randrange(100, 9000)
        yield json.dumps({
            "t": {"$date": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}+00:00"},
            "s": "I", "c": "COMMAND", "id": 51803, "ctx": f"conn{chance.randrange(10, 99)}", "msg": "Slow query",
            "attr": {
                "type": "command", "ns": f"shop.{table}",
                "command": {"find": table, "filter": {"customer": chance.choice(PEOPLE)}, "$db": "shop"},
                "planSummary": "COLLSCAN", "docsExamined": took * 37, "nreturned": took % 50, "durationMillis": took,
            },
        }, ensure_ascii=False, separators=(",", ":")) + "\n"


def mongod_audit(chance):
    for at in times(chance, 16 + chance.randrange(8), 120):
        kind = chance.choice(["authenticate", "createCollection", "dropCollection", "createIndex"])
        wrong = kind == "authenticate" and chance.random() < 0.4
        param = {"user": "app", "db": "shop", "mechanism": "SCRAM-SHA-256"} if kind == "authenticate" else {
            "ns": f"shop.{chance.choice(TABLES)}_{chance.randrange(2020, 2026)}"}
        yield json.dumps({
            "atype": kind, "ts": {"$date": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}+0000"},
            "local": {"ip": "192.168.0.31", "port": 8635},
            "remote": {"ip": f"192.168.0.{chance.randrange(100, 110)}", "port": chance.randrange(40000, 60000)},
            "users": [] if wrong else [{"user": "app", "db": "shop"}],
            "roles": [] if wrong else [{"role": "readWrite", "db": "shop"}],
            "param": param, "result": 18 if wrong else 0,
        }, ensure_ascii=False, separators=(",", ":")) + "\n"


def write(name, make, *more):
    # Each file has a generator of its own, so that a change of one does not change the others.
    pieces = list(make(random.Random(name), *more))
    data = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
    (HERE / name).write_bytes(data)
    print(f"{len(data):6} {name}")


write("postgresql-slow.log", postgresql_slow)
write("mysql-slow.log", mysql_slow)
for day in (1, 2):
    write(f"postgresql-audit-{day}.csv", postgresql_audit)
    write(f"mysql-audit-{day}.csv", mysql_audit)
write("sql-server.trc", trace, "Microsoft SQL Server", 24)
write("sql-server.xel", trace, "HkEngineEventFile", 20)
for node in (1, 2, 3):
    write(f"mongod-slow-{node}.log", mongod_slow)
    write(f"mongod-audit-{node}.log", mongod_audit)
