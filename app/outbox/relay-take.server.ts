// What a connection may send now: the commands that are due, in the platform's words, as many as its limits allow.
// Whatever cannot be sent at all is settled here.
import type { ShopId } from "../lib/ids.ts";
import { unseal } from "../lib/seal.server.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Adapter, Credentials, PlatformCommand as Asked, Step } from "../platforms/adapter.ts";
import { CAPABILITIES, isTooOld } from "../platforms/capabilities.ts";
import { boundTo } from "../platforms/connection.ts";
import type { Connection } from "../platforms/connection-rows.server.ts";
import { erasingBound, readErasing } from "../platforms/erasing.ts";
import { placesOf } from "../platforms/place-rows.server.ts";
import { chanceOf } from "../shopify/admin.server.ts";
import { mostNow, take } from "./budget.ts";
import { lockBudgets, readBudgets, saveBudgets } from "./budget-rows.server.ts";
import { ENDING_KINDS, PLATFORM_KINDS, PlatformCommand, takenAtOnce } from "./platform-command.ts";
import { type Progress, turn } from "./relay.ts";
import { askOf, type Material } from "./relay-ask.ts";
import { named, noteTold, noteToldFor, peopleOf, placesOfPeople } from "./relay-people-rows.server.ts";
import { recordTurns, type Said } from "./relay-record.server.ts";
import { dueCommands, leaseCommands, type Waiting } from "./relay-rows.server.ts";

type Call = Extract<Step, { kind: "call" | "wait" }>;
export type Flight = { row: Waiting; command: PlatformCommand | null; asked: Asked; step: Call; before: Progress | null; sent: Progress };

type Taking = { connection: Connection; adapter: Adapter; credentials: Credentials; now: Date; until: Date };
export type Taken = { flights: Flight[]; settled: number; /** The limits let the next one go then. */ blockedUntil: Date | null };

const NONE: Taken = { flights: [], settled: 0, blockedUntil: null };

