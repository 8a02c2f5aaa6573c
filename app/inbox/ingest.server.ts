// Two pumps, each with its own lane of the inbox: rows that are due become facts. A batch is one transaction; where
// it fails each row is tried alone, and one that fails alone is parked with its reason while the others go on.
import { writeFacts } from "../customers/apply.server.ts";
import { addFacts, noFacts } from "../customers/fact.ts";
import { isCrowded } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { reasonOf } from "../lib/refusal.ts";
import { later, seconds } from "../lib/time.ts";
import { often, transact, type World } from "../lib/world.ts";
import { changeScopes, uninstall } from "../shops/install.server.ts";
import { describeShop, saveDataRequest } from "../shops/rows.server.ts";
import { hurryImport } from "./import-rows.server.ts";
import { ingest as decide, isHeard, type Meaning, type Row, type Understood } from "./ingest.ts";
import { endConnections } from "./connections-end.server.ts";
import { mergingPeople } from "./hear-consent.server.ts";
import { type Heard, platformFacts, spread } from "./platform.server.ts";
import { hearDeliveries } from "./reply.server.ts";
import { withOptOuts } from "./reply.ts";
import { finish, hurryCommand, hurryFollowing, isAnyDue, type Lane, park, takeDue } from "./rows.server.ts";

/** Two hundred orders are some hundred milliseconds of work; so are two thousand events, which come in hundreds a row. */
const ROWS_MAX: Record<Lane, number> = { webhooks: 200, events: 4 };
/** While so many customers wait to be looked at, told events wait too: whom a webhook names would stand behind all of theirs. */
const WAITING_MAX = 1_000;
const PAUSE_MS = seconds(1);

export const ingest: Pump = {
  name: "ingest",
  step: (world, shop) => step(world, shop, "webhooks"),
  isDue: (world, shop) => isAnyDue(world, shop, "webhooks", world.now()),
};

export const events: Pump = {
  name: "events",
  async step(world, shop) {
    if (!(await isCrowded(world, shop, WAITING_MAX))) return step(world, shop, "events");
    await wake(world, shop, "events", later(world.now(), PAUSE_MS));
    return 0;
  },
  isDue: (world, shop) => isAnyDue(world, shop, "events", world.now()),
};

async function step(world: World, shop: ShopId, lane: Lane): Promise<number> {
  const failed = await tryBatch(world, shop, lane, ROWS_MAX[lane]);
  if (failed === null) return 0;
  if (!failed.problem) return failed.moved;
  // One row alone, as often as it takes: the one that fails is parked, and the rest go through.
  const alone = await tryBatch(world, shop, lane, 1);
  if (alone?.problem) await parkTaken(world, shop, alone.ids, alone.problem);
  return 1;
}

/** `ids`: whom it took, so that of one row alone nobody else is parked. */
type Tried = { moved: number; problem: string | null; ids: string[] };

/** Null: nothing is due. */
async function tryBatch(world: World, shop: ShopId, lane: Lane, limit: number): Promise<Tried | null> {
  let ids: string[] = [];
  try {
    return await transact(often(world), async (within) => {
      const taken = await take(within, shop, lane, limit);
      if (!taken) return null;
      ids = taken.rows.map(({ inboxId }) => inboxId);
      await world.point("ingest:after-take");
      const events = await work(within, shop, taken.state, taken.rows);
      await world.point("ingest:before-commit");
      return { moved: taken.rows.length + events, problem: null, ids };
    });
  } catch (problem) {
    if (isPassing(problem)) throw problem;
    world.log.error("ingest failed", { shop, lane, limit, problem });
    return { moved: 0, problem: reasonOf(problem), ids };
  }
}

/** Deadlocks, lost connections, a server that is going down: the rows are as good as before. */
function isPassing(problem: unknown): boolean {
  const code = problem instanceof Error && "code" in problem ? String(problem.code) : "";
  return /^(08|40|53|55|57|E)/.test(code);
}

type Taken = { state: string; rows: Row[] };

