// What Twilio tells us: of texts under way (status callbacks), of texts that came in, and of links that were followed
// (callbacks of link shortening, or the same through Event Streams). The signature is over the address that Twilio called
// and all fields, or over the address alone where it names the digest of a JSON body.
import { isbot } from "isbot";
import { z } from "zod";
import { parseJson } from "../../lib/json.ts";
import type { Delivered, PlatformEvent, PlatformEventKind, Webhooks } from "../adapter.ts";
import { hmac, isSame, isSigned, sha256 } from "../signature.ts";
import { header } from "../step.ts";
import { isStop } from "../stop.ts";

const STATES: Readonly<Record<string, PlatformEventKind | null>> = {
  sent: "smsSent", delivered: "smsDelivered", failed: "smsFailed", undelivered: "smsFailed",
  accepted: null, scheduled: null, queued: null, sending: null, canceled: null, receiving: null, received: null, read: null, partially_delivered: null,
};

export const webhooks: Webhooks = {
  verify: (delivered, secrets) => isIntact(delivered) && isSigned(header(delivered.headers, "x-twilio-signature"), secrets, (secret) => hmac("sha1", secret, [signed(delivered)], "base64")),
  accountOf: (body) => {
    const [first] = clicksIn(body);
    return first?.account_sid ?? (first === undefined ? new URLSearchParams(body).get("AccountSid") : null);
  },
  read: (body) => {
    const clicks = clicksIn(body);
    if (clicks.length > 0 || /^\s*[[{]/.test(body)) {
      if (parseJson(body) === undefined) return null;
      const events = clicks.flatMap(clicked);
      return { events, unknown: events.length === 0 ? 1 : 0, at: events[0]?.at ?? null };
    }
    return fieldsRead(new URLSearchParams(body));
  },
};

/** A JSON body is signed by its digest in the address. */
function isIntact({ body, url }: Delivered): boolean {
  const digest = URL.canParse(url) ? new URL(url).searchParams.get("bodySHA256") : null;
  return digest === null || isSame(digest.toLowerCase(), sha256(body));
}

function signed({ body, url }: Delivered): string {
  const address = url.split("#")[0] ?? url;
  if (URL.canParse(url) && new URL(url).searchParams.has("bodySHA256")) return address;
  const fields = new URLSearchParams(new TextDecoder().decode(body));
  const names = [...new Set(fields.keys())].sort();
  return address + names.map((name) => [...new Set(fields.getAll(name))].sort().map((value) => name + value).join("")).join("");
}

function fieldsRead(fields: URLSearchParams) {
  const field = (name: string) => fields.get(name) || null;
  const sid = field("MessageSid") ?? field("SmsSid");
  if (sid === null) return field("AccountSid") === null ? null : { events: [], unknown: 1, at: null };
  const state = field("MessageStatus") ?? field("SmsStatus");
  const isInbound = state === null || state === "received" || state === "receiving";
  if (isInbound && field("From") !== null) return { events: inbound(sid, field), unknown: 0, at: null };
  const kind = state === null ? undefined : STATES[state];
  if (kind === undefined || field("To") === null) return { events: [], unknown: 1, at: null };
  if (kind === null) return { events: [], unknown: 0, at: null };
  const code = field("ErrorCode");
  const it: PlatformEvent = { ...blank(`${sid}:${state}`, kind, field("To")), messageId: sid, errorCode: kind === "smsFailed" ? code : null, at: receipt(field("RawDlrDoneDate")) };
  // The person has told the carrier STOP.
  return { events: code === "21610" ? [it, { ...it, key: `${sid}:stop`, kind: "smsOptedOut" as const, errorCode: null }] : [it], unknown: 0, at: it.at };
}

/** Only where the account has “Advanced Opt-Out”; it answers these by itself. */
const KEYWORDS: Readonly<Record<string, PlatformEvent["keyword"]>> = { STOP: "stop", START: "start", HELP: "help" };

function inbound(sid: string, field: (name: string) => string | null): PlatformEvent[] {
  const [person, text, type] = [field("From"), field("Body"), field("OptOutType")];
  const pictures = Number(field("NumMedia") ?? 0);
  const keyword = KEYWORDS[type ?? ""];
  const it: PlatformEvent = { ...blank(`${sid}:received`, "smsReplied", person), messageId: sid, text, ...(pictures > 0 && { pictures }), ...(keyword && { keyword }) };
  if (type === "STOP" || (type === null && isStop(text ?? ""))) return [it, { ...blank(`${sid}:stop`, "smsOptedOut", person), messageId: sid }];
  return type === "START" ? [it, { ...blank(`${sid}:start`, "smsOptedIn", person), messageId: sid }] : [it];
}

const blank = (key: string, kind: PlatformEventKind, phone: string | null): PlatformEvent => ({
  key, kind, at: null, person: { platformId: null, phone, email: null }, messageId: null, campaign: null, url: null, text: null, errorCode: null, bot: false,
});

const Click = z.object({
  sms_sid: z.string().nullish(), message_sid: z.string().nullish(), account_sid: z.string().nullish(), to: z.string().nullish(),
  link: z.string().nullish(), click_time: z.string().nullish(), user_agent: z.string().nullish(),
});
const Streamed = z.object({ type: z.string(), data: Click });

/** A click as its callback has it, or events of a stream. */
function clicksIn(body: string): z.infer<typeof Click>[] {
  if (!/^\s*[[{]/.test(body)) return [];
  return [parseJson(body)].flat().flatMap((value) => {
    const streamed = Streamed.safeParse(value);
    if (streamed.success) return /link-clicked/.test(streamed.data.type) ? [streamed.data.data] : [];
    const click = Click.safeParse(value);
    return click.success && (click.data.sms_sid ?? click.data.message_sid) ? [click.data] : [];
  });
}

function clicked(click: z.infer<typeof Click>): PlatformEvent[] {
  const sid = click.sms_sid ?? click.message_sid ?? null;
  if (sid === null || !click.to) return [];
  const at = click.click_time ? Date.parse(click.click_time) : Number.NaN;
  const when = Number.isNaN(at) ? null : new Date(at).toISOString();
  return [{ ...blank(`${sid}:click:${when ?? ""}:${sha256(click.link ?? "").slice(0, 12)}`, "smsClicked", click.to), at: when, messageId: sid, url: click.link ?? null, bot: isbot(click.user_agent ?? "") }];
}

/** A carrier's receipt has its date as YYMMDDhhmm. */
function receipt(value: string | null): string | null {
  const [, year, month, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(value ?? "") ?? [];
  const at = Date.parse(`20${year}-${month}-${day}T${hour}:${minute}:00Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
