// The numbers in a derived field's rules. Each has a standard value, and every use of the field may set its own:
// the sentence under the condition says the rules with the numbers that count.
import { counted } from "../describe/words.ts";

type Unit = "percent" | "days" | "count" | "money";
/** In the label, … stands where the number does. */
export type Knob = { label: string; unit: Unit; standard: number; min: number; max: number };
export type Knobs = Readonly<Record<string, Knob>>;
export type Numbers = Readonly<Record<string, number>>;

/** About 27 years, as in windows. */
const DAYS_MAX = 10_000;
const COUNT_MAX = 1_000;
const MONEY_MAX = 1e9;

export const days = (label: string, standard: number): Knob => ({ label, unit: "days", standard, min: 1, max: DAYS_MAX });
export const count = (label: string, standard: number, min = 1): Knob => ({ label, unit: "count", standard, min, max: COUNT_MAX });
export const percent = (label: string, standard: number): Knob => ({ label, unit: "percent", standard, min: 1, max: 100 });
export const money = (label: string, standard: number): Knob => ({ label, unit: "money", standard, min: 0, max: MONEY_MAX });

/** Days and counts are whole; percentages and money may have decimals. */
export const isWhole = ({ unit }: Knob): boolean => unit === "days" || unit === "count";

export const standards = (knobs: Knobs): Numbers => Object.fromEntries(Object.entries(knobs).map(([key, { standard }]) => [key, standard]));

/** The standard numbers, with those of this use in their place. */
export const numbersOf = (knobs: Knobs, own: Numbers | undefined): Numbers => ({ ...standards(knobs), ...ownNumbers(knobs, own) });

/** Of the numbers of a use, those that differ from the standard; null where none does. Names that the field does not have are left in for check.ts. */
export function ownNumbers(knobs: Knobs, own: Numbers | undefined): Numbers | null {
  const differing = Object.entries(own ?? {}).filter(([key, value]) => !Object.hasOwn(knobs, key) || knobs[key]?.standard !== value);
  return differing.length === 0 ? null : Object.fromEntries(differing);
}

/** "Evangelist: at least … items", with the number in its place. */
export function knobWords({ label, unit }: Knob, value: number, asMoney: (value: number) => string): string {
  return label.replace("…", () => {
    switch (unit) {
      case "percent": return `${value}%`;
      case "days": return counted(value, "day");
      case "count": return value.toLocaleString("en-US");
      case "money": return asMoney(value);
      default: return unit satisfies never;
    }
  });
}
