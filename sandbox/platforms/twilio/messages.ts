// Twilio's messages: sent by form, one each, with Twilio's own magic numbers; a step further every second or
// so, each step told to the message's callback. Whoever sent STOP is never texted.
import { seconds } from "#app/lib/time.ts";
import { type Account, LOG_MAX, type Message } from "../account.ts";
import { hex } from "../ids.ts";
import { isPhone, meet } from "../people.ts";
import { type Ask, type Call, type Ground, nothing, type Operation, Refused, type Reply, reply } from "../platform.ts";

export const API = "/2010-04-01/Accounts";
const BODY_MAX = 1600;
const MESSAGES_MAX = 50 * LOG_MAX;

export const refusal = (status: number, code: number, message: string): Reply => reply(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
const refused = (code: number, message: string) => new Refused(refusal(400, code, message));

const date = (ms: number): string => new Date(ms).toUTCString().replace("GMT", "+0000");

export function resource(account: Account, message: Message) {
  const uri = `${API}/${account.id}/Messages/${message.id}`;
  const sent = !["accepted", "queued", "scheduled"].includes(message.status);
  return {
    account_sid: account.id, api_version: "2010-04-01", body: message.body, date_created: date(message.createdMs), date_sent: sent ? date(message.updatedMs) : null, date_updated: date(message.updatedMs),
    direction: message.direction === "in" ? "inbound" : "outbound-api", error_code: message.code, error_message: message.code === null ? null : "Unknown error", from: message.from || null,
    messaging_service_sid: message.category || null, num_media: "0", num_segments: String(Math.max(1, Math.ceil(message.body.length / 160))), price: null, price_unit: "USD", sid: message.id, status: message.status,
    subresource_uris: { media: `${uri}/Media.json` }, to: message.to, uri: `${uri}.json`,
  };
}

const REFUSED: Record<string, [number, string]> = {
  "+15005550001": [21211, "Invalid 'To' Phone Number"], "+15005550002": [21612, "The message cannot be routed to this number"], "+15005550003": [21408, "Permission to send an SMS has not been enabled for the region"],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"], "+15005550009": [21614, "'To' number is not a valid mobile number"],
};
const UNDELIVERED: Record<string, ["undelivered" | "failed", number]> = { "+15005550030": ["undelivered", 30003], "+15005550005": ["undelivered", 30005], "+15005550007": ["undelivered", 30007], "+15005550034": ["failed", 30034] };

function form(ask: Ask): URLSearchParams {
  if (!(ask.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) throw refused(21604, "A 'To' phone number is required.");
  return new URLSearchParams(ask.body);
}

function checked(account: Account, given: URLSearchParams) {
  const [to, body, from, service] = [given.get("To"), given.get("Body"), given.get("From"), given.get("MessagingServiceSid")];
  if (!to) throw refused(21604, "A 'To' phone number is required.");
  const [code, words] = REFUSED[to] ?? [];
  if (code !== undefined) throw refused(code, words ?? "");
  if (!isPhone(to)) throw refused(21211, "Invalid 'To' Phone Number");
  if (!body && !given.get("ContentSid") && !given.get("MediaUrl")) throw refused(21602, "Message body is required.");
  if ((body ?? "").length > BODY_MAX) throw refused(21617, "The concatenated message body exceeds the 1600 character limit.");
  if (!from && !service) throw refused(21603, "A 'From' phone number is required.");
  if (from && from !== account.credentials.from) throw refused(21606, "The From phone number is not a valid, SMS-capable inbound phone number for your account.");
  if (service && service !== account.credentials.service) throw refused(21701, "The Messaging Service does not exist.");
  const callback = given.get("StatusCallback");
  if (callback !== null && !URL.canParse(callback)) throw refused(21609, "Invalid 'StatusCallback' URL");
  return { to, body: body ?? "", from: from ?? "", service: service ?? "", callback };
}

function create({ ground, account, ask, now }: Call) {
  const given = form(ask);
  const { to, body, from, service, callback } = checked(account, given);
  const { person } = meet(account.people, { phone: to }, now, () => hex(account, "person", 24));
  if (account.optOuts !== "off" && person.sms.state === "unsubscribed") throw refused(21610, "Attempt to send to unsubscribed recipient");
  const at = given.get("ScheduleType") === "fixed" ? Date.parse(given.get("SendAt") ?? "") : now;
  if (Number.isNaN(at)) throw refused(35118, "SendAt is not a time.");
  const id = `SM${hex(account, "message", 32)}`;
  const message: Message = { id, to, from, body, direction: "out", status: at > now ? "scheduled" : service ? "accepted" : "queued", code: null, createdMs: now, updatedMs: now, callback, category: service, personId: person.id };
  account.messages.set(id, message);
  if (account.messages.size > MESSAGES_MAX) account.messages.delete(account.messages.keys().next().value ?? "");
  steps(ground, account, message, at);
  return reply(201, resource(account, message));
}

function steps(ground: Ground, account: Account, { id, to }: Message, at: number) {
  const [end, code] = UNDELIVERED[to] ?? ["delivered", null];
  if (end !== "failed") ground.plan(account, { atMs: at + seconds(1), kind: "message", id, status: "sent", code: null });
  ground.plan(account, { atMs: at + seconds(3), kind: "message", id, status: end, code });
}

function named({ account, params }: Call): Message {
  const message = account.messages.get(params["id"] ?? "");
  if (message) return message;
  throw new Refused(refusal(404, 20404, "The requested resource was not found"));
}

function update(call: Call) {
  const message = named(call);
  const given = form(call.ask);
  if (given.get("Body") === "") message.body = "";
  if (given.get("Status") === "canceled") {
    if (message.status !== "scheduled") throw refused(30409, "The message cannot be canceled.");
    message.status = "canceled";
  }
  return reply(200, resource(call.account, message));
}

function list({ account, ask }: Call) {
  const { query } = ask;
  const size = Math.min(1000, Math.max(1, Number(query.get("PageSize") ?? 50) || 50));
  const page = Number(query.get("Page") ?? 0) || 0;
  const day = (ms: number) => new Date(ms).toISOString();
  const holds = (message: Message) => {
    const on = query.get("DateSent");
    const sent = day(message.createdMs);
    return (!query.get("To") || message.to === query.get("To")) && (!query.get("From") || message.from === query.get("From")) && (!on || sent.startsWith(on.slice(0, 10)))
      && (!query.get("DateSent>") || sent >= (query.get("DateSent>") ?? "")) && (!query.get("DateSent<") || sent <= (query.get("DateSent<") ?? ""));
  };
  const found = [...account.messages.values()].filter(holds).reverse();
  const messages = found.slice(page * size, (page + 1) * size);
  const uri = (number: number) => {
    const next = new URLSearchParams(query);
    next.set("Page", String(number));
    next.set("PageSize", String(size));
    return `${ask.path}?${next.toString()}`;
  };
  const more = found.length > (page + 1) * size;
  return reply(200, { messages: messages.map((message) => resource(account, message)), end: page * size + messages.length, first_page_uri: uri(0), next_page_uri: more ? uri(page + 1) : null, page, page_size: size, previous_page_uri: page > 0 ? uri(page - 1) : null, start: page * size, uri: uri(page) });
}

const path = `${API}/{account}/Messages`;
const limit = "all";
export const messageOperations: Operation[] = [
  { name: "CreateMessage", method: "POST", path: `${path}.json`, limit, run: create },
  { name: "ListMessage", method: "GET", path: `${path}.json`, limit, run: list },
  { name: "FetchMessage", method: "GET", path: `${path}/{id}.json`, limit, run: (call) => reply(200, resource(call.account, named(call))) },
  { name: "UpdateMessage", method: "POST", path: `${path}/{id}.json`, limit, run: update },
  { name: "DeleteMessage", method: "DELETE", path: `${path}/{id}.json`, limit, run: (call) => (call.account.messages.delete(named(call).id), nothing(204)) },
];
