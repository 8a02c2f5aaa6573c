// Random people with whole histories, written into a shop as ingest would have left them.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { rollCustomers } from "#app/customers/roll-rows.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { raw, sql } from "#app/lib/sql.ts";
import { BEFORE, CODES, COVERS, DAYS, EDGES, IN_STORE, MESSAGES, NAMES, NOW, STEPS, TEXTS, TOLD } from "./segments-pool.ts";
import type { TestWorld } from "./world.ts";

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
const text = maybe(pick(TEXTS));
const texts = fc.uniqueArray(pick(TEXTS), { maxLength: 3 });
const instant = pick(DAYS);
const at = maybe(instant);
const bool = maybe(fc.boolean());
const minor = fc.oneof(pick([0, 999, 1000, 4999, 5000, 7550, 15_000]), fc.integer({ min: 0, max: 40_000 }));
const id = maybe(pick(CODES.slice(0, 3).concat("999999999999999999")));
const code = (...codes: string[]) => maybe(pick(codes));
const birth = maybe(pick(["1990-03-12", "2000-02-29", "2008-03-13", "1971-03-11", "2010-12-31", "1985-01-01"]));

const metafields = fc.record({
  "facts.skin": text, "facts.spf": maybe(pick(["5", "30", "49.99", "abc", "-3", ""])), "facts.vegan": maybe(pick(["true", "false", "yes"])),
  "facts.due": maybe(pick(["2026-03-15", "2026-03-12", "2026-02-31", "2025-01-01"])), "facts.seen": maybe(pick(["2026-03-12T15:30:00Z", "2026-03-13T01:00:00+01:00", "soon"])),
  "facts.likes": maybe(pick(['["a","É"]', "[]", "[1,\"vip\"]", "{}", "[", '["\\u0000"]'])),
}).map((fields) => Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === null ? [] : [[key, { type: "x", value }]]))));

const customer = fc.record({
  created_at: at, updated_at: at, first_name: text, last_name: text, email: maybe(pick(["a@b.com", "É@x.org", "no-at", "@", "vip@vip"])), phone: text, phone_country: code("US", "CA"), phone_area: text, locale: text,
  state: code("ENABLED", "INVITED"), note: text, verified_email: bool, tax_exempt: bool, data_sale_opt_out: bool, companies: texts, tags: texts, tags_at: at,
  city: text, province_code: code("CA", "BC"), country_code: code("US", "CA", "DE", "GB"), zip: text, time_zone: maybe(pick(["America/New_York", "Europe/Paris", "Asia/Kathmandu", "Pacific/Auckland", "Mars/Base", "US"])), latitude: maybe(pick([40.7, 40.8, -33, 51.5])), longitude: maybe(pick([-74, -74.1, 0, -0.1])),
  sms_state: code("SUBSCRIBED", "UNSUBSCRIBED"), sms_opt_in_level: code("SINGLE_OPT_IN"), sms_collected_from: code("SHOPIFY"), sms_updated_at: at, email_state: code("SUBSCRIBED", "NOT_SUBSCRIBED"), email_opt_in_level: text, email_updated_at: at,
  subscriber_status: code("ACTIVE"), rfm_group: code("LOYAL", "NEW"), spend_tier: code("HIGH"), store_credit_minor: maybe(minor),
  shopify_order_count: maybe(fc.integer({ min: 0, max: 4 })), shopify_spent_minor: maybe(minor), shopify_counted_at: at, metafields, birth_date: birth,
  sms_reach: code("ok", "landline"), sms_reach_phone: text, sms_reach_at: at, is_reach_theirs: fc.boolean(),
  sms_held_phone: text, sms_held_at: at, sms_source: code("form", "import"), sms_proof: code("written", "none"), sms_ends_at: at, sms_rested_at: at, merged_at: at, is_held_theirs: fc.boolean(),
}).map(({ is_reach_theirs, is_held_theirs, ...row }) => ({ ...row, ...(is_reach_theirs && { sms_reach_phone: row.phone }), ...(is_held_theirs && { sms_held_phone: row.phone }) }));

