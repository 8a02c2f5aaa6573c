// Writes a generated shop into the real tables by COPY, with the roll-ups that ingest would have
// kept.
import { z } from "zod";
import { keepMiddle } from "#app/customers/middle-rows.server.ts";
import { ShopId } from "#app/lib/ids.ts";
import { type Db, raw, row, sql } from "#app/lib/sql.ts";
import { chance } from "./chance.ts";
import { END, type Shop } from "./generate.ts";
import { withoutIndexes } from "./indexes.ts";
import { rollUps } from "./roll-ups.ts";

const COUNTRIES = ["US", "US", "US", "US", "US", "CA", "GB", "DE", "FR", "AU"];
const CHUNK_LINES = 2_000;

export async function load(db: Db, shop: Shop): Promise<ShopId> {
  const id = await insertShop(db, `bench-${shop.size.toLowerCase()}-${shop.seed}.myshopify.com`);
  await withoutIndexes(db, TABLES, async () => {
    await copy(db, "product (shop_id, product_id, title, vendor, product_type, status, updated_at)", products(shop, id));
    await copy(db, `orders (shop_id, order_id, customer_id, name, processed_at, updated_at, currency, gross_minor, items_minor, discount_minor,
      refunded_minor, quantity, discount_codes, financial_status)`, orders(shop, id));
    await copy(db, `order_line (shop_id, order_id, line_id, customer_id, processed_at, product_id, title, vendor, quantity, current_quantity,
      amount_minor, updated_at)`, lines(shop, id));
    await copy(db, "order_refund (shop_id, order_id, refund_id, customer_id, processed_at, amount_minor)", refunds(shop, id));
    await copy(db, `customer (shop_id, customer_id, created_at, updated_at, first_name, last_name, email, country_code, locale, tags, tags_at, sms_state,
      sms_updated_at, email_state, order_count, gross_minor, net_minor, items_minor, discount_minor, refund_minor, refund_count, discounted_count,
      quantity, first_order_at, last_order_at, gap_median_ms, gap_sd_ms)`, customers(shop, id));
  });
  for (const table of TABLES) await db.run(raw(`vacuum analyze ${table}`));
  await keepMiddle({ db }, id);
  return id;
}

const TABLES = ["product", "orders", "order_line", "order_refund", "customer"];

async function insertShop(db: Db, domain: string): Promise<ShopId> {
  const found = await row(db, z.object({ shop_id: ShopId }), sql`
    insert into shop (domain, state, created_at, installed_at, clocked_at)
    values (${domain}, 'active', ${new Date(END)}, ${new Date(END)}, ${new Date(END)}) returning shop_id`);
  if (!found) throw new Error("the shop was not inserted");
  return found.shop_id;
}

async function copy(db: Db, into: string, rows: Iterable<(string | number | null)[]>): Promise<void> {
  await db.copyIn(raw(`copy ${into} from stdin`), chunks(rows));
}

function* chunks(rows: Iterable<(string | number | null)[]>): Iterable<string> {
  let text = "", count = 0;
  for (const cells of rows) {
    text += `${cells.map((cell) => cell ?? "\\N").join("\t")}\n`;
    if (++count % CHUNK_LINES === 0) {
      yield text;
      text = "";
    }
  }
  yield text;
}

const iso = (ms: number | undefined) => new Date(ms ?? 0).toISOString();

function* products({ catalogue }: Shop, id: ShopId) {
  for (let at = 0; at < catalogue.vendor.length; at++) {
    yield [id, at + 1, `Product ${at + 1}`, `Vendor ${catalogue.vendor[at]}`, `Type ${catalogue.type[at]}`, "ACTIVE", iso(END)];
  }
}

function* orders({ purchases: p, seed }: Shop, id: ShopId) {
  const random = chance(seed + 2);
  for (let at = 0; at < p.at.length; at++) {
    const when = iso(p.at[at]);
    const gross = p.grossMinor[at] ?? 0, refunded = p.refundMinor[at] ?? 0;
    const code = p.discountMinor[at] ? `{SAVE${Math.floor(random() * 20)}}` : "{}";
    yield [id, at + 1, (p.customer[at] ?? 0) + 1, `#${at + 1}`, when, when, "USD", gross, gross, p.discountMinor[at] ?? 0,
      refunded, p.quantity[at] ?? 0, code, refunded ? "PARTIALLY_REFUNDED" : "PAID"];
  }
}

function* lines({ purchases: p, catalogue }: Shop, id: ShopId) {
  for (let at = 0; at < p.at.length; at++) {
    const when = iso(p.at[at]);
    for (let line = p.firstLine[at] ?? 0; line < (p.firstLine[at + 1] ?? 0); line++) {
      const product = p.product[line] ?? 0;
      yield [id, at + 1, line + 1, (p.customer[at] ?? 0) + 1, when, product + 1, `Product ${product + 1}`, `Vendor ${catalogue.vendor[product]}`,
        p.lineQuantity[line] ?? 0, p.lineQuantity[line] ?? 0, p.amountMinor[line] ?? 0, when];
    }
  }
}

function* refunds({ purchases: p }: Shop, id: ShopId) {
  for (let at = 0; at < p.at.length; at++) {
    if (p.refundMinor[at]) yield [id, at + 1, at + 1, (p.customer[at] ?? 0) + 1, iso(Math.min((p.at[at] ?? 0) + 7 * 86_400_000, END)), p.refundMinor[at] ?? 0];
  }
}

function* customers(shop: Shop, id: ShopId) {
  const random = chance(shop.seed + 3);
  const rolled = rollUps(shop);
  for (let at = 0; at < shop.joined.length; at++) {
    const draw = random();
    const sms = draw < 0.6 ? "SUBSCRIBED" : draw < 0.7 ? "UNSUBSCRIBED" : draw < 0.74 ? "PENDING" : "NEVER_SUBSCRIBED";
    const email = random() < 0.7 ? "SUBSCRIBED" : "NEVER_SUBSCRIBED";
    const joined = iso(shop.joined[at]);
    const country = COUNTRIES[Math.floor(random() * COUNTRIES.length)] ?? "US";
    const tags = random() < 0.05 ? "{vip}" : "{}";
    yield [id, at + 1, joined, joined, `First${at % 997}`, `Last${at % 4999}`, `person${at + 1}@example.com`, country, "en", tags, joined, sms,
      joined, email, ...rolled(at)];
  }
}
