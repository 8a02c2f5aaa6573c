// Makes online-retail.br from the published data set (see ATTRIBUTION.md):
//   node sandbox/shop/compact.ts online_retail_2010-2011.csv.gz
// Keeps identified customers' purchases; a cancellation (invoice number with a C, negative quantities)
// becomes a return of the customer's latest earlier purchase of the same article that still has that
// many pieces. What matches nothing was bought before the data begins, and is left out.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { pack, RETAIL_FILE } from "./retail.ts";
import type { Retail, RetailOrder, RetailReturn } from "./retail.ts";

type Row = { invoice: string; code: string; title: string; quantity: number; minute: number; price: number; customer: string };

const rows = read(process.argv[2] ?? "").filter((row) => row.customer !== "");
const firstMinute = rows.reduce((least, row) => Math.min(least, row.minute), Infinity);
const bought = rows.filter((row) => !row.invoice.startsWith("C") && row.quantity > 0);
const positions = (keys: string[]) => new Map([...new Set(keys)].sort().map((key, position) => [key, position]));
const products = positions(bought.map((row) => row.code));
const customers = positions(bought.map((row) => row.customer));

const orders = new Map<string, RetailOrder>();
for (const row of bought) {
  const order = orders.get(row.invoice) ?? { customer: customers.get(row.customer) ?? 0, atMinute: row.minute - firstMinute, lines: [] };
  orders.set(row.invoice, order);
  order.lines.push({ product: products.get(row.code) ?? 0, quantity: row.quantity, price: row.price });
}
const ordered = [...orders.values()].sort((one, other) => one.atMinute - other.atMinute);
const { returns, unmatched } = match(ordered, rows.filter((row) => row.invoice.startsWith("C") && row.quantity < 0));
const retail: Retail = {
  firstMinute: new Date(firstMinute * 60_000).toISOString(),
  products: [...products.keys()].map((code) => ({ code, title: titleOf(code) })),
  customers: customers.size,
  orders: ordered,
  returns,
};
const packed = pack(retail);
writeFileSync(RETAIL_FILE, packed);
console.log(`${customers.size} customers, ${products.size} products, ${ordered.length} orders, ${bought.length} lines, ${returns.length} returns (${returns.filter((each) => each.whole).length} of whole orders); ${unmatched} cancelled lines without a purchase. ${packed.length} bytes.`);

function match(orders: RetailOrder[], cancelled: Row[]): { returns: RetailReturn[]; unmatched: number } {
  const left = orders.map((order) => order.lines.map((line) => line.quantity));
  const where = new Map<string, { order: number; line: number }[]>();
  orders.forEach((order, position) => order.lines.forEach((line, index) => {
    const key = `${order.customer}/${line.product}`;
    where.set(key, [...(where.get(key) ?? []), { order: position, line: index }]);
  }));
  const returns = new Map<string, RetailReturn>();
  let unmatched = 0;
  for (const row of cancelled.sort((one, other) => one.minute - other.minute)) {
    const key = `${customers.get(row.customer)}/${products.get(row.code)}`;
    const atMinute = row.minute - firstMinute;
    const found = (where.get(key) ?? []).findLast((place) => (orders[place.order]?.atMinute ?? Infinity) <= atMinute && (left[place.order]?.[place.line] ?? 0) >= -row.quantity);
    const pieces = found && left[found.order];
    if (!found || !pieces) {
      unmatched += 1;
      continue;
    }
    pieces[found.line] = (pieces[found.line] ?? 0) + row.quantity;
    const made = returns.get(`${row.invoice}/${found.order}`) ?? { order: found.order, atMinute, whole: false, lines: [] };
    returns.set(`${row.invoice}/${found.order}`, made);
    const item = made.lines.find((line) => line.line === found.line);
    if (item) item.quantity -= row.quantity;
    else made.lines.push({ line: found.line, quantity: -row.quantity });
  }
  const all = [...returns.values()].sort((one, other) => one.order - other.order || one.atMinute - other.atMinute);
  for (const each of all) {
    const order = orders[each.order];
    each.whole = order !== undefined && order.lines.every((line, index) => each.lines.some((item) => item.line === index && item.quantity === line.quantity));
  }
  return { returns: all, unmatched };
}

/** The wording most lines have, no longer in capitals. */
function titleOf(code: string): string {
  const counts = new Map<string, number>();
  for (const row of bought) if (row.code === code) counts.set(row.title, (counts.get(row.title) ?? 0) + 1);
  const [most] = [...counts].sort(([one, times], [other, otherTimes]) => otherTimes - times || (one < other ? -1 : 1));
  return (most?.[0] ?? code).toLowerCase().replace(/\s+/g, " ").trim().replace(/(^|[\s\-/(,&])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function read(file: string): Row[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n").slice(1);
  return lines.filter((line) => line !== "").map((line) => {
    const [invoice = "", code = "", title = "", quantity = "", date = "", price = "", customer = ""] = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|\r?$)/g)].map((cell) => (cell[1] ?? "").replace(/^"|"$/g, "").replaceAll('""', '"'));
    return { invoice, code: code.toUpperCase(), title, quantity: Number(quantity), minute: Math.floor(Date.parse(`${date.replace(" ", "T")}Z`) / 60_000), price: Math.round(Number(price) * 100), customer: customer.replace(/\.0$/, "") };
  });
}
