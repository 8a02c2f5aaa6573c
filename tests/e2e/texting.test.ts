// Texting in a browser, on the sandbox's phone. A stranger asks to join, confirms, asks something and is answered, writes
// what may mean stop, and stops; nothing but the one confirmation follows. A campaign is counted dry and started with a yes;
// one of its people follows the link, answers STOP, and all of it stands in the ledger and in the report.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { looksAt } from "./look.ts";
import { type Admin, aScene, PHONE, untilTuesday } from "./scene.ts";

const SOON = { timeout: 60_000 };
const NUMBER = "+12025550142";
const scene = await aScene({ customers: 150, orders: 300, historyDays: 200 });
const { db, demo, shop } = scene;
demo.sandbox.clock.forward(untilTuesday(demo.sandbox.clock.now()));
const { opened, looked } = looksAt(scene);

const handset = await scene.browser.newPage();
await handset.setViewportSize(PHONE);
const writes = async (text: string, phone = NUMBER) => {
  await handset.goto(`${demo.url}/sandbox/phone?phone=${encodeURIComponent(phone)}`);
  await handset.getByRole("textbox", { name: "Text" }).fill(text);
  await handset.getByRole("button", { name: "Send" }).click();
};
const gets = (text: string | RegExp) => handset.getByRole("log").getByText(text).waitFor(SOON);

test("The sandbox's Twilio is connected with one click, and the inbox is empty.", async () => {
  await opened("");
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), { timeout: 120_000 }).toEqual({ count: 3 });
  await looked("inbox-empty", "/app/inbox", ({ app }) => app.getByText("Nobody has written yet").waitFor(SOON));
  await handset.goto(`${demo.url}/sandbox/phone`);
  await handset.getByRole("button", { name: "Connect Segue to this Twilio" }).click();
  await expect.poll(() => handset.getByRole("button", { name: "Connect Segue to this Twilio" }).count()).toBe(0);
  expect(await handset.getByRole("alert").count()).toBe(0);
}, 200_000);

test("Whoever joins is asked and welcomed; what they ask is answered from the inbox.", async () => {
  await writes("JOIN");
  await gets(/Reply YES to confirm/);
  await writes("YES");
  await gets(/You get recurring promo texts/);
  await writes("When do you open? 😀");
  const { app } = await opened("/app/inbox");
  await app.getByRole("link", { name: NUMBER }).click();
  await app.getByText("agreed and confirmed").first().waitFor(SOON);
  await app.getByRole("textbox", { name: "Answer" }).fill("At nine.");
  await app.getByRole("button", { name: "Send" }).click();
  await gets("At nine.");
  await app.getByText("Delivered").first().waitFor(SOON);
}, 200_000);

