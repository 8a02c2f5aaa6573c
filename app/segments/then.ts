// What can be known of a question as of an instant of the past. Orders, refunds, events and stays have dates
// and say it themselves; of a tag, a city or a list only today's value is kept. A leaf that asks for such a
// value is unknown then, unless the merchant lets today's value stand in for it.
import { z } from "zod";
import type { Problem } from "#app/lib/problem.ts";
import type { Ask, ShopAsk } from "./ask.ts";
import { addUnits, dayFromText, dayOf, dayText, startOfDay } from "./calendar.ts";
import { type Leaf, leavesOf, type Node } from "./definition.ts";
import { expansion } from "./derived.ts";
import type { Field } from "./field.ts";
import { type AnyField, customerField, FIELDS } from "./fields.ts";
import type { When } from "./windows.ts";

export type Gap =
  /** Only today's value is kept. */
  | { kind: "today"; what: string }
  /** Today's value is known to have stood then for those of whom it has not changed since. */
  | { kind: "partly"; what: string; field: Field }
  /** Members are recorded from the making of the segment on; nothing can stand in for what was before. */
  | { kind: "unrecorded"; segment: number };

/** The question as of `at`. today: today's value stands in where none is kept. Rankings are those of then, which have to be taken. */
export const askThen = (ask: ShopAsk, at: Date, today: boolean, recorded: Readonly<Record<number, number>>): ShopAsk => ({ ...ask, now: at, past: { today, recorded }, rollups: false, cutoffs: {} });

/** The last instant of a day of the shop's; of today, now. */
export const endOf = (day: string, { now, zone }: When): Date => new Date(Math.min(startOfDay(dayFromText(day) + 1, zone) - 1, now.getTime()));

export const POINTS_MAX = 100;

/** Beyond it shops had no orders. */
const FIRST_DAY = "2000-01-01";

/** The day a merchant wants to go back to; without one, a year ago. */
export function readBack(day: string | undefined, { now, zone }: When): { day: string } | { problems: Problem[] } {
  const today = dayOf(now.getTime(), zone);
  const wanted = day ?? dayText(addUnits(today, -1, "year"));
  const problem = !z.iso.date().safeParse(wanted).success ? "Choose a day." : wanted > dayText(today) ? "Choose a day that has begun." : wanted < FIRST_DAY ? "Choose a day after the year 1999." : null;
  return problem === null ? { day: wanted } : { problems: [{ path: ["day"], message: problem }] };
}

const EVENT_FIELDS = new Map(FIELDS.flatMap((field) => (field.scope === "customer" ? [] : [[field.key, field] as const])));

/** Of the leaf as it stands; a derived field asks nothing itself. */
export function gapsIn(leaf: Leaf): Gap[] {
  switch (leaf.kind) {
    case "list": return [{ kind: "today", what: "who is on the list" }];
    case "flow": return leaf.how.kind === "at" ? [{ kind: "today", what: "at which step of a flow they stood" }] : walk(leaf);
    case "in": return [{ kind: "unrecorded", segment: leaf.segment }];
    case "rank": return [...(leaf.among === undefined ? [] : [{ kind: "unrecorded" as const, segment: leaf.among }]), ...walk(leaf)];
    default: return walk(leaf);
  }
}

/** Of the leaf and of all that it stands for, each once. */
export function gapsOf(leaf: Leaf): Gap[] {
  const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
  const gaps = leaf.kind === "attr" && field?.type === "derived" ? gapsUnder(expansion(field, leaf)) : gapsIn(leaf);
  return gaps.filter((gap, at) => gaps.findIndex((each) => JSON.stringify(each) === JSON.stringify(gap)) === at);
}

const gapsUnder = (node: Node): Gap[] => leavesOf(node).flatMap(({ leaf }) => gapsOf(leaf));

/** Every field, event and window that is named anywhere in the leaf. */
function walk(value: unknown): Gap[] {
  if (typeof value !== "object" || value === null) return [];
  const isOfCustomer = "kind" in value && value.kind === "attr";
  return Object.entries(value).flatMap(([key, each]): Gap[] => {
    if ((key === "field" || key === "by") && typeof each === "string") return gapOf(isOfCustomer ? customerField(each) : EVENT_FIELDS.get(each));
    if (each === "tagged" || each === "untagged") return key === "event" || key === "per" ? [{ kind: "today", what: "when tags came and went" }] : [];
    if (key === "segment" && typeof each === "number") return [{ kind: "unrecorded", segment: each }];
    return walk(each);
  });
}

function gapOf(field: AnyField | null | undefined): Gap[] {
  if (!field || field.type === "derived" || field.type === "score" || field.history === "dated") return [];
  // What the merchant calls it is said beside it: the condition itself is shown.
  if ("list" in field && field.list !== undefined) return [{ kind: "today", what: "columns of lists" }];
  return [field.history === "today" ? { kind: "today", what: field.label } : { kind: "partly", what: field.label, field }];
}

/** Whether nothing at all can be said of the leaf. */
export function isUnknownThen(leaf: Leaf, { past, now }: Ask): boolean {
  if (past === undefined) return false;
  return gapsIn(leaf).some((gap) => {
    switch (gap.kind) {
      case "today": return !past.today;
      case "partly": return false;
      case "unrecorded": return (past.recorded[gap.segment] ?? Infinity) > now.getTime();
      default: return gap satisfies never;
    }
  });
}
