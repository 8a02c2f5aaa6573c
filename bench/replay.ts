// What replaying a flow over the shop's own last 90 days costs: everybody whom its triggers could have told of, set by set, as
// the pump does it. Wall time and processor seconds; the machine may be shared.
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { digestOf } from "#app/flows/flow/digest.ts";
import { readReplay, replaySet, startReplay } from "#app/flows/replay/replay.server.ts";
import { SEEDS, seedFlow } from "#app/flows/seeds.ts";
import { parse } from "#app/flows/text.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { transact } from "#app/lib/world.ts";
import { readTextSettings, saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { cpuNow, cpuSince } from "./cpu.ts";
import { measured, type Measured } from "./measure.ts";
import { loadEvents } from "./shop/events.ts";
import { END, type Size, SIZES } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const DAYS = 90;
const ORDERED = `trigger event(event order) entry (reentry never()) first a step a send(message own(text "Thank you, {{ customer.first_name | default: 'friend' }}!")) then w step w wait.span(span 7 d) then b
  step b send(message own(text "How is it? {{ shop.link }}")) then e step e end() exit (label Refunded, on (event refund)) goal (label Buys, on (event order), within 30 d)`;

function flows(): [string, FlowDefinition][] {
  const read = parse(ORDERED);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return [["two texts after every first order", read.definition], ...SEEDS.filter(({ key }) => ["vip", "browse", "cart", "post-purchase"].includes(key)).map((seed): [string, FlowDefinition] => [`the template “${seed.name}”`, seedFlow(seed, "Type 1")])];
}

/** `among`: of the flows those with one of these words in their names. */
export async function replayBench(bench: BenchWorld, shop: ShopId, size: Size, among: readonly string[] | null): Promise<Measured[]> {
  bench.clock.set(new Date(END));
  const world = { ...bench, appUrl: "https://segue.example.com" };
  await loadEvents(world.db, shop, SIZES[size].products);
  // Consent is Shopify's word, of the day on which they joined.
  await world.db.run(sql`update customer set phone = '+1212' || lpad((2000000 + customer_id)::text, 7, '0'), country_code = 'US', province_code = 'NY', zip = '10001', time_zone = 'America/New_York' where shop_id = ${shop}`);
  await world.db.run(sql`vacuum analyze customer`);
  const { settings } = await readTextSettings(world, shop);
  await saveTextSettings(world, shop, { ...settings, brand: "Acme", gate: { ...settings.gate, needsProof: false, brand: RULE_BOOK.brandCap } }, world.now());
  const results: Measured[] = [];
  for (const [index, [what, definition]] of flows().entries()) if (among === null || among.some((word) => what.includes(word))) results.push(await one(world, shop, size, index + 1, what, definition));
  return results;
}

async function one(world: BenchWorld, shop: ShopId, size: Size, flow: number, what: string, definition: FlowDefinition): Promise<Measured> {
  await startReplay(world, shop, { flow, definition, days: DAYS });
  const [before, from] = [await cpuNow(world.db), performance.now()];
  while ((await transact(world, (inside) => replaySet(inside, shop))) > 0) continue;
  const [ms, cpu] = [performance.now() - from, cpuSince(before, await cpuNow(world.db))];
  const found = await readReplay(world, shop, flow, digestOf(definition));
  if (found?.state !== "done") throw new Error(`the replay is ${found?.state}`);
  const { entries, sent, broken, skipped } = found.result;
  return measured("replay", size, `${DAYS} days of ${SIZES[size].customers.toLocaleString("en")} customers, ${what} (target a minute on two cores)`, [ms], {
    rows: found.people, note: `${found.people} people, ${entries} entries, ${sent} texts, ${Object.values(skipped).reduce((sum, count) => sum + count, 0)} skipped, ${broken} broken; processor seconds: Node ${cpu.node}, PostgreSQL ${cpu.postgres}`,
  });
}
