// What webhooks say of customers. Since API 2025-01 customers/create and update carry no tags, no
// consent and no counts: those have topics of their own.
import { z } from "zod";
import type { CustomerFact, Facts, TagChangeFact } from "../../customers/fact.ts";
import { toMinor } from "../../lib/money.ts";
import { phoneParts } from "../phone.ts";
import { Code, Digits, Flag, PlainAmount, Stamp, Text } from "../values.ts";

const Address = z.object({ city: Text, province_code: Code, country_code: Code, zip: Text }).nullish();

const Described = z.object({
  admin_graphql_api_id: Digits.optional(),
  id: Digits,
  created_at: Stamp.nullish(),
  updated_at: Stamp.nullish(),
  first_name: Text,
  last_name: Text,
  email: Text,
  phone: Text,
  state: Code,
  note: Text,
  verified_email: Flag,
  tax_exempt: Flag,
  default_address: Address,
});

export const Customer = Described.transform((customer): CustomerFact => {
  const { default_address: address } = customer;
  const customerId = customer.admin_graphql_api_id ?? customer.id;
  // Inside an order it may come without its instant; then it only says that the customer exists.
  if (!customer.updated_at) return { customerId };
  return {
    customerId,
    updatedAt: customer.updated_at,
    createdAt: customer.created_at ?? null,
    firstName: customer.first_name,
    lastName: customer.last_name,
    email: customer.email,
    ...phoneParts(customer.phone),
    state: customer.state,
    note: customer.note,
    verifiedEmail: customer.verified_email,
    taxExempt: customer.tax_exempt,
    city: address?.city ?? null,
    provinceCode: address?.province_code ?? null,
    countryCode: address?.country_code ?? null,
    zip: address?.zip ?? null,
  };
});

export const CustomerWritten = Customer.transform((customer): Partial<Facts> => ({ customers: [customer] }));

export const customerDeleted = (at: string) =>
  z.object({ admin_graphql_api_id: Digits.optional(), id: Digits }).transform(
    (payload): Partial<Facts> => ({ gone: [{ customerId: payload.admin_graphql_api_id ?? payload.id, mergedInto: null, at }] }));

/** A merge that failed or still runs says nothing. */
export const customersMerged = (at: string) =>
  z.object({
    admin_graphql_api_customer_kept_id: Digits,
    admin_graphql_api_customer_deleted_id: Digits,
    status: z.string().nullish(),
  }).transform((payload): Partial<Facts> => {
    if (payload.status && payload.status.toLowerCase() !== "completed") return {};
    const kept = payload.admin_graphql_api_customer_kept_id;
    return { gone: [{ customerId: payload.admin_graphql_api_customer_deleted_id, mergedInto: kept, at }], customers: [{ customerId: kept }] };
  });

export const tagsChanged = (present: boolean) =>
  z.object({ customerId: Digits, tags: z.array(z.string()), occurredAt: Stamp }).transform((payload): Partial<Facts> => {
    const { customerId, tags, occurredAt: at } = payload;
    const change: TagChangeFact = { customerId, at, present, tags };
    return { tagChanges: [change] };
  });

export const PurchasingSummary = z.object({
  customerId: Digits,
  numberOfOrders: z.coerce.number().int(),
  amountSpent: z.object({ amount: PlainAmount, currencyCode: z.string() }).nullish(),
  occurredAt: Stamp,
}).transform((payload): Partial<Facts> => ({
  customers: [{
    customerId: payload.customerId,
    shopifyCountedAt: payload.occurredAt,
    shopifyOrderCount: payload.numberOfOrders,
    shopifySpentMinor: payload.amountSpent ? toMinor(payload.amountSpent.amount, payload.amountSpent.currencyCode) : null,
  }],
}));
