// The root fields of a mutation. A Refusal becomes userErrors; GraphQLErrors are for what Shopify
// answers at the top.
import { GraphQLError } from "graphql";
import { cancelBulk, startBulkMutation, startBulkQuery } from "./bulk.ts";
import { setConsent } from "./consent.ts";
import type { Channel } from "./consent.ts";
import { createCustomer, deleteCustomer, mergeCustomers, updateCustomer } from "./customers.ts";
import type { CustomerInput } from "./customers.ts";
import { addCodes, codesInput, createDiscount, discountInput, endDiscount } from "./discounts.ts";
import { fieldsOf, text } from "./fields.ts";
import type { Args } from "./fields.ts";
import { receiveTrigger } from "./flow.ts";
import { kindOf, numberOf } from "./gid.ts";
import { uninstall } from "./life.ts";
import { setMetafields } from "./metafields.ts";
import type { MetafieldInput } from "./metafields.ts";
import { nodeOf } from "./queries.ts";
import type { ConsentState, Customer, OptInLevel } from "./records.ts";
import { found, Refusal } from "./refusal.ts";
import { createSegment, deleteSegment, segmentOf, updateSegment } from "./segments.ts";
import type { Shop } from "./shop.ts";
import { addTags, removeTags, splitTags } from "./tags.ts";
import type { Tagged } from "./tags.ts";
import { stageUploads } from "./uploads.ts";

/** The payload, or the payload's fields as null and the refusal's userErrors. */
function answer(empty: Record<string, null>, work: () => Record<string, unknown>): Record<string, unknown> {
  try {
    return { ...work(), userErrors: [] };
  } catch (problem) {
    if (problem instanceof Refusal) return { ...empty, userErrors: problem.errors };
    throw problem;
  }
}

export const MUTATION_FIELDS = fieldsOf<unknown>({
  tagsAdd: (_, args, shop) => changeTags(shop, args, addTags),
  tagsRemove: (_, args, shop) => changeTags(shop, args, removeTags),
  customerCreate: (_, args, shop) => answer({ customer: null }, () => ({ customer: createCustomer(shop, customerInput(args)) })),
  customerUpdate: (_, args, shop) =>
    answer({ customer: null }, () => {
      const input = objectIn(args, "input");
      if (input.smsMarketingConsent || input.emailMarketingConsent) throw new Refusal("To update marketing consent, please use the customerSmsMarketingConsentUpdate or customerEmailMarketingConsentUpdate Mutation instead", ["input"]);
      return { customer: updateCustomer(shop, customerOf(shop, input.id), customerInput(args)) };
    }),
  customerDelete: (_, args, shop) =>
    answer({ deletedCustomerId: null }, () => {
      const { id } = objectIn(args, "input");
      deleteCustomer(shop, customerOf(shop, id));
      return { deletedCustomerId: id, shop };
    }),
  customerMerge: (_, args, shop) =>
    answer({ resultingCustomerId: null, job: null }, () => {
      const kept = mergeCustomers(shop, customerOf(shop, args.customerOneId), customerOf(shop, args.customerTwoId));
      return { resultingCustomerId: `gid://shopify/Customer/${kept.id}`, job: null };
    }),
  customerSmsMarketingConsentUpdate: (_, args, shop) => changeConsent(shop, args, "sms"),
  customerEmailMarketingConsentUpdate: (_, args, shop) => changeConsent(shop, args, "email"),
  metafieldsSet: (_, args, shop) => answer({ metafields: null }, () => ({ metafields: setMetafields(shop, args.metafields as MetafieldInput[]) })),
  bulkOperationRunQuery: (_, args, shop) => answer({ bulkOperation: null }, () => ({ bulkOperation: startBulkQuery(shop, text(args, "query") ?? "", args.groupObjects === true) })),
  bulkOperationRunMutation: (_, args, shop) =>
    answer({ bulkOperation: null }, () => ({ bulkOperation: startBulkMutation(shop, text(args, "mutation") ?? "", text(args, "stagedUploadPath") ?? "") })),
  bulkOperationCancel: (_, args, shop) =>
    answer({ bulkOperation: null }, () => ({ bulkOperation: cancelBulk(shop, found(shop.tables.BulkOperation.get(numberOf(text(args, "id") ?? "") ?? -1), "Bulk operation")) })),
  stagedUploadsCreate: (_, args, shop) => answer({ stagedTargets: null }, () => ({ stagedTargets: stageUploads(shop, args.input as { filename: string }[]) })),
  segmentCreate: (_, args, shop) => answer({ segment: null }, () => ({ segment: createSegment(shop, text(args, "name") ?? "", text(args, "query") ?? "") })),
  segmentUpdate: (_, args, shop) => answer({ segment: null }, () => ({ segment: updateSegment(shop, found(segmentOf(shop, args.id), "Segment"), { name: text(args, "name"), query: text(args, "query") }) })),
  segmentDelete: (_, args, shop) => answer({ deletedSegmentId: null }, () => ({ deletedSegmentId: deleteSegment(shop, args.id) })),
  discountCodeBasicCreate: (_, args, shop) => answer({ codeDiscountNode: null }, () => ({ codeDiscountNode: createDiscount(shop, discountInput(args, "basicCodeDiscount"), "basicCodeDiscount") })),
  discountCodeFreeShippingCreate: (_, args, shop) => answer({ codeDiscountNode: null }, () => ({ codeDiscountNode: createDiscount(shop, discountInput(args, "freeShippingCodeDiscount"), "freeShippingCodeDiscount") })),
  discountRedeemCodeBulkAdd: (_, args, shop) => answer({ bulkCreation: null }, () => ({ bulkCreation: addCodes(shop, args.discountId, codesInput(args)) })),
  discountCodeDeactivate: (_, args, shop) => answer({ codeDiscountNode: null }, () => ({ codeDiscountNode: endDiscount(shop, args.id) })),
  flowTriggerReceive: (_, args, shop) => answer({}, () => (receiveTrigger(shop, args.handle, args.payload), {})),
  appUninstall: (_, __, shop) =>
    answer({ app: null }, () => {
      uninstall(shop);
      return { app: null };
    }),
});

