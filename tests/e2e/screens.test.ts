// Every screen at two widths, the admin's and a phone's. With `npm run pictures` they lie in tests/e2e/screens/, to be looked at.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { controlsByTab, forgetShift, look, looksAt } from "./look.ts";
import { type Admin, aScene, deliver, holdExports, openAdmin, PHONE, WIDE } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 120, orders: 420, historyDays: 300 });
const { shop, demo, db } = scene;
const held = holdExports(scene);

const { opened } = looksAt(scene);

type Prepare = (admin: Admin) => Promise<void>;

/** Looks at both widths. `primary`: the control that matters most here, which Tab must reach. */
function screen(title: string, name: string, path: string, primary: string | null, prepare: Prepare): void {
  test(title, async () => {
    const findings: string[] = [];
    for (const viewport of [WIDE, PHONE]) {
      const admin = await opened(path, viewport);
      await prepare(admin);
      findings.push(...(await look(admin, name)).map((finding) => `at ${viewport.width}: ${finding}`));
      const controls = viewport === WIDE ? await controlsByTab(admin.page) : null;
      // A page that stays open goes on asking.
      await admin.page.close();
      if (controls === null) continue;
      if (controls.includes("")) findings.push(`a control without a name, after "${controls[controls.indexOf("") - 1]}"`);
      if (primary !== null && !controls.includes(primary)) findings.push(`Tab does not reach "${primary}", but ${controls.join(", ")}`);
    }
    expect(findings).toEqual([]);
  });
}

const heading = (name: string | RegExp): Prepare => ({ app }) => app.getByRole("heading", { name }).first().waitFor(SOON);
/** A table stands there twice, once for each width. */
const words = (text: string | RegExp): Prepare => ({ app }) => app.getByText(text).filter({ visible: true }).first().waitFor(SOON);

async function add({ app }: Admin, nth: number, question: string): Promise<void> {
  await app.getByRole("combobox", { name: "Add a condition" }).nth(nth).click();
  await app.getByRole("option", { name: question, exact: true }).click();
}

async function note({ app }: Admin, nth: number, words: string): Promise<void> {
  await app.getByRole("button", { name: /^More for / }).nth(nth).click();
  await app.getByRole("menuitem", { name: "Add note" }).click();
  await app.getByRole("textbox", { name: "Note" }).fill(words);
  await app.getByRole("textbox", { name: "Note" }).blur();
}

async function nested(admin: Admin): Promise<void> {
  const { app, page } = admin;
  await heading("Conditions")(admin);
  await add(admin, 0, "Number of orders");
  await app.getByRole("button", { name: "Add a group" }).first().click();
  await add(admin, 0, "Bought a product");
  await app.getByRole("button", { name: "Add a group" }).first().click();
  await add(admin, 0, "SMS marketing");
  await note(admin, 0, "Whom the spring sale is for.\nAsked for by Ana, until June.");
  await note(admin, -1, "Only what is in season.");
  await page.locator("#save").click();
  await words("Give the segment a name.")(admin);
  await expect.poll(() => app.getByLabel("Counting").count(), SOON).toBe(0);
  // All that moved answered a click; of the one in the admin's bar the frame does not know.
  await forgetShift(page);
}

async function partlyRead(): Promise<void> {
  const first = await openAdmin(scene);
  await heading("Reading your shop")(first);
  await words("records, done")(first);
  await first.page.close();
}

async function everythingRead(): Promise<void> {
  // Nobody is in it yet: whether its people can be texted is counted once they are found, on the page that stands open.
  const waiting = await openAdmin(scene, "/app/segments/3");
  await words("Counted as soon as it is known who they are.")(waiting);
  await held.goOn();
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), SOON).toEqual({ count: 3 });
  const members = (await row(db, z.object({ count: Count }), sql`select count(*) from membership where segment_id = 3 and left_at is null`))?.count ?? 0;
  expect(members).toBeGreaterThan(1);
  await words(new RegExp(`^Of ${members} people, `))(waiting);
  expect(waiting.complaints).toEqual([]);
  await waiting.page.close();
}

