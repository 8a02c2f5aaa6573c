// A request's body as the route's schema reads it, or the Problems that the screen shows beside its fields.
import type { z } from "zod";
import { parseJson } from "./lib/json.ts";
import { problemsOf, type Problem } from "./lib/problem.ts";

export async function readBody<Shape extends z.ZodType>(request: Request, shape: Shape): Promise<{ body: z.output<Shape> } | { problems: Problem[] }> {
  const read = shape.safeParse(parseJson(await request.text()));
  return read.success ? { body: read.data } : { problems: problemsOf(read.error) };
}

/** ?q= and ?after=, as every list takes them. What is too long is cut, not refused: it came from an address. */
export function readPaging(request: Request): { search?: string; after?: string } {
  const query = readQuery(request);
  const search = query["q"]?.slice(0, 200);
  const after = query["after"]?.slice(0, 500);
  return { ...(search ? { search } : {}), ...(after ? { after } : {}) };
}

/** Without NUL, which PostgreSQL's text cannot hold and nobody types. */
export function readQuery(request: Request): Record<string, string> {
  return Object.fromEntries([...new URL(request.url).searchParams].map(([name, value]) => [name, value.replaceAll("\0", "")]));
}
