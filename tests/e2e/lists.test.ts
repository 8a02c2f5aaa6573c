// Lists and pins in a browser, at both widths: a file with bad rows is uploaded, its columns are answered, the
// report tells the bad rows by line; a segment asks about the list; somebody is pinned, and the reason is told.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { createSegment } from "#sandbox/shopify/segments.ts";
import { forgetShift, looksAt } from "./look.ts";
import { type Admin, aScene } from "./scene.ts";

const SOON = { timeout: 60_000 };
const scene = await aScene({ customers: 60, orders: 120, historyDays: 100 });
const { shop, db } = scene;
const people = [...shop.tables.Customer.values()].filter(({ email }) => email);

const { opened, looked } = looksAt(scene);

const heading = (name: string | RegExp) => ({ app }: Admin) => app.getByRole("heading", { name }).first().waitFor(SOON);

test("everything is read", async () => {
  await opened("");
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from segment where not full_due and state = 'live'`), { timeout: 120_000 }).toEqual({ count: 3 });
}, 150_000);

test("without a list the page says what one is good for, and an empty form says what is missing", async () => {
  await looked("lists-empty", "/app/lists", ({ app }) => app.getByText("Bring a list of people").waitFor(SOON));
  await looked("lists-new", "/app/lists/new", async (admin) => {
    await admin.app.getByRole("button", { name: "Upload" }).click();
    await admin.app.getByText("Give the list a name.").waitFor(SOON);
    await admin.app.getByText("Choose a file.").waitFor(SOON);
    await forgetShift(admin.page);
  });
}, 120_000);

test("a file with bad rows is uploaded, answered, read and told about", async () => {
  const { app } = await opened("/app/lists/new");
  const said = (at: number) => `${at === 19 ? "many" : at * 10},${at % 2 === 0 ? "dry" : "oily"},2026-0${1 + (at % 9)}-05`;
  const rows = ["Customer,E-mail,Points,Skin type,Joined", ...people.slice(0, 20).map(({ email, id }, at) => `${id},${email},${said(at)}`), `,${people[0]?.email},${said(0)}`, ",not an address,,,", "1", ",stranger@example.com,,,", 'x"y,z'];
  await app.getByLabel("Name").fill("Fair visitors");
  await app.locator('input[type="file"]').setInputFiles({ name: "visitors.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) });
  await app.getByText("visitors.csv").waitFor(SOON);
  await app.getByRole("button", { name: "Upload" }).click();
  await heading("Which column is what?")({ app } as Admin);
  await looked("lists-mapping", "/app/lists/uploads/1", async (admin) => {
    expect(await admin.app.getByLabel("Email").inputValue()).toBe("1");
    expect(await admin.app.getByLabel("Customer ID in Shopify").inputValue()).toBe("0");
    // Nothing is kept that nobody asked for.
    for (const name of ["Points", "Skin type", "Joined"]) expect(await admin.app.getByLabel(`Keep “${name}”`).isChecked()).toBe(false);
  });
  await looked("lists-mapping-columns", "/app/lists/uploads/1", async (admin) => {
    for (const name of ["Points", "Skin type", "Joined"]) await admin.app.getByText(`Keep “${name}”`).click();
    expect(await admin.app.getByLabel("Type of “Points”").inputValue()).toBe("number");
    expect(await admin.app.getByLabel("Type of “Joined”").inputValue()).toBe("day");
    await admin.app.getByText("Numbers are written").waitFor(SOON);
    await forgetShift(admin.page);
  });
  for (const name of ["Points", "Skin type"]) await app.getByText(`Keep “${name}”`).click();
  await app.getByLabel("Name of “Skin type”").fill("Skin");
  await app.getByRole("button", { name: "Read the file" }).click();
  await app.getByText("20 people added.").waitFor(SOON);
  await looked("lists-report", "/app/lists/uploads/1", async (admin) => {
    await admin.app.getByText("Line 23: The email address is not one.").waitFor(SOON);
    await admin.app.getByText("Line 21: “Points”: The value is not a number").waitFor(SOON);
    expect(await admin.app.getByText("1 value left out: the value is not a number").count()).toBe(1);
    for (const words of ["Line 24: It does not have", "Line 25: No customer of this shop", "Line 26: A quotation mark"]) expect(await admin.app.getByText(words).count()).toBe(1);
  });
  await app.getByRole("link", { name: "Open the list" }).click();
  await heading("20 people on this list")({ app } as Admin);
  await app.getByRole("button", { name: /^Take .* off this list$/ }).first().click();
  await heading("19 people on this list")({ app } as Admin);
  await app.getByText("Points: 30 · Skin: oily").waitFor(SOON);
  await looked("list", "/app/lists/1", heading("19 people on this list"));
  await looked("lists", "/app/lists", (admin) => admin.app.getByText("Fair visitors").filter({ visible: true }).first().waitFor(SOON));
}, 240_000);

test("a segment asks about the list, and the list cannot be deleted meanwhile", async () => {
  const { app, page } = await opened("/app/segments/new");
  await app.getByLabel("Name", { exact: true }).fill("Visitors");
  await app.getByRole("combobox", { name: "Add a condition" }).first().click();
  await app.getByRole("option", { name: "On a list", exact: true }).click();
  await app.getByRole("combobox", { name: "List", exact: true }).selectOption({ label: "Fair visitors" });
  await app.getByText("Customers who are on the list “Fair visitors”.").first().waitFor(SOON);
  await page.locator("#save").click();
  await heading("19 people in this segment")({ app } as Admin);
  const list = await opened("/app/lists/1");
  await list.app.getByRole("button", { name: "Delete", exact: true }).click();
  await list.app.getByRole("dialog").getByText("This list is in use").waitFor(SOON);
}, 120_000);

test("somebody is pinned in with a reason, which their page tells, and the members are saved as a list", async () => {
  const stranger = people[30];
  if (!stranger) throw new Error("The shop is too small.");
  const { app } = await opened("/app/segments/4");
  await app.getByRole("button", { name: "Pin somebody" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await dialog.getByText("Choose a customer.").waitFor(SOON);
  await dialog.getByLabel("Customer", { exact: true }).fill(stranger.email ?? "");
  await dialog.getByText(`${stranger.firstName} ${stranger.lastName}`).click(SOON);
  await dialog.getByLabel("Reason").fill("Asked for it at the fair");
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await app.getByText("1 person always in, 0 always out").waitFor(SOON);
  await expect.poll(() => row(db, z.object({ count: Count }), sql`select count(*) from membership where segment_id = 4 and left_at is null`), SOON).toEqual({ count: 20 });
  await looked("segment-pinned", "/app/segments/4", (admin) => admin.app.getByText("Always in", { exact: true }).waitFor(SOON));
  await looked("customer-pinned", `/app/customers/${stranger.id}`, async (admin) => {
    await admin.app.getByText("Pinned in").waitFor(SOON);
    await admin.app.getByRole("button", { name: "Why: Visitors" }).click();
    await admin.app.getByText("Asked for it at the fair").first().waitFor(SOON);
    await forgetShift(admin.page);
  });
  await looked("builder-pinned", "/app/segments/4/edit", (admin) => admin.app.getByText("in by a pin alone").waitFor(SOON));
  await app.getByRole("button", { name: "More actions", exact: true }).click();
  await app.getByRole("button", { name: "Save these people as a list", exact: true }).click();
  await app.getByLabel("Name of the list").fill("Visitors of today");
  await app.getByRole("button", { name: "Save list" }).click();
  await heading("20 people on this list")({ app } as Admin);
}, 240_000);

test("one of Shopify's segments is a condition, says how fresh it is, and a segment is made in Shopify and compared", async () => {
  createSegment(shop, "Germans of Shopify", "customer_countries CONTAINS 'DE' OR number_of_orders >= 2");
  await looked("lists-shopify", "/app/lists/shopify", heading("Germans of Shopify"));
  const { app, page } = await opened("/app/segments/new");
  await app.getByLabel("Name", { exact: true }).fill("Followers");
  await app.getByRole("combobox", { name: "Add a condition" }).first().click();
  await app.getByRole("option", { name: "On a list", exact: true }).click();
  await app.getByRole("button", { name: "Choose one of Shopify’s segments" }).click();
  await app.getByRole("combobox", { name: "Shopify’s segment" }).selectOption({ label: "Germans of Shopify" });
  await app.getByText("Customers who are on the list “Germans of Shopify”.").first().waitFor(SOON);
  await page.locator("#save").click();
  await heading(/^[1-9]\d* people in this segment/)({ app } as Admin);
  const { list } = await row(db, z.object({ list: Count }), sql`select list_id as list from list where source = 'shopify'`) ?? { list: 0 };
  await looked("list-shopify", `/app/lists/${list}`, (admin) => admin.app.getByText(/^Members read .* ago\./).or(admin.app.getByText(/^Members read just now/)).first().waitFor(SOON));
  await looked("segment-in-shopify-refused", "/app/segments/5/shopify", (admin) => admin.app.getByText("Shopify cannot say all of this").waitFor(SOON));
  const made = await opened("/app/segments/new");
  await made.app.getByLabel("Name", { exact: true }).fill("Ordered once");
  await made.app.getByRole("combobox", { name: "Add a condition" }).first().click();
  await made.app.getByRole("option", { name: "Lifetime orders (Shopify's count)", exact: true }).first().click();
  await made.app.getByRole("spinbutton").last().fill("1");
  await made.page.locator("#save").click();
  await heading(/^[1-9]\d* people in this segment/)(made);
  const { segment } = await row(db, z.object({ segment: Count }), sql`select segment_id as segment from segment where name = 'Ordered once'`) ?? { segment: 0 };
  await looked("segment-in-shopify", `/app/segments/${segment}/shopify`, (admin) => admin.app.getByText(/number_of_orders .* 1$/).waitFor(SOON));
  const copy = await opened(`/app/segments/${segment}/shopify`);
  await copy.app.getByRole("button", { name: "Create in Shopify" }).click();
  await copy.app.getByText("Both find the same people").waitFor(SOON);
  await looked("segment-in-shopify-same", `/app/segments/${segment}/shopify`, (admin) => admin.app.getByText("Both find the same people").waitFor(SOON));
}, 240_000);

test("a segment asks about a column of the list, which cannot be dropped meanwhile; another can", async () => {
  const { app, page } = await opened("/app/segments/new");
  await app.getByLabel("Name", { exact: true }).fill("Regulars");
  await app.getByRole("combobox", { name: "Add a condition" }).first().click();
  await app.getByRole("option", { name: "Points (list “Fair visitors”)", exact: true }).click();
  await app.getByRole("spinbutton").last().fill("100");
  await app.getByText("Customers whose “Points” on the list “Fair visitors” is", { exact: false }).first().waitFor(SOON);
  await page.locator("#save").click();
  await heading(/^[1-9]\d* (people|person) in this segment/)({ app } as Admin);
  const { segment } = await row(db, z.object({ segment: Count }), sql`select segment_id as segment from segment where name = 'Regulars'`) ?? { segment: 0 };
  await looked("builder-column", `/app/segments/${segment}/edit`, (admin) => admin.app.getByText("“Points” on the list “Fair visitors” is", { exact: false }).first().waitFor(SOON));
  const list = await opened("/app/lists/1");
  await list.app.getByRole("button", { name: "Drop the column Points" }).click();
  await list.app.getByRole("dialog").getByRole("button", { name: "Drop column" }).click();
  await list.app.getByText("It cannot be dropped while “Regulars” asks about it.").waitFor(SOON);
  await list.app.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await list.app.getByRole("button", { name: "Drop the column Skin" }).click();
  await list.app.getByRole("dialog").getByRole("button", { name: "Drop column" }).click();
  await list.app.getByRole("button", { name: "Drop the column Skin" }).waitFor({ ...SOON, state: "detached" });
  expect(await list.app.getByText(/Skin: (dry|oily)/).count()).toBe(0);
}, 240_000);
