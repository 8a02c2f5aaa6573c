// Signatures: vectors that were computed once with other tools, Twilio's own published one among them, and what must fail.
// Deliveries: the shapes that platforms were seen to send, and the odd ones.
import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Delivered, Webhooks } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const hooksOf = (platform: "klaviyo" | "attentive" | "postscript" | "twilio"): Webhooks => {
  const webhooks = ADAPTERS[platform]?.webhooks;
  if (!webhooks) throw new Error(`${platform} has no webhooks`);
  return webhooks;
};
const URL_OF_OURS = "https://segue.example/hooks/key";

type Vector = { platform: Parameters<typeof hooksOf>[0]; secret: string; delivered: Delivered; signature: string };

const KLAVIYO: Vector = {
  platform: "klaviyo", secret: "test_klaviyo_secret_16", signature: "klaviyo-signature",
  delivered: {
    url: URL_OF_OURS, body: bytes(`{"data":[],"meta":{"timestamp":"2026-09-04T13:16:52+00:00"}}`),
    headers: { "klaviyo-timestamp": "Fri, 04 Sep 2026 18:16:52 GMT", "klaviyo-signature": "6ccdc88a79875afa4333e0c3c1ad01142fd78416fd9ad116d0980057b3cd1964" },
  },
};
const ATTENTIVE: Vector = {
  platform: "attentive", secret: "test_attentive_signing_key", signature: "x-attentive-hmac-sha256",
  delivered: { url: URL_OF_OURS, body: bytes(`{"type":"sms.subscribed","timestamp":1632945178104}`), headers: { "x-attentive-hmac-sha256": "d279ec1d1a14276b31dc2104b52ae30147407c6b0f0a8e63db3a497156204521" } },
};
const TWILIO: Vector = {
  platform: "twilio", secret: "12345", signature: "x-twilio-signature",
  delivered: {
    url: "https://mycompany.com/myapp.php?foo=1&bar=2",
    body: bytes("CallSid=CA1234567890ABCDE&From=%2B12349013030&To=%2B18005551212&Caller=%2B12349013030&Digits=1234"),
    headers: { "x-twilio-signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ=" },
  },
};
const POSTSCRIPT: Vector = {
  platform: "postscript", secret: "token-of-the-shop", signature: "postscript-signature",
  delivered: { url: URL_OF_OURS, body: bytes("{}"), headers: { "postscript-signature": "token-of-the-shop" } },
};
const VECTORS = [KLAVIYO, ATTENTIVE, TWILIO, POSTSCRIPT];

describe.each(VECTORS.map((vector) => [vector.platform, vector] as const))("a delivery of %s", (_, { platform, secret, delivered, signature }) => {
  const webhooks = hooksOf(platform);
  const signed = (value: string | undefined) => ({ ...delivered, headers: { ...delivered.headers, ...(value === undefined ? {} : { [signature]: value }) } });

  test("is known by its signature, under any of several secrets and with headers in any case", () => {
    expect(webhooks.verify(delivered, [secret])).toBe(true);
    expect(webhooks.verify(delivered, ["another", secret])).toBe(true);
    expect(webhooks.verify({ ...delivered, headers: Object.fromEntries(Object.entries(delivered.headers).map(([name, value]) => [name.toUpperCase(), value])) }, [secret])).toBe(true);
  });

  test("is refused under another secret, under none, and under a blank one", () => {
    expect(webhooks.verify(delivered, ["another"])).toBe(false);
    expect(webhooks.verify(delivered, [])).toBe(false);
    expect(webhooks.verify(signed(""), [""])).toBe(false);
  });

  test("is refused without its header, cut short, and with one sign changed", () => {
    const given = delivered.headers[signature] ?? "";
    const { [signature]: _, ...rest } = delivered.headers;
    expect(webhooks.verify({ ...delivered, headers: rest }, [secret])).toBe(false);
    expect(webhooks.verify(signed(given.slice(0, -1)), [secret])).toBe(false);
    expect(webhooks.verify(signed((given.startsWith("a") ? "b" : "a") + given.slice(1)), [secret])).toBe(false);
    expect(webhooks.verify(signed(given.toUpperCase()), [secret])).toBe(false);
  });
});

