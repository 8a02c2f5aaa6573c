// What shoppers and merchants can be made to do by POST /sandbox/control, for tests in other
// processes. The sandbox's own pages call the functions behind it.
import { z } from "zod";
import { setConsent } from "./consent.ts";
import { createCustomer, deleteCustomer, mergeCustomers, redactCustomer, requestData, updateCustomer } from "./customers.ts";
import { runAction, runStart, useTrigger } from "./flow.ts";
import { gid } from "./gid.ts";
import { changeScopes, changeShop, uninstall } from "./life.ts";
import { cancelOrder, deleteOrder, editOrder, placeOrder, refundOrder } from "./orders.ts";
import { createProduct, deleteProduct, updateProduct } from "./products.ts";
import { found } from "./refusal.ts";
import { createSegment, deleteSegment, updateSegment } from "./segments.ts";
import type { Shop } from "./shop.ts";
import { addTags, removeTags } from "./tags.ts";

const Id = z.number().int().positive();
const Line = z.object({ variantId: Id.exactOptional(), productId: Id.exactOptional(), title: z.string().exactOptional(), price: z.number().int().exactOptional(), quantity: z.number() });
const Consent = z.object({ state: z.enum(["NOT_SUBSCRIBED", "PENDING", "SUBSCRIBED", "UNSUBSCRIBED"]), level: z.enum(["SINGLE_OPT_IN", "CONFIRMED_OPT_IN", "UNKNOWN"]).nullable().exactOptional(), at: z.number().nullable().exactOptional() });
const Person = z.object({ firstName: z.string().nullable().exactOptional(), lastName: z.string().nullable().exactOptional(), email: z.string().nullable().exactOptional(), phone: z.string().nullable().exactOptional(), note: z.string().nullable().exactOptional(), locale: z.string().exactOptional(), tags: z.array(z.string()).exactOptional(), smsConsent: Consent.exactOptional(), emailConsent: Consent.exactOptional() });
const Article = z.object({ title: z.string().exactOptional(), vendor: z.string().exactOptional(), productType: z.string().exactOptional(), tags: z.array(z.string()).exactOptional(), price: z.number().int().exactOptional(), stock: z.number().int().exactOptional(), status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]).exactOptional() });
const Tags = z.object({ customerId: Id, tags: z.array(z.string()) });

export const Act = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("placeOrder"), customerId: Id.exactOptional(), email: z.string().exactOptional(), phone: z.string().exactOptional(), firstName: z.string().exactOptional(), lastName: z.string().exactOptional(),
    lines: z.array(Line), discount: z.object({ code: z.string(), percent: z.number() }).exactOptional(), shipping: z.number().int().exactOptional(), test: z.boolean().exactOptional(), paid: z.boolean().exactOptional(), acceptsMarketing: z.boolean().exactOptional(), processedAt: z.number().exactOptional(), tags: z.array(z.string()).exactOptional(),
  }),
  z.object({ act: z.literal("editOrder"), orderId: Id, add: z.array(Line).exactOptional(), remove: z.array(z.object({ lineId: Id, quantity: z.number() })).exactOptional() }),
  z.object({ act: z.literal("refundOrder"), orderId: Id, lines: z.array(z.object({ lineId: Id, quantity: z.number() })).exactOptional(), amount: z.number().int().exactOptional(), note: z.string().exactOptional(), processedAt: z.number().exactOptional() }),
  z.object({ act: z.literal("cancelOrder"), orderId: Id, reason: z.enum(["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF"]).exactOptional(), refund: z.boolean().exactOptional() }),
  z.object({ act: z.literal("deleteOrder"), orderId: Id }),
  Person.extend({ act: z.literal("createCustomer") }),
  Person.extend({ act: z.literal("updateCustomer"), customerId: Id }),
  z.object({ act: z.literal("deleteCustomer"), customerId: Id }),
  z.object({ act: z.literal("mergeCustomers"), keptId: Id, goneId: Id }),
  z.object({ act: z.literal("requestData"), customerId: Id }),
  z.object({ act: z.literal("redactCustomer"), customerId: Id }),
  Consent.extend({ act: z.literal("setConsent"), customerId: Id, channel: z.enum(["sms", "email"]) }),
  Tags.extend({ act: z.literal("addTags") }),
  Tags.extend({ act: z.literal("removeTags") }),
  Article.extend({ act: z.literal("createProduct"), title: z.string() }),
  Article.extend({ act: z.literal("updateProduct"), productId: Id }),
  z.object({ act: z.literal("deleteProduct"), productId: Id }),
  z.object({ act: z.literal("createSegment"), name: z.string(), query: z.string() }),
  z.object({ act: z.literal("updateSegment"), segmentId: Id, name: z.string().optional(), query: z.string().optional() }),
  z.object({ act: z.literal("deleteSegment"), segmentId: Id }),
  z.object({ act: z.literal("startFlow"), customerId: Id, flow: z.string(), run: z.string().optional() }),
  z.object({ act: z.literal("runFlowAction"), customerId: Id, list: z.string(), run: z.string().optional() }),
  z.object({ act: z.literal("useFlowTrigger"), handle: z.string(), enabled: z.boolean() }),
  z.object({ act: z.literal("uninstall") }),
  z.object({ act: z.literal("changeScopes"), scopes: z.array(z.string()) }),
  z.object({ act: z.literal("changeShop"), name: z.string().exactOptional(), timeZone: z.string().exactOptional(), email: z.string().exactOptional() }),
]);
export type Act = z.infer<typeof Act>;

