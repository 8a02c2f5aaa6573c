// Definitions that are written rather than clicked. One of Klaviyo's, pasted by a merchant: what cannot be
// read is said, its metrics are named, and it becomes a segment, which is copied back. And our own text form.
import { expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { forgetShift, look, looksAt } from "./look.ts";
import { type Admin, aScene, PHONE, WIDE } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 60, orders: 200, historyDays: 300 });

const [product = expect.fail("The shop sells nothing.")] = scene.shop.tables.Product.values();

const { opened } = looksAt(scene);

const once = { type: "numeric", operator: "greater-than-or-equal", value: 1 };
const bought = { type: "profile-metric", metric_id: "Sxnb5T", measurement: "count", measurement_filter: once, timeframe_filter: { type: "date", operator: "in-the-last", unit: "day", quantity: 365 } };
const female = { type: "profile-predictive-analytics", dimension: "predicted_gender", filter: { type: "string", operator: "equals", value: "likely_female" } };
const named = (...groups: unknown[][]) => JSON.stringify({ data: { type: "segment", id: "YaYUpQ", attributes: { name: "Bought this year", definition: { condition_groups: groups.map((conditions) => ({ conditions })) } } } });

async function paste({ app, page }: Admin, text: string): Promise<void> {
  await app.getByLabel("Segment definition (JSON)").fill(text);
  await app.getByRole("button", { name: "Read the definition" }).click();
  await forgetShift(page);
}

test("what cannot be read is said beside its field, and each condition with its reason", async () => {
  const findings: string[] = [];
  for (const viewport of [WIDE, PHONE]) {
    const admin = await opened("/app/segments/import", viewport);
    const { app, page } = admin;
    await paste(admin, "{");
    await app.getByText("This is not JSON").waitFor(SOON);
    admin.complaints.length = 0;
    await paste(admin, named([bought], [female]));
    await app.getByText("2 conditions cannot be used").waitFor(SOON);
    await app.getByText("Segue does not guess anybody's gender.").waitFor(SOON);
    expect(await app.getByRole("button", { name: "Use this" }).count()).toBe(0);
    await forgetShift(page);
    findings.push(...(await look(admin, "klaviyo-refused")).map((finding) => `at ${viewport.width}: ${finding}`));
  }
  expect(findings).toEqual([]);
});

test("a definition whose metrics are named is used, saved and copied back", async () => {
  const admin = await opened("/app/segments");
  const { app, page } = admin;
  await app.getByRole("link", { name: "Import from Klaviyo" }).filter({ visible: true }).first().click();
  await app.getByLabel("Segment definition (JSON)").waitFor(SOON);
  await app.locator('input[type="file"]').setInputFiles({ name: "segment.json", mimeType: "application/json", buffer: Buffer.from(named([bought])) });
  await expect.poll(() => app.getByLabel("Segment definition (JSON)").inputValue(), SOON).toContain("Sxnb5T");
  await app.getByRole("button", { name: "Read the definition" }).click();
  await app.getByRole("button", { name: "Add the missing metrics" }).click();
  await expect.poll(() => app.getByLabel("Metrics").inputValue(), SOON).toBe("Sxnb5T = ");
  await app.getByLabel("Metrics").fill("Sxnb5T = Placed Order");
  await app.getByRole("button", { name: "Read the definition" }).click();
  await app.getByText("Every condition can be used").waitFor(SOON);
  await forgetShift(page);
  expect(await look(admin, "klaviyo-read")).toEqual([]);

  await app.getByRole("button", { name: "Use this" }).focus();
  await page.keyboard.press("Enter");
  await app.getByRole("heading", { name: "Conditions" }).waitFor(SOON);
  await expect.poll(() => app.getByLabel("Name").first().inputValue(), SOON).toBe("Bought this year");
  await page.locator("#save").click();
  await app.getByRole("heading", { name: "Bought this year" }).first().waitFor(SOON);

  await app.getByRole("heading", { name: /in this segment/ }).waitFor(SOON);
  await app.getByRole("button", { name: "More actions", exact: true }).click();
  await app.getByRole("button", { name: "Copy as Klaviyo definition", exact: true }).click();
  await app.getByText("Klaviyo knows a metric by its id.").waitFor(SOON);
  await app.getByLabel("Metrics").fill("Sxnb5T = Placed Order");
  await app.getByRole("button", { name: "Write it with these metrics" }).click();
  await app.getByLabel("Klaviyo definition", { exact: true }).filter({ hasText: "Sxnb5T" }).waitFor(SOON);
  await forgetShift(page);
  expect(await look(admin, "klaviyo-copied")).toEqual([]);
});

