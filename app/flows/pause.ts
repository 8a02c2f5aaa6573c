// The eight ways to wait. Whatever may never come has a time by which the run goes on elsewhere.
import { z } from "zod";
import { Node } from "../segments/definition.ts";
import { Told } from "./happening.ts";
import { Wait } from "./span.ts";
import { StepId } from "./step-id.ts";
import { LocalHour, Zone } from "./trigger.ts";

export const HEARD_TOGETHER_MAX = 10;
export const BEST_HOUR_MAX_DAYS = 7;

const otherwise = { otherwise: StepId.nullable().default(null) };
const Weekdays = z.array(z.int().min(1).max(7)).max(7).default([]);

type Base = { id: typeof StepId; note: z.ZodType<string | null>; next: z.ZodType<string | null> };

/** `otherwise` is where a run goes for which the wait ends without what it waited for; null: out. */
export function pauseShapes<Shape extends Base>(step: Shape) {
  const wait = <Kind extends string, Own extends z.ZodRawShape>(how: Kind, own: Own) => z.strictObject({ ...step, kind: z.literal("wait"), how: z.literal(how), ...own });
  return [z.discriminatedUnion("how", [
    /** From here (or the text before), or from the day on which they entered: day 14 is 14 days after it. */
    wait("span", { span: Wait, from: z.enum(["here", "entry"]).default("here") }),
    /** The next such hour on one of these weekdays (none: any); `next`: not today's, even if it is still to come. */
    wait("hour", { at: LocalHour, weekdays: Weekdays, zone: Zone.default("person"), today: z.boolean().default(true) }),
    /** Inside these hours and days at once, else when they next begin. */
    wait("window", { from: LocalHour, to: LocalHour, weekdays: Weekdays, zone: Zone.default("person"), first: z.iso.date().nullable().default(null) }),
    /** A date of theirs, and so many days before or after it. Whoever has none goes elsewhere. */
    wait("date", { field: z.string().min(1).max(200), days: z.int().min(-366).max(366).default(0), at: LocalHour.default("10:00"), zone: Zone.default("person"), ...otherwise }),
    wait("event", { on: z.array(Told).min(1).max(HEARD_TOGETHER_MAX), since: z.enum(["here", "entry"]).default("here"), within: Wait, ...otherwise }),
    wait("condition", { when: Node, within: Wait, ...otherwise }),
    /** The hour at which they answer best, within so many days, or that of their policy; the shop's where there is neither. */
    wait("bestHour", { days: z.int().min(1).max(BEST_HOUR_MAX_DAYS), fallback: LocalHour.default("11:00") }),
    /** So long after the delivery of the run's order, which is foretold by the usual time on the way where no carrier tells of it. */
    wait("delivery", { parcels: z.enum(["first", "all"]).default("all"), plus: Wait.nullable().default(null), within: Wait, ...otherwise }),
  ])] as const;
}
