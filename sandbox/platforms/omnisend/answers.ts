// Omnisend's bodies and its problems, which are those of RFC 9457.
import type { z } from "zod";
import { type Ask, readJson, Refused, type Reply, reply } from "../platform.ts";

export const problem = (status: number, detail: string, more: Record<string, unknown> = {}): Reply =>
  reply(status, { type: "https://problems.omnisend.com/problem", title: "Problem", status, detail, instance: "urn:omnisend:request:00000000-0000-0000-0000-000000000001", ...more }, { "content-type": "application/problem+json" });

export const invalid = (field: string, message: string): Refused => new Refused(problem(400, "Request contains invalid or missing fields", { errors: [{ field, code: "invalid", message }] }));

export const read = <Body>(ask: Ask, schema: z.ZodType<Body>): Body =>
  readJson(ask, schema, (path, message) => invalid(path?.join(".") ?? "", message));

const VERSION = "2026-03-15";

/** A version that is over is gone. */
export function checkVersion(ask: Ask) {
  const version = ask.headers["omnisend-version"];
  if (version === undefined) throw invalid("Omnisend-Version", "The header is required.");
  if (!/^\d{4}-\d\d-\d\d$/.test(version)) throw invalid("Omnisend-Version", "is not a version");
  if (version < VERSION) throw new Refused(problem(410, "API version has been retired"));
}
