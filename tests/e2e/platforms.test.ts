// Platforms in a browser: a key and a sign-in let Segue in; a segment goes to Klaviyo and follows an order; a change
// beyond the limit waits for a yes; Segue is shut out, says so, and goes on once it is mended; and what was made goes.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { placeOrder } from "#sandbox/shopify/orders.ts";
import { forgetShift, look, looksAt } from "./look.ts";
import { type Admin, aScene } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 60, orders: 120, historyDays: 100 });
const { shop, db, demo } = scene;
const { platforms } = demo.sandbox.platformDoors;
const { opened, looked } = looksAt(scene);

const heading = (name: string | RegExp) => ({ app }: Admin) => app.getByRole("heading", { name }).first().waitFor(SOON);

const NAME = "New customers";
const listed = () => platforms.view("klaviyo").places.find(({ name }) => name.startsWith(NAME))?.members.length ?? null;
const Found = z.object({ id: z.number(), members: Count });
const segment = async () => Found.parse(await row(db, Found, sql`select segment_id as id, member_count as members from segment where name = ${NAME}`));
let newcomers = 0;
const newcomer = (email = `newcomer-${++newcomers}@example.com`) => placeOrder(shop, { email, firstName: "New", lastName: `Comer ${newcomers}`, lines: [{ title: "Socks", price: 900, quantity: 1 }] });

test("everything is read", async () => {
  platforms.control({ platform: "klaviyo", faults: { jobMs: [0, 0], limits: 0 } });
  await opened("");
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), { timeout: 120_000 }).toEqual({ count: 3 });
}, 150_000);

test("without a connection the page says what one is good for, and a key that is none is told beside its field", async () => {
  await looked("connections-empty", "/app/connections", heading("Use your segments where you send"));
  await looked("connections-new", "/app/connections/new/postscript", async (admin) => {
    await admin.app.getByRole("button", { name: "Connect Postscript" }).click();
    await admin.app.getByText("Enter the private API key.").waitFor(SOON);
    await forgetShift(admin.page);
  });
  await looked("connections-new-twilio", "/app/connections/new/twilio", heading("What it does here"));
}, 120_000);

test("a key lets Segue in, and a wrong one does not", async () => {
  const { app } = await opened("/app/connections/new/postscript");
  const key = app.getByLabel("Private API key");
  await key.fill("sk_of_nobody");
  await app.getByRole("button", { name: "Connect Postscript" }).click();
  await app.locator(".Polaris-InlineError").waitFor(SOON);
  await key.fill("sk_sandbox_1");
  await app.getByRole("button", { name: "Connect Postscript" }).click();
  await app.getByRole("heading", { name: "What comes back" }).waitFor(SOON);
  await app.getByText("Not available: sent, delivered, failed, clicked").waitFor();
}, 120_000);

test("signing in at Klaviyo leads back into the admin, and so does saying no", async () => {
  const { page, app } = await opened("/app/connections/new/klaviyo");
  await looked("connections-sign-in", "/app/connections/new/klaviyo", heading("Sign in to Klaviyo"));
  const leave = () => app.getByRole("button", { name: "Continue to Klaviyo" }).click();
  await leave();
  await page.getByRole("button", { name: "Deny" }).click();
  await app.getByText("Klaviyo did not let Segue in.").waitFor(SOON);
  await app.getByRole("link", { name: "Back to connections" }).click();
  await app.getByRole("link", { name: "Connect Klaviyo" }).click();
  await leave();
  await page.getByRole("button", { name: "Allow" }).click();
  await app.getByText("No segment goes to Klaviyo yet").waitFor(SOON);
  await expect.poll(() => platforms.view("klaviyo").hooks.length, SOON).toBeGreaterThan(0);
}, 120_000);

