// npm run bench [-- --size S|M|L] [--only NAME] [--keep]: prints each line as it is measured, then a table, and
// writes JSON to bench/results/. Sizes: 10,000, 100,000 and 1,000,000 customers.
// --only answers:D7,top asks those questions alone, warm and without DuckDB ("person" is one person and fifty
// segments, "templates" the previews of the whole gallery). --keep leaves the database in the temporary folder and finds it there again; what is measured on one that
// was used before is for comparing two forms of a question, not for telling.
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { z } from "zod";
import { ShopId } from "#app/lib/ids.ts";
import { row, sql } from "#app/lib/sql.ts";
import { answersBench } from "./answers.ts";
import { clockBench } from "./clock.ts";
import { doorBench } from "./door.ts";
import { gateBench } from "./gate.ts";
import { importBench } from "./import.ts";
import { limitsBench } from "./limits.ts";
import { flowSetsBench } from "./flow-sets.ts";
import { flowsBench } from "./flows.ts";
import type { Measured } from "./measure.ts";
import { platformsBench } from "./platforms.ts";
import { replayBench } from "./replay.ts";
import { segmentsBench } from "./segments.ts";
import { generate, type Size } from "./shop/generate.ts";
import { load } from "./shop/load.ts";
import { printTable } from "./table.ts";
import { textsBench } from "./texts.ts";
import { thenBench } from "./then.ts";
import { waitsBench } from "./waits.ts";
import { understandBench } from "./understand.ts";
import { type BenchWorld, benchWorld } from "./world.ts";

const SIZE = z.enum(["S", "M", "L"]).default("M");
const ONLY = z.enum(["import", "segments", "clock", "door", "answers", "then", "understand", "limits", "platforms", "gate", "texts", "flows", "flowSets", "replay", "all"]).default("all");

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const size: Size = SIZE.parse(option("size"));
const [name, questions] = option("only")?.split(":") ?? [];
const only = ONLY.parse(name);
const among = questions?.split(",") ?? null;
const isKept = process.argv.includes("--keep");
const wanted = (name: string) => only === "all" || only === name;

const loadBefore = loadavg();
/** Those that make a shop of their own. */
const MAKES_OWN: readonly string[] = ["flows", "flowSets", "import", "platforms", "texts"];
const results: Measured[] = [];
if (wanted("gate")) results.push(...(await gateBench(size)));
const world = only === "gate" ? null : await benchWorld({ isSafe: true, ...(isKept && { keep: size }) });
try {
  if (world) await onDatabase(world);
} finally {
  await world?.close();
}
const machine = { cores: cpus().length, model: cpus()[0]?.model ?? "", load: { before: loadBefore, after: loadavg() }, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version, rssMb: Math.round(process.memoryUsage().rss / 2 ** 20) };
printTable(results, machine);
await mkdir(new URL("results/", import.meta.url), { recursive: true });
const file = new URL(`results/${new Date().toISOString().replaceAll(":", "-")}-${size}-${only}.json`, import.meta.url);
await writeFile(file, JSON.stringify({ machine, size, results }, null, 1));
console.log(`Written to ${file.pathname}`);

async function onDatabase(world: BenchWorld): Promise<void> {
  if (wanted("import")) results.push(...(await importBench(world, size)));
  if (wanted("platforms")) results.push(...(await platformsBench(world, size, only === "platforms" ? among : null)));
  if (wanted("texts")) results.push(...(await textsBench(world, size)));
  if (wanted("flowSets")) results.push(...(await flowSetsBench(world, size)));
  if (wanted("flows")) results.push(...(await flowsBench(world, size)));
  const shop = MAKES_OWN.includes(only) ? null : await loaded(world);
  if (shop && wanted("segments")) results.push(...(await segmentsBench(world, shop, size)));
  if (shop && wanted("clock")) results.push(...(await clockBench(world, shop, size)));
  if (shop && wanted("answers")) results.push(...(await answersBench(world, shop, size, among)), ...(await waitsBench(world, shop, size, among)));
  if (shop && wanted("understand")) results.push(...(await understandBench(world, shop, size)));
  if (shop && wanted("then")) results.push(...(await thenBench(world, shop, size)));
  if (shop && wanted("replay")) results.push(...(await replayBench(world, shop, size, only === "replay" ? among : null)));
  if (shop && wanted("limits")) results.push(...(await limitsBench(world, shop, size)));
  if (shop && wanted("door")) results.push(...(await doorBench(world, shop, size)));
}

async function loaded(into: BenchWorld) {
  const kept = isKept ? await row(into.db, z.object({ shop_id: ShopId }), sql`select shop_id from shop order by shop_id limit 1`) : null;
  if (kept) return kept.shop_id;
  const from = performance.now();
  const shop = generate(size);
  const generated = performance.now();
  const id = await load(into.db, shop);
  const { customer, product } = shop.purchases;
  console.log(`${shop.joined.length} customers, ${customer.length} orders, ${product.length} lines: generated in ${Math.round(generated - from)} ms, loaded in ${Math.round(performance.now() - generated)} ms.`);
  return id;
}
