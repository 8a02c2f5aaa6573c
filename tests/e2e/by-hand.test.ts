// Every template can be built by hand, by the names and inputs that the builder offers, and is the same question
// then. A test run builds some of every kind; BY_HAND=all builds all of them (npm run nightly).
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { EVENT_KINDS } from "#app/customers/event-kind.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { type Definition, readDefinition } from "#app/segments/definition.ts";
import { fill, TEMPLATES } from "#app/segments/templates.ts";
import { layout } from "#app/segments/text/layout.ts";
import { buildByHand, isOffered, readCards } from "./by-hand.ts";
import { frameOf } from "./look.ts";
import { type Admin, aScene, openAdmin } from "./scene.ts";

const SOON = { timeout: 15_000 };
/** A group of values, a picker by the names that are shown, a sequence whose first event is chosen. */
const SOME = ["rfm-champions", "region", "search-only"];
const scene = await aScene({ customers: 60, orders: 200, historyDays: 300 });

const open: Admin[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ page }) => page.close())));

/** The builder at this address, in a page that remembers what it asks the count of. */
async function builderAt(query: string): Promise<Admin> {
  const admin = await openAdmin(scene, `/app/segments/new${query}`, undefined, async (page) => void (await page.addInitScript(remember)));
  open.push(admin);
  await admin.app.getByRole("heading", { name: "Conditions" }).waitFor(SOON);
  return admin;
}

type Remembering = typeof globalThis & { asked?: string };
/** The browser does not tell outside what a request of App Bridge holds. */
const remember = () => {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.url.endsWith("/segments/new/preview")) (globalThis as Remembering).asked = await request.clone().text();
    return send(request);
  };
};

async function lastAsked({ page }: Admin): Promise<Definition | null> {
  const text = await frameOf(page).evaluate(() => (globalThis as Remembering).asked ?? null);
  if (text === null) return null;
  const read = readDefinition(JSON.parse(text).definition);
  return "definition" in read ? read.definition : null;
}

test("the shop is read, and told of every kind of event", async () => {
  open.push(await openAdmin(scene));
  await expect.poll(() => row(scene.db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), SOON).toEqual({ count: 3 });
  await scene.db.run(sql`insert into event_cover (shop_id, kind, since) select shop_id, kind, '2025-01-01' from shop, unnest(${[...EVENT_KINDS]}::text[]) kind on conflict do nothing`);
  await scene.db.run(sql`update product p set product_type = 'Kind ' || n.place % 4 from (select shop_id, product_id, row_number() over (order by product_id) as place from product) n where n.shop_id = p.shop_id and n.product_id = p.product_id`);
});

/** As many as any template asks for. What nothing can answer yet cannot be chosen: its question stands there with the reason. */
const four = ["One", "Two", "Three", "Four"];
const isBuilt = ({ definition }: ReturnType<typeof fill>) => definition !== null && isOffered(definition);
const chosen = TEMPLATES.filter((template) => isBuilt(fill(template, { type: four, region: four, collection: four, titles: new Map() })) && (process.env.BY_HAND === "all" || SOME.includes(template.key)));
test.each(chosen.map(({ key, name }) => [key, name]))("%s (%s)", async (key) => {
  const template = await builderAt(`?template=${key}`);
  await expect.poll(() => lastAsked(template), SOON).not.toBeNull();
  const definition = await lastAsked(template);
  if (!definition) throw new Error("Nothing was asked.");
  const wanted = await readCards(template);
  const blank = await builderAt("");
  await buildByHand(blank, definition, wanted);
  await expect.poll(async () => {
    const asked = await lastAsked(blank);
    return asked && layout(asked);
  }, SOON).toBe(layout(definition));
}, 120_000);
