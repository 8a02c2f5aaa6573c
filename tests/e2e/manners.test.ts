// What a careful merchant tries: to leave half-way, to delete what is needed, to work without a mouse or
// on a phone, to enter nonsense, to take everything away again. One shop, one story after the other.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { frameOf, look, looksAt } from "./look.ts";
import { type Admin, aScene, deliver, PHONE } from "./scene.ts";

const SOON = { timeout: 60_000 };
const ANYBODY = "Anybody who bought";
const TABS_MAX = 60;

const scene = await aScene({ customers: 120, orders: 420, historyDays: 300 });
const { shop, db } = scene;
const carriers = (prefix: string) => [...shop.tables.Customer.values()].filter(({ tags }) => tags.some((tag) => tag.startsWith(prefix))).length;

const { opened } = looksAt(scene);

const idOf = async (name: string) => (await row(db, z.object({ segment_id: z.number() }), sql`select segment_id from segment where name = ${name} and deleted_at is null`))?.segment_id;

test("the shop is read", async () => {
  const { app } = await opened("");
  await app.getByRole("heading", { name: "Set up Segue" }).waitFor(SOON);
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), SOON).toEqual({ count: 3 });
});

test("A segment is built and saved without a mouse.", async () => {
  const { page, app } = await opened("/app/segments/new");
  await app.getByRole("heading", { name: "Conditions" }).waitFor(SOON);
  await tabTo(page, "Name");
  await page.keyboard.type(ANYBODY);
  await tabTo(page, "Add a condition");
  await page.keyboard.type("number of orders");
  await app.getByRole("option", { name: "Number of orders", exact: true }).waitFor();
  // The first that fits is ready to be taken.
  await expect.poll(() => app.getByRole("combobox", { name: "Add a condition" }).getAttribute("aria-activedescendant")).not.toBe(null);
  await page.keyboard.press("Enter");
  await app.getByText("Customers who placed at least 1 order.").waitFor();
  await app.getByText(/Counted in/).waitFor(SOON);
  await backToSave(page);
  await page.keyboard.press("Enter");
  await app.getByRole("heading", { name: /people in this segment/ }).waitFor(SOON);
  expect(await idOf(ANYBODY)).toBe(4);
});

test("Members are paged by key, found by name, and Back leads back.", async () => {
  await expect.poll(() => row(db, z.object({ state: z.string() }), sql`select state from segment where segment_id = 4`), SOON).toEqual({ state: "live" });
  const { app } = await opened("/app/segments/4");
  const first = app.getByRole("row").nth(1);
  await first.waitFor(SOON);
  const newest = await first.textContent();
  await app.getByRole("button", { name: "Next" }).click();
  await expect.poll(() => first.textContent(), SOON).not.toBe(newest);
  await app.getByRole("button", { name: "Previous" }).click();
  await expect.poll(() => first.textContent(), SOON).toBe(newest);
  const [buyer] = [...shop.tables.Customer.values()].filter(({ id }) => shop.ordersOfCustomer(id).length > 0);
  await app.getByLabel("Search these people").fill(buyer?.email ?? "");
  await expect.poll(() => app.getByRole("row").count(), SOON).toBe(2);
});

test("What was typed to search a list of values is forgotten once the field is left.", async () => {
  const { app, page } = await opened("/app/segments/new");
  await app.getByRole("combobox", { name: "Add a condition" }).fill("country");
  await app.getByRole("option", { name: "Country", exact: true }).click();
  const country = app.getByRole("combobox", { name: "Country", exact: true });
  await country.fill("austr");
  const options = app.getByRole("listbox").getByRole("option");
  await expect.poll(() => options.allTextContents(), SOON).toEqual(expect.arrayContaining([expect.stringContaining("Austr")]));
  await expect.poll(() => options.count(), SOON).toBeLessThan(4);
  await country.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect.poll(() => country.inputValue()).toBe("");
  await expect.poll(() => options.count(), SOON).toBeGreaterThan(4);
});

