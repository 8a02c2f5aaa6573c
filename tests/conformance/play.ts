// Plays one case on a shop of its own: facts arrive by the one road of facts, and after each step the
// clock and the facts road run as the worker would run them. At every evaluation the members are
// compared with what the case expects, and with match.ts for each person.
import { writeFacts } from "#app/customers/apply.server.ts";
import { type Facts, noFacts } from "#app/customers/fact.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import type { World } from "#app/lib/world.ts";
import type { Node } from "#app/segments/definition.ts";
import { listTag, translate } from "./condition.ts";
import { type Case, type Condition, type Expected, NotExpressible, refuse, type Step } from "./format.ts";
import { age, addShop, askMatch, defineSegment, membersOf, type Refused } from "./shop.ts";
import { makeSlots, type Slots } from "./slots.ts";
import { instantMs, iso, scaleOf, type Timeline } from "./windows.ts";

export type Clocked = World & { clock: { set(instant: Date): void } };
type Answer = { result: "passed" | "failed" | "not-expressible"; detail: string };

type Play = {
  world: Clocked;
  shop: ShopId;
  given: Case;
  slots: Slots;
  timeline: Timeline;
  segments: Map<string, number>;
  customers: Map<string, CustomerId>;
  traits: Map<string, Record<string, unknown>>;
  tags: Map<string, Set<string>>;
  orders: Map<string, { orderId: string; customer: string; event: string; at: number; props: Record<string, unknown> }>;
  before: Map<string, string[]>;
  /** Arrival: never goes back, even where an event is late. */
  now: number;
  newest: number;
};

