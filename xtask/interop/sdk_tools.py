"""What the parts of sdk.py have in common."""

import hashlib
import time
import urllib.request

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException

from simulated import check

LOOKS = 20

# The SHA-256 of every file that was downloaded.
downloaded = set()


def client(to, kind, service, key=None):
    keys = BasicCredentials(to["access_key"], key or to["secret_key"], to["project_id"])
    return kind.new_builder().with_credentials(keys).with_endpoint(to[service]).build()


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


def refused(status, code, call):
    # IAM writes its codes as numbers.
    try:
        answer = call()
    except ClientRequestException as error:
        expected = error.status_code == status and str(error.error_code).startswith(code)
        check(expected and error.error_msg and error.request_id, f"expected {status} {code}*, got {error}")
    else:
        raise SystemExit(f"expected {status} {code}*, got {answer}")
