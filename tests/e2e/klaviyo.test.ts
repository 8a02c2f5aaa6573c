// A definition of Klaviyo's, pasted by a merchant: what cannot be read is said, its metrics are named,
// and it becomes a segment, which is copied back.
import { afterEach, expect, test } from "vitest";
import { forgetShift, look, watchVitals } from "./look.ts";
import { type Admin, aScene, openAdmin, PHONE, WIDE } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 60, orders: 200, historyDays: 300 });

const open: Admin[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ page }) => page.close())));

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
    const admin = await openAdmin(scene, "/app/segments/import", viewport, watchVitals);
    open.push(admin);
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
  const admin = await openAdmin(scene, "/app/segments", WIDE, watchVitals);
  open.push(admin);
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

  await app.getByRole("button", { name: "More actions" }).or(app.getByRole("button", { name: "Copy as Klaviyo definition" })).filter({ visible: true }).first().click();
  const item = app.getByRole("button", { name: "Copy as Klaviyo definition" }).filter({ visible: true });
  if ((await app.getByRole("dialog").count()) === 0) await item.first().click();
  await app.getByText("Klaviyo knows a metric by its id.").waitFor(SOON);
  await app.getByLabel("Metrics").fill("Sxnb5T = Placed Order");
  await app.getByRole("button", { name: "Write it with these metrics" }).click();
  await app.getByLabel("Klaviyo definition").filter({ hasText: "Sxnb5T" }).waitFor(SOON);
  await forgetShift(page);
  expect(await look(admin, "klaviyo-copied")).toEqual([]);
});