test("a segment is added to Klaviyo, fills it, and an order adds one more", async () => {
  const { id, members } = await segment();
  const path = `/app/segments/${id}`;
  const admin = await opened(path);
  const { app, page } = admin;
  await app.getByRole("button", { name: "Add to Klaviyo" }).click();
  await app.getByRole("dialog").getByRole("heading", { name: "Add this segment to Klaviyo?" }).waitFor(SOON);
  await forgetShift(page);
  expect(await look(admin, "segment-add-place")).toEqual([]);
  await app.getByRole("dialog").getByRole("button", { name: "Add to Klaviyo" }).click();
  await expect.poll(listed, SOON).toBe(members);
  newcomer();
  await expect.poll(listed, SOON).toBe(members + 1);
  // Klaviyo's stand-in refuses whoever is called so.
  newcomer("refused@example.com");
  await looked("segment-placed", path, ({ app }) => app.getByRole("link", { name: "1 person left out" }).waitFor(SOON));
  await looked("segment-left-out", `${path}/places/2/people`, heading("Reasons"));
  await looked("connection-on", "/app/connections/2", ({ app }) => app.getByText(`List “${NAME}”`).waitFor(SOON));
}, 180_000);

test("a change beyond the limit waits until the merchant says yes", async () => {
  const { id } = await segment();
  const before = listed() ?? 0;
  const { app, page } = await opened("/app/connections/2");
  await app.getByLabel("Share of the people there").fill("101");
  await page.locator("#save").click();
  await app.getByText("Enter a number from 0 to 100.").waitFor(SOON);
  await app.getByLabel("Share of the people there").fill("0");
  await app.getByLabel("Number of people").fill("0");
  await page.locator("#save").click();
  await page.getByText("Settings saved").waitFor(SOON);
  newcomer();
  const path = `/app/segments/${id}`;
  await expect.poll(() => row(db, z.object({ state: z.string() }), sql`select state from target`), SOON).toEqual({ state: "waiting" });
  expect(listed()).toBe(before);
  await looked("segment-waiting", path, ({ app }) => app.getByText("1 would join, more than your limit of 0% and 0 people in an hour.").waitFor(SOON));
  const { app: waiting } = await opened(path);
  await waiting.getByRole("button", { name: "Yes, move 1 person" }).click();
  await expect.poll(listed, SOON).toBe(before + 1);
}, 180_000);

test("shut out, the connection says so and stands among the problems, until it is mended", async () => {
  const before = listed() ?? 0;
  platforms.control({ platform: "klaviyo", acts: [{ act: "revoke" }] });
  const { app, page } = await opened("/app/connections/2");
  await app.getByLabel("Number of people").fill("500");
  await page.locator("#save").click();
  await page.getByText("Settings saved").waitFor(SOON);
  newcomer();
  await expect.poll(() => row(db, z.object({ state: z.string() }), sql`select state from connection where platform = 'klaviyo'`), SOON).toEqual({ state: "broken" });
  await looked("problems-platform", "/app/problems", heading("Klaviyo does not let Segue in"));
  await looked("connection-broken", "/app/connections/2", ({ app }) => app.getByText("Not let in").first().waitFor(SOON));
  platforms.control({ platform: "klaviyo", acts: [{ act: "restore" }] });
  const mended = await opened("/app/connections/2");
  await mended.app.getByRole("button", { name: "Test" }).click();
  await mended.page.getByText("Klaviyo lets Segue in").waitFor(SOON);
  await expect.poll(listed, SOON).toBe(before + 1);
}, 240_000);

test("disconnecting takes away what was made there, and says what stays", async () => {
  await looked("connections", "/app/connections", heading("Postscript"));
  const admin = await opened("/app/connections/2");
  await admin.app.getByRole("button", { name: "Disconnect" }).click();
  await admin.app.getByText("Remove what Segue made there").waitFor(SOON);
  await forgetShift(admin.page);
  expect(await look(admin, "connection-disconnect")).toEqual([]);
  await admin.app.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect.poll(listed, SOON).toBeNull();
  await expect.poll(() => platforms.view("klaviyo").hooks, SOON).toEqual([]);
  await admin.app.getByText("Disconnected").waitFor(SOON);
}, 120_000);
