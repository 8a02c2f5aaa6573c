// What starts a flow. A trigger tells of one person at one instant; several may stand side by side, and each fact starts
// somebody once.
import { z } from "zod";
import { Amount, SegmentNumber, Text, Whole } from "../segments/shape.ts";
import { Filter, FILTERS_MAX, Node } from "../segments/definition.ts";
import { type HeardEvent, Told } from "./happening.ts";
import { Wait } from "./span.ts";

export const TRIGGERS_MAX = 10;
export const KEYWORDS_MAX = 50;
export const BATCH_MAX = 100;

export const LocalHour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write an hour as 09:30.");
export const Zone = z.enum(["shop", "person"]);
const where = { where: z.array(Filter).max(FILTERS_MAX).default([]), whereAny: z.boolean().default(false) };
const Name = z.string().trim().min(1).max(100);

/** Five fields: minute, hour, day of the month, month, weekday; numbers, lists, ranges, steps and *. */
const Cron = z.string().regex(/^(\S+ ){4}\S+$/, "A schedule has five fields, as in 0 9 * * 1.").regex(/^[\d*,/ -]+$/, "A schedule is written in numbers, and * , - and /.").max(80);

export const Trigger = z.discriminatedUnion("kind", [
  /** `organic`: by a fact or by time; not because somebody edited the segment, imported people or merged customers. */
  z.strictObject({ kind: z.literal("segment"), segment: SegmentNumber, how: z.enum(["entered", "left"]), organic: z.boolean().default(true) }),
  /** Once for each event's id. */
  z.strictObject({ kind: z.literal("event"), ...Told.omit({ own: true }).shape }),
  /**
   * Once, in the moment in which the number gets that far. `orders`: so many orders; `order`: one order's value; `spend`,
   * `average`: theirs in all; `orders` with conditions counts what meets them ("first order in category X"). `rearm`: after a
   * refund took it back below, it may cross again. `down`: it falls to the value.
   */
  z.strictObject({ kind: z.literal("crosses"), of: z.enum(["orders", "order", "spend", "average"]), value: Amount, down: z.boolean().default(false), rearm: z.boolean().default(false), ...where }),
  /** Left alone for so long without an order. */
  z.strictObject({ kind: z.literal("abandoned"), what: z.enum(["checkout", "cart", "browse"]), idle: Wait, least: Amount.nullable().default(null), ...where }),
  /** So many views within the span; `noCart`: and nothing put into a cart meanwhile. */
  z.strictObject({ kind: z.literal("viewed"), what: z.enum(["product", "collection", "category", "page", "search"]), times: Whole.min(1), within: Wait, noCart: z.boolean().default(false), ...where }),
  /**
   * Once for each restock (or drop) and variant. `perUnit`: so many people are told for each unit that came in, first asked first
   * served; null: everybody at once.
   */
  z.strictObject({
    kind: z.literal("stock"), what: z.enum(["back", "priceDrop", "low"]), by: Amount.nullable().default(null),
    audience: z.array(z.enum(["asked", "viewed", "carted", "bought", "wishlist"])).min(1).max(5), views: Whole.min(1).default(1),
    perUnit: z.int().min(1).max(BATCH_MAX).nullable().default(null), order: z.enum(["firstAsked", "best", "random"]).default("firstAsked"),
  }),
  z.strictObject({ kind: z.literal("customer"), what: z.enum(["created", "updated", "accountEnabled", "tagged", "untagged", "metafield"]), value: Text.nullable().default(null) }),
  z.strictObject({ kind: z.literal("consent"), what: z.enum(["subscribed", "confirmed", "unsubscribed", "resubscribed"]), sources: z.array(Name).max(20).default([]) }),
  /** Words that mean stop never get this far. No words: any reply. */
  z.strictObject({ kind: z.literal("keyword"), words: z.array(Name).max(KEYWORDS_MAX).default([]), match: z.enum(["is", "starts", "contains"]).default("is") }),
  /** `within`: of what did not come (notClicked, notReplied). No campaign: any text. */
  z.strictObject({ kind: z.literal("text"), what: z.enum(["clicked", "notClicked", "replied", "notReplied", "delivered", "failed"]), within: Wait.nullable().default(null), campaign: SegmentNumber.nullable().default(null), link: Text.nullable().default(null) }),
  /** None of these for so long; the clock starts anew with each, and each silence is told of once. `when`: who counts, asked when it is told. */
  z.strictObject({ kind: z.literal("silence"), of: z.array(Told.omit({ own: true })).min(1).max(10), since: Wait, when: Node.optional() }),
  /** A date of theirs (a field of type date, birthdays yearly, predicted dates), so many days before or after, at a local hour. */
  z.strictObject({ kind: z.literal("date"), field: z.string().min(1).max(200), days: z.int().min(-366).max(366), at: LocalHour.default("10:00"), zone: Zone.default("person"), yearly: z.boolean().default(false) }),
  /** A score enters the band and stays beyond its edge by `margin` points for `runs` runs of the model. */
  z.strictObject({ kind: z.literal("prediction"), score: z.string().min(1).max(200), from: Amount, to: Amount.nullable().default(null), margin: Amount.default(5), runs: z.int().min(1).max(10).default(2) }),
  /** No groups named: any. */
  z.strictObject({ kind: z.literal("rfm"), from: z.array(Name).max(20).default([]), to: z.array(Name).max(20).default([]), gap: Wait.default({ n: 30, unit: "day" }) }),
  /** At each tick, who is in the segment then. */
  z.strictObject({ kind: z.literal("schedule"), cron: Cron, zone: Zone.default("shop"), segment: SegmentNumber }),
  z.strictObject({ kind: z.literal("call"), by: z.enum(["manual", "api", "shopifyFlow", "flow"]) }),
]);
export type Trigger = z.infer<typeof Trigger>;

const LEAVING = ["cart", "checkout"];
/** Texts of such a flow are cart reminders by law. */
export const isOfCart = (trigger: Trigger): boolean => trigger.kind === "abandoned" && LEAVING.includes(trigger.what);

/** Whose fields the conditions of a trigger may ask about, which counts or watches several events as one. */
export function eventOfTrigger(trigger: Extract<Trigger, { kind: "crosses" | "abandoned" | "viewed" }>): HeardEvent {
  if (trigger.kind === "crosses") return "order";
  if (trigger.kind === "abandoned") return trigger.what === "checkout" ? "checkoutStarted" : trigger.what === "cart" ? "cartAdded" : "productViewed";
  return trigger.what === "search" ? "searched" : trigger.what === "page" ? "pageViewed" : trigger.what === "collection" ? "collectionViewed" : "productViewed";
}