const line = fc.record({
  product_id: id, variant_id: id, sku: text, title: text, variant_title: text, vendor: text, quantity: fc.integer({ min: 1, max: 4 }), current_quantity: fc.integer({ min: 0, max: 4 }),
  amount_minor: minor, discount_minor: pick([0, 0, 500]), selling_plan: text, gift_card: fc.boolean(), attributes: texts, is_whole: fc.boolean(),
}).map(({ is_whole, ...row }) => ({ ...row, ...(is_whole && { variant_id: row.product_id }) }));

const order = fc.record({
  name: text, processed_at: fc.oneof({ weight: 9, arbitrary: instant }, fc.constant(null)), cancel_reason: code("CUSTOMER"),
  void_at: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: instant }, fc.constant(new Date(0))),
  source_name: text, app_name: text, location_id: id, financial_status: code("PAID", "PENDING"), fulfillment_status: code("FULFILLED", "UNFULFILLED"), return_status: text, risk_level: text, presentment_currency: code("USD", "EUR"),
  gross_minor: minor, items_minor: minor, discount_minor: pick([0, 0, 500, 1000]), shipping_minor: pick([0, 500]), tax_minor: pick([0, 99]), quantity: fc.integer({ min: 0, max: 5 }), weight_grams: maybe(fc.integer({ min: 0, max: 9 })),
  discount_codes: texts, tags: texts, gateways: texts, parcels: texts, shipping_method: text, ship_city: text, ship_province: code("CA"), ship_country: code("US"), ship_zip: text, utm_source: text, utm_medium: text, utm_campaign: text, first_source: text, first_utm_source: text, first_utm_medium: text, first_utm_campaign: text, first_referrer: text, first_landing: text, days_to_conversion: maybe(fc.integer({ min: 0, max: 9 })), note: text, attributes: texts,
  shipped_at: at, delivered_at: at, lines: fc.array(line, { maxLength: 3 }), refunds: fc.array(fc.record({ processed_at: instant, amount_minor: minor }), { maxLength: 2 }),
});

const stay = fc.record({ segment_id: pick([1, 2]), entered_at: instant, left_at: at });
const run = fc.record({ flow_id: pick([1, 2]), control: pick([true, false, false]), step: pick(["x", "y", null]), entered_at: instant, ended_at: at, reason: pick(["finished", "goal", "exit"]) });
const draw = fc.record({ flow_id: pick([1, 2]), step: pick(["x", "y"]), arm: pick([0, 1]), at: instant });
const tag = fc.record({ tag: pick(TEXTS), present: fc.boolean(), changed_at: instant });
const lists = fc.subarray([1, 2]);
/** What the lists' columns say of whoever is on them, as readers of files leave it; of some nothing at all. */
const kept = maybe(fc.record({
  "text.skin": pick(TEXTS.filter((said) => said.trim() !== "")), "number.points": pick([-3, 0, 0.1, 5, 33.3, 49.99, 100, 999_999_999.999999]), "day.joined": pick(["2026-03-12", "2026-03-11", "2026-02-28", "2025-03-13", "2000-02-29", "2026-04-01"]), "bool.member": fc.boolean(),
}, { requiredKeys: [] }));
const event = fc.record({
  kind: pick([...TOLD.slice(0, -1), ...MESSAGES]), at: instant, source: pick(["api", "pixel"]), name: pick(NAMES.slice(0, 2)), product_id: id, variant_id: id, collection_id: id, value_minor: maybe(minor),
  quantity: maybe(fc.integer({ min: 0, max: 5 })), text, campaign: text, device: code("mobile", "desktop"), referrer: text, utm_source: text, utm_medium: text, utm_campaign: text, ends_at: at,
  props: maybe(fc.record({ said: pick<string | number>([...TEXTS, 3, 0.1]), score: pick<number | boolean>([0.1, 0.2, 2, -3.5, 1e-7, 5, true]), gift: fc.boolean(), often: pick<string | number>(["day", "week", 3]), topic: pick<string | number>([...TEXTS, 3]), picture: pick<boolean | string>([true, false, "true"]) }, { requiredKeys: [] })),
}).map((each) => ({ ...each, name: each.kind === "custom" ? each.name : null }));
/** Half of them begin just before now, or before a window of 7 or 30 days does. */
const begun = fc.oneof(instant, fc.tuple(pick(EDGES), pick(BEFORE)).map(([edge, before]) => new Date(edge.getTime() - before)));
const walk = fc.tuple(begun, fc.array(fc.tuple(pick(STEPS), pick(IN_STORE), event), { minLength: 1, maxLength: 5 })).map(([first, steps]) => {
  let now = first.getTime();
  return steps.map(([after, kind, each]) => ({ ...each, kind, name: null, at: new Date((now += after)) }));
});
const events = fc.tuple(fc.array(event, { maxLength: 14 }), fc.array(walk, { minLength: 1, maxLength: 4 })).map(([some, walks]) => [...some, ...walks.flat()]);
const person = fc.record({ customer, lists, kept: fc.tuple(kept, kept), orders: fc.array(order, { maxLength: 6 }), stays: fc.array(stay, { maxLength: 3 }), runs: fc.array(run, { maxLength: 3 }), draws: fc.uniqueArray(draw, { maxLength: 3, selector: ({ flow_id, step }) => `${flow_id}/${step}` }), events, tags: fc.uniqueArray(tag, { maxLength: 3, selector: (each) => each.tag.toLowerCase() }) });
type Person = typeof person extends fc.Arbitrary<infer Drawn> ? Drawn : never;

