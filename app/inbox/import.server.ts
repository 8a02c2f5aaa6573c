// Pump: a shop's history through bulk exports, and every night what webhooks lost. Each step claims
// one run (committed), talks to Shopify, and records what came of it only while the lease is its own.
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { type Sql, sql } from "../lib/sql.ts";
import { hours, later } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { admin } from "../shopify/admin.server.ts";
import type { AdminFailure } from "../shopify/admin.ts";
import { bulkQuery } from "../shopify/bulk-queries.ts";
import { BULK_CANCEL, BULK_POLL, BULK_RUN, BulkCancel, BulkPoll, BulkRun, SHOP, ShopInfo } from "../shopify/queries.ts";
import { describeShop, readShop } from "../shops/rows.server.ts";
import { metafieldsToAsk } from "../shops/settings.ts";
import { afterPoll, again, backoffMs, type Next, unreached } from "./import.ts";
import { finishRun, parkRun } from "./import-finish.server.ts";
import { readFile } from "./import-read.server.ts";
import { bytesReadBy, claim, nextDue, record, type Run } from "./import-rows.server.ts";

export const import_: Pump = {
  name: "import",
  async step(world, shop) {
    const run = await claim(world, shop, world.now());
    if (!run) return rest(world, shop);
    await world.point("import:after-claim");
    await take(world, shop, run);
    return 1;
  },
};

async function rest(world: World, shop: ShopId): Promise<number> {
  const at = await nextDue(world, shop);
  if (at) await wake(world, shop, "import", at);
  return 0;
}

function take(world: World, shop: ShopId, run: Run): Promise<void> {
  switch (run.state) {
    case "asked":
      return start(world, shop, run);
    case "running":
      return poll(world, shop, run);
    case "reading":
      return read(world, shop, run);
    default:
      return run.state satisfies never;
  }
}

async function start(world: World, shop: ShopId, run: Run): Promise<void> {
  const found = await readShop(world, shop);
  if (!found) return;
  if (!found.name && !(await describe(world, shop, run))) return;
  const query = bulkQuery(run.kind, run.filter, metafieldsToAsk(found.settings));
  const answer = await admin(world, shop).query(BulkRun, BULK_RUN, { query });
  const now = world.now();
  if (answer.kind === "failed") return failed(world, shop, run, answer);
  const { bulkOperation, userErrors = [] } = answer.data.bulkOperationRunQuery ?? {};
  if (!bulkOperation) {
    const isBusy = userErrors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED");
    const reason = userErrors.map(({ message }) => message).join(" ") || "Shopify gave no reason.";
    if (isBusy) return leave(world, shop, run, sql`due_at = ${later(now, backoffMs(2))}, problem = ${reason}`);
    return decide(world, shop, run, { kind: "park", problem: `Shopify refused the export: ${reason}` });
  }
  // Shopify's clock, not ours: what its webhooks say later is compared with this.
  const startedAt = new Date(bulkOperation.createdAt);
  await leave(world, shop, run, sql`
    state = 'running', bulk_id = ${bulkOperation.id}, started_at = ${startedAt}, due_at = ${later(now, 1_000)}, progressed_at = ${now},
    rows_total = null, bytes = null, bytes_read = 0, rows_read = 0, url = null, problem = null`);
}

/** Currency and zone first: amounts and days depend on them. */
async function describe(world: World, shop: ShopId, run: Run): Promise<boolean> {
  const answer = await admin(world, shop).query(ShopInfo, SHOP, {});
  if (answer.kind === "failed") {
    await failed(world, shop, run, answer);
    return false;
  }
  const { name, currencyCode: currency, ianaTimezone: timeZone, primaryDomain: { host } } = answer.data.shop;
  await describeShop(world, shop, { name, currency, timeZone, host });
  return true;
}

async function poll(world: World, shop: ShopId, run: Run): Promise<void> {
  const answer = await admin(world, shop).query(BulkPoll, BULK_POLL, { id: run.bulkId });
  if (answer.kind === "failed") return failed(world, shop, run, answer);
  const startedAt = run.startedAt ?? run.createdAt;
  await decide(world, shop, run, afterPoll({ ...run, startedAt }, answer.data.bulkOperation, world.now()));
}