test("a template is changed as text: the builder follows, mistakes are shown at their place, and what cannot be read is not saved", async () => {
  const findings: string[] = [];
  for (const viewport of [WIDE, PHONE]) {
    const admin = await opened("/app/segments/new?template=high-value-recent", viewport);
    const { app, page } = admin;
    const text = app.getByRole("textbox", { name: "Conditions as text" });
    const write = async (more: string) => {
      await text.press("Control+End");
      await page.keyboard.type(more);
    };
    await app.getByRole("button", { name: "Text", exact: true }).click();
    await expect.poll(() => text.textContent(), SOON).toContain("avg(order.net) > 150");
    await write("\nand coun");
    await app.getByRole("option", { name: "person.country" }).waitFor(SOON);
    await forgetShift(page);
    findings.push(...(await look(admin, "text-suggested")).map((finding) => `at ${viewport.width}: ${finding}`));
    await app.getByRole("option", { name: "person.country" }).click();
    await page.keyboard.type("is ");
    await write('"DE');
    await expect.poll(() => text.textContent(), SOON).toContain('person.country is "DE"');
    await page.keyboard.press("Escape");
    await app.getByText(/country is Germany/).first().waitFor(SOON);
    await write(`\nand count(item where item.product is "${product.id}") >= 1 and in segment 3`);
    await expect.poll(() => app.locator(".segue-name").allTextContents(), SOON).toEqual([product.title, "Win-back"]);
    await app.getByText(new RegExp(`“${product.title}”`)).first().waitFor(SOON);
    await forgetShift(page);
    findings.push(...(await look(admin, "text-named")).map((finding) => `at ${viewport.width}: ${finding}`));

    // What stands below stays where it is, whichever side is shown.
    await app.getByRole("button", { name: "Builder", exact: true }).click();
    await app.getByRole("group").filter({ hasText: "Country" }).first().waitFor(SOON);
    await forgetShift(page);
    await app.getByRole("button", { name: "Text", exact: true }).click();
    await text.waitFor(SOON);
    findings.push(...(await look(admin, "text-switched")).map((finding) => `at ${viewport.width}: ${finding}`));
    // A look that makes a picture changes the size of the window.
    await forgetShift(page);
    await app.getByRole("button", { name: "Builder", exact: true }).click();
    await app.getByRole("group").filter({ hasText: "Country" }).first().waitFor(SOON);
    findings.push(...(await look(admin, "text-switched-back")).map((finding) => `at ${viewport.width}: ${finding}`));
    await app.getByRole("button", { name: "Text", exact: true }).click();

    await text.press("Control+End");
    await page.keyboard.type("\nand order.nett > 5");
    await expect.poll(() => app.locator(".cm-lintRange-error").allTextContents(), SOON).toEqual(["order.nett"]);
    await forgetShift(page);
    findings.push(...(await look(admin, "text-problem")).map((finding) => `at ${viewport.width}: ${finding}`));
    await write(" and");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await text.evaluate((field) => field.contains(document.activeElement))).toBe(false);
    await page.locator("#save").click();
    await app.getByText("The segment was not saved").waitFor(SOON);
    await app.getByRole("button", { name: "Builder", exact: true }).click();
    await app.getByText("The text has a mistake").first().waitFor(SOON);
    await app.getByRole("button", { name: "Use these conditions" }).click();
    await app.getByRole("group").filter({ hasText: "Country" }).first().waitFor(SOON);
    await forgetShift(page);
    findings.push(...(await look(admin, "text-followed")).map((finding) => `at ${viewport.width}: ${finding}`));
  }
  expect(findings).toEqual([]);
});

test("a template is found by typing, says how many it finds or what is missing, and is used with one click", async () => {
  const findings: string[] = [];
  for (const viewport of [WIDE, PHONE]) {
    const admin = await opened("/app/segments/templates", viewport);
    const { app, page } = admin;
    await app.getByLabel("Search templates").fill("predicted spend");
    await app.getByText("No predictions are computed yet.").first().waitFor(SOON);
    await app.getByLabel("Search templates").fill("buyers");
    await app.getByText(/^\d+ (people|person)$/).first().waitFor(SOON);
    await expect.poll(() => app.getByText("–", { exact: true }).count(), SOON).toBe(0);
    await forgetShift(page);
    findings.push(...(await look(admin, "templates-found")).map((finding) => `at ${viewport.width}: ${finding}`));
    await app.getByRole("button", { name: "Use First-time buyers" }).click();
    await app.getByRole("heading", { name: /in this segment$/ }).waitFor(SOON);
  }
  expect(findings).toEqual([]);
  expect((await scene.db.rows(z.object({ name: z.string() }), sql`select name from segment where name like 'First-time%' order by name`)).map(({ name }) => name)).toEqual(["First-time buyers", "First-time buyers 2"]);
});
