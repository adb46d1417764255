// Takes orders, a line of JSON each, carries them out, and says what came of it. At the end it writes the calls that it
// has made to calls.ts, for the compiler to hold them against the generated types.
//
//     node driver.js DOCUMENTS

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Api, made, type Made, Refused, type Values } from "./client.js";
import { at, Failed, Job, pages } from "./jobs.js";

type Order = {
  service: string;
  url: string;
  token: string;
  do: "list" | "job";
  operation: string;
  parameters: Values;
  limit: number;
  body: unknown;
  wait: number;
  deadline: number;
  pause: boolean;
};

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

function say(answer: object): void {
  process.stdout.write(JSON.stringify(answer) + "\n");
}

async function carryOut(order: Order): Promise<object> {
  const api = new Api(process.argv[2] ?? "", order.service, order.url, order.token);
  if (order.do === "list") {
    const how = api.operation(order.operation)["x-pages"];
    if (!how) throw new Error(`${order.operation} has no pages`);
    const { entries } = await pages(api, order.operation, order.parameters, undefined, how, order.limit);
    return { keys: entries.map((entry) => at(entry, how.key)) };
  }
  const pause = async () => {
    if (!order.pause) return;
    order.pause = false;
    say({ paused: true });
    await lines.next();
  };
  const job = new Job(api, order.operation, order, pause);
  const files = (await job.run()).map(({ name, content }) => {
    return { name, sha256: createHash("sha256").update(new Uint8Array(content)).digest("hex") };
  });
  return { files, unknown: [...job.unknown] };
}

/** The calls as declarations of the types that they ought to have. */
function declared(): string {
  const unique = new Set(made.map((call) => JSON.stringify(call)));
  return [...unique]
    .map((call) => JSON.parse(call) as Made)
    .map(({ service, operation, parameters, body, status, data }, index) => {
      const type = `import("./${service}.js").operations["${operation}"]`;
      const json = `["content"]["application/json"]`;
      return [
        `export const parameters${index}: ${type}["parameters"] = ${JSON.stringify(parameters)};`,
        body && `export const body${index}: NonNullable<${type}["requestBody"]>${json} = ${JSON.stringify(body)};`,
        data && `export const answer${index}: ${type}["responses"][${status}]${json} = ${JSON.stringify(data)};`,
      ];
    })
    .flat()
    .filter(Boolean)
    .join("\n");
}

for (let line = await lines.next(); !line.done; line = await lines.next()) {
  try {
    say(await carryOut(JSON.parse(line.value)));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Failed)) throw error;
    say({ error: error.message });
  }
}
writeFileSync("calls.ts", declared());