export const samplePeople = (count: number, seed: number): Person[] => fc.sample(person, { numRuns: count, seed });

/** Scattered, as in life: order among events of one instant must not be that of their making. */
export const eventIdOf = (customer: number, index: number): string => createHash("md5").update(`${customer}/${index}`).digest("hex");

/** Customers 1, 2, … with their facts; roll-ups as of NOW. The same ids in every shop. */
export async function writePeople(world: TestWorld, shop: ShopId, people: Person[]): Promise<void> {
  const numbered = people.map((each, index) => ({ ...each, id: index + 1 }));
  await insert(world, shop, "customer", numbered.map(({ id, customer: row }) => ({ customer_id: id, ...row })));
  const orders = numbered.flatMap(({ id, orders: all }) => all.map((each, index) => ({ ...each, customer_id: id, order_id: id * 100 + index })));
  await insert(world, shop, "orders", orders.map(({ lines: _, refunds: __, ...row }) => row));
  await insert(world, shop, "order_line", orders.flatMap(({ lines, customer_id, order_id, processed_at, void_at }) => lines.map((row, index) => ({ customer_id, order_id, processed_at, void_at, line_id: index + 1, ...row }))));
  await insert(world, shop, "order_refund", orders.flatMap(({ refunds, customer_id, order_id }) => refunds.map((row, index) => ({ customer_id, order_id, refund_id: index + 1, ...row }))));
  await insert(world, shop, "customer_tag", numbered.flatMap(({ id, tags }) => tags.map((row) => ({ customer_id: id, tag_key: row.tag.toLowerCase(), ...row }))));
  await insert(world, shop, "event", numbered.flatMap(({ id, events }) => events.map((row, index) => ({ customer_id: id, event_id: eventIdOf(id, index), ...row }))));
  const covers = Object.entries(COVERS).map(([key, since]) => ({ kind: key.split("/")[0], name: key.split("/")[1] ?? "", since: new Date(since) }));
  await insert(world, shop, "event_cover", covers);
  await insert(world, shop, "membership", numbered.flatMap(({ id, stays }) => closed(stays).map((row, index) => ({ customer_id: id, stay: index + 1, entered_cause: "fact", entered_version: 1, ...row }))));
  await insert(world, shop, "flow_run", numbered.flatMap(({ id, runs }) => runs.map(({ ended_at, reason, ...row }, index) => {
    const end = ended_at !== null && ended_at >= row.entered_at ? ended_at : null;
    return { ...row, customer_id: id, run_id: id * 100 + index, version: 1, key: `${id}/${index}`, state: end === null ? "running" : "ended", priority: 50, run: {}, lines: 0, fence: 0, attempts: 0, ended_at: end, reason: end === null ? null : reason };
  })));
  const drawn = [1, 2].flatMap((flow_id) => ["x", "y"].map((step) => ({ flow_id, step, key: "k", version: 1, design: { arms: [{ name: "A" }, { name: "B" }] }, figures: [], begun_at: NOW })));
  await insert(world, shop, "flow_experiment", drawn);
  await insert(world, shop, "flow_draw", numbered.flatMap(({ id, draws }) => draws.map((row) => ({ ...row, key: "k", customer_id: id, run_id: id * 100, until: row.at }))));
  await insert(world, shop, "list_member", numbered.flatMap(({ id, lists: on, kept: said }) => on.map((list_id) => ({ customer_id: id, list_id, added_at: NOW, kept: said[list_id - 1] ?? null }))));
  await insert(world, shop, "product", PRODUCTS);
  await insert(world, shop, "variant", VARIANTS);
  await rollCustomers(world, shop, numbered.map(({ id }) => String(id)), NOW);
  // Fresh tables have no statistics, and plans for one row take minutes over hundreds.
  await world.db.run(sql`analyze`);
}

