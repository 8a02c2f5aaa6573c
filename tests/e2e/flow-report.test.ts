// What a flow did, in a browser and at both widths: its report, everybody in it, one run's story, what it asks of a person.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { hearRuns } from "#app/flows/run/run-rows.server.ts";
import { ShopId } from "#app/lib/ids.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { designOf, experimentsIn, nameOf } from "#app/flows/experiment/design.ts";
import { aFlow, flowOf, orders } from "#tests/support/flows.ts";
import { controlsByTab, forgetShift, frameOf, look, looksAt } from "./look.ts";
import { type Admin, aScene } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 120, orders: 300, historyDays: 200 });
const { db, demo } = scene;
const { opened, looked } = looksAt(scene);

const nowhere = () => Promise.reject(new Error("This world asks nobody."));
const quiet = () => undefined;
const world: World = {
  db, now: () => demo.sandbox.clock.now(), ids: { uuid: randomUUID }, http: { send: nowhere, stream: nowhere }, log: { info: quiet, warn: quiet, error: quiet },
  secrets: { shopifyApiKey: "", shopifyApiSecret: "", encryptionKeys: [] }, point: async () => {},
};

const FLOW = `trigger event(event order) entry (reentry never(), control 20) first m1
step m1 send(message own(class transactional, text "Thank you for your order {{ customer.first_name | default: 'dear customer' }}! Here is how to get the most of it: {{ shop.link }}")) then w
step w wait.span(span 3 d) then s
step s split(salt x, arms {(name "A quick one", weight 1, next m2), (name "No more texts", weight 1, next a)})
step m2 send(message own(class transactional, text "How do you like it?")) then a
step a approval(says "Send them a gift?", within 5 d, otherwise e) then e
step e end(label "All told")
exit (label Refunded, on (event refund)) goal (label "Ordered again", on (event order), within 30 d)`;

const runsIn = (state: string) => row(db, z.object({ count: Count }), sql`select count(*) from flow_run where ${state === "" ? sql`true` : sql`step = ${state}`}`);

/** The demo has no sender: each text is stopped, and here it goes after all. */
async function textsGo(shop: ShopId): Promise<number> {
  const now = world.now();
  const texts = await db.rows(z.object({ text: z.string(), run: z.string(), step: z.string(), asked: z.int(), key: z.string() }), sql`
    update person_text set state = case when text_id % 9 = 0 then 'undelivered' else 'delivered' end, error_code = case when text_id % 9 = 0 then '30005' end, body = 'Thank you for your order! https://a.example/x', sent_at = ${now}, delivered_at = ${now}, parts = 2, micros = 15800
    where flow_id is not null and state = 'halted' returning text_id::text as text, run_id::text as run, step, asked, key`);
  await db.run(sql`insert into link (shop_id, code, text_id, customer_id, url, at, expires_at) select shop_id, 'code' || text_id, text_id, customer_id, 'https://a.example', ${now}, ${now} from person_text where flow_id is not null and state = 'delivered' on conflict do nothing`);
  await db.run(sql`insert into click (shop_id, code, at, method, headers, is_human, score, rule, version, told_at) select shop_id, 'code' || text_id, ${now}, 'GET', '{}', text_id % 2 = 0, 0, 'none', '1', ${now} from person_text where flow_id is not null and state = 'delivered' and text_id % 3 > 0`);
  await hearRuns(world, shop, texts.map(({ run, asked, key }) => ({ run, heard: { kind: "answer", key: key.split("/").slice(2).join("/"), fence: asked, verdict: "sent", reason: "allowed", at: now.getTime(), until: null } })), now);
  return texts.length;
}

test("people go through a flow", async () => {
  await opened("");
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), { timeout: 120_000 }).toEqual({ count: 3 });
  const found = await row(db, z.object({ shop: ShopId }), sql`select shop_id as shop from shop`);
  const shop = ShopId.parse(found?.shop);
  const people = await db.rows(z.object({ id: z.string() }), sql`select customer_id::text as id from customer where phone is not null order by customer_id limit 60`);
  await aFlow(world, shop, FLOW, { name: "Thank you" });
  for (const [index, { id }] of people.entries()) await orders(world, shop, id, `77${index}`);
  await expect.poll(() => runsIn(""), SOON).toEqual({ count: people.length });
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from person_text where flow_id is not null and state in ('due', 'leased')`), SOON).toEqual({ count: 0 });
  expect(await textsGo(shop)).toBeGreaterThan(0);
  await expect.poll(() => runsIn("m1"), SOON).toEqual({ count: 0 });
  for (const [index, { id }] of people.slice(0, 12).entries()) await orders(world, shop, id, `88${index}`);
  demo.sandbox.clock.forward(days(3));
  await expect.poll(() => runsIn("w"), SOON).toEqual({ count: 0 });
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from flow_doing where state = 'asked'`), SOON).not.toEqual({ count: 0 });
}, 240_000);

