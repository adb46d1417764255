"""Takes the official Python SDK through every operation of the documents, against a running hwlogs-sim.

    sdk.py < connection.json
"""

import hashlib
import json
import sys
import tarfile
import tempfile
import time
import urllib.request
import warnings

import huaweicloudsdkclouddc.v1 as clouddc
import huaweicloudsdkdcs.v2 as dcs
import huaweicloudsdkdds.v3 as dds
import huaweicloudsdkiam.v3 as iam
import huaweicloudsdkrds.v3 as rds
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.region.region import Region

from simulated import DCS_REPLICA, RDS_JOB

LOOKS = 20

# The SHA-256 of every file that was downloaded.
downloaded = set()


def main():
    to = json.load(sys.stdin)
    flow_rds(to)
    flow_dds(to)
    flow_dcs(to)
    flow_clouddc(to)
    refusals(to)
    project_lookup(to)
    password_token(to)
    complete(to)


def client(to, kind, service, key=None):
    keys = BasicCredentials(to["access_key"], key or to["secret_key"], to["project_id"])
    return kind.new_builder().with_credentials(keys).with_endpoint(to[service]).build()


def flow_rds(to):
    api = client(to, rds.RdsClient, "rds")
    request = rds.DownloadErrorlogRequest(instance_id=to["rds_instance"])
    answer, looks = until(lambda: api.download_errorlog(request), lambda answer: answer.status.upper() == "FINISH")
    check(answer.status_code == 200 and answer.count == len(answer.list), answer)
    for entry in answer.list:
        check(entry.workflow_id and entry.create_at and entry.update_at, entry)
        data = fetch(entry.file_link)
        show("rds DownloadErrorlog", looks, entry.file_name, data)
        # The unit is not documented: bytes or KB.
        check(int(entry.file_size) in (len(data), len(data) // 1024), entry)

    job = api.list_job_info(rds.ListJobInfoRequest(id=RDS_JOB)).job
    check(job.id == RDS_JOB and job.status == "Completed" and job.instance.id == to["rds_instance"], job)
    print(f"rds ListJobInfo: {job.name} {job.status}")
    # The export's own id is not a task.
    refused(404, "DBS.", lambda: api.list_job_info(rds.ListJobInfoRequest(id=answer.list[0].workflow_id)))


def flow_dds(to):
    api = client(to, dds.DdsClient, "dds")

    def ask(**selection):
        body = dds.DownloadErrorlogRequestBody(**selection)
        return api.download_errorlog(dds.DownloadErrorlogRequest(to["dds_instance"], body))

    answer, looks = until(ask, lambda answer: answer.status.upper() == "FINISH")
    check(answer.count == len(answer.list) > 1, answer)
    for entry in answer.list:
        data = fetch(entry.file_link)
        show(f"dds DownloadErrorlog {entry.node_name}", looks, entry.file_name, data)
        check(abs(float(entry.file_size) * 1024 - len(data)) < 12, entry)

    # The id of a node is the second part of the name of its file.
    first, second = answer.list[:2]
    one = ask(node_id_list=[first.file_name.split("_")[1]]).list
    check([entry.file_name for entry in one] == [first.file_name], one)
    one = ask(file_name_list=[second.file_name]).list
    check([entry.file_name for entry in one] == [second.file_name], one)


def flow_dcs(to):
    api = client(to, dcs.DcsClient, "dcs")
    instance = to["dcs_instance"]

    def listed(**page):
        # A 204 is an answer without a list.
        return api.list_redislog(dcs.ListRedislogRequest(instance, log_type="run", **page)).file_list or []

    check(listed() == [], "a list before the first collection")
    start = dcs.CreateRedislogRequest(instance, query_time=7, log_type="run", replication_id=DCS_REPLICA)
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
    with warnings.catch_warnings():
        # Without dateutil, which the SDK doesn't ask for, times stay text.
        warnings.simplefilter("ignore", ImportWarning)
        started = api.export_server_logs(clouddc.ExportServerLogsRequest(server))
        check(started.status_code == 202 and started.export_id, started)
        export = started.export_id
        refused(
            400, "iMetal.0101", lambda: api.download_server_logs(clouddc.DownloadServerLogsRequest(server, export))
        )
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
        check(name.endswith("-dump.tar.gz") and names, answer)
        show("clouddc ExportServerLogs, ShowLogsExportStatus, DownloadServerLogs", looks, name, file.read())


def refusals(to):
    """Errors come through with their code and the id of the request."""
    nobody = "00000000000000000000000000000000in00"
    api = client(to, rds.RdsClient, "rds")
    refused(404, "DBS.200002", lambda: api.download_errorlog(rds.DownloadErrorlogRequest(instance_id=nobody)))
    wrong = client(to, rds.RdsClient, "rds", key="wrong")
    request = rds.DownloadErrorlogRequest(instance_id=to["rds_instance"])
    refused(401, "APIGW.0301", lambda: wrong.download_errorlog(request))

    api = client(to, dds.DdsClient, "dds")
    body = dds.DownloadErrorlogRequestBody()
    refused(404, "DBS.200002", lambda: api.download_errorlog(dds.DownloadErrorlogRequest(nobody, body)))
    body = dds.DownloadErrorlogRequestBody(node_id_list=[nobody])
    request = dds.DownloadErrorlogRequest(to["dds_instance"], body)
    refused(404, "DBS.200013", lambda: api.download_errorlog(request))
    # A field that is null is no list.
    request = dds.DownloadErrorlogRequest(to["dds_instance"], {"file_name_list": None, "node_id_list": "all"})
    refused(400, "DBS.200001", lambda: api.download_errorlog(request))

    api = client(to, dcs.DcsClient, "dcs")
    refused(404, "111404022", lambda: api.list_redislog(dcs.ListRedislogRequest(nobody, log_type="run")))
    request = dcs.CreateRedislogRequest(to["dcs_instance"], query_time=2, log_type="run")
    refused(400, "DCS.4800", lambda: api.create_redislog(request))
    request = dcs.CreateRedislogDownloadLinkRequest(to["dcs_instance"], nobody)
    refused(404, "1114040", lambda: api.create_redislog_download_link(request))

    api = client(to, clouddc.CloudDCClient, "clouddc")
    refused(404, "iMetal.0100", lambda: api.export_server_logs(clouddc.ExportServerLogsRequest(nobody)))
    request = clouddc.ShowLogsExportStatusRequest(to["clouddc_server"], nobody)
    refused(404, "iMetal.", lambda: api.show_logs_export_status(request))
    print("refusals: understood")


def project_lookup(to):
    """Without a project id the SDK asks IAM for the project of the region."""
    keys = BasicCredentials(to["access_key"], to["secret_key"]).with_iam_endpoint(to["iam"])
    region = Region(to["region"], to["rds"])
    api = rds.RdsClient.new_builder().with_credentials(keys).with_region(region).build()
    answer = api.download_errorlog(rds.DownloadErrorlogRequest(instance_id=to["rds_instance"]))
    check(keys.project_id == to["project_id"] and answer.list, keys.project_id)
    print(f"iam KeystoneListProjects: {to['region']} is {keys.project_id}")


def password_token(to):
    """A token for the user's password opens the other services."""
    user = iam.PwdPasswordUser(iam.PwdPasswordUserDomain(to["domain_name"]), to["user_name"], to["password"])
    identity = iam.PwdIdentity(["password"], iam.PwdPassword(user))
    scope = iam.AuthScope(project=iam.AuthScopeProject(name=to["region"]))
    body = iam.KeystoneCreateUserTokenByPasswordRequestBody(iam.PwdAuth(identity, scope))
    api = client(to, iam.IamClient, "iam")
    answer = api.keystone_create_user_token_by_password(iam.KeystoneCreateUserTokenByPasswordRequest(body=body))
    check(answer.status_code == 201 and answer.x_subject_token, answer)
    check(answer.token.user.name == to["user_name"] and answer.token.project.id == to["project_id"], answer)

    url = f"{to['rds']}/v3/{to['project_id']}/jobs?id={RDS_JOB}"
    request = urllib.request.Request(url, headers={"X-Auth-Token": answer.x_subject_token})
    with urllib.request.urlopen(request, timeout=10) as job:
        check(json.load(job)["job"]["id"] == RDS_JOB, url)
    print(f"iam KeystoneCreateUserTokenByPassword: good until {answer.token.expires_at}")

    user.password = "wrong"
    request = iam.KeystoneCreateUserTokenByPasswordRequest(body=body)
    refused(401, "", lambda: api.keystone_create_user_token_by_password(request))


def until(ask, done):
    """Asks until the answer is the last one. The simulator counts looks and not time, so there is no need to wait."""
    for look in range(LOOKS):
        answer = ask()
        if done(answer):
            return answer, look
        time.sleep(0.01)
    raise SystemExit(f"not done after {LOOKS} looks: {answer}")


def fetch(link):
    """Gets a link without credentials, and all of it."""
    with urllib.request.urlopen(link, timeout=10) as answer:
        data = answer.read()
        check(int(answer.headers["Content-Length"]) == len(data) > 0, link)
    return data


def show(what, looks, name, data):
    downloaded.add(hashlib.sha256(data).hexdigest())
    print(f"{what}: {name}, {len(data)} bytes after {looks} looks")


def complete(to):
    """What was downloaded is what the simulator says that it holds."""
    with urllib.request.urlopen(f"{to['control']}/_sim/files", timeout=10) as answer:
        held = {file["sha256"] for file in json.load(answer)["files"]}
    check(downloaded == held, downloaded ^ held)
    print(f"all {len(held)} files are what the simulator holds")


def refused(status, code, call):
    # IAM writes its codes as numbers.
    try:
        answer = call()
    except ClientRequestException as error:
        expected = error.status_code == status and str(error.error_code).startswith(code)
        check(expected and error.error_msg and error.request_id, f"expected {status} {code}*, got {error}")
    else:
        raise SystemExit(f"expected {status} {code}*, got {answer}")


def check(right, what):
    if not right:
        raise SystemExit(f"not as expected: {what}")


if __name__ == "__main__":
    main()