test.each([KLAVIYO, ATTENTIVE, TWILIO])("a changed byte, and the same JSON written anew, are refused ($platform)", ({ platform, secret, delivered }) => {
  const changed = new Uint8Array(delivered.body);
  changed[3] = (changed[3] ?? 0) ^ 1;
  expect(hooksOf(platform).verify({ ...delivered, body: changed }, [secret])).toBe(false);
  const text = new TextDecoder().decode(delivered.body);
  const anew = text.startsWith("{") ? JSON.stringify(JSON.parse(text), null, 1) : `${text}&Extra=1`;
  expect(hooksOf(platform).verify({ ...delivered, body: bytes(anew) }, [secret])).toBe(false);
});

test("Klaviyo's timestamp belongs to what is signed, and its webhook must be the one that the body names", () => {
  const { delivered, secret } = KLAVIYO;
  expect(hooksOf("klaviyo").verify({ ...delivered, headers: { ...delivered.headers, "klaviyo-timestamp": "Fri, 04 Sep 2026 18:16:53 GMT" } }, [secret])).toBe(false);
  const body = `{"meta":{"klaviyo_webhook_id":"A"},"data":[]}`;
  const sign = (id: string): Delivered => ({ url: URL_OF_OURS, body: bytes(body), headers: { "klaviyo-webhook-id": id, "klaviyo-timestamp": "now", "klaviyo-signature": createHmac("sha256", secret).update(`${body}now`).digest("hex") } });
  expect(hooksOf("klaviyo").verify(sign("A"), [secret])).toBe(true);
  expect(hooksOf("klaviyo").verify(sign("B"), [secret])).toBe(false);
});

test("Twilio signs the address that it called: another host, scheme or query is refused, and a fragment is no part of it", () => {
  const { delivered, secret } = TWILIO;
  for (const url of ["https://evil.com/myapp.php?foo=1&bar=2", "http://mycompany.com/myapp.php?foo=1&bar=2", "https://mycompany.com/myapp.php?bar=2&foo=1"]) expect(hooksOf("twilio").verify({ ...delivered, url }, [secret])).toBe(false);
  expect(hooksOf("twilio").verify({ ...delivered, url: `${delivered.url}#rc=3` }, [secret])).toBe(true);
});

// Signed by the twilio package 6.2.0, of which fields that come twice are known to be sorted and told once.
test("Twilio's fields that come twice, and signs beyond ASCII, are signed as its own package signs them", () => {
  const body = bytes(new URLSearchParams([["MessageSid", "SM1"], ["MessageStatus", "undelivered"], ["ErrorCode", "30007"], ["To", "+1"], ["To", "+2"], ["To", "+1"], ["B", "ü &=%"]]).toString());
  const delivered = { url: "https://app.example.com/webhooks/twilio/status?shop=s1", body, headers: { "X-Twilio-Signature": "rvFMzRe6QobDl4/pMtNniiwzfbw=" } };
  expect(hooksOf("twilio").verify(delivered, ["authtoken"])).toBe(true);
});

test("Twilio's JSON is signed by its digest in the address", () => {
  const body = bytes(`[{"type":"x"}]`);
  const sign = (url: string): Delivered => ({ url, body, headers: { "x-twilio-signature": createHmac("sha1", "authtoken").update(url).digest("base64") } });
  const digest = Buffer.from(new Uint8Array(32)).toString("hex");
  expect(hooksOf("twilio").verify(sign(`${URL_OF_OURS}?bodySHA256=${digest}`), ["authtoken"])).toBe(false);
  const right = sign(`${URL_OF_OURS}?bodySHA256=${sha256Of(body)}`);
  expect(hooksOf("twilio").verify(right, ["authtoken"])).toBe(true);
  expect(hooksOf("twilio").verify({ ...right, body: bytes(`[{"type":"y"}]`) }, ["authtoken"])).toBe(false);
});