test("the report tells what it did, step by step", async () => {
  await looked("flow-report", "/app/flows/1?tab=report", async ({ app, page }) => {
    await app.getByRole("heading", { name: "What it adds" }).waitFor(SOON);
    await app.locator("svg text", { hasText: "came" }).first().waitFor(SOON);
    await app.getByRole("button", { name: /^Details of Text: “Thank you/ }).click();
    await app.getByText(/machine’s click|machines’ clicks/).first().waitFor(SOON);
    await forgetShift(page);
  });
}, 120_000);

test("its page draws it with who is where, and tells the same as a list", async () => {
  await looked("flow-page", "/app/flows/1", async ({ app, page }) => {
    const isWide = (page.viewportSize()?.width ?? 0) > 490;
    await app.locator(isWide ? "[data-step=a]" : "ol[aria-label=Steps] > li").getByText(/^(a · then e · )?\d+ came$/).waitFor(SOON);
    expect(await app.locator("[data-step]").count()).toBe(isWide ? 6 : 0);
  });
  const admin = await opened("/app/flows/1");
  const { app } = admin;
  await app.locator("[data-step=a]").waitFor(SOON);
  expect(await controlsByTab(admin.page)).toEqual(expect.arrayContaining(["Picture", "List", expect.stringMatching(/^\d+ people at m2$/), expect.stringMatching(/^\d+ people at a$/), "Fit View"]));
  await app.getByRole("button", { name: "List", exact: true }).press("Enter");
  await app.getByRole("list", { name: "Steps", exact: true }).getByRole("link", { name: /people at a$/ }).waitFor(SOON);
  expect(await app.locator("[data-step]").count()).toBe(0);
  expect(await look(admin, "flow-page-list")).toEqual([]);
}, 120_000);

test("everybody in it is listed, and one run’s story is told and decided again", async () => {
  await looked("flow-runs", "/app/flows/1/runs", ({ app }) => app.getByText(/^Waits for a yes; decided/).filter({ visible: true }).first().waitFor(SOON));
  const asked = await row(db, z.object({ run: z.string() }), sql`select run_id::text as run from flow_doing where state = 'asked' order by doing_id limit 1`);
  await looked("flow-run", `/app/flows/1/runs/${asked?.run}`, async ({ app }) => {
    await app.getByRole("link", { name: "Decide again" }).click();
    await app.getByText(/^All \d+ lines the same$/).waitFor(SOON);
  });
}, 120_000);

test("letters that come late move nothing that is being read", async ({ onTestFinished }) => {
  let send = () => {};
  const letters = new Promise<void>((resolve) => (send = resolve));
  const FONT = "**/*.woff2";
  await scene.browser.route(FONT, (route) => letters.then(() => route.continue()));
  onTestFinished(async () => {
    send();
    await scene.browser.unroute(FONT);
  });
  const [page, opening] = [scene.browser.waitForEvent("page"), opened("/app/flows/1/runs")];
  await (await page).frameLocator("#app").getByText(/^Waits for a yes; decided/).filter({ visible: true }).first().waitFor(SOON);
  await frameOf(await page).waitForFunction(() => performance.getEntriesByName("first-paint").length > 0);
  // A page counts as loaded once its letters are there.
  send();
  expect(await look(await opening, "flow-runs")).toEqual([]);
}, 60_000);

const TEST = `trigger event(event order) entry (reentry never()) first x
step x experiment(salt x, metric ordered, arms {(name "By Friday", weight 1, next a), (name "While it lasts", weight 1, next b)})
step a send(message own(text "Only until Friday: {{ shop.link }}")) step b send(message own(text "While it lasts: {{ shop.link }}"))`;

