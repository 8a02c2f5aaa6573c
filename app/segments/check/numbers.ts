// What can be wrong with the numbers that a condition puts in place of a derived field's standard ones.
import type { Problem } from "#app/lib/problem.ts";
import type { Attr, Path } from "../definition.ts";
import type { AnyField } from "../fields.ts";
import { isWhole, type Knob, numbersOf } from "../fields/knob.ts";

export function checkNumbers(leaf: Attr, field: AnyField, path: Path): Problem[] {
  const own = Object.entries(leaf.with ?? {});
  if (own.length === 0) return [];
  const knobs = field.type === "derived" || field.type === "score" ? field.knobs : {};
  const names = Object.keys(knobs);
  if ((field.type !== "derived" && field.type !== "score") || names.length === 0) return [{ path, message: `The rules of “${field.label}” have no numbers to change.` }];
  const wrong = own.flatMap(([name, value]): Problem[] => {
    const knob = Object.hasOwn(knobs, name) ? knobs[name] : undefined;
    const message = knob ? numberProblem(knob, value) : `“${field.label}” has no number “${name}”. It has ${names.join(", ")}.`;
    return message === null ? [] : [{ path: [...path, name], message }];
  });
  if (wrong.length > 0) return wrong;
  const numbers = numbersOf(knobs, leaf.with);
  return field.falling.flatMap((chain) => chain.flatMap((name, at): Problem[] => {
    const before = chain[at - 1];
    if (before === undefined || (numbers[name] ?? 0) < (numbers[before] ?? 0)) return [];
    // Beside the one that was changed: a standard number has no place of its own in the condition.
    const mine = Object.hasOwn(leaf.with ?? {}, name);
    return [{ path: [...path, mine ? name : before], message: `“${knobs[name]?.label}” must be less than “${knobs[before]?.label}”: ${numbers[name]} is not less than ${numbers[before]}.` }];
  }));
}

function numberProblem(knob: Knob, value: number): string | null {
  if (isWhole(knob) && !Number.isInteger(value)) return "Give a whole number.";
  return value < knob.min || value > knob.max ? `Give a number from ${knob.min} to ${knob.max.toLocaleString("en-US")}.` : null;
}