async function take(world: World, shop: ShopId, lane: Lane, limit: number): Promise<Taken | null> {
  const due = await takeDue(world, shop, lane, world.now(), limit);
  if (!due[0]) return null;
  return { state: due[0].shop_state, rows: due.map((row) => ({ inboxId: row.inbox_id, topic: row.topic, triggeredAt: row.triggered_at, body: row.body })) };
}

/** Returns how many events were told in it. */
async function work(world: World, shop: ShopId, state: string, rows: Row[]): Promise<number> {
  const now = world.now();
  const { understood, unreadable } = decide(rows);
  const heard = understood.filter(({ meaning }) => isHeard(state, meaning));
  await applyFacts(world, shop, heard, now);
  for (const { row, meaning } of heard) await applyLife(world, shop, row, meaning, now);
  await finish(world, shop, understood.map(({ row }) => row.inboxId), now);
  await park(world, shop, unreadable, now);
  return heard.reduce((sum, { meaning }) => sum + (meaning.kind === "facts" ? (meaning.facts.events?.length ?? 0) : meaning.kind === "platform" ? meaning.told.events.length : 0), 0);
}

async function applyFacts(world: World, shop: ShopId, heard: Understood[], now: Date): Promise<void> {
  const facts = noFacts();
  for (const { meaning } of heard) if (meaning.kind === "facts") addFacts(facts, meaning.facts);
  const deliveries = heard.flatMap(({ meaning }) => (meaning.kind === "platform" ? [{ ...meaning, told: withOptOuts(meaning.told) }] : []));
  const heardBy: Heard = { shopify: [...facts.customers], platforms: await platformFacts(world, shop, deliveries), waiting: [], merging: await mergingPeople(world, shop, facts.gone) };
  for (const told of heardBy.platforms) addFacts(facts, told.facts);
  if (Object.values(facts).every((each) => each.length === 0)) return;
  await writeFacts(world, shop, facts, { now, live: true, optedOut: heardBy.waiting });
  await spread(world, shop, heardBy, now);
  await hearDeliveries(world, shop, deliveries.map(({ told }) => told), now);
  await wake(world, shop, "evaluate");
  // A tag of ours may have been taken away by hand.
  if (facts.tagChanges.some(({ present }) => !present)) await wake(world, shop, "mirror");
}

async function applyLife(world: World, shop: ShopId, row: Row, meaning: Meaning, now: Date): Promise<void> {
  switch (meaning.kind) {
    case "facts":
    case "platform":
      return;
    case "shop":
      await describeShop(world, shop, meaning.shop);
      return wake(world, shop, "evaluate");
    case "scopes":
      return changeScopes(world, shop, meaning.scopes);
    case "uninstalled":
      if (await uninstall(world, shop, row.triggeredAt)) await endConnections(world, shop, now);
      return;
    case "bulk":
      return hurryBulk(world, shop, meaning.bulkId, now);
    case "nativeSegment":
      return hurryNative(world, shop, meaning.nativeId, now);
    case "dataRequest":
      return saveDataRequest(world, shop, meaning.requestId, meaning.customerId, row.triggeredAt);
    case "redactCustomer":
    case "redactShop":
      // The pump `forget` takes these rows.
      return;
    default:
      return meaning satisfies never;
  }
}

/** An export or a run of ours over many people has ended: whoever waits for it looks now. */
async function hurryBulk(world: World, shop: ShopId, bulkId: string, now: Date): Promise<void> {
  if ((await hurryImport(world, shop, bulkId, now)) > 0) await wake(world, shop, "import");
  if ((await hurryCommand(world, shop, bulkId, now)) > 0) await wake(world, shop, "deliver");
}

/** A segment of Shopify's that a list follows asks something else now, or is gone. */
async function hurryNative(world: World, shop: ShopId, nativeId: string, now: Date): Promise<void> {
  if ((await hurryFollowing(world, shop, nativeId, now)) > 0) await wake(world, shop, "native");
}

function parkTaken(world: World, shop: ShopId, ids: string[], problem: string): Promise<void> {
  return transact(world, (within) => park(within, shop, ids.map((inboxId) => ({ inboxId, problem: `We could not take it in: ${problem}`.slice(0, 500) })), within.now()));
}
