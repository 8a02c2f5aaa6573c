// The simulator's own books: what the engine was told by Shopify, read here once more from the same webhooks and files. What a
// webhook told is known once it is understood, what a file told once the file is read.
import { z } from "zod";
import type { Agenda } from "./agenda.ts";
import type { Scene } from "./scene.ts";

const Consent = z.object({ phone: z.string().nullable(), sms_marketing_consent: z.object({ state: z.string(), consent_updated_at: z.coerce.date().nullable() }) });
const Order = z.object({ customer: z.object({ id: z.number() }).nullish(), test: z.boolean(), processed_at: z.coerce.date() });
const Redact = z.object({ customer: z.object({ id: z.number() }) });

export function noteWebhook({ words, erased, orders }: Scene, agenda: Agenda, topic: string, body: string): void {
  if (topic === "customers_marketing_consent/update") {
    const { phone, sms_marketing_consent: { state, consent_updated_at: at } } = Consent.parse(JSON.parse(body));
    if (phone !== null && (state === "subscribed" || state === "unsubscribed")) words.tell(phone, state === "subscribed" ? "yes" : "no", at?.getTime() ?? agenda.ms());
  }
  if (topic === "orders/create") {
    const { customer, test, processed_at: at } = Order.parse(JSON.parse(body));
    if (customer && !test) orders.push({ customer: String(customer.id), at: at.getTime(), knownAt: null });
  }
  if (topic === "customers/redact") {
    const { customer } = Redact.parse(JSON.parse(body));
    for (const one of erased) if (one.customer === String(customer.id)) one.toldAt ??= agenda.ms();
  }
}

const Described = z.object({
  defaultPhoneNumber: z.object({ phoneNumber: z.string(), smsMarketingConsent: z.object({ state: z.string(), updatedAt: z.coerce.date().nullable() }).nullable() }).nullable(),
});
const Bought = z.object({ test: z.boolean(), processedAt: z.coerce.date(), customer: z.object({ id: z.string() }).nullable() });

/** As much of a file as was fetched: a line that broke off is fetched once more. */
export function noteFile(scene: Scene, agenda: Agenda, text: string): void {
  for (const line of text.split("\n").slice(0, -1)) {
    const { id, ...node } = z.looseObject({ id: z.string() }).parse(JSON.parse(line));
    if (id.startsWith("gid://shopify/Customer/")) noteDescribed(scene, agenda, Described.parse(node));
    if (id.startsWith("gid://shopify/Order/")) noteBought(scene, Bought.parse(node));
  }
}

/** A yes was known to whoever asked Shopify since it was said. */
function noteDescribed({ words, unread }: Scene, agenda: Agenda, { defaultPhoneNumber: of }: z.infer<typeof Described>): void {
  if (of?.smsMarketingConsent?.state !== "UNSUBSCRIBED") return;
  unread.push(words.read(of.phoneNumber, "no", of.smsMarketingConsent.updatedAt?.getTime() ?? agenda.ms()));
}

function noteBought({ orders, unread }: Scene, { test, processedAt, customer }: z.infer<typeof Bought>): void {
  if (!customer || test) return;
  const of = { customer: customer.id.slice("gid://shopify/Customer/".length), at: processedAt.getTime(), knownAt: null };
  const order: Scene["orders"][number] = orders.find((each) => each.customer === of.customer && each.at === of.at) ?? of;
  if (order === of) orders.push(of);
  unread.push((now) => void (order.knownAt ??= now));
}
