// A shopper signs up for texts on the storefront, in a browser with and without script, says yes on the phone, and is
// subscribed with the proof of it: the words that stood beside the box, the page, and the text that asked.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { row, sql } from "#app/lib/sql.ts";
import { later, minutes } from "#app/lib/time.ts";
import { aScene, openAdmin, PHONE, WIDE } from "./scene.ts";

const SOON = { timeout: 90_000 };
const PICTURES = fileURLToPath(new URL("screens/", import.meta.url));
const scene = await aScene({ customers: 20, orders: 20, historyDays: 30 });
const { shop, db, demo, shopUrl } = scene;
const { platforms } = demo.sandbox.platformDoors;
const open: Page[] = [];
afterEach(() => Promise.all(open.splice(0).map((page) => page.close())));

async function opened(path: string, viewport = WIDE): Promise<{ page: Page; complaints: string[] }> {
  const page = await scene.browser.newPage();
  open.push(page);
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => void (message.type() === "error" && !message.text().includes("422") && complaints.push(message.text())));
  await page.setViewportSize(viewport);
  await page.goto(shopUrl + path);
  return { page, complaints };
}

async function look(page: Page, name: string): Promise<string[]> {
  mkdirSync(PICTURES, { recursive: true });
  const width = page.viewportSize()?.width;
  await page.screenshot({ path: `${PICTURES}${name}-${width}.png`, fullPage: true });
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: found } = globalThis as typeof globalThis & { axe: typeof axe };
    return (await found.run(document, { resultTypes: ["violations"] })).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 150)).join(" | ")}`);
  });
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...violations, ...(overhang > 0 ? [`it can be scrolled sideways by ${overhang} pixels`] : [])].map((finding) => `${name} at ${width}: ${finding}`);
}

const textsTo = (number: string) => [...platforms.account("twilio").messages.values()].flatMap(({ to, body, direction }) => (to === number && direction === "out" ? [body] : []));
const reply = (phone: string, text: string) => platforms.control({ platform: "twilio", acts: [{ act: "reply", phone, text }] });
const customerOf = (phone: string) => [...shop.tables.Customer.values()].find((customer) => customer.phone === phone);
const Held = z.object({ state: z.string().nullable(), level: z.string().nullable() });
const heldOf = (phone: string) => row(db, Held, sql`select sms_state as state, sms_opt_in_level as level from customer where phone = ${phone}`);

test("Segue is opened, and texts through the sandbox's Twilio", async () => {
  const { page } = await openAdmin(scene);
  await page.close();
  const connected = await fetch(`${demo.url}/sandbox/phone/connect`, { method: "POST", redirect: "manual" });
  expect(connected.status, await connected.text()).toBe(303);
}, 120_000);

test("the form is plain at both widths and in every language; its box is not ticked, what is wrong stands beside its field, and all of it works by keyboard", async () => {
  const findings: string[] = [];
  for (const viewport of [WIDE, PHONE]) {
    const { page, complaints } = await opened("/texts", viewport);
    expect(await page.getByRole("checkbox").isChecked()).toBe(false);
    findings.push(...(await look(page, "opt-in")));
    await page.getByLabel("Mobile number").fill("555");
    await page.getByRole("button", { name: "Sign up" }).press("Enter");
    await page.getByText("Enter a mobile number that can get texts, such as (201) 555-0123.").waitFor(SOON);
    await page.getByText("Tick the box if you want texts.").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("phone");
    expect(await page.getByLabel("Mobile number").getAttribute("aria-invalid")).toBe("true");
    findings.push(...(await look(page, "opt-in-wrong")), ...complaints);
  }
  const { page } = await opened("");
  const names: string[] = [];
  await page.getByText("Get texts", { exact: true }).last().press("Enter");
  for (let tab = 0; tab < 7; tab++) {
    await page.keyboard.press("Tab");
    names.push(await page.evaluate(() => document.activeElement?.getAttribute("name") ?? document.activeElement?.textContent?.trim() ?? ""));
  }
  expect(names).toEqual(["country", "phone", "consent", "Terms of service", "Privacy policy", "Sign up", names[6]]);
  findings.push(...(await look(page, "opt-in-corner")));
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Escape");
  expect(await page.locator("details.sgo-corner").getAttribute("open")).toBe(null);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
  await page.setViewportSize(PHONE);
  await page.keyboard.press("Enter");
  findings.push(...(await look(page, "opt-in-corner")));
  const { page: german } = await opened("/texts?locale=de&country=DE", PHONE);
  await german.getByRole("button", { name: "Anmelden" }).waitFor();
  findings.push(...(await look(german, "opt-in-german")));
  expect(findings).toEqual([]);
}, 240_000);

test("who signs up gets the text that asks, says yes, and is a subscribed customer in Shopify and here, with the words they saw as proof", async () => {
  const number = "+12025550144";
  const { page, complaints } = await opened("/texts");
  await page.evaluate(() => {
    Object.assign(globalThis, { visitors: [], Shopify: { analytics: { visitor: (...said: unknown[]) => void (globalThis as typeof globalThis & { visitors: unknown[] }).visitors.push(said) } } });
  });
  await page.getByLabel("Mobile number").fill("(202) 555-0144");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByText("Check your phone").waitFor(SOON);
  expect(await page.evaluate(() => (globalThis as typeof globalThis & { visitors: unknown[] }).visitors)).toEqual([[{ phone: number }, { appId: demo.sandbox.app.apiKey }]]);
  const findings = await look(page, "opt-in-done");
  expect([...findings, ...complaints]).toEqual([]);
  await expect.poll(() => textsTo(number), SOON).toEqual([expect.stringMatching(/Reply YES to confirm recurring promo texts & cart reminders/)]);
  reply(number, "YES");
  await expect.poll(() => customerOf(number)?.smsConsent.state, SOON).toBe("SUBSCRIBED");
  expect(customerOf(number)?.smsConsent.level).toBe("CONFIRMED_OPT_IN");
  await expect.poll(() => heldOf(number), SOON).toEqual({ state: "SUBSCRIBED", level: "CONFIRMED_OPT_IN" });
  await expect.poll(() => textsTo(number).length, SOON).toBe(2);
  const Line = z.object({ kind: z.string(), words: z.string().nullable(), page: z.string().nullable(), texts: z.number() });
  const lines = await db.rows(Line, sql`
    select entry->>'kind' as kind, entry->'disclosure'->>'text' as words, evidence->'evidence'->>'page' as page, jsonb_array_length(evidence->'evidence'->'messageIds') as texts
    from consent_entry e join opt_in o on o.shop_id = e.shop_id and o.number = e.number and o.state = 'confirmed' order by e.seq limit 2`);
  expect(lines).toMatchObject([{ kind: "asked", page: `https://${shop.settings.domain}${new URL(shopUrl).pathname}/texts`, texts: 0 }, { kind: "confirmed", page: null, texts: 2 }]);
  expect(lines.map(({ words }) => words?.includes("including cart reminders"))).toEqual([true, true]);
}, 240_000);

