// What Klaviyo's system webhooks say. Their topics are told from the person's side: received_sms is a text of the
// merchant's that arrived, sent_sms is what the person wrote back. The signature is over the body and the timestamp
// header, whose clock is known to be hours wrong: it is never read as a time. A person is a profile id alone.
import { isbot } from "isbot";
import { z } from "zod";
import { parseJson } from "../../lib/json.ts";
import type { PlatformEvent, PlatformEventKind, Webhooks } from "../adapter.ts";
import { hmac, isSigned } from "../signature.ts";
import { header } from "../step.ts";

export const KINDS: Readonly<Record<string, PlatformEventKind>> = {
  "event:klaviyo.received_sms": "smsDelivered",
  "event:klaviyo.failed_to_deliver_sms": "smsFailed",
  "event:klaviyo.clicked_sms": "smsClicked",
  "event:klaviyo.sent_sms": "smsReplied",
  "event:klaviyo.subscribed_to_sms_marketing": "smsOptedIn",
  "event:klaviyo.unsubscribed_from_sms_marketing": "smsOptedOut",
  "event:klaviyo.received_email": "emailReceived",
  "event:klaviyo.opened_email": "emailOpened",
  "event:klaviyo.clicked_email": "emailClicked",
  "event:klaviyo.bounced_email": "emailBounced",
  "event:klaviyo.marked_email_as_spam": "emailMarkedSpam",
  "event:klaviyo.subscribed_to_email_marketing": "emailOptedIn",
  "event:klaviyo.unsubscribed_from_email_marketing": "emailOptedOut",
};

const text = z.union([z.string(), z.number()]).transform(String).nullish().catch(null);

const Envelope = z.object({
  meta: z.object({ timestamp: text, klaviyo_account_id: text, klaviyo_webhook_id: text }).nullish(),
  data: z.array(z.unknown()),
});

const Item = z.object({
  topic: z.string(),
  external_id: text,
  payload: z.object({
    data: z.object({
      id: text,
      attributes: z.object({ datetime: text, timestamp: z.number().nullish().catch(null), event_properties: z.record(z.string(), z.unknown()).nullish() }).nullish(),
      relationships: z.object({ profile: z.object({ data: z.object({ id: z.string() }).nullish() }).nullish() }).nullish(),
    }),
  }),
});

export const webhooks: Webhooks = {
  verify: ({ body, headers }, secrets) => {
    const timestamp = header(headers, "klaviyo-timestamp");
    const webhookId = header(headers, "klaviyo-webhook-id");
    if (timestamp === null) return false;
    // The header is not signed; what it names is, in the body.
    const named = Envelope.safeParse(parseJson(new TextDecoder().decode(body))).data?.meta?.klaviyo_webhook_id ?? null;
    if (webhookId !== null && named !== null && webhookId !== named) return false;
    return isSigned(header(headers, "klaviyo-signature"), secrets, (secret) => hmac("sha256", secret, [body, timestamp], "hex"));
  },
  accountOf: (body) => Envelope.safeParse(parseJson(body)).data?.meta?.klaviyo_account_id ?? null,
  read: (body) => {
    const envelope = Envelope.safeParse(parseJson(body));
    if (!envelope.success) return null;
    const events = envelope.data.data.map(eventOf).filter((event) => event !== null);
    return { events, unknown: envelope.data.data.length - events.length, at: instant(envelope.data.meta?.timestamp ?? null) };
  },
};

function eventOf(value: unknown): PlatformEvent | null {
  const item = Item.safeParse(value);
  const kind = item.success ? KINDS[item.data.topic] : undefined;
  if (!item.success || kind === undefined) return null;
  const { id, attributes, relationships } = item.data.payload.data;
  const key = item.data.external_id ?? id;
  const profile = relationships?.profile?.data?.id;
  if (!key || !profile) return null;
  const properties = attributes?.event_properties ?? {};
  const word = (...names: string[]) => names.map((name) => properties[name]).find((found): found is string => typeof found === "string" && found !== "") ?? null;
  return {
    key, kind,
    at: instant(attributes?.datetime ?? null) ?? (attributes?.timestamp ? new Date(attributes.timestamp * 1000).toISOString() : null),
    person: { platformId: profile, phone: null, email: null },
    messageId: word("$message", "Message ID", "message_id"),
    campaign: word("Campaign Name", "Message Name", "campaign_name"),
    url: word("URL", "url", "link"),
    text: kind === "smsReplied" ? word("Message Body", "Body", "message_body", "body") : null,
    errorCode: kind === "smsFailed" ? word("Failure Reason", "failure_reason", "error_code") : null,
    bot: properties["Bot Click"] === true || properties["bot_click"] === true || isbot(word("User Agent", "user_agent", "$user_agent") ?? ""),
  };
}

/** With its zone, in UTC; null where it is no instant. */
function instant(value: string | null): string | null {
  const at = value === null ? Number.NaN : Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