export async function play(world: Clocked, given: Case, t0: number): Promise<Answer> {
  if (given.not_portable) return { result: "not-expressible", detail: `The case says so itself: ${String(given.not_portable)}.` };
  try {
    const differences = await playAll(world, given, t0);
    return differences.length > 0 ? { result: "failed", detail: differences.join(" ") }
      : { result: "passed", detail: isTold(given) ? TOLD : "" };
  } catch (thrown) {
    if (thrown instanceof NotExpressible) return { result: "not-expressible", detail: thrown.message };
    return { result: "failed", detail: `The engine failed: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

const TOLD = "Its events are told as orders whose source is the event's name: events of the merchant's own are not there yet.";
const isTold = (given: Case) => given.timeline.some((step) => step.event !== undefined);

async function playAll(world: Clocked, given: Case, t0: number): Promise<string[]> {
  const timeline = { t0, scale: scaleOf([given.segments, given.timeline.map((step) => step.redefine ?? null)]) };
  const times = given.timeline.flatMap((step) => (step.t === undefined ? [] : [instantMs(step.t, timeline)]));
  const now = Math.min(t0, ...times) - 60_000;
  world.clock.set(new Date(now));
  const play: Play = {
    world, given, timeline, now, shop: await addShop(world, given.timezone ?? "UTC"), slots: makeSlots(), newest: now,
    segments: new Map(), customers: new Map(), traits: new Map(), tags: new Map(), orders: new Map(), before: new Map(),
  };
  const refused = await define(play, given.segments);
  const expectsError = given.expect_error !== undefined && given.expect_error !== false;
  if (expectsError || refused) return judge(refused, expectsError);
  const differences: string[] = [];
  for (const step of given.timeline) differences.push(...(await take(play, step)));
  return differences;
}

function judge(refused: Refused | null, expectsError: boolean): string[] {
  if (expectsError) return refused ? [] : ["The definition should have been refused, and was saved."];
  if (refused) refuse(`The definition is refused at save: ${refused.problems.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}`);
  return [];
}

/** Those that ask about another one come after it. */
async function define(play: Play, conditions: Record<string, Condition>): Promise<Refused | null> {
  const open = new Map(Object.entries(conditions));
  const under = new Set<string>();
  const one = async (name: string): Promise<Refused | null> => {
    const condition = open.get(name);
    if (!condition) return null;
    if (under.has(name)) return { problems: [{ path: [name], message: "asks about itself" }] };
    under.add(name);
    for (const used of usedBy(condition)) {
      const refused = await one(used);
      if (refused) return refused;
    }
    open.delete(name);
    const helpers: Node[] = [];
    const plan = (number: (index: number) => number) => {
      helpers.length = 0;
      return translate(condition, {
        slots: play.slots, timeline: play.timeline, semantics: play.given.semantics ?? {}, list: name,
        segment: (asked) => play.segments.get(asked) ?? refuse(`The segment ${asked} is not there.`),
        helper: (node) => number(helpers.push(node) - 1),
      });
    };
    plan(() => 1);
    const made: number[] = [];
    for (const helper of [...helpers]) {
      const saved = await defineSegment(play.world, play.shop, `${name}, part ${made.length + 1}`, helper, null);
      if ("problems" in saved) return saved;
      made.push(saved.segment);
    }
    const saved = await defineSegment(play.world, play.shop, name, plan((index) => made[index] ?? 0), play.segments.get(name) ?? null);
    if ("problems" in saved) return saved;
    play.segments.set(name, saved.segment);
    return null;
  };
  for (const name of Object.keys(conditions)) {
    const refused = await one(name);
    if (refused) return refused;
  }
  await age(play.world, play.shop);
  return null;
}

function usedBy(condition: unknown): string[] {
  if (Array.isArray(condition)) return condition.flatMap(usedBy);
  if (typeof condition !== "object" || condition === null) return [];
  return Object.entries(condition).flatMap(([key, value]) => (key === "member_of" && typeof value === "string" ? [value] : usedBy(value)));
}

async function take(play: Play, step: Step): Promise<string[]> {
  const at = step.t === undefined ? play.now : instantMs(step.t, play.timeline);
  play.now = Math.max(play.now, at);
  play.world.clock.set(new Date(play.now));
  const facts = noFacts();
  if (step.set && step.customer) describe(play, facts, step.customer, step.set);
  else if (step.event && step.customer) happen(play, facts, { customer: step.customer, event: step.event, at, props: step.props ?? {} }, step.id);
  else if (step.delete_event) forget(play, facts, step.delete_event);
  else if (step.replace_event) replace(play, facts, step.replace_event, step.props ?? {});
  else if (step.customer && (step.pin ?? step.unpin)) pin(play, facts, step.customer, step.pin, step.unpin);
  else if (step.redefine) return judge(await define(play, step.redefine), false);
  else if (step.evaluate) return evaluate(play, step.evaluate);
  else refuse(`A step with ${Object.keys(step).join(", ")} is unknown.`);
  await writeFacts(play.world, play.shop, facts, { now: new Date(play.now), live: true });
  await age(play.world, play.shop);
  return [];
}

function person(play: Play, name: string): CustomerId {
  const known = play.customers.get(name) ?? (String(play.customers.size + 1) as CustomerId);
  play.customers.set(name, known);
  return known;
}

/** Whatever arrives later is newer, also within one instant of the case. */
const stamp = (play: Play) => iso((play.newest = Math.max(play.newest + 1, play.now)));

function describe(play: Play, facts: Facts, name: string, set: Record<string, unknown>): void {
  const dated = Object.entries(set).map(([key, value]) => [key, scaled(play, value)]);
  play.traits.set(name, { ...play.traits.get(name), ...Object.fromEntries(dated) });
  tell(play, facts, name);
}

/** A date among the values moves with the timeline when that is played slower. */
function scaled(play: Play, value: unknown): unknown {
  const isDate = typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  return isDate && play.timeline.scale !== 1 ? iso(instantMs(value, play.timeline)) : value;
}

function tell(play: Play, facts: Facts, name: string): void {
  const at = stamp(play);
  const tags = [...(play.tags.get(name) ?? [])].map(listTag);
  facts.customers.push({
    customerId: person(play, name), createdAt: iso(play.timeline.t0 - 86_400_000 * 400), updatedAt: at, detailedAt: at, tagsAt: at, tags,
    metafields: play.slots.metafields(play.traits.get(name) ?? {}),
  });
}

function pin(play: Play, facts: Facts, name: string, pinned: string | undefined, unpinned: string | undefined): void {
  const tags = play.tags.get(name) ?? new Set();
  if (pinned) tags.add(pinned);
  if (unpinned) tags.delete(unpinned);
  play.tags.set(name, tags);
  tell(play, facts, name);
}

function happen(play: Play, facts: Facts, event: { customer: string; event: string; at: number; props: Record<string, unknown> }, id = `#${play.orders.size}`): void {
  if (play.orders.has(id)) return void tell(play, facts, event.customer); // Twice is once.
  const order = { orderId: String(play.orders.size + 1), ...event };
  play.orders.set(id, order);
  if (!play.traits.has(event.customer)) describe(play, facts, event.customer, {});
  place(play, facts, order);
}

function place(play: Play, facts: Facts, order: { orderId: string; customer: string; event: string; at: number; props: Record<string, unknown> }): void {
  const at = stamp(play);
  facts.orders.push({
    orderId: order.orderId, customerId: person(play, order.customer), processedAt: iso(order.at), updatedAt: at, detailedAt: at, sourceName: order.event, currency: "USD",
    ...play.slots.write(order.props),
  });
}

function replace(play: Play, facts: Facts, id: string, props: Record<string, unknown>): void {
  const order = play.orders.get(id) ?? refuse(`The event ${id} is replaced and was never there.`);
  const changed = { ...order, props };
  play.orders.set(id, changed);
  place(play, facts, changed);
}

function forget(play: Play, facts: Facts, id: string): void {
  const order = play.orders.get(id) ?? refuse(`The event ${id} is deleted and was never there.`);
  facts.orders.push({ orderId: order.orderId, deletedAt: stamp(play), voidAt: "1970-01-01T00:00:00.000Z" });
}

async function evaluate(play: Play, expected: Record<string, Expected>): Promise<string[]> {
  await age(play.world, play.shop);
  const names = new Map([...play.customers].map(([name, id]) => [id, name]));
  const differences: string[] = [];
  for (const [name, wanted] of Object.entries(expected)) {
    const segment = play.segments.get(name);
    if (segment === undefined) refuse(`The segment ${name} is evaluated and was never defined.`);
    const found = (await membersOf(play.world, play.shop, segment)).map((id) => names.get(id) ?? id);
    const told = (what: string, who: string[]) => (who.length > 0 ? [`${name} ${what}: ${who.join(", ")}.`] : []);
    const isIn = new Set(found);
    const before = new Set(play.before.get(name));
    differences.push(
      ...told("lacks", wanted.in.filter((who) => !isIn.has(who))),
      ...told("should not hold", wanted.out.filter((who) => isIn.has(who))),
      ...(wanted.exact ? told("holds more than it should", found.filter((who) => !wanted.in.includes(who))) : []),
      ...(wanted.entered ? told("entered otherwise", odd(wanted.entered, found.filter((who) => !before.has(who)))) : []),
      ...(wanted.left ? told("left otherwise", odd(wanted.left, [...before].filter((who) => !isIn.has(who)))) : []),
      ...told("is answered otherwise by match", (await askMatch(play.world, play.shop, segment)).map((id) => names.get(id) ?? id)),
    );
    play.before.set(name, found);
  }
  return differences;
}

const odd = (one: string[], two: string[]) => [...one.filter((who) => !two.includes(who)), ...two.filter((who) => !one.includes(who))];
