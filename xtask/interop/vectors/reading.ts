// What openapi/README.md says about answers, as a program: from an answer to what a client must make of it.
//
// Nothing here knows an operation, a field or a status word of a service. All that is read out of its document.

import { createHash } from "node:crypto";

import { Document, list, pointer, text, Unreadable } from "./document.js";
import type { Fields, Job, Json, Pages, Request, Words } from "./document.js";
import { refusal } from "./refusal.js";

export type Vector = {
  name: string;
  operation: string;
  known?: { before_start?: string[]; earlier_pages?: string[] };
  request: Request;
  response: { status: number; headers: { [name: string]: string }; body: Body };
  expect: Fields;
};
type Body = null | { json: Json } | { text: string } | { base64: string };
type Phase = "pending" | "succeeded" | "failed";
type Item = { key: string | null; name: string | null; phase: Phase; entry: Json };

// The last second that a date of four digits has.
const LAST_SECOND = 253402300799;

/** What a client must make of the answer in a vector. */
export function read(document: Document, { operation: id, response, known = {} }: Vector): Fields {
  const operation = document.operation(id);
  const headers = new Map(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const body = bytesOf(response.body);
  if (response.status >= 400) return { error: refusal(response.status, headers, body.toString()) };
  const success = document.success(operation);
  if (!success) return {};
  const { "x-log-download": download, "x-pages": pages } = operation;
  const job = document.jobOf(operation);
  if (download && success.mediaType !== "application/json") {
    const name = fileName(headers.get(download.name_header.toLowerCase()) ?? "");
    return { file: { name, sha256: createHash("sha256").update(body).digest("hex") } };
  }
  let answer: Json;
  try {
    // A 204 is an empty list.
    answer = document.decode(success.schema, response.status === 204 ? {} : (JSON.parse(body.toString()) as Json));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Unreadable) return { unreadable: true };
    throw error;
  }
  const made: Fields = { decode: answer };
  let ready: { key: string | null; entry: Json }[] = [{ key: null, entry: answer }];
  if (job) {
    const { items, ...state } = observe(job, answer, known.before_start ?? []);
    made.job = { ...state, items: items.map(({ entry: _, ...item }) => item) };
    // The poll carries the links itself.
    ready = items.filter((item) => item.phase === "succeeded");
  }
  if (download) {
    made.links = ready.flatMap(({ key, entry }) => {
      const link = text(pointer(entry, download.link));
      return link ? [{ key, link, expires: endOf(link, download.expires) }] : [];
    });
  }
  if (pages) made.page = pageOf(pages, answer, known.earlier_pages ?? []);
  return made;
}

function bytesOf(body: Body): Buffer {
  if (body === null) return Buffer.alloc(0);
  if ("base64" in body) return Buffer.from(body.base64, "base64");
  return Buffer.from("text" in body ? body.text : JSON.stringify(body.json));
}

/** What a word means; one in no list is pending. Words are compared without regard to case. */
function phaseOf(words: Words, word: string | null): Phase {
  const among = (list: string[]) => list.some((known) => known.toLowerCase() === word?.toLowerCase());
  return among(words.succeeded) ? "succeeded" : among(words.failed) ? "failed" : "pending";
}

/** How far a job is, and its items with their entries. */
function observe(job: Job, answer: Json, beforeStart: string[]) {
  const { answer: place, items: listed } = job;
  const word = place ? text(pointer(answer, place.status)) : null;
  const percent = place?.percentage ? percentage(pointer(answer, place.percentage)) : null;
  // A job without any words is a list that is complete as it stands.
  const complete = !place && listed !== null && listed.status === null;
  const whole: Phase = complete ? "succeeded" : place ? phaseOf(place, word) : "pending";
  const items: Item[] = [];
  for (const entry of listed ? list(answer, listed.list) : []) {
    const name = listed?.name ? text(pointer(entry, listed.name)) : null;
    const key = (listed ? text(pointer(entry, listed.key)) : null) ?? name;
    const old = listed?.new_only && key !== null && beforeStart.includes(key);
    if (old || (name !== null && items.some((item) => item.key === key && item.name === name))) continue;
    const own = listed?.status ? text(pointer(entry, listed.status)) : null;
    items.push({ key, name, phase: listed && own !== null ? phaseOf(listed, own) : whole, entry });
  }
  const waiting = items.some((item) => item.phase === "pending");
  let phase = whole;
  if (place && whole === "succeeded" && waiting) phase = "pending";
  if (!place && !complete) {
    const failed = items.every((item) => item.phase === "failed");
    phase = items.length === 0 || waiting ? "pending" : failed ? "failed" : "succeeded";
  }
  return { name: job.name, phase, word, percent, items };
}

/** 30, "30" and "30%" are the same; anything else is none. */
function percentage(value: Json | undefined): number | null {
  const found = typeof value === "string" ? /^\s*([0-9]+(?:\.[0-9]+)?)\s*%?\s*$/.exec(value)?.[1] : value;
  const number = typeof found === "string" ? Number(found) : found;
  return typeof number === "number" && number >= 0 && number <= 100 ? number : null;
}

/** The end of a link in Unix seconds: the first parameter of that name, if it has digits only. */
function endOf(link: string, parameter: string): number | null {
  const query = link.split("#")[0]!.split("?").slice(1).join("?");
  const value = new URLSearchParams(query).get(parameter) ?? "";
  return /^[0-9]+$/.test(value) && Number(value) <= LAST_SECOND ? Number(value) : null;
}

/** The keys of the entries that are new, and where the next page begins. */
function pageOf(pages: Pages, answer: Json, earlier: string[]): Fields {
  const keys = list(answer, pages.list).map((entry) => text(pointer(entry, pages.key)));
  const fresh = keys.filter((key) => key === null || !earlier.includes(key));
  const known = new Set([...earlier, ...fresh.filter((key) => key !== null)]);
  let next: Fields | null = null;
  // A page without a new key is the last.
  if (known.size > new Set(earlier).size) {
    const marker = pages.next ? text(pointer(answer, pages.next)) : null;
    const total = pages.total ? pointer(answer, pages.total) : null;
    if (pages.next) next = marker ? { [pages.marker]: marker } : null;
    else if (typeof total !== "number" || known.size < total) next = { [pages.offset]: String(known.size) };
  }
  return { new: fresh, next };
}

/** The file name in Content-Disposition (RFC 6266), without a path. */
function fileName(header: string): string | null {
  const found = new Map<string, string>();
  for (const [, name, value] of header.matchAll(/;\s*([^=;]+?)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)/g)) {
    const plain = value!.startsWith('"') ? value!.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value!.trim();
    if (!found.has(name!.toLowerCase())) found.set(name!.toLowerCase(), plain);
  }
  const [charset = "", , encoded = ""] = found.get("filename*")?.split("'") ?? [];
  // Each escape is one byte; what the bytes mean says the character set.
  const letter = (_: string, digits: string) => String.fromCharCode(parseInt(digits, 16));
  const bytes = encoded.replaceAll(/%([0-9a-f]{2})/gi, letter);
  const known = ["utf-8", "iso-8859-1"].includes(charset.toLowerCase());
  const name = known ? new TextDecoder(charset).decode(Buffer.from(bytes, "latin1")) : found.get("filename");
  return name?.split(/[/\\]/).at(-1) || null;
}
