// What came of requests to a platform: the commands' fates, each person's outcome, and what it means for the
// connection, the place and the budget.
import { knowPlatformPeople } from "../inbox/platform.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { later, seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import type { Failure, PlatformCommand as Asked, Result } from "../platforms/adapter.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import { setHookSecret } from "../platforms/connection.server.ts";
import { changeConnection, type Connection, endConnection, readConnection, renewNow, saveHookRefs } from "../platforms/connection-rows.server.ts";
import { breakTarget, setPlace } from "../platforms/place-rows.server.ts";
import { charge, shut } from "./budget.ts";
import { lockBudgets, saveBudgets } from "./budget-rows.server.ts";
import type { Moved } from "./deliver.ts";
import { enqueuePlatform } from "./enqueue-platform.server.ts";
import { type PlatformCommand, segmentOf } from "./platform-command.ts";
import { outcomesFor, pageRead, type RelayFate, type Turn } from "./relay.ts";
import { customersSeen } from "./relay-people-rows.server.ts";
import { tellDoings } from "./told-doing-rows.server.ts";
import { isOver, recordFates, recordPeople, tellPeople, type Waiting } from "./relay-rows.server.ts";

export type Said = {
  flight: { row: Waiting; command: PlatformCommand | null; asked: Asked | null };
  turn: Turn;
  /** The limits that its requests drew on: the first was granted, the others are charged afterwards. */
  budgets: string[];
};

export async function recordTurns(world: World, shop: ShopId, connection: Connection, said: Said[], now: Date): Promise<void> {
  const fates = [];
  for (const each of said) {
    const { command_id: commandId, fence } = each.flight.row;
    fates.push({ each, recorded: { commandId, fence, fate: await fateOf(world, shop, connection, each, now) } });
  }
  await world.point("relay:before-record");
  const written = await recordFates(world, shop, fates.map(({ recorded }) => recorded), now);
  for (const { each } of fates) if (written.has(each.flight.row.command_id)) await apply(world, shop, connection, each, now);
  await tellDoings(world, shop, fates.flatMap(({ each, recorded }) => (each.flight.row.kind === "platformProperty" && recorded.fate.state === "done" ? [recorded.commandId] : [])));
  if (fates.some(({ each, recorded }) => HOOK_KINDS.includes(each.flight.row.kind) && recorded.fate.state !== "due")) await endIfOver(world, shop, connection.connection_id, now);
  await settleBudgets(world, shop, connection, said, now);
  // Sync turns outcomes into what it believes the platform holds.
  if (fates.some(({ recorded }) => recorded.fate.state === "done")) await wake(world, shop, "mirror");
}

/** A comparison goes on with its next page; nothing else has a word in its own fate. */
async function fateOf(world: World, shop: ShopId, connection: Connection, { flight, turn }: Said, now: Date): Promise<RelayFate> {
  if (turn.failure?.reason === "gone" && flight.command?.kind === "platformDrop") return { ...turn.fate, problem: null, state: "done", progress: null };
  if (turn.failure && isGivenUp(flight.command?.kind, turn.failure.reason)) return { state: "done", problem: turn.failure.detail, attempts: flight.row.attempts, progress: null };
  if (turn.result?.kind !== "members" || flight.command?.kind !== "platformMembers") return turn.fate;
  const unknown = await customersSeen(world, shop, { connection: connection.connection_id, segment: flight.command.segmentId, commandId: flight.row.command_id }, turn.result.people, now);
  const read = pageRead(flight.row.progress, flight.asked, { ...turn.result, unknown });
  return read.isOver ? { ...turn.fate, progress: read.progress } : { state: "due", at: now, problem: null, attempts: 0, progress: read.progress };
}

const HOOK_KINDS: readonly string[] = ["platformHookUp", "platformUnhook"];

/** What the account does not permit is said on the connection; and where nobody lets us in, nothing of ours can be taken away. */
function isGivenUp(kind: PlatformCommand["kind"] | undefined, reason: Failure["reason"]): boolean {
  return (kind === "platformHookUp" && reason === "forbidden") || (kind === "platformUnhook" && (reason === "forbidden" || reason === "unauthorized"));
}

