// An OpenAPI document: its operations, its schemas, and the job that an operation belongs to.

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Fields = { [name: string]: Json };

/** Nothing that the service writes. */
export class Unreadable extends Error {}

/** x-log-job and the two others, as openapi/README.md explains them. */
export type Words = { pending: string[]; succeeded: string[]; failed: string[] };
export type Job = {
  name: string;
  start: { operation: string };
  poll: { operation: string };
  answer: (Words & { status: string; percentage: string | null }) | null;
  items: (Words & { list: string; key: string; name: string | null; status: string | null; new_only: boolean }) | null;
};
export type Download = { link: string; name_header: string; expires: string };
export type Pages = {
  list: string;
  key: string;
  total: string | null;
  offset: string;
  marker: string;
  next: string | null;
};

type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  additionalProperties?: Json;
  properties?: { [name: string]: Schema };
  items?: Schema;
};
type Content = { [mediaType: string]: { schema: Schema } };
type Parameter = { $ref?: string; name: string; in: string; required?: boolean; schema: Schema };
export type Operation = {
  method: string;
  path: string;
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: { [status: string]: { $ref?: string; content?: Content } };
  "x-log-job"?: Job;
  "x-log-download"?: Download;
  "x-pages"?: Pages;
};

const RANGES: { [format: string]: number } = { int32: 2 ** 31, int64: 2 ** 63 };

export class Document {
  readonly operations = new Map<string, Operation>();

  constructor(private readonly root: Fields) {
    for (const [path, item] of Object.entries(root.paths as { [path: string]: Fields })) {
      for (const [method, node] of Object.entries(item)) {
        const operation = { ...(node as Operation), method: method.toUpperCase(), path };
        if (operation.operationId) this.operations.set(operation.operationId, operation);
      }
    }
  }

  operation(id: string): Operation {
    const found = this.operations.get(id);
    if (!found) throw new Error(`there is no operation ${id}`);
    return found;
  }

  private resolve<T extends { $ref?: string }>(node: T): T {
    return node.$ref ? this.resolve(pointer(this.root, node.$ref.slice(1)) as T) : node;
  }

  /** The media type and the schema of an operation's good answer; nothing where it has no body. */
  success(operation: Operation): { mediaType: string; schema: Schema } | null {
    for (const [status, response] of Object.entries(operation.responses)) {
      for (const [mediaType, { schema }] of Object.entries(this.resolve(response).content ?? {})) {
        if (status.startsWith("2")) return { mediaType, schema };
      }
    }
    return null;
  }

  /** The job whose state an operation answers: as its poll, or as its start if both answer the same. */
  jobOf(operation: Operation): Job | null {
    for (const { "x-log-job": job } of this.operations.values()) {
      if (!job) continue;
      const [start, poll] = [this.operation(job.start.operation), this.operation(job.poll.operation)];
      const alike = this.success(start)?.schema.$ref === this.success(poll)?.schema.$ref;
      if (operation === poll || (operation === start && alike)) return job;
    }
    return null;
  }

  /** The fields of a value that its schema names, each of the right type. */
  decode(given: Schema, value: Json): Json {
    const schema = this.resolve(given);
    const { type = "", format = "" } = schema;
    if (type === "object" && isObject(value)) {
      if (schema.additionalProperties) return value;
      const fields: Fields = {};
      for (const [name, field] of Object.entries(value)) {
        const named = schema.properties?.[name];
        // A null is taken anywhere, as services write some where no page shows one.
        if (named) fields[name] = field === null ? null : this.decode(named, field);
      }
      return fields;
    }
    const { items } = schema;
    if (type === "array" && Array.isArray(value) && items) return value.map((entry) => this.decode(items, entry));
    const range = RANGES[format] ?? 0;
    const numberAsText = ["decimal", "percentage"].includes(format) && typeof value === "number";
    const fits =
      (type === "string" && (typeof value === "string" || numberAsText)) ||
      (type === "integer" && Number.isInteger(value) && Number(value) >= -range && Number(value) < range) ||
      (type === "number" && typeof value === "number") ||
      (type === "boolean" && typeof value === "boolean");
    if (!fits) throw new Unreadable(`${JSON.stringify(value)} is no ${type}`);
    return value;
  }

  /** Whether a request is one that the document describes. */
  fits(operation: Operation, request: Request): boolean {
    const path = new RegExp(`^${operation.path.replaceAll(".", "\\.").replaceAll(/\{[^}]*\}/g, "[^/]+")}$`);
    if (request.method !== operation.method || !path.test(request.path)) return false;
    const parameters = (operation.parameters ?? []).map((parameter) => this.resolve(parameter));
    const query = new Map(parameters.filter((one) => one.in === "query").map((one) => [one.name, one]));
    const sent = new Map(request.query);
    for (const [name, parameter] of query) if (parameter.required && !sent.has(name)) return false;
    for (const [name, value] of sent) {
      const parameter = query.get(name);
      if (!parameter) return false;
      const { type, minimum = 0, maximum = 2 ** 31 } = this.resolve(parameter.schema);
      const within = /^[0-9]+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
      if (type === "integer" && !within) return false;
    }
    if (!operation.requestBody) return request.body === null;
    const { schema } = operation.requestBody.content["application/json"]!;
    const typed = request.headers["Content-Type"] === "application/json";
    return typed && JSON.stringify(this.decode(schema, request.body)) === JSON.stringify(request.body);
  }
}

export type Request = {
  method: string;
  path: string;
  query: [string, string][];
  headers: { [name: string]: string };
  body: Json;
};

export function isObject(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where a JSON Pointer leads; undefined if it leads nowhere. */
export function pointer(value: Json | undefined, path: string): Json | undefined {
  for (const escaped of path.split("/").slice(1)) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = /^[0-9]+$/.test(name) ? value[Number(name)] : undefined;
    else value = isObject(value) ? value[name] : undefined;
  }
  return value;
}

/** The list to which a JSON Pointer leads; an empty one if there is none. */
export function list(value: Json, path: string): Json[] {
  const found = pointer(value, path);
  return Array.isArray(found) ? found : [];
}

/** Text that is there and not empty; a number counts as its text. */
export function text(value: Json | undefined): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}
