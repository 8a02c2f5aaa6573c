import { z } from "zod";
import { expect, test } from "vitest";
import { Count, sql } from "#app/lib/sql.ts";
import { hours, later } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { receive } from "./receive.server.ts";
import { signatureOf } from "./verify.ts";

const world = await aWorld();
const secret = world.secrets.shopifyApiSecret;

const bytes = (text: string) => new TextEncoder().encode(text);

type Told = { body?: string; domain?: string; topic?: string; event?: string; triggeredAt?: Date; signature?: string | null };

function tell({ body = `{"id":1}`, domain = "door.myshopify.com", topic = "orders/create", event = "e1", triggeredAt = world.now(), signature }: Told = {}) {
  const headers = new Headers({
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": domain,
    "x-shopify-event-id": event,
    "x-shopify-webhook-id": `w-${event}`,
    "x-shopify-triggered-at": triggeredAt.toISOString(),
  });
  const signed = signature === undefined ? signatureOf(body, secret) : signature;
  if (signed) headers.set("x-shopify-hmac-sha256", signed);
  return receive(world, headers, bytes(body));
}

const Row = z.object({ topic: z.string(), key: z.string(), state: z.string(), body: z.string().nullable() });
const stored = (domain = "door.myshopify.com") =>
  world.db.rows(Row, sql`select topic, key, inbox.state, body from inbox join shop using (shop_id) where domain = ${domain} order by inbox_id`);
const count = async (from: "inbox" | "shop") =>
  (await world.db.rows(z.object({ count: Count }), from === "inbox" ? sql`select count(*) from inbox` : sql`select count(*) from shop`))[0]?.count;

test("A genuine webhook is committed with a wake-up of its pump before it is answered.", async () => {
  await aShop(world, { domain: "door.myshopify.com" });
  expect(await tell()).toEqual({ status: 200 });
  expect(await stored()).toEqual([{ topic: "orders/create", key: "orders/create/e1", state: "due", body: `{"id":1}` }]);
  const jobs = await world.db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where key like 'ingest:%'`);
  expect(jobs).toHaveLength(1);
});

test("The same event a second time, even as another delivery, is answered 200 and stored once.", async () => {
  await tell({ event: "twice" });
  await tell({ event: "twice" });
  expect((await stored()).filter((row) => row.key === "orders/create/twice")).toHaveLength(1);
});

test("One event of two topics is two rows.", async () => {
  await tell({ event: "two", topic: "orders/create" });
  await tell({ event: "two", topic: "orders/paid" });
  expect((await stored()).filter((row) => row.key.endsWith("/two"))).toHaveLength(2);
});

test("A forged, unsigned, altered, stale or future webhook gets 401 and stores nothing.", async () => {
  const [rows, shops] = [await count("inbox"), await count("shop")];
  const refused: Told[] = [
    { signature: null },
    { signature: "" },
    { signature: "bm9uc2Vuc2U=" },
    { signature: signatureOf(`{"id":1}`, "another secret") },
    { body: `{"id":2}`, signature: signatureOf(`{"id":1}`, secret) },
    { triggeredAt: later(world.now(), -hours(48) - 1) },
    { triggeredAt: later(world.now(), hours(2)) },
    { domain: "evil.example.com" },
    { domain: "new.myshopify.com", signature: "AAAA" },
  ];
  for (const each of refused) expect((await tell({ event: "forged", ...each })).status).toBe(401);
  expect([await count("inbox"), await count("shop")]).toEqual([rows, shops]);
});

test("A retry of Shopify's own, four hours old, is taken.", async () => {
  expect(await tell({ event: "late", triggeredAt: later(world.now(), -hours(5)) })).toEqual({ status: 200 });
});

test("What nobody could read is stored all the same: NUL, broken UTF-8, no JSON at all.", async () => {
  for (const [index, body] of ["", "not json", "{\"a\":\"\0\"}", "\ufffd"].entries()) expect((await tell({ event: `odd${index}`, body })).status).toBe(200);
});

test("A shop nobody has heard of gets a row that waits to be opened, also when many deliveries arrive at once.", async () => {
  const domain = "unheard.myshopify.com";
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => tell({ domain, event: `n${index}` })));
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  expect(await stored(domain)).toHaveLength(12);
  const shops = await world.db.rows(z.object({ state: z.string() }), sql`select state from shop where domain = ${domain}`);
  expect(shops).toEqual([{ state: "unopened" }]);
});

test("A body larger than the limit is refused.", async () => {
  expect((await receive(world, new Headers(), new Uint8Array(10_000_001))).status).toBe(413);
});
