"""What a refusal says, in any of the shapes that services, gateways and the object store write."""

import json
import re

from document import text

# Codes that say that something else is going on, and those that say so with 409.
BUSY = {"DBS.200019", "111400017", "iMetal.0101"}
BUSY_WITH_409 = {f"DBS.{n}" for n in (200011, 200047, 200080, 201202, 201206, 280011, 280816)}
# Spellings of the parts of an error, the documented one first.
CODES = ("error_code", "errCode", "errorCode", "err_code", "code")
MESSAGES = ("error_msg", "externalMessage", "errorMsg", "err_msg", "message")


def refusal(status, headers, body):
    """What a refusal says: JSON in one of many spellings, the object store's XML, or any text."""
    said = body.decode(errors="replace").strip()
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if isinstance(value, dict):
        parts = of_object(value)
    else:
        elements = [element(said, name) for name in ("Code", "Message", "RequestId")]
        is_xml = "<Error" in said and any(elements[:2])
        parts = elements if is_xml else [None, said or None, None]
    code, message, request_id = parts
    request_id = headers.get("x-request-id") or headers.get("x-iam-trace-id") or request_id
    busy = code in BUSY or status == 409 and code in BUSY_WITH_409
    momentary = status == 429 or status >= 500 or busy
    return {"code": code, "message": message, "request_id": request_id, "momentary": momentary}


def of_object(value):
    """The error may be in a field `error`, or in the only field there is. What is inside comes first."""
    wrapped = value.get("error", next(iter(value.values())) if len(value) == 1 else None)
    places = [place for place in (wrapped, value) if isinstance(place, dict)]

    def find(spellings):
        found = (text(place.get(name)) for place in places for name in spellings)
        return next((part for part in found if part and part.strip()), None)

    return [find(CODES), find(MESSAGES), find(("request_id",))]


def element(xml, name):
    """The text of the first XML element of that name."""
    found = re.search(f"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    if not found:
        return None
    plain = found[1].strip()
    for entity, letter in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        plain = plain.replace(f"&{entity};", letter)
    return plain or None
