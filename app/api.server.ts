// The edge of our own API (docs/api.md): every door under /api/v1 reads its body up to a size, learns who
// calls, and answers in JSON. What is wrong is told as a problem (RFC 9457), with the place of each mistake.
import { z } from "zod";
import { bytesOf } from "./body-bytes.ts";
import { CALLS_MAX, type Caller, whoCalls } from "./inbox/caller.server.ts";
import { parseJson } from "./lib/json.ts";
import { type Problem, problemsOf } from "./lib/problem.ts";
import type { World } from "./lib/world.ts";
import { here } from "./world.server.ts";

const BODY_BYTES_MAX = 100_000;

export type Call = Caller & { world: World; query: Record<string, string>; body: string; header(name: string): string | null };
type Methods = Partial<Record<"GET" | "POST" | "PUT" | "DELETE", (call: Call) => Promise<Response>>>;

const TITLES: Record<number, string> = {
  400: "Not readable", 401: "Not known", 404: "Not found", 405: "Not a method of this address", 409: "Not possible as things are", 413: "Too large", 422: "Not as it must be", 429: "Too many calls",
};

/** `problems`: where in the body or query, and what. */
export function problem(status: number, detail: string, problems: Problem[] = [], headers: Record<string, string> = {}): Response {
  const body = { type: "about:blank", title: TITLES[status] ?? "Problem", status, detail, ...(problems.length > 0 && { problems }) };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers } });
}

export const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", "cache-control": "no-store", ...headers } });

export async function serve(request: Request, methods: Methods, bytesMax = BODY_BYTES_MAX): Promise<Response> {
  const work = Object.entries(methods).find(([method]) => method === request.method || (method === "GET" && request.method === "HEAD"))?.[1];
  if (!work) return problem(405, `This address takes ${Object.keys(methods).join(" and ")}.`, [], { allow: Object.keys(methods).join(", ") });
  const bytes = await bytesOf(request, bytesMax);
  if (!bytes) return problem(413, `A body has at most ${bytesMax} bytes.`);
  const body = Buffer.from(bytes).toString("utf8");
  const { pathname, search, searchParams } = new URL(request.url);
  const world = here();
  const knock = await whoCalls(world, request.headers.get("authorization"), { method: request.method, address: pathname + search, body });
  if (knock.kind === "stranger") return problem(401, "This key, or this signature, is not known. Make a key in Segue, under Settings.", [], { "www-authenticate": "Bearer" });
  if (knock.kind === "tooMany") return problem(429, `A shop has ${CALLS_MAX} calls a minute.`, [], { "retry-after": String(knock.retryAfterSeconds) });
  // PostgreSQL's text cannot hold NUL, and no query means one.
  const query = Object.fromEntries([...searchParams].map(([name, value]) => [name, value.replaceAll("\0", "")]));
  const response = await work({ ...knock.caller, world, query, body, header: (name) => request.headers.get(name) });
  response.headers.set("ratelimit-limit", String(CALLS_MAX));
  response.headers.set("ratelimit-remaining", String(knock.left));
  return response;
}

/** The body or query as its schema reads it, or the answer that says what is wrong with it. */
export function readAs<Shape extends z.ZodType>(shape: Shape, given: unknown): { value: z.output<Shape> } | { response: Response } {
  const read = shape.safeParse(given);
  return read.success ? { value: read.data } : { response: problem(422, "What was sent is not as it must be.", problemsOf(read.error)) };
}

export function readBodyAs<Shape extends z.ZodType>(shape: Shape, body: string): { value: z.output<Shape> } | { response: Response } {
  const json = parseJson(body);
  return json === undefined ? { response: problem(400, "The body is not JSON.") } : readAs(shape, json);
}

const Small = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number);
const Large = z.string().regex(/^[1-9]\d{0,17}$/);

/** A number of an address; null where it makes no sense, which is answered as if it were nobody's. */
export const smallNumber = (text: string | undefined): number | null => Small.safeParse(text).data ?? null;
export const largeNumber = (text: string | undefined): string | null => Large.safeParse(text).data ?? null;
