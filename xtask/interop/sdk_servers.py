"""DCS and CloudDC by the official Python SDK."""

import tarfile
import tempfile

import huaweicloudsdkclouddc.v1 as clouddc
import huaweicloudsdkdcs.v2 as dcs

from sdk_tools import client, fetch, refused, show, until
from simulated import check


def flow_dcs(to):
    api = client(to, dcs.DcsClient, "dcs")
    instance = to["dcs_instance"]

    def listed(**page):
        # A 204 is an answer without a list.
        return api.list_redislog(dcs.ListRedislogRequest(instance, log_type="run", **page)).file_list or []

    instances = api.list_instances(dcs.ListInstancesRequest(limit=1000)).instances
    check(instance in [it.instance_id for it in instances], instances)
    groups = api.list_group_replication_info(dcs.ListGroupReplicationInfoRequest(instance)).group_list
    replica = groups[0].replication_list[0].replication_id
    check(listed() == [], "a list before the first collection")
    start = dcs.CreateRedislogRequest(instance, query_time=7, log_type="run", replication_id=replica)
    check(api.create_redislog(start).status_code == 204, "the answer of CreateRedislog")
    refused(400, "111400017", lambda: api.create_redislog(start))
    files, looks = until(listed, lambda files: files and all(file.status == "succeed" for file in files))
    check(len(files) == 3, files)
    pages = [listed(offset=offset, limit=1)[0].id for offset in range(len(files))]
    check(pages == [file.id for file in files], pages)
    for file in files:
        answer = api.create_redislog_download_link(dcs.CreateRedislogDownloadLinkRequest(instance, file.id))
        check(answer.id == file.id and answer.backup_id == file.backup_id, answer)
        show("dcs CreateRedislog, ListRedislog, CreateRedislogDownloadLink", looks, file.file_name, fetch(answer.link))

    # 0 is a value of its own, and the replica may be left out: the instance has one node.
    known = {file.id for file in files}
    api.create_redislog(dcs.CreateRedislogRequest(instance, query_time=0, log_type="run"))
    files, _ = until(listed, lambda files: all(file.status == "succeed" for file in files) and len(files) > len(known))
    check(len([file for file in files if file.id not in known]) == 1, files)


def flow_clouddc(to):
    api = client(to, clouddc.CloudDCClient, "clouddc")
    server = to["clouddc_server"]
    servers = api.list_servers(clouddc.ListServersRequest()).servers
    check(server in [it.id for it in servers], servers)
    shown = api.show_server(clouddc.ShowServerRequest(server))
    check(shown.id == server and shown.hardware_attributes.sn, shown)

    started = api.export_server_logs(clouddc.ExportServerLogsRequest(server))
    check(started.status_code == 202 and started.export_id, started)
    export = started.export_id
    refused(400, "iMetal.0101", lambda: api.download_server_logs(clouddc.DownloadServerLogsRequest(server, export)))
    state = clouddc.ShowLogsExportStatusRequest(server, export)
    answer, looks = until(lambda: api.show_logs_export_status(state), lambda answer: answer.status == "completed")
    check(answer.export_id == export and answer.percentage == "100%", answer)

    answer = api.download_server_logs(clouddc.DownloadServerLogsRequest(server, export))
    check(answer.content_type == "application/octet-stream;charset=UTF-8", answer)
    check(answer.content_transfer_encoding == "binary", answer)
    with tempfile.TemporaryFile() as file:
        # The answer has no Content-Length, so an archive that opens is the sign that it is whole.
        answer.consume_download_stream(lambda stream: [file.write(piece) for piece in stream.iter_content(4096)])
        file.seek(0)
        names = tarfile.open(fileobj=file, mode="r:gz").getnames()
        file.seek(0)
        name = answer.content_disposition.partition("filename=")[2]
        check(name.startswith(shown.hardware_attributes.sn), name)
        check(name.endswith("-dump.tar.gz") and names, answer)
        show("clouddc ExportServerLogs, ShowLogsExportStatus, DownloadServerLogs", looks, name, file.read())
