// Replays the test vectors: node build/replay.js FOLDER-OF-THE-DOCUMENTS [--self-test].

import { readdirSync, readFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { isDeepStrictEqual } from "node:util";

import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { parse } from "yaml";

import { Document, isObject, type Fields, type Json } from "./document.js";
import { read, type Vector } from "./reading.js";
import { steps, type Input } from "./signing.js";

const SERVICES = ["rds", "dds", "dcs", "clouddc"];
const [folder = ".", ...flags] = argv.slice(2);
const selfTest = flags.includes("--self-test");

type SigningVector = Fields & { name: string; input: Input };
type Part = { name: string; expected: Fields; made: Fields };

function main(): void {
  const validate = new Ajv2020().compile(readJson("schema.json") as Fields);
  const names = readdirSync(`${folder}/vectors`).filter((name) => name !== "schema.json");
  const wanted = [...SERVICES, "signing"].map((stem) => `${stem}.json`);
  if (names.sort().join() !== wanted.sort().join()) fail(`nobody replays one of ${names.join()}, or one is missing`);
  let count = 0;
  for (const name of names) {
    const file = readJson(name) as Fields;
    if (!validate(file)) fail(`${name} is not what the schema says: ${JSON.stringify(validate.errors)}`);
    const stem = name.replace(".json", "");
    const yaml = SERVICES.includes(stem) ? readFileSync(`${folder}/${stem}.yaml`, "utf8") : null;
    const document = yaml === null ? null : new Document(parse(yaml) as Fields);
    for (const vector of file.vectors as Fields[]) {
      const part = partOf(document, vector);
      if (!alike(part.made, part.expected)) {
        fail(`${stem} ${part.name}: expected ${shown(part.expected)}\nmade ${shown(part.made)}`);
      }
      count += 1;
      if (selfTest) prove(document, validate, file, vector);
    }
  }
  console.log(`${count} vectors checked${selfTest ? ", each change of them was noticed" : ""}`);
}

/** What a vector expects, and what is made of it here. */
function partOf(document: Document | null, vector: Fields): Part {
  if (document) {
    const given = vector as unknown as Vector;
    const request = document.fits(document.operation(given.operation), given.request);
    const expected: Fields = { request: true, ...given.expect };
    return { name: given.name, expected, made: { request, ...read(document, given) } };
  }
  const { name, note: _, input, ...expected } = vector as SigningVector;
  // One vector's source tells less than is made.
  const made = Object.entries(steps(input) as Fields).filter(([step]) => step in expected);
  return { name, expected: expected as Fields, made: Object.fromEntries(made) };
}

/** Every change of what a vector expects is noticed, and so is a wrong request, key or name of a part. */
function prove(document: Document | null, validate: ValidateFunction, file: Fields, vector: Fields): void {
  const { name, expected, made } = partOf(document, vector);
  for (const changed of changes(expected)) {
    if (alike(changed, made)) fail(`${name}: a change is not noticed: ${shown(changed)}`);
  }
  const other = structuredClone(vector);
  if (document) (other.request as Fields).method = "PATCH";
  else (other.input as Fields).sk += "x";
  const wrong = partOf(document, other);
  if (alike(wrong.expected, wrong.made)) fail(`${name}: a wrong request or key is not noticed`);
  if (validate({ ...file, vectors: [{ ...vector, no_such_part: 1 }] })) {
    fail(`${name}: the schema takes parts that it does not name`);
  }
}

/** A value with each of its parts changed in turn, and with parts left out or added. */
function* changes(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    for (const [at, part] of value.entries()) for (const changed of changes(part)) yield value.with(at, changed);
    yield [...value, "no such part"];
  } else if (isObject(value)) {
    for (const [name, part] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      for (const changed of changes(part)) yield { ...value, [name]: changed };
    }
    yield { ...value, no_such_part: 1 };
  } else if (typeof value === "boolean") yield !value;
  else if (typeof value === "number") yield value + 1;
  else yield value === null ? "not null" : `${value}x`;
}

/** Numbers are what JSON makes of them, and the order of fields says nothing. */
const alike = (one: Json, other: Json) => isDeepStrictEqual(plain(one), plain(other));

const plain = (value: Json) => JSON.parse(JSON.stringify(value)) as Json;

const shown = (value: Json) => JSON.stringify(value, null, 1);

const readJson = (name: string) => JSON.parse(readFileSync(`${folder}/vectors/${name}`, "utf8")) as Json;

function fail(message: string): never {
  console.error(message);
  exit(1);
}

main();
