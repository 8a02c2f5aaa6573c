// Flows in a browser. The VIP flow is built by hand from an empty one: on the canvas by mouse, in the list by keyboard; the
// checker says what is left, and what is saved is what was built. It is replayed and published; a shopper walks through it by
// the sandbox's clock, with its texts on their phone; it is changed, they are moved, and it is ended.
import type { FrameLocator } from "playwright-core";
import { expect, test } from "vitest";
import { z } from "zod";
import { FlowDefinition } from "#app/flows/definition.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import { placeOrder } from "#sandbox/shopify/orders.ts";
import { look, looksAt } from "./look.ts";
import { type Admin, aScene, PHONE, untilTuesday } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 120, orders: 300, historyDays: 200 });
const { db, demo, shop } = scene;
// Texts may go nearly everywhere, now and whole weeks later.
demo.sandbox.clock.forward(untilTuesday(demo.sandbox.clock.now()));
const { opened, looked } = looksAt(scene);

const saved = async () => (await row(db, z.object({ draft: FlowDefinition }), sql`select draft from flow where flow_id = 1`))?.draft;
const add = async (app: FrameLocator, way: string | RegExp, kind: string) => {
  await app.getByRole("button", { name: way }).click();
  await app.getByRole("menuitem", { name: kind }).click();
};

test("An empty flow stands on the canvas, and is built up by mouse: by the buttons on its ways, and by dragging.", async () => {
  await opened("");
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), { timeout: 120_000 }).toEqual({ count: 3 });
  const admin = await opened("/app/flows/new");
  const { app, page } = admin;
  await app.getByRole("button", { name: "Start from nothing" }).click();
  await app.getByLabel("Name", { exact: true }).fill("VIP by hand", SOON);
  await app.getByRole("button", { name: "Add a step at the beginning, before end-1" }).waitFor(SOON);
  expect(await look(admin, "flow-empty")).toEqual([]);

  await app.getByRole("button", { name: /They placed an order|placed an order/i }).first().click();
  await app.getByLabel("Starts when").selectOption("crosses");
  await app.getByLabel("What is counted").selectOption("order");
  await app.getByLabel("Worth more than").fill("200");
  await app.getByRole("button", { name: "Close" }).click();
  await app.getByRole("button", { name: "Add a trigger" }).click();
  await app.getByLabel("Starts when").selectOption("crosses");
  await app.getByLabel("Which order").fill("5");
  await app.getByRole("button", { name: /^Exits/ }).click();
  await app.getByRole("button", { name: "Add “Refunded”" }).click();

  await add(app, "Add a step at the beginning, before end-1", "Coupon");
  await app.getByLabel("Percent", { exact: true }).fill("15");
  await add(app, "Add a step after c1, before end-1", "Send a text");
  const text = app.getByRole("textbox", { name: "Text", exact: true });
  await text.fill("Hi {{ customer.first_name | default: \"there\" }}, you are one of our best customers. Here is 15% off for you: {{ coupon.code }}");
  await app.getByText(/part, \d+ characters left/).waitFor(SOON);
  await add(app, "Add a step after m1, before end-1", "Wait");
  await app.getByRole("complementary", { name: "Step w1" }).getByRole("spinbutton", { name: "How many" }).fill("7");
  await app.locator(".segue-flow-palette button", { hasText: "Send a text" }).dragTo(app.getByRole("button", { name: "Add a step after w1, before end-1" }));
  await app.locator("[data-step=m2]").waitFor(SOON);
  await app.getByRole("textbox", { name: "Text", exact: true }).fill("What is new reaches you before everybody else: {{ shop.link }}");
  expect(await look(admin, "flow-canvas")).toEqual([]);

  await app.locator("[data-step=m2]").click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => app.locator("[data-step=m2]").count()).toBe(0);
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+Shift+z");
  await app.locator("[data-step=m2]").click();
  await page.keyboard.press("Control+d");
  await app.locator("[data-step=m3]").waitFor(SOON);
  await page.locator("#save").click();
  await expect.poll(async () => (await saved())?.steps.map(({ id }) => id), SOON).toEqual(["c1", "m1", "w1", "m2", "m3", "end-1"]);
}, 300_000);

