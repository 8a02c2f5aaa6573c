// Texting in a browser, on the sandbox's phone: a stranger asks to join, confirms, asks something and is answered, writes
// what may mean stop, and stops; nothing but the one confirmation follows.
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { look, watchVitals } from "./look.ts";
import { type Admin, aScene, openAdmin, PHONE, WIDE } from "./scene.ts";

const SOON = { timeout: 60_000 };
const NUMBER = "+12025550142";
const scene = await aScene({ customers: 40, orders: 60, historyDays: 60 });
const { db, demo } = scene;
const open: Admin[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ page }) => page.close())));
async function opened(path: string, viewport = WIDE): Promise<Admin> {
  const admin = await openAdmin(scene, path, viewport, watchVitals);
  open.push(admin);
  return admin;
}

/** What a demanding person finds, wide and on a phone. */
async function looked(name: string, path: string, prepare: (admin: Admin) => Promise<unknown>): Promise<void> {
  const findings: string[] = [];
  for (const viewport of [WIDE, PHONE]) {
    const admin = await opened(path, viewport);
    await prepare(admin);
    findings.push(...(await look(admin, name)).map((finding) => `${name} at ${viewport.width}: ${finding}`));
  }
  expect(findings).toEqual([]);
}

const handset = await scene.browser.newPage();
await handset.setViewportSize(PHONE);
const writes = async (text: string) => {
  await handset.goto(`${demo.url}/sandbox/phone?phone=${encodeURIComponent(NUMBER)}`);
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
  const states = await db.rows(z.object({ state: z.string() }), sql`select distinct state from person_text`);
  expect(states).toEqual([{ state: "delivered" }]);
}, 200_000);
