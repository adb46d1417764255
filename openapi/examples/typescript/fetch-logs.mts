// Fetches the files of one kind of log into the current folder, as x-log-job and x-log-download of a document say.
//
//     npx tsx fetch-logs.mts DOCUMENT JOB [NAME=VALUE ...]
//
// JOB is the `name` in an `x-log-job`. NAME is a parameter of the call that starts the job, or a field of its body.
// ENDPOINT, TOKEN, PROJECT_ID and INSTANCE_ID come from the environment. Of a list in pages it reads the first.

import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";

type Json = any;
const deadline = Date.now() + 30 * 60_000;
const { ENDPOINT, TOKEN = "", PROJECT_ID = "", INSTANCE_ID = "" } = process.env;
const [file = "", name, ...chosen] = process.argv.slice(2);

const document: Json = parse(readFileSync(file, "utf8"));
const operations: Record<string, Json> = {};
for (const [path, methods] of Object.entries<Json>(document.paths)) {
  for (const [method, operation] of Object.entries<Json>(methods)) {
    operations[operation.operationId] = { method: method.toUpperCase(), path, ...operation };
  }
}
const job = Object.values(operations).find((operation) => operation["x-log-job"]?.name === name)["x-log-job"];
const [start, poll, download] = [job.start.operation, job.poll.operation, job.download.operation];
const { items, answer: words } = job;
const gives = operations[download]["x-log-download"];

const values: Record<string, string> = { project_id: PROJECT_ID, instance_id: INSTANCE_ID, id: INSTANCE_ID };
for (const argument of chosen) values[argument.replace(/=.*/s, "")] = argument.replace(/^[^=]*=/, "");

/** What a JSON Pointer leads to; undefined if there is nothing, or no pointer. */
function at(value: Json, pointer: string | null): Json {
  return pointer === null ? undefined : pointer.split("/").slice(1).reduce((found, step) => found?.[step], value);
}

/** Calls an operation with those of the values that it has parameters or fields for. */
async function call(id: string, values: Record<string, string>): Promise<Response> {
  const { method, path, parameters, requestBody } = operations[id];
  const encoded = (_: string, name: string) => encodeURIComponent(values[name] ?? "");
  const url = new URL(ENDPOINT + path.replace(/{(\w+)}/g, encoded));
  for (const parameter of parameters) {
    const { name, in: place } = parameter.$ref ? at(document, parameter.$ref.slice(1)) : parameter;
    if (place === "query" && values[name] !== undefined) url.searchParams.set(name, values[name]);
  }
  const body: Json = {};
  const schema = at(document, requestBody?.content["application/json"].schema.$ref.slice(1) ?? null);
  for (const [name, field] of Object.entries<Json>(schema?.properties ?? {})) {
    if (values[name] !== undefined) body[name] = field.type === "array" ? [values[name]] : values[name];
  }
  const headers = { "X-Auth-Token": TOKEN, "Content-Type": "application/json" };
  const request = { method, headers, body: schema ? JSON.stringify(body) : null };
  let answer = await fetch(url, request);
  for (; answer.status === 429; answer = await fetch(url, request)) {
    await sleep(1000 * (Number(answer.headers.get("Retry-After")) || 5));
  }
  if (!answer.ok) throw new Error(`${id}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** A later call of the job, with what it takes from the answer of the start or from an entry. */
async function later(step: "poll" | "download", item?: Json): Promise<Response> {
  const taken = { ...values };
  for (const [name, source] of Object.entries<string>(job[step].parameters)) {
    taken[name] = at(source.startsWith("$item") ? item : started, source.replace(/^.*#/, ""));
  }
  return call(job[step].operation, taken);
}

/** Polls: the answer, and its entries by key and name: a DDS node may have two files. */
async function look(): Promise<[answer: Json, entries: Map<string, Json>]> {
  const answer = JSON.parse((await (await later("poll")).text()) || "{}");
  const entries: Json[] = items ? (at(answer, items.list) ?? []) : [answer];
  const key = (entry: Json) => JSON.stringify(items && [at(entry, items.key), at(entry, items.name)]);
  return [answer, new Map(entries.map((entry) => [key(entry), entry]))];
}

function state(value: Json, words: Json): string | undefined {
  const word: string | undefined = words ? at(value, words.status) : undefined;
  const is = (state: string) => words[state].some((known: string) => known.toLowerCase() === word?.toLowerCase());
  // A word that no document knows is a reason to wait.
  return word && (["pending", "succeeded", "failed"].find(is) ?? "pending");
}

async function save(item: Json): Promise<void> {
  let answer = download === poll ? undefined : await later("download", item);
  let name = /filename="?([^";]+)/.exec(answer?.headers.get(gives.name_header) ?? "")?.[1] ?? "";
  if (gives.kind === "link") {
    name = at(item, items.name);
    // The link is the permission, so no token goes with it.
    answer = await fetch(at(answer ? await answer.json() : item, gives.link));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  }
  const content = new Uint8Array((await answer?.arrayBuffer()) ?? []);
  // A name from a server is never a path.
  writeFileSync(name.replace(/^.*\//, "").replace(/[^\w.-]|^\.+/g, "_"), content);
  console.log(name, content.length, "bytes");
}

const old = items?.new_only ? (await look())[1] : new Map();
const started: Json = start === poll ? {} : JSON.parse((await (await call(start, values)).text()) || "{}");
const [saved, wordless] = [new Set(), !words && !items.status];
for (let wait = 5, before = ""; ; wait = Math.min(wait * 1.5, 30)) {
  const [answer, all] = await look();
  const entries = [...all].filter(([key]) => !old.has(key));
  const whole = state(answer, words);
  // Where nothing has a word, what is listed is there.
  const states = entries.map(([, entry]) => state(entry, items) ?? whole ?? (wordless ? "succeeded" : "pending"));
  for (const [index, [key, entry]] of entries.entries()) {
    if (states[index] === "succeeded" && !saved.has(key)) await save(entry);
    if (states[index] === "succeeded") saved.add(key);
  }
  const pending = states.includes("pending");
  if (whole === "failed" || (states.includes("failed") && !pending)) throw new Error(`${job.name} failed`);
  // Where only entries have words, more may come until two looks have found the same.
  const seen = JSON.stringify(entries.map(([key]) => key));
  if (!pending && (words ? whole === "succeeded" : wordless || (entries.length && seen === before))) break;
  if (Date.now() > deadline) throw new Error(`${job.name} is not done`);
  before = seen;
  await sleep(1000 * wait);
}