/** Returns the record it left behind. Throws a Refusal where Shopify would refuse. */
export function perform(shop: Shop, what: Act): unknown {
  const customer = (id: number) => found(shop.tables.Customer.get(id), "Customer");
  const order = (id: number) => found(shop.tables.Order.get(id), "Order");
  const product = (id: number) => found(shop.tables.Product.get(id), "Product");
  switch (what.act) {
    case "placeOrder": return placeOrder(shop, what);
    case "editOrder": return editOrder(shop, order(what.orderId), what);
    case "refundOrder": return refundOrder(shop, order(what.orderId), what);
    case "cancelOrder": return cancelOrder(shop, order(what.orderId), what);
    case "deleteOrder": return deleteOrder(shop, order(what.orderId));
    case "createCustomer": return createCustomer(shop, what);
    case "updateCustomer": return updateCustomer(shop, customer(what.customerId), what);
    case "deleteCustomer": return deleteCustomer(shop, customer(what.customerId));
    case "mergeCustomers": return mergeCustomers(shop, customer(what.keptId), customer(what.goneId));
    case "requestData": return requestData(shop, customer(what.customerId));
    case "redactCustomer": return redactCustomer(shop, customer(what.customerId));
    case "setConsent": return setConsent(shop, customer(what.customerId), what.channel, what);
    case "addTags": return addTags(shop, customer(what.customerId), what.tags);
    case "removeTags": return removeTags(shop, customer(what.customerId), what.tags);
    case "createProduct": return createProduct(shop, what);
    case "updateProduct": return updateProduct(shop, product(what.productId), what);
    case "deleteProduct": return deleteProduct(shop, product(what.productId));
    case "createSegment": return createSegment(shop, what.name, what.query);
    case "updateSegment": return updateSegment(shop, found(shop.tables.Segment.get(what.segmentId), "Segment"), what);
    case "deleteSegment": return deleteSegment(shop, gid("Segment", what.segmentId));
    case "runFlowAction": return runAction(shop, what);
    case "startFlow": return runStart(shop, what);
    case "useFlowTrigger": return useTrigger(shop, what.handle, what.enabled);
    case "uninstall": return uninstall(shop);
    case "changeScopes": return changeScopes(shop, what.scopes);
    case "changeShop": return changeShop(shop, what);
    default: return what satisfies never;
  }
}
