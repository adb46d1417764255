// What a refusal says, in any of the shapes that services, gateways and the object store write.

import { isObject, text, type Fields, type Json } from "./document.js";

// Codes that say that something else is going on, and those that say so with 409.
const BUSY = ["DBS.200019", "111400017", "iMetal.0101"];
const BUSY_WITH_409 = [200011, 200047, 200080, 201202, 201206, 280011, 280816].map((number) => `DBS.${number}`);
// Spellings of the parts of an error, the documented one first.
const CODES = ["error_code", "errCode", "errorCode", "err_code", "code"];
const MESSAGES = ["error_msg", "externalMessage", "errorMsg", "err_msg", "message"];

type Parts = { code: string | null; message: string | null; request_id: string | null };

export function refusal(status: number, headers: Map<string, string>, body: string): Parts & { momentary: boolean } {
  const parts = partsOf(body);
  const request_id = headers.get("x-request-id") || headers.get("x-iam-trace-id") || parts.request_id;
  const code = parts.code ?? "";
  const busy = BUSY.includes(code) || (status === 409 && BUSY_WITH_409.includes(code));
  return { ...parts, request_id, momentary: status === 429 || status >= 500 || busy };
}

/** JSON in one of many spellings, the object store's XML, or any text. */
function partsOf(body: string): Parts {
  let value: Json = null;
  try {
    value = JSON.parse(body) as Json;
  } catch {
    // Then it is XML, or text.
  }
  if (isObject(value)) return ofObject(value);
  const code = element(body, "Code");
  const message = element(body, "Message");
  if (body.includes("<Error") && (code ?? message)) return { code, message, request_id: element(body, "RequestId") };
  return { code: null, message: body.trim() || null, request_id: null };
}

/** The error may be in a field `error`, or in the only field there is. What is inside comes first. */
function ofObject(value: Fields): Parts {
  const values = Object.values(value);
  const places = [value.error ?? (values.length === 1 ? values[0] : null), value].filter(isObject);
  const find = (spellings: string[]): string | null => {
    for (const place of places) {
      for (const name of spellings) {
        const part = text(place[name]);
        if (part?.trim()) return part;
      }
    }
    return null;
  };
  return { code: find(CODES), message: find(MESSAGES), request_id: find(["request_id"]) };
}

/** The text of the first XML element of that name. */
function element(xml: string, name: string): string | null {
  let plain = new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1]?.trim() ?? "";
  const entities: [string, string][] = [["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"], ["amp", "&"]];
  for (const [entity, letter] of entities) plain = plain.replaceAll(`&${entity};`, letter);
  return plain || null;
}
