// Our contract files as something to ask: which operation is a request, and does it keep to what the contract says?
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { PlatformRequest } from "#app/platforms/adapter.ts";
import { CONTRACTS } from "./bodies.ts";

export type Schema = {
  type?: string; enum?: unknown[]; pattern?: string; required?: string[]; properties?: Record<string, Schema>; items?: Schema;
  minItems?: number; maxItems?: number; oneOf?: Schema[]; anyOf?: Schema[]; allOf?: Schema[]; additionalProperties?: boolean | Schema; $ref?: string; format?: string; nullable?: boolean;
};
export type Parameter = { name: string; in: "query" | "path" | "header"; required?: boolean; schema: Schema };
export type Operation = {
  operationId: string; parameters?: Parameter[]; "x-elsewhere"?: string;
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};
export type Document = { servers?: { url: string }[]; paths: Record<string, Record<string, Operation>>; components?: { schemas?: Record<string, Schema> } };

export type Known = { method: string; path: string; operation: Operation; media: string | null; body: Schema | null };

/** Every operation of a document, its path with the server's own in front. */
export function operationsOf(document: Document): Known[] {
  const base = new URL(document.servers?.[0]?.url ?? "https://none").pathname.replace(/\/$/, "");
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).filter(([method]) => /^(get|post|put|patch|delete)$/.test(method)).map(([method, operation]) => {
      const [media, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [null, null];
      return { method: method.toUpperCase(), path: base + path, operation, media, body: content ? resolved(content.schema, document) : null };
    }));
}

export const read = (url: URL): Document => JSON.parse(readFileSync(url, "utf8")) as Document;
export const contractOf = (platform: string): Document => read(new URL(`${platform}.json`, CONTRACTS));

/** Without references. Ours refer to nothing that refers back. */
export function resolved(schema: Schema, document: Document, depth = 0): Schema {
  if (depth > 12) return {};
  if (schema.$ref !== undefined) {
    const target = schema.$ref.slice(2).split("/").reduce<unknown>((at, step) => (at as Record<string, unknown>)[step.replaceAll("~1", "/")], document);
    return resolved(target as Schema, document, depth + 1);
  }
  const on = (inner: Schema) => resolved(inner, document, depth + 1);
  if (schema.allOf) return schema.allOf.map(on).reduce(merged);
  return {
    ...schema,
    ...(schema.properties ? { properties: Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, on(inner)])) } : {}),
    ...(schema.items ? { items: on(schema.items) } : {}),
    ...(schema.oneOf ? { oneOf: schema.oneOf.map(on) } : {}),
    ...(schema.anyOf ? { anyOf: schema.anyOf.map(on) } : {}),
    ...(typeof schema.additionalProperties === "object" ? { additionalProperties: on(schema.additionalProperties) } : {}),
  };
}

/** What must be one thing and another. */
function merged(a: Schema, b: Schema): Schema {
  const names = [...new Set([...Object.keys(a.properties ?? {}), ...Object.keys(b.properties ?? {})])];
  const both = (name: string) => [a.properties?.[name], b.properties?.[name]].filter((one) => one !== undefined).reduce(merged);
  return { ...a, ...b, required: [...(a.required ?? []), ...(b.required ?? [])], ...(names.length > 0 ? { properties: Object.fromEntries(names.map((name) => [name, both(name)])) } : {}) };
}

export function matching(operations: readonly Known[], { method, path }: Pick<PlatformRequest, "method" | "path">): Known | null {
  const [bare = ""] = path.split("?");
  const fits = operations.filter((one) => one.method === method && patternOf(one.path).test(bare));
  // A written step is more exact than one in braces.
  return fits.sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0] ?? null;
}

const patternOf = (path: string) => new RegExp(`^${path.split(/\{[^}]+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^/]+")}$`);

const validators = new WeakMap<Schema, z.ZodType>();

/** What is wrong with a request, in words; empty where it keeps to the contract. */
export function wrongWith(operations: readonly Known[], request: PlatformRequest): string[] {
  const known = matching(operations, request);
  if (known === null) return [`${request.method} ${request.path} is in no contract`];
  if (known.operation.operationId !== request.operation) return [`${request.operation} is called ${known.operation.operationId} in the contract`];
  const parameters = known.operation.parameters ?? [];
  const asked = [...new URLSearchParams(request.path.split("?")[1] ?? "").keys()];
  const strange = asked.filter((name) => !parameters.some((one) => one.in === "query" && one.name === name)).map((name) => `${name} is no parameter of ${request.operation}`);
  const missing = parameters.filter((one) => one.in === "header" && one.required && request.headers[one.name.toLowerCase()] === undefined).map(({ name }) => `the header ${name} is missing`);
  return [...strange, ...missing, ...wrongWithBody(known, request)];
}

function wrongWithBody({ body, media }: Known, request: PlatformRequest): string[] {
  if (body === null || media === null) return request.body === null ? [] : [`${request.operation} has no body`];
  if (request.body === null) return [`${request.operation} lacks its body`];
  if (request.headers["content-type"] !== media) return [`${request.operation} is sent as ${request.headers["content-type"]}`];
  const value: unknown = media.includes("json") ? JSON.parse(request.body) : Object.fromEntries(new URLSearchParams(request.body));
  const validator = validators.get(body) ?? z.fromJSONSchema(body as Parameters<typeof z.fromJSONSchema>[0]);
  validators.set(body, validator);
  return validator.safeParse(value).error?.issues.map((issue) => `${request.operation} ${issue.path.join(".")}: ${issue.message}`) ?? [];
}
