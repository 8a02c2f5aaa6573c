// What Attentive's webhooks say. They carry no id and no signed time: the digest of the body is the id. Fields come blank,
// null, as numbers and as texts, so the envelope is read first and the rest as far as it goes.
import { isbot } from "isbot";
import { z } from "zod";
import { parseJson } from "../../lib/json.ts";
import type { PlatformEvent, PlatformEventKind, Webhooks } from "../adapter.ts";
import { isStop } from "../stop.ts";
import { hmac, isSigned, sha256 } from "../signature.ts";
import { header } from "../step.ts";

const KINDS: Readonly<Record<string, PlatformEventKind>> = {
  "sms.subscribed": "smsOptedIn",
  "sms.unsubscribed": "smsOptedOut",
  "sms.sent": "smsSent",
  "sms.message_link_click": "smsClicked",
  "sms.inbound_message": "smsReplied",
  "email.subscribed": "emailOptedIn",
  "email.unsubscribed": "emailOptedOut",
  "email.sent": "emailReceived",
  "email.opened": "emailOpened",
  "email.message_link_click": "emailClicked",
};

const text = z.union([z.string(), z.number()]).transform((value) => (value === "" ? null : String(value))).nullish().catch(null);

const Envelope = z.object({
  type: z.string().min(1),
  timestamp: z.coerce.number().int().positive().nullish().catch(null),
  company: z.object({ company_id: text }).nullish().catch(null),
  subscriber: z.object({ external_id: text, phone: text, email: text }).nullish().catch(null),
  message: z.object({ id: text, name: text, text }).nullish().catch(null),
  link: z.object({ url: text }).nullish().catch(null),
  subscription: z.object({ type: text }).nullish().catch(null),
  user_agent: text,
});

export const webhooks: Webhooks = {
  verify: ({ body, headers }, secrets) => isSigned(header(headers, "x-attentive-hmac-sha256"), secrets, (secret) => hmac("sha256", secret, [body], "hex")),
  accountOf: (body) => Envelope.safeParse(parseJson(body)).data?.company?.company_id ?? null,
  read: (body) => {
    const envelope = Envelope.safeParse(parseJson(body));
    if (!envelope.success) return null;
    const at = instant(envelope.data.timestamp);
    const events = eventsOf(envelope.data, sha256(body), at);
    return { events, unknown: events.length === 0 && !isOther(envelope.data) ? 1 : 0, at };
  },
};

/** Understood, and nothing to us: consent to messages about an order is not consent to marketing. */
const isOther = ({ type, subscription }: z.infer<typeof Envelope>) => KINDS[type] !== undefined && isTransactional(subscription?.type ?? null);
const isTransactional = (type: string | null) => type !== null && type !== "MARKETING";

function eventsOf(envelope: z.infer<typeof Envelope>, digest: string, at: string | null): PlatformEvent[] {
  const { type, subscriber, message, link, subscription, user_agent } = envelope;
  const kind = KINDS[type];
  if (kind === undefined || !subscriber || !(subscriber.external_id ?? subscriber.phone ?? subscriber.email)) return [];
  if (/OptedIn$|OptedOut$/.test(kind) && isTransactional(subscription?.type ?? null)) return [];
  const event: PlatformEvent = {
    key: digest, kind, at,
    person: { platformId: subscriber.external_id ?? null, phone: subscriber.phone ?? null, email: subscriber.email ?? null },
    messageId: message?.id ?? null,
    campaign: message?.name ?? null,
    url: link?.url ?? null,
    text: kind === "smsReplied" ? (message?.text ?? null) : null,
    errorCode: null,
    bot: isbot(user_agent ?? ""),
  };
  // Whether a bare STOP is always told as an opt-out too is not known. Twice is once.
  return kind === "smsReplied" && isStop(message?.text ?? "") ? [event, { ...event, key: `${digest}:stop`, kind: "smsOptedOut", text: null }] : [event];
}

const instant = (ms: number | null | undefined) => (ms && ms < 8.64e15 ? new Date(ms).toISOString() : null);
