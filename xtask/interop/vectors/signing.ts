// SDK-HMAC-SHA256 as openapi/README.md describes it, step by step.

import { createHash, createHmac } from "node:crypto";

import type { Json } from "./document.js";

export type Input = {
  method: string;
  host: string;
  path: string;
  query: [string, Json][];
  headers: { [name: string]: string };
  body: string | null;
  ak: string;
  sk: string;
  project_id?: string;
  security_token?: string | null;
  timestamp: string;
};

/** All that is made on the way from a vector's input to the signed request. */
export function steps(given: Input) {
  const pairs = given.query.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
  const query = (pairs as [string, string][])
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .join("&");
  const headers = Object.fromEntries(Object.entries(given.headers).map(([name, value]) => [name, value.trim()]));
  // Without a project nothing is added to the request.
  if (given.project_id !== undefined) {
    headers["X-Project-Id"] = given.project_id;
    if (given.security_token) headers["X-Security-Token"] = given.security_token;
    headers["X-Sdk-Date"] = given.timestamp;
    headers.Host = given.host;
  }

  const allowed = Object.entries(headers).filter(([name]) => !name.includes("_"));
  const signed = new Map(allowed.map(([name, value]) => [name.toLowerCase(), value]));
  const names = [...signed.keys()].sort(compare);
  const path = decodeURIComponent(given.path).split("/").map(escape).join("/");
  const body = sha256(given.body ?? "");
  const canonical = [
    given.method,
    path.endsWith("/") ? path : `${path}/`,
    query,
    ...names.map((name) => `${name}:${signed.get(name)}`),
    "",
    names.join(";"),
    body,
  ].join("\n");
  const digest = sha256(canonical);
  const toSign = ["SDK-HMAC-SHA256", given.timestamp, digest].join("\n");
  const signature = createHmac("sha256", given.sk).update(toSign).digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${given.ak}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return {
    x_sdk_date: given.timestamp,
    payload_sha256: body,
    signed_headers: names,
    canonical_request: canonical,
    canonical_request_sha256: digest,
    string_to_sign: toSign,
    authorization,
    final_uri: query ? `${given.path}?${query}` : given.path,
    final_headers: { ...headers, Authorization: authorization },
  };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** By bytes, which is what sorting means here. */
const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** All but A-Z a-z 0-9 - _ . ~ becomes its bytes. */
const escape = (piece: string) =>
  encodeURIComponent(piece).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