async function read(world: World, shop: ShopId, run: Run): Promise<void> {
  const outcome = await readFile(world, shop, run);
  const now = world.now();
  switch (outcome) {
    case "lost":
      return;
    case "more":
      return leave(world, shop, run, sql`due_at = ${now}, attempts = 0`);
    case "cut":
      // Whatever was read meanwhile is an answer.
      return missed(world, shop, run, { since: (await bytesReadBy(world, shop, run)) > run.bytesRead ? null : run.unreachedSince, reason: CUT });
    case "gone":
      // A fresh address, or the news that the export has expired. One whose every address fails is a person's matter.
      if (again(run, GONE, now).kind === "park") return decide(world, shop, run, again(run, GONE, now));
      return leave(world, shop, run, sql`state = 'running', url = null, due_at = ${later(now, backoffMs(run.attempts))}, attempts = ${run.attempts + 1}`);
    case "end":
      if (run.problem === PARTIAL) return decide(world, shop, run, again(run, "Shopify could not finish the export; what it had was read.", now));
      return finishRun(world, shop, run);
    default:
      return outcome satisfies never;
  }
}

const CUT = "The export's file broke off while it was read.";
const GONE = "The export's file could not be fetched.";
const PARTIAL = "The export is a part of the whole.";

async function decide(world: World, shop: ShopId, run: Run, next: Next): Promise<void> {
  switch (next.kind) {
    case "wait":
      return leave(world, shop, run, sql`due_at = ${next.dueAt}, rows_total = ${next.rowsTotal}, progressed_at = ${next.progressedAt}, problem = null`);
    case "read":
      return leave(world, shop, run, sql`
        state = 'reading', url = ${next.url}, bytes = ${next.bytes}, rows_total = ${next.rowsTotal}, due_at = ${world.now()}, problem = ${next.partial ? PARTIAL : null}`);
    case "nothing":
      return finishRun(world, shop, run);
    case "cancel":
      return cancel(world, shop, run);
    case "again":
      return leave(world, shop, run, sql`state = 'asked', due_at = ${next.dueAt}, attempts = ${run.attempts + 1}, problem = ${next.reason}`);
    case "park":
      // Nothing more is to be had from this export.
      return park(world, shop, run, next.problem, true);
    default:
      return next satisfies never;
  }
}

/** Of an export that is but a part the rest is in no file: another one must be asked for. */
const park = (world: World, shop: ShopId, run: Run, problem: string, anew = run.problem === PARTIAL): Promise<void> => parkRun(world, shop, run, { problem, anew });

async function cancel(world: World, shop: ShopId, run: Run): Promise<void> {
  const answer = await admin(world, shop).query(BulkCancel, BULK_CANCEL, { id: run.bulkId });
  if (answer.kind === "failed" && answer.reason !== "graphql") return failed(world, shop, run, answer);
  world.log.warn("import stalled", { shop, kind: run.kind });
  await decide(world, shop, run, again(run, "The export stood still and was cancelled.", world.now()));
}

async function failed(world: World, shop: ShopId, run: Run, failure: AdminFailure): Promise<void> {
  const { reason, detail, retryAt } = failure;
  const now = world.now();
  switch (reason) {
    case "graphql":
      return park(world, shop, run, `Shopify refused: ${detail}`);
    case "throttled":
      return leave(world, shop, run, sql`due_at = ${retryAt ?? later(now, backoffMs(run.attempts))}, problem = ${detail}`);
    case "frozen":
    case "locked":
      // The shop is paused now; nothing is asked until it is back.
      return leave(world, shop, run, sql`due_at = ${retryAt ?? later(now, hours(1))}, problem = ${detail}`);
    case "unauthorized":
    case "network":
    case "server":
      return missed(world, shop, run, { since: run.unreachedSince, reason: detail, retryAt });
    default:
      return reason satisfies never;
  }
}

/** Nobody answered, or nobody would let us in: again by itself for some hours, then a person's matter. */
async function missed(world: World, shop: ShopId, run: Run, { since, reason, retryAt }: { since: Date | null; reason: string; retryAt?: Date | undefined }): Promise<void> {
  const next = unreached({ since, lateMs: run.lateMs }, reason, world.now());
  if (next.kind === "park") return park(world, shop, run, next.problem);
  const dueAt = retryAt && retryAt > next.dueAt ? retryAt : next.dueAt;
  // That the file is a part must not be forgotten meanwhile.
  const problem = run.problem === PARTIAL ? PARTIAL : reason;
  await record(world, shop, run, sql`due_at = ${dueAt}, problem = ${problem}, unreached_since = ${next.since}, leased_until = null`);
}

/** Somebody answered: records what, and gives the lease back; without effect where it was lost. */
async function leave(world: World, shop: ShopId, run: Run, changes: Sql): Promise<void> {
  await record(world, shop, run, sql`${changes}, unreached_since = null, leased_until = null`);
}
