// What a replay adds up to. Numbers and reasons; of people a few are named by their customer, so that their ways can be looked
// at one by one.
import { z } from "zod";

const Counts = z.record(z.string(), z.int());
const Instant = z.int();

export const SAMPLES_MAX = 50;

export const ReplayResult = z.object({
  /** Customers who entered at least once, and how often they did. */
  people: z.int().default(0),
  entries: z.int().default(0),
  /** Of whom triggers told and who did not enter, by the reason (flows/reasons.ts). */
  refused: Counts.default({}),
  /** Of those who entered: in the control group. */
  control: z.int().default(0),
  /** By the shop's day: how many entered, how many texts went, how many goals were reached. */
  days: z.record(z.string(), z.tuple([z.int(), z.int(), z.int()])).default({}),
  /** The same of entries and texts by hour (its number since the epoch). */
  hours: z.record(z.string(), z.tuple([z.int(), z.int()])).default({}),
  /** What the texts of a day of the shop cost. */
  spent: z.record(z.string(), z.number()).default({}),
  steps: z.record(z.string(), z.object({ arrived: z.int().default(0), asked: z.int().default(0), sent: z.int().default(0), deferred: z.int().default(0), skipped: z.int().default(0) })).default({}),
  asked: z.int().default(0),
  sent: z.int().default(0),
  /** How often a text had to wait, was never sent, stopped for a person to look, or was taken back, by reason. */
  deferred: Counts.default({}),
  skipped: Counts.default({}),
  halted: Counts.default({}),
  withdrawn: Counts.default({}),
  /** Parts with a fraction: the mean of a step's texts stands for each of them. Millionths of a US dollar. */
  parts: z.number().default(0),
  micros: z.number().default(0),
  isEstimate: z.boolean().default(false),
  /** By step: the mean of its texts' parts, and of how many texts that is. */
  lengths: z.record(z.string(), z.object({ parts: z.number(), texts: z.int(), picture: z.boolean() })).default({}),
  /** Why runs ended; "exit" is told apart by its label. Those that did not end are still in it. */
  ended: Counts.default({}),
  exits: Counts.default({}),
  running: z.int().default(0),
  /** By goal: how often it was reached, by how many orders, and what those were worth in minor units. */
  goals: z.array(z.object({ reached: z.int(), orders: z.int(), minor: z.int() })).default([]),
  /** Minutes since midnight where they may be; by hour where they live. */
  earliest: z.int().nullable().default(null),
  latest: z.int().nullable().default(null),
  localHours: z.array(z.int()).length(24).default(() => new Array<number>(24).fill(0)),
  /** Texts within so long of the replay's beginning: as if the flow had gone live then. */
  firstHour: z.int().default(0),
  firstDay: z.int().default(0),
  firstWeek: z.int().default(0),
  /** People who were in another flow while they were in this one, by that flow. */
  alsoIn: Counts.default({}),
  samples: z.array(z.object({ customer: z.string(), at: Instant, sent: z.int(), ended: z.string().nullable() })).max(SAMPLES_MAX).default([]),
  /** Whose past could not be walked through: our bug, and they are counted nowhere else. */
  broken: z.int().default(0),
  /** What could not be known of the past, and what stood in for it. */
  standIns: z.array(z.string()).default([]),
});
export type ReplayResult = z.infer<typeof ReplayResult>;

export const EMPTY_RESULT: ReplayResult = ReplayResult.parse({});

const HOUR_MS = 3_600_000;
export const hourOf = (at: number): string => String(Math.floor(at / HOUR_MS));

/** The most entries and texts of any one hour and day. */
export function busiest({ hours, days }: Pick<ReplayResult, "hours" | "days">): { hour: { entries: number; texts: number }; day: { entries: number; texts: number } } {
  const most = (all: readonly (readonly number[])[], index: number) => all.reduce((max, each) => Math.max(max, each[index] ?? 0), 0);
  const [byHour, byDay] = [Object.values(hours), Object.values(days)];
  return { hour: { entries: most(byHour, 0), texts: most(byHour, 1) }, day: { entries: most(byDay, 0), texts: most(byDay, 1) } };
}