test("an experiment that is over asks which way, and takes the merchant’s word", async () => {
  const found = await row(db, z.object({ shop: ShopId }), sql`select shop_id as shop from shop`);
  const shop = ShopId.parse(found?.shop);
  const definition = flowOf(TEST);
  const flow = await aFlow(world, shop, definition, { name: "Urgency" });
  const [step] = experimentsIn(definition.steps);
  const design = step && designOf(step);
  const figures = JSON.stringify([180, 300].map((did) => ({ people: 4_000, did, sum: 0, squares: 0 })));
  const verdict = JSON.stringify({ is: "better", arm: 1 });
  await db.run(sql`insert into flow_experiment (shop_id, flow_id, step, key, version, design, state, figures, verdict, begun_at, looks) values (${shop}, ${flow}, 'x', ${design ? nameOf(design) : ""}, 1, ${JSON.stringify(design)}::jsonb, 'asked', ${figures}::jsonb, ${verdict}::jsonb, ${world.now()}, 1)`);
  await db.run(sql`insert into flow_experiment_look (shop_id, flow_id, step, key, seq, at, what, figures, verdict) select shop_id, flow_id, step, key, 1, begun_at, 'asked', figures, verdict from flow_experiment`);
  await looked("tasks-experiment", "/app/tasks", ({ app }) => app.getByText("An experiment in “Urgency” is over").waitFor(SOON));
  await looked("flow-experiment", `/app/flows/${flow}?tab=report`, async ({ app, page }) => {
    await app.getByText("Which way from now on?").waitFor(SOON);
    await app.getByRole("button", { name: "History" }).click();
    await app.getByText(/“While it lasts” was better, and you were asked/).waitFor(SOON);
    await forgetShift(page);
  });
  const { app } = await opened(`/app/flows/${flow}?tab=report`);
  await app.getByRole("button", { name: "Everybody takes “While it lasts”" }).click();
  await app.getByText(/^You ended it on/).waitFor(SOON);
  expect(await row(db, z.object({ state: z.string(), winner: z.int().nullable() }), sql`select state, winner from flow_experiment`)).toEqual({ state: "decided", winner: 1 });
  await looked("flow-experiment-edit", `/app/flows/${flow}/edit`, async ({ app: editor, page }) => {
    await editor.getByRole("button", { name: /Experiment/ }).first().click();
    await editor.getByRole("button", { name: "Begin anew" }).scrollIntoViewIfNeeded(SOON);
    await forgetShift(page);
  });
}, 180_000);

test("a task is answered with yes, and a run is taken out on the customer’s page", async () => {
  await looked("tasks", "/app/tasks", ({ app }) => app.getByRole("button", { name: /^Yes, for/ }).first().waitFor(SOON));
  const { app } = await opened("/app/tasks");
  const count = await app.getByRole("button", { name: /^Yes, for/ }).count();
  await app.getByRole("button", { name: /^Yes, for/ }).first().click();
  await expect.poll(() => app.getByRole("button", { name: /^Yes, for/ }).count(), SOON).toBe(count - 1);
  const open = await row(db, z.object({ run: z.string(), customer: z.string() }), sql`select run_id::text as run, customer_id::text as customer from flow_run where ended_at is null order by run_id desc limit 1`);
  await looked("customer-flows", `/app/customers/${open?.customer}`, ({ app }) => app.getByRole("heading", { name: "Flows" }).waitFor(SOON));
  const page = await opened(`/app/customers/${open?.customer}`);
  await page.app.getByRole("button", { name: /^Take out:/ }).click();
  await page.app.getByRole("dialog").getByRole("button", { name: "Take out" }).click();
  await expect.poll(() => row(db, z.object({ reason: z.string().nullable() }), sql`select reason from flow_run where run_id = ${open?.run}::bigint`), SOON).toEqual({ reason: "byMerchant" });
}, 180_000);

/** A new segment of this name that asks about a flow, before it is saved. */
async function asksAbout(flow: string, name: string): Promise<Admin> {
  const admin = await opened("/app/segments/new");
  const { app } = admin;
  await app.getByLabel("Name", { exact: true }).fill(name);
  await app.getByRole("combobox", { name: "Add a condition" }).first().click();
  await app.getByRole("option", { name: "In a flow", exact: true }).click();
  await app.getByRole("combobox", { name: "Flow", exact: true }).selectOption({ label: flow });
  return admin;
}

test("a segment asks who is in the flow, and lets go whoever is taken out of it", async () => {
  const inside = async () => (await row(db, z.object({ count: Count }), sql`select count(*) from flow_run where flow_id = 1 and ended_at is null`))?.count ?? 0;
  const { app, page } = await asksAbout("Thank you", "On the way");
  await app.getByText("Customers who are in the flow “Thank you”.").first().waitFor(SOON);
  await page.locator("#save").click();
  const before = await inside();
  await app.getByRole("heading", { name: `${before} people in this segment` }).waitFor(SOON);
  const made = await row(db, z.object({ segment: Count }), sql`select segment_id as segment from segment where name = 'On the way'`);
  await looked("builder-flow", `/app/segments/${made?.segment}/edit`, (admin) => admin.app.getByText("Customers who are in the flow “Thank you”.").first().waitFor(SOON));
  const open = await row(db, z.object({ customer: z.string() }), sql`select customer_id::text as customer from flow_run where flow_id = 1 and ended_at is null order by run_id limit 1`);
  const person = await opened(`/app/customers/${open?.customer}`);
  await person.app.getByRole("button", { name: /^Take out:/ }).first().click();
  await person.app.getByRole("dialog").getByRole("button", { name: "Take out" }).click();
  const members = () => row(db, z.object({ count: Count }), sql`select count(*) from membership where segment_id = ${made?.segment ?? 0} and left_at is null`);
  await expect.poll(members, SOON).toEqual({ count: before - 1 });
}, 180_000);

