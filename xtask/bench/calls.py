"""The same calls as calls.rs, through the official Python SDK.

    calls.py http://127.0.0.1:8080 < numbers
"""

import sys

import huaweicloudsdkrds.v3 as rds
from huaweicloudsdkcore.auth.credentials import BasicCredentials

PROJECT = "0483b6b16e954cb88930a360d2c4e663"
INSTANCE = "3d39c18788b54a919bab633874c159dfin01"

keys = BasicCredentials("HPUATESTAK0000EXAMPLE", "hwtest/SecretKey+0123456789abcdefEXAMPLE", PROJECT)
api = rds.RdsClient.new_builder().with_credentials(keys).with_endpoint(sys.argv[1]).build()
for line in sys.stdin:
    for _ in range(int(line)):
        answer = api.download_errorlog(rds.DownloadErrorlogRequest(instance_id=INSTANCE))
        if answer.status.upper() != "FINISH" or not answer.list:
            raise SystemExit(f"the answer says: {answer}")
    print(int(line), flush=True)
