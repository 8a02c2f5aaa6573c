// Triggers are told what happened: whom it starts, and at whom to look again later.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { Trigger } from "../trigger.ts";
import { type Known, readAskers } from "./asker.server.ts";
import { insertEntries } from "./entry-rows.server.ts";
import { triggerHears } from "./listened.ts";
import { Armed } from "./armed.ts";
import { meet, meetAlone } from "./meet.ts";
import { type LiveFlow, stillUntold, type Taken } from "./tell-rows.server.ts";
import type { Met, Watch } from "./told-fact.ts";
import { armWatches, dropWatches, watchesOf } from "./watch-rows.server.ts";

type Asked = { flow: LiveFlow; index: number; trigger: Trigger; told: Taken };
const WATCHING: readonly Trigger["kind"][] = ["abandoned", "text", "rfm"];

export async function tellTriggers(world: World, shop: ShopId, flows: readonly LiveFlow[], taken: readonly Taken[], { now, isFull }: { now: Date; isFull: boolean }): Promise<void> {
  const heard = flows.flatMap((flow) => flow.definition.triggers.map((trigger, index) => ({ flow, index, trigger, whats: new Set(triggerHears(trigger)) })));
  const asked = taken.flatMap((told) => heard.flatMap(({ whats, ...each }): Asked[] => (whats.has(told.what) ? [{ ...each, told }] : [])));
  if (asked.length === 0) return;
  const reading = asked.filter(({ trigger, told }) => meetAlone(trigger, told) === null);
  const people = await readAskers(world, shop, reading.map(({ told }) => told.customer), [...new Set(reading.map(({ flow }) => flow.definition))], now);
  const watching = asked.filter(({ trigger }) => WATCHING.includes(trigger.kind));
  const watches = await watchesOf(world, shop, [...new Set(watching.map(({ flow }) => flow.flow))], [...new Set(watching.map(({ told }) => told.customer))]);
  const customers = [...new Set(asked.map(({ told }) => told.customer))];
  const later = isFull ? await stillUntold(world, shop, customers, taken.at(-1)?.id ?? "0") : [];
  const untold = Map.groupBy([...taken, ...later], ({ customer }) => customer);
  const armed = new Armed(watches);
  for (const [customer, all] of Map.groupBy(asked, ({ told }) => told.customer)) {
    const facts = (untold.get(customer) ?? []).map(({ fact }) => fact);
    for (const each of all) armed.add({ ...each.flow, trigger: each.index, customer }, meetOne(each, people.get(customer), armed.of(each.flow.flow, each.index, customer), facts));
  }
  await insertEntries(world, shop, armed.entries, now);
  await dropWatches(world, shop, armed.gone());
  await armWatches(world, shop, armed.standing());
}

/** What is known already but told later is as if it had not come. */
function meetOne({ trigger, told }: Asked, known: Known | undefined, watches: readonly Watch[], facts: readonly string[]): readonly Met[] {
  const alone = meetAlone(trigger, told);
  if (alone) return alone;
  return known ? meet(trigger, told, { ...known, watches, untold: new Set(facts.slice(facts.lastIndexOf(told.fact) + 1)) }) : [];
}
