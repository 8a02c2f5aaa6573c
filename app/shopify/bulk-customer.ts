// A customer as a bulk export writes them: the whole description.
import { z } from "zod";
import { type CustomerFact, sortTags } from "../customers/fact.ts";
import { toMinor } from "../lib/money.ts";
import type { Reading } from "./bulk-lines.ts";
import { metafieldAlias } from "./bulk-queries.ts";
import { consentState } from "./payloads/consent.ts";
import { phoneParts } from "./phone.ts";
import { Code, Digits, Flag, PlainAmount, Stamp, Tags, Text } from "./values.ts";

export const CustomerNode = z.object({
  id: Digits,
  createdAt: Stamp,
  updatedAt: Stamp,
  firstName: Text,
  lastName: Text,
  locale: Text,
  state: Code,
  tags: Tags,
  note: Text,
  verifiedEmail: Flag,
  taxExempt: Flag,
  dataSaleOptOut: Flag,
  numberOfOrders: z.coerce.number().int().nullish(),
  amountSpent: z.object({ amount: PlainAmount, currencyCode: z.string() }).nullish(),
  productSubscriberStatus: Code,
  statistics: z.object({ predictedSpendTier: Code, rfmGroup: Code }).nullish(),
  defaultEmailAddress: z.object({ emailAddress: Text, marketingState: Code, marketingOptInLevel: Code, marketingUpdatedAt: Stamp.nullish() }).nullish(),
  defaultPhoneNumber: z.object({
    phoneNumber: Text,
    smsMarketingConsent: z.object({ state: Code, optInLevel: Code, updatedAt: Stamp.nullish(), collectedFrom: Code }).nullish(),
  }).nullish(),
  defaultAddress: z.object({
    city: Text, provinceCode: Code, countryCodeV2: Code, zip: Text, timeZone: Text, latitude: z.number().nullish(), longitude: z.number().nullish(),
  }).nullish(),
  companyContactProfiles: z.array(z.object({ company: z.object({ name: z.string() }).nullish() })).nullish(),
});

export function customerFact(node: z.infer<typeof CustomerNode>, raw: unknown, reading: Reading): CustomerFact {
  const address = node.defaultAddress;
  const sms = node.defaultPhoneNumber?.smsMarketingConsent;
  const smsState = consentState(sms?.state);
  const email = node.defaultEmailAddress;
  const emailState = consentState(email?.marketingState);
  const metafields = metafieldsOf(raw, reading);
  return {
    customerId: node.id,
    updatedAt: node.updatedAt,
    createdAt: node.createdAt,
    firstName: node.firstName,
    lastName: node.lastName,
    email: email?.emailAddress ?? null,
    ...phoneParts(node.defaultPhoneNumber?.phoneNumber ?? null),
    state: node.state,
    note: node.note,
    verifiedEmail: node.verifiedEmail,
    taxExempt: node.taxExempt,
    city: address?.city ?? null,
    provinceCode: address?.provinceCode ?? null,
    countryCode: address?.countryCodeV2 ?? null,
    zip: address?.zip ?? null,
    detailedAt: node.updatedAt,
    locale: node.locale,
    dataSaleOptOut: node.dataSaleOptOut,
    companies: [...new Set((node.companyContactProfiles ?? []).flatMap(({ company }) => (company ? [company.name] : [])))].sort(),
    timeZone: address?.timeZone ?? null,
    latitude: address?.latitude ?? null,
    longitude: address?.longitude ?? null,
    subscriberStatus: node.productSubscriberStatus,
    rfmGroup: node.statistics?.rfmGroup ?? null,
    spendTier: node.statistics?.predictedSpendTier ?? null,
    metafields,
    birthDate: birthDate(metafields, reading.birthDateMetafield),
    tagsAt: node.updatedAt,
    tags: sortTags(node.tags),
    ...(smsState && { smsState, smsOptInLevel: sms?.optInLevel ?? null, smsCollectedFrom: sms?.collectedFrom ?? null, smsUpdatedAt: sms?.updatedAt ?? null, smsPhone: node.defaultPhoneNumber?.phoneNumber ?? null }),
    ...(emailState && { emailState, emailOptInLevel: email?.marketingOptInLevel ?? null, emailUpdatedAt: email?.marketingUpdatedAt ?? null }),
    shopifyCountedAt: reading.startedAt,
    shopifyOrderCount: node.numberOfOrders ?? null,
    shopifySpentMinor: node.amountSpent ? toMinor(node.amountSpent.amount, node.amountSpent.currencyCode) : null,
  };
}

const Metafield = z.object({ type: z.string(), value: z.string() });

function metafieldsOf(raw: unknown, { metafields }: Reading): Record<string, { type: string; value: string }> {
  const aliases = z.record(z.string(), z.unknown()).parse(raw);
  return Object.fromEntries(metafields.flatMap((name) => {
    const read = Metafield.safeParse(aliases[metafieldAlias(name)]);
    return read.success ? [[name, { type: read.data.type, value: read.data.value }]] : [];
  }));
}

/** A date that exists, or null: never guessed. */
function birthDate(metafields: Record<string, { value: string }>, name: string | null): string | null {
  const [, day] = /^(\d{4}-\d\d-\d\d)(T.*)?$/.exec((name && metafields[name]?.value) || "") ?? [];
  if (!day) return null;
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null;
}
