// The ledger's chain: each entry's hash holds the one before it, so nothing in the middle can be changed, taken out or put
// in afterwards without the rest saying so. What was cut off at the end shows against a head that was noted elsewhere.
import { createHash } from "node:crypto";
import type { ConsentEntry } from "./entry.ts";

export type Link = { entry: ConsentEntry; hash: string };

/** SHA-256 of the hash before and the entry with its keys in order, so that a database may keep them in any. */
export const linkHash = (previous: string | null, entry: ConsentEntry): string => createHash("sha256").update(`${previous ?? ""}\n${canonical(entry)}`).digest("hex");

/** The index of the first link that does not fit, null where all do. */
export function firstBroken(links: readonly Link[]): number | null {
  const broken = links.findIndex(({ entry, hash }, index) => linkHash(links[index - 1]?.hash ?? null, entry) !== hash);
  return broken < 0 ? null : broken;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}
