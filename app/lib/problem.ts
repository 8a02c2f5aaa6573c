// A Problem is a mistake a person can fix: it is returned (never thrown) and shown beside its field.
import type { z } from "zod";

/** `path` leads to the field, as in ["node", "nodes", 2, "value"]; `message` is a sentence. */
export type Problem = { path: (string | number)[]; message: string };

export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({
    path: issue.path.filter((step) => typeof step !== "symbol"),
    message: issue.message,
  }));
}
