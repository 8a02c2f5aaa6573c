import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aListener, aSandbox } from "#sandbox/testing.ts";
import { startClock } from "#sandbox/clock.ts";
import { servePlatforms } from "./serve.ts";

const KEY = { authorization: "Bearer sk_sandbox_1" };

test("A request with a platform's host beside it, and one under /platforms/<host>, reach its stand-in; so do a lost answer and a page.", async () => {
  const { sandbox } = await aSandbox();
  const direct = await fetch(`${sandbox.url}/api/v2/me`, { headers: { ...KEY, "x-forwarded-host": "api.postscript.io" } });
  const under = await fetch(`${sandbox.url}/platforms/api.postscript.io/api/v2/me`, { headers: KEY });
  expect([await direct.json(), await under.json()]).toEqual(Array.from({ length: 2 }, () => expect.objectContaining({ resource_id: "shop_sandbox1" })));
  sandbox.platformDoors.platforms.control({ platform: "postscript", faults: { lose: 1 } });
  await expect(fetch(`${sandbox.url}/platforms/api.postscript.io/api/v2/me`, { headers: KEY })).rejects.toThrow("fetch failed");
  const consent = new URLSearchParams({ response_type: "code", client_id: "sandbox-klaviyo-client", redirect_uri: "https://app.example.com/back", code_challenge_method: "S256", code_challenge: "c" });
  const page = await fetch(`${sandbox.url}/platforms/www.klaviyo.com/oauth/authorize?${consent.toString()}`);
  expect(await page.text()).toContain("Allow");
  const allowed = await fetch(page.url, { method: "POST", redirect: "manual", body: new URLSearchParams({ answer: "allow" }) });
  expect([allowed.status, allowed.headers.get("location")]).toEqual([303, expect.stringMatching(/^https:\/\/app\.example\.com\/back\?code=/)]);
});

test("The control door and the page's forms do the same, and a webhook reaches the app by the sandbox's clock.", async () => {
  const { sandbox } = await aSandbox();
  const app = await aListener();
  const control = (body: unknown) => fetch(`${sandbox.url}/sandbox/platforms/control`, { method: "POST", body: JSON.stringify(body) });
  expect((await control({ platform: "attentive", acts: [{ act: "hook", url: `${app.url}/hooks/attentive/x` }, { act: "reply", phone: "+15005550006", text: "Hi" }] })).status).toBe(200);
  expect([(await control({ platform: "nowhere" })).status, (await control({ platform: "attentive", acts: [{ act: "dropPlace", ref: "x" }, { act: "removeMember", ref: "x" }] })).status]).toEqual([422, 409]);
  sandbox.clock.forward(1000);
  await expect.poll(() => app.hooks.length).toBe(1);
  const form = new URLSearchParams({ platform: "attentive", account: "1", act: "optOut", phone: "+15005550006", email: "", text: "STOP" });
  expect((await fetch(`${sandbox.url}/sandbox/platforms/form?platform=attentive&account=1`, { method: "POST", body: form, redirect: "manual" })).headers.get("location")).toBe("/sandbox/platforms?platform=attentive&account=1");
  const seen = (await (await fetch(`${sandbox.url}/sandbox/platforms/state?platform=attentive`)).json()) as { consent: unknown };
  expect(seen.consent).toEqual({ "+15005550006": { sms: "unsubscribed", email: "never" } });
  for (const path of ["", "?platform=attentive", "?platform=twilio&account=1&problem=1"]) expect((await fetch(`${sandbox.url}/sandbox/platforms${path}`)).status).toBe(200);
});

test("What the stand-ins know is kept in the data folder.", () => {
  const file = join(mkdtempSync(join(tmpdir(), "platforms-")), "platforms.json");
  const clock = startClock();
  const first = servePlatforms({ clock, file });
  first.platforms.control({ platform: "twilio", acts: [{ act: "person", phone: "+15005550006" }] });
  first.stop();
  const second = servePlatforms({ clock, file });
  expect(second.platforms.view("twilio").people).toMatchObject([{ phone: "+15005550006" }]);
  second.stop();
  clock.stop();
});
