// Pump: carries out commands to platforms. Of each connection, side by side, it takes what is due and what the
// platform's limits allow in one transaction, sends one request for each command, and records what came of it where
// the lease is still its own. What takes several requests comes round again for each of them.
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { later, minutes } from "../lib/time.ts";
import { often, transact, type World } from "../lib/world.ts";
import type { Adapter, Credentials, PlatformCommand as Asked, Step } from "../platforms/adapter.ts";
import { adapterOf, ADAPTERS, type Adapters } from "../platforms/adapters.ts";
import { httpOf, PLATFORM_TIMEOUT_MS } from "../platforms/ask.server.ts";
import { type Connection, liveConnections } from "../platforms/connection-rows.server.ts";
import { credentialsOf } from "../platforms/grant.server.ts";
import { chanceOf } from "../shopify/admin.server.ts";
import { maySendAt } from "./deliver.ts";
import { type Turn, turn, unanswered } from "./relay.ts";
import { nextRelayAt } from "./relay-rows.server.ts";
import { recordTurns, refuse, type Said } from "./relay-record.server.ts";
import { type Flight, takeFlights } from "./relay-take.server.ts";

const LEASE_MS = minutes(5);
/** All requests of one lease. */
const SEND_MS = PLATFORM_TIMEOUT_MS * 4;
/** A text is sent within one lease, in at most so many requests. */
const CALLS_MAX = 4;

type Moved = { moved: number; at: Date | null };

export const relayWith = (adapters: Adapters): Pump => ({
  name: "relay",
  async step(world, shop) {
    const connections = (await liveConnections(world, shop)).filter(({ state }) => state === "on" || state === "ending");
    const moved = await Promise.all(connections.map((connection) => relayOne(world, shop, connection, adapterOf(adapters, connection.platform))));
    const waits = moved.flatMap(({ at }) => (at ? [at.getTime()] : []));
    if (waits.length > 0) await wake(world, shop, "relay", new Date(Math.min(...waits)));
    return moved.reduce((sum, each) => sum + each.moved, 0);
  },
});

export const relay: Pump = relayWith(ADAPTERS);

async function relayOne(world: World, shop: ShopId, connection: Connection, adapter: Adapter): Promise<Moved> {
  const now = world.now();
  const until = later(now, LEASE_MS);
  const letIn = await credentialsOf(world, shop, connection);
  if (letIn.kind === "failed") return refuse(world, shop, connection, letIn, now);
  const { credentials } = letIn;
  const taken = await transact(often(world), async (world) => {
    const found = await takeFlights(world, shop, { connection, adapter, credentials, now, until });
    if (found.flights.length > 0) await wake(world, shop, "relay", until);
    return found;
  });
  await world.point("relay:after-claim");
  // The one second look at the clock: how long did we stall?
  const isLate = taken.flights.length > 0 && !maySendAt(until, SEND_MS, world.now());
  if (isLate) return { moved: 0, at: until };
  const said = await Promise.all(taken.flights.map((flight) => fly(world, adapter, credentials, flight)));
  await world.point("relay:after-send");
  if (said.length > 0) await transact(often(world), (world) => recordTurns(world, shop, connection, said, now));
  const next = await nextRelayAt(world, shop, connection.connection_id, now);
  return { moved: said.length + taken.settled, at: earliest(taken.blockedUntil, next) };
}

async function fly(world: World, adapter: Adapter, credentials: Credentials, flight: Flight): Promise<Said> {
  let { step } = flight;
  const at = { before: flight.before, sent: flight.sent, attempts: flight.row.attempts, now: world.now(), chance: chanceOf(world) };
  for (let calls = 1; ; calls++) {
    const answer = await world.http.send(httpOf(adapter, step.request));
    if (answer.kind === "none") return said(flight, unanswered(at));
    const next: Step = adapter.proceed(flight.asked, step.progress, answer, credentials);
    if (!isText(flight.asked) || next.kind !== "call" || calls >= CALLS_MAX) return said(flight, turn(next, at), step.request.budget);
    step = next;
  }
}

/** What was asked of a text before it is sent is asked anew after a death, so that its sending is never in doubt for nothing. */
const isText = (asked: Asked) => asked.kind === "send";

const said = (flight: Flight, turned: Turn, budget: string | null = null): Said => ({ flight, turn: turned, budget });

const earliest = (one: Date | null, other: Date | null) => (one && other ? (one < other ? one : other) : (one ?? other));
