// From the webhook door to the tag in the outbox: a signed order of a customer who then enters a synced
// segment, among fifty live ones. The pumps are woken as in the worker, by graphile-worker; the end is
// the commit of the outbox row, heard by NOTIFY on the mirror row of the same transaction (where many
// enter at once one bulk command stands for all of them).
import { Logger, run } from "graphile-worker";
import pg from "pg";
import type { ShopId } from "#app/lib/ids.ts";
import type { Pump } from "#app/lib/pump.server.ts";
import { sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import { ingest } from "#app/inbox/ingest.server.ts";
import { receive } from "#app/inbox/receive.server.ts";
import { signatureOf } from "#app/inbox/verify.ts";
import { PumpPayload, runPump } from "#app/pump-run.server.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { startSync } from "#app/sync/sync.server.ts";
import { plantFifty } from "./clock.ts";
import { measured, type Measured } from "./measure.ts";
import { plant } from "./segments.ts";
import type { Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

/** A worker that has just started compiles its code, opens connections and plans its statements: told apart. */
const FIRST_ORDERS = 10;
const IDLE_ORDERS = 200;
/** Until the pumps are at rest again. */
const IDLE_PAUSE_MS = 100;
const BUSY_PER_SECOND = 200;
const BUSY_SECONDS = 15;
const WAIT_MAX_MS = 20_000;
const PUMPS: Pump[] = [ingest, evaluate, mirror];
/** Above every generated customer and order. */
const FIRST_ID = 5_000_000_000;

export async function doorBench(bench: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  const world: World = { ...bench, now: () => new Date() };
  bench.clock.set(new Date());
  await plantFifty(bench, shop);
  const segment = await plant(bench, shop, { id: "tagged", title: "newcomers who bought", node: { kind: "agg", measure: "count", event: "order", where: [{ field: "order.source", test: { op: "is", value: "bench" } }], test: { op: "ge", value: 1 } }, hand: () => sql`` });
  await fullRoad(world, shop);
  await startSync(world, shop, segment, { tag: "", rule: "restore" });
  const heard = await listen(bench);
  // A pool of ours, because graphile-worker does not wait until the end of a run is written (lib/pump.server.ts).
  const pool = new pg.Pool({ connectionString: bench.databaseUrl, max: 10 }).on("error", () => {});
  const runner = await run({
    pgPool: pool, concurrency: 4, noHandleSignals: true, pollInterval: 1000,
    logger: new Logger(() => () => {}), taskList: { pump: (payload) => runPump(world, PUMPS, PumpPayload.parse(payload)) },
  });
  try {
    const domain = `bench-${size.toLowerCase()}-1.myshopify.com`;
    const alone = (from: number, orders: number) => send(world, heard, domain, from, orders, async (index, answer) => {
      await answer;
      await heard.wait(from + index);
      await until(performance.now() + IDLE_PAUSE_MS);
    });
    const first = await alone(FIRST_ID, FIRST_ORDERS);
    const idle = await alone(FIRST_ID + FIRST_ORDERS, IDLE_ORDERS);
    const busyFirst = FIRST_ID + FIRST_ORDERS + IDLE_ORDERS, count = BUSY_PER_SECOND * BUSY_SECONDS, from = performance.now();
    const busy = await send(world, heard, domain, busyFirst, count, (index) => until(from + ((index + 1) * 1000) / BUSY_PER_SECOND));
    return [
      measured("webhook to outbox", size, `the first ${FIRST_ORDERS} after a start`, first.through),
      measured("webhook to outbox", size, "idle", idle.through),
      measured("webhook to outbox", size, `${BUSY_PER_SECOND} orders a second`, busy.through, { note: `for ${BUSY_SECONDS} s; client, worker and server share the machine` }),
      measured("webhook answered", size, "idle", idle.answered),
      measured("webhook answered", size, `${BUSY_PER_SECOND} orders a second`, busy.answered),
    ];
  } finally {
    await runner.stop();
    await pool.end();
    await heard.close();
  }
}

async function send(world: World, heard: Heard, domain: string, first: number, count: number, pace: (index: number, answer: Promise<void>) => Promise<void>) {
  const sent: number[] = [], answered: number[] = [], answers: Promise<void>[] = [];
  for (let index = 0; index < count; index++) {
    const from = performance.now();
    sent.push(from);
    const answer = order(world, domain, first + index).then(() => void answered.push(performance.now() - from));
    answers.push(answer);
    await pace(index, answer);
  }
  await Promise.all(answers);
  const through: number[] = [];
  for (let index = 0; index < count; index++) through.push((await heard.wait(first + index)) - (sent[index] ?? 0));
  return { through: through.sort((a, b) => a - b), answered: answered.sort((a, b) => a - b) };
}

const until = (at: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));

export async function order(world: World, domain: string, id: number): Promise<void> {
  const at = world.now().toISOString();
  const money = (amount: string) => ({ shop_money: { amount, currency_code: "USD" }, presentment_money: { amount, currency_code: "USD" } });
  const body = JSON.stringify({
    id, admin_graphql_api_id: `gid://shopify/Order/${id}`, name: `#${id}`, created_at: at, processed_at: at, updated_at: at, test: false, cancelled_at: null, cancel_reason: null,
    source_name: "bench", financial_status: "paid", fulfillment_status: null, currency: "USD", presentment_currency: "USD", total_price_set: money("59.90"),
    subtotal_price_set: money("59.90"), total_discounts_set: money("0.00"), discount_codes: [], tags: "", payment_gateway_names: ["bogus"], shipping_lines: [], refunds: [], fulfillments: [],
    customer: { id, admin_graphql_api_id: `gid://shopify/Customer/${id}`, created_at: at, updated_at: at, first_name: "New", last_name: "Comer", email: null, phone: null, tags: "", state: "disabled" },
    line_items: [1, 2].map((line) => ({
      id: id * 10 + line, admin_graphql_api_id: `gid://shopify/LineItem/${id * 10 + line}`, product_id: line, variant_id: line, title: `Product ${line}`, vendor: "Vendor 1",
      sku: null, quantity: 1, current_quantity: 1, grams: 0, gift_card: false, price_set: money("29.95"), discount_allocations: [],
    })),
  });
  const headers = new Headers({
    "x-shopify-topic": "orders/create", "x-shopify-shop-domain": domain, "x-shopify-event-id": `bench-${id}`, "x-shopify-webhook-id": `bench-${id}`,
    "x-shopify-triggered-at": at, "x-shopify-hmac-sha256": signatureOf(body, world.secrets.shopifyApiSecret),
  });
  const received = await receive(world, headers, new TextEncoder().encode(body));
  if (received.status !== 200) throw new Error(`The door answered ${received.status}.`);
}

type Heard = { wait(customer: number): Promise<number>; close(): Promise<void> };

/** When each customer's command was committed. */
export async function listen(bench: BenchWorld): Promise<Heard> {
  await bench.db.run(sql`
    create or replace function bench_tell() returns trigger language plpgsql as $body$ begin perform pg_notify('bench_outbox', new.customer_id::text); return null; end $body$`);
  await bench.db.run(sql`create or replace trigger bench_tell after insert on mirror_member for each row execute function bench_tell()`);
  const client = new pg.Client({ connectionString: bench.databaseUrl });
  await client.connect();
  await client.query("listen bench_outbox");
  const at = new Map<number, number>();
  const waiting = new Map<number, (at: number) => void>();
  client.on("notification", ({ payload }) => {
    const customer = Number(payload), now = performance.now();
    if (!at.has(customer)) at.set(customer, now);
    waiting.get(customer)?.(now);
  });
  return {
    wait: (customer) => new Promise((resolve, reject) => {
      const known = at.get(customer);
      if (known !== undefined) return resolve(known);
      const late = setTimeout(() => reject(new Error(`No command for customer ${customer} after ${WAIT_MAX_MS} ms.`)), WAIT_MAX_MS);
      waiting.set(customer, (heardAt) => { clearTimeout(late); resolve(heardAt); });
    }),
    close: () => client.end(),
  };
}
