// Which of a person's facts questions look at, so that no others are read: rather one too many than one too few.
// A text that is spelled like a kind of event, or like a field, counts as one.
import { EVENT_KINDS, type EventKind, isEventKind } from "#app/customers/event-kind.ts";
import { seenIn } from "./affinity.ts";
import { joinsFor } from "./compile/joins.ts";
import { type Definition, type Leaf, leavesOf } from "./definition.ts";
import { expansion } from "./derived.ts";
import { EVENTS } from "./events.ts";
import { customerField, eventFields } from "./fields.ts";

export type Needs = {
  /** And what was refunded of them. */
  orders: boolean;
  lines: boolean;
  tags: boolean;
  kinds: readonly EventKind[];
};

export const EVERYTHING: Needs = { orders: true, lines: true, tags: true, kinds: EVENT_KINDS };

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
    orders: each.some(({ orders }) => orders), lines: each.some(({ lines }) => lines), tags: each.some(({ tags }) => tags),
    kinds: [...new Set(each.flatMap(({ kinds }) => kinds))].sort(),
  };
}

const keysOf = (...tables: string[]) => Object.entries(EVENTS).flatMap(([key, { table }]) => (tables.includes(table) ? [key] : []));
const LINES = new Set([...keysOf("order_line"), ...eventFields("order").flatMap((field) => (joinsFor("order", field).includes("contents") ? [field.key] : []))]);
/** A line happens when its order does. */
const ORDERS = new Set([...keysOf("orders", "order_refund"), ...LINES]);
const TAGS = new Set(keysOf("customer_tag"));

function needsOfOne({ node }: Asking): Needs {
  const words = new Set(leavesOf(node).flatMap(({ leaf }) => wordsOf(leaf)));
  const has = (keys: ReadonlySet<string>) => [...keys].some((key) => words.has(key));
  return { orders: has(ORDERS), lines: has(LINES), tags: has(TAGS), kinds: [...words].filter(isEventKind).sort() };
}

function wordsOf(leaf: Leaf): string[] {
  const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
  if (leaf.kind === "share") return [...textsIn(leaf), ...seenIn(leaf).map(({ event }) => event)];
  if (field?.type === "score") return [...Object.values(field.told).filter((kind) => kind !== null), "order"];
  return leaf.kind === "attr" && field?.type === "derived" ? leavesOf(expansion(field, leaf)).flatMap((under) => wordsOf(under.leaf)) : textsIn(leaf);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
