// Shopify's types of metafields, and what a condition can ask of each.
import type { MetafieldType } from "./fields.ts";

export function readAs(type: string): MetafieldType {
  switch (type) {
    case "number_integer": case "number_decimal":
      return "number";
    case "boolean":
      return "bool";
    case "date":
      return "day";
    case "date_time":
      return "date";
    case "list.single_line_text_field":
      return "set";
    default:
      return "text";
  }
}
