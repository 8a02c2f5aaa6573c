// Klaviyo's JSON:API: how bodies are read, errors told and pages cut.
import { z } from "zod";
import { type Ask, type Call, readJson, Refused, type Reply, reply } from "../platform.ts";

export const MEDIA_TYPE = "application/vnd.api+json";
export const HOST = "https://a.klaviyo.com";
const BODY_MAX = 5_000_000;

export const ok = (status: number, body: unknown): Reply => reply(status, body, { "content-type": MEDIA_TYPE });

export function problem(status: number, code: string, title: string, detail: string, pointer = "/data/", meta: Record<string, unknown> = {}): Reply {
  return ok(status, { errors: [{ id: "0b2f1a60-0000-4000-8000-000000000000", status, code, title, detail, source: { pointer }, links: {}, meta }] });
}

export const invalid = (detail: string, pointer: string): Refused => new Refused(problem(400, "invalid", "Invalid input.", detail, pointer));

/** Revision and media type stand in every call. */
export function checkHeaders(ask: Ask) {
  const revision = ask.headers["revision"];
  if (!revision) throw new Refused(problem(400, "invalid", "Invalid input.", "The revision header is required.", "/headers/revision"));
  if (!/^20\d\d-\d\d-\d\d(\.pre)?$/.test(revision)) throw new Refused(problem(400, "invalid", "Invalid input.", `The revision ${revision} is not one.`, "/headers/revision"));
  const type = (ask.headers["content-type"] ?? "").split(";")[0]?.trim();
  if (ask.method !== "GET" && ask.body !== "" && type !== MEDIA_TYPE && type !== "application/json") throw new Refused(problem(415, "unsupported_media_type", "Unsupported media type.", `Unsupported media type "${type}" in request.`));
}

export function read<Body>(ask: Ask, schema: z.ZodType<Body>): Body {
  if (Buffer.byteLength(ask.body) > BODY_MAX) throw new Refused(problem(413, "payload_too_large", "Payload too large.", "The body is over 5 MB."));
  return readJson(ask, schema, (path, message) =>
    path === null ? new Refused(problem(400, "parse_error", "JSON parse error.", message, "/")) : invalid(message, `/${path.join("/")}`));
}

const Size = z.coerce.number().int().min(1);

/** A page of things that have a running number; the cursor is the last one's. */
export function pageOf<Item>(call: Call, items: Iterable<Item>, numberOf: (item: Item) => number, sizes: { usual: number; most: number }): { items: Item[]; links: { self: string; prev: null; next: string | null } } {
  const { ask } = call;
  const size = Size.max(sizes.most).safeParse(ask.query.get("page[size]") ?? sizes.usual);
  if (!size.success) throw invalid(`The page size must be between 1 and ${sizes.most}.`, "/query/page[size]");
  const after = numberIn(ask.query.get("page[cursor]"));
  const page: Item[] = [];
  let more = false;
  for (const item of items) {
    if (numberOf(item) <= after) continue;
    if (page.length === size.data) {
      more = true;
      break;
    }
    page.push(item);
  }
  const last = page.at(-1);
  return { items: page, links: { self: `${HOST}${ask.path}`, prev: null, next: more && last ? nextLink(ask, numberOf(last)) : null } };
}

function nextLink(ask: Ask, number: number): string {
  const query = new URLSearchParams(ask.query);
  query.set("page[cursor]", Buffer.from(`next::${number}`).toString("base64url"));
  return `${HOST}${ask.path}?${query.toString()}`;
}

function numberIn(cursor: string | null): number {
  if (!cursor) return -1;
  const [, number] = /^next::(\d+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (number === undefined) throw invalid("The page cursor is not one of ours.", "/query/page[cursor]");
  return Number(number);
}

export type Filter = { operator: string; field: string; values: string[] };

/** "any(email,["a@x.y"]),greater-than(datetime,2026-01-01T00:00:00Z)" */
export function filterOf(ask: Ask, allowed: Record<string, readonly string[]>): Filter[] {
  const text = ask.query.get("filter");
  if (!text) return [];
  const filters = [...text.matchAll(/([a-z-]+)\(([\w.]+),\s*(\[[^\]]*\]|"(?:[^"\\]|\\.)*"|[^()]+?)\)/g)].map(([, operator = "", field = "", value = ""]) => ({ operator, field, values: valuesIn(value) }));
  if (filters.length === 0) throw invalid("The filter could not be read.", "/query/filter");
  for (const { operator, field } of filters) if (!allowed[field]?.includes(operator)) throw invalid(`Cannot filter ${field} with ${operator}.`, "/query/filter");
  return filters;
}

const Values = z.union([z.array(z.coerce.string()), z.coerce.string().transform((one) => [one])]);

function valuesIn(text: string): string[] {
  if (!/^["[]/.test(text)) return [text];
  try {
    return Values.parse(JSON.parse(text));
  } catch {
    throw invalid("The filter's value could not be read.", "/query/filter");
  }
}