/** A delivery's events as `kind key` and the parts that matter. */
const readBy = (platform: Parameters<typeof hooksOf>[0], body: string) => hooksOf(platform).read(body, {});
const kinds = (platform: Parameters<typeof hooksOf>[0], body: string) => readBy(platform, body)?.events.map(({ kind }) => kind);

const klaviyoItem = (topic: string, properties: Record<string, unknown> = {}) => ({
  topic, external_id: `${topic}-1`,
  payload: { data: { id: "E1", type: "event", attributes: { datetime: "2026-04-13T22:16:46+00:00", timestamp: 1776118606, event_properties: properties }, relationships: { profile: { data: { id: "01KP", type: "profile" } } } } },
});

test("Klaviyo's topics are told from the person's side: received_sms is our text that arrived, sent_sms their reply", () => {
  const body = JSON.stringify({ meta: { timestamp: "2026-04-13T22:49:36.261080+00:00", klaviyo_account_id: "WBhXHN" }, data: [
    klaviyoItem("event:klaviyo.received_sms"), klaviyoItem("event:klaviyo.sent_sms", { "Message Body": "Hello" }), klaviyoItem("event:klaviyo.clicked_sms", { URL: "https://x.example/a" }),
    klaviyoItem("event:klaviyo.clicked_sms", { "User Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }), klaviyoItem("event:api.viewed_product"), { odd: true },
  ] });
  const read = readBy("klaviyo", body);
  expect(read?.events.map(({ kind, bot }) => [kind, bot])).toEqual([["smsDelivered", false], ["smsReplied", false], ["smsClicked", false], ["smsClicked", true]]);
  expect(read).toMatchObject({ unknown: 2, at: "2026-04-13T22:49:36.261Z" });
  expect(read?.events[1]).toMatchObject({ key: "event:klaviyo.sent_sms-1", at: "2026-04-13T22:16:46.000Z", person: { platformId: "01KP", phone: null, email: null }, text: "Hello" });
  expect(hooksOf("klaviyo").accountOf(body)).toBe("WBhXHN");
});

test("Attentive's odd deliveries are read as far as they go, and what is not understood is counted", () => {
  const of = (event: object) => JSON.stringify({ timestamp: 1632945178104, company: { company_id: "MDc6Q29tcGFueTU" }, subscriber: { external_id: 16467358, phone: "+15555555555", email: "" }, ...event });
  expect(readBy("attentive", of({ type: "sms.sent", message: { id: "M1", name: "Spring", text: "…" } }))?.events).toMatchObject([{ kind: "smsSent", at: "2021-09-29T19:52:58.104Z", messageId: "M1", campaign: "Spring", person: { platformId: "16467358", phone: "+15555555555", email: null } }]);
  expect(kinds("attentive", of({ type: "sms.subscribed", subscription: { type: "MARKETING" } }))).toEqual(["smsOptedIn"]);
  expect(readBy("attentive", of({ type: "sms.unsubscribed", subscription: { type: "TRANSACTIONAL" } }))).toMatchObject({ events: [], unknown: 0 });
  expect(kinds("attentive", of({ type: "sms.inbound_message", message: { text: " Stop. " } }))).toEqual(["smsReplied", "smsOptedOut"]);
  expect(kinds("attentive", of({ type: "sms.inbound_message", message: { text: "Please stop by" } }))).toEqual(["smsReplied"]);
  expect(readBy("attentive", of({ type: "sms.sent", subscriber: null }))).toMatchObject({ events: [], unknown: 1 });
  expect(readBy("attentive", of({ type: "custom_attribute.set", timestamp: null }))).toMatchObject({ events: [], unknown: 1, at: null });
  expect(hooksOf("attentive").accountOf(of({ type: "x" }))).toBe("MDc6Q29tcGFueTU");
});

test("the same delivery of Attentive has the same key, and another one another", () => {
  const of = (timestamp: number) => JSON.stringify({ type: "sms.sent", timestamp, subscriber: { phone: "+15555555555" } });
  expect(readBy("attentive", of(1))?.events[0]?.key).toBe(readBy("attentive", of(1))?.events[0]?.key);
  expect(readBy("attentive", of(1))?.events[0]?.key).not.toBe(readBy("attentive", of(2))?.events[0]?.key);
});

test("Postscript's times are UTC, and an incoming STOP is an opt-out", () => {
  const of = (event: string, data: object) => JSON.stringify({ resource_id: "shop_1", event_time: "2021-11-04T21:52:41.025455", event, event_data: data });
  const incoming = { id: "im_1", subscriber_id: "s_1", is_opt_out: false, from_number: "+15555555555", body: "Hello, world" };
  expect(readBy("postscript", of("shop.incoming_message", incoming))?.events).toMatchObject([{ key: "shop.incoming_message/im_1", kind: "smsReplied", at: "2021-11-04T21:52:41.025Z", person: { platformId: "s_1", phone: "+15555555555" }, text: "Hello, world" }]);
  expect(kinds("postscript", of("shop.incoming_message", { ...incoming, is_opt_out: true }))).toEqual(["smsReplied", "smsOptedOut"]);
  expect(kinds("postscript", of("shop.subscriber.opt_out", { subscriber_id: "s_1" }))).toEqual(["smsOptedOut"]);
  expect(readBy("postscript", of("shop.test", {}))).toMatchObject({ events: [], unknown: 1 });
});

test("Twilio's states, replies and clicks become events, and a carrier's 21610 an opt-out", () => {
  const of = (fields: Record<string, string>) => new URLSearchParams({ MessageSid: "SM1", AccountSid: "AC1", From: "+15550000001", To: "+15550000002", ...fields }).toString();
  expect(readBy("twilio", of({ MessageStatus: "delivered", RawDlrDoneDate: "2611260930" }))?.events).toMatchObject([{ key: "SM1:delivered", kind: "smsDelivered", at: "2026-11-26T09:30:00.000Z", person: { phone: "+15550000002" }, messageId: "SM1" }]);
  expect(readBy("twilio", of({ MessageStatus: "queued" }))).toEqual({ events: [], unknown: 0, at: null });
  expect(readBy("twilio", of({ MessageStatus: "undelivered", ErrorCode: "30007" }))?.events).toMatchObject([{ kind: "smsFailed", errorCode: "30007" }]);
  expect(kinds("twilio", of({ MessageStatus: "failed", ErrorCode: "21610" }))).toEqual(["smsFailed", "smsOptedOut"]);
  expect(readBy("twilio", of({ Body: "STOP", OptOutType: "STOP", SmsStatus: "received" }))?.events).toMatchObject([{ kind: "smsReplied", person: { phone: "+15550000001" }, text: "STOP" }, { kind: "smsOptedOut", text: null }]);
  expect(kinds("twilio", of({ Body: "Start", OptOutType: "START" }))).toEqual(["smsReplied", "smsOptedIn"]);
  expect(readBy("twilio", of({ MessageStatus: "invented" }))).toMatchObject({ events: [], unknown: 1 });
  const click = { event_type: "click", sms_sid: "SM1", account_sid: "AC1", to: "+15550000002", link: "https://x.example", click_time: "2026-11-26T09:30:00Z", user_agent: "facebookexternalhit/1.1" };
  expect(readBy("twilio", JSON.stringify(click))?.events).toMatchObject([{ kind: "smsClicked", bot: true, url: "https://x.example" }]);
  expect(hooksOf("twilio").accountOf(JSON.stringify([{ type: "com.twilio.daptbt.link-shortening.link-clicked", data: click }]))).toBe("AC1");
  expect(hooksOf("twilio").accountOf(of({}))).toBe("AC1");
});

test.each(["klaviyo", "attentive", "postscript", "twilio"] as const)("what %s cannot have sent is no delivery, and never an error", (platform) => {
  for (const body of ["", "{", "null", "[]", "5", "\u0000", "<xml/>"]) {
    const read = readBy(platform, body);
    expect(read === null || read.events.length === 0).toBe(true);
    expect(hooksOf(platform).accountOf(body)).toBeNull();
  }
});

const sha256Of = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");
