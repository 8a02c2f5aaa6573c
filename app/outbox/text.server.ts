// Pump: sends texts. It takes what is due and what the gate lets go (text-take.server.ts), hands the texts over side by
// side, and records what came of each where the lease is still its own. A text counts against every limit from before it is
// handed over; a death in between leaves one that is looked for, and never sent again.
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { later } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import { rulesBy } from "../messages/gate/rules.server.ts";
import { HANDED_WITHIN_MS } from "../messages/person-text.ts";
import { readSending } from "../messages/sender.server.ts";
import { senderOf } from "../messages/sender.ts";
import { readTextSettings, saveTextSettings, type SettingsHeld } from "../messages/settings/text-settings.server.ts";
import type { Failure, Step } from "../platforms/adapter.ts";
import { ADAPTERS } from "../platforms/adapters.ts";
import { httpOf, PLATFORM_TIMEOUT_MS } from "../platforms/ask.server.ts";
import { chanceOf } from "../shopify/admin.server.ts";
import { readShop } from "../shops/rows.server.ts";
import { take } from "./budget.ts";
import { readBudgets } from "./budget-rows.server.ts";
import { earliest, maySendAt, type Moved } from "./deliver.ts";
import { takeLost } from "./text-lost.server.ts";
import { askHaltedAgain } from "./text-flow-rows.server.ts";
import { SENDERS_REASONS } from "./text-flow.ts";
import { recordSaid, type Said } from "./text-record.server.ts";
import { nextTextAt, unhaltTexts } from "./text-rows.server.ts";
import { type Means, readSender, type Sender } from "./text-sender.server.ts";
import { type Flight, type Taken, takeTexts, type Taking } from "./text-take.server.ts";
import { fateOf } from "./text.ts";

/** All requests of one text. */
const SEND_MS = PLATFORM_TIMEOUT_MS * 2;
const LEASE_MS = HANDED_WITHIN_MS + SEND_MS;
/** A text is handed over, and looked for where the answer cannot be read. */
const CALLS_MAX = 2;
/** So many requests at once. */
export const AT_ONCE_MAX = 50;
const TEXTS_MAX = 500;
/** Besides those that the sender takes now: what is not sent costs it nothing. */
const MORE = 10;

export const text: Pump = {
  name: "text",
  async step(world, shop) {
    const { moved, at } = await textOnce(world, shop);
    if (at) await wake(world, shop, "text", at);
    return moved;
  },
};

export async function textOnce(world: World, shop: ShopId, means: Means = { adapters: ADAPTERS }): Promise<Moved> {
  const now = world.now();
  const until = later(now, LEASE_MS);
  const found = await readShop(world, shop);
  if (!found || found.state !== "active") return { moved: 0, at: null };
  const zone = found.timeZone;
  const lost = await transact(world, (world) => takeLost(world, shop, means, now, until));
  const taken = await takeDue(world, shop, { means, zone, now, until });
  await world.point("text:after-claim");
  const said = await sideBySide([...lost.flights, ...taken.flights], (flight) => fly(world, flight, until));
  said.push(...lost.hopeless.map((row): Said => ({ row, flight: null, handedAt: null, failure: null, isFound: true, fate: { state: "doubt", problem: "Nobody can be asked any more whether it went out. It is not sent again." } })));
  await world.point("text:after-send");
  if (said.length > 0) await transact(world, (world) => recordSaid(world, shop, zone, said, now));
  // What is due and was left comes next, or when the sender takes more.
  return { moved: lost.hopeless.length + lost.flights.length + taken.moved, at: earliest(taken.blockedUntil, await nextTextAt(world, shop, now)) };
}

type Asked = { means: Means; zone: string; now: Date; until: Date };

const NONE: Taken = { flights: [], moved: 0, blockedUntil: null };

/** While nobody lets us in the texts wait: whoever has to mend that is told on the connection. */
async function takeDue(world: World, shop: ShopId, { means, zone, now, until }: Asked): Promise<Taken> {
  const { version, settings } = await heldSettings(world, shop, now);
  const sending = await readSending(world, shop, settings);
  if (sending?.state === "broken") return NONE;
  const sender = await readSender(world, shop, settings.sender, means);
  const isReady = sender !== null && senderOf(sending, "marketing", null) === "ready";
  const most = means.most ?? TEXTS_MAX;
  const { limit, at } = isReady ? await takesNow(world, shop, sender, most, now) : { limit: most, at: null };
  if (limit === 0) return { ...NONE, blockedUntil: at };
  const taking: Taking = { version, settings, rules: rulesBy(settings.gate), zone, sender, sending, limit, now, until };
  return transact(world, async (world) => {
    if (isReady) {
      await unhaltTexts(world, shop, SENDERS_REASONS, now);
      await askHaltedAgain(world, shop, SENDERS_REASONS, now);
    }
    const taken = await takeTexts(world, shop, taking);
    if (taken.flights.length > 0) await wake(world, shop, "text", until);
    return taken;
  });
}

/** A decision names the settings by which it was made: the first one makes them a version. */
async function heldSettings(world: World, shop: ShopId, now: Date): Promise<SettingsHeld> {
  const held = await readTextSettings(world, shop);
  return held.version > 0 ? held : { ...held, version: await saveTextSettings(world, shop, held.settings, now) };
}

/** About so many are worth looking at. */
async function takesNow(world: World, shop: ShopId, { connection, budget, limits }: Sender, most: number, now: Date): Promise<{ limit: number; at: Date | null }> {
  if (budget === null || limits.length === 0) return { limit: most, at: null };
  const buckets = await readBudgets(world, shop, connection.connection_id);
  const { granted, at } = take({ limits, buckets: buckets.get(budget) ?? [], want: most, now });
  return { limit: granted === 0 ? 0 : Math.min(granted + MORE, most), at };
}

/** Hands one text over, or looks for it. The clock is asked before each request: another may hold the lease by now. */
async function fly(world: World, flight: Flight, until: Date): Promise<Said> {
  const { row, sender: { adapter, credentials }, command } = flight;
  let step: Step = flight.step;
  let handedAt = flight.isLooking && row.sentAt ? later(row.sentAt, HANDED_WITHIN_MS) : null;
  for (let calls = 0; ; calls++) {
    const isLooking = flight.isLooking || calls > 0;
    const isFound = flight.isLooking || calls > 1;
    const at = { isLooking, attempts: row.attempts, now: world.now(), chance: chanceOf(world) };
    if (step.kind !== "call" || calls === CALLS_MAX) return { row, flight, handedAt, failure: failureOf(step), isFound, fate: fateOf(step, { ...at, isLooking: isFound }) };
    if (!maySendAt(until, SEND_MS, at.now)) return { row, flight, handedAt, failure: null, isFound, fate: isLooking ? fateOf(null, at) : { state: "due", at: at.now, problem: "It was taken up too late.", attempts: row.attempts } };
    handedAt ??= at.now;
    const answer = await world.http.send(httpOf(adapter, step.request));
    if (answer.kind === "none") return { row, flight, handedAt, failure: null, isFound, fate: fateOf(null, at) };
    step = adapter.proceed(command, step.progress, answer, credentials);
  }
}

const failureOf = (step: Step): Failure | null => (step.kind === "failed" ? step.failure : null);

async function sideBySide<Each, Result>(list: readonly Each[], work: (each: Each) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < list.length; index = next++) results[index] = await work(list[index] as Each);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE_MAX, list.length) }, worker));
  return results;
}
