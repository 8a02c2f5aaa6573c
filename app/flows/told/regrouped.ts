// They are in another RFM group than before. Each change is told of once, and no second one within the gap.
import { after } from "../span.ts";
import type { Trigger } from "../trigger.ts";
import { type Asker, enter, type Met, NOTHING, type ToldFact } from "./told-fact.ts";

/** The watch that only remembers: while it stands, no further change is told of. */
const GAP = "gap";

export function regrouped(trigger: Extract<Trigger, { kind: "rfm" }>, told: ToldFact, { facts, watches }: Asker): readonly Met[] {
  const { from, to } = told.detail;
  const isNamed = (names: readonly string[], group: string | null | undefined) => names.length === 0 || names.some((name) => name.toLowerCase() === group?.toLowerCase());
  if (from == null || to == null || from === to || !isNamed(trigger.from, from) || !isNamed(trigger.to, to)) return NOTHING;
  if (watches.some(({ key, dueAt }) => key === GAP && dueAt > told.at)) return NOTHING;
  return [...enter(told), { does: "watch", watch: { key: GAP, at: told.at, dueAt: after(told.at, trigger.gap, facts.shopZone()), about: {}, detail: {} } }];
}
