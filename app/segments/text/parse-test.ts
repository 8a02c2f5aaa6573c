// Text read back: tests, windows and spans.
import { type Comparison, type NumberTest, Season, type Span, type Test, type Unit, type Window } from "../definition.ts";
import { SIGNS, UNITS } from "./names.ts";
import type { Reader } from "./reader.ts";

const UNIT_NAMES = new Map(Object.entries(UNITS).map(([unit, short]) => [short, unit as Unit]));
const COMPARISONS = new Map(Object.entries(SIGNS).map(([name, sign]) => [sign, name as Comparison]));

export function whole(reader: Reader): number {
  const number = reader.number();
  return Number.isSafeInteger(number) && number >= 0 ? number : reader.wrong("Here a whole number is expected.");
}

export function comparison(reader: Reader): Comparison | null {
  reader.offer(...COMPARISONS.keys());
  const found = COMPARISONS.get(reader.peek()?.text ?? "");
  if (found === undefined || reader.peek()?.kind !== "sign") return null;
  reader.next();
  return found;
}

function needUnit(reader: Reader): Unit {
  reader.offer(...UNIT_NAMES.keys());
  const unit = UNIT_NAMES.get(reader.peek()?.text ?? "") ?? reader.stop("The units are min, h, d, w, mo and y.");
  reader.next();
  return unit;
}

export const needSpan = (reader: Reader): Span => ({ n: whole(reader), unit: needUnit(reader) });

function range(reader: Reader): { from: number; to: number } {
  const from = reader.number();
  reader.need("..");
  return { from, to: reader.number() };
}

function numberTest(reader: Reader): NumberTest | null {
  const op = comparison(reader);
  if (op !== null) {
    const value = reader.number();
    reader.take("%");
    return { op, value };
  }
  if (reader.take("between")) return { op: "within", ...percent(reader, range(reader)) };
  if (reader.take("not", "between")) return { op: "notWithin", ...percent(reader, range(reader)) };
  if (reader.take("known")) return { op: "known" };
  return reader.take("unknown") ? { op: "unknown" } : null;
}

function percent<Result>(reader: Reader, result: Result): Result {
  reader.take("%");
  return result;
}

export const needNumberTest = (reader: Reader): NumberTest => numberTest(reader) ?? reader.stop("Here a comparison with a number is expected.");

export function needTest(reader: Reader): Test {
  if (reader.peek()?.text === "between" && isAgo(reader)) return { op: "in", window: needWindow(reader) };
  return numberTest(reader) ?? textTest(reader) ?? setTest(reader) ?? otherTest(reader) ?? { op: "in", window: needWindow(reader) };
}

/** "between 30..90 d ago" is a window, "between 30..90" a number. */
const isAgo = (reader: Reader) => reader.peek(2)?.text === ".." && UNIT_NAMES.has(reader.peek(4)?.text ?? "");

function textTest(reader: Reader): Test | null {
  if (reader.take("is", "true")) return { op: "isTrue" };
  if (reader.take("is", "false")) return { op: "isFalse" };
  if (reader.take("is", "empty")) return { op: "isEmpty" };
  if (reader.take("is", "not")) return { op: "isNot", value: reader.string() };
  if (reader.take("is")) return { op: "is", value: reader.string() };
  if (reader.take("in", "{")) return { op: "anyOf", values: strings(reader) };
  if (reader.take("not", "in", "{")) return { op: "noneOf", values: strings(reader) };
  if (reader.take("contains")) return { op: "contains", value: reader.string() };
  if (reader.take("not", "contains")) return { op: "notContains", value: reader.string() };
  if (reader.take("starts")) return { op: "startsWith", value: reader.string() };
  if (reader.take("ends")) return { op: "endsWith", value: reader.string() };
  return reader.take("matches") ? { op: "matches", value: reader.string() } : null;
}

function setTest(reader: Reader): Test | null {
  if (reader.take("has", "starting")) return { op: "hasStarting", value: reader.string() };
  if (reader.take("has", "any", "{")) return { op: "hasAny", values: strings(reader) };
  if (reader.take("has", "all", "{")) return { op: "hasAll", values: strings(reader) };
  if (reader.take("has", "none", "{")) return { op: "hasNone", values: strings(reader) };
  return reader.take("has", "exactly", "{") ? { op: "hasExactly", values: strings(reader) } : null;
}

function otherTest(reader: Reader): Test | null {
  for (const op of ["length", "size"] as const) {
    if (reader.take(op)) return { op, cmp: comparison(reader) ?? reader.stop("Here =, !=, <, <=, > or >= is expected."), value: whole(reader) };
  }
  if (reader.take("anniversary")) return { op: "anniversary", ...range(reader) };
  if (reader.take("hour")) return { op: "hour", ...range(reader) };
  for (const op of ["month", "weekday"] as const) if (reader.take(op, "{")) return { op, values: listOf(reader, () => whole(reader)) };
  if (!reader.take("within")) return null;
  const km = reader.number();
  reader.need("km", "of");
  const latitude = reader.number();
  reader.need(",");
  return { op: "near", km, latitude, longitude: reader.number() };
}

const strings = (reader: Reader) => listOf(reader, () => reader.string());

function listOf<Item>(reader: Reader, read: () => Item): Item[] {
  const items = [read()];
  while (reader.take(",")) items.push(read());
  reader.need("}");
  return items;
}

export function needWindow(reader: Reader): Window {
  reader.take("in");
  if (reader.take("all", "time")) return { kind: "all" };
  for (const kind of ["last", "next"] as const) if (reader.take(kind)) return { kind, ...needSpan(reader), ...clock(reader) };
  if (reader.take("more", "than")) {
    const span = needSpan(reader);
    reader.need("ago");
    return { kind: "ago", ...span, ...clock(reader) };
  }
  if (reader.take("between")) {
    const { from, to } = range(reader);
    const unit = needUnit(reader);
    reader.need("ago");
    return { kind: "between-ago", from, to, unit, ...clock(reader) };
  }
  for (const kind of ["before", "after", "on"] as const) if (reader.take(kind)) return { kind, date: reader.date() };
  for (const [word, kind] of [["from", "between"], ["outside", "outside"]] as const) {
    if (!reader.take(word)) continue;
    const from = reader.date();
    reader.need("to");
    return { kind, from, to: reader.date() };
  }
  if (reader.take("season", "{")) return { kind: "season", seasons: listOf(reader, () => season(reader)), ...(reader.take("back") ? { back: whole(reader) } : {}) };
  if (reader.take("period")) return { kind: "period", unit: period(reader), back: whole(reader), ...(reader.take("to", "date") ? { toDate: true } : {}) };
  if (reader.take("since", "segment")) return { kind: "since-entered", segment: whole(reader) };
  for (const own of ["created", "firstOrder", "lastOrder"] as const) if (reader.take("since", own)) return { kind: "since", of: own };
  return reader.stop("Here a test or a window is expected, such as: is \"US\", >= 2, in last 30 d.");
}

function clock(reader: Reader): { clock?: "rolling" | "calendar" } {
  return reader.take("rolling") ? { clock: "rolling" } : reader.take("calendar") ? { clock: "calendar" } : {};
}

function season(reader: Reader): Season {
  reader.offer(...Season.options);
  const found = Season.safeParse(reader.word("a season"));
  return found.success ? found.data : reader.wrong(`The seasons are ${Season.options.join(", ")}.`);
}

function period(reader: Reader): "day" | "week" | "month" | "year" {
  const word = reader.word("day, week, month or year");
  return word === "day" || word === "week" || word === "month" || word === "year" ? word : reader.wrong("A period is a day, week, month or year.");
}
