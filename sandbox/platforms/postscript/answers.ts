// Postscript's bodies, errors and times, which have no zone.
import type { z } from "zod";
import { type Ask, readJson, Refused, type Reply, reply } from "../platform.ts";

export const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, -1)}000`;

export const refusal = (status: number, type: string, message: string): Reply => reply(status, { errors: [{ ctx: {}, loc: [], log: [], msg: message, type }] });
export const invalid = (message: string): Refused => new Refused(refusal(400, "value_error", message));
export const missing = (what: string): Refused => new Refused(reply(404, { error_code: 3001, error_message: `Could not find ${what} matching that information`, success: false }));

export const read = <Body>(ask: Ask, schema: z.ZodType<Body>): Body =>
  readJson(ask, schema, (path, message) => invalid(path === null ? message : `${path.join(".")}: ${message}`));

/** Some callers leave the plus out. */
export const plus = (phone: string | null | undefined): string | undefined => (phone ? (phone.startsWith("+") ? phone : `+${phone.trim()}`) : undefined);
