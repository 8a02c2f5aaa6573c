// One field's value held against a test, in plain code: what compile/value.ts says in SQL.
import { minorDigits } from "#app/lib/money.ts";
import { anniversaryIn, civil, dayFromText, dayOf, monthDay, weekday } from "./calendar.ts";
import type { Ask } from "./ask.ts";
import { asksIfKnown, type NumberTest, type Test } from "./definition.ts";
import { meets, numberPasses, ratioOf, wholeEdges } from "./exact.ts";
import type { Field, Value } from "./field.ts";
import { fold, matchesPattern } from "./fold.ts";
import { localDay, localHour } from "./offsets.ts";
import { isNear } from "./place.ts";
import { elapsedEdge, isDayInside, isInside, stand, type When } from "./windows.ts";
import { isHourIn, isWithinHours } from "./zones.ts";

/** Of the customer's own instants, for "since" windows; null = they have none. */
export type OwnInstant = number | null;

export function passesTest(field: Field, value: Value, test: Test, ask: Ask, own: OwnInstant = null): boolean | null {
  if (test.op === "known") return value !== null;
  if (test.op === "unknown") return value === null;
  if (value === null) return null;
  if (field.type === "clock") return typeof value === "string" && test.op === "hour" ? isHourIn(value, test, ask.now.getTime()) : refused(field, test);
  if (field.type === "elapsed") return isNumberTest(test) ? elapsedPasses(value, field.unit ?? "day", test, ask) : refused(field, test);
  if (typeof value === "boolean") return value === (test.op === "isTrue");
  if (typeof value === "number") return isNumberTest(test) ? numberPasses(ratioOf(value), test, field.type === "money" ? minorDigits(ask.currency) : 0) : refused(field, test);
  if (value instanceof Date) return datePasses(value.getTime(), test, ask, own);
  if (Array.isArray(value)) return setPasses(field.type === "set" ? value.map(fold) : value, test, field.type === "set" ? fold : (text) => text);
  if (typeof value === "object") return test.op === "near" ? isNear(value, test) : refused(field, test);
  if (field.type === "day") return dayPasses(dayFromText(value), test, ask);
  return field.type === "text" ? textPasses(value, test) : codePasses(value, test);
}

function refused(field: Field, test: Test): never {
  throw new Error(`check.ts lets no "${test.op}" through to ${field.key}.`);
}

const NUMBER_OPS = new Set(["eq", "ne", "lt", "le", "gt", "ge", "within", "notWithin", "known", "unknown"]);
export const isNumberTest = (test: Test): test is NumberTest => NUMBER_OPS.has(test.op);

function codePasses(code: string, test: Test): boolean {
  switch (test.op) {
    case "is": return code === test.value;
    case "isNot": return code !== test.value;
    case "anyOf": return test.values.includes(code);
    case "noneOf": return !test.values.includes(code);
    default: throw new Error(`check.ts lets no "${test.op}" through to a code.`);
  }
}

function textPasses(text: string, test: Test): boolean {
  const folded = fold(text);
  switch (test.op) {
    case "is": return folded === fold(test.value);
    case "isNot": return folded !== fold(test.value);
    case "anyOf": return test.values.some((value) => fold(value) === folded);
    case "noneOf": return test.values.every((value) => fold(value) !== folded);
    case "contains": return folded.includes(fold(test.value));
    case "notContains": return !folded.includes(fold(test.value));
    case "startsWith": return folded.startsWith(fold(test.value));
    case "endsWith": return folded.endsWith(fold(test.value));
    case "matches": return matchesPattern(folded, fold(test.value));
    case "isEmpty": return text === "";
    case "length": return meets([...text].length - test.value, test.cmp);
    default: throw new Error(`check.ts lets no "${test.op}" through to a text.`);
  }
}