function objectIn(args: Args, name: string): Record<string, unknown> {
  const value = args[name];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

const customerOf = (shop: Shop, id: unknown): Customer => found(shop.tables.Customer.get(numberOf(String(id), "Customer") ?? -1), "Customer");

/** graphql-js has held the input against the schema; what is left is to put it into our words. */
function customerInput(args: Args): CustomerInput {
  const { smsMarketingConsent: sms, emailMarketingConsent: email, addresses, ...input } = objectIn(args, "input");
  if (addresses) throw new GraphQLError("The sandbox takes no addresses through customerCreate or customerUpdate.");
  return { ...(input as CustomerInput), ...(sms ? { smsConsent: consentIn(sms) } : {}), ...(email ? { emailConsent: consentIn(email) } : {}) };
}

function consentIn(input: unknown) {
  const { marketingState, marketingOptInLevel, consentUpdatedAt } = input as { marketingState: ConsentState; marketingOptInLevel?: OptInLevel | null; consentUpdatedAt?: string | null };
  return { state: marketingState, level: marketingOptInLevel ?? null, at: consentUpdatedAt ? Date.parse(consentUpdatedAt) : null };
}

function changeConsent(shop: Shop, args: Args, channel: Channel): Record<string, unknown> {
  const input = objectIn(args, "input");
  const change = consentIn(channel === "sms" ? input.smsMarketingConsent : input.emailMarketingConsent);
  if (!["SUBSCRIBED", "UNSUBSCRIBED", "PENDING"].includes(change.state)) throw new GraphQLError(`Cannot specify ${change.state} as a marketing state input`, { extensions: { code: "INVALID" } });
  return answer({ customer: null }, () => {
    const customer = shop.tables.Customer.get(numberOf(String(input.customerId), "Customer") ?? -1);
    if (!customer) throw new Refusal("Customer not found", ["input", "customerId"]);
    setConsent(shop, customer, channel, change);
    return { customer };
  });
}

function changeTags(shop: Shop, args: Args, act: (shop: Shop, record: Tagged, tags: readonly string[]) => string[]): Record<string, unknown> {
  return answer({ node: null }, () => {
    const id = text(args, "id") ?? "";
    const kind = kindOf(id);
    const node = kind === "Customer" || kind === "Order" || kind === "Product" ? nodeOf(shop, id) : null;
    const record = found(node as Tagged | null, kind ?? "Node");
    const tags = Array.isArray(args.tags) ? args.tags.map(String) : [];
    if (splitTags(tags).includes(MAGIC_TAG)) throw new Refusal("The sandbox refuses this tag, as it was asked to", ["tags"]);
    act(shop, record, tags);
    return { node: record };
  });
}

/** A tag no shop has: adding it is always refused, so that a refusal can be seen on demand. */
export const MAGIC_TAG = "sandbox:refuse";
