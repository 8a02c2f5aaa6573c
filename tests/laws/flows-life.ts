// A shop whose flows are gone through by several workers at once: people order, look and get refunds, facts are told twice
// and late, flows are paused and edited, people are erased, and workers die at named points. Everything from a seed.
import { z } from "zod";
import { orderFact, eventFact, refundFact } from "#app/customers/fact-id.ts";
import { noteHappened } from "#app/customers/happened-rows.server.ts";
import { pauseFlow, resumeFlow } from "#app/flows/flow/change-flow.server.ts";
import type { FlowId } from "#app/flows/flow/flow.ts";
import { flow } from "#app/flows/run/flow.server.ts";
import { nextFlowsAt } from "#app/flows/run/next-rows.server.ts";
import { hearRuns } from "#app/flows/run/run-rows.server.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { hours, minutes, seconds } from "#app/lib/time.ts";
import { transact, type World } from "#app/lib/world.ts";
import { readTextSettings, saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { textOnce } from "#app/outbox/text.server.ts";
import { ADAPTERS } from "#app/platforms/adapters.ts";
import { eraseFromFlows } from "#app/shops/forget-flow-rows.server.ts";
import { eraseTexts } from "#app/shops/forget-texts-rows.server.ts";
import type { Chance } from "#sandbox/chance.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";
import { aFlow, aVersion, runsOf } from "#tests/support/flows.ts";
import { aTextingShop } from "#tests/support/texting.ts";
import type { TestWorld } from "#tests/support/world.ts";

const ROUNDS = 10;
export const PER_HOUR = 2;
const POINTS = ["flow:told", "flow:claimed", "flow:after-texts", "flow:before-commit", "flow:advanced", "flow:entries-decided", "flow:entries-before-commit", "flow:entered", "text:after-claim", "text:after-send", "text:before-record"];

const send = (id: string, more = "") => `step ${id} send(message own(text "Acme: ${id}. Reply STOP to end."), expires 3 d${more})`;
const LONG = (days: number) => `trigger event(event order) entry (reentry always()) first a ${send("a")} then w step w wait.span(span ${days} d) then b ${send("b")} then l
  step l wait.event(on {(event productViewed)}, within 2 d, otherwise c) then c ${send("c", ", onSkip exit")} then e step e end(label Done) exit (label Refunded, on (event refund)) goal (label Again, on (event order), within 5 d)`;
const SHORT = `trigger event(event productViewed) entry (reentry times(times 3, within 3 d), again restart, group g, priority 10) first k step k branch.yesNo(when count(order) >= 2, yes x, otherwise q)
  ${send("x")} then e step q wait.condition(when count(order) >= 1, within 2 d, otherwise e) then y ${send("y")} then h step h wait.span(span 2 h) then g step g goTo(to y, times 1) then e step e end()`;
const HIGH = `trigger event(event order) entry (reentry sinceEntry(span 6 h), control 50, group g, priority 20, over pause, perHour ${PER_HOUR}) first m ${send("m")} then v step v wait.span(span 9 h) then e step e end(label High)`;

export class Death extends Error {}

export type Life = {
  world: TestWorld; shop: ShopId; platforms: Platforms; chance: Chance; customers: CustomerId[]; flows: { long: FlowId; short: FlowId; high: FlowId };
  /** Facts that end runs of the long flow: whose, when they happened, and when they were told. */
  exits: { customer: string; at: number; toldAt: number }[]; erased: Set<string>; deaths: Map<string, number>; written: number;
};

export async function aLife(world: TestWorld, chance: Chance): Promise<Life> {
  const { shop, platforms, customers } = await aTextingShop(world, { people: 5 });
  const { settings } = await readTextSettings(world, shop);
  await saveTextSettings(world, shop, { ...settings, gate: { ...settings.gate, brand: { max: 3, windowMs: hours(6) } } }, world.now());
  const flows = { long: await aFlow(world, shop, LONG(1)), short: await aFlow(world, shop, SHORT), high: await aFlow(world, shop, HIGH) };
  return { world, shop, platforms, chance, customers, flows, exits: [], erased: new Set(), deaths: new Map(), written: 0 };
}

/** One of many processes: it dies at a point, stalls there, or neither. */
function aWorker({ world, chance, deaths }: Life): World {
  const [fateAt, isDeath] = [chance.happens(0.5) ? chance.pick(POINTS) : null, chance.happens(0.8)];
  let left = chance.whole(1, 3);
  return { ...world, point: async (name) => {
    if (name !== fateAt || --left > 0) return;
    if (!isDeath) return world.clock.advance(seconds(chance.whole(1, 100)));
    deaths.set(name, (deaths.get(name) ?? 0) + 1);
    throw new Death();
  } };
}

/** The fact and that it happened, in one transaction, as whoever hears of it writes them; told once more at times. */
async function happens(life: Life, customer: string, certain?: "order" | "refund"): Promise<void> {
  const { world, shop, chance } = life;
  const id = `${shop}${(life.written += 1)}`;
  const now = world.now();
  const at = new Date(now.getTime() - (!certain && chance.happens(0.2) ? chance.whole(0, hours(20)) : 0));
  const what = certain ?? chance.pick(["order", "order", "productViewed", "productViewed", "refund"] as const);
  const uuid = `00000000-0000-4000-9000-${id.padStart(12, "0")}`;
  const fact = what === "order" ? orderFact(id) : what === "refund" ? refundFact(id) : eventFact(uuid);
  const tell = (inside: World) => noteHappened(inside, shop, [{ what, customerId: customer, fact, at, about: what === "productViewed" ? { product: "1" } : { order: id } }], now);
  await transact(world, async (inside) => {
    if (what === "order") await inside.db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) values (${shop}, ${id}, ${customer}, ${at}, 5000)`);
    if (what === "productViewed") await inside.db.run(sql`insert into event (shop_id, event_id, customer_id, at, kind, source) values (${shop}, ${uuid}::uuid, ${customer}, ${at}, 'productViewed', 'api')`);
    if (what === "refund") await inside.db.run(sql`insert into order_refund (shop_id, order_id, refund_id, customer_id, processed_at, amount_minor) values (${shop}, ${id}, ${id}, ${customer}, ${at}, 100)`);
    await tell(inside);
  });
  if (what === "refund") life.exits.push({ customer, at: at.getTime(), toldAt: now.getTime() });
  if (chance.happens(0.3)) await tell(world);
  // Whatever begins from here on comes after it.
  world.clock.advance(1);
}

/** To whom a text of the long flow is on its way: an exit that comes now must win. */
const expecting = async ({ world, shop, flows }: Life): Promise<string[]> => (await world.db.rows(z.object({ customer: z.string() }), sql`
  select distinct customer_id as customer from person_text where shop_id = ${shop} and flow_id = ${flows.long} and state = 'due' and due_at <= ${world.now()} order by 1`)).map(({ customer }) => customer);

async function merchantActs(life: Life, round: number): Promise<void> {
  const { world, shop, chance, flows, customers, erased } = life;
  const which = chance.pick([flows.long, flows.short, flows.high]);
  if (chance.happens(0.25)) await pauseFlow(world, shop, which);
  else if (chance.happens(0.5)) for (const each of Object.values(flows)) await resumeFlow(world, shop, each, { overdue: chance.pick(["go", "expire"] as const), perHour: chance.happens(0.5) ? 20 : null });
  if (round === 5) {
    await aVersion(world, shop, flows.long, 2, LONG(2));
    await world.db.run(sql`update flow set version = 2 where shop_id = ${shop} and flow_id = ${flows.long}`);
    const moved = (await runsOf(world, shop)).filter(({ flowId, state }) => flowId === flows.long && state !== "ended" && chance.happens(0.7));
    await hearRuns(world, shop, moved.map(({ runId }) => ({ run: runId, heard: { kind: "move", step: chance.pick(["a", "w", "b", "l", null]) }, version: 2 })), world.now());
  }
  if (round === 7) {
    const [gone] = customers;
    if (gone !== undefined) await transact(world, (inside) => erase(inside, shop, gone));
    if (gone !== undefined) erased.add(gone);
  }
}

async function erase(world: World, shop: ShopId, customer: string): Promise<void> {
  await eraseFromFlows(world, shop, [customer]);
  await eraseTexts(world, shop, [customer], []);
  await world.db.run(sql`delete from customer where shop_id = ${shop} and customer_id = ${customer}::bigint`);
}

const FAULTS = { lose: 0.1, loseAfter: 0.15, failAfter: 0.1, fail: 0.1, throttle: 0.1 };
const NO_FAULTS = { lose: 0, loseAfter: 0, failAfter: 0, fail: 0, throttle: 0 };

/** What goes on before a round of workers: the network, people, facts that end runs, the merchant. */
export async function goOn(life: Life, round: number): Promise<void> {
  const { platforms, chance, customers } = life;
  platforms.control({ platform: "twilio", faults: chance.happens(0.3) ? FAULTS : NO_FAULTS });
  if (round === 0) for (const customer of customers) await happens(life, customer, "order");
  for (let count = chance.whole(1, 4); count > 0; count--) await happens(life, chance.pick(customers));
  const waiting = await expecting(life);
  if (waiting.length > 0 && chance.happens(0.5)) await happens(life, chance.pick(waiting), "refund");
  await merchantActs(life, round);
}

export async function live(life: Life): Promise<void> {
  const { world, shop, chance, customers } = life;
  for (let round = 0; round < ROUNDS; round++) {
    await goOn(life, round);
    const workers = [0, 1, 2, 3, 4].map((place) => {
      const world = aWorker(life);
      return place < 3 ? flow.step(world, shop) : textOnce(world, shop, { adapters: ADAPTERS, most: 3 });
    });
    // What happens meanwhile races with them.
    const steps = await Promise.allSettled([...workers, happens(life, chance.pick(customers))]);
    for (const step of steps) if (step.status === "rejected" && !(step.reason instanceof Death)) throw step.reason;
    world.clock.advance(minutes(chance.whole(1, 400)));
  }
  await endWell(life);
}

/** Nothing goes wrong any more, every flow goes on, and everybody in them comes to their end. */
export async function endWell(life: Life): Promise<void> {
  const { world, shop, platforms } = life;
  platforms.control({ platform: "twilio", faults: NO_FAULTS });
  for (const each of Object.values(life.flows)) await resumeFlow(world, shop, each, { overdue: "go", perHour: null });
  await comeToRest(life);
}

const STEPS_MAX = 1_500;

/** From one instant at which something is due to the next, until nothing is. */
async function comeToRest({ world, shop }: Life): Promise<void> {
  for (let step = 0; step < STEPS_MAX; step++) {
    if ((await flow.step(world, shop)) > 0) continue;
    const { moved, at: nextText } = await textOnce(world, shop);
    if (moved > 0) continue;
    const next = [await nextFlowsAt(world, shop), nextText].flatMap((at) => at?.getTime() ?? []);
    if (next.length === 0) return;
    world.clock.set(new Date(Math.max(Math.min(...next), world.now().getTime() + 1)));
  }
  throw new Error("The flows never came to rest.");
}
