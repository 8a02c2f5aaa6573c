// What Postscript's webhooks say. They are not signed: a header repeats a token that Postscript chose for the shop, which
// binds nothing and stops no replay. So nothing costly follows from one alone. Times have no zone and are UTC.
import { z } from "zod";
import { parseJson } from "../../lib/json.ts";
import type { PlatformEvent, PlatformEventKind, Webhooks } from "../adapter.ts";
import { isSigned, sha256 } from "../signature.ts";
import { header } from "../step.ts";
import { isStop } from "../stop.ts";

const KINDS: Readonly<Record<string, PlatformEventKind>> = {
  "shop.incoming_message": "smsReplied",
  "shop.subscriber.opt_in": "smsOptedIn",
  "shop.subscriber.opt_out": "smsOptedOut",
};

const text = z.union([z.string(), z.number()]).transform((value) => (value === "" ? null : String(value))).nullish().catch(null);

const Envelope = z.object({ event: z.string().min(1), event_time: text, resource_id: text, event_data: z.unknown() });

/** Only incoming messages are described; the rest is read as far as it goes. */
const Data = z.object({
  id: text, subscriber_id: text, phone_number: text, from_number: text, email: text, body: text, created_at: text,
  is_opt_out: z.boolean().nullish().catch(null),
});

export const webhooks: Webhooks = {
  verify: ({ headers }, secrets) => isSigned(header(headers, "postscript-signature"), secrets, (secret) => secret),
  accountOf: (body) => Envelope.safeParse(parseJson(body)).data?.resource_id ?? null,
  read: (body) => {
    const envelope = Envelope.safeParse(parseJson(body));
    if (!envelope.success) return null;
    const events = eventsOf(envelope.data, sha256(body));
    return { events, unknown: events.length === 0 ? 1 : 0, at: instant(envelope.data.event_time) };
  },
};

function eventsOf({ event, event_time, event_data }: z.infer<typeof Envelope>, digest: string): PlatformEvent[] {
  const kind = KINDS[event];
  const read = Data.safeParse(event_data);
  if (kind === undefined || !read.success) return [];
  const data = read.data;
  const phone = data.from_number ?? data.phone_number ?? null;
  if (!(data.subscriber_id ?? phone ?? data.email)) return [];
  const key = data.id && kind === "smsReplied" ? `${event}/${data.id}` : digest;
  const it: PlatformEvent = {
    key, kind,
    at: instant(event_time) ?? instant(data.created_at),
    person: { platformId: data.subscriber_id ?? null, phone, email: data.email ?? null },
    messageId: kind === "smsReplied" ? (data.id ?? null) : null,
    campaign: null, url: null,
    text: kind === "smsReplied" ? (data.body ?? null) : null,
    errorCode: null, bot: false,
  };
  const isOptOut = kind === "smsReplied" && (data.is_opt_out === true || isStop(data.body ?? ""));
  // Postscript answers it by itself.
  return isOptOut ? [{ ...it, keyword: "stop" }, { ...it, key: `${key}:stop`, kind: "smsOptedOut", text: null }] : [it];
}

function instant(value: string | null | undefined): string | null {
  if (!value) return null;
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
