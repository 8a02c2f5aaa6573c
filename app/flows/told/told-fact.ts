// What triggers are told: one thing that happened to one person; and what they make of it. Live runs are told by
// tell.server.ts, replays and the simulator by whoever reads a person's past in order.
import { z } from "zod";
import type { Facts } from "../facts.ts";
import type { About } from "../ledger.ts";
import type { History } from "../../segments/match/history.ts";

/** A row of `happened`, instants as milliseconds. */
export type ToldFact = { what: string; fact: string; at: number; about: About; detail: Detail };

const Word = z.string().nullable().optional();

/** What nobody can look up later, as whoever noted it says. */
export const Detail = z.object({
  /** Of a stay that began or ended. */
  cause: z.string().optional(),
  /** Of a word on consent: where it was given, and what held before it. */
  source: Word, before: Word,
  /** Of a text, or of what became of it. */
  text: z.string().optional(), campaign: z.int().nullable().optional(),
  /** Of a change: of which field, from what to what. */
  field: z.string().optional(), from: Word, to: Word,
});
export type Detail = z.infer<typeof Detail>;

/** A look that is due later. `at`: of the last fact that armed it. */
export type Watch = { key: string; at: number; dueAt: number; about: About; detail: WatchDetail };
/** From the instant at which a flow was paused until the one at which it went on. */
export const Gap = z.object({ from: z.int(), until: z.int() });
export type Gap = z.infer<typeof Gap>;

/** `first`: the fact that began it, by which it is told of once. `value`: in minor units. `gaps`: of a look at everybody, since the last one. */
export const WatchDetail = z.object({ first: z.string().optional(), value: z.number().nullable().optional(), gaps: z.array(Gap).optional() });
export type WatchDetail = z.infer<typeof WatchDetail>;

export type Met =
  | { does: "enter"; fact: string; at: number; about: About }
  | { does: "watch"; watch: Watch }
  /** Null: every watch of this trigger on this person that was armed by then. */
  | { does: "unwatch"; key: string | null; until: number };

/** The person as known at the instant of asking. Facts that are known already but still to be told are as if they had not come. */
export type Asker = {
  facts: Facts;
  history: History;
  /** Of this trigger on this person. */
  watches: readonly Watch[];
  untold: ReadonlySet<string>;
};

export const enter = ({ fact, at, about }: Pick<ToldFact, "fact" | "at" | "about">): Met[] => [{ does: "enter", fact, at, about }];
export const NOTHING: readonly Met[] = [];