async function tagging(): Promise<void> {
  const { app, page } = await openAdmin(scene, "/app/segments/3");
  await app.getByRole("button", { name: "Start tagging" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Start tagging" }).click();
  await app.getByText("Up to date").waitFor(SOON);
  await page.close();
}

async function somethingUnreadable(): Promise<void> {
  await deliver(scene, "orders/create", "this is no order");
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from inbox where state = 'parked'`), SOON).toEqual({ count: 1 });
}

async function aWebhook(): Promise<void> {
  const admin = await opened("/app/settings", PHONE);
  const { app, page } = admin;
  const dialog = app.getByRole("dialog");
  await app.getByRole("button", { name: "Add webhook" }).click(SOON);
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await dialog.getByText("The address is missing.").waitFor();
  await dialog.getByLabel("Address").fill("http://192.168.0.1/");
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await dialog.getByText("The address must be an https address with a public name").waitFor(SOON);
  // The browser notes the 422 in its console.
  admin.complaints.length = 0;
  expect(await look(admin, "webhook-add")).toEqual([]);
  await dialog.getByLabel("Address").fill("https://example.com/segue?token=hidden");
  await dialog.getByLabel("Somebody leaves").uncheck();
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await expect.poll(() => dialog.getByLabel("Secret").inputValue(), SOON).toMatch(/^[0-9a-f]{64}$/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await app.getByRole("link", { name: "example.com/segue?…" }).click();
  await app.getByText("Who joins any segment.").waitFor(SOON);
  // On a phone what a page offers stands behind one button.
  await page.setViewportSize(WIDE);
  await app.getByRole("button", { name: "Send a test" }).click();
  await app.getByText("The test was not taken").waitFor(SOON);
  await app.getByRole("button", { name: "Pause", exact: true }).click();
  await app.getByText("Nothing is told while it is paused").waitFor(SOON);
  await db.run(sql`insert into hook (shop_id, hook_id, url, secret, segment_id, changes, created_at) select shop_id, 2, 'https://hooks.example.net/catch/of/the/warehouse', secret, 3, '{left}', created_at from hook`);
  await db.run(sql`update hook set state = 'off', problem = 'It was switched off: for three days no call was taken. It answered 503.' where hook_id = 1`);
  await db.run(sql`insert into hook_attempt (shop_id, hook_id, at, status, changes, problem) select shop_id, 1, created_at, answered, 12, reason from hook, (values (200, null), (503, 'It answered 503.')) as answer(answered, reason) where hook_id = 1`);
}

const [often] = [...shop.tables.Customer.values()].filter(({ id }) => shop.ordersOfCustomer(id).length >= 5);
if (!often) throw new Error("Nobody has ordered so often.");

test("the shop begins to be read", partlyRead);
screen("Home while the shop is read", "home-importing", "", null, words("records, done"));
screen("segments that are not counted yet", "segments-counting", "/app/segments", "Create segment", words("Counting"));
screen("problems when there are none", "problems-empty", "/app/problems", null, words("Nothing is stuck"));
test("the shop is read to its end", everythingRead);
screen("Home once everything is read", "home-done", "", null, heading("Latest changes"));
screen("the list of segments", "segments", "/app/segments", "Create segment", words("Win-back"));
screen("the templates, with their counts", "templates", "/app/segments/templates", "Start from nothing", async ({ app, page }) => {
  await words("VIP customers")({ app, page, complaints: [] });
  // Counted one after the other; a phone need not wait for it again.
  if (page.viewportSize()?.width === WIDE.width) await expect.poll(() => app.getByText("–", { exact: true }).count(), SOON).toBe(0);
});
screen("the builder with nothing yet", "builder-new", "/app/segments/new", "Name", heading("Conditions"));
screen("the builder over a template", "builder-template", "/app/segments/new?template=high-value-recent", "Name", words(/Counted in/));
screen("everything that can be asked", "builder-questions", "/app/segments/new", null, async ({ app }) => {
  await app.getByRole("combobox", { name: "Add a condition" }).click();
  await app.getByRole("option", { name: "Number of orders", exact: true }).waitFor();
});
screen("nested groups, and what is missing beside its field", "builder-nested", "/app/segments/new", null, nested);
screen("one segment", "segment", "/app/segments/3", "Edit", words("people in this segment"));
/** The shop's history has 300 days: so far back it is half as old. */
const [back, beforeAll] = [150, 400].map((count) => new Date(demo.sandbox.clock.now().getTime() - count * 86_400_000).toISOString().slice(0, 10));
test("a merchant goes back in time, and reads who was in a segment then", async () => {
  const admin = await opened("/app/segments/3");
  const { app } = admin;
  const go = async (day: string) => {
    await app.getByLabel("Day", { exact: true }).fill(day);
    await app.getByRole("button", { name: "Show that day" }).click();
  };
  await app.getByRole("button", { name: "More actions" }).click();
  await app.getByText("Back in time", { exact: true }).filter({ visible: true }).first().click();
  await go("2999-01-01");
  await words("Choose a day that has begun.")(admin);
  await go(beforeAll ?? "");
  await words(/^0$/)(admin);
  await go(back ?? "");
  await words(/people then, of/)(admin);
  await app.getByRole("button", { name: /^Left since: [1-9]/ }).click();
  await app.getByRole("heading", { name: /^Left since/ }).waitFor(SOON);
  await app.getByRole("table").getByRole("link").first().click();
  await app.getByRole("heading", { name: "Segments then, and why" }).waitFor(SOON);
  await app.getByText("Not recorded then: the segment did not exist").first().waitFor(SOON);
});
screen("a segment as of a past day, and its size over time", "segment-past", `/app/segments/3/past?day=${back}`, "Compute", async (admin) => {
  await admin.app.getByRole("button", { name: "Compute" }).click();
  await words(/days computed|^From [0-9,]+ on/)(admin);
  // The room for the chart answered the click; nothing may move when it is drawn.
  await forgetShift(admin.page);
  await words(/^From [0-9,]+ on/)(admin);
  await expect.poll(() => admin.app.getByRole("button", { name: "Stop" }).count(), SOON).toBe(0);
  await admin.app.locator(".recharts-line-curve").first().waitFor(SOON);
});
screen("one customer as of a past day", "customer-past", `/app/customers/${often.id}/past?day=${back}`, "Show that day", heading("Segments then, and why"));
screen("the question before tagging", "segment-start-tagging", "/app/segments/3", null, async ({ app }) => {
  await app.getByRole("button", { name: "Start tagging" }).click();
  await app.getByRole("dialog").getByLabel("Tag", { exact: true }).waitFor();
});
test("tagging begins", tagging);
screen("a segment that is tagged", "segment-tagged", "/app/segments/3", "Pause", words("Up to date"));
screen("the builder over a saved segment", "builder-saved", "/app/segments/3/edit", "Name", async (admin) => {
  await words(/Counted in/)(admin);
  await admin.app.getByRole("button", { name: "Compute" }).click();
  await words(/^From [0-9,]+ on/)(admin);
  await forgetShift(admin.page);
  await expect.poll(() => admin.app.getByRole("button", { name: "Stop" }).count(), SOON).toBe(0);
  await admin.app.locator(".recharts-line-curve").first().waitFor({ ...SOON, state: "attached" });
});
screen("all customers", "customers", "/app/customers", "Search customers", heading("Customers"));
screen("customers that were searched for", "customers-found", `/app/customers?q=${often.lastName}`, "Search customers", words(often.lastName ?? ""));
screen("a search that finds nobody", "customers-nobody", "/app/customers?q=nobody%20at%20all", "Search customers", heading("Customers"));
screen("one customer, with why", "customer", `/app/customers/${often.id}`, null, heading(`${often.firstName} ${often.lastName}`));
test("something unreadable comes in", somethingUnreadable);
screen("problems with something to decide", "problems", "/app/problems", null, words("could not be read"));
screen("settings", "settings", "/app/settings", "Add webhook", heading("Settings"));
test("a webhook is added once nothing is missing, its secret is shown this once, and a test says what came of it", aWebhook);
screen("settings with webhooks", "settings-webhooks", "/app/settings", "example.com/segue?…", words("Switched off"));
screen("a webhook that was switched off, with its calls", "webhook", "/app/settings/webhooks/1", "Send a test", words("Latest calls"));

screen("who can be texted, what was decided, and what is in force", "compliance", "/app/compliance", null, words(/^Of \d+ people/));
screen("the settings of texting", "texts", "/app/settings/texts", null, heading("Sender"));
screen("the policies of groups and segments", "policies", "/app/settings/policies", "Use what is suggested", heading("Who gets which policy"));
screen("messages to begin with", "messages-starters", "/app/messages/starters", "Use Win back", heading("Win back"));
screen("a message while it is written", "message-new", "/app/messages/new?starter=win-back", "Insert variable", words(/characters left in/));

test("every segment is deleted", () => db.run(sql`update segment set deleted_at = updated_at`).then((count) => expect(count).toBe(3)));
screen("segments when there are none", "segments-empty", "/app/segments", "Create segment", heading("Segments"));
