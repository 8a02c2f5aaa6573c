// Access tokens of platforms: when they are renewed.
import { minutes } from "../lib/time.ts";
import type { Credentials } from "./adapter.ts";

const RENEW_BEFORE_MS = minutes(5);

/** Null: a key that does not end, or tokens that cannot be renewed. */
export function renewAtOf(credentials: Credentials): Date | null {
  if (credentials.kind === "key" || credentials.expiresAt === null || credentials.refresh === null) return null;
  return new Date(Date.parse(credentials.expiresAt) - RENEW_BEFORE_MS);
}
