// Taking rankings anew: what a definition needs and does not have, and what has stood for too long.
import type { ShopId } from "../lib/ids.ts";
import { hours } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import type { Ask, ShopAsk } from "./ask.ts";
import { askOf } from "./ask-rows.server.ts";
import { keepCutoff, takeCuts } from "./cutoff-rows.server.ts";
import { type Cutoff, type Cutoffs, rankingsOf } from "./cutoff.ts";
import type { Definition } from "./definition.ts";

/** For so long everybody is held against the same numbers. */
export const CUTOFFS_STAND_MS = hours(1);

export type Freshened = { cutoffs: Cutoffs; /** Rankings whose edges are others than before. */ changed: ReadonlySet<string> };

/** In a road's transaction: takes what these definitions need and nobody has taken since `since`, and keeps it. */
export async function freshen(world: World, shop: ShopId, ask: Ask, definitions: Definition[], since: Date): Promise<Freshened> {
  const cutoffs: Record<string, Cutoff> = { ...ask.cutoffs };
  const changed = new Set<string>();
  for (const [key, ranking] of new Map(definitions.flatMap((definition) => [...rankingsOf(definition)]))) {
    const before = cutoffs[key];
    if (before !== undefined && before.at > since) continue;
    const taken = await takeCuts(world, { ...ask, shop, cutoffs }, ranking);
    const cutoff = { ...taken, number: (before?.number ?? 0) + 1, at: ask.now };
    await keepCutoff(world, shop, key, cutoff);
    cutoffs[key] = cutoff;
    if (!isSame(before, cutoff)) changed.add(key);
  }
  return { cutoffs, changed };
}

function isSame(before: Cutoff | undefined, now: Cutoff): boolean {
  const names = Object.keys(now.cuts);
  return before !== undefined && names.length === Object.keys(before.cuts).length && names.every((name) => before.cuts[name]?.top === now.cuts[name]?.top && before.cuts[name]?.bottom === now.cuts[name]?.bottom);
}

export const needsAny = (definition: Definition, rankings: ReadonlySet<string>): boolean => rankings.size > 0 && [...rankingsOf(definition).keys()].some((key) => rankings.has(key));

/** What a look at a definition that may not be saved depends on: rankings that nobody keeps are taken for this look. */
export const askAbout = async (world: World, shop: ShopId, definition: Definition): Promise<ShopAsk> => withRankings(world, await askOf(world, shop), [definition]);

/** Of the past nothing is kept: there, all of them are taken from the facts of then. */
export async function withRankings(world: World, ask: ShopAsk, definitions: Definition[]): Promise<ShopAsk> {
  const cutoffs: Record<string, Cutoff> = { ...ask.cutoffs };
  for (const [key, ranking] of definitions.flatMap((definition) => [...rankingsOf(definition)])) {
    cutoffs[key] ??= { ...(await takeCuts(world, { ...ask, cutoffs }, ranking)), number: 0, at: ask.now };
  }
  return { ...ask, cutoffs };
}
