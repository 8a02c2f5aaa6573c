// How much memory a large export needs: node bench/import-memory.ts [MEGABYTES] [--write]. The file does
// not exist: it is made while the import's own reader reads it, in a process of its own. Without --write
// the facts are dropped instead of written, so that gigabytes take minutes and PostgreSQL is not asked.
import { loadavg } from "node:os";
import { z } from "zod";
import { readFile } from "#app/inbox/import-read.server.ts";
import { claim } from "#app/inbox/import-rows.server.ts";
import { batchesOf, textOf } from "#app/inbox/jsonl.ts";
import { noFacts } from "#app/customers/fact.ts";
import { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { readLine } from "#app/shopify/bulk-lines.ts";
import { orderBlocks } from "./import-file.ts";
import { benchWorld } from "./world.ts";

const MB = Number(process.argv[2] ?? 2_000);
const BYTES_A_ROW = 680;
const rows = Math.ceil((MB * 1_000_000) / BYTES_A_ROW);
let served = 0;

/** From any byte: blocks that lie before it are made again and thrown away, as a server would seek. */
async function* chunks(from: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const block of orderBlocks({ rows, customers: 50_000 })) {
    const end = at + block.length;
    if (end > from) {
      served += block.length;
      yield block.subarray(Math.max(0, from - at));
    }
    at = end;
  }
}

async function dropped(): Promise<void> {
  for await (const { lines } of batchesOf(chunks(0), { from: 0, linesMax: 5_000, isWhole: () => true })) {
    const facts = noFacts();
    for (const line of lines) {
      const problem = readLine(textOf(line) ?? "", { startedAt: "2026-06-15T12:00:00Z", metafields: [], birthDateMetafield: null }, facts);
      if (problem) throw new Error(problem);
    }
  }
}

async function written(): Promise<void> {
  const bench = await benchWorld();
  const world = { ...bench, http: { ...bench.http, stream: async (request: { headers: Record<string, string> }) => ({
    kind: "stream" as const, status: 206, headers: {}, broken: () => null, chunks: chunks(Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0)),
  }) } };
  try {
    const now = world.now();
    const [shop] = await world.db.rows(z.object({ shop_id: ShopId }), sql`insert into shop (domain, name, state, created_at) values ('memory.myshopify.com', 'Bench', 'active', ${now}) returning shop_id`);
    if (!shop) throw new Error("no shop");
    await world.db.run(sql`
      insert into import_run (shop_id, kind, reason, state, url, started_at, due_at, created_at) values (${shop.shop_id}, 'orders', 'install', 'reading', 'generated', ${now}, ${now}, ${now})`);
    for (let outcome = "more"; outcome === "more"; ) {
      await world.db.run(sql`update import_run set leased_until = null where shop_id = ${shop.shop_id}`);
      const run = await claim(world, shop.shop_id, world.now());
      outcome = run ? await readFile(world, shop.shop_id, run) : "nothing to read";
      if (outcome !== "more" && outcome !== "end") throw new Error(outcome);
    }
  } finally {
    await bench.close();
  }
}

const from = performance.now();
await (process.argv.includes("--write") ? written() : dropped());
const seconds = (performance.now() - from) / 1000;
console.log(JSON.stringify({
  megabytes: Math.round(served / 1e6), rows, seconds: Math.round(seconds), maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024), written: process.argv.includes("--write"), load: loadavg().map((each) => Number(each.toFixed(1))),
}));
