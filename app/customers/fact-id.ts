// The name of each thing that happened, the same wherever it is named: told twice it is one. Instants are milliseconds of the
// epoch. Whatever is a row of `event` is named by that row alone.
import { tagKey } from "./fact.ts";

export const orderFact = (order: string): string => `order/${order}`;
export const itemFact = (order: string, line: string): string => `item/${order}/${line}`;
export const refundFact = (refund: string): string => `refund/${refund}`;

/** What becomes of an order once. */
export const ORDER_STEPS = ["cancelled", "shipped", "delivered", "paid", "partlyFulfilled", "fulfilled", "returnRequested", "returnClosed", "outForDelivery", "delayed", "deliveryFailed", "readyForPickup"] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];
export const stepFact = (step: OrderStep, order: string): string => `${step}/${order}`;
/** An order may be edited many times. */
export const editedFact = (order: string, at: number): string => `edited/${order}/${at}`;

/** A row of `event`: its id in hexadecimal without hyphens. */
export const eventFact = (event: string): string => `event/${event.replaceAll("-", "")}`;

export const taggedFact = (tag: string, at: number): string => `tagged/${tagKey(tag)}/${at}`;
export const untaggedFact = (tag: string, at: number): string => `untagged/${tagKey(tag)}/${at}`;

/** By the number of the stay that begins or ends: of each customer and segment there is one. */
export const enteredFact = (segment: number, stay: number): string => `entered/${segment}/${stay}`;
export const leftFact = (segment: number, stay: number): string => `left/${segment}/${stay}`;

export type FactParts = { kind: string; ids: string[] };

/** "item/1/2" as its kind and ids. A tag may hold slashes: it is everything between the first one and the last. */
export function partsOf(fact: string): FactParts {
  const [kind = "", ...ids] = fact.split("/");
  if (kind !== "tagged" && kind !== "untagged") return { kind, ids };
  return { kind, ids: [ids.slice(0, -1).join("/"), ids.at(-1) ?? ""] };
}
