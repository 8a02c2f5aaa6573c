// Triggers that go by time alone: dates, schedules and silence. Each flow that has one keeps a row that says how far it has
// looked and when to look next; a look asks the database whom it concerns, so that whoever waits costs nothing until then.
import type { ShopId } from "../../lib/ids.ts";
import { transact, type World } from "../../lib/world.ts";
import type { ShopAsk } from "../../segments/ask.ts";
import { askOf } from "../../segments/ask-rows.server.ts";
import { aboutMs } from "../span.ts";
import { readAskers } from "./asker.server.ts";
import { type ByClock, cameWithin, isByClock, type Look, nextLook, silenceIn, targetsIn, ticksIn, without } from "./by-clock.ts";
import { cameIn, datedOn, membersAt } from "./by-clock-rows.server.ts";
import { insertEntries, insertSet } from "./entry-rows.server.ts";
import { type LiveFlow, liveFlows } from "./tell-rows.server.ts";
import type { WatchRow } from "./watch.ts";
import { armWatches, dropWatches, dueWatches } from "./watch-rows.server.ts";

const LOOKS_MAX = 20;
const PEOPLE_MAX = 500;

/** Returns how many were told of, and how many looks were due. */
export function scheduleTriggers(world: World, shop: ShopId): Promise<number> {
  return transact(world, async (inside) => {
    const now = world.now();
    const due = await dueWatches(inside, shop, "everybody", now, LOOKS_MAX);
    if (due.length === 0) return 0;
    const ask = await askOf(inside, shop, now);
    const flows = new Map((await liveFlows(inside, shop, due.map(({ flow }) => flow))).map((flow) => [flow.flow, flow]));
    let told = 0;
    for (const watch of due) {
      const flow = flows.get(watch.flow);
      if (flow) told += await lookAt(inside, ask, flow, watch, now);
    }
    await inside.point("flow:scheduled");
    return told + due.length;
  });
}

/** What is older than the flow acts upon is not looked for, nor what came while it stood still. */
async function lookAt(world: World, ask: ShopAsk, flow: LiveFlow, watch: WatchRow, now: Date): Promise<number> {
  const to = now.getTime();
  const looks = without({ from: Math.max(watch.at.getTime(), to - aboutMs(flow.definition.maxAge)), to }, watch.detail.gaps ?? []);
  const all = flow.definition.triggers.flatMap((trigger, index) => (isByClock(trigger) ? [{ trigger, index }] : []));
  let told = 0;
  for (const { trigger, index } of all) for (const look of looks) told += await tellOf(world, ask, flow, index, trigger, look, now);
  const next = Math.min(...all.map(({ trigger }) => nextLook(trigger, zonesOf(trigger, ask), to)));
  if (next === Infinity) await dropWatches(world, ask.shop, [watch]);
  else await armWatches(world, ask.shop, [{ ...watch, version: flow.version, at: now, dueAt: new Date(next), detail: {} }]);
  return told;
}

const zonesOf = (trigger: ByClock, { zone, zones = [] }: ShopAsk): string[] => ("zone" in trigger && trigger.zone === "person" ? [...new Set([zone, ...zones])] : [zone]);

async function tellOf(world: World, ask: ShopAsk, flow: LiveFlow, index: number, trigger: ByClock, look: Look, now: Date): Promise<number> {
  const { shop, zone: shopZone } = ask;
  const zones = zonesOf(trigger, ask);
  const of = { flow: flow.flow, trigger: index, shopZone, zones: ask.zones ?? [], ofPerson: "zone" in trigger && trigger.zone === "person" };
  switch (trigger.kind) {
    case "schedule": {
      const ticks = zones.flatMap((zone) => ticksIn(trigger, zone, look).map((at) => ({ zone, at })));
      return ticks.length === 0 ? 0 : insertSet(world, shop, of, membersAt(shop, { ...of, segment: trigger.segment, ticks }), now);
    }
    case "date": {
      const targets = zones.flatMap((zone) => targetsIn(trigger, zone, look));
      const people = targets.length === 0 ? null : datedOn(shop, { ...of, field: trigger.field, yearly: trigger.yearly, targets });
      return people ? insertSet(world, shop, of, people, now) : 0;
    }
    case "silence": return tellSilent(world, shop, flow, index, trigger, look, now);
    default: return trigger satisfies never;
  }
}

async function tellSilent(world: World, shop: ShopId, flow: LiveFlow, index: number, trigger: Extract<ByClock, { kind: "silence" }>, look: Look, now: Date): Promise<number> {
  let told = 0;
  for (let cursor = "0"; ; ) {
    const page = await cameIn(world, shop, trigger.of, cameWithin(trigger, look), cursor, PEOPLE_MAX);
    const people = await readAskers(world, shop, page, [flow.definition], now);
    const silent = [...people].flatMap(([customer, known]) => {
      const found = silenceIn(trigger, known, look);
      return found ? [{ flow: flow.flow, trigger: index, customer, fact: `silence/${index}/${found.began}`, at: new Date(found.at), about: {} }] : [];
    });
    told += await insertEntries(world, shop, silent, now);
    if (page.length < PEOPLE_MAX) return told;
    cursor = page.at(-1) ?? cursor;
  }
}
