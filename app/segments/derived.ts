// A leaf about a derived field is the tree of conditions that its values stand for.
import type { Attr, Node } from "./definition.ts";
import type { DerivedField } from "./fields/derived.ts";
import { type Numbers, ownNumbers } from "./fields/knob.ts";
import { customerField } from "./fields.ts";

export function expansion(field: DerivedField, { test, with: own }: Attr): Node {
  const expand = (value: string) => field.expand(value, own);
  switch (test.op) {
    case "is": return expand(test.value);
    case "isNot": return { kind: "not", node: expand(test.value) };
    case "anyOf": return { kind: "any", nodes: test.values.map(expand) };
    case "noneOf": return { kind: "not", node: { kind: "any", nodes: test.values.map(expand) } };
    default: throw new Error(`check.ts lets no "${test.op}" through to ${field.key}.`);
  }
}

/** Of the numbers of a leaf, those that are not the standard ones; null: none. */
export function ownNumbersOf({ field: key, with: own }: Pick<Attr, "field" | "with">): Numbers | null {
  const field = customerField(key);
  return ownNumbers(field?.type === "derived" || field?.type === "score" ? field.knobs : {}, own);
}