/** At most one open stay a segment, as the index demands, and none that ends before it begins. */
function closed(stays: Person["stays"]): Person["stays"] {
  const seen = new Set<number>();
  return stays.flatMap((each) => {
    const left_at = each.left_at !== null && each.left_at > each.entered_at ? each.left_at : seen.has(each.segment_id) ? new Date(each.entered_at.getTime() + 1) : null;
    if (left_at === null) seen.add(each.segment_id);
    return [{ ...each, left_at }];
  });
}

const PRODUCTS = [
  { product_id: 1, title: "Soap", vendor: "a", product_type: "É", status: "ACTIVE", tags: ["vip", "a"], category: "US", collections: [1, 2], updated_at: NOW },
  { product_id: 2, title: "Balm", vendor: null, product_type: null, status: null, tags: [], category: null, collections: [], updated_at: NOW },
];

/** By how they came to stand so: back since an edge of windows, and cheaper; sold out; dearer than before; nothing told but that they are there; of another product. */
const VARIANTS = [
  { variant_id: 1, product_id: 1, price: "12.34", stock: 3, restocked_at: DAYS[4 * 7], cheaper_at: DAYS[6 * 7 + 3], cheaper_from: "15.999", updated_at: NOW },
  { variant_id: 2, product_id: 2, price: "49.99", stock: 0, restocked_at: null, cheaper_at: DAYS[2 * 7 + 1], cheaper_from: "50", updated_at: NOW },
  { variant_id: 3, product_id: 3, price: "250", stock: 1, restocked_at: DAYS.at(-2), cheaper_at: null, cheaper_from: null, updated_at: NOW },
  { variant_id: "999999999999999999", product_id: "999999999999999999", price: null, stock: null, restocked_at: null, cheaper_at: null, cheaper_from: null, updated_at: NOW },
];

export async function insert(world: TestWorld, shop: ShopId, table: string, rows: Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {});
  const list = columns.map((column) => `"${column}"`).join(", ");
  await world.db.run(sql`
    insert into ${raw(`"${table}"`)} (shop_id, ${raw(list)}) select ${shop}::int, ${raw(columns.map((column) => `r."${column}"`).join(", "))}
    from jsonb_populate_recordset(null::${raw(`"${table}"`)}, ${JSON.stringify(rows)}::jsonb) r`);
}
