// The shapes that everything in a definition is made of: texts and numbers with their limits, instants,
// spans and windows of time.
import { z } from "zod";
import { WHOLE_TEXT } from "#app/lib/whole-text.ts";

export const TEXT_MAX = 500;
/** About 27 years of days, and far inside what calendars can represent. */
export const SPAN_MAX = 10_000;

/** Text PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export const Text = z.string().max(TEXT_MAX).regex(WHOLE_TEXT, "must be whole Unicode characters and no NUL");
export const Amount = z.number().min(-1e12).max(1e12);
export const Whole = z.number().int().min(0).max(1_000_000);
const Day = z.iso.date();
export const Moment = z.union([Day, z.iso.datetime({ offset: true })]);
export const SegmentNumber = z.number().int().positive().max(2_147_483_647);

export const NOTE_MAX = 500;

/** No spaces at the end of a line, and no empty line at the beginning or end. */
export const plainNote = (text: string): string => text.split(/\r\n?|\n/).map((line) => line.trimEnd()).join("\n").trim();

/** What a merchant notes beside a condition or a group, in one line or some. It asks nothing (note.ts). */
export const Note = z.string().overwrite(plainNote).min(1).max(NOTE_MAX, `A note has at most ${NOTE_MAX} characters.`).regex(WHOLE_TEXT, "must be whole Unicode characters and no NUL").meta({ id: "Note" });
export type Note = z.infer<typeof Note>;

export const Comparison = z.enum(["eq", "ne", "lt", "le", "gt", "ge"]);
export type Comparison = z.infer<typeof Comparison>;

export const NumberTest = z.discriminatedUnion("op", [
  z.strictObject({ op: Comparison, value: Amount }),
  /** Both ends included. */
  z.strictObject({ op: z.enum(["within", "notWithin"]), from: Amount, to: Amount }),
  z.strictObject({ op: z.enum(["known", "unknown"]) }),
]).meta({ id: "NumberTest" });
export type NumberTest = z.infer<typeof NumberTest>;
type KnownTest = Extract<NumberTest, { op: "known" | "unknown" }>;
export const asksIfKnown = (test: NumberTest): test is KnownTest => test.op === "known" || test.op === "unknown";

export const Unit = z.enum(["minute", "hour", "day", "week", "month", "year"]);
export type Unit = z.infer<typeof Unit>;
export const Count = z.number().int().min(1).max(SPAN_MAX);

/** calendar: whole local days of the shop, today included. rolling: exact elapsed time. Default: rolling for minutes and hours, calendar else. */
export const Clock = z.enum(["calendar", "rolling"]);
export type Clock = z.infer<typeof Clock>;

export const Span = z.strictObject({ n: Count, unit: Unit });
export type Span = z.infer<typeof Span>;

/** seasons.ts has their days. */
export const Season = z.enum(["bfcm", "christmas", "valentine", "mothersDayUS", "mothersDayUK", "summer", "backToSchool", "lunarNewYear"]);
export type Season = z.infer<typeof Season>;

export const moving = { unit: Unit, clock: Clock.optional() };

export const Window = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("last"), n: Count, ...moving }),
  /** More than n ago. */
  z.strictObject({ kind: z.literal("ago"), n: Count, ...moving }),
  /** At least `from` and at most `to` ago. */
  z.strictObject({ kind: z.literal("between-ago"), from: Count, to: Count, ...moving }),
  /** For dates that may lie ahead. */
  z.strictObject({ kind: z.literal("next"), n: Count, ...moving }),
  z.strictObject({ kind: z.literal("before"), date: Moment }),
  /** A day is after once it is over; an instant is after itself. */
  z.strictObject({ kind: z.literal("after"), date: Moment }),
  z.strictObject({ kind: z.literal("on"), date: Day }),
  /** Days: both included. Instants: the first included, the last not. */
  z.strictObject({ kind: z.literal("between"), from: Moment, to: Moment }),
  /** All but these: before the first and after the last. */
  z.strictObject({ kind: z.literal("outside"), from: Moment, to: Moment }),
  /** The whole current day, week (from Monday), month or year, or one `back` periods earlier; toDate: no further than as much of it as has passed of the current one. */
  z.strictObject({ kind: z.literal("period"), unit: z.enum(["day", "week", "month", "year"]), back: z.number().int().min(0).max(1000), toDate: z.boolean().optional() }),
  /** Any of these, in any year; or with `back`, of one season: 0 is the latest that has begun, 1 the one before. */
  z.strictObject({ kind: z.literal("season"), seasons: z.array(Season).min(1).max(8), back: z.number().int().min(0).max(20).optional() }),
  /** After an instant of the customer's own. Unknown where they have none. */
  z.strictObject({ kind: z.literal("since"), of: z.enum(["created", "firstOrder", "lastOrder"]) }),
  z.strictObject({ kind: z.literal("since-entered"), segment: SegmentNumber }),
]).meta({ id: "Window" });
export type Window = z.infer<typeof Window>;
