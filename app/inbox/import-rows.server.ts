// The rows of imports: leased by a fence, so that a reader that lost its lease writes nothing.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, row, type Sql, sql } from "../lib/sql.ts";
import { later, seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { IMPORT_KINDS, IMPORT_REASONS, type ImportKind, type ImportReason } from "../shops/import-kind.ts";

/** Long enough for one call or one batch, short enough that a killed reader's work goes on soon. */
export const LEASE_MS = seconds(60);

const Run = z.object({
  import_id: Id, kind: z.enum(IMPORT_KINDS), reason: z.enum(IMPORT_REASONS), state: z.enum(["asked", "running", "reading"]), filter: z.string(),
  bulk_id: z.string().nullable(), url: z.string().nullable(), started_at: Instant.nullable(), attempts: z.number(), fence: Id, bytes: Count.nullable(),
  bytes_read: Count, rows_total: Count.nullable(), rows_read: Count, progressed_at: Instant.nullable(), unreached_since: Instant.nullable(),
  problem: z.string().nullable(), created_at: Instant, due_at: Instant,
});

export type Run = {
  importId: string; kind: ImportKind; reason: ImportReason; state: "asked" | "running" | "reading"; filter: string; bulkId: string | null; url: string | null;
  startedAt: Date | null; attempts: number; fence: string; bytes: number | null; bytesRead: number; rowsTotal: number | null; rowsRead: number;
  progressedAt: Date | null; unreachedSince: Date | null; problem: string | null; createdAt: Date;
  /** How long after its time it was taken. */
  lateMs: number;
};

/** Those of one kind go one after another: of two files with the same customer, the one that was asked for last has the last word. */
const isOpen = (shop: ShopId): Sql => sql`
  (c.state in ('running', 'reading') or c.state = 'asked' and not exists (
    select 1 from import_run o where o.shop_id = ${shop} and o.kind = c.kind and o.state in ('running', 'reading')))`;

/** Takes the run that has waited longest; nobody else has it until the lease ends. */
export async function claim(world: World, shop: ShopId, now: Date): Promise<Run | null> {
  const found = await row(world.db, Run, sql`
    update import_run r set fence = r.fence + 1, leased_until = ${later(now, LEASE_MS)}
    where r.shop_id = ${shop} and r.import_id = (
      select c.import_id from import_run c
      where c.shop_id = ${shop} and ${isOpen(shop)} and c.due_at <= ${now} and (c.leased_until is null or c.leased_until <= ${now})
      order by c.due_at, c.import_id limit 1 for update skip locked)
    returning import_id, kind, reason, state, filter, bulk_id, url, started_at, attempts, fence, bytes, bytes_read, rows_total, rows_read, progressed_at, unreached_since, problem, created_at, due_at`);
  return found && {
    importId: found.import_id, kind: found.kind, reason: found.reason, state: found.state, filter: found.filter, bulkId: found.bulk_id, url: found.url,
    startedAt: found.started_at, attempts: found.attempts, fence: found.fence, bytes: found.bytes, bytesRead: found.bytes_read, rowsTotal: found.rows_total,
    rowsRead: found.rows_read, progressedAt: found.progressed_at, unreachedSince: found.unreached_since, problem: found.problem, createdAt: found.created_at,
    lateMs: Math.max(0, now.getTime() - found.due_at.getTime()),
  };
}

/** When the next run wants attention: it is due, or its lease ends. */
export async function nextDue(world: World, shop: ShopId): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: Instant.nullable() }), sql`
    select min(greatest(c.due_at, c.leased_until)) as at from import_run c where c.shop_id = ${shop} and ${isOpen(shop)}`);
  return found?.at ?? null;
}

/** False: the lease was lost, and nothing was written. */
export async function record(world: World, shop: ShopId, run: Run, changes: Sql): Promise<boolean> {
  return (await world.db.run(sql`update import_run set ${changes} where shop_id = ${shop} and import_id = ${run.importId} and fence = ${run.fence}`)) === 1;
}

