// Pump: carries out commands to platforms. Of each connection, side by side, it takes what is due and what the
// platform's limits allow in one transaction, sends one request for each command, and records what came of it where
// the lease is still its own. What takes several requests comes round again for each of them.
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { later, minutes } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import type { Adapter, Credentials, PlatformCommand as Asked, Step } from "../platforms/adapter.ts";
import { adapterOf, ADAPTERS, type Adapters } from "../platforms/adapters.ts";
import { httpOf, PLATFORM_TIMEOUT_MS } from "../platforms/ask.server.ts";
import { type Connection, liveConnections } from "../platforms/connection-rows.server.ts";
import { credentialsOf } from "../platforms/grant.server.ts";
import { chanceOf } from "../shopify/admin.server.ts";
import { earliest, maySendAt, type Moved } from "./deliver.ts";
import { turn, unanswered } from "./relay.ts";
import { nextRelayAt, noteSending } from "./relay-rows.server.ts";
import { recordTurns, refuse, type Said } from "./relay-record.server.ts";
import { type Flight, takeFlights } from "./relay-take.server.ts";

const LEASE_MS = minutes(5);
/** All requests of one lease. */
const SEND_MS = PLATFORM_TIMEOUT_MS * 4;
/** What is not a change of many is carried out within one lease, in at most so many requests. */
const CALLS_MAX = 4;

export const relay: Pump = {
  name: "relay",
  async step(world, shop) {
    const { moved, at } = await relayOnce(world, shop);
    if (at) await wake(world, shop, "relay", at);
    return moved;
  },
};

/** One step of every connection of the shop. */
export async function relayOnce(world: World, shop: ShopId, adapters: Adapters = ADAPTERS): Promise<Moved> {
  const connections = (await liveConnections(world, shop)).filter(({ state }) => state === "on" || state === "ending");
  const each = await Promise.all(connections.map((connection) => relayOne(world, shop, connection, adapterOf(adapters, connection.platform))));
  return each.reduce((all, one) => ({ moved: all.moved + one.moved, at: earliest(all.at, one.at) }), { moved: 0, at: null });
}

async function relayOne(world: World, shop: ShopId, connection: Connection, adapter: Adapter): Promise<Moved> {
  const now = world.now();
  const until = later(now, LEASE_MS);
  const letIn = await credentialsOf(world, shop, connection);
  if (letIn.kind === "failed") return refuse(world, shop, connection, letIn, now);
  const { credentials } = letIn;
  const taken = await transact(world, async (world) => {
    const found = await takeFlights(world, shop, { connection, adapter, credentials, now, until });
    if (found.flights.length > 0) await wake(world, shop, "relay", until);
    return found;
  });
  await world.point("relay:after-claim");
  // The one second look at the clock: how long did we stall?
  const isLate = taken.flights.length > 0 && !maySendAt(until, SEND_MS, world.now());
  if (isLate) return { moved: 0, at: until };
  const said = (await Promise.all(taken.flights.map((flight) => fly(world, shop, adapter, credentials, flight)))).filter((each) => each !== null);
  await world.point("relay:after-send");
  if (said.length > 0) await transact(world, (world) => recordTurns(world, shop, connection, said, now));
  const next = await nextRelayAt(world, shop, connection.connection_id, now);
  return { moved: said.length + taken.settled, at: earliest(taken.blockedUntil, next) };
}

/**
 * A change of membership comes round again for each of its requests: each may be made twice. Everything else is walked
 * to its end, with its progress stored before each request, so that a death tells which one is in doubt.
 */
async function fly(world: World, shop: ShopId, adapter: Adapter, credentials: Credentials, flight: Flight): Promise<Said | null> {
  let { step } = flight;
  const at = { before: flight.before, sent: flight.sent, attempts: flight.row.attempts, now: world.now(), chance: chanceOf(world) };
  const budgets: string[] = [];
  for (let calls = 1; ; calls++) {
    budgets.push(step.request.budget);
    const answer = await world.http.send(httpOf(adapter, step.request));
    if (answer.kind === "none") return { flight, turn: unanswered(at), budgets };
    const next: Step = adapter.proceed(flight.asked, step.progress, answer, credentials);
    if (mayComeRound(flight.asked) || next.kind !== "call" || calls >= CALLS_MAX) return { flight, turn: turn(next, at), budgets };
    step = next;
    at.sent = { ...flight.before, step: next.progress };
    if (!(await noteSending(world, shop, flight.row, at.sent))) return null;
  }
}

const mayComeRound = ({ kind }: Asked) => kind === "change" || kind === "members" || kind === "whoAre";
