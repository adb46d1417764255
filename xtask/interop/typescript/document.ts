// As much of a document as the driver reads.

export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
};
export type Operation = {
  operationId: string;
  parameters: (Parameter & { $ref?: string })[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { content?: object }>;
  "x-log-job"?: LogJob;
  "x-log-download"?: LogDownload;
  "x-pages"?: Pages;
};
export type Parameter = { name: string; in: string };
export type Schema = { type: string; properties?: Record<string, Schema> };

/** openapi/README.md explains the extensions. */
export type LogJob = {
  name: string;
  start: { operation: string; repeatable: boolean };
  poll: Call;
  answer: Words | null;
  items: Items | null;
  download: Call;
};
export type Call = { operation: string; parameters: Record<string, string> };
export type Words = { status: string | null; pending: string[]; succeeded: string[]; failed: string[] };
export type Items = Words & { list: string; key: string; name: string | null; new_only: boolean };
export type LogDownload = {
  kind: "link" | "stream";
  link: string | null;
  name_header: string | null;
  expires: string | null;
};
export type Pages = {
  list: string;
  key: string;
  total: string | null;
  limit: string;
  most: number;
  offset: string | null;
  marker: string | null;
  next: string | null;
};
