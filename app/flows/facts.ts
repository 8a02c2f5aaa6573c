// What a run may ask of its person: the only way in for anything that is not in its ledger. Live runs answer from the
// database, replays and the simulator from facts as of their instant, and whoever decides a line again from the line.
import { invariant } from "../lib/invariant.ts";
import type { Node } from "../segments/definition.ts";
import type { Told } from "./happening.ts";
import type { About, Seen } from "./ledger.ts";
import type { StepOf } from "./step.ts";

/** An event that is listened for; of a reply, with its words. */
export type Listened = Told & { reply?: { words: readonly string[]; match: "is" | "starts" | "contains" } };

export type Facts = {
  /** Null: not known, which is no match. */
  holds(node: Node): boolean | null;
  /** The first such event from `since` on (included) that is known by now; `own`: about the run. */
  happened(listened: Listened, since: number, about: About, texts: readonly string[]): { id: string; at: number } | null;
  /** Does this very fact meet its conditions? */
  meets(listened: Listened, fact: string): boolean;
  /** A date of the person as a day, "2026-01-31". */
  date(field: string): string | null;
  /** Theirs, or the shop's where none is known. */
  zone(): string;
  shopZone(): string;
  /** "18:30": at which they answer best, else that of their policy; null where there is neither. */
  bestHour(): string | null;
  /** When the run's order was delivered, or will be by the usual time on the way. */
  delivery(about: About, parcels: "first" | "all"): { at: number; foretold: boolean } | null;
  /** How many products could be picked for them. */
  picks(): number;
  /** Of an experiment of which they drew an arm, that is decided, or shifts by itself; null: as it was written. */
  weights(step: StepOf<"experiment">): number[] | null;
};

export type Asking = { [Name in keyof Facts]: (ask: string, ...args: Parameters<Facts[Name]>) => ReturnType<Facts[Name]> };

/** Facts that keep every answer under the name of its question; the same question twice is answered once. */
export function noting(facts: Facts, seen: Seen): Asking {
  const note = <Answer>(name: keyof Facts, ask: string, answer: () => Answer): Answer => {
    const key = ask === "" ? name : `${name} ${ask}`;
    if (!Object.hasOwn(seen, key)) seen[key] = answer() as Seen[string];
    return seen[key] as Answer;
  };
  return {
    holds: (ask, node) => note("holds", ask, () => facts.holds(node)),
    happened: (ask, ...args) => note("happened", ask, () => facts.happened(...args)),
    meets: (ask, ...args) => note("meets", ask, () => facts.meets(...args)),
    date: (ask, field) => note("date", ask, () => facts.date(field)),
    zone: (ask) => note("zone", ask, () => facts.zone()),
    shopZone: (ask) => note("shopZone", ask, () => facts.shopZone()),
    bestHour: (ask) => note("bestHour", ask, () => facts.bestHour()),
    delivery: (ask, ...args) => note("delivery", ask, () => facts.delivery(...args)),
    picks: (ask) => note("picks", ask, () => facts.picks()),
    weights: (ask, step) => note("weights", ask, () => facts.weights(step)),
  };
}

/** Facts that nobody needs, because a line has all the answers. */
export function noFacts(): Facts {
  const none = (): never => {
    invariant(false, "a line of the ledger holds every answer that its decisions need");
  };
  return { holds: none, happened: none, meets: none, date: none, zone: none, shopZone: none, bestHour: none, delivery: none, picks: none, weights: none };
}
