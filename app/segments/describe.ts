// A definition as English: what the merchant reads under the builder, in the list and in the history.
// Windows name their clock, because "the last 7 days" means two things.
import { type Definition, type Leaf, type Node } from "./definition.ts";
import { leafWords } from "./describe/leaf.ts";
import type { Names } from "./describe/test.ts";

export type { Names } from "./describe/test.ts";

export function describe(definition: Definition, names: Names = () => null): string {
  const { node } = definition;
  if (node.kind !== "all" && node.kind !== "any") return `Customers for whom ${nodeWords(node, names, false)}.`;
  const parts = node.nodes.map((child) => nodeWords(child, names, false));
  return `Customers for whom ${parts.length === 0 ? "nothing is asked" : parts.join(node.kind === "all" ? ", and " : ", or ")}.`;
}

/** One condition, for the place beside its counts. */
export const describeLeaf = (leaf: Leaf, names: Names = () => null): string => leafWords(leaf, names) + unknownWords(leaf);

function nodeWords(node: Node, names: Names, isInner: boolean): string {
  switch (node.kind) {
    case "all": case "any": {
      const words = node.nodes.map((child) => nodeWords(child, names, true)).join(node.kind === "all" ? " and " : " or ");
      return node.nodes.length === 1 && !isInner ? words : `(${words})`;
    }
    case "not": {
      const words = nodeWords(node.node, names, true);
      return words.startsWith("they are ") ? `they are not ${words.slice("they are ".length)}` : `not ${words.startsWith("(") ? words : `(${words})`}`;
    }
    default: return describeLeaf(node, names);
  }
}

const unknownWords = ({ ifUnknown }: Leaf) => (ifUnknown === "yes" ? " (or this is not known)" : ifUnknown === "no" ? " (and this is known)" : "");
