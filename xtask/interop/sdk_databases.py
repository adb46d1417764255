"""RDS and DDS by the official Python SDK."""

import huaweicloudsdkdds.v3 as dds
import huaweicloudsdkrds.v3 as rds

from known import RDS_JOB
from sdk_tools import client, fetch, refused, show, until
from simulated import check, choices


def finished(answer):
    return answer.status.upper() == "FINISH"


def flow_rds(sim):
    to = sim.to
    api = client(to, rds.RdsClient, "rds")
    instances = {it.id: it for it in api.list_instances(rds.ListInstancesRequest(limit=100)).instances}
    check(instances[to["rds_instance"]].datastore.type == "PostgreSQL", instances)
    check(instances[to["rds_sql_server"]].datastore.type == "SQLServer", instances)

    errors = rds.DownloadErrorlogRequest(instance_id=to["rds_instance"])
    exports("DownloadErrorlog", lambda: api.download_errorlog(errors))
    tasks(to, api)
    slow = rds.DownloadSlowlogRequest(instance_id=to["rds_instance"], body=rds.SlowlogDownloadRequest())
    exports("DownloadSlowlog", lambda: api.download_slowlog(slow))
    audit_logs(sim, api)
    sql_server(to, api)


def exports(operation, ask):
    answer, looks = until(ask, finished)
    check(answer.status_code == 200 and answer.count == len(answer.list), answer)
    for entry in answer.list:
        check(entry.workflow_id and entry.create_at and entry.update_at, entry)
        data = fetch(entry.file_link)
        show(f"rds {operation}", looks, entry.file_name, data)
        # The unit is not documented: bytes or KB.
        check(int(entry.file_size) in (len(data), len(data) // 1024), entry)


def tasks(to, api):
    job = api.list_job_info(rds.ListJobInfoRequest(id=RDS_JOB)).job
    check(job.id == RDS_JOB and job.status == "Completed" and job.instance.id == to["rds_instance"], job)
    print(f"rds ListJobInfo: {job.name} {job.status}")
    # The export's own id is not a task.
    answer = api.download_errorlog(rds.DownloadErrorlogRequest(instance_id=to["rds_instance"]))
    refused(404, "DBS.", lambda: api.list_job_info(rds.ListJobInfoRequest(id=answer.list[0].workflow_id)))


def audit_logs(sim, api):
    chosen = choices(sim, "rds", sim.to["rds_instance"])
    del chosen["project_id"]
    # One after the other, then all together.
    logs = [api.list_auditlogs(rds.ListAuditlogsRequest(**chosen, offset=n, limit=1)).auditlogs[0] for n in (0, 1)]
    answer = api.list_auditlogs(rds.ListAuditlogsRequest(**chosen, offset=0, limit=50))
    check([log.id for log in logs] == [log.id for log in answer.auditlogs], answer)
    check(answer.total_record == len(logs), answer)
    body = rds.GenerateAuditlogDownloadLinkRequest([log.id for log in logs])
    request = rds.ShowAuditlogDownloadLinkRequest(instance_id=sim.to["rds_instance"], body=body)
    for log, link in zip(logs, api.show_auditlog_download_link(request).links, strict=True):
        data = fetch(link)
        check(abs(log.size * 1024 - len(data)) < 1, log)
        show("rds ListAuditlogs, ShowAuditlogDownloadLink", 0, log.name, data)


def sql_server(to, api):
    instance = to["rds_sql_server"]
    for file in api.list_slow_log_file(rds.ListSlowLogFileRequest(instance_id=instance)).list:
        body = rds.SlowlogDownloadRequest(file_name=file.file_name)
        slow = rds.DownloadSlowlogRequest(instance_id=instance, body=body)
        exports("ListSlowLogFile, DownloadSlowlog", lambda: api.download_slowlog(slow))
    for file in api.list_xellog_files(rds.ListXellogFilesRequest(instance_id=instance)).list:
        body = rds.CreateXelLogDownloadRequestBody(file_name=file.file_name)
        request = rds.CreateXelLogDownloadRequest(instance_id=instance, body=body)
        answer, looks = until(
            lambda: api.create_xel_log_download(request),
            lambda answer: answer.list[0].status.upper() in ("FINISH", "SUCCESS"),
        )
        show("rds ListXellogFiles, CreateXelLogDownload", looks, file.file_name, fetch(answer.list[0].file_link))
    refused(400, "DBS.280343", lambda: api.download_errorlog(rds.DownloadErrorlogRequest(instance_id=instance)))


def flow_dds(sim):
    to = sim.to
    api = client(to, dds.DdsClient, "dds")
    instances = {it.id: it for it in api.list_instances(dds.ListInstancesRequest()).instances}
    nodes = {node.name: node.id for group in instances[to["dds_instance"]].groups for node in group.nodes}

    def errors(**selection):
        body = dds.DownloadErrorlogRequestBody(**selection)
        return api.download_errorlog(dds.DownloadErrorlogRequest(to["dds_instance"], body))

    def slow(**selection):
        body = dds.DownloadSlowlogRequestBody(**selection)
        return api.download_slowlog(dds.DownloadSlowlogRequest(to["dds_instance"], body))

    for operation, ask in (("DownloadErrorlog", errors), ("DownloadSlowlog", slow)):
        answer, looks = until(ask, finished)
        check(answer.count == len(answer.list) == len(nodes), answer)
        for entry in answer.list:
            data = fetch(entry.file_link)
            show(f"dds {operation} {entry.node_name}", looks, entry.file_name, data)
            check(abs(float(entry.file_size) * 1024 - len(data)) < 12, entry)
        first, second = answer.list[:2]
        one = ask(node_id_list=[nodes[first.node_name]]).list
        check([entry.file_name for entry in one] == [first.file_name], one)
        one = ask(file_name_list=[second.file_name]).list
        check([entry.file_name for entry in one] == [second.file_name], one)

    chosen = choices(sim, "dds", to["dds_instance"])
    del chosen["project_id"]
    for log in api.list_auditlogs(dds.ListAuditlogsRequest(**chosen)).audit_logs:
        check(log.node_id in nodes.values(), log)
        body = dds.ProduceAuditlogLinksRequestBody([log.id])
        links = api.list_auditlog_links(dds.ListAuditlogLinksRequest(to["dds_instance"], body)).links
        data = fetch(links[0])
        check(int(log.size) == len(data), log)
        show("dds ListAuditlogs, ListAuditlogLinks", 0, log.name, data)
