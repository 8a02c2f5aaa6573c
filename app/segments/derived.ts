// A leaf about a derived field is the tree of conditions that its values stand for.
import type { Attr, Node } from "./definition.ts";
import type { DerivedField } from "./fields/derived.ts";

export function expansion(field: DerivedField, { test }: Attr): Node {
  switch (test.op) {
    case "is": return field.expand(test.value);
    case "isNot": return { kind: "not", node: field.expand(test.value) };
    case "anyOf": return { kind: "any", nodes: test.values.map(field.expand) };
    case "noneOf": return { kind: "not", node: { kind: "any", nodes: test.values.map(field.expand) } };
    default: throw new Error(`check.ts lets no "${test.op}" through to ${field.key}.`);
  }
}
