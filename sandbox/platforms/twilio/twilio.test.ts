import { expect, test } from "vitest";
import { aScene, type Scene } from "../testing.ts";
import { signature } from "./hooks.ts";

const AC = `AC${"1".padStart(32, "0")}`;
const MG = `MG${"1".padStart(32, "0")}`;
const PATH = `/2010-04-01/Accounts/${AC}/Messages`;
const send = ({ ask }: Scene, To: string, more: Record<string, string> = {}) => ask("twilio", `POST ${PATH}.json`, new URLSearchParams({ To, Body: "Hello", MessagingServiceSid: MG, ...more }));

test("A text is accepted, goes out, arrives, and each step but the first is told to its callback, signed.", async () => {
  const scene = aScene();
  const { ask, forward, told } = scene;
  const callback = "https://app.example.com/hooks/twilio?shop=s1";
  const sent = await send(scene, "+13115552368", { StatusCallback: callback });
  expect(sent).toMatchObject({ status: 201, body: { status: "accepted", messaging_service_sid: MG, error_code: null } });
  const { sid } = sent.body as { sid: string };
  expect(sid).toMatch(/^SM[0-9a-f]{32}$/);
  for (let second = 0; second < 5; second++) await forward(1000);
  const params = told.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  expect(params.map(({ MessageSid, MessageStatus }) => [MessageSid, MessageStatus])).toEqual([[sid, "sent"], [sid, "delivered"]]);
  for (const [at, { headers }] of told.entries()) expect(headers["x-twilio-signature"]).toBe(signature("twilio-token-1", callback, params[at] ?? {}));
  expect((await ask("twilio", `GET ${PATH}/${sid}.json`)).body).toMatchObject({ status: "delivered" });
});

test("Twilio's magic numbers are refused or come back undelivered, each with its code.", async () => {
  const scene = aScene();
  const codes = async (to: string) => ((await send(scene, to)).body as { code: number }).code;
  expect([await codes("+15005550001"), await codes("+15005550003"), await codes("+15005550004"), await codes("+15005550009"), await codes("0171")]).toEqual([21211, 21408, 21610, 21614, 21211]);
  const { sid } = (await send(scene, "+15005550007")).body as { sid: string };
  await scene.forward(4000);
  expect((await scene.ask("twilio", `GET ${PATH}/${sid}.json`)).body).toMatchObject({ status: "undelivered", error_code: 30007 });
});

test("Who texted STOP is never texted again; the text that came in says so, and START lifts it.", async () => {
  const scene = aScene();
  const { platforms, forward, told } = scene;
  platforms.control({ platform: "twilio", acts: [{ act: "hook", url: "https://app.example.com/in" }, { act: "reply", phone: "+13115552368", text: "Stop" }] });
  await forward(1000);
  expect(told.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toMatchObject([{ From: "+13115552368", To: "+15005550006", Body: "Stop", OptOutType: "STOP" }]);
  expect(await send(scene, "+13115552368")).toMatchObject({ status: 400, body: { code: 21610 } });
  platforms.control({ platform: "twilio", acts: [{ act: "reply", phone: "+13115552368", text: "START" }] });
  expect((await send(scene, "+13115552368")).status).toBe(201);
});

test("A text whose answer was lost is found in the list by its recipient.", async () => {
  const scene = aScene();
  expect((await send(scene, "+15005550504")).status).toBe(0);
  const { messages } = (await scene.ask("twilio", `GET ${PATH}.json?To=%2B15005550504&PageSize=20`)).body as { messages: { body: string }[] };
  expect(messages).toMatchObject([{ body: "Hello" }]);
});

test("What is not a form, a wrong sender, a wrong account and a wrong secret are refused.", async () => {
  const scene = aScene();
  expect((await scene.ask("twilio", `POST ${PATH}.json`, { To: "+13115552368", Body: "x" })).status).toBe(400);
  expect((await send(scene, "+13115552368", { From: "+13115550000", MessagingServiceSid: "" })).body).toMatchObject({ code: 21606 });
  expect((await scene.ask("twilio", `GET /2010-04-01/Accounts/AC${"2".padStart(32, "0")}/Messages.json`)).body).toMatchObject({ code: 20003, status: 401 });
  expect((await scene.ask("twilio", `GET ${PATH}.json`, undefined, { Authorization: "Basic eDp5" })).status).toBe(401);
});

test("A click comes as JSON whose hash is in the signed address.", async () => {
  const { platforms, forward, told } = aScene();
  platforms.control({ platform: "twilio", acts: [{ act: "hook", kind: "clicks", url: "https://app.example.com/c?shop=1" }, { act: "click", phone: "+13115552368", url: "https://x.example.com", bot: true }] });
  await forward(1000);
  const [{ url, headers, body } = { url: "", headers: {} as Record<string, string>, body: "" }] = told;
  expect(url).toMatch(/^https:\/\/app\.example\.com\/c\?shop=1&bodySHA256=[0-9a-f]{64}$/);
  expect(headers["x-twilio-signature"]).toBe(signature("twilio-token-1", url, {}));
  expect(JSON.parse(body)).toMatchObject({ event_type: "click", link: "https://x.example.com", user_agent: "Twitterbot/1.0" });
});

test("The signature is Twilio's own published one.", () => {
  const params = { CallSid: "CA1234567890ABCDE", From: "+12349013030", To: "+18005551212", Caller: "+12349013030", Digits: "1234" };
  expect(signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", params)).toBe("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
});
