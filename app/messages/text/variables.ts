// What a text may say of the customer, their order, their cart, picked products, a discount and the shop: every name with
// its kind, an example, and whether it may be missing. A name that is not here cannot be saved. Values come as JSON of
// exactly this shape; a blank word is a missing one.
import { z } from "zod";
import { cut } from "../../lib/whole-text.ts";

export type Kind = "text" | "link" | "number" | "money" | "date" | "list";

/** `mayMiss`: somebody may have none, so the text needs a fallback. */
export type Variable = { kind: Kind; label: string; example: string; mayMiss: boolean };

const about = z.registry<Variable>();

const WORD_MAX = 120;
/** Control signs and marks that turn the direction of writing are no part of a word. */
const word = z.string().transform((value) => cut(value.toWellFormed().replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ").trim(), WORD_MAX));

/** Always known, and never blank. */
const text = (label: string, example: string) => word.refine((value) => value !== "", "must not be blank").register(about, { kind: "text", label, example, mayMiss: false });
const maybeText = (label: string, example: string) =>
  z.union([word, z.null()]).transform((value) => value || null).register(about, { kind: "text", label, example, mayMiss: true });

/** What people wrote of themselves, perhaps somebody else with somebody else's phone: an address in it is no name. */
const ADDRESS = /[/@]|\bwww\.|\p{L}{2,}\.\p{L}{2,}/iu;
const ownWord = (label: string, example: string) =>
  z.union([word, z.null()]).transform((value) => (value && !ADDRESS.test(value) ? value : null)).register(about, { kind: "text", label, example, mayMiss: true });

/** Any number that JSON can hold and a phone can show. */
const number = (label: string, example: string) => z.number().min(-1e12).max(1e12).register(about, { kind: "number", label, example, mayMiss: false });

const Money = z.strictObject({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof Money>;
const money = (label: string, example: string) => z.strictObject(Money.shape).register(about, { kind: "money", label, example, mayMiss: false });

/** Instants; they are told in the zone that rendering is given. */
const Instant = z.iso.datetime({ offset: true });
const date = (label: string, example: string) => z.iso.datetime({ offset: true }).register(about, { kind: "date", label, example, mayMiss: false });
const maybeDate = (label: string, example: string) => z.union([Instant, z.null()]).register(about, { kind: "date", label, example, mayMiss: true });

const Link = z.url({ protocol: /^https$/ });
const link = (label: string, example: string) => z.url({ protocol: /^https$/ }).register(about, { kind: "link", label, example, mayMiss: false });
const maybeLink = (label: string, example: string) => z.union([Link, z.null()]).register(about, { kind: "link", label, example, mayMiss: true });

/** Longer lists are handed over cut. */
export const LIST_MAX = 10;
const list = <Item extends z.ZodType>(of: Item, label: string) => z.array(of).max(LIST_MAX).register(about, { kind: "list", label, example: "", mayMiss: false });

const Line = z.strictObject({
  title: text("Product", "Linen Shirt"),
  variant: maybeText("Variant", "Blue / M"),
  quantity: number("How many", "2"),
  price: money("Price of one", "$49.00"),
  link: maybeLink("Address of the product", "https://gd.example/r/4fTz81KqPa"),
});

const Pick = z.strictObject({
  title: text("Product", "Linen Shirt"),
  price: money("Price", "$49.00"),
  link: link("Address of the product", "https://gd.example/r/4fTz81KqPa"),
});

export const RECORDS = {
  shop: z.strictObject({
    name: text("The shop's name", "Gift & Dapper"),
    link: link("The shop's address", "https://gd.example/r/7bXq02LmRt"),
    support: maybeText("How to reach the shop", "help@gift-dapper.example"),
    preferences_link: link("Where they choose what they get, and when", "https://gd.example/r/5sDf19GhJk"),
  }),
  customer: z.strictObject({
    first_name: ownWord("First name", "Sarah"),
    last_name: ownWord("Last name", "Miller"),
    city: ownWord("City", "Portland"),
    order_count: number("Orders so far", "4"),
    total_spent: money("Spent so far", "$312.40"),
    last_order_on: maybeDate("Day of the last order", "Nov 2"),
    last_product: maybeText("Product ordered last", "Linen Shirt"),
  }),
  order: z.strictObject({
    name: text("Order number", "#1042"),
    total: money("Total", "$98.00"),
    item_count: number("Items", "3"),
    placed_on: date("Day of the order", "Nov 24"),
    status_link: maybeLink("Address of the order's page", "https://gd.example/r/9kLm33WsEd"),
    tracking_number: maybeText("Tracking number", "1Z999AA10123456784"),
    tracking_link: maybeLink("Address of the tracking", "https://gd.example/r/2pQr55TyUi"),
    items: list(Line, "What was ordered"),
  }),
  cart: z.strictObject({
    link: link("Address of the cart", "https://gd.example/r/6hJk77OpAs"),
    total: money("Total", "$98.00"),
    item_count: number("Items", "3"),
    items: list(Line, "What lies in the cart"),
  }),
  picks: z.strictObject({ products: list(Pick, "Products picked for this customer") }),
  coupon: z.strictObject({
    code: text("The customer's own code", "SARAH-7Q2K"),
    saving: text("What it gives, alone: a percentage, an amount or free shipping", "20%"),
    offer: text("What it gives, as words that read right for any coupon: 20% off, or free shipping", "20% off"),
    ends_on: maybeDate("Last day", "Dec 1"),
  }),
} as const;

export type Root = keyof typeof RECORDS;

/** Every text may speak of the shop and the customer; of the rest, what the occasion knows. */
export const ALWAYS: readonly Root[] = ["shop", "customer"];

export const Values = z.strictObject({
  shop: RECORDS.shop,
  customer: RECORDS.customer,
  order: RECORDS.order.optional(),
  cart: RECORDS.cart.optional(),
  picks: RECORDS.picks.optional(),
  coupon: RECORDS.coupon.optional(),
});
export type Values = z.infer<typeof Values>;

/** The fields of one record; a list's have those of its items. */
export type Fields = ReadonlyMap<string, { variable: Variable; items: Fields | null }>;

const fieldsOf = (shape: Readonly<Record<string, z.ZodType>>): Fields => new Map(Object.entries(shape).flatMap(([name, schema]) => {
  const variable = about.get(schema);
  return variable ? [[name, { variable, items: schema instanceof z.ZodArray && schema.element instanceof z.ZodObject ? fieldsOf(schema.element.shape) : null }] as const] : [];
}));

export const CATALOGUE: ReadonlyMap<string, Fields> = new Map(Object.entries(RECORDS).map(([name, record]) => [name, fieldsOf(record.shape)]));

export const isRoot = (name: string): name is Root => Object.hasOwn(RECORDS, name);
