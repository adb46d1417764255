// Does what the extensions x-log-job, x-log-download and x-pages say, for whatever service they stand in.

import { setTimeout as sleep } from "node:timers/promises";
import { Api, type Values } from "./client.js";
import type { Call, LogDownload, LogJob, Pages, Words } from "./document.js";

/** How often a new link is got for a file. */
const LINKS = 3;
/** The longest wait between two looks, in seconds. */
const WAIT = 5;

type Entry = unknown;
type State = "pending" | "succeeded" | "failed";
export type File = { name: string; content: ArrayBuffer };
export type Order = { parameters: Values; body: unknown; wait: number; deadline: number };

/** A job that did not end well. */
export class Failed extends Error {}

/** What a JSON Pointer leads to; undefined if there is nothing, or no pointer. */
export function at(value: unknown, pointer: string | null): unknown {
  if (pointer === null) return undefined;
  for (const step of pointer.split("/").slice(1)) {
    value = (value as Values | null | undefined)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return value ?? undefined;
}

function list(value: unknown, pointer: string): Entry[] {
  return (at(value, pointer) ?? []) as Entry[];
}

/** The first answer, and the entries of all pages. Without a limit the pages are as large as they may be. */
export async function pages(api: Api, id: string, values: Values, body: unknown, how: Pages, limit = how.most) {
  const entries = new Map<unknown, Entry>();
  const page: Values = { [how.limit]: limit };
  if (how.offset) page[how.offset] = 0;
  let first: unknown;
  for (let passed = 0; ; ) {
    const answer = (await api.call(id, { ...values, ...page }, body)).data;
    first ??= answer;
    const known = entries.size;
    const came = list(answer, how.list);
    for (const entry of came) entries.set(at(entry, how.key), entry);
    const marker = at(answer, how.next);
    const over = entries.size === known || entries.size === at(answer, how.total);
    if (over || (how.marker && !marker)) return { first, entries: [...entries.values()] };
    passed += came.length;
    if (how.marker) page[how.marker] = marker;
    if (how.offset) page[how.offset] = passed;
  }
}

/** A job from its start to its files. `pause` is awaited before each download. */
export class Job {
  readonly unknown = new Set<string>();
  readonly #job: LogJob;
  readonly #download: LogDownload;
  readonly #deadline: number;
  #started: unknown;

  constructor(
    readonly api: Api,
    operation: string,
    readonly order: Order,
    readonly pause: () => Promise<void>,
  ) {
    const job = api.operation(operation)["x-log-job"];
    const download = job && api.operation(job.download.operation)["x-log-download"];
    if (!job || !download) throw new Error(`${operation} starts no job`);
    [this.#job, this.#download] = [job, download];
    this.#deadline = performance.now() + 1000 * order.deadline;
  }

  async run(): Promise<File[]> {
    const { name, start, poll, answer: words, items } = this.#job;
    const old = new Set(items?.new_only ? (await this.#look()).entries.map((entry) => this.#key(entry)) : []);
    if (start.operation !== poll.operation) {
      this.#started = (await this.api.call(start.operation, this.order.parameters, this.order.body)).data;
    }
    const fetched = new Map<unknown, File>();
    let before: string | undefined;
    for (let wait = this.order.wait; ; wait = await this.#wait(wait)) {
      const { answer, entries: all } = await this.#look();
      const entries = all.filter((entry) => !old.has(this.#key(entry)));
      const states = entries.map((entry) => this.#state(entry, answer));
      for (const [index, entry] of entries.entries()) {
        const key = this.#key(entry);
        if (states[index] === "succeeded" && !fetched.has(key)) fetched.set(key, await this.#fetch(entry));
      }
      const whole = this.#stateOf(answer, words);
      const pending = states.includes("pending");
      if (whole === "failed" || (states.includes("failed") && !pending)) throw new Failed(`${name} failed`);
      const seen = JSON.stringify(entries.map((entry) => this.#key(entry)));
      // Without any word the list is complete as it stands; where only the entries have one it may still grow.
      const complete = words ? whole === "succeeded" : !items?.status || (entries.length > 0 && seen === before);
      if (complete && !pending) return [...fetched.values()];
      before = seen;
    }
  }

  async #wait(wait: number): Promise<number> {
    if (performance.now() > this.#deadline) {
      throw new Failed(`${this.#job.name} is not done after ${this.order.deadline} s`);
    }
    await sleep(1000 * wait);
    return Math.min(wait * 1.5, WAIT);
  }

  /** Polls: the answer, and the entries of all its pages. */
  async #look(): Promise<{ answer: unknown; entries: Entry[] }> {
    const { poll, items } = this.#job;
    const { values, body } = this.#filled(poll);
    const how = this.api.operation(poll.operation)["x-pages"];
    if (how && items) {
      const { first, entries } = await pages(this.api, poll.operation, values, body, how);
      return { answer: first, entries };
    }
    const answer = (await this.api.call(poll.operation, values, body)).data;
    return { answer, entries: items ? list(answer, items.list) : [answer] };
  }

  /** The parameters and the body of a later call of the job. */
  #filled(call: Call, item?: Entry): { values: Values; body: unknown } {
    let body = call.operation === this.#job.start.operation ? this.order.body : undefined;
    const values = { ...this.order.parameters };
    for (const [name, source] of Object.entries(call.parameters)) {
      const [base, pointer] = source.split("#", 2) as [string, string];
      const value = at(base === "$item" ? item : this.#started, pointer);
      const field = this.api.field(call.operation, name);
      if (field) body = { ...(body as Values), [name]: field.type === "array" ? [value] : value };
      else values[name] = value;
    }
    return { values, body };
  }

  #key(entry: Entry): unknown {
    return this.#job.items ? at(entry, this.#job.items.key) : "";
  }

  /** An entry has a word of its own or that of the answer. Where nothing has a word, what is listed is there. */
  #state(entry: Entry, answer: unknown): State {
    const { items, answer: words } = this.#job;
    const otherwise = words || items?.status ? "pending" : "succeeded";
    return this.#stateOf(entry, items) ?? this.#stateOf(answer, words) ?? otherwise;
  }

  #stateOf(value: unknown, words: Words | null): State | undefined {
    const word = words ? (at(value, words.status) as string | undefined) : undefined;
    if (!words || word === undefined) return undefined;
    const has = (state: State) => words[state].some((known) => known.toLowerCase() === word.toLowerCase());
    const state = (["pending", "succeeded", "failed"] as const).find(has);
    if (!state) this.unknown.add(word);
    return state ?? "pending";
  }

  async #fetch(found: Entry): Promise<File> {
    const { download, poll, items, name } = this.#job;
    let entry = found;
    if (this.#download.kind === "stream") {
      const { values, body } = this.#filled(download, entry);
      const { data, headers } = await this.api.call(download.operation, values, body);
      const named = /filename="?([^";]+)/.exec(headers.get(this.#download.name_header ?? "") ?? "");
      return { name: named?.[1] ?? "", content: data as ArrayBuffer };
    }
    for (let turn = 0; turn < LINKS; turn++) {
      if (turn > 0 && download.operation === poll.operation) entry = await this.#again(entry);
      const link = await this.#link(entry);
      await this.pause();
      if (this.#expired(link)) continue;
      const answer = await fetch(link);
      if (answer.ok) return { name: at(entry, items?.name ?? null) as string, content: await answer.arrayBuffer() };
      if (answer.status !== 403) throw new Failed(`${name}: the store answers ${answer.status}`);
    }
    throw new Failed(`${name}: ${LINKS} links were refused`);
  }

  async #link(entry: Entry): Promise<string> {
    const { download, poll, name } = this.#job;
    let holder = entry;
    if (download.operation !== poll.operation) {
      const { values, body } = this.#filled(download, entry);
      holder = (await this.api.call(download.operation, values, body)).data;
    }
    const link = at(holder, this.#download.link);
    if (typeof link === "string") return link;
    throw new Failed(`${name}: ${download.operation} gave no ${this.#download.link}`);
  }

  #expired(link: string): boolean {
    const ends = new URL(link).searchParams.get(this.#download.expires ?? "");
    return ends !== null && 1000 * Number(ends) <= Date.now();
  }

  /** The entry with a newer link. What is made anew may have another key, if it is the only one. */
  async #again(entry: Entry): Promise<Entry> {
    for (let wait = this.order.wait; ; wait = await this.#wait(wait)) {
      const { answer, entries } = await this.#look();
      const only = entries.length === 1 ? entries[0] : undefined;
      const newer = entries.find((it) => this.#key(it) === this.#key(entry)) ?? only;
      if (newer && this.#state(newer, answer) === "succeeded") return newer;
    }
  }
}
