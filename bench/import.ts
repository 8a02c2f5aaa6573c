// Import of a bulk export into PostgreSQL: rows a second and peak memory, from a file of a million
// rows, through the same code as in production. Reference: a plain COPY of the same rows, parsed by
// the same reader, into tables of the same shape and indexes, without any merging.
import { createReadStream, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { noFacts } from "#app/customers/fact.ts";
import { recount } from "#app/customers/roll.server.ts";
import { openDb } from "#app/db.server.ts";
import { readFile } from "#app/inbox/import-read.server.ts";
import { claim } from "#app/inbox/import-rows.server.ts";
import { batchesOf, textOf } from "#app/inbox/jsonl.ts";
import { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import { readLine } from "#app/shopify/bulk-lines.ts";
import { writeOrders } from "./import-file.ts";
import { type Cpu, cpuNow, cpuSince } from "./cpu.ts";
import { measured, type Measured } from "./measure.ts";
import type { Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

type Result = { what: string; rows: number; seconds: number; rowsPerSecond: number; peakMb: number; cpu: Cpu };

const READING = { startedAt: "2026-06-15T12:00:00Z", metafields: [], birthDateMetafield: null };

/** Peak memory of this process, and what the processors did, while `work` runs. */
async function taken(world: World, what: string, rows: number, work: () => Promise<void>): Promise<Result> {
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const before = await cpuNow(world.db);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const cpu = cpuSince(before, await cpuNow(world.db));
  clearInterval(look);
  return { what, rows, seconds: Number(seconds.toFixed(2)), rowsPerSecond: Math.round(rows / seconds), peakMb: Math.round(peak / 1_048_576), cpu };
}

async function benchImport(world: World, shop: ShopId, path: string, rows: number): Promise<Result[]> {
  const reference = await taken(world, "reference: plain COPY of the same rows", rows, () => copyOnly(world, path));
  const now = world.now();
  await world.db.run(sql`
    insert into import_run (shop_id, kind, reason, state, url, started_at, due_at, created_at) values (${shop}, 'orders', 'install', 'reading', ${path}, ${now}, ${now}, ${now})`);
  const imported = await taken(world, "import of orders with lines and refunds", rows, async () => {
    for (let outcome: string = "more"; outcome === "more"; ) {
      await world.db.run(sql`update import_run set leased_until = null where shop_id = ${shop}`);
      const run = await claim(world, shop, world.now());
      if (!run) throw new Error("nothing to read");
      outcome = await readFile(world, shop, run);
      if (outcome !== "more" && outcome !== "end") throw new Error(outcome);
    }
  });
  const rolled = await taken(world, "roll-ups of everybody afterwards (rows: customers)", Number((await count(world, shop)).customers), async () => void (await recount(world, shop)));
  return [imported, rolled, reference];
}

const count = async (world: World, shop: ShopId) =>
  (await world.db.rows(z.object({ customers: z.coerce.number() }), sql`select count(*) as customers from customer where shop_id = ${shop}`))[0] ?? { customers: 0 };

async function copyOnly(world: World, path: string): Promise<void> {
  await world.db.run(sql`create table ref_orders (like orders including all)`);
  await world.db.run(sql`create table ref_line (like order_line including all)`);
  for await (const { lines } of batchesOf(createReadStream(path, { highWaterMark: 1 << 18 }), { from: 0, linesMax: 5_000, isWhole: () => true })) {
    const facts = noFacts();
    for (const line of lines) readLine(textOf(line) ?? "", READING, facts);
    const text = (value: unknown) => (value === null || value === undefined ? "\\N" : String(value).replace(/[\\\t\n\r]/g, " "));
    await world.db.copyIn(
      sql`copy ref_orders (shop_id, order_id, customer_id, name, processed_at, updated_at, detailed_at, currency, gross_minor, items_minor, discount_minor, quantity, source_name, financial_status, fulfillment_status, ship_city, ship_zip, utm_source, utm_medium, utm_campaign) from stdin`,
      facts.orders.map((o) => `${[1, o.orderId, o.customerId, o.name, o.processedAt, o.updatedAt, o.detailedAt, o.currency, o.grossMinor, o.itemsMinor, o.discountMinor, o.quantity, o.sourceName, o.financialStatus, o.fulfillmentStatus, o.shipCity, o.shipZip, o.utmSource, o.utmMedium, o.utmCampaign].map(text).join("\t")}\n`),
    );
    await world.db.copyIn(
      sql`copy ref_line (shop_id, order_id, line_id, updated_at, product_id, variant_id, sku, title, variant_title, vendor, quantity, current_quantity, amount_minor, discount_minor, selling_plan, gift_card) from stdin`,
      facts.lines.map((l) => `${[1, l.orderId, l.lineId, l.updatedAt, l.productId, l.variantId, l.sku, l.title, l.variantTitle, l.vendor, l.quantity, l.currentQuantity, l.amountMinor, l.discountMinor, l.sellingPlan, l.giftCard].map(text).join("\t")}\n`),
    );
  }
  await world.db.run(sql`drop table ref_orders, ref_line`);
}

/** A network that knows one file. */
function fileWorld(url: string, now: Date): World & { close(): Promise<void> } {
  const db = openDb(url);
  const quiet = () => {};
  return {
    db,
    close: () => db.close(),
    now: () => now,
    ids: { uuid: randomUUID },
    http: {
      send: async () => ({ kind: "none", reason: "no network" }),
      stream: async (request) => {
        const size = statSync(request.url).size;
        const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
        return { kind: "stream", status: 206, headers: { "content-range": `bytes ${from}-${size - 1}/${size}` }, chunks: createReadStream(request.url, { start: from, highWaterMark: 1 << 18 }), broken: () => null };
      },
    },
    log: { info: quiet, warn: quiet, error: quiet },
    secrets: { shopifyApiKey: "", shopifyApiSecret: "", encryptionKeys: [] },
    point: async () => {},
  };
}

const ROWS: Record<Size, number> = { S: 100_000, M: 1_000_000, L: 1_000_000 };

/** In the bench's own database, each file as a shop of its own. */
export async function importBench(bench: BenchWorld, size: Size): Promise<Measured[]> {
  return [...(await fileBench(bench, size, false)), ...(await fileBench(bench, size, true))];
}

async function fileBench(bench: BenchWorld, size: Size, isScattered: boolean): Promise<Measured[]> {
  const rows = ROWS[size];
  const dir = await mkdtemp(join(tmpdir(), "segue-bench-"));
  const path = join(dir, "orders.jsonl");
  const world = fileWorld(bench.databaseUrl, new Date("2026-06-15T12:00:00Z"));
  const order = isScattered ? "scattered in time" : "in the order of time";
  try {
    const bytes = await writeOrders(path, { rows, customers: Math.ceil(rows / 20), isScattered });
    const [shop] = await world.db.rows(z.object({ shop_id: ShopId }), sql`
      insert into shop (domain, name, state, created_at) values (${`bench-import-${isScattered}.myshopify.com`}, 'Bench', 'active', ${world.now()}) returning shop_id`);
    if (!shop) throw new Error("no shop");
    const [imported, rolled, copied] = await benchImport(world, shop.shop_id, path, rows);
    if (!imported || !rolled || !copied) throw new Error("no results");
    const told = (what: string, { rows: count, seconds, peakMb, cpu }: Result, more: Partial<Measured> = {}) =>
      measured("import", size, what, [seconds * 1000], { rows: count, note: `processor seconds: ${cpu.node} Node, ${cpu.postgres} PostgreSQL; peak memory ${peakMb} MB`, ...more });
    return [
      told(`orders ${order}, with lines and refunds, ${Math.round(bytes / 1_000_000)} MB`, imported, { reference: { what: "COPY of the same rows, read by the same reader, into tables with the same indexes, without any merging", medianMs: copied.seconds * 1000 } }),
      told("the reference by itself: that COPY", copied),
      ...(isScattered ? [] : [told("roll-ups of everybody afterwards (rows: customers)", rolled)]),
    ];
  } finally {
    await world.close();
    await rm(dir, { recursive: true, force: true });
  }
}