test("The rest is built in the list by keyboard alone, and the checker says what is left to choose.", async () => {
  const admin = await opened("/app/flows/1/edit");
  const { app, page } = admin;
  await app.getByRole("button", { name: "List", exact: true }).press("Enter");
  const addHere = async (way: string, kind: string) => {
    await app.getByRole("button", { name: way, exact: true }).press("Enter");
    await app.getByRole("menuitem", { name: kind }).press("Enter");
  };
  await addHere("Add a step between m2 and m3", "Wait");
  await app.getByRole("spinbutton", { name: "How many" }).fill("14");
  await app.getByLabel("Counted").selectOption("entry");
  await addHere("Add a step between m3 and end-1", "Wait");
  await app.getByRole("spinbutton", { name: "How many" }).fill("30");
  await app.getByLabel("Counted").selectOption("entry");
  await addHere("Add a step between w3 and end-1", "Branch");
  await addHere("Add a step after b1 (Yes)", "Send a text");
  await app.getByRole("button", { name: "What to do with m3" }).press("Enter");
  await app.getByRole("menuitem", { name: "Move up" }).press("Enter");
  await app.getByRole("button", { name: "Add a step between m3 and w2", exact: true }).waitFor(SOON);
  await app.getByRole("button", { name: "Undo" }).press("Enter");
  await page.keyboard.press("Escape");
  await app.getByText("Choose one of your coupons, or have this one made.").waitFor(SOON);
  expect(await look(admin, "flow-list")).toEqual([]);
  await page.locator("#save").click();
  await expect.poll(async () => (await saved())?.steps.length, SOON).toBe(10);
}, 300_000);

test("The text is the same flow, and a mistake in it leaves the flow as it was.", async () => {
  const admin = await opened("/app/flows/1/edit");
  const { app, page } = admin;
  await app.getByRole("button", { name: "Text", exact: true }).click();
  const code = app.getByRole("textbox", { name: "The flow as text" });
  await code.waitFor(SOON);
  await code.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nstep ");
  await app.getByText(/^Line \d+: /).first().waitFor(SOON);
  expect(await look(admin, "flow-text")).toEqual([]);
  await app.getByRole("button", { name: "Give this text up" }).click();
  await expect.poll(() => app.getByText(/^Line \d+: /).count()).toBe(0);
}, 200_000);

test("A flow is tried on one person, and looks right at both widths.", async () => {
  const admin = await opened("/app/flows/1/edit");
  await admin.app.getByRole("button", { name: "Test on a person" }).click();
  await admin.app.getByRole("button", { name: "Test", exact: true }).click();
  await admin.app.getByText("They enter the flow.").waitFor(SOON);
  expect(await look(admin, "flow-tried")).toEqual([]);
  await looked("flow", "/app/flows/1/edit", ({ app }) => app.locator("[data-step=m1]").waitFor(SOON));
  const phone = await opened("/app/flows/1/edit", PHONE);
  await phone.app.locator("[data-step=m1]").click();
  await phone.app.getByRole("dialog").getByText(/part, \d+ characters left/).waitFor(SOON);
  expect(await look(phone, "flow-step")).toEqual([]);
}, 300_000);

const stateOf = () => row(db, z.object({ state: z.string(), version: z.number().nullable() }), sql`select state, version from flow where flow_id = 1`);

async function texts(): Promise<void> {
  const { page } = await opened("");
  await page.goto(`${demo.url}/sandbox/phone`);
  await page.getByRole("button", { name: "Connect Segue to this Twilio" }).click();
  await expect.poll(() => page.getByRole("button", { name: "Connect Segue to this Twilio" }).count()).toBe(0);
  // For this shop what Shopify says of consent is proof enough.
  await db.run(sql`insert into text_settings (shop_id, version, settings, at) select shop_id, version + 1, jsonb_set(settings, '{gate,needsProof}', 'false'), at from text_settings order by version desc limit 1`);
}

