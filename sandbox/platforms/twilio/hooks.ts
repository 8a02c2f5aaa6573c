// Twilio's webhooks: a form for each step of a message and for each text that comes in, JSON for a click;
// signed over the address and the sorted parameters with the account's primary token.
import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { seconds } from "#app/lib/time.ts";
import type { Account, Delivery, Hook, Message } from "../account.ts";
import { hex } from "../ids.ts";
import type { Ground, Happening, Sent } from "../platform.ts";

const Params = z.record(z.string(), z.string());
const KEYWORDS = [["STOP", /^\s*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)\s*$/i], ["START", /^\s*(start|yes|unstop)\s*$/i], ["HELP", /^\s*(help|info)\s*$/i]] as const;

/** The callback of a message is a hook of its own here, one an address. */
function callbackHook(ground: Ground, account: Account, url: string): Hook {
  const id = `callback:${url}`;
  const known = account.hooks.get(id);
  if (known) return known;
  const hook: Hook = { id, name: "StatusCallback", url, topics: [], secret: account.credentials.token ?? "", headers: {}, kind: "callback", disabledMs: null, createdMs: ground.now(), failingSinceMs: null };
  account.hooks.set(id, hook);
  return hook;
}

const about = (account: Account, message: Message) => ({
  AccountSid: account.id, ApiVersion: "2010-04-01", From: message.from || (account.credentials.from ?? ""), To: message.to, MessageSid: message.id, SmsSid: message.id,
  ...(message.category ? { MessagingServiceSid: message.category } : {}),
});

export function stepped(ground: Ground, account: Account, message: Message) {
  if (!message.callback) return;
  const params = { ...about(account, message), MessageStatus: message.status, SmsStatus: message.status, ...(message.code === null ? {} : { ErrorCode: String(message.code) }) };
  ground.send(account, callbackHook(ground, account, message.callback), message.status, params);
}

export function happened(ground: Ground, account: Account, what: Happening) {
  if (what.channel !== "sms") return;
  if (what.kind === "replied") inbound(ground, account, what, what.text ?? "", what.pictures);
  // After a reply it has been told already.
  else if ((what.kind === "optedOut" || what.kind === "optedIn") && what.text === undefined) inbound(ground, account, what, what.kind === "optedOut" ? "STOP" : "START");
  else if (what.kind === "clicked") clicked(ground, account, what);
}

function inbound(ground: Ground, account: Account, { person, atMs }: Happening, body: string, pictures = 0) {
  const id = `SM${hex(account, "message", 32)}`;
  const message: Message = { id, to: account.credentials.from ?? "", from: person.phone ?? "", body, direction: "in", status: "received", code: null, createdMs: atMs, updatedMs: atMs, callback: null, category: account.credentials.service ?? "", personId: person.id };
  account.messages.set(id, message);
  const keyword = KEYWORDS.find(([, pattern]) => pattern.test(body))?.[0];
  const params = { ...about(account, message), Body: body, NumMedia: String(pictures), NumSegments: "1", SmsMessageSid: id, SmsStatus: "received", FromCountry: "US", ToCountry: "US", ...(keyword && account.optOuts === "advanced" ? { OptOutType: keyword } : {}) };
  const hook = account.hooks.get("universal");
  if (hook) ground.send(account, hook, "inbound", params);
  if (keyword && account.optOuts !== "off") answered(account, message, ANSWERS[keyword]);
}

/** As Twilio words them where nobody has changed them. */
const ANSWERS = {
  STOP: "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  START: "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
  HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
};

/** Of its own answers Twilio tells nobody. */
function answered(account: Account, { from, to, createdMs }: Message, body: string) {
  const id = `SM${hex(account, "message", 32)}`;
  account.messages.set(id, { id, to: from, from: to, body, direction: "out", status: "delivered", code: null, createdMs, updatedMs: createdMs, callback: null, category: account.credentials.service ?? "", personId: null });
}

function clicked(ground: Ground, account: Account, { person, url, bot, messageId, atMs }: Happening) {
  const hook = account.hooks.get("clicks");
  if (!hook) return;
  const item = {
    event_type: "click", sms_sid: messageId ?? `SM${hex(account, "click", 32)}`, to: person.phone, from: account.credentials.from, link: url, click_time: new Date(atMs).toISOString(),
    messaging_service_sid: account.credentials.service, account_sid: account.id, user_agent: bot ? "Twitterbot/1.0" : "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)",
  };
  ground.send(account, hook, "click", item);
}

export function signature(token: string, url: string, params: Record<string, string>): string {
  const text = url + Object.keys(params).sort().map((name) => name + params[name]).join("");
  return createHmac("sha1", token).update(text).digest("base64");
}

/** What stands behind a # orders retries; it is neither sent nor signed. */
export function wrap(_account: Account, hook: Hook, delivery: Delivery, _now: number, forged: boolean): Sent {
  const [address = ""] = hook.url.split("#");
  const token = forged ? "not the token" : hook.secret;
  if (delivery.topic === "click") {
    const body = JSON.stringify(delivery.items[0]);
    const url = `${address}${address.includes("?") ? "&" : "?"}bodySHA256=${createHash("sha256").update(body).digest("hex")}`;
    return { url, headers: { "content-type": "application/json", "x-twilio-signature": signature(token, url, {}) }, body };
  }
  const params = Params.parse(delivery.items[0]);
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8", "x-twilio-signature": signature(token, address, params) };
  return { url: address, headers, body: new URLSearchParams(params).toString() };
}

/** Only where no connection came about, and only once. */
export const retryMs = (attempt: number, status: number | null): number | null => (status === null && attempt === 1 ? seconds(1) : null);