export async function takeFlights(world: World, shop: ShopId, { connection, adapter, credentials, now, until }: Taking): Promise<Taken> {
  const id = connection.connection_id;
  await world.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`relay/${shop}/${id}`}, 0))`);
  const kinds = connection.state === "ending" ? ENDING_KINDS : PLATFORM_KINDS;
  const isWhole = CAPABILITIES[connection.platform].memberships.some(({ wholeSet }) => wholeSet);
  const wanted = kinds.map((kind) => takenAtOnce(kind, isWhole));
  // What cannot go yet is not read: of a platform that takes each person by itself that would be most, every time.
  const { most, at } = mostNow(CAPABILITIES[connection.platform].limits.budgets, await readBudgets(world, shop, id), Math.max(...wanted), now);
  if (most === 0) return { ...NONE, blockedUntil: at };
  const rows = await dueCommands(world, shop, id, { kinds, counts: wanted.map((count) => Math.min(count, most)), now });
  if (rows.length === 0) return NONE;
  const read = rows.map((row) => ({ row, parsed: PlatformCommand.safeParse({ ...row.payload, kind: row.kind }) }));
  const material = await gather(world, shop, connection, read.flatMap(({ row, parsed }) => (parsed.success ? [{ row, command: parsed.data }] : [])), isWhole, now);
  const settled: Said[] = [];
  const calls: Flight[] = [];
  for (const { row, parsed } of onePerCustomer(read, isWhole)) {
    const asked = parsed.success ? askOf(parsed.data, row.command_id, row.progress, material) : null;
    const before = row.progress;
    const isStale = asked?.kind === "track" && isTooOld(connection.platform, new Date(asked.at), now);
    if (asked === null || isStale) {
      settled.push({ flight: { row, command: parsed.success ? parsed.data : null, asked }, turn: nothingLeft(parsed.success, row, isStale ? STALE : NOBODY_LEFT), budgets: [] });
      continue;
    }
    const step = before?.step === undefined ? adapter.begin(asked, credentials) : adapter.lost(asked, before.step, credentials);
    const flight = { row, command: parsed.success ? parsed.data : null, asked };
    if (step.kind === "call" || step.kind === "wait") calls.push({ ...flight, step, before, sent: { ...before, step: step.progress } });
    else settled.push({ flight, turn: turn(step, { before, sent: before ?? {}, attempts: row.attempts, now, chance: chanceOf(world) }), budgets: [] });
  }
  const { flights, blockedUntil } = await grant(world, shop, connection, calls, now);
  const leases = [...flights.map(({ row, sent }) => ({ row, progress: sent })), ...settled.map(({ flight }) => ({ row: flight.row, progress: flight.row.progress ?? {} }))];
  await leaseCommands(world, shop, leases.map(({ row, progress }) => ({ commandId: row.command_id, progress })), { now, until });
  for (const { row } of leases) row.fence = String(BigInt(row.fence) + 1n);
  if (settled.length > 0) await recordTurns(world, shop, connection, settled, now);
  return { flights, settled: settled.length, blockedUntil };
}

const NOBODY_LEFT = "Whom or what it was about is no longer there.";
const STALE = "It waited for so long that it would start nothing there any more.";

const nothingLeft = (isReadable: boolean, { attempts, progress }: Waiting, problem: string) => ({
  result: null, failure: null,
  fate: isReadable
    ? { state: "done" as const, problem, attempts, progress: null }
    : { state: "parked" as const, problem: "This version of Segue cannot read the command.", attempts, progress },
});

/** Where a change tells all places of a person, the next of theirs waits for its turn. */
function onePerCustomer<Each extends { row: Waiting }>(read: Each[], isWhole: boolean): Each[] {
  if (!isWhole) return read;
  const seen = new Set<string>();
  return read.filter(({ row }) => {
    if (row.kind !== "platformChange" || row.customer_id === null) return true;
    if (seen.has(row.customer_id)) return false;
    seen.add(row.customer_id);
    return true;
  });
}

type Read = { row: Waiting; command: PlatformCommand };

async function gather(world: World, shop: ShopId, connection: Connection, read: Read[], isWhole: boolean, now: Date): Promise<Material> {
  const id = connection.connection_id;
  const changes = read.flatMap(({ row, command }) => (command.kind === "platformChange" ? [{ row, command }] : []));
  const isFresh = ({ row, command }: (typeof changes)[number]) => command.op === "add" && row.progress === null;
  const idsOf = (some: typeof changes) => some.map(({ row }) => row.command_id);
  const fresh = await peopleOf(world, shop, id, { ids: idsOf(changes.filter(isFresh)), as: "today" });
  await noteTold(world, shop, id, [...fresh.values()].flat(), now);
  const segments = new Map(changes.map(({ row, command }) => [row.command_id, command.segmentId]));
  await noteToldFor(world, shop, id, [...fresh].flatMap(([commandId, people]) => {
    const segment = segments.get(commandId);
    return segment === undefined ? [] : people.map((person) => ({ ...person, segment }));
  }));
  const begun = await peopleOf(world, shop, id, { ids: idsOf(changes.filter((each) => !isFresh(each))), as: "told" });
  const people = new Map([...fresh, ...begun]);
  const customers = read.flatMap(({ command }) => ("customerId" in command && command.kind !== "platformChange" && command.customerId ? [command.customerId] : []));
  const places = read.length === 0 ? [] : await placesOf(world, shop, id);
  return {
    shop,
    places: new Map(places.map((place) => [place.segment_id, place])),
    people,
    named: await named(world, shop, id, customers),
    keys: isWhole ? await placesOfPeople(world, shop, id, [...people.values()].flat()) : null,
    erased: new Map(read.flatMap(({ row, command }) => (command.kind === "platformErase" ? [[row.command_id, readErasing(unseal(world.secrets, command.sealed, erasingBound(shop, id)))] as const] : []))),
    hookSecret: connection.hook_secret && unseal(world.secrets, connection.hook_secret, boundTo(shop, id, "hook_secret")),
  };
}

/** Of each class of requests the first so many, in the order in which they came. */
async function grant(world: World, shop: ShopId, { connection_id: id, platform }: Connection, calls: Flight[], now: Date): Promise<{ flights: Flight[]; blockedUntil: Date | null }> {
  const buckets = await lockBudgets(world, shop, id);
  const waits: number[] = [];
  const flights: Flight[] = [];
  for (const [name, group] of Map.groupBy(calls, ({ step }) => step.request.budget)) {
    const limits = CAPABILITIES[platform].limits.budgets[name] ?? [];
    const granted = take({ limits, buckets: buckets.get(name) ?? [], want: group.length, now });
    buckets.set(name, granted.buckets);
    flights.push(...group.slice(0, granted.granted));
    if (granted.at) waits.push(granted.at.getTime());
  }
  await saveBudgets(world, shop, id, buckets);
  return { flights, blockedUntil: waits.length > 0 ? new Date(Math.min(...waits)) : null };
}
