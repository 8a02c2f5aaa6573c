// A request's body as the route's schema reads it, or the Problems that the screen shows beside its fields.
import { z } from "zod";
import { parseJson } from "./lib/json.ts";
import { problemsOf, type Problem } from "./lib/problem.ts";

export async function readBody<Shape extends z.ZodType>(request: Request, shape: Shape): Promise<{ body: z.output<Shape> } | { problems: Problem[] }> {
  const read = shape.safeParse(parseJson(await request.text()));
  return read.success ? { body: read.data } : { problems: problemsOf(read.error) };
}

/** ?q= and ?after=, as every list takes them. What is too long is cut, not refused: it came from an address. */
export function readPaging(request: Request): { search?: string; after?: string } {
  const { searchParams } = new URL(request.url);
  const search = searchParams.get("q")?.slice(0, 200);
  const after = searchParams.get("after")?.slice(0, 500);
  return { ...(search ? { search } : {}), ...(after ? { after } : {}) };
}