test("a segment asks who drew an arm of its experiment", async () => {
  const drew = 7;
  await db.run(sql`
    insert into flow_draw (shop_id, flow_id, step, key, customer_id, run_id, arm, at, until)
    select e.shop_id, e.flow_id, e.step, e.key, c.customer_id, 1, 0, ${world.now()}, ${world.now()} from flow_experiment e join customer c using (shop_id) order by c.customer_id limit ${drew}`);
  const { app, page } = await asksAbout("Urgency", "By Friday");
  await app.getByRole("combobox", { name: "What they did in it" }).selectOption({ label: "drew an arm" });
  const sentence = "Customers who drew arm “By Friday” of experiment x in the flow “Urgency” at any time.";
  await app.getByText(sentence).first().waitFor(SOON);
  await page.locator("#save").click();
  await app.getByRole("heading", { name: `${drew} people in this segment` }).waitFor(SOON);
  const made = await row(db, z.object({ segment: Count }), sql`select segment_id as segment from segment where name = 'By Friday'`);
  await looked("builder-flow-arm", `/app/segments/${made?.segment}/edit`, (admin) => admin.app.getByText(sentence).first().waitFor(SOON));
  await app.getByRole("link", { name: "Edit" }).or(app.getByRole("button", { name: "Edit" })).first().click();
  await app.getByRole("button", { name: "Text", exact: true }).click();
  await expect.poll(() => app.locator(".segue-name").allTextContents(), SOON).toEqual(["Urgency"]);
  await app.getByRole("textbox", { name: "Conditions as text" }).press("Control+End");
  await page.keyboard.type('\nand drew "While');
  await app.getByRole("option", { name: '"While it lasts"' }).click();
  await page.keyboard.type(' at ');
  await expect.poll(() => app.getByRole("textbox", { name: "Conditions as text" }).textContent(), SOON).toContain('drew "While it lasts" at ');
}, 180_000);

test("a segment asks who stands at a step of a flow, outside its control group", async () => {
  const { app, page } = await asksAbout("Thank you", "At a step");
  await app.getByRole("combobox", { name: "Which part of it" }).selectOption({ label: "its treated group" });
  await app.getByRole("combobox", { name: "What they did in it" }).selectOption({ label: "is at a step of it now" });
  await app.getByRole("combobox", { name: "Step", exact: true }).waitFor(SOON);
  await page.locator("#save").click();
  await app.getByRole("heading", { name: /people? in this segment/ }).waitFor(SOON);
  const made = await row(db, z.object({ segment: Count }), sql`select segment_id as segment from segment where name = 'At a step'`);
  await looked("builder-flow-step", `/app/segments/${made?.segment}/edit`, (admin) => admin.app.getByRole("combobox", { name: "Step", exact: true }).waitFor(SOON));
}, 180_000);

test("a flow that is paused asks, when it goes on, what becomes of what it missed", async () => {
  const admin = await opened("/app/flows/1");
  const { app } = admin;
  const state = () => row(db, z.object({ state: z.string() }), sql`select state from flow where flow_id = 1`);
  await app.getByRole("button", { name: "Pause", exact: true }).click(SOON);
  await app.getByRole("dialog").getByText("When you resume it, you choose whether those come in after all who would have entered meanwhile.").waitFor(SOON);
  await app.getByRole("dialog").getByRole("button", { name: "Pause", exact: true }).click();
  await expect.poll(state, SOON).toEqual({ state: "paused" });
  await app.getByRole("button", { name: "Resume", exact: true }).click(SOON);
  await app.getByRole("dialog").getByText("comes in where they would stand by now").click();
  expect(await look(admin, "flow-resume")).toEqual([]);
  await app.getByRole("dialog").getByRole("button", { name: "Resume", exact: true }).click();
  await expect.poll(state, SOON).toEqual({ state: "live" });
  await expect.poll(() => row(db, z.object({ done: z.boolean() }), sql`select (progress -> 'activation' ->> 'isDone')::boolean as done from flow where flow_id = 1`), SOON).toEqual({ done: true });
}, 120_000);
