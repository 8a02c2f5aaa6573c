// What a person does by hand on the sandbox's pages: as a shopper or as the merchant. A form names its
// act; what Shopify would refuse comes back as a sentence.
import { z } from "zod";
import { setConsent } from "#sandbox/shopify/consent.ts";
import { redactCustomer, requestData } from "#sandbox/shopify/customers.ts";
import { redeem } from "#sandbox/shopify/discounts.ts";
import { cancelOrder, deleteOrder, editOrder, placeOrder, refundOrder } from "#sandbox/shopify/orders.ts";
import type { Customer, Order } from "#sandbox/shopify/records.ts";
import { found, Refusal } from "#sandbox/shopify/refusal.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { addTags, removeTags } from "#sandbox/shopify/tags.ts";

const Whole = z.coerce.number().int();
const Form = z.discriminatedUnion("act", [
  z.object({ act: z.literal("addTag"), tag: z.string().trim().min(1, "Write a tag first.") }),
  z.object({ act: z.literal("removeTag"), tag: z.string() }),
  z.object({ act: z.literal("consent"), channel: z.enum(["sms", "email"]), state: z.enum(["SUBSCRIBED", "UNSUBSCRIBED"]) }),
  z.object({ act: z.literal("place"), quantities: z.record(z.string(), Whole), discount: Whole.min(0).max(100), code: z.string() }),
  z.object({ act: z.literal("refund"), order: Whole }),
  z.object({ act: z.literal("refundLine"), order: Whole, line: Whole }),
  z.object({ act: z.literal("removeLine"), order: Whole, line: Whole }),
  z.object({ act: z.literal("cancel"), order: Whole }),
  z.object({ act: z.literal("delete"), order: Whole }),
  z.object({ act: z.literal("requestData") }),
  z.object({ act: z.literal("erase") }),
]);
type Form = z.infer<typeof Form>;

export type Done = { note: string } | { problem: string };

export async function act(shop: Shop, customer: Customer, request: Request): Promise<Done> {
  const form = Form.safeParse(read(await request.formData()));
  if (!form.success) return { problem: form.error.issues[0]?.message ?? "The form could not be read." };
  try {
    return { note: perform(shop, customer, form.data) };
  } catch (refusal) {
    if (refusal instanceof Refusal) return { problem: refusal.message };
    throw refusal;
  }
}

/** Fields named "quantity:<product>" become quantities; empty ones are left out. */
function read(data: FormData): Record<string, unknown> {
  const fields = [...data].filter((field): field is [string, string] => typeof field[1] === "string");
  const quantities = fields.flatMap(([name, value]) => (name.startsWith("quantity:") && Number(value) > 0 ? [[name.slice("quantity:".length), value]] : []));
  return { discount: 0, code: "", ...Object.fromEntries(fields), quantities: Object.fromEntries(quantities) };
}

function perform(shop: Shop, customer: Customer, form: Form): string {
  switch (form.act) {
    case "addTag":
      return addTags(shop, customer, [form.tag]).length > 0 ? `Tag ${form.tag} added.` : `${form.tag} was there already.`;
    case "removeTag":
      removeTags(shop, customer, [form.tag]);
      return `Tag ${form.tag} removed.`;
    case "consent":
      setConsent(shop, customer, form.channel, { state: form.state, level: "SINGLE_OPT_IN", from: "SHOPIFY" });
      return "Marketing consent changed.";
    case "place":
      return `Order #${place(shop, customer, form).number} placed.`;
    case "refund":
      refundOrder(shop, orderOf(shop, customer, form.order));
      return "Order refunded.";
    case "refundLine":
      refundOrder(shop, orderOf(shop, customer, form.order), { lines: [{ lineId: form.line, quantity: 1 }] });
      return "One item refunded.";
    case "removeLine":
      editOrder(shop, orderOf(shop, customer, form.order), { remove: [{ lineId: form.line, quantity: 1 }] });
      return "One item taken out of the order.";
    case "cancel":
      cancelOrder(shop, orderOf(shop, customer, form.order));
      return "Order cancelled and refunded.";
    case "delete":
      deleteOrder(shop, orderOf(shop, customer, form.order));
      return "Order deleted.";
    case "requestData":
      requestData(shop, customer);
      return "Data request sent to apps.";
    case "erase":
      redactCustomer(shop, customer);
      return "Personal data erased here; apps are told after Shopify’s waiting time.";
    default:
      return form satisfies never;
  }
}

function place(shop: Shop, customer: Customer, { quantities, discount, code }: Extract<Form, { act: "place" }>): Order {
  const lines = Object.entries(quantities).map(([product, quantity]) => ({ productId: Number(product), quantity }));
  if (lines.length === 0) throw new Refusal("Choose at least one item.");
  const subtotal = lines.reduce((sum, { productId, quantity }) => sum + quantity * (shop.tables.Product.get(productId)?.variants[0]?.price ?? 0), 0);
  const given = code.trim() !== "" ? redeem(shop, customer, code, subtotal) : null;
  const taken = given ?? (discount > 0 ? { code: code || "SAVE", percent: discount } : null);
  return placeOrder(shop, { customerId: customer.id, lines, ...(taken ? { discount: taken } : {}) });
}

function orderOf(shop: Shop, customer: Customer, id: number): Order {
  const order = found(shop.tables.Order.get(id), "Order");
  return found(order.customerId === customer.id ? order : undefined, "Order");
}
