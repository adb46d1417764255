"""Takes the official Python SDK through every operation of the documents, against a running hwlogs-sim.

    sdk.py < connection.json
"""

import json
import sys
import urllib.request

import huaweicloudsdkclouddc.v1 as clouddc
import huaweicloudsdkdcs.v2 as dcs
import huaweicloudsdkdds.v3 as dds
import huaweicloudsdkiam.v3 as iam
import huaweicloudsdkrds.v3 as rds
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.region.region import Region

from known import RDS_JOB
from sdk_databases import flow_dds, flow_rds
from sdk_servers import flow_clouddc, flow_dcs
from sdk_tools import client, downloaded, refused
from simulated import Running, check


def main():
    to = json.load(sys.stdin)
    sim = Running(to)
    flow_rds(sim)
    flow_dds(sim)
    flow_dcs(to)
    flow_clouddc(to)
    refusals(to)
    project_lookup(to)
    password_token(to)
    complete(sim)


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
    refused(400, "DBS.200001", lambda: api.download_errorlog(request))
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


def complete(sim):
    """What was downloaded is what the simulator says that it holds."""
    held = {file["sha256"] for file in sim.files()}
    check(downloaded == held, downloaded ^ held)
    print(f"all {len(held)} files are what the simulator holds")


if __name__ == "__main__":
    main()
