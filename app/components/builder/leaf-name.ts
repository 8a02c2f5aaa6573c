// A condition's short name, for menus, labels and the funnel.
import type { Leaf } from "#app/segments/definition.ts";
import { customerFields, type MappedFields } from "#app/segments/fields.ts";
import { EVENTS } from "./measures.ts";

export function leafName(leaf: Leaf, mapped: MappedFields): string {
  switch (leaf.kind) {
    case "attr":
      return customerFields(mapped).find(({ key }) => key === leaf.field)?.label ?? leaf.field;
    case "agg":
    case "nth":
    case "share":
      return EVENTS[leaf.event].many;
    case "seq":
      return `one ${EVENTS[leaf.event].one}, then another`;
    case "cmp":
      return "comparison";
    case "in":
      return "segment";
    case "bucket":
      return "random part";
    default:
      return leaf satisfies never;
  }
}