async function apply(world: World, shop: ShopId, connection: Connection, { flight, turn }: Said, now: Date): Promise<void> {
  const { command, asked, row } = flight;
  const id = connection.connection_id;
  const segment = command && segmentOf(command);
  if (command?.kind === "platformChange" && turn.result === null && turn.fate.state === "done") await tellAll(world, shop, row.command_id, turn.failure);
  if (turn.failure) return applyFailure(world, shop, connection, flight, turn.failure);
  switch (turn.result?.kind) {
    case "people":
      if (asked?.kind === "change") {
        const outcomes = outcomesFor(asked.people, turn.result.outcomes);
        await recordPeople(world, shop, { connection: id, commandId: row.command_id, people: asked.people }, outcomes, now);
        // What the platform told under its own number of somebody, before we knew whose it is.
        await knowPlatformPeople(world, shop, { platform: connection.platform, connection: id }, outcomes.flatMap(({ customerId, platformId }) => (platformId === null ? [] : [{ customerId, platformId }])), now);
      }
      return;
    case "place":
      if (segment) await setPlace(world, shop, id, segment, turn.result.ref);
      return;
    case "hooks":
      return hooked(world, shop, id, turn.result, now);
    default:
      return;
  }
}

/** `missing` of a connection: its account does not let us set up webhooks. */
const WEBHOOKS = "webhooks";

/** A connection that was ended meanwhile has no use for them. */
async function hooked(world: World, shop: ShopId, id: ConnectionId, { refs, secret }: Extract<Result, { kind: "hooks" }>, now: Date): Promise<void> {
  const connection = await readConnection(world, shop, id);
  if (connection?.state === "ending") {
    if (refs.length > 0) await enqueuePlatform(world, shop, id, [{ key: `${id}/unhook/${world.ids.uuid()}`, command: { kind: "platformUnhook", refs } }], now);
    return;
  }
  if (!connection || connection.state === "ended") return;
  await saveHookRefs(world, shop, id, refs);
  if (secret !== null) await setHookSecret(world, shop, connection, secret);
  if (connection.missing.includes(WEBHOOKS)) await changeConnection(world, shop, id, { missing: connection.missing.filter((each) => each !== WEBHOOKS) });
}

/** Refused as a whole is refused of each. Where the place is gone, or whom it was about, nothing was done. */
const tellAll = (world: World, shop: ShopId, commandId: string, failure: Failure | null) =>
  failure?.reason === "refused" ? tellPeople(world, shop, commandId, "refused", failure.detail) : tellPeople(world, shop, commandId, "unknown", null);

/** Tokens may have been renewed too late; a key that is refused stays refused. */
const UNAUTHORIZED_MAX = 2;

async function applyFailure(world: World, shop: ShopId, connection: Connection, { row, command }: Said["flight"], failure: Failure): Promise<void> {
  const id = connection.connection_id;
  const segment = command && segmentOf(command);
  if (failure.reason === "gone" && segment && command.kind !== "platformTrack") await breakTarget(world, shop, id, segment, failure.detail);
  if (command?.kind === "platformHookUp" && (failure.reason === "forbidden" || failure.reason === "refused")) {
    await changeConnection(world, shop, id, { missing: [...new Set([...connection.missing, WEBHOOKS])] });
  }
  if (failure.reason !== "unauthorized" || command?.kind === "platformUnhook") return;
  if (connection.renew_at !== null && row.attempts < UNAUTHORIZED_MAX) await renewNow(world, shop, id);
  else await changeConnection(world, shop, id, { state: "broken", problem: failure.detail });
}

async function settleBudgets(world: World, shop: ShopId, { connection_id: id, platform }: Connection, said: Said[], now: Date): Promise<void> {
  const further = said.flatMap(({ budgets }) => budgets.slice(1));
  const throttled = said.flatMap(({ turn, budgets }) => (turn.failure?.reason === "throttled" ? [{ budget: budgets.at(-1), retryAfterMs: turn.failure.retryAfterMs }] : []));
  if (further.length + throttled.length === 0) return;
  const buckets = await lockBudgets(world, shop, id);
  const limitsOf = (budget: string) => CAPABILITIES[platform].limits.budgets[budget] ?? [];
  for (const [budget, calls] of Map.groupBy(further, (budget) => budget)) buckets.set(budget, charge(limitsOf(budget), buckets.get(budget) ?? [], now, calls.length));
  for (const { budget, retryAfterMs } of throttled) if (budget !== undefined) buckets.set(budget, shut(limitsOf(budget), buckets.get(budget) ?? [], now, retryAfterMs));
  await saveBudgets(world, shop, id, buckets);
}

/** Our webhooks were the last of it. */
async function endIfOver(world: World, shop: ShopId, id: ConnectionId, now: Date): Promise<void> {
  if (await isOver(world, shop, id)) await endConnection(world, shop, id, now);
}

const AGAIN_MS = seconds(30);

/** Without credentials nothing is sent: either for good, or until the platform's own door answers again. */
export async function refuse(world: World, shop: ShopId, { connection_id: id, state }: Connection, failed: { detail: string; isOver: boolean }, now: Date): Promise<Moved> {
  if (failed.isOver && state === "on") await changeConnection(world, shop, id, { state: "broken", problem: failed.detail });
  return { moved: 0, at: failed.isOver ? null : later(now, AGAIN_MS) };
}
