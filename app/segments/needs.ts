// Which of a person's facts questions look at, so that no others are read: rather one too many than one too few.
// A text that is spelled like a kind of event, or like a field, counts as one.
import { EVENT_KINDS, type EventKind, isEventKind, VISIT_KINDS } from "#app/customers/event-kind.ts";
import { seenIn } from "./affinity.ts";
import { joinsFor } from "./compile/joins.ts";
import { type Definition, type Leaf, leavesOf } from "./definition.ts";
import { expansion } from "./derived.ts";
import { EVENTS } from "./events.ts";
import { customerField, eventFields } from "./fields.ts";
import type { LineFacts, OrderFacts } from "./person.ts";
import { scoringsIn } from "./score.ts";

/**
 * few: the columns that nearly all questions look at, and that say when one counts. typed: and the type of a line's product.
 * Not each column for itself: every choice is a statement of its own, whose plan each connection keeps.
 */
export type Reach = (typeof REACHES)[number];
const REACHES = ["none", "few", "typed", "all"] as const;

export type Needs = {
  /** And what was refunded of them. */
  orders: Reach;
  lines: Reach;
  /** Whether it is asked how variants that were bought stand now. */
  variants: boolean;
  tags: boolean;
  /** Whether runs of flows are asked about, or what was drawn in them. */
  runs: boolean;
  kinds: readonly EventKind[];
};

export const EVERYTHING: Needs = { orders: "all", lines: "all", variants: true, tags: true, runs: true, kinds: EVENT_KINDS };

export const FEW_OF_ORDERS = ["orderId", "processedAt", "voidAt", "shippedAt", "deliveredAt", "grossMinor", "itemsMinor", "discountMinor", "quantity"] as const satisfies readonly (keyof OrderFacts)[];
export const FEW_OF_LINES = ["orderId", "lineId", "productId", "variantId", "vendor", "quantity", "amountMinor", "discountMinor"] as const satisfies readonly (keyof LineFacts)[];
export const columnOf = (fact: string) => fact.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type Asking = Pick<Definition, "node">;
const known = new WeakMap<Asking, Needs>();

/** Of all of them together, as of now: who is asked about the past is read whole. */
export function needsOf(definitions: readonly Asking[]): Needs {
  const each = definitions.map((definition) => {
    const found = known.get(definition) ?? needsOfOne(definition);
    known.set(definition, found);
    return found;
  });
  return {
    orders: widest(each.map(({ orders }) => orders)), lines: widest(each.map(({ lines }) => lines)), variants: each.some(({ variants }) => variants), tags: each.some(({ tags }) => tags), runs: each.some(({ runs }) => runs),
    kinds: [...new Set(each.flatMap(({ kinds }) => kinds))].sort(),
  };
}

const widest = (reaches: Reach[]): Reach => REACHES.findLast((reach) => reaches.includes(reach)) ?? "none";

const keysOf = (...tables: string[]) => Object.entries(EVENTS).flatMap(([key, { table }]) => (tables.includes(table) ? [key] : []));
const LINES = new Set([...keysOf("order_line"), ...eventFields("order").flatMap((field) => (joinsFor("order", field).includes("contents") ? [field.key] : []))]);
/** A line happens when its order does. */
const ORDERS = new Set([...keysOf("orders", "order_refund"), ...LINES]);
const TAGS = new Set(keysOf("customer_tag"));

const FIELDS_OF_ORDERS = (["order", "item", "refund"] as const).flatMap(eventFields);
/** Fields whose SQL names what the expression does not cover. */
const beyond = (covered: RegExp) => new Set(FIELDS_OF_ORDERS.flatMap(({ key, sql }) => (covered.test(sql) ? [key] : [])));
const namedBut = (alias: string, facts: readonly string[]) => new RegExp(`\\b${alias}\\.(?!(?:${[...facts.map(columnOf), "customer_id"].join("|")})\\b)`);
const WHOLE_ORDERS = beyond(namedBut("o", [...FEW_OF_ORDERS, "refundedMinor"]));
const WHOLE_LINES = new Set([...beyond(namedBut("l", [...FEW_OF_LINES, "processedAt"])), ...beyond(namedBut("p", ["productType"]))]);
const VARIANTS = beyond(/\bva\./);
const TYPED_LINES = beyond(/\bp\.product_type\b|\bnt\.|\bct\.types\b/);

function needsOfOne({ node }: Asking): Needs {
  const words = new Set(leavesOf(node).flatMap(({ leaf }) => wordsOf(leaf)));
  const has = (keys: ReadonlySet<string>) => [...keys].some((key) => words.has(key));
  return {
    orders: has(WHOLE_ORDERS) ? "all" : has(ORDERS) ? "few" : "none",
    lines: !has(LINES) ? "none" : has(WHOLE_LINES) ? "all" : has(TYPED_LINES) ? "typed" : "few",
    variants: has(VARIANTS), tags: has(TAGS), runs: leavesOf(node).some(({ leaf }) => leaf.kind === "flow"), kinds: [...new Set([...[...words].filter(isEventKind), ...(words.has("visit") ? VISIT_KINDS : [])])].sort(),
  };
}

function wordsOf(leaf: Leaf): string[] {
  const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
  if (leaf.kind === "share") return [...textsIn(leaf), ...seenIn(leaf).map(({ event }) => event)];
  const scored = scoringsIn(leaf).flatMap((scoring) => [...Object.values(scoring.field.told).filter((kind) => kind !== null), "order"]);
  return leaf.kind === "attr" && field?.type === "derived" ? leavesOf(expansion(field, leaf)).flatMap((under) => wordsOf(under.leaf)) : [...textsIn(leaf), ...scored];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
