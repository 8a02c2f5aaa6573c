// How a field that stands for other conditions is made: its values, each a tree, the numbers that its rules
// hold, and the rules in words. Bands and their order: ordered first-match rules, because plain bands overlap.
import type { Agg, Attr, Node, NumberTest, Window } from "../definition.ts";
import type { Option, Picker } from "../field.ts";
import { type Knob, type Knobs, type Numbers, numbersOf, standards } from "./knob.ts";

export type DerivedField = {
  key: string;
  label: string;
  group: string;
  type: "derived";
  scope: "customer";
  /** The rules in words, with the standard numbers. */
  help: string;
  /** The same with the numbers of one use. */
  says: (own?: Numbers) => string;
  /** Absent where any value of a pattern is allowed. */
  options?: readonly Option[];
  picker?: Picker;
  pattern?: { test: RegExp; message: string };
  /** The numbers in the rules, by the name that the text form gives them. */
  knobs: Knobs;
  /** Names of numbers of which each must be less than the one before it. */
  falling: readonly (readonly string[])[];
  expand: (value: string, own?: Numbers) => Node;
};

export const all = (...nodes: Node[]): Node => ({ kind: "all", nodes });
export const any = (...nodes: Node[]): Node => ({ kind: "any", nodes });
const not = (node: Node): Node => ({ kind: "not", node });
export const lastDays = (n: number): Window => ({ kind: "last", n, unit: "day" });
export const attr = (field: string, test: Attr["test"]): Node => ({ kind: "attr", field, test });
export const agg = (measure: Agg["measure"], event: Agg["event"], test: NumberTest, more: Partial<Agg> = {}): Node => ({ kind: "agg", measure, event, test, ...more });
export const atLeast = (value: number): NumberTest => ({ op: "ge", value });
export const orders = (test: NumberTest, window?: Window) => agg("count", "order", test, window ? { window } : {});
export const sinceLast = (from: number, to?: number) => attr("order.daysSinceLast", to === undefined ? atLeast(from) : { op: "within", from, to });

/** [value, label, when]; the last rule may leave `when` out: everybody else. */
export type Rule = [value: string, label: string, when?: Node];

type Named<Name extends string> = Readonly<Record<Name, number>>;
export type Recipe<Name extends string> = {
  key: string; label: string; group: string;
  says: (numbers: Named<Name>) => string;
  rules: (numbers: Named<Name>) => Rule[];
  knobs?: Readonly<Record<Name, Knob>>;
  falling?: readonly (readonly NoInfer<Name>[])[];
};

/** The first rule that holds gives the value. */
export const ordered = <Name extends string = never>(recipe: Recipe<Name>): DerivedField => made(recipe, (rules, at) => {
  const earlier = rules.slice(0, at).flatMap(([, , when]) => (when ? [not(when)] : []));
  const own = rules[at]?.[2];
  return all(...earlier, ...(own ? [own] : []));
});

/** Rules that exclude each other by themselves. */
export const bands = <Name extends string = never>(recipe: Recipe<Name>): DerivedField => made(recipe, (rules, at) => rules[at]?.[2] ?? all());

function made<Name extends string>({ key, label, group, says, rules, knobs, falling = [] }: Recipe<Name>, nodeAt: (rules: Rule[], at: number) => Node): DerivedField {
  const own: Knobs = knobs ?? {};
  // Every name of a knob has a number there, the standard one at least.
  const named = (numbers?: Numbers) => numbersOf(own, numbers) as Named<Name>;
  return {
    key, label, group, type: "derived", scope: "customer", picker: "options", knobs: own, falling,
    help: says(standards(own)),
    says: (numbers) => says(named(numbers)),
    options: rules(named()).map(([value, title]) => ({ value, label: title })),
    expand(value, numbers) {
      const found = rules(named(numbers));
      const at = found.findIndex(([name]) => name === value);
      return at < 0 ? any() : nodeAt(found, at);
    },
  };
}

/** One name of many: no options, the merchant picks it. */
export const chosenName = (key: string, label: string, picker: Picker, help: string, expand: (value: string) => Node): DerivedField => ({
  key, label, group: "What they buy", type: "derived", scope: "customer", picker, help, says: () => help, knobs: {}, falling: [], expand: (value) => expand(value),
});
