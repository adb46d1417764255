// Calls operations by their ids, with openapi-fetch.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import createClient from "openapi-fetch";
import { parse } from "yaml";
import type { Document, Operation, Schema } from "./document.js";

/** How often a call is made that is refused for its number. */
const ATTEMPTS = 5;

/** An answer that is an error. */
export class Refused extends Error {}

export type Values = Record<string, unknown>;
export type Answer = { data: unknown; headers: Headers };

/** A call that was made and what came back. */
export type Made = {
  service: string;
  operation: string;
  parameters: object;
  body: unknown;
  status: number;
  data: unknown;
};
export const made: Made[] = [];

/** `request` of a client, for a path that is not known before. calls.ts has the types. */
type Request = (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** One service: its document, and a client. */
export class Api {
  readonly operations = new Map<string, Operation>();
  readonly #schemas: Record<string, Schema>;
  readonly #paths = new Map<string, [method: string, path: string]>();
  readonly #parameters: Document["components"]["parameters"];
  readonly #request: Request;

  constructor(
    documents: string,
    readonly service: string,
    url: string,
    token: string,
  ) {
    const document: Document = parse(readFileSync(`${documents}/${service}.yaml`, "utf8"));
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        this.operations.set(operation.operationId, operation);
        this.#paths.set(operation.operationId, [method, path]);
      }
    }
    this.#schemas = document.components.schemas;
    this.#parameters = document.components.parameters;
    this.#request = createClient({ baseUrl: url, headers: { "X-Auth-Token": token } }).request as unknown as Request;
  }

  operation(id: string): Operation {
    const operation = this.operations.get(id);
    if (!operation) throw new Error(`there is no operation ${id}`);
    return operation;
  }

  /** Waits and tries again when it is refused for the number of calls; then nothing was done. */
  async call(id: string, values: Values, given?: unknown): Promise<Answer> {
    const operation = this.operation(id);
    const [method, path] = this.#paths.get(id) ?? ["", ""];
    const parameters: Record<string, Values> = {};
    for (const reference of operation.parameters) {
      const { name, in: place } = this.#parameters[last(reference.$ref)] ?? reference;
      if (name in values) (parameters[place] ??= {})[name] = values[name];
    }
    const body = operation.requestBody && given;
    const kinds = Object.values(operation.responses).flatMap((answer) => Object.keys(answer.content ?? {}));
    const bytes = kinds.includes("application/octet-stream");
    const init = { params: parameters, body, parseAs: bytes ? "arrayBuffer" : "json" };
    let { data, error, response } = await this.#request(method, path, init);
    for (let attempt = 1; response.status === 429 && attempt < ATTEMPTS; attempt++) {
      await sleep(1000 * Number(response.headers.get("Retry-After") ?? 0.1));
      ({ data, error, response } = await this.#request(method, path, init));
    }
    if (!response.ok) throw new Refused(`${id}: ${response.status} ${told(error)}`);
    if (!bytes) made.push({ service: this.service, operation: id, parameters, body, status: response.status, data });
    return { data, headers: response.headers };
  }

  /** The schema of a field of the operation's body. */
  field(id: string, name: string): Schema | undefined {
    const content = this.operation(id).requestBody?.content["application/json"];
    return content && this.#schemas[last(content.schema.$ref)]?.properties?.[name];
  }
}

/** What a reference to a component is to. */
function last(reference = ""): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function told(error: unknown): string {
  const { error_code: code, error_msg: message } = error as { error_code?: string; error_msg?: string };
  return code ? `${code} ${message}` : JSON.stringify(error);
}