test("without script the form is answered by pages, and the same comes of it", async () => {
  const context = await scene.browser.browser()?.newContext({ javaScriptEnabled: false });
  if (!context) throw new Error("The browser has gone.");
  const page = await context.newPage();
  await page.setViewportSize(PHONE);
  await page.goto(`${shopUrl}/texts?locale=fr&country=FR`);
  await page.getByLabel("Numéro de mobile").fill("01 42 68 53 00");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "S’inscrire" }).click();
  await page.getByText("Indiquez un numéro de mobile qui reçoit les SMS, par exemple 06 12 34 56 78.").waitFor(SOON);
  await page.screenshot({ path: `${PICTURES}opt-in-plain-wrong-390.png`, fullPage: true });
  await page.getByLabel("Numéro de mobile").fill("06 12 34 56 79");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "S’inscrire" }).click();
  await page.getByRole("heading", { name: "Regardez votre téléphone" }).waitFor(SOON);
  await page.screenshot({ path: `${PICTURES}opt-in-plain-done-390.png`, fullPage: true });
  await expect.poll(() => textsTo("+33612345679"), SOON).toEqual([expect.stringContaining("Répondez OUI")]);
  await page.getByRole("link", { name: "Retour à la boutique" }).click();
  await page.getByLabel("Mobile number").waitFor(SOON);
  await context.close();
}, 240_000);

test("a page that is opened from a link in a text says so, and the click is a person's", async () => {
  const Click = z.object({ human: z.boolean(), confirmed: z.boolean() });
  const at = demo.sandbox.clock.now();
  const code = "4fTz81KqPa";
  await db.run(sql`insert into link (shop_id, code, url, at, expires_at) select shop_id, ${code}, 'https://acme.example/', ${at}, ${later(at, minutes(60))} from shop`);
  await db.run(sql`insert into click (shop_id, code, at, method, headers, is_human, score, rule, version) select shop_id, ${code}, ${at}, 'GET', '{"user-agent":"Mozilla/5.0"}', true, 1, 'none', '1' from shop`);
  await opened(`?sgc=${code}`);
  await expect.poll(() => row(db, Click, sql`select is_human as human, confirmed_at is not null as confirmed from click where code = ${code}`), SOON).toEqual({ human: true, confirmed: true });
}, 120_000);
