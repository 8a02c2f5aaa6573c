// One field's value held against a test, as SQL. Null where the value is: unknown stays unknown.
import { invariant } from "#app/lib/invariant.ts";
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import { minorDigits } from "#app/lib/money.ts";
import { addUnits, dayOf, dayText } from "../calendar.ts";
import type { ShopAsk } from "../ask.ts";
import type { Test } from "../definition.ts";
import type { Field } from "../field.ts";
import { fold, foldSetSql, foldSql, isFoldedSql, likePattern } from "../fold.ts";
import { haversineSql } from "../place.ts";
import { monthDaysWithin, isNumberTest } from "../value.ts";
import { scatterDays } from "../scatter.ts";
import { dayBounds, isPlain } from "../windows.ts";
import { allZones, zonesWithin } from "../zones.ts";
import { boundSql, clampSpan, elapsedInstant, elapsedSql, localSql, scatterSql, windowSql } from "./context.ts";
import { numberSql, sign } from "./number.ts";

/** The customer's alias is c: needed where a window begins at an instant of their own. */
export function testSql(field: Field, test: Test, ask: ShopAsk): Sql {
  if (field.type === "place") return placeSql(field, test);
  const value = raw(field.sql);
  if (field.type === "clock") return clockSql(value, field, test, ask);
  if (test.op === "known") return sql`(${value} IS NOT NULL)`;
  if (test.op === "unknown") return sql`(${value} IS NULL)`;
  switch (field.type) {
    case "text": return textSql(field.sql, test);
    case "enum": return codeSql(value, test, "text");
    case "ref": return codeSql(value, test, "bigint");
    case "bool": return test.op === "isTrue" ? value : sql`(NOT ${value})`;
    case "number": case "money": return isNumberTest(test) ? numberSql({ top: value }, test, field.type === "money" ? minorDigits(ask.currency) : 0) : refused(field, test);
    case "elapsed": return sinceSql(field, test, ask);
    case "date": return dateSql(value, test, ask);
    case "day": return daySql(value, test, ask);
    case "set": return setSql(foldSetSql(field.sql), value, test, "text");
    case "refs": return setSql(value, value, test, "bigint");
    default: return field.type satisfies never;
  }
}

/** A zone that nobody knows is no zone. */
function clockSql(zone: Sql, field: Field, test: Test, ask: ShopAsk): Sql {
  const isKnown = sql`coalesce(${zone} = ANY(${allZones()}::text[]), false)`;
  if (test.op === "known") return isKnown;
  if (test.op === "unknown") return sql`(NOT ${isKnown})`;
  return test.op === "hour" ? sql`(CASE WHEN ${isKnown} THEN ${zone} = ANY(${zonesWithin(test, ask.now.getTime())}::text[]) END)` : refused(field, test);
}

function refused(field: Field, test: Test): never {
  throw new Error(`check.ts lets no "${test.op}" through to ${field.key}.`);
}

function textSql(text: string, test: Test): Sql {
  const folded = foldSql(text);
  switch (test.op) {
    case "is": return isFoldedSql(text, test.value);
    case "isNot": return sql`(NOT ${isFoldedSql(text, test.value)})`;
    case "anyOf": return sql`(${folded} = ANY(${test.values.map(fold)}::text[]))`;
    case "noneOf": return sql`(${folded} <> ALL(${test.values.map(fold)}::text[]))`;
    case "contains": return sql`(strpos(${folded}, ${fold(test.value)}) > 0)`;
    case "notContains": return sql`(strpos(${folded}, ${fold(test.value)}) = 0)`;
    case "startsWith": return sql`starts_with(${folded}, ${fold(test.value)})`;
    case "endsWith": return sql`(right(${folded}, ${[...fold(test.value)].length}::int) = ${fold(test.value)})`;
    case "matches": return sql`(${folded} LIKE ${likePattern(fold(test.value))})`;
    case "isEmpty": return sql`(${raw(text)} = '')`;
    case "length": return sql`(char_length(${raw(text)}) ${sign(test.cmp)} ${test.value}::int)`;
    default: throw new Error(`check.ts lets no "${test.op}" through to a text.`);
  }
}

/** Digits that fit a bigint; anything else is no id of Shopify's and matches nothing. */
export const isBigint = (text: string) => /^[0-9]{1,18}$/.test(text);
const idsOf = (values: string[], type: "text" | "bigint") => (type === "text" ? values : values.filter(isBigint));

function codeSql(value: Sql, test: Test, type: "text" | "bigint"): Sql {
  const values = "values" in test && test.op !== "month" && test.op !== "weekday" ? test.values : "value" in test && typeof test.value === "string" ? [test.value] : [];
  const list = sql`${idsOf(values, type)}::${raw(type)}[]`;
  switch (test.op) {
    case "is": case "anyOf": return sql`(${value} = ANY(${list}))`;
    case "isNot": case "noneOf": return sql`(${value} <> ALL(${list}))`;
    default: throw new Error(`check.ts lets no "${test.op}" through to a code.`);
  }
}

