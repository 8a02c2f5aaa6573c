// What a number's ledger says of its consent to marketing, as segments are told: by which way they agreed, what proves it, when it
// ends, and since when they rest.
import type { HeldWord } from "../customers/held-word.ts";
import type { ConsentEntry } from "./entry.ts";
import { impliedEnd } from "./implied-end.ts";
import type { NumberState } from "./number-state.ts";
import { RULE_BOOK } from "./rule-book.ts";

type Known = Pick<NumberState, "state" | "restedAt">;

/** `said`: the number's lines. A rest is over with the next yes. */
export function heldWordOf({ state, restedAt }: Known, said: readonly ConsentEntry[]): Omit<HeldWord, "phone"> {
  const { marketing } = state.consent;
  const rests = restedAt !== null && restedAt.getTime() >= (marketing.since ?? 0) ? restedAt : null;
  if (marketing.state !== "subscribed") return { source: null, proof: null, endsAt: null, endsInCanadaAt: null, restedAt: rests };
  return { source: sourceOf(said, marketing.since ?? 0), proof: marketing.proof, endsAt: instantOf(marketing.expiresAt), endsInCanadaAt: instantOf(impliedEnd(marketing, RULE_BOOK)), restedAt: rests };
}

const instantOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** A second yes is a text of theirs: what it confirmed is where they were asked. */
function sourceOf(said: readonly ConsentEntry[], since: number): string | null {
  const isYes = (entry: ConsentEntry) => (entry.kind === "optedIn" || entry.kind === "confirmed") && entry.scopes.includes("marketing");
  const yes = said.find((entry) => entry.at === since && isYes(entry));
  if (yes?.kind !== "confirmed") return yes?.source ?? null;
  const asked = said.filter(({ kind, at }) => kind === "asked" && at <= since).toSorted((one, other) => one.at - other.at).at(-1);
  return (asked ?? yes).source;
}
