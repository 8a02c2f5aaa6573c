import { expect, test } from "vitest";
import { phonePages } from "./phone.ts";
import { phonesOf } from "./inbox.ts";
import { inSandbox, piecesOf, storefrontOf } from "./links.ts";
import { startClock } from "#sandbox/clock.ts";
import type { Stage } from "#sandbox/frame/stage.ts";
import { openPlatforms } from "#sandbox/platforms/open.ts";

const APP = "http://127.0.0.1:3901";
const NOW = Date.parse("2026-06-15T12:00:00Z");

function aStage() {
  let now = NOW;
  const told: string[] = [];
  const platforms = openPlatforms({ now: () => now, deliver: async ({ body }) => (told.push(body), 200) });
  const clock = startClock({ realNow: () => now });
  const stage: Stage = { appUrl: APP, apiKey: "key", apiSecret: "secret", clock, shops: () => [], platforms };
  platforms.control({ platform: "twilio", faults: { hooks: { delayMs: [0, 0] } }, acts: [{ act: "hook", url: `${APP}/hooks/twilio/k` }] });
  const pass = async (ms: number) => {
    now += ms;
    await platforms.due();
  };
  return { stage, platforms, told, pass, get: async (path: string) => (await phonePages(stage, new Request(`http://sandbox${path}`)))?.text() };
}

async function text(platforms: ReturnType<typeof aStage>["platforms"], to: string, body: string) {
  const { key, secret, account, from } = platforms.account("twilio").credentials;
  await platforms.http.send({
    method: "POST", url: `https://api.twilio.com/2010-04-01/Accounts/${account ?? ""}/Messages.json`, timeoutMs: 1_000,
    headers: { authorization: `Basic ${Buffer.from(`${key}:${secret ?? ""}`).toString("base64")}`, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ To: to, From: from ?? "", Body: body }).toString(),
  });
}

const form = (fields: Record<string, string>) => new Request("http://sandbox/sandbox/phone", { method: "POST", body: new URLSearchParams(fields) });

test("A phone shows what has arrived, with links that can be tapped, and what it writes back is told as Twilio tells it.", async () => {
  const { stage, platforms, told, pass, get } = aStage();
  await text(platforms, "+12025550101", "Hi <b>Ann</b>: https://127.0.0.1:3901/1Abcdefghij. Bye");
  expect(phonesOf(platforms)).toEqual([]);
  await pass(5_000);
  const page = await get("/sandbox/phone?phone=%2B12025550101");
  expect(page).toContain("Hi &#60;b&#62;Ann&#60;/b&#62;: <a href=\"/sandbox/phone/open?to=https%3A%2F%2F127.0.0.1%3A3901%2F1Abcdefghij\"");
  const answered = await phonePages(stage, form({ phone: "+12025550101", text: "STOP" }));
  expect([answered?.status, answered?.headers.get("location")]).toEqual([303, "/sandbox/phone?phone=%2B12025550101"]);
  await pass(1);
  expect(Object.fromEntries(new URLSearchParams(told.at(-1)))).toMatchObject({ From: "+12025550101", Body: "STOP", OptOutType: "STOP" });
  expect(phonesOf(platforms)[0]?.bubbles.map(({ isMine, body }) => `${isMine ? ">" : "<"} ${body.slice(0, 12)}`)).toEqual(["< Hi <b>Ann</b", "> STOP", "< You have suc"]);
  expect(await get("/sandbox/phone?phone=%2B12025550101&part=log")).toContain("STOP");
});

test("Any number may write; what is no number, or says nothing, does nothing.", async () => {
  const { stage, platforms } = aStage();
  const to = async (fields: Record<string, string>) => (await phonePages(stage, form(fields)))?.headers.get("location");
  expect(await to({ phone: "nobody", text: "Hi" })).toContain("problem=");
  expect(await to({ phone: "+12025550102", text: " " })).toBe("/sandbox/phone?phone=%2B12025550102");
  expect(phonesOf(platforms)).toEqual([]);
  await to({ phone: "+12025550102", quick: "HELP" });
  expect(phonesOf(platforms).map(({ number }) => number)).toEqual(["+12025550102"]);
});

test("Short links lead to the app under whatever host, and the shop's own pages to the sandbox's storefront.", () => {
  expect(piecesOf("See https://a.example/x, or http://b.example.")).toEqual([{ text: "See ", url: null }, { text: "https://a.example/x", url: "https://a.example/x" }, { text: ", or ", url: null }, { text: "http://b.example", url: "http://b.example" }, { text: ".", url: null }]);
  expect(["https://127.0.0.1:3901/p/token", "https://go.example.com/p/token.x", "https://go.example.com/1Abcdefghij", "https://other.example.com/a/b"].map((url) => inSandbox(url, APP).href)).toEqual([`${APP}/p/token`, `${APP}/p/token.x`, `${APP}/1Abcdefghij`, "https://other.example.com/a/b"]);
  const shops = [{ settings: { domain: "gifts.myshopify.com" } }];
  expect(storefrontOf(new URL("https://gifts.myshopify.com/products/mug?utm_source=sms"), shops)).toBe("/shop/gifts?utm_source=sms&page=%2Fproducts%2Fmug");
  expect(storefrontOf(new URL("https://other.example.com/"), shops)).toBe(null);
});
