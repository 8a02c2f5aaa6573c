// A good request made bad on purpose, in each of the ways that its contract excludes: a wrong type, a required field left
// out, one more than a batch may hold, a required header left out.
import type { PlatformRequest } from "#app/platforms/adapter.ts";
import { type Known, matching, type Schema } from "./contract.ts";

export type Spoilt = { request: PlatformRequest; how: string };
type Path = (string | number)[];
type Json = { [key: string]: unknown } | unknown[];

export function spoilt(operations: readonly Known[], request: PlatformRequest): Spoilt[] {
  const known = matching(operations, request);
  if (known === null) return [];
  const headers = (known.operation.parameters ?? []).filter(({ in: where, required }) => where === "header" && required).map(({ name }): Spoilt => {
    const { [name.toLowerCase()]: _, ...rest } = request.headers;
    return { request: { ...request, headers: rest }, how: `without the header ${name}` };
  });
  if (known.body === null || request.body === null) return headers;
  return [...headers, ...(known.media?.includes("json") ? spoiltJson(request, request.body, known.body) : spoiltForm(request, request.body, known.body))];
}

function spoiltJson(request: PlatformRequest, body: string, schema: Schema): Spoilt[] {
  const as = (value: unknown, how: string): Spoilt => ({ request: { ...request, body: JSON.stringify(value) }, how });
  const fresh = () => JSON.parse(body) as Json;
  const all = placesIn(schema, fresh(), []);
  const typed = all.filter(({ schema }) => schema.type !== undefined || schema.oneOf !== undefined).at(-1);
  const needed = all.filter(({ required }) => required).at(-1);
  const limited = all.find(({ schema }) => schema.maxItems !== undefined && schema.maxItems > 1);
  return [
    ...(typed ? [as(changed(fresh(), typed.path, () => (typed.schema.type === "object" || typed.schema.type === "array" || typed.schema.oneOf ? 5 : { wrong: true })), `with ${typed.path.join(".")} of a wrong type`)] : []),
    ...(needed ? [as(changed(fresh(), needed.path, () => undefined), `without ${needed.path.join(".")}`)] : []),
    ...(limited ? [as(changed(fresh(), limited.path, (value) => Array.from({ length: (limited.schema.maxItems ?? 0) + 1 }, () => (value as unknown[])[0])), `with ${(limited.schema.maxItems ?? 0) + 1} in ${limited.path.join(".")}`)] : []),
  ];
}

type Found = { path: Path; schema: Schema; required: boolean };

/** Every field that the request really has, with what the contract says of it. The first of a list stands for all. */
function placesIn(schema: Schema, value: unknown, path: Path): Found[] {
  if (schema.type === "array" && schema.items && Array.isArray(value)) return value.length === 0 ? [] : placesIn(schema.items, value[0], [...path, 0]);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const held = (value as Record<string, unknown>)[name];
    if (held === undefined) return [];
    return [{ path: [...path, name], schema: inner, required: schema.required?.includes(name) ?? false }, ...placesIn(inner, held, [...path, name])];
  });
}

function changed(body: Json, path: Path, to: (value: unknown) => unknown): unknown {
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], body) as Record<string | number, unknown>;
  if (last !== undefined) holder[last] = to(holder[last]);
  return body;
}

function spoiltForm(request: PlatformRequest, body: string, schema: Schema): Spoilt[] {
  const as = (name: string, value: string | null, how: string): Spoilt => {
    const fields = new URLSearchParams(body);
    if (value === null) fields.delete(name);
    else fields.set(name, value);
    return { request: { ...request, body: fields.toString() }, how };
  };
  const sent = [...new URLSearchParams(body).keys()];
  const patterned = sent.find((name) => schema.properties?.[name]?.pattern !== undefined);
  return [
    ...(schema.required ?? []).map((name) => as(name, null, `without ${name}`)),
    ...(patterned ? [as(patterned, "wrong", `with a malformed ${patterned}`)] : []),
  ];
}