function setSql(set: Sql, plain: Sql, test: Test, type: "text" | "bigint"): Sql {
  const values = "values" in test && test.op !== "month" && test.op !== "weekday" ? test.values : [];
  const usable = type === "text" ? values.map(fold) : values.filter(isBigint);
  const list = sql`${usable}::${raw(type)}[]`;
  const complete = sql`${usable.length === values.length}::boolean`;
  switch (test.op) {
    case "hasAny": return sql`(${set} && ${list})`;
    case "hasNone": return sql`(NOT (${set} && ${list}))`;
    case "hasAll": return sql`(${set} @> ${list} AND ${complete})`;
    case "hasExactly": return sql`(${set} @> ${list} AND ${set} <@ ${list} AND ${complete})`;
    case "hasStarting": return sql`(CASE WHEN ${plain} IS NOT NULL THEN EXISTS (SELECT FROM unnest(${set}) AS folded WHERE starts_with(folded, ${fold(test.value)})) END)`;
    case "size": return sql`(cardinality(${plain}) ${sign(test.cmp)} ${test.value}::int)`;
    default: throw new Error(`check.ts lets no "${test.op}" through to a set.`);
  }
}

function dateSql(at: Sql, test: Test, ask: ShopAsk): Sql {
  const local = localSql(at, ask.zone);
  switch (test.op) {
    case "in": {
      if (!isPlain(test.window)) return sql`(${at} > ${boundSql(test.window, "c", ask)})`;
      return windowSql(at, test.window, ask) ?? sql`(${at} = ${at})`;
    }
    case "anniversary": return sql`(extract(month FROM ${local})::int * 100 + extract(day FROM ${local})::int = ANY(${monthDaysWithin(test, ask)}::int[]))`;
    case "month": return sql`(extract(month FROM ${local})::int = ANY(${test.values}::int[]))`;
    case "weekday": return sql`(extract(isodow FROM ${local})::int = ANY(${test.values}::int[]))`;
    case "hour": {
      const hour = sql`extract(hour FROM ${local})::int`;
      return test.from < test.to ? sql`(${hour} >= ${test.from}::int AND ${hour} < ${test.to}::int)` : sql`(${hour} >= ${test.from}::int OR ${hour} < ${test.to}::int)`;
    }
    default: throw new Error(`check.ts lets no "${test.op}" through to a date.`);
  }
}

function daySql(day: Sql, test: Test, ask: ShopAsk): Sql {
  switch (test.op) {
    case "in": {
      const { from, to } = dayBounds(test.window, ask);
      const sides = [from === null ? null : sql`${day} >= ${dayText(from)}::date`, to === null ? null : sql`${day} < ${dayText(to)}::date`].filter((side) => side !== null);
      const scattered = scatterDays(test.window);
      const inside = scattered === null ? sql`true` : scatterSql(day, { ...scattered, borders: scattered.borders.map(dayText) }, "date");
      return sql`(${sides[0] ?? sql`${day} = ${day}`} AND ${sides[1] ?? sql`true`} AND ${inside})`;
    }
    case "anniversary": return sql`(extract(month FROM ${day})::int * 100 + extract(day FROM ${day})::int = ANY(${monthDaysWithin(test, ask)}::int[]))`;
    case "month": return sql`(extract(month FROM ${day})::int = ANY(${test.values}::int[]))`;
    case "weekday": return sql`(extract(isodow FROM ${day})::int = ANY(${test.values}::int[]))`;
    default: throw new Error(`check.ts lets no "${test.op}" through to a day.`);
  }
}

/** Whole days since an instant, or whole years since a day (the only two there are). */
function sinceSql(field: Field, test: Test, ask: ShopAsk): Sql {
  if (!isNumberTest(test)) return refused(field, test);
  const unit = field.unit ?? "day";
  if (unit === "day") return elapsedSql(raw(field.sql), test, elapsedInstant(unit, ask));
  const today = dayOf(ask.now.getTime(), ask.zone);
  return elapsedSql(raw(field.sql), test, (k) => sql`${dayText(Math.max(-700_000, addUnits(today, -clampSpan(Math.min(k, 1000)), "year") + 1))}::date`);
}

function placeSql(field: Field, test: Test): Sql {
  const [latitude, longitude] = field.sql.split(", ");
  invariant(latitude !== undefined && longitude !== undefined, "a place is two expressions");
  const isKnown = raw(`(${latitude} IS NOT NULL AND ${longitude} IS NOT NULL)`);
  if (test.op === "known") return isKnown;
  if (test.op === "unknown") return sql`(NOT ${isKnown})`;
  return test.op === "near" ? haversineSql(latitude, longitude, test) : refused(field, test);
}
