// The ledger's chain: each line's hash holds the one before it, so nothing in the middle can be changed, taken out or put
// in afterwards without the rest saying so. What was cut off at the end shows against a head that was noted elsewhere
// (number_state.head). Of evidence the chain holds a digest with a salt that lies beside it: with the person both can
// be erased, the chain still fits, and nobody can guess the evidence from what is left.
import { createHash } from "node:crypto";
import type { BareEntry, ConsentEntry, Evidence } from "./entry.ts";

/** Evidence as it is kept. */
export type Kept = { salt: string; evidence: Evidence };

/** `heardAt`: when we were told. `kept`: null where there is no evidence, or no more. */
export type Link = { entry: BareEntry; kept: Kept | null; heardAt: number; hash: string };

export const digestOf = ({ salt, evidence }: Kept): string => sha256(`${salt}\n${canonical(evidence)}`);

/** The entry as the chain holds it, and its evidence as it lies beside it. */
export function bareOf(entry: ConsentEntry, salt: string): { entry: BareEntry; kept: Kept | null } {
  const kept = entry.evidence && { salt, evidence: entry.evidence };
  return { entry: { ...entry, evidence: kept && digestOf(kept) }, kept };
}

/** Of the hash before and the line with its keys in order, so that a database may keep them in any. */
export const linkHash = (previous: string | null, { entry, heardAt }: Pick<Link, "entry" | "heardAt">): string => sha256(`${previous ?? ""}\n${heardAt}\n${canonical(entry)}`);

/** The index of the first link that does not fit, null where all do. */
export function firstBroken(links: readonly Link[]): number | null {
  const broken = links.findIndex((link, index) => linkHash(links[index - 1]?.hash ?? null, link) !== link.hash || (link.kept !== null && digestOf(link.kept) !== link.entry.evidence));
  return broken < 0 ? null : broken;
}

/** What makes two lines the same word: everything but the evidence. */
export const wordOf = (entry: BareEntry | ConsentEntry): string => canonical({ ...entry, evidence: null });

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}
