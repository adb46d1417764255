"""The values that exist in a simulator, for each service by the names of parameters and of fields of bodies.

A name may have the operation or the body before it, where others of that name take other values.
"""

from urllib.parse import urlencode

from simulated import SERVICES, choices

# A task of RDS, KNOWN_JOB_ID of the simulator, that no operation lists.
RDS_JOB = "a03b1b8a-b756-467c-8a49-38720c3d23ec"

# What only instances with SQL Server take.
SQL_SERVER = ("ListSlowLogFile", "ListXellogFiles", "CreateXelLogDownload")


def from_the_start(sim):
    """What is there before any job is done."""
    to, known = sim.to, {}
    for service in SERVICES:
        instance = to["clouddc_server"] if service == "clouddc" else to[f"{service}_instance"]
        chosen = choices(sim, service, instance)
        # The documents have the words and numbers.
        known[service] = {name: [value] for name, value in chosen.items() if name not in ("log_type", "query_time")}
    instances = sim.control("GET", "instances")
    known["rds"] |= {
        **{f"{operation}.instance_id": [to["rds_sql_server"]] for operation in SQL_SERVER},
        "id": [RDS_JOB],
        "ids": [log["id"] for log in audit_logs(sim, "rds")["auditlogs"]],
        "XelLogDownloadRequest.file_name": [file["name"] for file in sim.files(log="xel-log")],
    }
    known["dds"] |= {
        "node_id": instances["dds_nodes"][to["dds_instance"]],
        "node_id_list": instances["dds_nodes"][to["dds_instance"]],
        "ids": [log["id"] for log in audit_logs(sim, "dds")["audit_logs"]],
    }
    for kind in ("Errorlog", "Slowlog"):
        path = f"v3/{to['project_id']}/instances/{to['dds_instance']}/{kind.lower()}-download"
        files = sim.call("POST", "dds", path, {})["list"]
        known["dds"][f"{kind}DownloadRequest.file_name_list"] = [file["file_name"] for file in files]
    known["dcs"]["replication_id"] = instances["dcs_replicas"][to["dcs_instance"]]
    known["clouddc"]["marker"] = [to["clouddc_server"]]
    return known


def once_done(sim):
    """What is there once a job of each kind is done. The simulator must need no polls."""
    to, known = sim.to, from_the_start(sim)
    redislog = f"v2/{to['project_id']}/instances/{to['dcs_instance']}/redislog?log_type=run"
    sim.call("POST", "dcs", f"{redislog}&query_time=7")
    known["dcs"]["id"] = [file["id"] for file in sim.call("GET", "dcs", redislog)["file_list"]]
    exports = f"v1/{to['project_id']}/physicalservers/{to['clouddc_server']}/logs/exports"
    known["clouddc"]["export_id"] = [sim.call("POST", "clouddc", exports, {})["export_id"]]
    return known


def audit_logs(sim, service):
    known = choices(sim, service, sim.to[f"{service}_instance"])
    query = urlencode({"start_time": known["start_time"], "end_time": known["end_time"], "offset": 0, "limit": 50})
    path = f"v3/{known['project_id']}/instances/{known['instance_id']}/auditlog?{query}"
    return sim.call("GET", service, path)