test("What may mean stop waits for a decision; STOP is confirmed once, and nothing can be sent after it.", async () => {
  await writes("this is getting annoying");
  await looked("inbox", "/app/inbox?show=review", ({ app }) => app.getByText("May mean stop").waitFor(SOON));
  await looked("inbox-thread", `/app/inbox/${(await row(db, z.object({ number: z.string() }), sql`select encode(number, 'hex') as number from reply limit 1`))?.number ?? ""}`, ({ app }) => app.getByRole("button", { name: "They do not" }).waitFor(SOON));
  const { app } = await opened("/app/inbox?show=review");
  await app.getByRole("link", { name: NUMBER }).click();
  await app.getByRole("button", { name: "They do not" }).click();
  await app.getByText("Looked at: not a stop").waitFor(SOON);
  await writes("STOP");
  await gets("You are unsubscribed and will get no more texts from us.");
  await writes("HELP");
  await app.getByText(/You cannot answer now. They asked for texts to stop/).waitFor(SOON);
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from person_text where reply_kind in ('stop', 'help')`), SOON).toEqual({ count: 1 });
  const states = () => db.rows(z.object({ state: z.string() }), sql`select distinct state from person_text`);
  await expect.poll(states, SOON).toEqual([{ state: "delivered" }]);
}, 200_000);

const words = (text: string | RegExp) => ({ app }: Admin) => app.getByText(text).filter({ visible: true }).first().waitFor(SOON);
const One = z.object({ phone: z.string(), customer: z.string() });

/** For this shop what Shopify says of consent is proof enough; and there is something to say. */
async function aMessage(): Promise<void> {
  await db.run(sql`insert into text_settings (shop_id, version, settings, at) select shop_id, version + 1, jsonb_set(settings, '{gate,needsProof}', 'false'), at from text_settings order by version desc limit 1`);
  const text = `Hi {{ customer.first_name | default: "there" }}, 20% off until Sunday: https://${shop.settings.domain}/sale`;
  const definition = JSON.stringify({ class: "marketing", scope: "marketing", topic: null, subject: null, text, media: null, smart: null, language: "en", coupon: null, utm: { campaign: null, content: null } });
  await db.run(sql`insert into message (shop_id, message_id, name, version, created_at, changed_at) select shop_id, 1, 'June sale', 1, clocked_at, clocked_at from shop`);
  await db.run(sql`insert into message_version (shop_id, message_id, version, definition, at) select shop_id, 1, 1, ${definition}::jsonb, clocked_at from shop`);
  await db.run(sql`update shop set message_count = 1`);
}

test("A campaign is counted dry, started with a yes, and followed to the phones.", async () => {
  await aMessage();
  const largest = await row(db, z.object({ id: z.number() }), sql`select segment_id as id from segment order by member_count desc, segment_id limit 1`);
  const admin = await opened(`/app/campaigns/new?segment=${largest?.id}&message=1`);
  await words("as things stand now")(admin);
  await admin.app.getByLabel("Name", { exact: true }).fill("June sale, everybody");
  await admin.page.locator("#save").click();
  await admin.app.getByRole("button", { name: "Do a dry run" }).click();
  await words("Calculated")(admin);
  await looked("campaign-dry", "/app/campaigns/1", words("Calculated"));
  await admin.app.getByRole("button", { name: "Start sending" }).click();
  await admin.app.getByRole("button", { name: "Yes, start sending" }).click();
  await expect.poll(() => row(db, z.object({ state: z.string() }), sql`select state from person_text where campaign_id = 1 and state in ('delivered', 'undelivered') limit 1`), SOON).not.toBeNull();
  await looked("campaign", "/app/campaigns/1", ({ app }) => app.getByRole("heading", { name: "Progress" }).first().waitFor(SOON));
}, 300_000);

test("Whoever follows the link counts as a person, their STOP holds in Shopify, and the ledger tells it.", async () => {
  const one = One.parse(await row(db, One, sql`select c.phone, c.customer_id::text as customer from person_text t join customer c on c.shop_id = t.shop_id and c.customer_id = t.customer_id where t.campaign_id = 1 and t.state = 'delivered' order by t.text_id limit 1`));
  demo.sandbox.clock.forward(60_000);
  await handset.goto(`${demo.url}/sandbox/phone?phone=${encodeURIComponent(one.phone)}`);
  await handset.getByRole("log").getByRole("link").first().click();
  await expect.poll(() => row(db, z.object({ kind: z.string() }), sql`select kind from event where source = 'segue' and kind like 'smsCl%' and customer_id = ${one.customer}::bigint`), SOON).toEqual({ kind: "smsClicked" });
  await writes("STOP", one.phone);
  await expect.poll(() => [...shop.tables.Customer.values()].find(({ phone }) => phone === one.phone)?.smsConsent.state, SOON).toBe("UNSUBSCRIBED");
  await looked("compliance-ledger", `/app/compliance/ledger?customer=${one.customer}`, words("STOP"));
}, 200_000);

test("A coupon of free shipping is made; the lists of texting are there, with what was decided about whom.", async () => {
  await looked("coupons-empty", "/app/coupons", words("Create coupon"));
  const { app } = await opened("/app/coupons/new");
  await app.getByLabel("Name", { exact: true }).fill("Ships for nothing");
  await app.getByText("Free shipping", { exact: true }).click();
  await app.getByRole("button", { name: "Create coupon" }).click();
  await app.getByText("Active", { exact: true }).filter({ visible: true }).first().waitFor(SOON);
  await looked("coupons", "/app/coupons", words("Free shipping"));
  await looked("coupon-new", "/app/coupons/new", words("A percentage off the order"));
  await looked("messages", "/app/messages", words("June sale"));
  await looked("campaigns", "/app/campaigns", words("June sale, everybody"));
}, 200_000);

test("What the gate decided, by what rules and limits, whom it blocks and who proved what: each has its screen.", async () => {
  const decision = await row(db, z.object({ id: z.string() }), sql`select decision_id::text as id from decision order by decision_id desc limit 1`);
  for (const [name, path, there] of [
    ["decisions", "decisions", "Decisions"], ["decision", `decisions/${decision?.id}`, "Decide again"], ["blocked", "blocked", "Blocked numbers"], ["limits", "limits", "Bans, days off and limits"], ["proofs", "proofs", "Proofs of consent"], ["rules", "rules", "Rules"],
  ] as const) await looked(`compliance-${name}`, `/app/compliance/${path}`, words(there));
}, 300_000);