/** Orders that nobody knew before this run brought them. */
export const noteFresh = (world: World, shop: ShopId, run: Run, orders: readonly string[]): Promise<number> =>
  world.db.run(sql`update import_run set fresh = fresh || ${orders}::bigint[] where shop_id = ${shop} and import_id = ${run.importId}`);

/** Which of these an earlier batch of the run brought as new. */
export async function freshAmong(world: World, shop: ShopId, run: Run, orders: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await world.db.rows(z.object({ order: Id }), sql`
    select distinct o.id as "order" from import_run r cross join unnest(r.fresh) as o (id) where r.shop_id = ${shop} and r.import_id = ${run.importId} and o.id = any(${orders}::bigint[]) order by 1`);
  return new Set(rows.map(({ order }) => order));
}

/** How far the file has been read by now, whoever read it. */
export async function bytesReadBy(world: World, shop: ShopId, run: Run): Promise<number> {
  const found = await row(world.db, z.object({ bytes: Count }), sql`select bytes_read as bytes from import_run where shop_id = ${shop} and import_id = ${run.importId}`);
  return found?.bytes ?? run.bytesRead;
}

/** Shopify says that the bulk operation has ended: look now. */
export function hurryImport(world: World, shop: ShopId, bulkId: string, now: Date): Promise<number> {
  return world.db.run(sql`
    update import_run set due_at = ${now} where shop_id = ${shop} and bulk_id = ${bulkId} and state = 'running' and due_at > ${now}`);
}

export type ParkedLine = { at: number; text: string; problem: string };

/** Shown among the problems with its place in the file; trying again means importing again. */
export async function parkLines(world: World, shop: ShopId, run: Run, lines: ParkedLine[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, state, due_at, problem, done_at)
    select ${shop}::int, 'import', ${`import/${run.kind}`}, ${run.importId} || '/' || at, ${now}::timestamptz, ${now}::timestamptz, body, 'parked', ${now}::timestamptz, problem, ${now}::timestamptz
    from unnest(${lines.map((line) => line.at)}::bigint[], ${lines.map((line) => line.text.replaceAll("\0", "\ufffd"))}::text[], ${lines.map((line) => line.problem)}::text[]) as parked(at, body, problem)
    on conflict (shop_id, source, key) do nothing`);
}

/** Of the whole imports of this shop (not the nightly ones), how many others are still under way. */
export async function othersOpen(world: World, shop: ShopId, run: Run): Promise<number> {
  const found = await row(world.db, z.object({ open: Count }), sql`
    select count(*) as open from import_run where shop_id = ${shop} and import_id <> ${run.importId} and reason <> 'reconcile' and state in ('asked', 'running', 'reading')`);
  return found?.open ?? 0;
}

/**
 * A whole history has just been written: without fresh statistics the planner still takes the tables for empty, and
 * evaluating 60 people in nested loops took 73 s where 20 are enough for 800 questions. Samples, whatever the size.
 */
export async function analyzeFacts(world: World): Promise<void> {
  await world.db.run(sql`analyze customer, orders, order_line, order_refund, customer_tag, product`);
}

/** The reconcile of the next night; a later one that is open already stays. */
export async function planReconcile(world: World, shop: ShopId, kind: ImportKind, filter: string, dueAt: Date, now: Date): Promise<void> {
  await world.db.run(sql`
    insert into import_run (shop_id, kind, reason, filter, due_at, created_at)
    select ${shop}::int, ${kind}::text, 'reconcile', ${filter}::text, ${dueAt}::timestamptz, ${now}::timestamptz
    where not exists (select 1 from import_run where shop_id = ${shop} and kind = ${kind} and reason = 'reconcile' and state = 'asked')`);
  await world.db.run(sql`update shop set reconciled_at = ${now} where shop_id = ${shop}`);
}