test("Unsaved changes are not lost without asking, and Discard brings back what was saved.", async () => {
  const admin = await opened("/app/segments/4/edit");
  const { page, app } = admin;
  const name = app.getByLabel("Name", { exact: true });
  await expect.poll(() => name.inputValue(), SOON).toBe(ANYBODY);
  expect(await page.locator("#save-bar").isVisible()).toBe(false);
  await name.fill("Changed");
  await page.locator("#save-bar").waitFor();
  await page.locator("#app-menu").getByRole("link", { name: "Customers" }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  expect(await name.inputValue()).toBe("Changed");
  await page.locator("#discard").click();
  await expect.poll(() => name.inputValue()).toBe(ANYBODY);
  await page.locator("#save-bar").waitFor({ state: "hidden" });
  await name.fill("Changed again");
  await page.locator("#app-menu").getByRole("link", { name: "Customers" }).click();
  await page.getByRole("button", { name: "Leave page" }).click();
  await app.getByRole("heading", { name: "Customers" }).waitFor(SOON);
  await page.locator("#save-bar").waitFor({ state: "hidden" });
  expect([await idOf(ANYBODY), await idOf("Changed again")]).toEqual([4, undefined]);
  expect(admin.complaints).toEqual([]);
});

test("A copy is made, asks about its original, and keeps it from being deleted.", async () => {
  const admin = await opened("/app/segments/4");
  const { page, app } = admin;
  await app.getByRole("button", { name: "Duplicate" }).click();
  await expect.poll(() => app.getByLabel("Name", { exact: true }).inputValue(), SOON).toBe(`Copy of ${ANYBODY}`);
  await app.getByRole("combobox", { name: "Add a condition" }).fill("another segment");
  await app.getByRole("option", { name: "In another segment" }).click();
  await app.getByRole("combobox", { name: "Segment", exact: true }).selectOption({ label: ANYBODY });
  await page.locator("#save").click();
  await app.getByRole("heading", { name: /in this segment/ }).waitFor(SOON);
  await page.goto(`${scene.adminUrl}/app/segments/4`);
  await app.getByRole("button", { name: "Delete" }).click();
  await app.getByRole("dialog").getByRole("link", { name: `Copy of ${ANYBODY}` }).waitFor(SOON);
  expect(await look(admin, "manners-delete-refused")).toEqual([]);
  expect(await idOf(ANYBODY)).toBe(4);
});

test("A tagged segment is deleted once its tag is taken away.", async () => {
  const { app, page } = await opened("/app/segments/3");
  await app.getByRole("button", { name: "Start tagging" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Start tagging" }).click();
  await app.getByText("Up to date").waitFor(SOON);
  expect(carriers("segue:win-back")).toBeGreaterThan(0);
  await app.getByRole("button", { name: "Delete" }).click();
  await app.getByText("Stop tagging first").waitFor();
  await app.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await app.getByRole("button", { name: "Stop tagging" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Stop tagging" }).click();
  await app.getByRole("button", { name: "Start tagging" }).waitFor(SOON);
  expect(carriers("segue:win-back")).toBe(0);
  await app.getByRole("button", { name: "Delete" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Delete segment" }).click();
  await app.getByRole("heading", { name: "Segments" }).waitFor(SOON);
  await expect.poll(() => app.getByText("Win-back").count()).toBe(0);
  expect(page.url()).toMatch(/\/app\/segments$/);
});

test("The guide can be put away once everything in it is done, and stays away.", async () => {
  const { app, page } = await opened("/app/segments/4");
  await app.getByRole("button", { name: "Start tagging" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Start tagging" }).click();
  await app.getByText("Up to date").waitFor(SOON);
  await page.goto(scene.adminUrl);
  await app.getByRole("button", { name: "Hide this guide" }).click();
  await app.getByRole("heading", { name: "Segue is set up" }).waitFor({ state: "detached", ...SOON });
  await page.reload();
  await app.getByRole("heading", { name: "Latest changes" }).waitFor(SOON);
  expect(await app.getByRole("heading", { name: "Segue is set up" }).count()).toBe(0);
});

test("What Segue holds of a customer comes as a file.", async () => {
  const [somebody] = [...shop.tables.Customer.values()];
  const { app, page } = await opened(`/app/customers/${somebody?.id}`);
  const download = page.waitForEvent("download", SOON);
  await app.getByRole("button", { name: /Download the data of customer/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`customer-${somebody?.id}.json`);
  expect(await readFile(await file.path(), "utf8")).toContain(somebody?.email);
});

test("Settings that cannot be are refused beside their fields, and nothing is saved until all is right.", async () => {
  const admin = await opened("/app/settings");
  const { app, page } = admin;
  const birth = app.getByLabel("Metafield with the birth date");
  await app.getByLabel("Tags begin with").fill("");
  await birth.fill("no dot");
  await page.locator("#save").click();
  await app.getByText("Enter a few letters that all tags of Segue begin with.").waitFor();
  await app.getByLabel("Tags begin with").fill("segue:");
  await page.locator("#save").click();
  await expect.poll(() => birth.getAttribute("aria-invalid"), SOON).toBe("true");
  // The browser notes the 422 in its console.
  admin.complaints.length = 0;
  expect(await look(admin, "manners-settings-errors")).toEqual([]);
  // What is trimmed on its way is not unsaved again afterwards.
  await app.getByLabel("Tags begin with").fill("segue: ");
  await birth.fill("facts.born");
  await expect.poll(() => birth.getAttribute("aria-invalid")).toBe("false");
  await page.locator("#save").click();
  await page.getByText("Settings saved").waitFor(SOON);
  await page.locator("#save-bar").waitFor({ state: "hidden" });
  await page.reload();
  await expect.poll(() => birth.inputValue(), SOON).toBe("facts.born");
});

test("A problem can be tried again, which says what came of it, or let be.", async () => {
  const parked = () => row(db, z.object({ due_at: z.date() }), sql`select due_at from inbox where state = 'parked'`);
  await deliver(scene, "orders/create", "this is no order");
  await expect.poll(parked, SOON).toBeTruthy();
  const before = await parked();
  const { app, page } = await opened("/app/problems");
  await app.getByRole("button", { name: /^Try again/ }).click();
  await expect.poll(async () => (await parked())?.due_at.getTime(), SOON).toBeGreaterThan(before?.due_at.getTime() ?? 0);
  // A page after everything that is stuck shows the first one.
  const end = Buffer.from(JSON.stringify(["2000-01-01T00:00:00.000Z", "inbox", "1"])).toString("base64url");
  await page.goto(`${scene.adminUrl}/app/problems?after=${end}`);
  await app.getByRole("heading", { name: "A new order could not be read" }).waitFor(SOON);
  await app.getByText(/tried 1 time/).waitFor();
  await app.getByRole("button", { name: /^Let it be/ }).click(SOON);
  await app.getByText("Nothing is stuck").waitFor(SOON);
});

test("Before Segue is uninstalled, all its tags go with one button.", async () => {
  expect(carriers("segue:")).toBeGreaterThan(0);
  const admin = await opened("/app/settings");
  await admin.app.getByRole("button", { name: "Remove all tags of Segue" }).click(SOON);
  await admin.app.getByRole("dialog").getByRole("button", { name: "Remove tags" }).waitFor();
  expect(await look(admin, "manners-remove-tags")).toEqual([]);
  await admin.app.getByRole("dialog").getByRole("button", { name: "Remove tags" }).click();
  await admin.app.getByText("The tags are being removed.").waitFor(SOON);
  await expect.poll(() => carriers("segue:"), SOON).toBe(0);
});

test("On a phone a segment is built and saved as well.", async () => {
  const admin = await opened("/app/segments/new", PHONE);
  const { app, page } = admin;
  await app.getByLabel("Name", { exact: true }).fill("From the sofa");
  await app.getByRole("combobox", { name: "Add a condition" }).fill("total spent");
  await app.getByRole("option", { name: "Total spent" }).click();
  await app.getByText(/Counted in/).waitFor(SOON);
  expect(await look(admin, "manners-builder")).toEqual([]);
  await page.locator("#save").click();
  await app.getByRole("heading", { name: /in this segment/ }).waitFor(SOON);
  expect(await idOf("From the sofa")).toBeGreaterThan(4);
});

/** Presses Tab until the control with this label has the focus. */
async function tabTo(page: Admin["page"], label: string): Promise<void> {
  const frame = frameOf(page);
  const isThere = () => frame.evaluate((wanted) => document.activeElement instanceof HTMLInputElement && [...(document.activeElement.labels ?? [])].some(({ textContent }) => textContent?.trim() === wanted), label);
  if (!(await frame.evaluate(() => document.hasFocus()))) await frame.evaluate(() => ((document.body.tabIndex = -1), document.body.focus()));
  await pressUntil(page, "Tab", isThere, `Tab does not reach "${label}".`);
}

/** Out of the app, backwards, to the Save that the admin draws above it. */
async function backToSave(page: Admin["page"]): Promise<void> {
  await pressUntil(page, "Shift+Tab", () => page.evaluate(() => document.activeElement?.id === "save"), "Shift and Tab do not lead to Save.");
}

async function pressUntil(page: Admin["page"], key: string, isThere: () => Promise<boolean>, problem: string): Promise<void> {
  for (let tab = 0; tab < TABS_MAX; tab++) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(problem);
}
