// What helps to understand segments, in a browser and at both widths: how they overlap, what comes of one by
// time alone, what a change of its question changes, and what would flip a person.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { looksAt } from "./look.ts";
import { aScene } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 120, orders: 420, historyDays: 300 });
const { db } = scene;

const { opened, looked } = looksAt(scene);

test("everything is read, and one question is changed and noted", async () => {
  await opened("");
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), { timeout: 120_000 }).toEqual({ count: 3 });
  const admin = await opened("/app/segments/3/edit");
  const field = admin.app.getByRole("spinbutton").first();
  await field.waitFor(SOON);
  await field.fill("45");
  await admin.app.getByText(/^\d+ would leave$/).waitFor(SOON);
  await admin.app.getByRole("button", { name: "Text", exact: true }).click();
  await admin.app.getByRole("textbox", { name: "Conditions as text" }).press("Control+Home");
  await admin.page.keyboard.type("# Whom the spring sale is for.\n# Asked for by Ana, until June.\n\n# Who only ever bought on sale does not come back for less.\n");
  await admin.page.locator("#save").click();
  await admin.app.getByRole("heading", { name: "History" }).waitFor(SOON);
  await expect.poll(() => row(db, z.object({ version: Count }), sql`select version from segment where segment_id = 3 and not full_due`), SOON).toEqual({ version: 2 });
}, 180_000);

test("segments are chosen in the list and compared, and a line of the picture shows its people", async () => {
  const admin = await opened("/app/segments");
  const boxes = admin.app.getByRole("row").getByRole("checkbox");
  await boxes.nth(1).waitFor(SOON);
  for (const place of [1, 2, 3]) await boxes.nth(place).check({ force: true });
  await admin.app.getByRole("button", { name: "Compare", exact: true }).click();
  await admin.app.getByRole("heading", { name: "Who is in which" }).waitFor(SOON);
  expect(await admin.app.getByText(/in at least one of these segments/).count()).toBe(1);
  await looked("compare-nothing", "/app/segments/compare", ({ app }) => app.getByText("Choose at least two segments").waitFor(SOON));
  await looked("compare", "/app/segments/compare?ids=1,2,3", async ({ app }) => {
    await app.getByRole("link", { name: /^Only in|^In / }).first().click();
    await app.getByLabel("Search these people").waitFor(SOON);
  });
}, 180_000);

test("what comes of a segment is drawn and named", async () => {
  await looked("coming", "/app/segments/3/coming?days=90", ({ app }) => app.getByText(/If nothing happens in the next 90 days/).waitFor(SOON));
}, 120_000);

test("what was noted of a question stands on its segment's page beside what it is of", async () => {
  await looked("segment-noted", "/app/segments/3", async ({ app }) => {
    const notes = app.getByRole("list", { name: "Notes" }).getByRole("listitem");
    await expect.poll(() => notes.allInnerTexts(), SOON).toEqual(["Whom the spring sale is for.\nAsked for by Ana, until June.", expect.stringMatching(/^Customers [^\n]+\n+Who only ever bought on sale/)]);
  });
}, 120_000);

test("two versions stand side by side with what changed", async () => {
  await looked("versions", "/app/segments/3/versions?from=1&to=2&show=leave", async ({ app }) => {
    await app.getByText("Asked now, going from the one to the other").waitFor(SOON);
    expect(await app.getByText("Whom the spring sale is for.").count()).toBe(1);
  });
}, 120_000);

test("a person's page says what would flip them", async () => {
  const found = await row(db, z.object({ id: z.string() }), sql`select customer_id as id from customer where order_count = 1 order by customer_id limit 1`);
  await looked("customer-why", `/app/customers/${found?.id}`, async ({ app }) => {
    await app.getByRole("button", { name: "Why: Win-back" }).click();
    await app.getByText("Note: Whom the spring sale is for.").waitFor();
    await app.getByText(/^For them to (enter|leave)|^Nothing can make them/).first().waitFor(SOON);
  });
}, 120_000);
