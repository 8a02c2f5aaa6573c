// What can be wrong with a test, given the field it is put to.
import type { Problem } from "#app/lib/problem.ts";
import type { NumberTest, Path, Test } from "../definition.ts";
import { OPERATORS } from "../field.ts";
import type { AnyField } from "../fields.ts";
import { isPlain } from "../windows.ts";
import { opWords } from "../describe/words.ts";
import { checkWindow } from "./window.ts";

const say = (path: Path, message: string): Problem[] => [{ path, message }];

/** leaf: about the customer or the one event found. filter: about each event that is counted. */
export function checkTest(field: AnyField, test: Test, path: Path, place: "leaf" | "filter"): Problem[] {
  if (!OPERATORS[field.type].includes(test.op)) return say([...path, "op"], `“${field.label}” cannot be asked with “${opWords(test.op)}”.`);
  switch (test.op) {
    case "eq": case "ne": case "lt": case "le": case "gt": case "ge": case "known": case "unknown": case "isEmpty": case "isTrue": case "isFalse": case "near": case "month": case "weekday": return [];
    case "within": case "notWithin": return checkNumber(test, path);
    case "contains": case "notContains": case "startsWith": case "endsWith": case "matches": case "hasStarting":
      return test.value === "" ? say([...path, "value"], "Write what to look for.") : [];
    case "is": case "isNot": return checkValue(field, test.value, [...path, "value"]);
    case "anyOf": case "noneOf": case "hasAny": case "hasAll": case "hasNone": case "hasExactly":
      return test.values.flatMap((value, i) => checkValue(field, value, [...path, "values", i]));
    case "length": case "size": return [];
    case "hour": return test.from === test.to || (test.from === 0 && test.to === 24) ? say([...path, "to"], "These hours are the whole day.") : [];
    case "anniversary":
      if (place === "filter") return say([...path, "op"], "A filter cannot move with time: use the condition's own window.");
      return test.from > test.to ? say([...path, "to"], "The range ends before it begins.") : test.to - test.from >= 364 ? say([...path, "to"], "This range is the whole year.") : [];
    case "in": {
      const { window } = test;
      if (place === "filter" && !isPlain(window)) return say([...path, "window"], "A filter knows nothing of the customer: use the condition's own window.");
      return checkWindow(window, [...path, "window"], field.type === "day" ? "day" : "date");
    }
    default: return test satisfies never;
  }
}

export function checkNumber(test: NumberTest, path: Path): Problem[] {
  return "from" in test && test.from > test.to ? say([...path, "to"], "The first number must not be larger than the second.") : [];
}

function checkValue(field: AnyField, value: string, path: Path): Problem[] {
  if (field.type === "ref" || field.type === "refs") return /^[0-9]{1,18}$/.test(value) ? [] : say(path, "This is no id of Shopify's: it has only digits.");
  if (field.type !== "derived") return checkOption(field, value, path);
  if (field.pattern) return field.pattern.test.test(value) ? [] : say(path, `“${field.label}” ${field.pattern.message}.`);
  if (field.picker === "product") return /^[0-9]{1,18}$/.test(value) ? [] : say(path, "This is no id of Shopify's: it has only digits.");
  return checkOption(field, value, path);
}

/** A code that nobody can have, such as another spelling of it, would quietly find nobody. */
function checkOption({ options, type }: AnyField, value: string, path: Path): Problem[] {
  if (options === undefined || (type !== "enum" && type !== "derived") || options.some((option) => option.value === value)) return [];
  return say(path, `“${value}” is none of: ${options.map((option) => option.value).join(", ")}.`);
}
