// A condition's short name, for menus, labels and the funnel.
import type { Leaf } from "#app/segments/definition.ts";
import { withArticle } from "#app/segments/describe/words.ts";
import { customerField, type KnownLists } from "#app/segments/fields.ts";
import { labelIn } from "#app/segments/fields/column.ts";
import { EVENTS, measureChoices } from "./measures.ts";

/** `lists`: the shop's, by which a column of one is called. */
export function leafName(leaf: Leaf, lists: KnownLists = []): string {
  switch (leaf.kind) {
    case "attr":
      return labelIn(customerField(leaf.field) ?? { key: leaf.field, label: leaf.field }, lists);
    case "agg": {
      const measure = measureChoices(leaf.event).find(([name]) => name === leaf.measure)?.[1] ?? leaf.measure;
      if (leaf.measure === "distinct") return `${measure} values among ${EVENTS[leaf.event].many}`;
      return leaf.field === undefined ? measure : `${measure} of ${EVENTS[leaf.event].many}`;
    }
    case "nth":
      return `One ${EVENTS[leaf.event].one}`;
    case "share":
      return `Share of ${EVENTS[leaf.event].many}`;
    case "top":
      return `Favourite among ${EVENTS[leaf.event].many}`;
    case "some":
      return `One value among ${EVENTS[leaf.event].many}`;
    case "seq":
      return `One ${EVENTS[leaf.event].one}, then ${leaf.thenEvent === undefined ? "another" : withArticle(EVENTS[leaf.thenEvent].one)}`;
    case "cmp":
      return "Comparison";
    case "rate":
      return `Rate of ${EVENTS[leaf.event].many}`;
    case "trend":
      return "Trend";
    case "rank":
      return "Rank among customers";
    case "in":
      return "Segment";
    case "flow":
      return "Flow";
    case "list":
      return "List";
    case "bucket":
      return "Random part";
    default:
      return leaf satisfies never;
  }
}
