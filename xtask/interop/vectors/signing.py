"""SDK-HMAC-SHA256 as openapi/README.md describes it, step by step."""

import hashlib
import hmac
import json
from urllib.parse import quote, unquote


def steps(given):
    """All that is made on the way from a vector's input to the signed request."""
    query = sorted((name, value if isinstance(value, str) else json.dumps(value)) for name, value in given["query"])
    encoded = "&".join(f"{escape(name)}={escape(value)}" for name, value in query)
    headers = {name: value.strip() for name, value in given["headers"].items()}
    if "project_id" in given:  # else nothing is added to the request
        headers["X-Project-Id"] = given["project_id"]
        if given["security_token"]:
            headers["X-Security-Token"] = given["security_token"]
        headers |= {"X-Sdk-Date": given["timestamp"], "Host": given["host"]}

    signed = {name.lower(): value for name, value in headers.items() if "_" not in name}
    names = sorted(signed)
    path = "/".join(escape(piece) for piece in unquote(given["path"]).split("/"))
    body = hashlib.sha256((given["body"] or "").encode()).hexdigest()
    lines = [given["method"], path if path.endswith("/") else path + "/", encoded]
    lines += [f"{name}:{signed[name]}" for name in names] + ["", ";".join(names), body]
    canonical = "\n".join(lines)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = "\n".join(["SDK-HMAC-SHA256", given["timestamp"], digest])
    signature = hmac.digest(given["sk"].encode(), to_sign.encode(), "sha256").hex()
    authorization = f"SDK-HMAC-SHA256 Access={given['ak']}, SignedHeaders={';'.join(names)}, Signature={signature}"
    return {
        "x_sdk_date": given["timestamp"],
        "payload_sha256": body,
        "signed_headers": names,
        "canonical_request": canonical,
        "canonical_request_sha256": digest,
        "string_to_sign": to_sign,
        "authorization": authorization,
        "final_uri": given["path"] + (f"?{encoded}" if encoded else ""),
        "final_headers": {**headers, "Authorization": authorization},
    }


def escape(piece):
    """All but A-Z a-z 0-9 - _ . ~ becomes its bytes."""
    return quote(piece, safe="-_.~")
