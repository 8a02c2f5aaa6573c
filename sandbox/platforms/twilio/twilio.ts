// The stand-in for Twilio's programmable messaging, 2010-04-01, as its published documents tell.
import { seconds } from "#app/lib/time.ts";
import { hex } from "../ids.ts";
import { type Ask, type Call, type Entered, type Ground, type Operation, type Platform, type Reply, reply, type Trouble } from "../platform.ts";
import { happened, retryMs, stepped, wrap } from "./hooks.ts";
import { API, messageOperations, refusal } from "./messages.ts";

const sid = (prefix: string, number: number) => `${prefix}${String(number).padStart(32, "0")}`;

/** The API key and its secret, or the account and its token; the account in the path must be theirs. */
function enter(ground: Ground, ask: Ask): Entered | null {
  const [user, password] = Buffer.from(/^Basic (.+)$/.exec(ask.headers["authorization"] ?? "")?.[1] ?? "", "base64").toString().split(":", 2);
  const account = ground.accounts("twilio").find(({ id, credentials }) => (user === credentials.key && password === credentials.secret) || (user === id && password === credentials.token));
  return account && ask.path.startsWith(`${API}/${account.id}`) ? { account, who: "account", scopes: null } : null;
}

function account({ account: { id, name } }: Call) {
  return reply(200, { sid: id, friendly_name: name, status: "active", type: "Full", date_created: "Thu, 01 Jan 2026 00:00:00 +0000", date_updated: "Thu, 01 Jan 2026 00:00:00 +0000", owner_account_sid: id, uri: `${API}/${id}.json` });
}

function numbers({ account: { id, credentials } }: Call) {
  const number = { sid: sid("PN", 1), account_sid: id, phone_number: credentials.from, friendly_name: credentials.from, capabilities: { sms: true, mms: true, voice: false } };
  return reply(200, { incoming_phone_numbers: [number], page: 0, page_size: 50, start: 0, end: 0, next_page_uri: null, uri: `${API}/${id}/IncomingPhoneNumbers.json` });
}

const operations: Operation[] = [
  { name: "FetchAccount", method: "GET", path: `${API}/{account}.json`, limit: "all", run: account },
  { name: "ListIncomingPhoneNumber", method: "GET", path: `${API}/{account}/IncomingPhoneNumbers.json`, limit: "all", run: numbers },
  ...messageOperations,
];

function refuse(trouble: Trouble): Reply {
  switch (trouble.kind) {
    case "throttled": return refusal(429, 20429, "Too Many Requests");
    case "failed": return refusal(500, 20500, "An internal server error has occurred");
    case "unknownPath": return refusal(404, 20404, "The requested resource was not found");
    case "method": return refusal(405, 20004, "Method not allowed");
    case "unauthorized": return refusal(401, 20003, "Authenticate");
    case "scope": return refusal(403, 20403, "The key lacks a permission");
    default: return trouble satisfies never;
  }
}

export const twilio: Platform = {
  name: "twilio",
  hosts: ["api.twilio.com"],
  opening: (number) => ({ id: sid("AC", number), name: `Sandbox Gifts ${number}`, credentials: { key: sid("SK", number), account: sid("AC", number), secret: `twilio-secret-${number}`, token: `twilio-token-${number}`, service: sid("MG", number), from: "+15005550006" } }),
  newPersonId: (owner) => hex(owner, "person", 24),
  operations,
  /** Not published for the API; a sender's own rate is not kept here. */
  limits: { all: [{ per: 100, windowMs: seconds(1) }] },
  enter,
  refuse,
  stepped,
  happened,
  wrap,
  retryMs,
};