async function replayed(): Promise<Admin> {
  const admin = await opened("/app/flows/1/replay");
  await admin.app.getByRole("button", { name: "Replay it" }).click();
  await admin.app.getByRole("link", { name: "Go on to publishing" }).click({ timeout: 120_000 });
  return admin;
}

test("What was built is replayed over the shop's past, and published.", async () => {
  await texts();
  const editing = await opened("/app/flows/1/edit?step=c1");
  await editing.app.getByRole("complementary", { name: "Step c1" }).getByRole("button", { name: "Delete" }).click();
  await editing.app.locator("[data-step=m1]").click();
  await editing.app.getByRole("textbox", { name: "Text", exact: true }).fill("You are one of our best customers. Thank you! {{ shop.link }}");
  await editing.page.locator("#save").click();
  await expect.poll(async () => (await saved())?.steps[0]?.id, SOON).toBe("m1");
  const { app } = await replayed();
  await app.getByRole("button", { name: "Go live" }).click(SOON);
  await expect.poll(stateOf, SOON).toEqual({ state: "live", version: 1 });
}, 400_000);

const Standing = z.object({ step: z.string().nullable(), version: z.number(), reason: z.string().nullable() });
const standing = () => db.rows(Standing, sql`select step, version, reason from flow_run where flow_id = 1 order by run_id`);

test("A shopper's order starts it: its texts come to their phone when the clock says so, they move to a new version, and it ends.", async () => {
  const buyer = [...shop.tables.Customer.values()].find(({ phone, smsConsent }) => phone?.startsWith("+1") && smsConsent.state === "SUBSCRIBED") ?? expect.fail("Nobody can be texted.");
  const handset = await scene.browser.newPage();
  await handset.setViewportSize(PHONE);
  const gets = (text: RegExp) => expect.poll(async () => {
    await handset.goto(`${demo.url}/sandbox/phone?phone=${encodeURIComponent(buyer.phone ?? "")}`);
    return handset.getByRole("log").getByText(text).count();
  }, SOON).toBe(1);
  placeOrder(shop, { customerId: buyer.id, lines: [{ title: "A coat", price: 30_000, quantity: 1 }] });
  await gets(/one of our best customers/);
  await expect.poll(standing, SOON).toEqual([{ step: "w1", version: 1, reason: null }]);
  demo.sandbox.clock.forward(days(7));
  await gets(/What is new reaches you before everybody else/);
  await expect.poll(standing, SOON).toEqual([{ step: "w2", version: 1, reason: null }]);

  const editing = await opened("/app/flows/1/edit?step=m3");
  await editing.app.getByRole("textbox", { name: "Text", exact: true }).fill("You have the first pick: {{ shop.link }}");
  await editing.page.locator("#save").click();
  await expect.poll(async () => JSON.stringify(await saved()).includes("first pick"), SOON).toBe(true);
  const publishing = await replayed();
  await publishing.app.getByText("They move to the new version").click(SOON);
  expect(await look(publishing, "flow-publish-move")).toEqual([]);
  await publishing.app.getByRole("button", { name: /^(Go live|Publish)/ }).click();
  await expect.poll(standing, SOON).toEqual([{ step: "w2", version: 2, reason: null }]);
  demo.sandbox.clock.forward(days(7));
  await gets(/You have the first pick/);
  await looked("flow-live", "/app/flows/1", ({ app }) => app.getByRole("heading", { name: "VIP by hand" }).first().waitFor(SOON));

  const live = await opened("/app/flows/1");
  await live.app.getByRole("button", { name: "More actions", exact: true }).click(SOON);
  await live.app.getByRole("button", { name: "End flow", exact: true }).click();
  await live.app.getByRole("dialog").getByRole("button", { name: "End flow" }).click();
  await expect.poll(stateOf, SOON).toEqual({ state: "ended", version: 2 });
  await expect.poll(standing, SOON).toEqual([{ step: null, version: 2, reason: "flowEnded" }]);
}, 600_000);
