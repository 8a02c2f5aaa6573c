// Where every night is looked for what webhooks lost, it is late and never lost: at rest the engine knows what the shop knows.
import { z } from "zod";
import { ownSmsWord } from "#app/customers/sms-word-rows.server.ts";
import { FlowDefinition } from "#app/flows/definition.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { earlier, hours } from "#app/lib/time.ts";
import { IMPORT_KINDS } from "#app/shops/import-kind.ts";
import { refunded } from "#sandbox/shopify/amounts.ts";
import type { Customer, Order } from "#sandbox/shopify/records.ts";
import { broke, type Life, type Scene } from "../scene.ts";
import { endsByOrder } from "./handed.ts";

const OrderRow = z.object({ id: z.coerce.number(), customer: z.coerce.number().nullable(), isCancelled: z.boolean(), refunded: Count });
const CustomerRow = z.object({ id: z.coerce.number(), phone: z.string().nullable(), email: z.string().nullable(), sms: z.string().nullable() });

export async function caughtUp(life: Life, scene: Scene): Promise<void> {
  const { shop, n, kind, store, survivors } = scene;
  if (!kind.isImported) return;
  const isTold = toldOf(scene);
  const orders = await life.world.db.rows(OrderRow, sql`
    select o.order_id::text as id, o.customer_id::text as customer, o.cancelled_at is not null as "isCancelled", coalesce((select sum(r.amount_minor) from order_refund r where r.shop_id = ${shop} and r.order_id = o.order_id), 0) as refunded
    from orders o where o.shop_id = ${shop} and o.deleted_at is null order by o.order_id`);
  const customers = await life.world.db.rows(CustomerRow, sql`select customer_id::text as id, phone, email, ${ownSmsWord("c")} as sms from customer c where shop_id = ${shop} order by customer_id`);
  const known = { orders: new Map(orders.map(({ id, ...order }) => [id, order])), customers: new Map(customers.map(({ id, sms, ...customer }) => [id, { ...customer, sms: isWord(sms) ? sms : null }])) };
  for (const order of store.shop.tables.Order.values()) {
    if (order.customerId === null || !isTold(order.customerId)) continue;
    const [here, there] = [known.orders.get(order.id), wordsOfOrder(order)];
    if (JSON.stringify(here) !== JSON.stringify(there)) broke(life, "late, not lost", `shop ${n}: order ${order.id} is ${JSON.stringify(there)} there and ${JSON.stringify(here)} here`);
  }
  for (const customer of store.shop.tables.Customer.values()) {
    if (!isTold(customer.id)) continue;
    const there = wordsOfCustomer(customer);
    const found = known.customers.get(customer.id);
    // Who was merged with somebody of another phone has the later word of both, which may be about the other phone.
    const here = found && survivors.has(customer.id) ? { ...found, sms: there.sms } : found;
    if (JSON.stringify(here) !== JSON.stringify(there)) broke(life, "late, not lost", `shop ${n}: customer ${customer.id} is ${JSON.stringify(there)} there and ${JSON.stringify(here)} here`);
  }
}

/** That somebody was merged, deleted or erased no search finds: only the webhook tells it. */
const toldOf = ({ erased, store }: Scene) => (id: number) => !store.untold.has(id) && !erased.some(({ customer }) => customer === String(id));

const wordsOfOrder = (order: Order) => ({ customer: order.customerId, isCancelled: order.cancelledAt !== null, refunded: refunded(order) });
const wordsOfCustomer = ({ phone, email, smsConsent: { state } }: Customer) => ({ phone, email, sms: isWord(state) ? state : null });
/** Whoever was never asked has said nothing. */
const isWord = (state: string | null) => state === "SUBSCRIBED" || state === "UNSUBSCRIBED";

const RunRow = z.object({ run: z.string(), customer: z.string(), enteredAt: z.date(), definition: z.unknown() });

/** Nobody is on their way any more whose order ended it, however late it was told. */
export async function ordersHeard(life: Life, scene: Scene): Promise<void> {
  const { shop, n, kind, store } = scene;
  if (!kind.isImported) return;
  const runs = await life.world.db.rows(RunRow, sql`
    select r.run_id::text as run, r.customer_id::text as customer, r.entered_at as "enteredAt", v.definition from flow_run r join flow f on f.shop_id = ${shop} and f.flow_id = r.flow_id and f.state <> 'paused'
    join flow_version v on v.shop_id = ${shop} and v.flow_id = r.flow_id and v.version = r.version
    where r.shop_id = ${shop} and r.state = 'running' and r.ended_at is null order by r.run_id`);
  for (const { run, customer, enteredAt, definition } of runs) {
    if (!endsByOrder(FlowDefinition.parse(definition)) || !toldOf(scene)(Number(customer))) continue;
    const order = store.shop.ordersOfCustomer(Number(customer)).find(({ test, processedAt, customerId }) => !test && customerId === Number(customer) && processedAt > enteredAt.getTime());
    if (order) broke(life, "late, not lost", `shop ${n}: run ${run} goes on after the order ${order.id} of ${new Date(order.processedAt).toISOString()}`);
  }
}

const Import = z.object({ what: z.string() });

/** Every import comes to its end, and the next night's is planned. */
export async function importsEnd(life: Life, { shop, n, kind }: Scene): Promise<void> {
  if (!kind.isImported) return;
  const open = await life.world.db.rows(Import, sql`
    select kind || ' (' || reason || ') ' || state || coalesce(': ' || problem, '') as what from import_run
    where shop_id = ${shop} and (state = 'parked' or (state <> 'done' and due_at < ${earlier(life.world.now(), hours(30))}))
    union all select kind || ' is not planned' from unnest(${[...IMPORT_KINDS]}::text[]) as kind where not exists (
      select 1 from import_run r where r.shop_id = ${shop} and r.kind = kind and r.reason = 'reconcile' and r.state <> 'parked' and r.due_at > ${earlier(life.world.now(), hours(30))}) order by what`);
  for (const { what } of open) broke(life, "imports end", `shop ${n}: ${what}`);
}
