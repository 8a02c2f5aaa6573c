// The rule book and a shop's settings, ready to decide by: what holds in a set of regions is worked out once and kept.
import type { RuleBook } from "#app/consent/rule-book.ts";
import type { Week } from "#app/consent/week.ts";
import { weekOf } from "./hours.ts";
import { lawOf, type RegionLaw } from "./law.ts";
import type { GateSettings } from "./settings.ts";

/** `ids`: all rules that are looked at for a marketing text, but for policies and the person's own. */
export type LawHere = { law: RegionLaw; week: Week; ids: readonly string[] };

export type GateRules = { book: RuleBook; settings: GateSettings; tzVersion: string; here: (regions: readonly string[]) => LawHere };

const PLACES_MAX = 10_000;

export function gateRules(book: RuleBook, settings: GateSettings, tzVersion: string): GateRules {
  const known = new Map<string, LawHere>();
  return {
    book, settings, tzVersion,
    here: (regions) => {
      const key = regions.join();
      const found = known.get(key);
      if (found) return found;
      const law = lawOf(book, settings, regions);
      const made: LawHere = { law, week: weekOf({ law, merchant: settings.hours, own: null }), ids: [...law.ids, ...law.limits.map(({ id }) => id), ...(settings.brand ? ["brand"] : [])] };
      if (known.size >= PLACES_MAX) known.clear();
      known.set(key, made);
      return made;
    },
  };
}