function setPasses(set: string[], test: Test, folded: (text: string) => string): boolean {
  const values = "values" in test && test.op !== "month" && test.op !== "weekday" ? test.values.map(folded) : [];
  switch (test.op) {
    case "hasAny": return values.some((value) => set.includes(value));
    case "hasNone": return !values.some((value) => set.includes(value));
    case "hasAll": return values.every((value) => set.includes(value));
    case "hasExactly": return values.every((value) => set.includes(value)) && set.every((member) => values.includes(member));
    case "hasStarting": return set.some((member) => member.startsWith(folded(test.value)));
    case "size": return meets(set.length - test.value, test.cmp);
    default: throw new Error(`check.ts lets no "${test.op}" through to a set.`);
  }
}

function datePasses(at: number, test: Test, ask: Ask, own: OwnInstant): boolean | null {
  const day = () => localDay(at, ask.zone);
  switch (test.op) {
    case "in":
      if (test.window.kind === "since" || test.window.kind === "since-entered") return own === null ? null : at > own;
      return isInside(at, test.window, ask);
    case "hour": return isWithinHours(localHour(at, ask.zone), test);
    case "anniversary": case "month": case "weekday": return calendarPasses(day(), test, ask);
    default: throw new Error(`check.ts lets no "${test.op}" through to a date.`);
  }
}

function dayPasses(day: number, test: Test, ask: Ask): boolean {
  switch (test.op) {
    case "in": return isDayInside(day, test.window, ask);
    case "anniversary": case "month": case "weekday": return calendarPasses(day, test, ask);
    default: throw new Error(`check.ts lets no "${test.op}" through to a day.`);
  }
}

function calendarPasses(day: number, test: Extract<Test, { op: "anniversary" | "month" | "weekday" }>, ask: Ask): boolean {
  switch (test.op) {
    case "anniversary": return monthDaysWithin(test, ask).includes(monthDay(day));
    case "month": return test.values.includes(civil(day).month);
    case "weekday": return test.values.includes(weekday(day));
    default: return test satisfies never;
  }
}

/** Every day and month (as monthDay) between today + from and today + to. 29 February returns on the 28th where there is none. */
export function monthDaysWithin({ from, to }: { from: number; to: number }, { now, zone }: When): number[] {
  const today = dayOf(now.getTime(), zone);
  return monthDaysBetween(today + from, today + to);
}

export function monthDaysBetween(first: number, last: number): number[] {
  const days = new Set<number>();
  for (let day = first; day <= last && days.size < 366; day += 1) {
    days.add(monthDay(day));
    if (monthDay(day) === 228 && monthDay(day + 1) === 301) days.add(229);
  }
  return [...days];
}

/** The days after today on which a day's yearly return enters or leaves the range. */
export function anniversaryDays(day: number, { from, to }: { from: number; to: number }, { now, zone }: When): number[] {
  const today = dayOf(now.getTime(), zone);
  const { year } = civil(today);
  return [year - 1, year, year + 1, year + 2].flatMap((each) => {
    const back = anniversaryIn(each, day);
    return [back - to, back - from + 1];
  }).filter((each) => each > today);
}

/** Whole days since an instant, or whole years since a day. */
export function elapsedPasses(value: Value, unit: "day" | "year", test: NumberTest, ask: Ask): boolean | null {
  const isOver = (k: number): boolean => {
    const edge = elapsedEdge(Math.max(-100_000, Math.min(unit === "year" ? 1000 : 100_000, k)), unit);
    if (value instanceof Date) return value.getTime() < stand(edge, ask);
    const today = dayOf(ask.now.getTime(), ask.zone);
    return typeof value === "string" && edge.kind === "calendar" && dayFromText(value) < Math.max(-700_000, edge.day(today));
  };
  if (value === null || asksIfKnown(test)) return numberPasses(value === null ? null : ratioOf(0), test);
  const [first, second] = wholeEdges(test);
  switch (test.op) {
    case "ge": case "gt": return first !== undefined && isOver(first);
    case "lt": case "le": return first === undefined || !isOver(first);
    case "eq": case "within": return first !== undefined && second !== undefined && isOver(first) && !isOver(second);
    case "ne": case "notWithin": return first === undefined || second === undefined || !(isOver(first) && !isOver(second));
    default: return test satisfies never;
  }
}

