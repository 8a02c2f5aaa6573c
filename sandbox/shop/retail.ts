// The demo shop's history in compact form: columns of variable-length numbers behind a product list,
// compressed. compact.ts writes it from the published data set, demo.ts reads it. Source and licence:
// ATTRIBUTION.md.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { z } from "zod";

export const RETAIL_FILE = fileURLToPath(new URL("./online-retail.br", import.meta.url));

/** Minutes count from the data's first minute; prices are in pence. `product` and `order` are positions in their lists. */
export type RetailOrder = { customer: number; atMinute: number; lines: { product: number; quantity: number; price: number }[] };
export type RetailReturn = { order: number; atMinute: number; whole: boolean; lines: { line: number; quantity: number }[] };
export type Retail = { firstMinute: string; products: { code: string; title: string }[]; customers: number; orders: RetailOrder[]; returns: RetailReturn[] };

const Head = z.object({ firstMinute: z.string(), customers: z.number(), products: z.array(z.tuple([z.string(), z.string()])), columns: z.array(z.number()) });

export function pack(retail: Retail): Buffer {
  const columns: number[][] = [[], [], [], [], [], [], [], [], [], [], []];
  const [customer, minute, size, product, quantity, price, returned, delay, shape, line, back] = columns as [number[], number[], number[], number[], number[], number[], number[], number[], number[], number[], number[]];
  let last = 0;
  for (const order of retail.orders) {
    customer.push(order.customer);
    minute.push(order.atMinute - last);
    last = order.atMinute;
    size.push(order.lines.length);
    for (const item of order.lines) {
      product.push(item.product);
      quantity.push(item.quantity);
      price.push(item.price);
    }
  }
  for (const each of retail.returns) {
    returned.push(each.order);
    delay.push(each.atMinute - (retail.orders[each.order]?.atMinute ?? 0));
    shape.push(each.lines.length * 2 + Number(each.whole));
    for (const item of each.lines) {
      line.push(item.line);
      back.push(item.quantity);
    }
  }
  const bodies = columns.map(varints);
  const head = JSON.stringify({ firstMinute: retail.firstMinute, customers: retail.customers, products: retail.products.map(({ code, title }) => [code, title]), columns: bodies.map((body) => body.length) });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(head));
  return brotliCompressSync(Buffer.concat([length, Buffer.from(head), ...bodies]), { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
}

export function readRetail(): Retail {
  const bytes = brotliDecompressSync(readFileSync(RETAIL_FILE));
  const headEnd = 4 + bytes.readUInt32LE(0);
  const head = Head.parse(JSON.parse(bytes.subarray(4, headEnd).toString()));
  let at = headEnd;
  const [customer, minute, size, product, quantity, price, returned, delay, shape, line, back] = head.columns.map((length) => {
    const column = reader(bytes, at);
    at += length;
    return column;
  });
  if (!customer || !minute || !size || !product || !quantity || !price || !returned || !delay || !shape || !line || !back) throw new Error("The retail history lacks a column.");
  const orders: RetailOrder[] = [];
  let atMinute = 0;
  while (customer.more(minute)) {
    atMinute += minute.next();
    const lines = size.next();
    orders.push({ customer: customer.next(), atMinute, lines: Array.from({ length: lines }, () => ({ product: product.next(), quantity: quantity.next(), price: price.next() })) });
  }
  const returns: RetailReturn[] = [];
  while (returned.more(delay)) {
    const order = returned.next();
    const form = shape.next();
    const after = (orders[order]?.atMinute ?? 0) + delay.next();
    returns.push({ order, atMinute: after, whole: form % 2 === 1, lines: Array.from({ length: form >> 1 }, () => ({ line: line.next(), quantity: back.next() })) });
  }
  return { firstMinute: head.firstMinute, customers: head.customers, products: head.products.map(([code, title]) => ({ code, title })), orders, returns };
}

function varints(numbers: number[]): Buffer {
  const bytes: number[] = [];
  for (let number of numbers) {
    while (number > 127) {
      bytes.push((number & 127) | 128);
      number >>>= 7;
    }
    bytes.push(number);
  }
  return Buffer.from(bytes);
}

type Column = { next(): number; more(following: Column): boolean; start: number; position(): number };

/** Columns lie one behind the other: this one is at its end where the following began. */
function reader(bytes: Buffer, start: number): Column {
  let at = start;
  return {
    start,
    position: () => at,
    more: (following) => at < following.start,
    next() {
      let number = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] ?? 0;
        number |= (byte & 127) << shift;
        if (byte < 128) return number >>> 0;
      }
    },
  };
}
